"""People: everybody whom the office knows, in one table, found by a few letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
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
    from immdesk.office.people import PersonLine
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_TABLES = frozenset({"person", "identifier", "case_party", "case_file"})


class People(QWidget):
    """The list of people. Its main action is a new intake, which is how somebody comes in."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._sort = office, desk, "name"
        page = page_layout(self)
        self._heading = Heading(_("People"), " ")
        self._heading.add(button(_("Enquiries"), partial(desk.go, "enquiries"), picture="note"))
        self._heading.add(button(_("New intake"), partial(desk.go, "intake"), main=True, picture="add"))
        page.addWidget(self._heading)
        self._finder = Finder(
            _("Find a person"), _("Find by any name, in any script, or by the last digits of a number")
        )
        self._finder.finding.connect(self._on_finding)
        page.addWidget(self._finder)
        self._rows = RowsModel(_columns(), self._fetch)
        self._table = Table(self._rows, _("People"), self._sort)
        self._table.opened.connect(self._open)
        self._table.sorting.connect(self._on_sorting)
        keep_columns(self._table, desk.settings, "people")
        self._finder.leaving.connect(self._table.setFocus)
        self._none = EmptyState(
            "people",
            _("Nobody is in the office yet"),
            _("A new intake asks a family its questions; each person named there stands here."),
            _("New intake"),
            partial(desk.go, "intake"),
        )
        self._no_match = EmptyState(
            "search",
            _("Nobody fits"),
            _("Nobody is found for these letters. Try fewer of them."),
            _("Show everybody"),
            self._finder.clear,
        )
        self._stack = QStackedWidget()
        for one in (self._table, self._none, self._no_match):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show the people; `ref` holds words to find, "" leaves what was typed."""
        if ref:
            self._finder.setText(ref)
        self._read()
        self._table.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Read again when somebody came, went or was renamed."""
        if not changed.tables or changed.tables & _TABLES:
            self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, PersonLine]:
        from immdesk.office import people

        return people.person_lines(self._office, ids)

    def _read(self) -> None:
        from immdesk.office import people

        marked, words = self._table.current_id(), self._finder.words()
        ids = people.person_ids(self._office, words, self._sort)
        self._rows.set_ids(ids)
        self._table.mark(marked)
        self._heading.set_words(n_("{n} person", "{n} people", len(ids)))
        shown = self._table if ids else self._no_match if words else self._none
        self._stack.setCurrentWidget(shown)

    def _on_finding(self, _words: str) -> None:
        self._read()

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._read()

    def _open(self, person_id: str) -> None:
        self._desk.go("person", person_id)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Name"), _name, 0, "name"),
        Column(_("Born"), _born, 20, "born"),
        Column(_("Country of birth"), _country, 24, "country", _quiet),
        Column(_("A-Number"), _a_number, 12, "", _quiet),
        Column(_("Cases"), _cases, 20, "", _quiet),
    )


def _name(row: PersonLine) -> str:
    return f"{row.name}\n{row.native_name}" if row.native_name else row.name


def _born(row: PersonLine) -> str:
    return row.born_on


def _country(row: PersonLine) -> str:
    return row.country


def _a_number(row: PersonLine) -> str:
    return row.a_number


def _cases(row: PersonLine) -> str:
    return row.cases


def _quiet(_row: PersonLine) -> str:
    return "quiet"
