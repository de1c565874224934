"""The tray for a file that has just come in: whose it is, what it is, what it is called."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit

from immdesk.basics.words import _
from immdesk.office.rows import EvidenceRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label

Choices = tuple[tuple[str, str], ...]


class Tray(Card):
    """Asks three things about a file before it is kept. `keeping` gives person id, kind, title, path.

    `put_away` comes when the file is kept or not wanted: the next one may be shown.
    """

    keeping = Signal(str, str, str, str)
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__(_("Keep this file as evidence"))
        self._path = ""
        self._file = label("", quiet=True, wrap=True)
        self._who, self._kind, self._title = QComboBox(), QComboBox(), QLineEdit()
        self._title.textChanged.connect(self._typed)
        self._title.returnPressed.connect(self._keep)
        self.body.addWidget(self._file)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        fields = ((_("Whose is it?"), self._who), (_("What is it?"), self._kind), (_("Title"), self._title))
        for column, (name, field) in enumerate(fields):
            caption = label(name)
            caption.setBuddy(field)
            field.setAccessibleName(name)
            field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 18)
            grid.addWidget(caption, 0, column)
            grid.addWidget(field, 1, column)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self._add = button(_("Add to the case"), self._keep, main=True, picture="attach")
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), self._put_away))
        feet.addWidget(self._add)
        self.body.addLayout(feet)
        self.hide()

    def take(self, path: Path, people: Choices, kinds: Choices, wanted: EvidenceRow | None) -> None:
        """Show a file; what is wanted and chosen in the list is offered first."""
        self._path = str(path)
        self._file.setText(path.name)
        for combo, choices, first in (
            (self._who, people, wanted.who_id if wanted else ""),
            (self._kind, kinds, wanted.document_kind if wanted else ""),
        ):
            combo.clear()
            for value, words in choices:
                combo.addItem(words, value)
            combo.setCurrentIndex(max(combo.findData(first), 0))
        self._title.setText(wanted.title if wanted else _title_of(path))
        self.show()
        self._title.setFocus()
        self._title.selectAll()

    def _typed(self, text: str) -> None:
        self._add.setEnabled(bool(text.strip()))

    def _keep(self) -> None:
        title = self._title.text().strip()
        if title and self._path:
            self.hide()
            who, kind = str(self._who.currentData() or ""), str(self._kind.currentData() or "other")
            self.keeping.emit(who, kind, title, self._path)
            self.put_away.emit()

    def _put_away(self) -> None:
        self.hide()
        self.put_away.emit()


def _title_of(path: Path) -> str:
    words = path.stem.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
