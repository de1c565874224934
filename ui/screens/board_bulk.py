"""What may be done to the marked cases of the board: assign, add a task, tick off, note; each is one Undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import bulk, firm
from ui.parts.buttons import button
from ui.parts.card_marks import cases_in
from ui.parts.flow import Flow
from ui.parts.labels import label
from ui.parts.tick_task import tick_off

if TYPE_CHECKING:
    from ui.parts.desk import Desk

MANY = 8
_NOBODY = "-"


class PersonButton(QPushButton):
    """A colleague: pressed, or with cards dropped on it, the marked cases become theirs."""

    given = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(_("Responsible: {name}").format(name=name))
        self.setToolTip(_("Press, or drop cards here, to make {name} responsible.").format(name=name))
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards of the board."""
        event.setAccepted(bool(cases_in(event.mimeData())))

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which cases were dropped."""
        event.acceptProposedAction()
        self.given.emit(cases_in(event.mimeData()))


class BulkBar(QWidget):
    """The strip above the board; `chosen` gives the marked cases, `ask_stage` asks for a stage to reach."""

    def __init__(
        self, office: Any, desk: Desk, chosen: Callable[[], tuple[str, ...]], ask_stage: Callable[[], None]
    ) -> None:
        super().__init__()
        self._office, self._desk, self._chosen = office, desk, chosen
        self._flow = Flow()
        self.setLayout(self._flow)
        self._count = label(" ", quiet=True)
        self._buttons = [
            button(_("Assign…"), self._ask_whom, picture="people"),
            button(_("Add a task…"), self._ask_task),
            button(_("Tick off a task…"), self._ask_which),
            button(_("Add a note…"), self._ask_note),
            button(_("What moves it on?…"), ask_stage),
            button(_("Hand off…"), self._hand_off),
        ]
        for one in (self._count, *self._buttons, label(_("Give to:"), quiet=True)):
            self._flow.addWidget(one)
        self._people: list[PersonButton] = []

    def _hand_off(self) -> None:
        self._desk.go("hand-off", " ".join(self._chosen()))

    def put_people(self) -> None:
        """Show the colleagues to whom cases may be given."""
        for one in self._people:
            self._flow.removeWidget(one)
            one.deleteLater()
        self._people = []
        for person in firm.staff(self._office)[:MANY]:
            made = PersonButton(person.name)
            made.clicked.connect(partial(self._assign_chosen, person.id))
            made.given.connect(partial(self._assign, person.id))
            self._flow.addWidget(made)
            self._people.append(made)

    def show_count(self) -> None:
        """Say how many cases are marked."""
        count = len(self._chosen())
        self._count.setText(n_("{n} case marked", "{n} cases marked", count))
        for one in (*self._buttons, *self._people):
            one.setEnabled(count > 0)

    # -- private ------------------------------------------------------------------------------

    def _ask_whom(self) -> None:
        people = tuple((one.id, one.name) for one in firm.staff(self._office))
        self._desk.ask_choice(
            self._head(_("Who is responsible?")),
            _("Responsible"),
            (*people, (_NOBODY, _("Nobody"))),
            _("Assign"),
            self._assign_chosen,
        )

    def _assign_chosen(self, staff_id: str, _pressed: bool = False) -> None:
        self._assign(staff_id, self._chosen())

    def _assign(self, staff_id: str, case_ids: tuple[str, ...]) -> None:
        whom = "" if staff_id == _NOBODY else staff_id
        self._run(_("Assigning cases"), bulk.assign, case_ids, whom)

    def _ask_task(self) -> None:
        ids = self._chosen()
        then = partial(self._ask_when, ids)
        self._desk.ask_text(self._head(_("Add a task")), _("What is to be done"), _("Go on"), then)

    def _ask_when(self, ids: tuple[str, ...], title: str) -> None:
        then = partial(self._add, ids, title)
        self._desk.ask_text(_("By when?"), _("A day; +7 is in a week"), _("Add"), then, text="+7")

    def _add(self, ids: tuple[str, ...], title: str, by_when: str) -> None:
        self._run(_("Adding tasks"), bulk.add_task, ids, title, by_when)

    def _ask_which(self) -> None:
        found = bulk.open_tasks(self._office, self._chosen())
        if not found:
            self._desk.tell(_("No task is open in the marked cases."))
            return
        options = tuple((str(place), one.words()) for place, one in enumerate(found))
        tick = partial(self._tick, found)
        self._desk.ask_choice(self._head(_("Tick off which task?")), _("Task"), options, _("Tick off"), tick)

    def _tick(self, found: tuple[bulk.OpenTask, ...], place: str) -> None:
        tick_off(self._desk, self._office, self, found[int(place)].task_ids)

    def _ask_note(self) -> None:
        ids = self._chosen()
        then = partial(self._run, _("Adding notes"), bulk.note, ids)
        self._desk.ask_text(self._head(_("Add a note")), _("What happened"), _("Add"), then, long=True)

    def _head(self, words: str) -> str:
        count = n_("{n} case", "{n} cases", len(self._chosen()))
        return f"{words} ({count})"

    def _run(self, title: str, function: Callable[..., Any], *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args,
            done=self._desk.changed, failed=self._desk.problem, title=title,
        )  # fmt: skip
