"""Dates to decide over all cases: filtered, accepted for one case or as a list, what only informs folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.tables.kept_columns import keep_columns
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from immdesk.office.deciding import ToDecide
    from immdesk.office.rows import Changed, DateRow
    from ui.parts.desk import Desk


class Decide(QWidget):
    """`ref` is "". Every open case is looked at beside the screen; a line opens the dates of its case."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._found: ToDecide | None = None
        self._rows: dict[str, DateRow] = {}
        self._reading = False
        self._sort = "on"
        page = page_layout(self)
        self._heading = Heading(_("Dates to decide"), " ")
        self._case = button(_("Accept those of this case"), self._accept_case, picture="check")
        self._all = button(" ", self._ask_all, main=True, picture="check")
        self._heading.add(self._case)
        self._heading.add(self._all)
        page.addWidget(self._heading)
        page.addLayout(self._filters())
        self._model = RowsModel(_columns(), self._fetch)
        self._table = Table(self._model, _("Dates to decide"), "on")
        self._table.opened.connect(self._open)
        self._table.sorting.connect(self._on_sorting)
        keep_columns(self._table, desk.settings, "decide")
        self._none = EmptyState(
            "check",
            _("Nothing waits for a decision"),
            _("New, moved and lifted dates of all cases stand here."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._none)
        page.addWidget(self._stack, 1)

    def show_ref(self, _ref: str) -> None:
        """Look at every case that changed, then show what waits."""
        self._look()

    def refresh(self, _changed: Changed) -> None:
        """Any change may propose, move or lift a date."""
        if self.isVisible():
            self._look()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _filters(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        self._finder = Finder(
            _("Find a date to decide"), _("A name, a date, a case number, a rule, new, moved")
        )
        self._finder.finding.connect(self._fill)
        self._finder.leaving.connect(lambda: self._table.setFocus())
        self._folded = QCheckBox(_("Also what only informs or plans"))
        self._folded.toggled.connect(self._fill)
        across.addWidget(self._finder, 1)
        across.addWidget(self._folded)
        return across

    def _look(self) -> None:
        if self._reading:
            return
        from immdesk.office import deciding

        self._reading = True
        self._desk.work.run(
            self,
            deciding.to_decide,
            self._office,
            done=self._arrived,
            failed=self._failed,
            title=_("Looking at the dates of all cases"),
            reports=True,
        )

    def _arrived(self, found: ToDecide) -> None:
        self._reading, self._found = False, found
        self._fill()

    def _failed(self, error: BaseException) -> None:
        self._reading = False
        self._desk.problem(error)

    def _fill(self, *_event: object) -> None:
        if self._found is None:
            return
        from immdesk.office.deciding import can_accept, head_words

        found = self._found
        rows = found.material + (found.folded if self._folded.isChecked() else ())
        self._rows = {row.key: row for row in rows if self._fits(row)}
        marked = self._table.current_id()
        self._model.set_ids(self._ordered())
        self._table.mark(marked)
        ready = sum(can_accept(row) for row in self._rows.values())
        self._heading.set_words(head_words(found))
        self._folded.setText(_("Also what only informs or plans ({n})").format(n=len(found.folded)))
        words = n_("Accept {n} date…", "Accept all {n} dates…", ready)
        self._all.setText(words)
        self._all.setAccessibleName(words)
        self._all.setEnabled(bool(ready))
        self._case.setEnabled(bool(ready))
        self._stack.setCurrentWidget(self._table if self._rows else self._none)

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._model.set_ids(self._ordered())

    def _ordered(self) -> list[str]:
        name, back = self._sort.lstrip("-"), self._sort.startswith("-")
        known = [key for key, row in self._rows.items() if getattr(row, name)]
        known.sort(key=lambda key: getattr(self._rows[key], name), reverse=back)
        return [*known, *(key for key in self._rows if not getattr(self._rows[key], name))]

    def _fits(self, row: DateRow) -> bool:
        from immdesk.office.deciding import change_words

        return self._finder.fits(
            row.title, row.who, row.case_title, row.case_number, row.rule, change_words(row)
        )

    def _accept_case(self) -> None:
        row = self._rows.get(self._table.current_id())
        if row is not None:
            self._accept({row.case_id: self._chosen().get(row.case_id, [])}, True)

    def _ask_all(self) -> None:
        chosen = self._chosen()
        dates = sum(len(keys) for keys in chosen.values())
        text = _(
            "{dates} dates of {cases} cases go on the docket or come off it, as one step that Undo takes "
            "back. Each is worked out once more first."
        ).format(dates=dates, cases=len(chosen))
        self._desk.ask(
            _("Accept all dates that are shown?"), text, _("Accept"), partial(self._accept, chosen, True)
        )

    def _chosen(self) -> dict[str, list[str]]:
        from immdesk.office.deciding import can_accept

        chosen: dict[str, list[str]] = {}
        for row in self._rows.values():
            if can_accept(row):
                chosen.setdefault(row.case_id, []).append(row.key)
        return chosen

    def _accept(self, chosen: Mapping[str, list[str]], together: bool) -> None:
        from immdesk.office import deciding

        self._desk.work.run(
            self,
            deciding.accept_list,
            self._office,
            dict(chosen),
            together,
            done=self._desk.changed,
            failed=self._desk.problem,
            title=_("Accepting dates"),
            reports=True,
        )

    def _open(self, key: str) -> None:
        self._desk.go("case", f"{self._rows[key].case_id}/dates")

    def _fetch(self, keys: Sequence[str]) -> Mapping[str, Any]:
        return {one: self._rows[one] for one in keys if one in self._rows}


def _columns() -> tuple[Column, ...]:
    from immdesk.office.deciding import change_words

    return (
        Column(_("Date"), lambda row: f"{row.title}\n{row.who}" if row.who else row.title, 0, "title"),
        Column(_("Case"), lambda row: f"{row.case_title}\n{row.case_number}", 26, "case_number"),
        Column(_("Day"), lambda row: row.shown, 20, "on"),
        Column(_("What changes"), change_words, 30, "state", _level),
        Column(_("Trust"), lambda row: _("verify") if row.verify else "", 10, "", lambda _row: "warn"),
    )


def _level(row: DateRow) -> str:
    return {"moved": "warn", "lifted": "quiet", "mismatch": "bad"}.get(row.state, "")
