"""The charts of a saved visa bulletin page, whatever its layout; the lottery's tables are no charts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.law.bulletin_charts import Chart, half_row
from immdesk.law.bulletin_tables import Grid, PageText
from immdesk.law.bulletin_terms import (
    DATES_FOR_FILING,
    EMPLOYMENT,
    FAMILY,
    FINAL_ACTION,
    chargeability,
    employment_category,
    family_category,
    is_all_areas,
    letters,
    raw_text,
)

_HEADING: Final = re.compile(
    r"(FINAL\s+ACTION\s+DATES|DATES\s+FOR\s+FILING)\s+(?:FOR\s+|OF\s+)?(?:THE\s+)?(FAMILY|EMPLOYMENT)"
)


def charts_of_page(page: PageText, notes: list[str]) -> list[tuple[Chart, str]]:
    """Give the charts of a page, each with the chart that its heading names ("" when none stands there).

    `notes` gets what was left out. Raises Refused when there is none, Problem for half a row.
    """
    parts = [part for grid in page.grids for part in _parts(grid)]
    charts = [chart for grid in parts if (chart := _chart(grid, page, notes))]
    if not charts:
        raise Refused(
            _("This page holds no chart of a visa bulletin."),
            _("A chart has a column “All Chargeability Areas Except Those Listed”; none was found."),
            _("Open the bulletin of the month on the State Department's site and save the whole page."),
        )
    return [(chart, _heading(page.words, chart, charts)) for chart in charts]


def _parts(grid: Grid) -> list[Grid]:
    """Give each chart of a table apart: some pages put two below one another into one table."""
    heads = [
        place for place, row in enumerate(grid.rows) if any(is_all_areas(_after_label(one)) for one in row)
    ]
    ends = [*heads[1:], len(grid.rows)]
    return [Grid(grid.begins, grid.rows[head:end]) for head, end in zip(heads, ends, strict=False)]


def _chart(grid: Grid, page: PageText, notes: list[str]) -> Chart | None:
    titles = _titles(grid.rows[0])
    first = next(place for place, title in enumerate(titles) if is_all_areas(title))
    areas = [(place, chargeability(title)) for place, title in enumerate(titles) if place >= first and title]
    labels = [row[0] if row else "" for row in grid.rows]
    preference = _preference(" ".join([*titles[:first], *labels]), page.words[: grid.begins])
    rows = []
    for row in grid.rows[1:]:
        label, cells = " ".join(row[:first]), [one for one in row[first:] if one]
        if not label.strip() or not cells:
            continue  # a title of its own line ("Family"), or an empty row
        category = _category(preference, label)
        if not category:
            notes.append(
                _("The row “{label}” is of no class that the desk knows; it was left out.").format(
                    label=label[:60]
                )
            )
            continue
        if len(row) <= areas[-1][0]:
            raise half_row(label, len(cells), len(areas))
        rows.append((category, tuple(raw_text(row[place]) for place, _area in areas)))
    return (
        Chart(grid.begins, preference, tuple(area for _place, area in areas), tuple(rows)) if rows else None
    )


def _titles(row: list[str]) -> list[str]:
    """Give the titles of a chart; one page writes "Family" and the first area into one cell."""
    place = next(place for place, title in enumerate(row) if is_all_areas(_after_label(title)))
    label = row[place][: len(row[place]) - len(_after_label(row[place]))]
    rest = row[place + 2 :] if row[place + 1 : place + 2] == [""] and label else row[place + 1 :]
    return [*row[:place], *([label] if label else []), _after_label(row[place]), *rest]


def _after_label(title: str) -> str:
    return re.sub(r"(?i)^(?:family|employment)\W*(?:sponsored|based)?\W*(?=all)", "", title)


def _category(preference: str, label: str) -> str:
    return family_category(label) if preference == FAMILY else employment_category(label)


def _preference(table: str, before: str) -> str:
    """Say whether a chart is of families or of employment: by its own words, else by the last said before."""
    plain = letters(table)
    if "employment" in plain or "otherworker" in plain or "religious" in plain:
        return EMPLOYMENT
    if "family" in plain or "f2a" in plain or "2a" in plain:
        return FAMILY
    upper = before.upper()
    return EMPLOYMENT if upper.rfind("EMPLOYMENT") > upper.rfind("FAMILY") else FAMILY


def _heading(words: str, chart: Chart, charts: Sequence[Chart]) -> str:
    """Give the chart that the last heading before a table names, "" when none stands there."""
    before = max((one.begins for one in charts if one.begins < chart.begins), default=0)
    found = list(_HEADING.finditer(words, before, chart.begins))
    mine = [one for one in found if one[2].lower() == chart.preference]
    return (FINAL_ACTION if mine[-1][1].startswith("FINAL") else DATES_FOR_FILING) if mine else ""
