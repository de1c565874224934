"""The list of kept files on paper: what may go, what is held, and until when the rest is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.retention import KeptRow, state_words

if TYPE_CHECKING:
    from immdesk.office.office import Office


def as_pdf(office: Office, rows: Sequence[KeptRow]) -> bytes:
    """Give the list as a PDF to be signed off; it names clients: keep it with the office's papers."""
    from immdesk.packets.impact_page import ImpactGroup, impact_page

    today = office.today()
    may_go = [row for row in rows if row.may_go(today)]
    others = [row for row in rows if not row.may_go(today)]
    groups = []
    if may_go:
        do = _("Shred the paper. Scans and records go when the file is destroyed at the desk.")
        groups.append(ImpactGroup(_("May be destroyed"), do, tuple(_line(row) for row in may_go)))
    if others:
        do = _("Nothing of these is destroyed.")
        told = tuple(f"{_line(row)} · {state_words(row, today)}" for row in others)
        groups.append(ImpactGroup(_("Kept"), do, told))
    printed = _("Printed on {day}.").format(day=on_screen(today))
    return impact_page(printed, (), tuple(groups), _("Files that are kept"))


def _line(row: KeptRow) -> str:
    until = _("until {day}").format(day=on_screen(row.until)) if row.until else ""
    return " · ".join(filter(None, (f"{row.case_number}  {row.whose}", row.what, until, row.cite)))
