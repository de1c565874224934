"""Labels and headings. Everything is plain text: a name such as `<b>&` is shown as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme


def label(
    text: str, *, wrap: bool = False, quiet: bool = False, small: bool = False, level: str = ""
) -> QLabel:
    """Give a label of plain text; `level` is "", good, warn, bad or accent."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if wrap:
        policy = made.sizePolicy()  # a fresh policy would forget that the height follows the width
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        made.setSizePolicy(policy)
    if small:
        made.setFont(theme.type_size(made, 0))
    if quiet:
        made.setProperty("quiet", True)
    if level:
        made.setProperty("level", level)
    return made


def title_label(text: str, level: int = 1, *, wrap: bool = False) -> QLabel:
    """Give a heading: level 1 for a screen, 2 for a card, 3 for a group."""
    made = label(text, wrap=wrap)
    made.setFont(theme.type_size(made, level))
    return made


def set_level(widget: QLabel, level: str) -> None:
    """Change the level of a label that is already shown."""
    widget.setProperty("level", level)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
