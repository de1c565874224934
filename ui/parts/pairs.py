"""Facts as a form shows them: a quiet name at the left, the value beside it, on as many lines as needed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from ui import theme
from ui.parts.labels import label

_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop


def pairs(facts: Iterable[tuple[str, str]]) -> QGridLayout:
    """Give a layout with a row for each (name, value); the columns are as wide in every one of them."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.S)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for row, (name, value) in enumerate(facts):
        grid.addWidget(_told(name, quiet=True), row, 0)
        grid.addWidget(_told(value), row, 1)
    return grid


def _told(words: str, *, quiet: bool = False) -> QLabel:
    made = label(words, quiet=quiet, wrap=True)
    made.setAlignment(_LEADING)
    return made
