"""What a screen shows when it has nothing: why, and what to do, with the one button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.parts.buttons import button
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label


class EmptyState(QWidget):
    """A picture, a sentence, what to do, and at most one button."""

    def __init__(
        self,
        picture: str,
        title: str,
        words: str,
        action: str = "",
        then: Callable[[], None] | None = None,
        *,
        main: bool = False,
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        layout.setSpacing(theme.S)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(icon_label(picture, 40, theme.look_of().edge), 0, centre)
        layout.addSpacing(theme.XS)
        self._title, self._words = title_label(title, 2), label(words, wrap=True, quiet=True)
        for one in (self._title, self._words):
            one.setAlignment(centre)
        self._title.setWordWrap(True)
        self._words.setMaximumWidth(self.fontMetrics().averageCharWidth() * 80)
        across = QHBoxLayout()  # not an alignment: with one, a layout asks for the height of a wider line
        across.addStretch(1)
        across.addWidget(self._words, 1000)
        across.addStretch(1)
        layout.addWidget(self._title)
        layout.addLayout(across)
        if action:
            layout.addSpacing(theme.XS)
            layout.addWidget(button(action, then, main=main), 0, centre)
        layout.addStretch(2)

    def say(self, title: str, words: str) -> None:
        """Change what it says."""
        self._title.setText(title)
        self._words.setText(words)
