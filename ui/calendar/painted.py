"""What every painted view of days has: keys that go there are seen, and a screen reader sees inside."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.calendar import speech


class Painted(QAbstractScrollArea):
    """A view with a chosen day. `chosen` tells the day, `entered` that Enter was pressed on it."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, today: date, name: str) -> None:
        super().__init__()
        speech.speak_for(self)  # before anything is told of it: Qt keeps the first interface that it makes
        self.today = self.day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setMinimumSize(320, 280)
        self.setCornerWidget(QWidget())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing it."""
        super().focusOutEvent(event)
        self.viewport().update()
