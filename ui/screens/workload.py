"""Workload: who has how much work in which week; tasks are moved, by drag or by keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidgetItem, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.calculators import paper
from immdesk.office.planning import workload
from ui import theme
from ui.forms.editors import LineEditor
from ui.forms.lines import LineList, ListLine
from ui.parts.buttons import button
from ui.parts.card import Card, Page, fill, scroll_page
from ui.parts.flow import Flow
from ui.parts.heading import Heading, page_layout
from ui.parts.heat_map import HeatMap, arrow_way, work_mime
from ui.parts.labels import label
from ui.parts.paper_out import PaperOut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from immdesk.office.planning.workload import WorkItem
    from immdesk.office.planning.workload import Workload as Found
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk
    from ui.parts.paper_out import Made

_NUMBER = 7  # letters of a field that holds minutes


class WorkList(LineList):
    """The work of one cell. A line is dragged; Ctrl with an arrow key moves it to the next person or week."""

    moving = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)  # the list is filled anew, nothing is taken out

    def mimeData(self, _items: Sequence[QListWidgetItem]) -> QMimeData:
        """Give what is dragged: the chosen line."""
        return work_mime(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen line, or choose another."""
        way = arrow_way(event.key())
        if way and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moving.emit(*way)
        else:
            super().keyPressEvent(event)


class Workload(QWidget):
    """`ref` is ""."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._found: Found | None = None
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Workload"), " ")
        PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        self._map = HeatMap()
        self._map.chosen.connect(self._show_cell)
        self._map.opened.connect(self._to_list)
        self._map.dropped.connect(self._move)
        card = Card(_("Eight weeks ahead"))
        card.body.addWidget(self._map)
        page.addWidget(card)
        page.addWidget(self._cell_card())
        page.addWidget(self._habits_card())
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, _ref: str) -> None:
        """Read and show the work."""
        self._read()
        self._map.setFocus()

    def refresh(self, _changed: Changed) -> None:
        """Every change may touch the work."""
        self._read()

    # -- private ------------------------------------------------------------------------------

    def _cell_card(self) -> Card:
        self._cell = Card(_("Work of this week"))
        self._about = label("", quiet=True, wrap=True)
        self._cell.body.addWidget(self._about)
        self._list = WorkList(_("Work of the chosen week"))
        self._list.setMinimumHeight(9 * self._list.fontMetrics().height())
        self._list.moving.connect(self._step)
        self._list.currentItemChanged.connect(self._on_line)
        self._list.itemActivated.connect(self._open)
        self._cell.body.addWidget(self._list)
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        self._minutes = self._number(_("Minutes that this task takes"), self._keep_minutes)
        across.addWidget(label(_("Minutes:")))
        across.addWidget(self._minutes)
        across.addWidget(button(_("Open the case"), self._open, picture="case"))
        for words, down, over in (
            (_("Week before"), 0, -1),
            (_("Week after"), 0, 1),
            (_("Person above"), -1, 0),
            (_("Person below"), 1, 0),
        ):
            across.addWidget(button(words, partial(self._step, down, over)))
        across.addStretch(1)
        self._cell.body.addLayout(across)
        keys = _(
            "Drag a task to another field, or move it with Ctrl and an arrow key. Dates stay where they are."
        )
        self._cell.body.addWidget(label(keys, quiet=True, small=True, wrap=True))
        return self._cell

    def _habits_card(self) -> Card:
        words = _("Used where a task says nothing of its own. A week is what one person has.")
        card = Card(_("Usual minutes"))
        card.body.addWidget(label(words, quiet=True, small=True, wrap=True))
        flow = Flow()
        self._habits: dict[str, LineEditor] = {}
        for kind, name in _kinds().items():
            pair = QWidget()
            across = QHBoxLayout(pair)
            across.setContentsMargins(0, 0, theme.M, 0)
            across.setSpacing(theme.S)
            editor = self._number(
                _("Usual minutes: {kind}").format(kind=name), partial(self._keep_habit, kind)
            )
            across.addWidget(label(name))
            across.addWidget(editor)
            self._habits[kind] = editor
            flow.addWidget(pair)
        card.body.addLayout(flow)
        return card

    def _number(self, name: str, left: Callable[[], None]) -> LineEditor:
        editor = LineEditor("", None, self)
        editor.setAccessibleName(name)
        editor.setFixedWidth((_NUMBER + 4) * editor.fontMetrics().averageCharWidth())
        editor.left.connect(left)
        editor.onward.connect(left)
        return editor

    def _read(self) -> None:
        self._found = workload.workload(self._office)
        self._heading.set_words(self._found.head())
        self._map.put(self._found.picture())
        for kind, editor in self._habits.items():
            editor.set_answer(str(workload.habit(self._office, kind)))
        self._show_cell(self._map.row, self._map.week)

    def _show_cell(self, row: int, week: int) -> None:
        """Show the work of a cell."""
        if self._found is None:
            return
        items = self._found.of(row, week)
        name, first = self._found.people[row][1], on_screen(self._found.weeks[week])
        said = _("{name}, week from {day}").format(name=name, day=first)
        count = n_("{n} piece", "{n} pieces", len(items))
        self._about.setText(f"{said} · {count}")
        self._list.put([_line(one) for one in items], self._list.current_id())
        self._on_line()

    def _item(self, item_id: str = "") -> WorkItem | None:
        wanted = item_id or self._list.current_id()
        return next((one for one in self._found.items if one.id == wanted), None) if self._found else None

    def _on_line(self, _now: QListWidgetItem | None = None, _before: QListWidgetItem | None = None) -> None:
        item = self._item()
        self._minutes.set_answer(str(item.minutes) if item else "")
        self._minutes.setEnabled(item is not None and item.is_task)

    def _step(self, down: int, across: int) -> None:
        """Move the chosen task to the next person or week, and go along with it."""
        self._move(self._list.current_id(), self._map.row + down, self._map.week + across)

    def _move(self, item_id: str, row: int, week: int) -> None:
        item, found = self._item(item_id), self._found
        if item is None or found is None:
            self._desk.tell(_("Choose a task first."))
            return
        if not (0 <= row < len(found.people) and 0 <= week < len(found.weeks)):
            self._desk.tell(_("There is no person or week further on."))
            return
        try:
            changed = workload.move(self._office, item, found.people[row][0], found.weeks[week])
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.changed(changed)
        self._map.choose(row, week)
        self._list.put([_line(one) for one in self._found.of(row, week)] if self._found else [], item_id)

    def _keep_minutes(self) -> None:
        item = self._item()
        typed = self._minutes.answer().strip()
        if item is not None and item.is_task and typed != str(item.minutes):
            self._keep(partial(workload.set_minutes, self._office, item, typed))

    def _keep_habit(self, kind: str) -> None:
        typed = self._habits[kind].answer().strip()
        if typed != str(workload.habit(self._office, kind)):
            self._keep(partial(workload.set_habit, self._office, kind, typed))

    def _keep(self, change: Callable[[], Changed]) -> None:
        try:
            self._desk.changed(change())
        except Problem as problem:
            self._read()
            self._desk.problem(problem)

    def _to_list(self) -> None:
        self._list.setFocus()

    def _open(self, _line: QListWidgetItem | None = None) -> None:
        item = self._item()
        if item is not None and item.case_id:
            self._desk.go("case", item.case_id)

    def _page(self) -> Made | None:
        if self._found is None:
            return None
        sheet = workload.sheet_of(self._office, self._found)
        return sheet.title, _("workload") + ".pdf", paper.as_pdf(sheet)


def _kinds() -> dict[str, str]:
    return {
        "task": _("task"),
        "deadline": _("deadline"),
        "closes": _("window that closes"),
        "opens": _("window that opens"),
        "status_end": _("status that ends"),
        "planning": _("planning day"),
        "other": _("other date"),
        "week": _("a week of one person"),
    }


def _line(one: WorkItem) -> ListLine:
    kind = _kinds().get(one.kind, one.kind)
    late = _("late") if one.late else ""
    below = " · ".join(
        filter(None, (late, on_screen(one.due_on), kind, one.case, workload.hours(one.minutes)))
    )
    return ListLine(one.id, one.title, below, quiet=not one.is_task)
