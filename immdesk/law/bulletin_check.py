"""What is odd about a bulletin that was read: half a chart, a wrong year, cells at odds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from immdesk.basics.reading_places import country_in_words
from immdesk.basics.words import _, n_
from immdesk.law.bulletin_terms import (
    ALL,
    CURRENT,
    DATES_FOR_FILING,
    EMPLOYMENT,
    FAMILY,
    FINAL_ACTION,
    TWO_CHARTS_SINCE,
    UNAVAILABLE,
    Cell,
    is_known_area,
    month_before,
)

_WHOLE: Final = {
    FAMILY: ("F1", "F2A", "F2B", "F3", "F4"),
    EMPLOYMENT: ("EB1", "EB2", "EB3", "EB3-OW", "EB4"),
}
_NAMED: Final = 6


def once(cells: Iterable[Cell]) -> dict[tuple[str, str, str, str], Cell]:
    """Give one cell a place: of two that differ the less favorable (a day before C, U before a day)."""
    kept: dict[tuple[str, str, str, str], Cell] = {}
    for cell in cells:
        other = kept.get(cell.place)
        if cell.cutoff and (other is None or _worth(cell) < _worth(other)):
            kept[cell.place] = cell
    return kept


def _worth(cell: Cell) -> tuple[int, str]:
    """Put cells in order: unavailable, then by day, then current."""
    return {UNAVAILABLE: (0, ""), CURRENT: (2, "")}.get(cell.cutoff, (1, cell.cutoff))


def doubts_of(cells: Sequence[Cell], today: date) -> tuple[str, ...]:
    """Say what a person must look at before these cells are kept; empty when nothing is odd."""
    found = [
        (_("The chart is not whole, {what} is missing"), _missing(cells)),
        (_("A cutoff is later than the bulletin itself: a wrong year?"), _later(cells)),
        (_("A cell is empty or cannot be read, and is left out"), _empty(cells)),
        (_("Two rows say different things of one cell; the earlier cutoff is kept"), _twice(cells)),
        (_("The bulletin is of a month far ahead: a wrong year?"), _ahead(cells, today)),
        (_("A column that no bulletin had so far"), _new_areas(cells)),
    ]
    said: list[str] = []
    for words, places in found:
        if "{what}" in words:
            said += [f"{words.format(what=what)}: {_list(months)}." for what, months in places.items()]
        elif places:
            said.append(f"{words}: {_list(list(places))}.")
    return tuple(said)


def _list(places: Sequence[str]) -> str:
    more = len(places) - _NAMED
    named = ", ".join(places[:_NAMED])
    return named + (" " + n_("and {n} more", "and {n} more", more) if more > 0 else "")


def _missing(cells: Sequence[Cell]) -> Mapping[str, list[str]]:
    """Give what a whole month would have and these have not: what, by the months that lack it."""
    have: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for cell in cells:
        have[cell.bulletin].add((cell.preference, cell.table, cell.category))
    lacking: dict[str, list[str]] = defaultdict(list)
    for month, found in sorted(have.items()):
        tables = (FINAL_ACTION, DATES_FOR_FILING) if month >= TWO_CHARTS_SINCE else (FINAL_ACTION,)
        for preference, wanted in _WHOLE.items():
            for table in tables:
                gone = [one for one in wanted if (preference, table, one) not in found]
                if len(gone) == len(wanted):
                    lacking[chart_words(preference, table)].append(month)
                elif gone:
                    words = f"{', '.join(gone)} ({chart_words(preference, table)})"
                    lacking[words].append(month)
    return lacking


def _places(cells: Iterable[Cell]) -> dict[str, list[str]]:
    return {f"{one.bulletin} {one.category} {one.chargeability} {one.raw}".strip(): [] for one in cells}


def _later(cells: Sequence[Cell]) -> Mapping[str, list[str]]:
    return _places(one for one in cells if one.cutoff[:1].isdigit() and one.cutoff[:7] > one.bulletin)


def _empty(cells: Sequence[Cell]) -> Mapping[str, list[str]]:
    return _places(one for one in cells if not one.cutoff)


def _twice(cells: Sequence[Cell]) -> Mapping[str, list[str]]:
    kept = once(cells)
    return _places(one for one in cells if one.cutoff and one.cutoff != kept[one.place].cutoff)


def _ahead(cells: Sequence[Cell], today: date) -> Mapping[str, list[str]]:
    return {
        month: []
        for month in sorted({one.bulletin for one in cells})
        if month_before(month_before(month)) > f"{today:%Y-%m}"
    }


def _new_areas(cells: Sequence[Cell]) -> Mapping[str, list[str]]:
    return {
        area: [] for area in sorted({one.chargeability for one in cells}) if area and not is_known_area(area)
    }


def chart_words(preference: str, table: str) -> str:
    """Give which chart it is: "family, Final Action Dates"."""
    said = _("family") if preference == FAMILY else _("employment")
    return f"{said}, {table_words(table)}"


def table_words(table: str) -> str:
    """Give the name of a chart as the State Department calls it."""
    return _("Final Action Dates") if table == FINAL_ACTION else _("Dates for Filing")


def area_words(area: str) -> str:
    """Give a chargeability area as a column is headed."""
    if area == ALL:
        return _("All others")
    return ", ".join(country_in_words(one.strip().title()) for one in area.split(","))
