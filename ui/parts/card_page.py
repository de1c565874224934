"""A screen that is a heading and cards below it, with room to scroll."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.parts.card import fill, scroll_page
from ui.parts.heading import Heading, page_layout


def card_page(screen: QWidget, heading: Heading, inner: QWidget | None = None) -> QVBoxLayout:
    """Fill `screen` with a heading and give the column for its cards; `inner` is the widget that scrolls."""
    inner = inner or QWidget()
    page = page_layout(inner)
    column = QVBoxLayout()
    column.setSpacing(theme.L)
    page.addWidget(heading)
    page.addLayout(column)
    page.addStretch(1)
    fill(screen, scroll_page(inner))
    return column
