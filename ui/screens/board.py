"""The board: the open cases of one kind by stage, as cards or as a table, marked and changed by keyboard."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTabBar, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import board, board_table, stage_facts
from immdesk.office.calculators import paper
from ui import theme
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.parts.paper_out import PaperOut
from ui.parts.stage_board import StageBoard
from ui.screens.board_bulk import BulkBar
from ui.screens.board_table import CaseTable

if TYPE_CHECKING:
    from immdesk.office.board import Board
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk
    from ui.parts.paper_out import Made

_REMEMBERED, _AS = "board_kind", "board_as"
_FILES = "Excel (*.xlsx);;CSV (*.csv)"


class BoardScreen(QWidget):
    """`ref` is "" for the kind that was shown last, or a kind of case."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._board: Board | None = None
        page = page_layout(self)
        self._heading = Heading(_("Board"), " ")
        self._heading.add(button(_("All cases"), partial(desk.go, "cases"), picture="cases"))
        self._heading.add(button(_("Write the list…"), self._ask_where, picture="list"))
        PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        page.addLayout(self._choosers())
        self._view, self._table = StageBoard(_("Board")), CaseTable(desk)
        self._bulk = BulkBar(office, desk, self._chosen, self._ask_stage)
        page.addWidget(self._bulk)
        for one in (self._view, self._table):
            one.opened.connect(partial(desk.go, "case"))
            one.marking.connect(self._bulk.show_count)
        self._view.dropped.connect(self._on_dropped)
        self._none = EmptyState("cases", _("No open case"), _("Open cases stand here by their stage."))
        words = _("Choose another colleague, or all of them, or type fewer letters.")
        self._no_match = EmptyState("search", _("Nothing fits"), words)
        self._stack = QStackedWidget()
        for each in (self._view, self._table, self._none, self._no_match):
            self._stack.addWidget(each)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show a kind of case, else the one that was shown last."""
        self._bulk.put_people()
        self._read(ref or self._desk.settings.get(_REMEMBERED))
        self._shown_as().setFocus()

    def refresh(self, changed: Changed) -> None:
        """Every change may move a case on; what the law looks at meanwhile moves none."""
        if self.isVisible() and changed.tables != {"finding_cache"}:
            self._read(str(self._kind.currentData() or ""))

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _choosers(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        self._as = QTabBar()
        self._as.setAccessibleName(_("How the cases are shown"))
        self._as.setExpanding(False)
        self._as.setDrawBase(False)
        for words in (_("Cards"), _("Table")):
            self._as.addTab(words)
        self._as.setCurrentIndex(1 if self._desk.settings.get(_AS) == "table" else 0)
        self._as.currentChanged.connect(self._on_as)
        self._kind, self._whose = QComboBox(), QComboBox()
        self._kind.setAccessibleName(_("Kind of case"))
        self._kind.activated.connect(self._on_kind)
        self._whose.setAccessibleName(_("Colleague"))
        self._whose.activated.connect(self._show)
        self._whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._finder = Finder(_("Find on the board"), _("A name, a case number, a task"))
        self._finder.finding.connect(self._show)
        self._finder.leaving.connect(self._to_cases)
        across.addWidget(self._as)
        across.addWidget(self._kind, 1)
        across.addWidget(self._finder, 1)
        across.addWidget(self._whose)
        return across

    def _read(self, wanted: str) -> None:
        """Fill the kinds, and read the board of the one wanted, or of the one with the most cases."""
        kinds = board.kinds(self._office)
        _fill(self._kind, [(one.id, f"{one.title} ({one.cases})") for one in kinds])
        most = max(kinds, key=lambda one: one.cases).id if kinds else ""
        place = self._kind.findData(wanted)
        self._kind.setCurrentIndex(place if place >= 0 else self._kind.findData(most))
        self._kind.setEnabled(bool(kinds))
        self._read_board()

    def _on_kind(self, _place: int) -> None:
        self._desk.settings.set(_REMEMBERED, str(self._kind.currentData()))
        self._read_board()

    def _on_as(self, place: int) -> None:
        self._desk.settings.set(_AS, "table" if place else "cards")
        self._show()
        self._shown_as().setFocus()

    def _read_board(self) -> None:
        self._desk.work.run(
            self, board.board, self._office, str(self._kind.currentData() or ""),
            done=self._on_board, failed=self._desk.problem,
            title=_("Reading the board"), reports=True,
        )  # fmt: skip

    def _on_board(self, found: Board) -> None:
        if found.kind != str(self._kind.currentData() or ""):
            return  # another kind was chosen meanwhile
        self._board = found
        kept = self._whose.currentData()
        _fill(self._whose, [("", _("All colleagues")), *found.colleagues, (board.NOBODY, _("Nobody"))])
        self._whose.setCurrentIndex(max(self._whose.findData(kept), 0))
        self._show()

    def _show(self, _what: object = None) -> None:
        if self._board is None:
            return
        shown = self._board.only(str(self._whose.currentData() or "")).having(self._finder.words())
        self._heading.set_words(n_("{n} case", "{n} cases", shown.cases()))
        view = self._shown_as()
        view.put(shown)
        some = self._no_match if self._board.cases() else self._none
        self._stack.setCurrentWidget(view if shown.cases() else some)
        self._bulk.show_count()

    def _shown_as(self) -> StageBoard | CaseTable:
        return self._table if self._as.currentIndex() else self._view

    def _chosen(self) -> tuple[str, ...]:
        view = self._shown_as()
        return view.chosen_ids() if self._stack.currentWidget() is view else ()

    def _to_cases(self) -> None:
        self._shown_as().setFocus()

    def _ask_stage(self) -> None:
        """Ask for the stage that the first marked case should reach; dropping a card there asks the same."""
        if self._board is not None and self._chosen():
            stages = tuple((one.stage, one.title) for one in self._board.columns)
            title, yes = _("To which stage should the case come?"), _("Go on")
            then = partial(self._on_dropped, " ".join(self._chosen()))
            self._desk.ask_choice(title, _("Stage"), stages, yes, then)

    def _on_dropped(self, ids: str, stage: str) -> None:
        """A stage is never set by hand: say which fact would move the case, and open that question."""
        case_id = ids.split()[0]
        found = stage_facts.stage_fact(self._office, case_id, stage)
        if found is None:
            return
        yes = _("Record it…") if found.where else _("Open the case")
        self._desk.ask(found.title, found.words, yes, partial(self._record, case_id, found))

    def _record(self, case_id: str, found: stage_facts.StageFact) -> None:
        if found.where == "filing":
            from ui.screens.case_event import open_event

            open_event(self._desk, self._office, "filing", case_id, found.record_id)
        elif found.where in ("job", "recruitment"):
            from ui.screens.work_sheet import open_work

            open_work(self._desk, self._office, found.where, {"case_id": case_id}, found.record_id)
        else:
            self._desk.go("case", f"{case_id}/facts" if found.where else case_id)

    # -- paper and files ----------------------------------------------------------------------

    def _lines(self) -> tuple[board_table.BoardLine, ...]:
        if self._board is None:
            return ()
        shown = self._board.only(str(self._whose.currentData() or "")).having(self._finder.words())
        if self._shown_as() is not self._table:
            self._table.put(shown)
        return self._table.shown()

    def _page(self) -> Made | None:
        lines = self._lines()
        if not lines:
            self._desk.tell(_("There is nothing to print."))
            return None
        whose = self._whose.currentText() if self._whose.currentData() else ""
        filtered = " · ".join(filter(None, (whose, self._finder.words())))
        sheet = board_table.sheet_of(self._office, lines, self._kind.currentText(), filtered)
        return sheet.title, _("board") + ".pdf", paper.as_pdf(sheet)

    def _ask_where(self) -> None:
        name = _("board") + ".xlsx"
        self._desk.pick_save(_("Write the list"), name, _FILES, partial(self._write, self._lines()))

    def _write(self, lines: tuple[board_table.BoardLine, ...], out: Path) -> None:
        told = _("The list is on disk.")
        self._desk.work.run(
            self, board_table.write, lines, out,
            done=lambda _none: self._desk.tell(told), failed=self._desk.problem, title=_("Writing the list"),
        )  # fmt: skip


def _fill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    box.clear()
    for key, words in items:
        box.addItem(words, key)
