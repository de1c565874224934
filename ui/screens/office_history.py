"""History of the office: who changed what, when, from what; found by words, by person, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.empty_state import EmptyState
from ui.parts.finder import FindField
from ui.parts.heading import Heading, page_layout
from ui.screens.case_page_tab import Column
from ui.screens.changes import Changes
from ui.undoing import ask_take_back

if TYPE_CHECKING:
    from immdesk.office.rows import ChainRow, Changed, HistoryPage, HistoryRow
    from ui.parts.desk import Desk
    from ui.work import Job

_NEAR = 600
"""Pixels before the end of the page at which the next changes are read."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page of the history was asked for; `record` is a table, an id and the title."""

    text: str
    who: str
    before: int
    record: tuple[str, str, str]
    since: date | None
    until: date | None


class OfficeHistory(QWidget):
    """`ref` is "", words to look for, or "record/" and what `ui.who_changed` says of a record."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._before = 0
        self._record = ("", "", "")
        self._job: Job | None = None
        page = page_layout(self)
        self._heading = Heading(_("History of the office"), " ")
        self._heading.add(button(_("Compare a seal…"), self._ask_seal, picture="stamp"))
        self._heading.add(button(_("Month report…"), self._ask_month, picture="document"))
        self._heading.add(button(_("Write the list…"), self._ask_where, picture="list"))
        page.addWidget(self._heading)
        page.addLayout(self._finder())
        self._told = QVBoxLayout()
        page.addLayout(self._told)
        self._column = Column()
        self._changes = Changes(go_to_case=self._go_to_case, take_back=self._ask_take_back)
        self._more = button(_("Show older changes"), self._read_more)
        self._empty = EmptyState("history", _("No change fits"), _("Try fewer words, or everybody."))
        self._column.add(self._changes, self._empty, self._more)
        self._empty.hide()
        self._more.hide()
        self._column.end()
        self._column.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        page.addWidget(self._column, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(self._begin)

    def show_ref(self, ref: str) -> None:
        """Show the newest changes."""
        kind, _slash, said = ref.partition("/")
        self._only(said if kind == "record" else "")
        if kind != "record" and ref:
            self._find.setText(ref)
        self._again()

    def _again(self) -> None:
        self._fill_staff()
        self._begin()
        self._desk.work.run_pure(
            self,
            _chain,
            self._office,
            done=self._show_chain,
            failed=self._desk.problem,
            title=_("Checking the record of changes"),
            reports=True,
        )

    def refresh(self, changed: Changed) -> None:
        """A change of the records is the newest line; what was only computed again is none."""
        if changed.operation and self.isVisible():
            self._again()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._find.setFocus()

    # -- private ------------------------------------------------------------------------------

    def _only(self, said: str) -> None:
        """Show the changes of one record; those of a person, by the words of the field."""
        table, pk, title = (*said.split("/", 2), "", "")[:3]
        if (table, pk, title) != self._record:
            self._find.setText(title if table == "person" else "")
        self._record = (table, pk, title)
        self._all.setVisible(bool(pk))
        words = _("Who changed this: {title}").format(title=title) if pk else _("History of the office")
        self._heading.set_title(words)

    def _show_all(self) -> None:
        self._find.clear()
        self._only("")
        self._begin()

    def _finder(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        words = _("Find a change: a name, a field, a case number, a day")
        self._find = FindField(_("Find a change"), words)
        self._find.textChanged.connect(self._on_typed)
        self._who = QComboBox()
        self._who.setAccessibleName(_("Who"))
        self._who.activated.connect(self._on_typed)
        across.addWidget(self._find, 1)
        across.addWidget(self._who)
        self._days: list[QLineEdit] = []
        for name in (_("From day"), _("Until day")):
            field = QLineEdit()
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.setFixedWidth(field.fontMetrics().averageCharWidth() * 16)
            field.editingFinished.connect(self._begin)
            self._days.append(field)
            across.addWidget(field)
        self._all = button(_("Show all changes"), self._show_all)
        self._all.hide()
        across.addWidget(self._all)
        return across

    def _between(self) -> tuple[date | None, date | None]:
        from immdesk.office import histories

        try:
            since, until = (histories.day_typed(self._office, field.text()) for field in self._days)
        except Problem as problem:
            self._desk.problem(problem)
            return None, None
        return since, until

    def _fill_staff(self) -> None:
        from immdesk.office import histories

        now = self._who.currentData() or ""
        self._who.clear()
        self._who.addItem(_("Everybody"), "")
        for who in histories.staff_of(self._office):
            self._who.addItem(who, who)
        self._who.setCurrentIndex(max(0, self._who.findData(now)))

    def _ask_where(self) -> None:
        kinds = _("Lists ({kinds})").format(kinds="*.xlsx *.csv")
        self._desk.pick_save(_("Write the list"), _("history") + ".xlsx", kinds, self._write)

    def _write(self, out: Path) -> None:
        from immdesk.office import history_out

        out = out if out.suffix.lower() in (".xlsx", ".csv") else out.with_suffix(".xlsx")
        self._desk.work.run_pure(
            self,
            history_out.write_history,
            self._office,
            out,
            self._find.text(),
            self._who.currentData() or "",
            done=self._written,
            failed=self._desk.problem,
            title=_("Writing the history…"),
            reports=True,
        )

    def _written(self, count: int | None) -> None:
        if count is not None:
            self._desk.tell(n_("{n} change is on disk.", "{n} changes are on disk.", count))

    def _ask_month(self) -> None:
        from immdesk.office import month_report

        offered = month_report.months(self._office)
        self._desk.ask_choice(
            _("Report of which month?"), _("Month"), offered, _("Go on"), self._ask_where_month
        )

    def _ask_where_month(self, month: str) -> None:
        name = _("report {month}").format(month=month) + ".pdf"
        then = partial(self._make_month, month)
        self._desk.pick_save(_("Write the report"), name, "PDF (*.pdf)", then)

    def _make_month(self, month: str, out: Path) -> None:
        out = out if out.suffix else out.with_suffix(".pdf")
        self._desk.work.run_pure(
            self, _write_month, self._office, month, out,
            done=self._month_written, failed=self._desk.problem, title=_("Writing the report…"),
        )  # fmt: skip

    def _month_written(self, _done: object) -> None:
        self._desk.tell(_("The report is on disk: print it, sign it, and keep it."))

    def _ask_seal(self) -> None:
        name = _("Number and letters as printed on a monthly report")
        self._desk.ask_text(_("Compare a seal"), name, _("Compare"), self._compare)

    def _compare(self, printed: str) -> None:
        from immdesk.office import anchor

        try:
            same = anchor.holds(self._office, printed)
        except Problem as problem:
            self._desk.problem(problem)
            return
        clear_layout(self._told)
        words = anchor.words_of(same)
        self._told.addWidget(Banner(words, "good" if same else "bad", can_close=True))

    def _on_typed(self, _what: object = None) -> None:
        self._pause.start()

    def _begin(self) -> None:
        self._pause.stop()
        self._before = 0
        self._read(fresh=True)

    def _read_more(self) -> None:
        if self._before and self._job is None:
            self._read(fresh=False)

    def _on_scrolled(self, value: int) -> None:
        if value > self._column.verticalScrollBar().maximum() - _NEAR:
            self._read_more()

    def _read(self, *, fresh: bool) -> None:
        if self._job is not None:
            self._job.cancel()
        asked = Asking(
            self._find.text(),
            self._who.currentData() or "",
            self._before,
            self._record,
            *self._between(),
        )
        self._job = self._desk.work.run_pure(
            self,
            _page,
            self._office,
            asked,
            done=partial(self._show, asked, fresh),
            failed=self._failed,
            title=_("Reading the history…"),
            reports=True,
        )

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._desk.problem(error)

    def _show(self, asked: Asking, fresh: bool, page: HistoryPage) -> None:
        now = (self._find.text(), self._who.currentData() or "", self._record)
        if (asked.text, asked.who, asked.record) != now:
            return  # something else was asked meanwhile
        self._job = None
        if fresh:
            self._changes.clear()
            self._column.verticalScrollBar().setValue(0)
        self._changes.add(page.rows)
        self._before = page.before
        self._more.setVisible(bool(page.before))
        self._empty.setVisible(fresh and not page.rows)

    def _show_chain(self, row: ChainRow) -> None:
        clear_layout(self._told)
        self._heading.set_words(row.words if row.ok else "")
        if not row.ok:
            self._told.addWidget(Banner(row.words, "bad"))

    def _go_to_case(self, case_id: str) -> None:
        self._desk.go("case", f"{case_id}/history")

    def _ask_take_back(self, row: HistoryRow) -> None:
        ask_take_back(self, self._office, self._desk, row.id)


def _page(office: Any, asked: Asking, _progress: Any, cancelled: Any) -> HistoryPage:
    from immdesk.office import histories

    table, pk, _title = asked.record
    of_person = table == "person"
    return histories.of_office(
        office,
        text=asked.text,
        who=asked.who,
        before=asked.before,
        cancelled=cancelled,
        person_id=pk if of_person else "",
        record=(table, pk) if pk and not of_person else None,
        since=asked.since,
        until=asked.until,
    )


def _chain(office: Any, progress: Progress, cancelled: Cancelled) -> ChainRow:
    from immdesk.office import histories

    return histories.chain(office, Watched(progress, cancelled, _("The record was not checked.")))


def _write_month(office: Any, month: str, out: Path) -> None:
    from immdesk.office import month_report
    from immdesk.office.calculators.paper import write_pdf

    write_pdf(month_report.as_pdf(office, month), out)
