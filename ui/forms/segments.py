"""A few options side by side, as yes and no are asked: by the mouse, the keyboard, or a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.forms.marks import Segment


class Segments(QWidget):
    """A few options side by side; arrows move, Space chooses, Delete takes the answer back."""

    edited = Signal()
    left = Signal()
    onward = Signal()

    def __init__(self, options: tuple[tuple[str, str], ...], upright: bool, parent: QWidget) -> None:
        super().__init__(parent)
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        layout = QBoxLayout(way, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._value = ""
        self._name = ""
        self._buttons: dict[str, Segment] = {}
        for value, label in options:
            button = Segment(label, self)
            button.clicked.connect(self._clicked)
            button.toggled.connect(self._toggled)
            button.installEventFilter(self)
            layout.addWidget(button)
            self._buttons[value] = button
        if not upright:
            layout.addStretch(1)
        self._stop_at_chosen()

    def answer(self) -> str:
        """Give the chosen option's value, "" when nothing is chosen."""
        return self._value

    def set_answer(self, text: str) -> None:
        """Show which option is chosen; a text that is no option chooses nothing."""
        plain = text.strip().casefold()
        found = (
            value
            for value, button in self._buttons.items()
            if plain in (value.casefold(), button.text().casefold())
        )
        self._value = next(found, "") if plain else ""
        for value, button in self._buttons.items():
            button.setChecked(value == self._value)
        self._stop_at_chosen()

    def setAccessibleName(self, name: str) -> None:
        """Name the group and, within it, every option."""
        super().setAccessibleName(name)
        if name != self._name:
            self._name = name
            for button in self._buttons.values():
                button.setAccessibleName(f"{name}: {button.text()}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the arrows, answer with Enter, clear with Delete."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.left.emit()
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        buttons = list(self._buttons.values())
        if not isinstance(watched, Segment):
            return False
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
            step = 1 if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            buttons[(buttons.index(watched) + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._value:
                watched.click()
            self.onward.emit()
        else:
            return False
        return True

    def _clicked(self) -> None:
        for value, button in self._buttons.items():
            if button is self.sender():
                self._choose("" if value == self._value else value)
                return

    def _toggled(self, chosen: bool) -> None:
        """Take what a screen reader turned on or off; nobody else turns a button itself."""
        for value, button in self._buttons.items():
            if button is self.sender() and chosen != (value == self._value):
                self._choose(value if chosen else "")
                return

    def _choose(self, value: str) -> None:
        if value == self._value:
            return
        self.set_answer(value)
        self.edited.emit()

    def _stop_at_chosen(self) -> None:
        stop = self._value or next(iter(self._buttons), "")
        for value, button in self._buttons.items():
            here = value == stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            if here:
                self.setFocusProxy(button)
