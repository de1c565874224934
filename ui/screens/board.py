"""The board: the open cases of one kind by stage, filtered by colleague, walked and opened by keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import board
from ui import theme
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.stage_board import StageBoard

if TYPE_CHECKING:
    from immdesk.office.board import Board
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_REMEMBERED = "board_kind"


class BoardScreen(QWidget):
    """`ref` is "" for the kind that was shown last, or a kind of case."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._board: Board | None = None
        page = page_layout(self)
        self._heading = Heading(_("Board"), " ")
        self._heading.add(button(_("All cases"), partial(desk.go, "cases"), picture="cases"))
        page.addWidget(self._heading)
        page.addLayout(self._choosers())
        self._view = StageBoard(_("Board"))
        self._view.opened.connect(partial(desk.go, "case"))
        self._none = EmptyState("cases", _("No open case"), _("Open cases stand here by their stage."))
        words = _("Choose another colleague, or all of them.")
        self._no_match = EmptyState("search", _("Nothing fits"), words)
        self._stack = QStackedWidget()
        for one in (self._view, self._none, self._no_match):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show a kind of case, else the one that was shown last."""
        self._read(ref or self._desk.settings.get(_REMEMBERED))
        self._view.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Every change may move a case on; what the law looks at meanwhile moves none."""
        if self.isVisible() and changed.tables != {"finding_cache"}:
            self._read(str(self._kind.currentData() or ""))

    # -- private ------------------------------------------------------------------------------

    def _choosers(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        self._kind, self._whose = QComboBox(), QComboBox()
        self._kind.setAccessibleName(_("Kind of case"))
        self._kind.activated.connect(self._on_kind)
        self._whose.setAccessibleName(_("Colleague"))
        self._whose.activated.connect(self._show)
        self._whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        across.addWidget(self._kind, 1)
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

    def _show(self, _place: int = 0) -> None:
        if self._board is None:
            return
        shown = self._board.only(str(self._whose.currentData() or ""))
        self._heading.set_words(n_("{n} case", "{n} cases", shown.cases()))
        self._view.put(shown)
        some = self._no_match if self._board.cases() else self._none
        self._stack.setCurrentWidget(self._view if shown.cases() else some)


def _fill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    box.clear()
    for key, words in items:
        box.addItem(words, key)
