"""What every page of a case shares: it reads when it is shown, and again when its case has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.office.rows import Changed
from ui import theme
from ui.parts.card import Page, clear_layout
from ui.parts.desk import Desk
from ui.parts.labels import label


class CaseTab(QWidget):
    """One page of a case. A page says what to read (`read`) and how to draw it (`draw`).

    `slow` reads beside the screen. Rows are read when the page becomes visible, never before.
    """

    slow = False

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self.office, self.desk = office, desk
        self.case_id = ""
        self._stale = True

    def show_case(self, case_id: str, *, again: bool = False) -> None:
        """Show the page of this case; `again` reads it again even when nothing is known to have changed."""
        self._stale = self._stale or again
        if case_id != self.case_id:
            self.case_id, self._stale = case_id, True
            self.begin()
        if self.isVisible():
            self._load()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case was touched (or when nobody said which case)."""
        if not changed.cases or self.case_id in changed.cases:
            self._stale = True
            if self.isVisible():
                self._load()

    def begin(self) -> None:
        """Forget what belonged to another case: what was unfolded, chosen, typed."""

    def read(self, office: Any, case_id: str) -> Any:
        """Give the rows of the page; when the page is slow, called beside the screen."""
        raise NotImplementedError

    def draw(self, rows: Any) -> None:
        """Show the rows."""
        raise NotImplementedError

    def do(self, title: str, function: Callable[..., Any], *args: Any) -> None:
        """Let the office change something of this case, then tell every screen."""
        self.desk.work.run(
            self,
            function,
            self.office,
            *args,
            done=self.desk.changed,
            failed=self.desk.problem,
            title=title,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is stale now that somebody looks."""
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        if not self._stale or not self.case_id:
            return
        self._stale = False
        if self.slow:
            self.desk.work.run(
                self,
                self._read_named,
                self.office,
                self.case_id,
                done=self._arrived,
                failed=self.desk.problem,
            )
            return
        try:
            rows = self.read(self.office, self.case_id)
        except Problem as problem:
            self.desk.problem(problem)
            return
        self.draw(rows)

    def _read_named(self, office: Any, case_id: str) -> tuple[str, Any]:
        return case_id, self.read(office, case_id)

    def _arrived(self, found: tuple[str, Any]) -> None:
        if found[0] == self.case_id:
            self.draw(found[1])


class Column(QScrollArea):
    """A column of cards that scrolls and can be drawn again without losing its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = Page()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, theme.M, theme.L)
        self.body.setSpacing(theme.L)
        self.setWidget(inner)

    def sizeHint(self) -> QSize:
        """Ask for little: it scrolls, and takes the room that is there."""
        return QSize(360, 200)

    def clear(self) -> None:
        """Take everything out."""
        clear_layout(self.body)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets below one another."""
        for widget in widgets:
            self.body.addWidget(widget)

    def end(self) -> None:
        """Leave what is below empty."""
        self.body.addStretch(1)


def tab_head(words: QWidget | str, *buttons: QWidget) -> QHBoxLayout:
    """Give the line at the top of a page: a few quiet words and its actions, the main one last."""
    line = QHBoxLayout()
    line.setSpacing(theme.S)
    line.addWidget(label(words, quiet=True, wrap=True) if isinstance(words, str) else words, 1)
    for one in buttons:
        line.addWidget(one)
    return line
