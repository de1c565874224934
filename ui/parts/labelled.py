"""A few labelled fields in columns: lines, several lines, or one of some options; read and filled at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ui import theme
from ui.parts.labels import label

Field = QLineEdit | QPlainTextEdit | QComboBox


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its word, its name, its options (pairs of value and words), or several `lines`."""

    word: str
    title: str
    options: tuple[tuple[str, str], ...] = ()
    lines: int = 1


class Labelled(QWidget):
    """The fields; `typed` comes whenever something in them was changed by a person."""

    typed = Signal()

    def __init__(self, asked: Sequence[Asked], columns: int = 2) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        self.fields: dict[str, Field] = {}
        row = column = 0
        for one in asked:
            wide = columns if one.lines > 1 else 1
            if column and column + wide > columns:
                row, column = row + 2, 0
            field = self._made(one)
            name = label(one.title)
            name.setBuddy(field)
            grid.addWidget(name, row, column, 1, wide)
            grid.addWidget(field, row + 1, column, 1, wide)
            self.fields[one.word] = field
            column += wide
            if column >= columns:
                row, column = row + 2, 0
        for place in range(columns):
            grid.setColumnStretch(place, 1)

    def values(self) -> dict[str, str]:
        """Give what stands in each field."""
        return {word: _text(field) for word, field in self.fields.items()}

    def put(self, values: Mapping[str, str]) -> None:
        """Fill the fields that are named; nothing counts as typed."""
        for word, text in values.items():
            field = self.fields[word]
            field.blockSignals(True)
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findData(text), 0))
            elif isinstance(field, QLineEdit):
                field.setText(text)
            else:
                field.setPlainText(text)
            field.blockSignals(False)

    def _made(self, one: Asked) -> Field:
        field: Field
        if one.options:
            field = QComboBox()
            for value, words in one.options:
                field.addItem(words, value)
            field.activated.connect(self._on_typed)
        elif one.lines > 1:
            field = QPlainTextEdit()
            field.setTabChangesFocus(True)
            field.setFixedHeight(field.fontMetrics().lineSpacing() * (one.lines + 1))
            field.textChanged.connect(self._on_typed)
        else:
            field = QLineEdit()
            field.textEdited.connect(self._on_typed)
        field.setAccessibleName(one.title)
        return field

    def _on_typed(self, _what: object = None) -> None:
        self.typed.emit()


def _text(field: Field) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
