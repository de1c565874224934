"""Many months of the visa bulletin in one CSV table, with the columns of the history."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from immdesk.basics.problems import Problem
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_
from immdesk.law.bulletin_charts import TABLES, history_order
from immdesk.law.bulletin_terms import (
    COLUMNS,
    EMPLOYMENT,
    FAMILY,
    Cell,
    cutoff_of,
    is_known_category,
    is_month,
    letters,
    raw_text,
)

_LONGEST = 60
"""Letters of an area; the longest that a bulletin had names three countries."""


def is_history(text: str) -> bool:
    """Say whether a text is a table with the columns of the history."""
    first = text.lstrip().split("\n", 1)[0][:400].lower()
    return "bulletin" in first and "category" in first and "<" not in first and any(map(first.count, ",;\t"))


def cells_of_csv(text: str, watched: Watched = ALONE) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """Give the cells of a table with the columns of the history, and what of it was not understood.

    Raises Problem when the columns are missing or no row can be read, Stopped when somebody cancelled.
    """
    plain = text.lstrip()
    first = plain.split("\n", 1)[0]
    try:
        lines = list(csv.reader(io.StringIO(plain), delimiter=max(",;\t", key=first.count)))
    except csv.Error:
        raise Problem(
            _("The table cannot be read as CSV."),
            _("A cell of it is endless, or a quotation mark is never closed."),
            _("Save the table again as CSV."),
        ) from None
    titles = [letters(one) for one in lines[0]]
    wanted = [name for name in COLUMNS if name not in ("raw", "cutoff")]
    missing = [name for name in wanted if name not in titles]
    if missing or not {"raw", "cutoff"} & set(titles):
        raise Problem(
            _("The table lacks columns: {names}.").format(names=", ".join(missing or ["cutoff"])),
            _("Its columns are to be: {names}.").format(names=", ".join(COLUMNS)),
            _("Save the table with these titles in its first line."),
        )
    cells: list[Cell] = []
    wrong: list[int] = []
    rows = watched.each(lines[1:], len(lines) - 1, _("Reading the bulletins"), every=2000)
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        cell = _of_line(dict(zip(titles, row, strict=False)))
        wrong += [] if cell else [number]
        cells += [cell] if cell else []
    if not cells:
        raise Problem(
            _("No line of the table can be read as a cutoff."), "", _("Look at its columns and their words.")
        )
    return tuple(sorted(cells, key=history_order)), _wrong_words(wrong)


def _of_line(row: dict[str, str]) -> Cell | None:
    month, raw = row.get("bulletin", "").strip()[:7], raw_text(row.get("raw", ""))
    table, preference = row.get("table", "").strip(), row.get("preference", "").strip()
    category, area = row.get("category", "").strip(), row.get("chargeability", "").strip()
    if not is_month(month) or table not in TABLES or preference not in (FAMILY, EMPLOYMENT):
        return None
    said = cutoff_of(row.get("cutoff", "").strip().upper(), month)
    cutoff = said or cutoff_of(raw, month)
    if not is_known_category(preference, category) or not area or len(area) > _LONGEST:
        return None
    if said and raw and cutoff_of(raw, month) != said:
        return None
    return Cell(month, preference, table, category, area, raw, cutoff)


def _wrong_words(wrong: Sequence[int]) -> tuple[str, ...]:
    if not wrong:
        return ()
    said = n_(
        "{n} line was not understood and is left out",
        "{n} lines were not understood and are left out",
        len(wrong),
    )
    lines = ", ".join(map(str, wrong[:12])) + (" …" if len(wrong) > 12 else "")
    return (f"{said}: {lines}",)
