"""Buttons: one main button a screen, others quiet; a name with & in it is shown with its &."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from ui import theme
from ui.parts.icons import icon


def button(
    text: str,
    then: Callable[..., Any] | None = None,
    *,
    main: bool = False,
    danger: bool = False,
    link: bool = False,
    picture: str = "",
    name: str = "",
) -> QPushButton:
    """Give a button; `picture` names an icon, `name` is read aloud when the text alone does not say enough.

    `then` is called without arguments.
    """
    words = text.replace("&", "&&")
    made = QPushButton(f" {words}" if picture and words else words)
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    for word, wanted in (("main", main), ("danger", danger), ("link", link)):
        if wanted:
            made.setProperty(word, True)
    if picture:
        look = theme.look_of()
        made.setIcon(icon(picture, look.on_accent if main else look.accent))
        side = made.fontMetrics().height()
        made.setIconSize(QSize(side, side))
    if then is not None:
        made.clicked.connect(_Without(then))
    return made


class _Without:
    """Calls without the `checked` that Qt sends along."""

    def __init__(self, then: Callable[..., Any]) -> None:
        self._then = then

    def __call__(self, _checked: bool = False) -> None:
        self._then()
