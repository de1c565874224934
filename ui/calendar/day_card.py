"""One date in the panel of a day: what, whose, every line of its arithmetic, and what one can do with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from immdesk.basics.marks import BESIDE
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.pre_days import all_words
from ui import theme
from ui.calendar import marks
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.labels import label, title_label
from ui.parts.line import soon_level, soon_words
from ui.screens.case_dates_words import look_words, no_words, own_day_words, state_words, yes_words

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow, LineRow


class DayCard(QFrame):
    """`wanted` carries what a person wants: accept, refuse, done, reopen or open; and the card's row key."""

    wanted = Signal(str, str)

    def __init__(self, row: DateRow, main: bool = False) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(row.title)
        self.row, self._is_main = row, main
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        down.setSpacing(theme.S)
        down.addLayout(self._head())
        down.addLayout(self._whose())
        for text in filter(
            None, (row.note, self._done_words(), own_day_words(row), *all_words(row), look_words(row))
        ):
            down.addWidget(label(text, wrap=True))
        self._bases: list[QLabel] = []
        if row.explanation:
            down.addLayout(_arithmetic(row.explanation, self._bases))
        if row.cite:
            down.addWidget(label("; ".join(row.cite), quiet=True, small=True, wrap=True))
        for text in filter(None, (row.verify, row.disputed)):
            down.addWidget(label(text, level="warn", small=True, wrap=True))
        down.addLayout(self._feet())

    def main_button(self) -> QPushButton:
        """Give the button that a person most likely wants."""
        return self._main

    def tell_sources(self, row: DateRow) -> None:
        """Say of each line who recorded its fact and when: what takes a moment to look up."""
        told = [words for line in row.explanation if (words := _basis(line))]
        for shown, words in zip(self._bases, told, strict=False):
            shown.setText(words)

    def _head(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        shape = QLabel()
        shape.setPixmap(marks.picture(marks.mark_of(self.row), 14))
        across.addWidget(shape)
        across.addWidget(title_label(self.row.title, 3, wrap=True), 1)
        words, level = state_words(self.row.state) if self.row.kind not in BESIDE else ("", "")
        if words:
            across.addWidget(badge(words, level))
        return across

    def _whose(self) -> QVBoxLayout:
        row, down = self.row, QVBoxLayout()
        down.setSpacing(2)
        case = f"{row.case_number} · {row.case_title}".strip(" ·")
        open_case = button(case, partial(self.wanted.emit, "open", row.key), link=True)
        open_case.setToolTip(_("Open the case"))
        across = QHBoxLayout()
        across.setContentsMargins(-7, 0, 0, 0)
        across.addWidget(open_case)
        across.addStretch(1)
        if row.who:
            down.addWidget(label(row.who, wrap=True))
        down.addLayout(across)
        soon = soon_words(row)
        if soon:
            down.addWidget(label(soon, small=True, level=soon_level(row), quiet=not soon_level(row)))
        return down

    def _done_words(self) -> str:
        if self.row.state != "done" or self.row.done_on is None:
            return ""
        return _("Done on {day}: {proof}").format(day=on_screen(self.row.done_on), proof=self.row.proof)

    def _feet(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addStretch(1)
        for verb, words, link in self._verbs():
            name = f"{words} {self.row.title}"
            then = partial(self.wanted.emit, verb, self.row.key)
            self._main = button(words, then, link=link, main=self._is_main and not link, name=name)
            across.addWidget(self._main)
        return across

    def _verbs(self) -> list[tuple[str, str, bool]]:
        state = "" if self.row.kind in BESIDE else self.row.state
        if state in ("proposed", "moved", "lifted"):
            return [("refuse", no_words(state), True), ("accept", yes_words(state), False)]
        if state == "kept":
            return [("done", _("Done…"), False)]
        if state in ("done", "refused"):
            return [("reopen", _("Put it back on the docket"), True)]
        return [("open", _("Look at it in the case"), False)]


def _basis(line: LineRow) -> str:
    return " · ".join(filter(None, (line.authority, line.source)))


def _arithmetic(lines: tuple[LineRow, ...], bases: list[QLabel]) -> QGridLayout:
    """Lay the lines out; the labels of what each rests on go into `bases`."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    for place, line in enumerate(lines):
        last = place == len(lines) - 1
        value = title_label(line.value, 3) if last else label(line.value)
        step = label("\n".join(filter(None, (line.step, line.reason))), wrap=True)
        grid.addWidget(value, 2 * place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(step, 2 * place, 1)
        if words := _basis(line):
            bases.append(label(words, quiet=True, small=True, wrap=True))
            grid.addWidget(bases[-1], 2 * place + 1, 1)
    return grid
