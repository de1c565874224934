"""Taking back within a page: one step for each visit to a question."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from immdesk.basics.words import _

Write = Callable[[str, str], None]


class AnswerStep(QUndoCommand):
    """An answer and the one before it; keys typed in one visit to a question are one step."""

    def __init__(self, write: Write, key: str, before: str, after: str, visit: int) -> None:
        super().__init__(_("Answer"))
        self._write, self._key, self._visit = write, key, visit
        self._before, self._after = before, after

    def id(self) -> int:
        """Let all answers be compared for merging."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the next key of the same visit to the same question."""
        if not isinstance(other, AnswerStep) or (other._key, other._visit) != (self._key, self._visit):
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        """Write the answer; also called when it is first given."""
        self._write(self._key, self._after)

    def undo(self) -> None:
        """Write the answer that was there before."""
        self._write(self._key, self._before)
