"""Changes as the history draws them: a card a day, each change with its fields, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.rows import HistoryRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label, title_label

MANY = 8


class Changes(QWidget):
    """The changes, the newest first; more can be added at the end without drawing again what stands there.

    `go_to_case` is called with the id of a case that was clicked, `take_back` with that of a change.
    """

    def __init__(
        self,
        *,
        go_to_case: Callable[[str], None] | None = None,
        take_back: Callable[[HistoryRow], None] | None = None,
    ) -> None:
        super().__init__()
        self._go_to_case, self._take_back = go_to_case, take_back
        self._last: tuple[date, Card] | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(theme.L)

    def clear(self) -> None:
        """Take everything out."""
        clear_layout(self._down)
        self._last = None

    def add(self, rows: Iterable[HistoryRow]) -> None:
        """Show these changes below those that stand there."""
        for day, group in groupby(rows, key=lambda row: row.at.date()):
            if self._last is None or self._last[0] != day:
                self._last = day, Card(on_screen(day))
                self._down.addWidget(self._last[1])
            for row in group:
                self._last[1].body.addWidget(self._change(row))

    def _change(self, row: HistoryRow) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.L)
        when = label(f"{row.at:%H:%M}", quiet=True)
        when.setFixedWidth(when.fontMetrics().averageCharWidth() * 9)
        when.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.addWidget(when)
        down = QVBoxLayout()
        down.setSpacing(2)
        down.addLayout(self._head(row))
        down.addWidget(label(" · ".join(part for part in (row.who, row.why) if part), quiet=True, small=True))
        fields = QVBoxLayout()
        fields.setSpacing(2)
        down.addLayout(fields)
        self._fields(row, fields, MANY)
        down.addSpacing(theme.S)
        line.addLayout(down, 1)
        return whole

    def _head(self, row: HistoryRow) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addWidget(title_label(row.title, 3, wrap=True), 1)
        if self._go_to_case is not None:
            for case_id, number in row.cases[:3]:
                across.addWidget(button(number, partial(self._go_to_case, case_id), link=True))
        if self._take_back is not None:
            name = _("Take back: {title}").format(title=row.title)
            across.addWidget(button(_("Take back…"), partial(self._take_back, row), link=True, name=name))
        return across

    def _fields(self, row: HistoryRow, fields: QVBoxLayout, count: int) -> None:
        """Show the first fields, and a button for the rest of them."""
        clear_layout(fields)
        for text in row.lines[:count]:
            fields.addWidget(label(text, wrap=True))
        more = len(row.lines) - count
        if more > 0:
            words = n_("Show {n} more field", "Show {n} more fields", more)
            show = partial(self._fields, row, fields, len(row.lines))
            unfold = button(words, show, link=True, name=f"{words}: {row.title}")
            fields.addWidget(unfold, 0, Qt.AlignmentFlag.AlignLeft)
