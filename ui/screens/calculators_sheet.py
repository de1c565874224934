"""One calculator's sheet on the screen: the answer, what may be tried, bands, lines, tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.bands import Bands
from ui.parts.banner import Banner
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label, title_label
from ui.parts.line import text_line
from ui.screens.calculators_trying import Trying

if TYPE_CHECKING:
    from immdesk.basics.problems import Problem
    from immdesk.office.calculators.shapes import Ask, Line, Sheet, Table

_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_VALUE = 22  # letters that a value takes beside its line


class SheetView(QWidget):
    """Shows a sheet; `tried` is called with a field and a value, `answer` with what is missing."""

    def __init__(self, tried: Callable[[str, str], None], answer: Callable[[Ask], None]) -> None:
        super().__init__()
        self._answer = answer
        self._trying = Trying(tried)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.L)
        self._trouble, self._told, self._below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for layout in (self._trouble, self._told, self._below):
            layout.setSpacing(theme.L)
        down.addLayout(self._trouble)
        down.addLayout(self._told)
        down.addWidget(self._trying)
        down.addLayout(self._below)

    def put(self, sheet: Sheet, reason: str = "") -> None:
        """Show a sheet; `reason` says why it is of no use in this case."""
        for layout in (self._trouble, self._told, self._below):
            clear_layout(layout)
        if reason:
            self._told.addWidget(Banner(reason, "warn"))
        self._told.addWidget(_answer_card(sheet))
        for chart in sheet.charts:
            card = Card(chart.title)
            card.body.addWidget(Bands(chart))
            self._told.addWidget(card)
        self._trying.put(f"{sheet.id} {sheet.who}", sheet.fields)
        if sheet.asks:
            self._below.addWidget(asks_card(sheet.asks, self._answer))
        if sheet.lines:
            self._below.addWidget(lines_card(sheet.lines))
        for table in sheet.tables:
            self._below.addWidget(table_card(table))
        if sheet.notes:
            self._below.addWidget(notes_card(sheet.notes))

    def say_problem(self, problem: Problem) -> None:
        """Say what cannot be tried; what was counted before stays below it."""
        clear_layout(self._trouble)
        self._trying.may_reset()
        words = " ".join(part for part in (problem.happened, problem.means, problem.do) if part)
        self._trouble.addWidget(Banner(words, "bad"))


def asks_card(asks: tuple[Ask, ...], answer: Callable[[Ask], None]) -> Card:
    """Give the card of what is missing; each line opens its question."""
    card = Card(_("What nobody has said yet"))
    card.body.setSpacing(0)
    for one in asks:
        card.body.addWidget(text_line(one.question, _("Open the question"), partial(answer, one)))
    return card


def notes_card(notes: tuple[str, ...]) -> Card:
    """Give the card of what the rules say besides."""
    card = Card(_("Beside this"))
    for words in notes:
        card.body.addWidget(label(words, small=True, wrap=True))
    return card


def _answer_card(sheet: Sheet) -> Card:
    card = Card(sheet.title, sheet.who)
    level = {"good": "good", "warn": "warn", "bad": "bad"}.get(sheet.tone, "")
    answer = title_label(sheet.answer, 1, wrap=True)
    answer.setProperty("level", level)
    card.body.addWidget(answer)
    if any(field.tried for field in sheet.fields):
        words = _("This is what was tried, not what is in the case.")
        card.body.addWidget(label(words, level="warn", wrap=True))
    return card


def lines_card(lines: tuple[Line, ...], about: str = "") -> Card:
    """Give the card of the arithmetic, with its law; `about` says of what, where there are several."""
    card = Card(_("How it was counted"), about)
    for line in lines:
        card.body.addLayout(_line(line))
    return card


def _line(line: Line) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme.M)
    if line.step:
        across.addSpacing(theme.L)
    value = label(line.value or "–", wrap=True, quiet=line.step)
    value.setFixedWidth(_VALUE * value.fontMetrics().averageCharWidth())
    if not line.step:
        value.setFont(theme.type_size(value, 3))
        value.setProperty("level", {"plain": ""}.get(line.tone, line.tone))
    across.addWidget(value, 0, _TOP)
    down = QVBoxLayout()
    down.setSpacing(0)
    down.addWidget(label(line.label, wrap=True))
    for words in (line.why, " · ".join(part for part in (line.authority, line.source) if part)):
        if words:
            down.addWidget(label(words, quiet=True, small=True, wrap=True))
    across.addLayout(down, 1)
    if line.verify:
        mark = badge(_("verify"), "warn")
        mark.setToolTip(_("An attorney has not reviewed this rule, or a part of it is general knowledge."))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    return across


def table_card(table: Table) -> Card:
    """Give the card of a table."""
    card = Card(table.title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.XS)
    for place, name in enumerate(table.columns):
        grid.addWidget(label(name, quiet=True, small=True, wrap=True), 0, place)
        grid.setColumnStretch(place, 1)
    for at, row in enumerate(table.rows, 1):
        for place, words in enumerate(row):
            grid.addWidget(label(words, wrap=True), at, place)
    card.body.addLayout(grid)
    if table.note:
        card.body.addWidget(label(table.note, small=True, wrap=True))
    return card
