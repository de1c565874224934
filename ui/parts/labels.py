"""Labels and headings. Everything is plain text: a name such as `<b>&` is shown as it is."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme
from ui.parts.elided import plain_tip

LONGEST_WORD, LONGEST_LINE, LONGEST_TEXT = 60, 200, 2000
"""How much of a text a label shows: a word, a line that never breaks, anything. Its tooltip shows more."""


class PlainLabel(QLabel):
    """Shows a text as it is; of one that would stretch the window, the beginning and "…"."""

    def setText(self, text: str) -> None:
        """Show a text."""
        shown = brief(text, LONGEST_TEXT if self.wordWrap() else LONGEST_LINE)
        super().setText(shown)
        if shown != text:
            self.setToolTip(plain_tip(brief(text, LONGEST_TEXT)))


def brief(text: str, most: int) -> str:
    """Give at most `most` characters of a text, and at most 60 of each word or folder; the rest is "…"."""
    if len(text) <= min(most, LONGEST_WORD):
        return text
    kept = text if len(text) <= most else text[: most - 1] + "…"
    return re.sub(rf"[^\s/\\]{{{LONGEST_WORD + 1},}}", lambda word: word[0][: LONGEST_WORD - 1] + "…", kept)


def label(
    text: str, *, wrap: bool = False, quiet: bool = False, small: bool = False, level: str = ""
) -> QLabel:
    """Give a label of plain text; `level` is "", good, warn, bad or accent."""
    made = PlainLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setText(text)
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
