"""The form of a research note: what was found out, where, and what it is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit

from immdesk.basics.words import _, told
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.research import ResearchRow, Written
    from ui.parts.desk import Desk


class NoteForm(Card):
    """Fields for a new note, or for one that is corrected; `keep` gets what was typed, `leave` nothing."""

    def __init__(
        self,
        office: Any,
        desk: Desk,
        row: ResearchRow | None,
        keep: Callable[[Written], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(_("Correct the note") if row else _("A new note"))
        self._office, self._desk, self._then = office, desk, keep
        self._fields: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        for name, said, hint in _fields():
            self._field(grid, name, said, hint)
        rules = button(_("Choose a rule…"), self._choose_rule, link=True)
        grid.addWidget(rules, grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        self._text = QPlainTextEdit()
        self._text.setAccessibleName(_("Text"))
        self._text.setPlaceholderText(_("What it says, and what it means for our cases; quote the source"))
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * 6)
        self.body.addLayout(grid)
        self.body.addWidget(self._text, 1)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), leave))
        feet.addWidget(button(_("Keep the note"), self._keep, main=True, picture="note"))
        self.body.addLayout(feet)
        QShortcut(QKeySequence("Ctrl+Return"), self._text, self._keep)
        if row is not None:
            self._put(row)

    def take_focus(self) -> None:
        """Put the cursor into the title."""
        self._fields["title"].setFocus()

    def _field(self, grid: QGridLayout, name: str, said: str, hint: str) -> None:
        field = QLineEdit()
        field.setAccessibleName(said)
        field.setPlaceholderText(hint)
        self._fields[name] = field
        row = grid.rowCount()
        grid.addWidget(label(said, quiet=True), row, 0)
        grid.addWidget(field, row, 1)

    def _put(self, row: ResearchRow) -> None:
        from immdesk.basics.shown import on_screen

        texts = {
            "title": row.title,
            "source": row.source,
            "link": row.link,
            "source_on": on_screen(row.source_on) if row.source_on else "",
            "classes": ", ".join(row.classes),
            "forms": ", ".join(row.forms),
            "rules": ", ".join(row.rules),
        }
        for name, text in texts.items():
            self._fields[name].setText(text)
        self._text.setPlainText(row.text)

    def _keep(self) -> None:
        from immdesk.office.research import Written

        texts = {name: field.text() for name, field in self._fields.items()}
        self._then(Written(text=self._text.toPlainText(), **texts))

    def _choose_rule(self) -> None:
        rules = self._office.library.rules.values()
        options = tuple(sorted(((one.id, told(one.title)) for one in rules), key=lambda one: one[1]))
        ask = _("Which rule is the note about?")
        self._desk.ask_choice(ask, _("Rule"), options, _("Add"), partial(self._add_rule))

    def _add_rule(self, rule: str) -> None:
        field = self._fields["rules"]
        have = [one for one in (part.strip() for part in field.text().split(",")) if one and one != rule]
        field.setText(", ".join([*have, rule]))


def _fields() -> tuple[tuple[str, str, str], ...]:
    """Give the name, the label and the hint of each field."""
    return (
        ("title", _("Title"), _("What was found out, in a few words")),
        ("source", _("Source"), _("Where it was seen, such as the Policy Manual")),
        ("link", _("Link or citation"), ""),
        ("source_on", _("Day of the source"), _("A day such as March 3, 2027")),
        ("classes", _("Classes"), _("Such as H-1B, F2A; with commas")),
        ("forms", _("Forms"), _("Such as I-751, N-400; with commas")),
        ("rules", _("Rules"), _("As the Library knows them; with commas")),
    )
