"""The history leaving the desk: every change that was looked for, as a list for a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.watched import Cancelled, Progress, never, silent
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.rows import HistoryRow

_AT_ONCE = 500


def write_history(
    office: Office,
    out: Path,
    text: str = "",
    who: str = "",
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> int | None:
    """Write all changes with these words and of this user to an .xlsx or .csv; give how many.

    None when cancelled. It names clients and holds what was changed: keep it with their files. Raises
    Refused when the disk says no.
    """
    from immdesk.office.histories import of_office
    from immdesk.office.planning.table_files import write_table

    rows: list[tuple[str, ...]] = []
    before = 0
    while True:
        page = of_office(office, text=text, who=who, before=before, limit=_AT_ONCE, cancelled=cancelled)
        if cancelled():
            return None
        rows += [_cells(row) for row in page.rows]
        progress(len(rows), 0, _("Reading the history…"))
        before = page.before
        if not before:
            break
    columns = (_("Number"), _("When"), _("Who"), _("Change"), _("Cases"), _("Reason"), _("From and to"))
    write_table(columns, rows, out, _("History"))
    return len(rows)


def _cells(row: HistoryRow) -> tuple[str, ...]:
    cases = ", ".join(number for _id, number in row.cases)
    return (
        str(row.seq), f"{row.at:%Y-%m-%d %H:%M:%S}", row.who, row.title, cases, row.why, "\n".join(row.lines),
    )  # fmt: skip
