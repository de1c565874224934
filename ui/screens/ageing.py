"""Papers that clients were asked for and that are still missing, over all cases, the longest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Watched
from immdesk.basics.words import _, n_
from immdesk.office import chase
from immdesk.office.chase import AgeLine
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.parts.paper_out import PaperOut
from ui.tables.kept_columns import keep_columns
from ui.tables.sorted_rows import sorted_ids
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from ui.parts.paper_out import Made


class Ageing(QWidget):
    """`ref` is ""."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._lines: dict[str, AgeLine] = {}
        self._all: tuple[AgeLine, ...] = ()
        page = page_layout(self)
        self._heading = Heading(_("Papers asked for"), " ")
        self._heading.add(button(_("Write the list…"), self._ask_where, picture="list"))
        self._paper = PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        self._finder = Finder(_("Find among the papers"), _("A name, a case number or a paper"))
        self._finder.finding.connect(self._show)
        across = QHBoxLayout()
        across.addWidget(self._finder, 1)
        page.addLayout(across)
        self._model = RowsModel(_columns(), self._fetch)
        self._sort = "-days"
        self._table = Table(self._model, _("Papers asked for"), self._sort)
        self._table.sorting.connect(self._on_sorting)
        self._finder.leaving.connect(self._table.setFocus)
        keep_columns(self._table, desk.settings, "ageing")
        self._table.opened.connect(self._open)
        words = _("Papers of a case are asked for on its page Evidence: “Ask for what is missing”.")
        self._none = EmptyState("check", _("Nothing that was asked for is missing."), words)
        self._stack = QStackedWidget()
        for one in (self._table, self._none):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)

    def show_ref(self, _ref: str) -> None:
        """Show all of them."""
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when a paper was asked for or came."""
        if changed.tables & {"paper_asked", "document", "document_step", "case_file", "case_document"}:
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        self._desk.work.run(
            self, _ageing, self._office,
            done=self._arrived, failed=self._desk.problem, title=_("Reading the checklists"), reports=True,
        )  # fmt: skip

    def _arrived(self, lines: tuple[AgeLine, ...]) -> None:
        self._all = lines
        cases = len({one.case_id for one in lines})
        papers = n_("{n} paper", "{n} papers", len(lines))
        self._heading.set_words(f"{papers} · {n_('{n} case', '{n} cases', cases)}")
        self._paper.show(bool(lines))
        self._show()

    def _show(self, _words: object = None) -> None:
        fits = self._finder.fits
        found = [one for one in self._all if fits(one.number, one.case, one.missing.title, one.missing.who)]
        self._lines = {str(place): one for place, one in enumerate(found)}
        self._model.set_ids(sorted_ids(self._lines, self._sort))
        self._stack.setCurrentWidget(self._table if self._all else self._none)

    def _on_sorting(self, sort: str) -> None:
        self._sort = sort
        self._show()

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, AgeLine]:
        return {one: self._lines[one] for one in ids if one in self._lines}

    def _open(self, place: str) -> None:
        self._desk.go("chase", self._lines[place].case_id)

    def _ask_where(self) -> None:
        kinds = _("Lists ({kinds})").format(kinds="*.xlsx *.csv")
        self._desk.pick_save(_("Write the list"), _("papers asked for") + ".xlsx", kinds, self._write)

    def _write(self, out: Path) -> None:
        out = out if out.suffix.lower() in (".xlsx", ".csv") else out.with_suffix(".xlsx")
        try:
            chase.write_report(self._office, list(self._lines.values()), out)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.tell(n_("{n} line is on disk.", "{n} lines are on disk.", len(self._lines)))

    def _page(self) -> Made | None:
        pdf = chase.report_pdf(self._office, list(self._lines.values()))
        return _("Papers asked for"), _("papers asked for") + ".pdf", pdf


def _ageing(office: Any, progress: Any, cancelled: Any) -> tuple[AgeLine, ...]:
    return chase.ageing(office, Watched(progress, cancelled))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Case"), lambda row: f"{row.case}\n{row.number}", 0, "case"),
        Column(_("Paper"), lambda row: f"{row.missing.title}\n{row.missing.who}", 34, "paper"),
        Column(_("First asked"), lambda row: on_screen(row.missing.first_on), 18),
        Column(_("Times"), lambda row: str(row.missing.times), 8, "times"),
        Column(_("Days"), lambda row: str(row.missing.days), 8, "days", _level),
        Column(_("Why"), lambda row: row.missing.reason, 24),
    )


def _level(row: AgeLine) -> str:
    return "bad" if row.missing.days >= 30 else "warn" if row.missing.days >= 14 else ""
