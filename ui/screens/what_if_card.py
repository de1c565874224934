"""One scenario at the what-if desk: how it stands, its steps on a track, and each step's day as a field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.planning.what_if_sheet import Frame, beside, chart_of
from ui import theme
from ui.forms.editors import LineEditor
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.parts.track import Stop, Track

if TYPE_CHECKING:
    from immdesk.office.planning.what_if_rows import ScenarioRow, StepRow

_DAY = 20  # letters of a field that holds a day


class ScenarioCard(Card):
    """`tried` is called with a step and a text or day ("" for as planned), `settled` when it stands still.

    `backward` plans the steps from their last safe days, `reset` puts all of them back.
    """

    def __init__(
        self,
        row: ScenarioRow,
        tried: Callable[[str, str], None],
        settled: Callable[[], None],
        backward: Callable[[str], None],
        reset: Callable[[str], None],
    ) -> None:
        self.latest = button(_("Plan from the last safe days"), partial(backward, row.id), picture="calendar")
        self._reset = button(_("As planned"), partial(reset, row.id), picture="back")
        super().__init__(row.title, "", self.latest)
        self.head.addWidget(self._reset)
        self._tried, self._trouble = tried, QVBoxLayout()
        self.body.addWidget(label(row.about, quiet=True, wrap=True))
        self._answer = label("", wrap=True)
        self._answer.setFont(theme.type_size(self._answer, 3))
        self.body.addWidget(self._answer)
        self.body.addLayout(self._trouble)
        self.track = Track()
        self.track.moved.connect(self._moved)
        self.track.settled.connect(settled)
        self.body.addWidget(self.track)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.L)
        self._grid.setVerticalSpacing(theme.XS)
        self.body.addLayout(self._grid)
        self._lines: dict[str, tuple[LineEditor, QLabel, QLabel, QLabel]] = {}
        self._shown: dict[str, str] = {}
        self._make(row)

    def put(self, row: ScenarioRow, frame: Frame) -> None:
        """Show the scenario as it is worked out now; the fields stay, with the cursor in them."""
        clear_layout(self._trouble)
        self._answer.setText(row.answer)
        if self._answer.property("level") != row.tone:
            self._answer.setProperty("level", {"plain": ""}.get(row.tone, row.tone))
            self._answer.style().polish(self._answer)
        self.track.put(chart_of(row, frame, named=False), [_stop(one) for one in row.steps])
        self._reset.setEnabled(row.tried)
        for step in row.steps:
            editor, opens, safe, said = self._lines[step.key]
            shown = on_screen(step.day)
            self._shown[step.key] = shown
            editor.set_answer(shown)
            editor.set_level({"bad": "bad", "warn": "warn"}.get(step.tone, ""))
            opens.setText(on_screen(step.opens) or "–")
            safe.setText(on_screen(step.safe) or "–")
            said.setText(beside(step))

    def say_problem(self, words: str) -> None:
        """Say what cannot be tried; the field keeps what was typed."""
        clear_layout(self._trouble)
        self._trouble.addWidget(Banner(words, "bad"))
        self._reset.setEnabled(True)

    # -- private ------------------------------------------------------------------------------

    def _make(self, row: ScenarioRow) -> None:
        heads = (_("Step"), _("Day"), _("May be taken from"), _("Last safe day"), _("Remark"))
        for place, words in enumerate(heads):
            self._grid.addWidget(label(words, quiet=True, small=True), 0, place)
        for number, step in enumerate(row.steps, 1):
            name = label(step.title, wrap=True)
            editor = LineEditor(_("a day, such as 3/7/2026"), None, self)
            editor.setMinimumWidth(_DAY * editor.fontMetrics().averageCharWidth())
            editor.setAccessibleName(f"{row.title}: {step.title}")
            editor.setReadOnly(step.how == "recorded")
            name.setBuddy(editor)
            editor.left.connect(partial(self._left, step.key))
            editor.onward.connect(partial(self._left, step.key))
            cells = (label(""), label(""), label("", wrap=True, quiet=True, small=True))
            for place, widget in enumerate((name, editor, *cells)):
                self._grid.addWidget(widget, number, place, Qt.AlignmentFlag.AlignVCenter)
            self._lines[step.key] = (editor, *cells)
        for place, share in enumerate((3, 2, 2, 2, 4)):
            self._grid.setColumnStretch(place, share)

    def _moved(self, key: str, day: date | None) -> None:
        self._tried(key, day.isoformat() if day else "")

    def _left(self, key: str) -> None:
        """Try what stands in the field now, when it is something else."""
        typed = self._lines[key][0].answer().strip()
        if typed != self._shown.get(key):
            self._shown[key] = typed
            self._tried(key, typed)


def _stop(step: StepRow) -> Stop:
    days = (
        on_screen(step.day) or _("no day yet"),
        _("may be taken from {day}").format(day=on_screen(step.opens)) if step.opens else "",
        _("last safe day {day}").format(day=on_screen(step.safe)) if step.safe else "",
        beside(step),
    )
    words = f"{step.title}: " + ", ".join(part for part in days if part)
    return Stop(step.key, step.day, step.opens, step.safe, words, step.how == "recorded")
