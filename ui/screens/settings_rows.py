"""A card of settings: each with its name, what it does, and the field that changes it; found by a word."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.parts.card import Card
from ui.parts.labels import label


class SettingRows(Card):
    """Rows of a card. `look_for` leaves those that hold a word; a card without any is hidden."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__(title, note)
        self._title = title
        self._rows: list[tuple[str, list[QWidget]]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.XL)
        self._grid.setVerticalSpacing(theme.L)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.body.addLayout(self._grid)

    def add(self, title: str, words: str, field: QWidget) -> None:
        """Add a setting; its field takes its name and its words for those who listen."""
        place, down = len(self._rows), QVBoxLayout()
        down.setSpacing(2)
        name = label(title, wrap=True)
        name.setBuddy(field)
        down.addWidget(name)
        shown: list[QWidget] = [name, field]
        if words:
            hint = label(words, quiet=True, wrap=True)
            down.addWidget(hint)
            shown.append(hint)
        if not field.accessibleName():
            field.setAccessibleName(title)
        field.setAccessibleDescription(words)
        self._grid.addLayout(down, place, 0)
        self._grid.addWidget(field, place, 1)
        self._rows.append((f"{self._title} {title} {words}".casefold(), shown))

    def look_for(self, words: str) -> int:
        """Show the settings that hold every one of these words; give how many there are."""
        wanted, count = words.casefold().split(), 0
        for text, widgets in self._rows:
            fits = all(word in text for word in wanted)
            count += fits
            for widget in widgets:
                widget.setVisible(fits)
        self.setVisible(bool(count))
        return count
