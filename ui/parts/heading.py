"""The head of a screen: what it is, one quiet line below, and its one main action at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.parts.labels import label, title_label


class Heading(QWidget):
    """A screen's title, its line of words, and a place for buttons."""

    def __init__(self, title: str, words: str = "", *buttons: QWidget) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.S)
        down = QVBoxLayout()
        down.setSpacing(2)
        self._title, self._words = title_label(title, 1, wrap=True), label(words, quiet=True, wrap=True)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self._words.setAlignment(left)  # also words in Arabic or Hebrew, which would go to the other end
        across.addLayout(down, 1)
        down.addWidget(self._title)
        down.addWidget(self._words)
        if not words:
            self._words.hide()  # never setVisible(True) before there is a window around it
        self._across = across
        for one in buttons:
            self.add(one)

    def set_title(self, title: str) -> None:
        """Change the title; its longest word is never cut off, however narrow the page."""
        self._title.setText(title)
        metrics = self._title.fontMetrics()
        words = (metrics.horizontalAdvance(word) for word in title.split())
        self._title.setMinimumWidth(max(words, default=0))

    def set_words(self, words: str) -> None:
        """Change the quiet line; empty hides it."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def add(self, widget: QWidget) -> None:
        """Add a button at the right."""
        self._across.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


def page_layout(page: QWidget) -> QVBoxLayout:
    """Give the layout that every screen uses: the same margins and the same air between cards."""
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
    layout.setSpacing(theme.L)
    return layout
