"""The history of one person: who changed what about them, when and from what, the newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label, title_label
from ui.screens.changes import Changes
from ui.undoing import ask_take_back

if TYPE_CHECKING:
    from immdesk.office.rows import HistoryPage, HistoryRow
    from ui.parts.desk import Desk

_AT_ONCE = 5


class PersonHistory(QWidget):
    """The newest changes of what is known of a person, with a button for older ones."""

    def __init__(self, office: Any, desk: Desk, person_id: str) -> None:
        super().__init__()
        self._office, self._desk, self._person, self._before = office, desk, person_id, 0
        self._changes = Changes(go_to_case=self._go_to_case, take_back=self._ask_take_back)
        self._more = button(_("Show older changes"), self._read)
        self._more.hide()
        self._none = label(_("Nothing has changed yet"), quiet=True)
        self._none.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(title_label(_("History"), 2))
        down.addWidget(self._none)
        down.addWidget(self._changes)
        down.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._read()

    def _read(self) -> None:
        asked = partial(_page, self._office, self._person, self._before)
        self._desk.work.run_pure(self, asked, done=self._show, failed=self._desk.problem)

    def _show(self, page: HistoryPage) -> None:
        self._changes.add(page.rows)
        self._none.setVisible(not page.rows and not self._before)
        self._before = page.before
        self._more.setVisible(bool(page.before))

    def _go_to_case(self, case_id: str) -> None:
        self._desk.go("case", f"{case_id}/history")

    def _ask_take_back(self, row: HistoryRow) -> None:
        ask_take_back(self, self._office, self._desk, row.id)


def _page(office: Any, person_id: str, before: int) -> HistoryPage:
    from immdesk.office import histories

    return histories.of_office(office, person_id=person_id, before=before, limit=_AT_ONCE)
