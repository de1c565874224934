"""The register: what expires, cases without a date, dates entered today, second looks, who ages out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QTabBar, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.pre_days import days_words
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.screens.register_expiry import ExpiryOut, expiry_columns
from ui.screens.register_renewals import RenewalsCard
from ui.tables.kept_columns import keep_columns
from ui.tables.sorted_rows import sorted_ids
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from immdesk.office.calculators.age_out import AgeOutRow
    from immdesk.office.expirations import ExpiryLine
    from immdesk.office.register import EntryLine
    from immdesk.office.rows import CaseRow, Changed
    from ui.parts.desk import Desk

_Empty = tuple[str, str]
SHELVES = ("expirations", "no-date", "entered", "second-look", "age-out", "watches")
_EXPIRATIONS = SHELVES.index("expirations")
_AGES = SHELVES.index("age-out")
_WATCHES = SHELVES.index("watches")


class Register(QWidget):
    """`ref` is "" or a shelf (SHELVES). A line opens its case or person, of a child the calculator."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        page = page_layout(self)
        self._heading = Heading(_("Register"), " ")
        self._start = button(_("Start renewals…"), self._propose, picture="case")
        self._start.setToolTip(_("Mark lines with Ctrl or Shift; you see first what would be opened."))
        self._heading.add(self._start)
        self._out = ExpiryOut(office, desk, self._heading, self._shown)
        page.addWidget(self._heading)
        self._finder = Finder(_("Find in the register"), _("A name, a kind of document, a case number"))
        self._finder.finding.connect(self._on_finding)
        page.addWidget(self._finder)
        self._bar = QTabBar()
        self._bar.setAccessibleName(_("Lists of the register"))
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._stack = QStackedWidget()
        self._lists = (
            _Lines(_("Expirations"), expiry_columns(), 2, "register", desk, _nothing_ends()),
            _Lines(_("No next date"), _case_columns(), 0, "register-cases", desk, _all_dated()),
            _Lines(_("Entered today"), _entry_columns(), 7, "register-entries", desk, _none_today()),
            _Lines(_("Second look"), _look_columns(), 3, "register-looks", desk, _none_waits()),
            _Lines(_("Children"), _age_columns(), 3, "register-ages", desk, _none_ages()),
            _Lines(_("With the agency"), _watch_columns(), 4, "register-watches", desk, _none_late()),
        )
        self._ages: Sequence[AgeOutRow] | None = None
        for one in self._lists:
            self._bar.addTab(one.title)
            self._stack.addWidget(one)
            one.table.opened.connect(self._open)
        self._bar.currentChanged.connect(self._on_shelf)
        self._finder.leaving.connect(self._to_list)
        self._lists[_EXPIRATIONS].table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        page.addWidget(self._bar)
        self._card = RenewalsCard(office, desk)
        self._card.left.connect(self._to_list)
        page.addWidget(self._card)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show a shelf; "" leaves the one that was shown."""
        if ref in SHELVES:
            self._bar.setCurrentIndex(SHELVES.index(ref))
        self._read()
        self._to_list()

    def refresh(self, _changed: Changed) -> None:
        """Any change may end, date or enter something."""
        self._ages = None
        self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        from immdesk.office import expirations, register, second_looks, today, watches

        words = self._finder.words()
        ends = expirations.expirations(self._office, words)
        undated = [row for row in today.without_date(self._office) if self._fits(row)]
        entered = register.entered_today(self._office, words)
        looks = [
            row
            for row in second_looks.waiting(self._office)
            if self._finder.fits(row.title, row.who, row.case_number)
        ]
        shown: tuple[Sequence[Any], ...] = (ends, undated, entered, looks)
        for place, rows in enumerate(shown):
            self._put(place, rows, words)
        waits = [row for row in watches.late(self._office) if self._finder.fits(row.title, row.case_number)]
        self._put(_WATCHES, waits, words)
        self._read_ages()
        begun = sum(row.level in ("expired", "begin") and not row.open_id for row in ends)
        self._heading.set_words(n_("{n} to begin or renew now", "{n} to begin or renew now", begun))

    def _put(self, place: int, rows: Sequence[Any], words: str) -> None:
        self._lists[place].show_rows({_id_of(row): row for row in rows}, bool(words))
        self._bar.setTabText(place, f"{self._lists[place].title} ({len(rows)})")

    def _read_ages(self) -> None:
        """Show the children where they are known; else read them beside the screen, once looked at."""
        if self._ages is not None:
            rows = [
                row for row in self._ages if self._finder.fits(row.child, row.case_number, row.case_title)
            ]
            self._put(_AGES, rows, self._finder.words())
        elif self._bar.currentIndex() == _AGES:
            from immdesk.office.calculators import age_out

            self._desk.work.run(
                self, age_out.over_cases, self._office, done=self._on_ages, title=_("Who ages out")
            )

    def _on_ages(self, rows: Sequence[AgeOutRow]) -> None:
        self._ages = rows
        self._read_ages()

    def _fits(self, row: CaseRow) -> bool:
        return self._finder.fits(row.title, row.number, row.case_type_title, row.responsible)

    def _on_finding(self, _words: str) -> None:
        self._read()

    def _on_shelf(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._start.setVisible(place == _EXPIRATIONS)
        self._out.show(place == _EXPIRATIONS)
        self._card.hide()
        self._read_ages()

    def _to_list(self) -> None:
        self._lists[self._stack.currentIndex()].table.setFocus()

    def _shown(self) -> Sequence[ExpiryLine]:
        """Give the lines of the expirations as they stand on the screen."""
        return self._lists[_EXPIRATIONS].in_order()

    def _propose(self) -> None:
        marked = self._lists[_EXPIRATIONS].marked()
        if marked:
            self._card.propose(marked)
        else:
            self._desk.tell(_("Mark the lines to renew first, with Ctrl or Shift."))

    def _open(self, row_id: str) -> None:
        row = self._lists[self._stack.currentIndex()].rows[row_id]
        if getattr(row, "open_id", ""):
            self._desk.go("case", row.open_id)
            return
        case_id = getattr(row, "case_id", row_id)
        if self._stack.currentIndex() == _AGES:
            self._desk.go("calculators", f"{case_id}/cspa")
        elif case_id:
            self._desk.go("case", f"{case_id}/{_TABS[self._stack.currentIndex()]}")
        else:
            self._desk.go("person", row.person_id)


_TABS = ("facts", "dates", "dates", "dates", "", "overview")


def _id_of(row: Any) -> str:
    return str(getattr(row, "entry_id", "") or row.id)


class _Lines(QStackedWidget):
    """One list: a table, or a sentence where it would be empty."""

    def __init__(
        self, title: str, columns: tuple[Column, ...], first: int, name: str, desk: Desk, empty: _Empty
    ) -> None:
        super().__init__()
        self.title = title
        self.rows: Mapping[str, Any] = {}
        self._model = RowsModel(columns, self._fetch)
        self._sort = columns[first].sort
        self.table = Table(self._model, title, self._sort)
        self.table.sorting.connect(self._on_sorting)
        keep_columns(self.table, desk.settings, name)
        self._none = EmptyState("check", *empty)
        self._no_match = EmptyState("search", _("Nothing fits"), _("Nothing is found for these letters."))
        for one in (self.table, self._none, self._no_match):
            self.addWidget(one)

    def show_rows(self, rows: Mapping[str, Any], filtered: bool) -> None:
        """Show other lines; `filtered` says that letters were typed."""
        marked = self.table.current_id()
        self.rows = rows
        self._model.set_ids(self._ordered())
        self.table.mark(marked)
        self.setCurrentWidget(self.table if rows else self._no_match if filtered else self._none)

    def in_order(self) -> list[Any]:
        """Give the rows as they are shown."""
        return [self.rows[one] for one in self._ordered()]

    def marked(self) -> list[Any]:
        """Give the rows that are marked, in the order in which they are shown."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        ids = [self._model.id_at(place) for place in places]
        return [self.rows[one] for one in ids if one in self.rows]

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._model.set_ids(self._ordered())

    def _ordered(self) -> list[str]:
        """Give the ids in the order chosen; what has nothing to sort by stands last in either direction."""
        return sorted_ids(self.rows, self._sort)

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, Any]:
        return {one: self.rows[one] for one in ids if one in self.rows}


def _nothing_ends() -> _Empty:
    return _("Nothing expires"), _("Documents and statuses that end stand here, the earliest first.")


def _all_dated() -> _Empty:
    return _("Every open case has a next date"), _("A case without a date or task would stand here.")


def _none_today() -> _Empty:
    return _("Nothing was entered today"), _("Dates accepted today stand here, to be checked by another.")


def _none_waits() -> _Empty:
    return _("No fatal date waits"), _("Dates fatal if missed stand here until a colleague confirms them.")


def _none_ages() -> _Empty:
    return _("No child's age is open"), _("Children of preference cases without a visa number stand here.")


def _none_late() -> _Empty:
    return (
        _("Nothing waits too long"),
        _("Filings mailed without a receipt, and those past the processing time, stand here."),
    )


def _watch_columns() -> tuple[Column, ...]:
    return (
        Column(_("Filing"), lambda row: row.title, 26, "title"),
        Column(_("Case"), lambda row: row.case_number, 10, "case_number", _quiet),
        Column(_("Waits for"), lambda row: row.waiting, 14, "kind"),
        Column(_("What is known"), lambda row: row.words, 0, "words"),
        Column(_("Late since"), lambda row: _day(row.since), 20, "since", lambda _row: "warn"),
    )


def _age_columns() -> tuple[Column, ...]:
    return (
        Column(_("Child"), lambda row: row.child, 24, "child"),
        Column(_("Case"), lambda row: row.case_number, 10, "case_number", _quiet),
        Column(_("Category"), lambda row: row.category, 10, "category"),
        Column(_("In the next two years"), _ages_out, 0, "late_from", _ages_level),
    )


def _ages_out(row: AgeOutRow) -> str:
    from immdesk.office.calculators.age_out import age_out_words

    return age_out_words(row, 24)


def _ages_level(row: AgeOutRow) -> str:
    return "warn" if row.late_from or row.ask else ""


def _look_columns() -> tuple[Column, ...]:
    return (
        Column(_("Date"), lambda row: _two(row.title, days_words(row)), 0, "title"),
        Column(_("Whose"), lambda row: row.who, 26, "who"),
        Column(_("Case"), lambda row: row.case_number, 10, "case_number", _quiet),
        Column(_("Day"), lambda row: _day(row.on), 20, "on"),
    )


def _case_columns() -> tuple[Column, ...]:
    return (
        Column(_("Case"), lambda row: f"{row.title}\n{row.number}", 0, "number"),
        Column(_("Kind"), lambda row: row.case_type_title, 26, "case_type_title", _quiet),
        Column(_("Where it stands"), lambda row: row.stage, 26, "stage"),
        Column(_("Responsible"), lambda row: row.responsible, 20, "responsible", _quiet),
    )


def _entry_columns() -> tuple[Column, ...]:
    return (
        Column(_("Date"), lambda row: _two(row.title, row.who, row.sent), 0, "title"),
        Column(_("Case"), lambda row: row.case_number, 10, "case_number", _quiet),
        Column(_("Day"), lambda row: _day(row.due_on), 18, "due_on"),
        Column(_("What was decided"), _decided, 18, "state"),
        Column(_("From what"), lambda row: row.source, 24, "source", _quiet),
        Column(_("Second look"), lambda row: row.checked, 18, "checked"),
        Column(_("By"), lambda row: row.by, 14, "by", _quiet),
        Column(_("At"), lambda row: row.time, 10, "at", _quiet),
    )


def _two(title: str, *below: str) -> str:
    words = " · ".join(filter(None, below))
    return f"{title}\n{words}" if words else title


def _day(day: date | None) -> str:
    return on_screen(day) if day else ""


def _decided(row: EntryLine) -> str:
    return {
        "kept": _("on the docket"),
        "done": _("done"),
        "refused": _("refused"),
        "lifted": _("taken off"),
    }.get(row.state, row.state)


def _quiet(_row: CaseRow | EntryLine) -> str:
    return "quiet"
