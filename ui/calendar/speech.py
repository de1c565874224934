"""Lets a screen reader see what is drawn by hand: each day or date becomes a list item with its words."""

from __future__ import annotations

from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

# Qt keeps only bare pointers to interfaces made in Python, so they must live here as long as their widget.
_alive: dict[int, list[Any]] = {}
_drawn: dict[int, QWidget] = {}
_state = {"installed": False}


def speak_for(widget: QWidget) -> None:
    """Let a screen reader see into `widget`, which has `spoken_title`, `spoken_items` and `spoken_now`."""
    if not _state["installed"]:
        QAccessible.installFactory(_make)
        _state["installed"] = True
    number = id(widget)
    _drawn[number] = widget
    widget.destroyed.connect(partial(_forget, number))


def moved(widget: Any) -> None:
    """Say aloud what is chosen now."""
    if not QAccessible.isActive():
        return
    words = _item(widget, widget.spoken_now())[0]
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _item(widget: Any, place: int) -> tuple[str, QRect]:
    """Give one item; a widget with many gives it alone (`spoken_item`, `spoken_count`)."""
    if hasattr(widget, "spoken_item"):
        one: tuple[str, QRect] = widget.spoken_item(place)
        return one
    items = widget.spoken_items()
    return items[place] if place < len(items) else ("", QRect())


def _count(widget: Any) -> int:
    return int(widget.spoken_count() if hasattr(widget, "spoken_count") else len(widget.spoken_items()))


def _forget(key: int, _gone: QObject | None = None) -> None:
    _alive.pop(key, None)
    _drawn.pop(key, None)


def _make(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if thing is None or id(thing) not in _drawn or _drawn[id(thing)] is not thing:
        return None
    made = _List(thing)
    _alive.setdefault(id(thing), []).append(made)
    return made


class _List(QAccessibleWidget):
    """The drawn area as a list."""

    def __init__(self, widget: Any) -> None:
        super().__init__(widget, QAccessible.Role.List, widget.accessibleName())
        self._widget = widget
        self._items: dict[int, _Item] = {}

    def text(self, kind: QAccessible.Text) -> str:
        """Give the name of the list."""
        if kind == QAccessible.Text.Name and shiboken6.isValid(self._widget):
            return str(self._widget.spoken_title())
        return super().text(kind)

    def childCount(self) -> int:
        """Give how many items are drawn."""
        return _count(self._widget) if shiboken6.isValid(self._widget) else 0

    def child(self, index: int) -> QAccessibleInterface:
        """Give one item."""
        if index not in self._items:
            self._items[index] = _Item(self, self._widget, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Give the place of an item."""
        return child.place if isinstance(child, _Item) else -1

    def focusChild(self) -> QAccessibleInterface:
        """Give the chosen item."""
        return self.child(self._widget.spoken_now())


class _Item(QAccessibleInterface):
    """One day or date of a drawn area."""

    def __init__(self, owner: _List, widget: Any, place: int) -> None:
        super().__init__()
        self._owner, self._widget, self.place = owner, widget, place

    def _now(self) -> tuple[str, QRect]:
        return _item(self._widget, self.place) if shiboken6.isValid(self._widget) else ("", QRect())

    def isValid(self) -> bool:
        """Say whether it is still drawn."""
        return bool(self._now()[0])

    def object(self) -> QObject | None:  # type: ignore[override]
        """It is no widget of its own."""
        return None

    def text(self, kind: QAccessible.Text) -> str:
        """Give its words."""
        return self._now()[0] if kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing can be written here."""

    def rect(self) -> QRect:
        """Give where it is on the screen."""
        box = self._now()[1]
        return QRect(self._widget.viewport().mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        """It is an item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Say whether it is chosen, and whether the keyboard is on it."""
        now = QAccessible.State()
        if not self.isValid():
            now.invalid = True
            return now
        chosen = self._widget.spoken_now() == self.place
        now.focusable = now.selectable = True
        now.selected, now.focused = chosen, chosen and self._widget.hasFocus()
        return now

    def parent(self) -> QAccessibleInterface:
        """Give the list."""
        return self._owner

    def childCount(self) -> int:
        """It holds nothing."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It holds nothing."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It holds nothing."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """It holds nothing."""
        return -1
