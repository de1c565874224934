"""The shelf of tasks: the templates of each kind of case, and the open cases that follow them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office.planning.workload import hours
from immdesk.office.tasks import own, review, taking, ticking
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.screens.case_page_tab import Column

if TYPE_CHECKING:
    from immdesk.office.library_page import LibraryPage
    from immdesk.office.tasks.own import TemplateKind, TemplateLine
    from immdesk.office.tasks.review import Difference, TaskReview
    from ui.parts.desk import Desk

MANY = 200


class TasksShelf(QWidget):
    """One kind of case at a time; above it the open cases, looked at when somebody asks."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._kinds: tuple[TemplateKind, ...] = ()
        self._found: TaskReview | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self._words = ""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        self._kind = QComboBox()
        self._kind.setAccessibleName(_("Kind of case whose tasks are shown"))
        self._kind.activated.connect(self._draw)
        across.addWidget(self._kind, 1)
        across.addWidget(button(_("Look at the open cases"), self._look, picture="search"))
        down.addLayout(across)
        down.addLayout(self._choices())
        self._column = Column()
        down.addWidget(self._column, 1)
        self.setFocusProxy(self._kind)

    @staticmethod
    def title() -> str:
        """Give what the shelf is called."""
        return _("Tasks")

    def fill(self, _page: LibraryPage) -> None:
        """Take what there is; a review that was looked at is looked at again when somebody asks."""
        self._kinds, self._found = own.template_kinds(self._office), None
        self._at_opening.blockSignals(True)
        self._at_opening.setChecked(taking.takes_at_opening(self._office))
        self._at_opening.blockSignals(False)
        self._proof.setCurrentIndex(self._proof.findData(ticking.proof_from(self._office)))

    def look_for(self, words: str) -> int:
        """Show the kinds with tasks that hold these words; give how many tasks there are."""
        self._words = words
        kept = self._kind.currentData()
        fits = [(kind, self._lines(kind)) for kind in self._kinds]
        self._kind.clear()
        for kind, lines in fits:
            if lines:
                self._kind.addItem(f"{kind.title} ({len(lines)})", kind.kind)
        self._kind.setCurrentIndex(max(self._kind.findData(kept), 0))
        self._draw()
        return sum(len(lines) for _kind, lines in fits)

    # -- private ------------------------------------------------------------------------------

    def _choices(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        self._at_opening = QCheckBox(_("A new case takes its tasks by itself"))
        self._at_opening.setAccessibleName(self._at_opening.text())
        self._at_opening.toggled.connect(self._on_at_opening)
        across.addWidget(self._at_opening)
        across.addStretch(1)
        self._proof = QComboBox()
        self._proof.setAccessibleName(_("Which tasks ask for a proof"))
        for key, words in ticking.choice_words().items():
            self._proof.addItem(words, key)
        self._proof.activated.connect(self._on_proof)
        across.addWidget(label(_("Ticking off asks for a proof:")))
        across.addWidget(self._proof)
        return across

    def _lines(self, kind: TemplateKind) -> list[TemplateLine]:
        wanted = self._words.casefold().split()
        if all(word in kind.title.casefold() for word in wanted):
            return list(kind.lines)
        return [one for one in kind.lines if all(word in one.title.casefold() for word in wanted)]

    def _draw(self, _place: int = 0) -> None:
        self._column.clear()
        if self._found is not None:
            self._column.add(self._review(self._found))
        for kind in self._kinds:
            if kind.kind == self._kind.currentData():
                self._column.add(self._card(kind))
        if not self._kind.count():
            self._column.add(label(_("No task fits these letters."), quiet=True))
        self._column.end()

    def _card(self, kind: TemplateKind) -> Card:
        add = button(_("Add a task of our own…"), partial(self._ask_new, kind.kind), link=True)
        card = Card(kind.title, _("days and minutes: a habit of the office, not law"), add)
        if kind.own:
            across = QHBoxLayout()
            across.addWidget(badge(_("changed by the office"), "accent"))
            back = partial(self._run, own.shipped_again, kind.kind)
            across.addWidget(button(_("Use the shipped tasks again"), back, link=True))
            across.addStretch(1)
            card.body.addLayout(across)
        for one in self._lines(kind):
            card.body.addLayout(self._line(kind.kind, one))
        return card

    def _line(self, kind: str, one: TemplateLine) -> QHBoxLayout:
        proof = _("with proof: {kinds}").format(kinds=one.proof) if one.proof else ""
        after = _("after “{task}”").format(task=one.after) if one.after else ""
        words = " · ".join(filter(None, (one.who, one.due_words, hours(one.minutes), proof, after)))
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        change = partial(self._ask_due, kind, one)
        across.addWidget(text_line(one.title, words, change), 1)
        minutes = partial(self._ask_minutes, kind, one)
        leave = partial(self._ask_leave, kind, one)
        for text, name, then in (
            (_("Day…"), _("Change the day: {title}").format(title=one.title), change),
            (_("Minutes…"), _("Change the minutes: {title}").format(title=one.title), minutes),
            (_("Leave out"), _("Leave out: {title}").format(title=one.title), leave),
        ):
            across.addWidget(button(text, then, link=True, name=name))
        return across

    # -- changing a template ------------------------------------------------------------------

    def _ask_due(self, kind: str, one: TemplateLine) -> None:
        says = _("Such as: 7 days after opening, 30 days before rule rfe-deadline, on stage filed")
        then = partial(self._change, kind, one.task, "due")
        self._desk.ask_text(
            _("When is it due? {title}").format(title=one.title), says, _("Keep"), then, text=one.due
        )

    def _ask_minutes(self, kind: str, one: TemplateLine) -> None:
        then = partial(self._change, kind, one.task, "minutes")
        title = _("How many minutes does it take? {title}").format(title=one.title)
        self._desk.ask_text(title, _("Whole minutes"), _("Keep"), then, text=str(one.minutes))

    def _ask_leave(self, kind: str, one: TemplateLine) -> None:
        says = _("Open cases keep the task until you look at them and let them follow.")
        title = _("Leave “{title}” out of the templates?").format(title=one.title)
        self._desk.ask(title, says, _("Leave out"), partial(self._run, own.leave_out, kind, one.task))

    def _ask_new(self, kind: str) -> None:
        then = partial(self._ask_new_due, kind)
        self._desk.ask_text(_("Add a task of our own"), _("What is to be done"), _("Go on"), then)

    def _ask_new_due(self, kind: str, title: str) -> None:
        says = _("Such as: 7 days after opening, 30 days before rule rfe-deadline, on stage filed")
        then = partial(self._add, kind, title)
        self._desk.ask_text(_("When is it due?"), says, _("Add"), then, text="7 days after opening")

    def _add(self, kind: str, title: str, due: str) -> None:
        self._run(own.add, kind, title, "paralegal", due, "30")

    def _change(self, kind: str, task: str, word: str, typed: str) -> None:
        self._run(own.change, kind, task, {word: typed.strip()})

    def _on_at_opening(self, yes: bool) -> None:
        self._run(taking.let_take_at_opening, yes)

    def _on_proof(self, _place: int) -> None:
        self._run(ticking.set_proof_from, str(self._proof.currentData()))

    def _run(self, function: Callable[..., Any], *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args,
            done=self._desk.changed, failed=self._desk.problem, title=_("Changing the tasks"),
        )  # fmt: skip

    # -- the open cases -----------------------------------------------------------------------

    def _look(self) -> None:
        self._desk.work.run(
            self, review.review, self._office,
            done=self._arrived, failed=self._desk.problem,
            title=_("Looking at the open cases"), reports=True,
        )  # fmt: skip

    def _arrived(self, found: TaskReview) -> None:
        self._found = found
        self._draw()
        self._column.verticalScrollBar().setValue(0)

    def _review(self, found: TaskReview) -> Card:
        looked = n_("{n} open case looked at", "{n} open cases looked at", found.cases)
        card = Card(_("Open cases against the templates"), looked)
        card.body.addWidget(label(found.words(), wrap=True))
        self._ticks = {}
        for row in found.rows[:MANY]:
            card.body.addLayout(self._difference(row))
        if len(found.rows) > MANY:
            more = len(found.rows) - MANY
            words = n_(
                "and {n} more, shown when these are done", "and {n} more, shown when these are done", more
            )
            card.body.addWidget(label(words, quiet=True, wrap=True))
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        if found.rows:
            across.addWidget(button(_("Mark all"), partial(self._mark, True)))
            across.addWidget(button(_("Mark none"), partial(self._mark, False)))
        across.addWidget(button(_("Not now"), self._throw_away))
        across.addStretch(1)
        if found.rows:
            across.addWidget(
                button(_("Let the marked cases follow"), self._apply, main=True, picture="check")
            )
        card.body.addLayout(across)
        return card

    def _difference(self, row: Difference) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        who = f"{row.title} – {row.person}" if row.person else row.title
        tick = QCheckBox()
        tick.setAccessibleName(f"{row.number} {review.act_words(row.act)}: {who}, {row.says}")
        tick.setChecked(row.act != "new")
        self._ticks[row.id] = tick
        across.addWidget(tick)
        across.addWidget(
            badge(review.act_words(row.act), {"new": "good", "gone": "warn"}.get(row.act, "accent"))
        )
        words = f"{row.number} · {row.case_title} · {row.says}"
        across.addWidget(text_line(who, words, partial(self._desk.go, "case", f"{row.case_id}/work")), 1)
        return across

    def _mark(self, yes: bool) -> None:
        for tick in self._ticks.values():
            tick.setChecked(yes)

    def _throw_away(self) -> None:
        self._found = None
        self._draw()

    def _apply(self) -> None:
        chosen = [key for key, tick in self._ticks.items() if tick.isChecked()]
        if not chosen:
            self._desk.tell(_("Mark at least one task."))
            return
        self._desk.work.run(
            self, review.apply, self._office, chosen,
            done=self._applied, failed=self._desk.problem, title=_("Changing the tasks"),
        )  # fmt: skip

    def _applied(self, changed: Any) -> None:
        self._desk.changed(changed)
        self._look()
