"""The contact log of a case: calls, letters, visits and messages, with the time that they took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from ui.screens.case_page_tab import CaseTab, Column
from ui.screens.talks import TalkCard

if TYPE_CHECKING:
    from immdesk.office.work_rows import TalkLine
    from ui.parts.desk import Desk


class CaseTalks(CaseTab):
    """A quick entry, and what was logged, the newest first."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._column)
        self._card: TalkCard | None = None

    def begin(self) -> None:
        """Forget what was typed: another case is shown."""
        self._column.clear()
        self._card = TalkCard(self.office, self.desk, {"case_id": self.case_id})
        self._column.add(self._card)
        self._column.end()

    def read(self, office: Any, case_id: str) -> tuple[TalkLine, ...]:
        """Give the conversations."""
        from immdesk.office.work_rows import talks_of

        return talks_of(office, "case_id", case_id)

    def draw(self, rows: tuple[TalkLine, ...]) -> None:
        """Show them below the quick entry."""
        if self._card is not None:
            self._card.put(rows)
