"""Cases: every case of the office in one table, found by a few letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.tables.kept_columns import keep_columns
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from immdesk.office.rows import CaseRow, Changed
    from ui.parts.desk import Desk

_SOON = 14


class Cases(QWidget):
    """The list of cases. Its main action is a new intake."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._sort, self._today, self._stale = "number", office.today(), True
        page = page_layout(self)
        self._heading = Heading(_("Cases"), " ")
        self._heading.add(button(_("Board"), partial(desk.go, "board"), picture="list"))
        self._heading.add(button(_("New intake"), partial(desk.go, "intake"), main=True, picture="add"))
        page.addWidget(self._heading)
        page.addLayout(self._finders())
        self._rows = RowsModel(self._columns(), self._fetch)
        self._table = Table(self._rows, _("Cases"), self._sort)
        self._table.opened.connect(self._open)
        keep_columns(self._table, desk.settings, "cases")
        self._table.sorting.connect(self._on_sorting)
        self._filter.leaving.connect(self._table.setFocus)
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "cases",
            _("No case yet"),
            _("A new intake asks a family its questions and opens their case."),
            _("New intake"),
            partial(desk.go, "intake"),
        )
        self._no_match = EmptyState(
            "search", _("No case fits"), "", _("Show all open cases"), self._clear_filter
        )
        for one in (self._table, self._none, self._no_match):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show the cases; `ref` holds words to find, "" leaves what was typed."""
        if ref:
            self._filter.setText(ref)
        self._read()
        self._table.setFocus()

    def refresh(self, _changed: Changed) -> None:
        """A change may add, move or rename a case; read again once somebody looks."""
        self._stale = True
        if self.isVisible():
            self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._filter.take()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while another screen was shown."""
        super().showEvent(event)
        if self._stale:
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _finders(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        hint = _("Find by name, case number, receipt or A-number  (Ctrl+F)")
        self._filter = Finder(_("Find a case"), hint)
        self._filter.setToolTip(hint)
        self._filter.finding.connect(self._on_finding)
        self._status = QComboBox()
        self._status.setAccessibleName(_("Which cases"))
        for word, title in (("open", _("Open")), ("closed", _("Closed")), ("all", _("All"))):
            self._status.addItem(title, word)
        self._status.currentIndexChanged.connect(self._on_status)
        across.addWidget(self._filter, 1)
        across.addWidget(self._status)
        return across

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Number"), _number, 9, "number"),
            Column(_("People"), _people, 0, "title"),
            Column(_("Type"), _type, 25, "type", _quiet),
            Column(_("Stage"), _stage, 24, "", _quiet),
            Column(_("Next date"), _next, 0, "next", self._next_level),
            Column(_("Responsible"), _responsible, 12, "responsible", _quiet),
        )

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, CaseRow]:
        from immdesk.office import cases

        return cases.case_rows(self._office, ids)

    def _read(self) -> None:
        from immdesk.office import cases

        self._stale = False
        marked = self._table.current_id()
        text, status = self._filter.text(), str(self._status.currentData())
        self._today = self._office.today()
        ids = cases.case_ids(self._office, text, self._sort, status)
        self._rows.set_ids(ids)
        self._table.mark(marked)
        self._heading.set_words(n_("{n} case", "{n} cases", len(ids)))
        self._show_table_or_why_not(bool(ids), text, status)

    def _show_table_or_why_not(self, found: bool, text: str, status: str) -> None:
        if found:
            self._stack.setCurrentWidget(self._table)
        elif text or status != "open":
            self._no_match.say(_("No case fits"), self._why_none(text))
            self._stack.setCurrentWidget(self._no_match)
        else:
            self._stack.setCurrentWidget(self._none)

    def _why_none(self, text: str) -> str:
        from immdesk.office import find, restricted

        if hidden := restricted.words_for_number(self._office, text):
            return hidden
        others = find.did_you_mean(self._office, text)
        if others:
            return _("Did you mean {names}?").format(names=", ".join(others))
        return _("Nothing is found for these letters. Try fewer of them.")

    def _clear_filter(self) -> None:
        self._filter.clear()
        self._status.setCurrentIndex(0)
        self._read()

    def _on_finding(self, _words: str) -> None:
        self._read()

    def _on_status(self, _place: int) -> None:
        self._read()

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._read()

    def _open(self, case_id: str) -> None:
        self._desk.go("case", case_id)

    def _next_level(self, row: CaseRow) -> str:
        if row.next_due is None:
            return "quiet"
        days = (row.next_due - self._today).days
        return "bad" if days < 0 else "warn" if days <= _SOON else ""


def _number(row: CaseRow) -> str:
    return "\n".join((row.number, _("restricted"))) if row.restricted else row.number


def _people(row: CaseRow) -> str:
    petitioner = _("petitioner {name}").format(name=row.petitioner) if row.petitioner else ""
    return "\n".join(part for part in (row.beneficiaries or row.title, petitioner) if part)


def _type(row: CaseRow) -> str:
    return row.case_type_title


def _stage(row: CaseRow) -> str:
    return row.stage


def _next(row: CaseRow) -> str:
    if row.next_due is not None:
        return f"{on_screen(row.next_due)}\n{row.next_title}"
    return n_("{n} date to look at", "{n} dates to look at", row.proposals) if row.proposals else "–"


def _responsible(row: CaseRow) -> str:
    return row.responsible


def _quiet(_row: CaseRow) -> str:
    return "quiet"
