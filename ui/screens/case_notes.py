"""Notes on a case: written once, never changed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office import cases, research
from immdesk.office.research import ResearchRow
from immdesk.office.rows import NoteRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.labels import label
from ui.parts.line import text_line
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
        feet.addWidget(button(_("From the notebook…"), self._ask_research, link=True))
        feet.addStretch(1)
        feet.addWidget(self._add)
        write.body.addLayout(feet)
        self._rows: tuple[NoteRow, ...] = ()
        self._research: tuple[ResearchRow, ...] = ()
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

    def read(self, office: Any, case_id: str) -> tuple[tuple[NoteRow, ...], tuple[ResearchRow, ...]]:
        """Give the notes of the case, and those of the research notebook that it uses."""
        return cases.notes(office, case_id), research.of_case(office, case_id)

    def draw(self, rows: tuple[tuple[NoteRow, ...], tuple[ResearchRow, ...]]) -> None:
        """Show what comes from the notebook, then a card for each note."""
        self._rows, self._research = rows
        self._find.stand_by(len(self._rows))
        self._fill()

    def _fill(self, _words: str = "") -> None:
        rows = [row for row in self._rows if self._find.fits(row.text, row.by)]
        self._column.clear()
        found = [
            one
            for one in self._research
            if self._find.fits(one.title, one.text, *research.tag_words(self.office, one))
        ]
        if found:
            self._column.add(self._notebook(found))
        for row in rows:
            card = Card()
            at = on_the_wall(self.office, row.at)
            when = f"{on_screen(at.date())}, {at:%H:%M}"
            card.body.addWidget(label(" · ".join(filter(None, (when, row.by))), quiet=True, small=True))
            card.body.addWidget(label(row.text, wrap=True) if len(row.text) <= LONG else _scrolled(row.text))
            self._column.add(card)
        if not rows and self._rows:
            self._column.add(EmptyState("search", _("No note fits"), _("Try fewer letters.")))
        elif not rows and not self._research:
            words = _(
                "Write down what the client said on the telephone, what the officer asked, what was decided."
            )
            self._column.add(EmptyState("note", _("No notes yet"), words))
        self._column.end()

    def _notebook(self, found: list[ResearchRow]) -> Card:
        card = Card(_("From the research notebook"))
        for one in found:
            changed = (_("changed"), "warn") if one.changed_on else ("", "")
            tags = ", ".join(research.tag_words(self.office, one))
            below = " · ".join(filter(None, (one.source, one.link, tags)))
            go = partial(self.desk.go, "library", f"notebook/{one.id}")
            card.body.addWidget(text_line(one.title, below, go, note=changed[0], level=changed[1]))
        return card

    def _ask_research(self) -> None:
        have = {one.id for one in self._research}
        options = tuple((one.id, one.title) for one in research.rows(self.office) if one.id not in have)
        if not options:
            self.desk.tell(_("The notebook in the Library has no other note."))
            return
        title = _("Which note of the notebook does the case use?")
        self.desk.ask_choice(title, _("Note"), options, _("Use it"), self._use)

    def _use(self, note_id: str) -> None:
        self.do(_("Keeping the note"), research.attach, note_id, self.case_id)

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
