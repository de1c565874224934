"""The contact log as a card: who spoke with whom, how, and what was said; a quick entry at its head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.parts.line import text_line

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from immdesk.office.work_rows import TalkLine
    from ui.parts.desk import Desk

NOTHING_TYPED = (0, "", "")


class TalkCard(Card):
    """Quick entry: how, with whom, what was said, Enter. Each entry opens to be corrected."""

    def __init__(self, office: Any, desk: Desk, owner: Mapping[str, str]) -> None:
        super().__init__(
            _("Contact log"), action=button(_("Log a conversation…"), partial(self._open, ""), link=True)
        )
        self._office, self._desk, self._owner = office, desk, dict(owner)
        self._how, self._whom, self._said, self._time = QComboBox(), QLineEdit(), QLineEdit(), QLineEdit()
        self._build_entry()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)

    def put(self, rows: Sequence[TalkLine]) -> None:
        """Show the conversations, the newest first, and the time they took together."""
        clear_layout(self._lines)
        for row in rows:
            when = f"{on_screen(row.at.date())}, {row.at:%H:%M}" if row.timed else on_screen(row.at.date())
            minutes = n_("{n} minute", "{n} minutes", row.minutes) if row.minutes else ""
            below = " · ".join(filter(None, (when, row.head, row.about if self._elsewhere else "")))
            self._lines.addWidget(text_line(row.summary, below, partial(self._open, row.id), note=minutes))
        spent = sum(row.minutes for row in rows)
        if spent:
            words = n_("{n} minute altogether", "{n} minutes altogether", spent)
            self._lines.addWidget(label(words, quiet=True, small=True))
        if not rows:
            words = _("Nothing is logged yet. Write with whom you spoke and what was said, then Enter.")
            self._lines.addWidget(label(words, quiet=True, wrap=True))

    def typed(self) -> tuple[int, str, str]:
        """Give what is typed but not logged yet, so that a page that is drawn again keeps it."""
        return self._how.currentIndex(), self._whom.text(), self._said.text()

    def type_again(self, typed: tuple[int, str, str]) -> None:
        """Put what was typed back."""
        self._how.setCurrentIndex(typed[0])
        self._whom.setText(typed[1])
        self._said.setText(typed[2])

    @property
    def _elsewhere(self) -> bool:
        """Say whether entries may be about cases: on the page of a person or an employer."""
        return "case_id" not in self._owner

    def _build_entry(self) -> None:
        words = self._office.library.vocabulary.shape("contact_log")
        for value, said in words["how"].choices:
            self._how.addItem(said[:1].upper() + said[1:], value)
        self._how.setAccessibleName(words["how"].label)
        named = {"spoke_with": self._whom, "summary": self._said, "minutes": self._time}
        for word, field in named.items():
            name = words[word].label
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.setToolTip(name)
        self._time.setMaximumWidth(self.fontMetrics().averageCharWidth() * 12)
        for field in (self._said, self._time):
            field.returnPressed.connect(self._keep)
        QShortcut(QKeySequence("Ctrl+Return"), self._said, self._keep)
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addWidget(self._how)
        across.addWidget(self._whom, 1)
        across.addWidget(self._time)
        below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        below.setSpacing(theme.S)
        below.addWidget(self._said, 1)
        below.addWidget(button(_("Log"), self._keep, name=_("Log this conversation")))
        self.body.addLayout(across)
        self.body.addLayout(below)

    def _keep(self) -> None:
        from immdesk.office import work

        texts = {"how": self._how.currentData(), "summary": self._said.text().strip()}
        if not texts["summary"]:
            self._said.setFocus()
            return
        texts |= {"spoke_with": self._whom.text().strip()} if self._whom.text().strip() else {}
        texts |= {"minutes": self._time.text().strip()} if self._time.text().strip() else {}
        texts |= work.at_the_desk(self._office)
        try:
            _made, changed = work.record(self._office, "talk", self._owner, texts)
        except Problem as problem:
            self._desk.problem(problem)
            return
        for field in (self._said, self._whom, self._time):
            field.clear()
        self._told(changed)

    def _told(self, changed: Changed) -> None:
        self._desk.changed(changed)

    def _open(self, record_id: str) -> None:
        from ui.screens.work_sheet import open_work

        open_work(self._desk, self._office, "talk", self._owner, record_id)
