"""Rows that one can click or reach by key: a date with its case, a case with a note, a thing to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.pre_days import days_words
from ui import theme
from ui.calendar import marks
from ui.parts.badges import badge
from ui.parts.elided import Elided
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow


class Line(QPushButton):
    """A whole row as one button. Its words are read aloud together."""

    def __init__(self, spoken: str, then: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setAccessibleName(spoken)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._then = then
        self.clicked.connect(self._on_clicked)

    def hold(self, layout: QHBoxLayout | QGridLayout) -> None:
        """Put what the row shows into it; the mouse passes through to the row."""
        layout.setContentsMargins(theme.S, theme.S, theme.S, theme.S)
        self.setLayout(layout)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As large as what it holds."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as what it holds."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def _on_clicked(self, _checked: bool = False) -> None:
        self._then()


def person_line(name: str, told: str, quiet: bool = False) -> tuple[QWidget, QHBoxLayout]:
    """Give the row of somebody who works here, and its layout, to which badges and buttons are added."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.M)
    down = QVBoxLayout()
    down.setSpacing(2)
    down.addWidget(label(name, quiet=quiet))
    down.addWidget(label(told, quiet=True, small=True, wrap=True))
    across.addLayout(down, 1)
    return line, across


def date_line(row: DateRow, then: Callable[[], None]) -> Line:
    """Give the row of a date: when, how soon, what, whose case."""
    when = on_screen(row.on) if row.on else ""
    whose = " · ".join(part for part in (days_words(row), row.case_number, row.case_title) if part)
    spoken = ", ".join(part for part in (row.title, row.who, when, soon_words(row), whose) if part)
    made = Line(spoken, then)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(2)
    grid.addWidget(_mark(row), 0, 0, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(Elided(f"{row.title} – {row.who}" if row.who else row.title), 0, 1)
    grid.addWidget(label(when), 0, 2, Qt.AlignmentFlag.AlignRight)
    case = Elided(whose, quiet=True)
    case.setFont(theme.type_size(case, 0))
    grid.addWidget(case, 1, 1)
    soon = label(soon_words(row), small=True, level=soon_level(row))
    grid.addWidget(soon, 1, 2, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(1, 1)
    made.hold(grid)
    return made


def text_line(title: str, words: str, then: Callable[[], None], *, note: str = "", level: str = "") -> Line:
    """Give a row of a title, a quiet line below and a badge at the right."""
    made = Line(", ".join(part for part in (title, words, note) if part), then)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(2)
    grid.addWidget(Elided(title), 0, 0)
    if words:
        below = Elided(words, quiet=True)
        below.setFont(theme.type_size(below, 0))
        grid.addWidget(below, 1, 0)
    if note:
        grid.addWidget(badge(note, level), 0, 1, 2 if words else 1, 1, Qt.AlignmentFlag.AlignVCenter)
    grid.setColumnStretch(0, 1)
    made.hold(grid)
    return made


def soon_words(row: DateRow) -> str:
    """Say how far a date is away: "today", "in 5 days", "3 days overdue"; "" when that is not known."""
    days = row.days_left
    if row.state == "done":
        return _("done")
    if days is None:
        return ""
    if days < 0:
        past = row.kind in ("deadline", "closes")
        return (
            n_("{n} day overdue", "{n} days overdue", -days)
            if past
            else n_("{n} day ago", "{n} days ago", -days)
        )
    if days < 2:
        return _("today") if days == 0 else _("tomorrow")
    return n_("in {n} day", "in {n} days", days)


def soon_level(row: DateRow) -> str:
    """Give the level that the distance of a date is written in."""
    if row.days_left is None or row.state == "done" or row.days_left > 14:
        return ""
    if row.kind not in ("deadline", "closes", "status_end"):
        return ""
    return "bad" if row.days_left < 0 or (row.days_left <= 7 and row.severity == "fatal") else "warn"


def _mark(row: DateRow) -> QLabel:
    made = QLabel()
    made.setPixmap(marks.picture(marks.mark_of(row), 12))
    made.setFixedWidth(14)
    return made
