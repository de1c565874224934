"""A card: a white sheet on the ground that holds one subject, with its heading and one small action."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.parts.labels import label, title_label


class Card(QFrame):
    """A sheet with a heading. Add widgets or layouts to `body`."""

    def __init__(self, title: str = "", note: str = "", action: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.L, theme.M, theme.L, theme.L)
        outer.setSpacing(theme.M)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.S)
        if title:
            self.head.addWidget(title_label(title, 2))
            self.setAccessibleName(title)
        if note:
            self.head.addWidget(label(note, quiet=True), 0, Qt.AlignmentFlag.AlignBottom)
        self.head.addStretch(1)
        if action is not None:
            self.head.addWidget(action)
        if title or note or action is not None:
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.S)
        outer.addLayout(self.body)

    def clear(self) -> None:
        """Take everything out of the body, so that it can be filled again."""
        clear_layout(self.body)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


class Page(QWidget):
    """What scrolls: as high as its words need at the width it has, with no empty room below.

    Qt would keep the height that wrapped words need at their narrowest.
    """

    def minimumSizeHint(self) -> QSize:
        """Ask for the width alone; the height follows from it."""
        wanted = super().minimumSizeHint()
        inside = self.layout()
        return QSize(wanted.width(), 0) if inside is not None and inside.hasHeightForWidth() else wanted


def scroll_page(inner: QWidget) -> QScrollArea:
    """Give `inner` room to scroll when it, or its type, has grown larger than the window."""
    area = QScrollArea()
    area.setObjectName("page")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def rule() -> QFrame:
    """Give a hairline between two things."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def fill(widget: QWidget, content: QWidget) -> None:
    """Let a screen be filled by its content, without a margin."""
    around = QVBoxLayout(widget)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(content)
