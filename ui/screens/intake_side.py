"""The left of an intake: its sections with their badges, and what can be added."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.office.rows import IntakeView
from ui import theme
from ui.forms.sections import SectionList
from ui.parts.buttons import button
from ui.parts.card import clear_layout

LETTERS = 42
MIN_LETTERS = 30


class IntakeSide(QWidget):
    """The list of sections and, below it, "Add a child" and its like."""

    chosen = Signal(str)
    adding = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        letters = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(MIN_LETTERS * letters)
        self.setMaximumWidth(LETTERS * letters)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        self.sections = SectionList(_("Sections of this intake"), self)
        self.sections.chosen.connect(self.chosen)
        down.addWidget(self.sections, 1)
        self._adds: tuple[tuple[str, str], ...] | None = None
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(0)
        down.addLayout(self._buttons)
        down.addStretch(0)

    def put(self, view: IntakeView, section: str) -> None:
        """Show the sections as they are now, one of them marked."""
        self.sections.put(view.sections)
        self.sections.choose(section)
        if view.add_sections == self._adds:
            return
        self._adds = view.add_sections
        clear_layout(self._buttons)
        for kind, words in view.add_sections:
            self._buttons.addWidget(button(words, partial(self.adding.emit, kind), picture="add", link=True))

    def neighbour(self, section: str, by: int) -> str | None:
        """Give the section `by` places on, "" past the last one, None before the first."""
        ids = self.sections.ids()
        place = (ids.index(section) if section in ids else len(ids)) + by
        if place < 0:
            return None
        return ids[place] if place < len(ids) else ""

    def may_hold(self, key: str) -> list[str]:
        """Give the sections about the same person (or the case) as the key of an answer."""
        about = key.partition(".")[0].partition("/")[0]
        return [one for one in self.sections.ids() if one.partition("/")[0] == about]
