"""Files that are kept: until when and by which rule, legal holds, and destroying what may go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import destroying, retention
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.parts.paper_out import PaperOut
from ui.tables.kept_columns import keep_columns
from ui.tables.sorted_rows import sorted_ids
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from immdesk.office.destroying import WhatGoes
    from immdesk.office.retention import HoldRow, KeptRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk
    from ui.parts.paper_out import Made


class Retention(QWidget):
    """The list of kept files. `ref` is "", or "due" for those that may go now."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._all: tuple[KeptRow, ...] = ()
        self._rows: dict[str, KeptRow] = {}
        self._sort = "until"
        page = page_layout(self)
        self._heading = Heading(_("Files that are kept"), " ")
        self._heading.add(button(_("How long…"), self._ask_years, picture="edit"))
        self._hold = button(_("Hold the case…"), self._ask_hold, picture="lock")
        self._destroy = button(_("Destroy…"), self._ask_destroy, picture="trash")
        self._heading.add(self._hold)
        self._heading.add(self._destroy)
        self._paper = PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        self._told = QVBoxLayout()
        page.addLayout(self._told)
        page.addLayout(self._filters())
        self._model = RowsModel(_columns(office), self._fetch)
        self._table = Table(self._model, _("Files that are kept"), self._sort)
        keep_columns(self._table, desk.settings, "retention")
        self._table.sorting.connect(self._on_sorting)
        self._table.opened.connect(self._open)
        words = _("Closed cases stand here, and employers' files whose rule gives a day.")
        self._none = EmptyState("list", _("No file is closed yet"), words)
        self._no_match = EmptyState("search", _("Nothing fits"), _("Choose all, or type fewer letters."))
        self._stack = QStackedWidget()
        for one in (self._table, self._none, self._no_match):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Read the list and show it."""
        if ref == "due":
            self._which.setCurrentIndex(1)
        self._read()
        self._table.setFocus()

    def refresh(self, _changed: Changed) -> None:
        """Read again: a closed case, a hold or the office's rule may have changed."""
        if self.isVisible():
            self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.setFocus()

    # -- private ------------------------------------------------------------------------------

    def _filters(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        self._finder = Finder(_("Find among the files"), _("A name or a case number"))
        self._finder.finding.connect(self._show)
        self._finder.leaving.connect(self._to_table)
        self._which = QComboBox()
        self._which.setAccessibleName(_("Which files"))
        self._which.addItem(_("All files"), "all")
        self._which.addItem(_("What may go now"), "due")
        self._which.addItem(_("Held"), "held")
        self._which.activated.connect(self._show)
        across.addWidget(self._finder, 1)
        across.addWidget(self._which)
        return across

    def _read(self) -> None:
        self._desk.work.run_pure(
            self, _read_all, self._office,
            done=self._arrived, failed=self._desk.problem, title=_("Reading what is kept"),
        )  # fmt: skip

    def _arrived(self, found: tuple[tuple[KeptRow, ...], tuple[HoldRow, ...], int | None]) -> None:
        self._all, held, years = found
        clear_layout(self._told)
        if years is None:
            words = _("Nobody has said for how many years closed files are kept. Your state bar's rule says.")
            self._told.addWidget(Banner(words, "warn", _("Say how long…"), self._ask_years))
        for row in held:
            words = _("Held since {day} by {who}: {about}. {reason}").format(
                day=on_screen(row.on), who=row.by, about=row.about, reason=row.reason
            )
            self._told.addWidget(Banner(words, "info", _("Lift…"), partial(self._ask_lift, row.id)))
        self._show()

    def _show(self, _what: object = None) -> None:
        marked, today = self._table.current_id(), self._office.today()
        which = self._which.currentData()
        self._rows = {
            row.id: row
            for row in self._all
            if (which != "due" or row.may_go(today))
            and (which != "held" or row.held)
            and self._finder.fits(row.case_number, row.whose, row.what)
        }
        may_go = sum(row.may_go(today) for row in self._all)
        count = n_("{n} file", "{n} files", len(self._all))
        self._heading.set_words(f"{count}, " + _("{n} may go now").format(n=may_go))
        self._model.set_ids(sorted_ids(self._rows, self._sort))
        self._table.mark(marked)
        self._stack.setCurrentWidget(
            self._table if self._rows else self._no_match if self._all else self._none
        )
        for one in (self._hold, self._destroy):
            one.setEnabled(bool(self._rows))

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, KeptRow]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._show()

    def _to_table(self) -> None:
        self._table.setFocus()

    def _open(self, row_id: str) -> None:
        self._desk.go("case", self._rows[row_id].case_id)

    def _ask_years(self) -> None:
        name = _("For how many years is a closed file kept? Your state bar's rule says.")
        years = retention.years_kept(self._office)
        self._desk.ask_text(
            _("How long closed files are kept"),
            name,
            _("Keep"),
            partial(self._do, retention.keep_years),
            text=str(years or ""),
        )

    def _ask_hold(self) -> None:
        row = self._rows.get(self._table.current_id())
        if row is None:
            self._desk.tell(_("Mark a file first."))
            return
        self._desk.ask_text(
            _("Hold case {number}").format(number=row.case_number),
            _("Why; nothing of it is destroyed until somebody lifts the hold"),
            _("Hold"),
            partial(self._do, retention.hold, "case", row.case_id),
            long=True,
        )

    def _ask_lift(self, hold_id: str) -> None:
        name = _("Why; it stands in the history")
        self._desk.ask_text(
            _("Lift the hold"), name, _("Lift"), partial(self._do, retention.lift, hold_id), long=True
        )

    def _ask_destroy(self) -> None:
        row_id = self._table.current_id()
        if row_id not in self._rows:
            self._desk.tell(_("Mark a file first."))
            return
        self._desk.work.run_pure(
            self, destroying.what_goes, self._office, row_id,
            done=self._ask_sure, failed=self._desk.problem, title=_("Looking at what goes"),
        )  # fmt: skip

    def _ask_sure(self, goes: WhatGoes) -> None:
        words = _("This cannot be undone. Backups keep the file until they rotate.")
        self._desk.ask(
            _("Destroy the file of case {number}?").format(number=goes.row.case_number),
            f"{goes.words()}\n\n{words}",
            _("Go on"),
            partial(self._ask_why, goes.row.id),
            danger=True,
        )

    def _ask_why(self, row_id: str) -> None:
        name = _("By which rule or wish, without names or numbers: this line is all that is left")
        then = partial(self._do, destroying.destroy, row_id)
        self._desk.ask_text(_("Destroy the file"), name, _("Destroy"), then, long=True)

    def _do(self, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args, done=self._desk.changed, failed=self._desk.problem
        )

    def _page(self) -> Made | None:
        from immdesk.office import retention_sheet

        if not self._rows:
            return None
        rows = [self._rows[one] for one in sorted_ids(self._rows, self._sort)]
        pdf = retention_sheet.as_pdf(self._office, rows)
        return _("Files that are kept"), _("files kept") + ".pdf", pdf


def _read_all(office: Any) -> tuple[tuple[KeptRow, ...], tuple[HoldRow, ...], int | None]:
    return retention.kept_rows(office), retention.holds(office), retention.years_kept(office)


def _columns(office: Any) -> tuple[Column, ...]:
    def level(row: KeptRow) -> str:
        return "warn" if row.held or row.why_not else "good" if row.may_go(office.today()) else ""

    def state(row: KeptRow) -> str:
        return retention.state_words(row, office.today())

    return (
        Column(_("Case"), lambda row: f"{row.whose}\n{row.case_number}", 0, "whose"),
        Column(_("What"), lambda row: row.what, 26, "what"),
        Column(_("Kept until"), lambda row: on_screen(row.until) if row.until else "", 18, "until"),
        Column(_("Authority"), lambda row: row.cite, 30),
        Column(_("State"), state, 40, "", level),
    )
