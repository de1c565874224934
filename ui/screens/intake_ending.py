"""How a draft ends: its answers are kept as records, or it is thrown away."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from immdesk.basics.words import _
from immdesk.office import interviews
from immdesk.office.rows import Changed
from ui.parts.desk import Desk
from ui.screens.intake_answers import attempt


class Ending(QObject):
    """Finishes or discards a draft, then tells. `busy` while the answers are being kept."""

    busy = Signal(bool)
    gone = Signal()

    def __init__(self, office: Any, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._desk = office, desk

    def finish(self, draft: str, *, restrict: bool = True) -> None:
        """Keep the answers and open the case, restricted where its kind proposes it."""
        self.busy.emit(True)
        self._desk.work.run(
            self,
            partial(interviews.finish, restrict=restrict),
            self._office,
            draft,
            done=self._finished,
            failed=self._failed,
            title=_("Opening the case"),
        )

    def ask_to_discard(self, draft: str) -> None:
        """Throw the draft away when the person means it."""
        words = _("Everything typed in it is thrown away. Cases and people of the office stay as they are.")
        throw = partial(self._throw_away, draft)
        self._desk.ask(_("Discard this intake?"), words, _("Discard"), throw, danger=True)

    def _finished(self, made: tuple[str, Changed]) -> None:
        case_id, changed = made
        self.busy.emit(False)
        self.gone.emit()
        self._desk.changed(changed)
        self._desk.go("case", case_id)

    def _failed(self, error: BaseException) -> None:
        self.busy.emit(False)
        self._desk.problem(error)

    def _throw_away(self, draft: str) -> None:
        attempt(self._desk, interviews.discard, self._office, draft)
        self._desk.tell(_("The draft was discarded."))
        self.gone.emit()
