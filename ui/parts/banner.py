"""Banners: something to know before going on, across the top of a screen, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.icons import icon_label
from ui.parts.labels import label


class Banner(QFrame):
    """A line of words on a soft ground; `level` is info, good, warn or bad."""

    def __init__(
        self,
        text: str,
        level: str = "info",
        action: str = "",
        then: Callable[[], None] | None = None,
        *,
        more: Sequence[tuple[str, Callable[[], None]]] = (),
        can_close: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("level", level)
        self.setAccessibleName(text)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        across.setSpacing(theme.M)
        look = theme.look_of()
        code = {"warn": look.warn, "bad": look.bad, "good": look.good}.get(level, look.accent)
        across.addWidget(icon_label(_PICTURE.get(level, "info"), 20, code))
        across.addWidget(label(text, wrap=True), 1)
        if action:
            across.addWidget(button(action, then))
        for words, also in more:
            across.addWidget(button(words, also, link=True))
        if can_close:
            across.addWidget(button("", self.hide, picture="close", link=True, name=_("Close this message")))


_PICTURE = {"warn": "warning", "bad": "warning", "good": "check", "info": "info"}
