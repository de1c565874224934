"""Notes on a case: written once, never changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office import cases
from immdesk.office.rows import NoteRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.labels import label
from ui.screens.case_page_tab import CaseTab, Column
from ui.screens.case_page_time import on_the_wall

LONG = 2000
"""A note of more characters than this scrolls in its card."""


class CaseNotes(CaseTab):
    """A place to write, and what was written, the newest first."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(_("What was said, decided or found out"))
        self._text.setAccessibleName(_("New note"))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * 4 + theme.XL)
        self._text.textChanged.connect(self._typed)
        self._add = button(_("Add the note"), self._keep, main=True, picture="note")
        self._add.setEnabled(False)
        self._add.setToolTip(_("Ctrl+Enter"))
        QShortcut(QKeySequence("Ctrl+Return"), self._text, self._keep)
        write = Card()
        write.body.addWidget(self._text)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self._add)
        write.body.addLayout(feet)
        self._rows: tuple[NoteRow, ...] = ()
        self._find = Finder(_("Find a note"))
        self._find.finding.connect(self._fill)
        self._find.hide()
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.L)
        down.addWidget(write)
        down.addWidget(self._find)
        down.addWidget(self._column, 1)

    def begin(self) -> None:
        """Empty the place to write, and the finder: another case is shown."""
        self._text.clear()
        self._find.clear()

    def read(self, office: Any, case_id: str) -> tuple[NoteRow, ...]:
        """Give the notes."""
        return cases.notes(office, case_id)

    def draw(self, rows: tuple[NoteRow, ...]) -> None:
        """Show a card for each note."""
        self._rows = rows
        self._find.stand_by(len(rows))
        self._fill()

    def _fill(self, _words: str = "") -> None:
        rows = [row for row in self._rows if self._find.fits(row.text, row.by)]
        self._column.clear()
        for row in rows:
            card = Card()
            at = on_the_wall(self.office, row.at)
            when = f"{on_screen(at.date())}, {at:%H:%M}"
            card.body.addWidget(label(" · ".join(filter(None, (when, row.by))), quiet=True, small=True))
            card.body.addWidget(label(row.text, wrap=True) if len(row.text) <= LONG else _scrolled(row.text))
            self._column.add(card)
        if not rows and self._rows:
            self._column.add(EmptyState("search", _("No note fits"), _("Try fewer letters.")))
        elif not rows:
            words = _(
                "Write down what the client said on the telephone, what the officer asked, what was decided."
            )
            self._column.add(EmptyState("note", _("No notes yet"), words))
        self._column.end()

    def _typed(self) -> None:
        self._add.setEnabled(bool(self._text.toPlainText().strip()))

    def _keep(self) -> None:
        text = self._text.toPlainText().strip()
        if text:
            self._text.clear()
            self.do(_("Keeping the note"), cases.add_note, self.case_id, text)


def _scrolled(text: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setReadOnly(True)
    field.setAccessibleName(_("The whole note"))
    field.setTabChangesFocus(True)
    field.setPlainText(text)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * 12 + theme.XL)
    return field
