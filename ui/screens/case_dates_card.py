"""One date of a case on a card: the day, what it is for, and every line of its arithmetic."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.pre_days import all_words
from immdesk.office.rows import DateRow, LineRow
from ui import theme
from ui.parts.badges import badge, severity_color
from ui.parts.buttons import button
from ui.parts.labels import label, title_label
from ui.screens.case_dates_words import (
    WAITING,
    assumed_words,
    away,
    confidence_words,
    kept_verbs,
    look_words,
    no_words,
    own_day_words,
    state_words,
    yes_words,
)

DAY_LETTERS = 22
STRIPE = 4


class DateCard(QFrame):
    """A date with its buttons; `wanted` says what a person wants done with it."""

    wanted = Signal(str, str)  # verb, key (or entry id for done and reopen)
    asking = Signal(str)  # a path that must be answered first
    unfolded = Signal(str, bool)

    def __init__(self, row: DateRow, open_: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(f"{row.title}, {row.shown}, {state_words(row.state)[0]}")
        self.row, self._open = row, open_
        outer = QHBoxLayout(self)
        outer.setContentsMargins(theme.L + STRIPE, theme.M, theme.L, theme.M)
        outer.setSpacing(theme.L)
        outer.addLayout(self._day())
        self._middle = QVBoxLayout()
        self._middle.setSpacing(theme.XS)
        outer.addLayout(self._middle, 1)
        self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, with a stripe in the colour of the severity; the badge says it in words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        live = self.row.state in (*WAITING, "kept")
        painter.setBrush(QColor(severity_color(self.row.severity) if live else theme.look_of(self).line))
        painter.drawRoundedRect(QRectF(theme.S, theme.M, STRIPE, self.height() - 2 * theme.M), 2, 2)
        painter.end()

    def _day(self) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(2)
        shown = self.row.shown or (_("not yet") if self.row.state == "cannot say" else "")
        day = title_label(shown, 3, wrap=True)
        day.setFixedWidth(DAY_LETTERS * day.fontMetrics().averageCharWidth())
        down.addWidget(day)
        far = away(self.row)
        if far:
            past = self.row.days_left is not None and self.row.days_left < 0
            late = past and self.row.state != "done" and self.row.kind != "opens"
            down.addWidget(label(far, quiet=not late, level="bad" if late else ""))
        if self.row.was_on:
            down.addWidget(
                label(_("was {day}").format(day=on_screen(self.row.was_on)), quiet=True, wrap=True)
            )
        down.addStretch(1)
        return down

    def _fill(self) -> None:
        row = self.row
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        head.addWidget(title_label(row.title, 3, wrap=True), 1)
        words, level = state_words(row.state)
        if words:
            head.addWidget(badge(words, level), 0, Qt.AlignmentFlag.AlignTop)
        if row.verify:
            head.addWidget(badge(_("verify"), "warn"), 0, Qt.AlignmentFlag.AlignTop)
        self._middle.addLayout(head)
        if row.who:
            self._middle.addWidget(label(row.who, quiet=True, wrap=True))
        for text in filter(
            None, (row.note, self._done_words(), own_day_words(row), *all_words(row), look_words(row))
        ):
            self._middle.addWidget(label(text, wrap=True))
        for path, name in row.ask:
            self._middle.addWidget(self._ask(path, name))
        self._middle.addLayout(self._feet())
        self._work: QWidget | None = None
        self._show_work()

    def _done_words(self) -> str:
        if self.row.state != "done" or not self.row.done_on:
            return ""
        return _("Done on {day}: {proof}").format(day=on_screen(self.row.done_on), proof=self.row.proof)

    def _ask(self, path: str, name: str) -> QWidget:
        return button(
            _("Ask: {name}").format(name=name), partial(self.asking.emit, path), link=True, picture="question"
        )

    def _feet(self) -> QHBoxLayout:
        row, line = self.row, QHBoxLayout()
        line.setSpacing(theme.S)
        if row.explanation or row.cite:
            self._fold = button("", self._turn, link=True)
            self._name_fold()
            line.addWidget(self._fold)
        line.addStretch(1)
        for verb, words, ref, link in self._verbs():
            line.addWidget(
                button(words, partial(self.wanted.emit, verb, ref), link=link, name=f"{words} {row.title}")
            )
        return line

    def _verbs(self) -> list[tuple[str, str, str, bool]]:
        row = self.row
        if row.state in ("proposed", "moved", "lifted"):
            return [
                ("refuse", no_words(row.state), row.key, True),
                ("accept", yes_words(row.state), row.key, False),
            ]
        if row.state == "mismatch":
            return [
                ("refuse", _("Not this…"), row.key, True),
                ("attorney", _("An attorney accepts it…"), row.key, True),
                ("accept", _("Accept"), row.key, False),
            ]
        if row.state == "kept":
            return [*kept_verbs(row), ("done", _("Done…"), row.entry_id, False)]
        if row.state in ("done", "refused"):
            return [("reopen", _("Put it back on the docket"), row.entry_id, True)]
        return []

    def _turn(self) -> None:
        self._open = not self._open
        self._show_work()
        self._name_fold()
        self.unfolded.emit(self.row.key, self._open)

    def _show_work(self) -> None:
        if self._open and self._work is None:
            self._work = self._arithmetic()
            self._middle.addWidget(self._work)
        if self._work is not None:
            self._work.setVisible(self._open)

    def _name_fold(self) -> None:
        words = _("Hide the arithmetic") if self._open else _("How this was worked out")
        self._fold.setText(words)
        self._fold.setAccessibleName(f"{words}: {self.row.title}")

    def _arithmetic(self) -> QWidget:
        box = QFrame()
        down = QVBoxLayout(box)
        down.setContentsMargins(0, theme.XS, 0, 0)
        down.setSpacing(theme.S)
        if self.row.explanation:
            down.addLayout(_lines(self.row.explanation))
        foot = QHBoxLayout()
        foot.setSpacing(theme.S)
        if self.row.cite:
            foot.addWidget(label("; ".join(self.row.cite), quiet=True, small=True, wrap=True), 1)
        if self.row.confidence:
            foot.addWidget(badge(*confidence_words(self.row.confidence)), 0, Qt.AlignmentFlag.AlignTop)
        down.addLayout(foot)
        for text in filter(None, (self.row.verify, self.row.disputed)):
            down.addWidget(label(text, level="warn", small=True, wrap=True))
        for text in filter(None, (assumed_words(self.row), self.row.signed)):
            down.addWidget(label(text, quiet=True, small=True, wrap=True))
        return box


def _lines(lines: tuple[LineRow, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.S)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 2)
    for place, line in enumerate(lines):
        value = label(line.value)
        value.setAlignment(Qt.AlignmentFlag.AlignTop)
        last = place == len(lines) - 1
        if last:
            value.setFont(theme.type_size(value, 3))
        step = "\n".join(filter(None, (line.step, line.reason)))
        basis = "\n".join(filter(None, (line.authority, line.source)))
        for column, cell in enumerate(
            (value, label(step, wrap=True), label(basis, wrap=True, quiet=True, small=True))
        ):
            cell.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cell, place, column)
    return grid
