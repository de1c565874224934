"""The offices of this computer on the start page: each with when it was last used, to be opened or let go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QPushButton

from immdesk.basics import shown
from immdesk.basics.words import _
from immdesk.office import known_offices
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label


class KnownOffices(Card):
    """A line for each office; `open_` opens one, `again` shows the page anew when one was let go."""

    def __init__(self, window: Any, open_: Callable[[Path], None], again: Callable[[], None]) -> None:
        super().__init__(_("The offices of this computer"))
        self._window, self._again = window, again
        self.first: QPushButton | None = None
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(known_offices.known(window.settings)):
            grid.addWidget(label(one.name or one.folder.name), 2 * row, 0)
            grid.addWidget(label(str(one.folder), quiet=True, wrap=True), 2 * row + 1, 0)
            grid.addWidget(label(_said(one), quiet=True), 2 * row, 1)
            let_go = button(
                _("Take off the list"),
                partial(self._let_go, one),
                link=True,
                name=_("Take {name} off the list").format(name=one.name or one.folder.name),
            )
            open_it = button(
                _("Open it"),
                partial(open_, one.folder),
                main=row == 0,
                name=_("Open {name}").format(name=one.name),
            )
            open_it.setEnabled(one.there)
            grid.addWidget(let_go, 2 * row, 2)
            grid.addWidget(open_it, 2 * row, 3)
            if one.there and self.first is None:
                self.first = open_it
        self.body.addLayout(grid)

    def _let_go(self, one: known_offices.KnownOffice) -> None:
        known_offices.forget(self._window.settings, one.folder)
        self._window.tell(_("{name} is off the list. Its folder and records stay.").format(name=one.name))
        self._again()


def _said(one: known_offices.KnownOffice) -> str:
    if not one.there:
        return _("its folder is not there now")
    day = shown.on_screen(one.opened_at.astimezone().date())
    return _("{where}, last used {day}").format(where=one.home, day=day)
