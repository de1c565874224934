"""The answers of a draft while one types: kept at each key, taken back by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from immdesk.basics.problems import Problem
from immdesk.office import interviews
from immdesk.office.rows import Question
from ui.forms.field import Field
from ui.forms.undo import AnswerStep
from ui.parts.desk import Desk


def attempt(desk: Desk, function: Callable[..., Any], *args: Any) -> Any:
    """Call the office; a Problem is told and gives None."""
    try:
        return function(*args)
    except Problem as problem:
        desk.problem(problem)
        return None


class Answers(QObject):
    """Writes each answer into the draft and remembers what stood there before."""

    read = Signal(object)  # the Question as the office reads it now

    def __init__(self, office: Any, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._desk = office, desk
        self._draft, self._visit = "", 0
        self._texts: dict[str, str] = {}
        self._stack = QUndoStack(self)

    def open(self, draft: str) -> None:
        """Begin with another draft."""
        self._draft = draft
        self.forget()

    def forget(self) -> None:
        """Rows or sections came or went: their keys may mean something else now."""
        self._stack.clear()
        self._texts.clear()

    def remember(self, fields: Iterable[Field]) -> None:
        """Remember what stands in the fields of a page."""
        self._texts.update({field.key: field.question.text for field in fields})

    def leave(self) -> None:
        """The person went on: keys typed from now on are another step of undo."""
        self._visit += 1

    def typed(self, key: str, text: str) -> None:
        """Keep an answer."""
        before = self._texts.get(key, "")
        if text != before:
            self._stack.push(AnswerStep(self._write, key, before, text, self._visit))

    def undo(self) -> None:
        """Take back the last step."""
        self._stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._stack.redo()

    def _write(self, key: str, text: str) -> None:
        question: Question | None = attempt(
            self._desk, interviews.answer, self._office, self._draft, key, text
        )
        if question is not None:
            self._texts[key] = text
            self.read.emit(question)
