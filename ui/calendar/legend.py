"""The line below the calendar that says what its signs stand for."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel

from immdesk.basics.words import _
from ui import theme
from ui.calendar import marks
from ui.parts.labels import label


def legend_line() -> QHBoxLayout:
    """Give the sign and the words of every kind of date."""
    across = QHBoxLayout()
    across.setSpacing(theme.XS)
    for mark in marks.legend():
        shape = QLabel()
        shape.setPixmap(marks.picture(mark, 12))
        across.addWidget(shape)
        across.addWidget(label(mark.words, small=True, quiet=True))
        across.addSpacing(theme.M)
    across.addWidget(label(_("dashed and hatched: worked out, not yet accepted"), small=True, quiet=True))
    across.addStretch(1)
    return across
