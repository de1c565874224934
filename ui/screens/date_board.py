"""The priority-date board: everybody who waits for a visa number, filtered, opened, written out, called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QStackedWidget, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.bulletins import area_words
from immdesk.office.planning import date_board, date_board_out
from ui import theme
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.parts.paper_out import PaperOut
from ui.tables.kept_columns import keep_columns
from ui.tables.sorted_rows import sorted_ids
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from immdesk.office.planning.date_board import Board, BoardRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk
    from ui.parts.paper_out import Made


class DateBoard(QWidget):
    """`ref` is "", or "call" for those who became current this month."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._board: Board | None = None
        self._rows: dict[str, BoardRow] = {}
        self._sort = "months"
        page = page_layout(self)
        self._heading = Heading(_("Priority dates"), " ")
        self._charge = button(_("Cross-chargeability"), self._open_charge, picture="scales")
        self._heading.add(self._charge)
        self._heading.add(button(_("Write the list…"), self._ask_where, picture="list"))
        self._paper = PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        page.addLayout(self._filters())
        self._model = RowsModel(_columns(), self._fetch)
        self._table = Table(self._model, _("Priority dates"), self._sort)
        keep_columns(self._table, desk.settings, "date-board")
        self._table.sorting.connect(self._on_sorting)
        self._table.opened.connect(self._open)
        nobody = _("Cases with a category, a country and a priority date stand here.")
        self._none = EmptyState("list", _("Nobody waits for a visa number"), nobody)
        words = _("Nobody is found by these letters and choices. Choose all, or type fewer letters.")
        self._no_match = EmptyState("search", _("Nothing fits"), words)
        self._stack = QStackedWidget()
        for one in (self._table, self._none, self._no_match):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show everybody, or only those to call."""
        self._only.setChecked(ref == "call")
        self._read()
        self._table.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Read again when a case, the day or the bulletin changed."""
        self._read()

    # -- private ------------------------------------------------------------------------------

    def _filters(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        self._finder = Finder(_("Find among the priority dates"), _("A name or a case number"))
        self._finder.finding.connect(self._show)
        self._finder.leaving.connect(self._to_table)
        self._category, self._area = QComboBox(), QComboBox()
        for box, name in ((self._category, _("Category")), (self._area, _("Chargeability"))):
            box.setAccessibleName(name)
            box.addItem(_("all: {name}").format(name=name), "")
            box.activated.connect(self._show)
        self._only = QCheckBox(_("Only who became current this month"))
        self._only.setAccessibleName(self._only.text())
        self._only.toggled.connect(self._show)
        across.addWidget(self._finder, 1)
        for one in (self._category, self._area, self._only):
            across.addWidget(one)
        return across

    def _read(self) -> None:
        self._desk.work.run(
            self, date_board.board, self._office,
            done=self._on_board, failed=self._desk.problem,
            title=_("Reading the priority dates"), reports=True,
        )  # fmt: skip

    def _on_board(self, found: Board) -> None:
        self._board = found
        self._heading.set_words(found.head())
        for box, values in (
            (self._category, {row.category: row.category for row in found.rows}),
            (self._area, {row.area: area_words(row.area) for row in found.rows}),
        ):
            kept = box.currentData()
            while box.count() > 1:
                box.removeItem(1)
            for key, words in sorted(values.items()):
                box.addItem(words, key)
            box.setCurrentIndex(max(box.findData(kept), 0))
        self._show()

    def _show(self, _what: object = None) -> None:
        """Show those whom the letters and the choices fit."""
        if self._board is None:
            return
        marked = self._table.current_id()
        self._rows = {row.id: row for row in self._board.rows if self._fits(row)}
        self._model.set_ids(sorted_ids(self._rows, self._sort))
        self._table.mark(marked)
        one = self._table if self._rows else self._no_match if self._board.rows else self._none
        self._stack.setCurrentWidget(one)
        self._charge.setEnabled(bool(self._rows))

    def _fits(self, row: BoardRow) -> bool:
        return (
            self._category.currentData() in ("", row.category)
            and self._area.currentData() in ("", row.area)
            and (not self._only.isChecked() or bool(row.became))
            and self._finder.fits(row.number, row.title, row.names)
        )

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, BoardRow]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._show()

    def _to_table(self) -> None:
        self._table.setFocus()

    def _open(self, case_id: str) -> None:
        self._desk.go("case", case_id)

    def _open_charge(self) -> None:
        if self._table.current_id():
            self._desk.go("calculators", f"{self._table.current_id()}/charged-to")

    def _shown(self) -> list[BoardRow]:
        return [self._rows[one] for one in sorted_ids(self._rows, self._sort)]

    def _ask_where(self) -> None:
        if self._board is None or not self._rows:
            self._desk.tell(_("Nobody is shown: there is nothing to write."))
        else:
            kinds = _("Lists ({kinds})").format(kinds="*.xlsx *.csv")
            self._desk.pick_save(_("Write the list"), _("priority dates") + ".xlsx", kinds, self._write)

    def _write(self, out: Path) -> None:
        assert self._board is not None
        out = out if out.suffix.lower() in (".xlsx", ".csv") else out.with_suffix(".xlsx")
        try:
            date_board_out.write_list(self._office, self._board, self._shown(), out)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.tell(n_("{n} line is on disk.", "{n} lines are on disk.", len(self._rows)))

    def _page(self) -> Made | None:
        if self._board is None or not self._rows:
            return None
        pdf = date_board_out.as_pdf(self._office, self._board, self._shown())
        return _("Priority dates"), _("priority dates") + ".pdf", pdf


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Case"), lambda row: f"{row.title}\n{row.number}", 0, "title"),
        Column(_("Category"), lambda row: f"{row.category}\n{area_words(row.area)}", 12, "category"),
        Column(_("Priority date"), lambda row: on_screen(row.priority), 17, "priority"),
        Column(
            _("Final Action Dates"), lambda row: row.final.words(), 20, "months", _level_of("final_action")
        ),
        Column(_("Dates for Filing"), lambda row: row.filing.words(), 20, "", _level_of("dates_for_filing")),
        Column(_("This month"), _happened, 20, "said", _said_level),
        Column(_("Telephone"), lambda row: f"{row.call}\n{row.language}", 32),
    )


def _happened(row: BoardRow) -> str:
    """Say what happened this month, and to which better country a visa may be charged."""
    charged = _("charge to {words}").format(words=row.charged) if row.charged else ""
    return "\n".join(part for part in (row.said, charged) if part)


def _level_of(chart: str) -> Any:
    def level(row: BoardRow) -> str:
        standing = row.final if chart == "final_action" else row.filing
        if standing.months == 0:
            return "good"
        return "" if row.counts == chart else "quiet"

    return level


def _said_level(row: BoardRow) -> str:
    return "good" if row.became else "warn" if row.stopped else ""
