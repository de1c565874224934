"""Employers: every company or other employer of the office, in one table, found by a few letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from immdesk.basics.words import _, n_
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.tables.kept_columns import keep_columns
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from immdesk.office.employers import EmployerLine
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_TABLES = frozenset({"employer", "employer_contact", "job", "case_file"})


class Employers(QWidget):
    """The list of employers. Its main action adds one."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._sort = office, desk, "name"
        page = page_layout(self)
        self._heading = Heading(_("Employers"), " ")
        self._heading.add(button(_("Add an employer"), self._add, main=True, picture="add"))
        page.addWidget(self._heading)
        self._finder = Finder(_("Find an employer"), _("Find by name, by FEIN or by who signs for it"))
        self._finder.finding.connect(self._on_finding)
        page.addWidget(self._finder)
        self._rows = RowsModel(_columns(), self._fetch)
        self._table = Table(self._rows, _("Employers"), self._sort)
        self._table.opened.connect(self._open)
        self._table.sorting.connect(self._on_sorting)
        keep_columns(self._table, desk.settings, "employers")
        self._finder.leaving.connect(self._table.setFocus)
        self._none = EmptyState(
            "office",
            _("No employer is in the office yet"),
            _("Add the company that petitions for a worker: its address, FEIN and who signs for it."),
            _("Add an employer"),
            self._add,
        )
        self._no_match = EmptyState(
            "search",
            _("No employer fits"),
            _("No employer is found for these letters. Try fewer of them."),
            _("Show every employer"),
            self._finder.clear,
        )
        self._stack = QStackedWidget()
        for one in (self._table, self._none, self._no_match):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show the employers; `ref` holds words to find, "" leaves what was typed."""
        if ref:
            self._finder.setText(ref)
        self._read()
        self._table.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Read again when an employer came, went or was changed."""
        if not changed.tables or changed.tables & _TABLES:
            self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, EmployerLine]:
        from immdesk.office import employers

        return employers.employer_lines(self._office, ids)

    def _read(self) -> None:
        from immdesk.office import employers

        marked, words = self._table.current_id(), self._finder.words()
        ids = employers.employer_ids(self._office, words, self._sort)
        self._rows.set_ids(ids)
        self._table.mark(marked)
        self._heading.set_words(n_("{n} employer", "{n} employers", len(ids)))
        shown = self._table if ids else self._no_match if words else self._none
        self._stack.setCurrentWidget(shown)

    def _on_finding(self, _words: str) -> None:
        self._read()

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._read()

    def _open(self, employer_id: str) -> None:
        self._desk.go("employer", employer_id)

    def _add(self) -> None:
        from ui.screens.work_sheet import open_work

        open_work(self._desk, self._office, "employer")


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Name"), _name, 0, "name"),
        Column(_("FEIN"), _fein, 14, "fein"),
        Column(_("Place"), _place, 24, "place", _quiet),
        Column(_("Workers"), _workers, 10, "", _quiet),
        Column(_("Cases"), _cases, 20, "", _quiet),
    )


def _name(row: EmployerLine) -> str:
    return f"{row.name}\n{row.trade_name}" if row.trade_name else row.name


def _fein(row: EmployerLine) -> str:
    return row.fein


def _place(row: EmployerLine) -> str:
    return row.place


def _workers(row: EmployerLine) -> str:
    return str(row.workers) if row.workers else ""


def _cases(row: EmployerLine) -> str:
    return row.cases


def _quiet(_row: EmployerLine) -> str:
    return "quiet"
