"""What an unfinished questionnaire says when it comes back: it was restored; go on, or throw it away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.rows import DraftRow
from ui.parts.banner import Banner
from ui.parts.card import clear_layout


class Restored(QWidget):
    """Stands above the questions of a draft that was taken up again, until somebody goes on."""

    going_on = Signal()
    discarding = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def put(self, resumed: bool) -> None:
        """Show the message for a draft that was taken up again, nothing for a new one."""
        clear_layout(self._down)
        self.setVisible(resumed)
        if resumed:
            words = _("This unfinished questionnaire was restored as it was left, with every answer.")
            self._down.addWidget(
                Banner(words, "info", _("Go on"), self._go_on, more=((_("Discard…"), self.discarding.emit),))
            )

    def _go_on(self) -> None:
        self.hide()
        self.going_on.emit()


def restored_on_today(
    drafts: tuple[DraftRow, ...],
    day: date,
    left_now: bool,
    go_on: Callable[[], None],
    discard: Callable[[], None],
) -> Banner:
    """Give the message of Today about the newest draft, last typed in on `day`, with how many others wait.

    `left_now` says that it was left in this sitting, and not brought back from an earlier one.
    """
    draft = drafts[0]
    said = (
        _("An intake was begun and not finished: {about}, {answers}, last typed in {day}.")
        if left_now
        else _("An unfinished questionnaire was restored: {about}, {answers}, last typed in {day}.")
    )
    words = said.format(
        about=draft.about or draft.title,
        answers=n_("{n} answer", "{n} answers", draft.answered),
        day=on_screen(day),
    )
    if len(drafts) > 1:
        words += " " + n_("{n} more waits below.", "{n} more wait below.", len(drafts) - 1)
    return Banner(words, "info", _("Go on with it"), go_on, more=((_("Discard…"), discard),))
