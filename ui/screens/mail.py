"""The mail desk: the day's mail on one screen, piece by piece, from the scan to the note to the client."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.finder import FindField
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.screens.mail_after import AfterView
from ui.screens.mail_piece import PieceView

if TYPE_CHECKING:
    from immdesk.office.mail import Piece, Taken
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

SCANS = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"
_SIDE_LETTERS = 40


class Mail(QWidget):
    """`ref` is "", or paths of scans on lines of their own. Its main action adds a scan."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._pieces: list[Piece] = []
        self._now = -1
        page = page_layout(self)
        self._heading = Heading(_("Mail"), " ")
        self._heading.add(button(_("Client has moved…"), self._ask_move))
        add = button(_("Add a scan…"), self._pick, main=True, picture="add")
        self._heading.add(add)
        page.addWidget(self._heading)
        page.addLayout(self._typing())
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(self._side())
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "document",
            _("Nothing is being taken down"),
            _("Drop the scans of the day's mail here, or type what stands on a notice: its case is found."),
        )
        self._piece, self._after = PieceView(office, desk), AfterView(office, desk)
        for one in (self._none, self._piece, self._after):
            self._stack.addWidget(one)
        self._piece.taken.connect(self._taken)
        self._piece.aside.connect(self._aside)
        self._piece.changed.connect(self._found)
        self._after.onward.connect(self._next)
        across.addWidget(self._stack, 1)
        page.addLayout(across, 1)

    def show_ref(self, ref: str) -> None:
        """Show the day's mail; paths in `ref` are read."""
        paths = [Path(line) for line in ref.split("\n") if line]
        self._read()
        if paths:
            self.take_files(paths)

    def refresh(self, changed: Changed) -> None:
        """Read again what others took down."""
        if changed.tables & {"notice", "task", "docket_entry", "finding_cache", "filing"}:
            self._read()
            if self._stack.currentWidget() is self._after:
                self._after.read_again()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._field.setFocus()
        self._field.selectAll()

    def take_files(self, paths: list[Path]) -> None:
        """Read scans one after the other, beside the screen."""
        from immdesk.office import mail

        for path in paths:
            self._desk.work.run(
                self,
                mail.opened,
                self._office,
                path,
                done=self._arrived,
                failed=self._desk.problem,
                title=_("Reading the scan"),
            )

    # -- building -----------------------------------------------------------------------------

    def _typing(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        hint = _("A receipt number, an A-Number, or a name")
        self._field: QLineEdit = FindField(_("What stands on the notice"), hint)
        self._field.returnPressed.connect(self._find)
        across.addWidget(self._field, 1)
        across.addWidget(button(_("Find its case"), self._find, picture="search"))
        return across

    def _side(self) -> QWidget:
        inner = Page()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.L)
        self._waiting, self._done = Card(_("To take down")), Card(_("Taken down today"))
        self._watches = Card(_("Waiting for the agency"))
        for card in (self._waiting, self._done, self._watches):
            card.body.setSpacing(0)
            down.addWidget(card)
        down.addStretch(1)
        side = scroll_page(inner)
        side.setFixedWidth(_SIDE_LETTERS * self.fontMetrics().averageCharWidth())
        return side

    # -- reading ------------------------------------------------------------------------------

    def _read(self) -> None:
        from immdesk.office import mail, watches

        came = mail.came_today(self._office)
        words = n_("{n} notice taken down today", "{n} notices taken down today", len(came))
        self._heading.set_words(words)
        self._waiting.clear()
        for place, piece in enumerate(self._pieces):
            found = piece.candidates[0].title if piece.candidates else _("no case found yet")
            self._waiting.body.addWidget(text_line(piece.name, found, partial(self._show, place)))
        if not self._pieces:
            self._waiting.body.addWidget(label(_("No piece waits."), quiet=True, wrap=True))
        self._done.clear()
        for one in came:
            self._done.body.addWidget(
                text_line(one.title, one.words, partial(self._desk.go, "case", one.case_id))
            )
        self._done.setVisible(bool(came))
        late = watches.late(self._office)
        self._watches.clear()
        for row in late[:6]:
            self._watches.body.addWidget(
                text_line(row.title, row.words, partial(self._desk.go, "case", row.case_id))
            )
        more = button(
            _("All that waits for the agency"), partial(self._desk.go, "register", "watches"), link=True
        )
        self._watches.body.addWidget(more)
        self._watches.setVisible(bool(late))

    def _pick(self) -> None:
        self._desk.pick_files(_("Add a scan"), SCANS, self.take_files)

    def _arrived(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._read()
        if self._stack.currentWidget() is not self._piece:
            self._show(len(self._pieces) - 1)

    @Slot()
    def _find(self) -> None:
        from immdesk.office import mail

        words = self._field.text().strip()
        if words:
            self._pieces.append(mail.typed(self._office, words))
            self._field.clear()
            self._read()
            self._show(len(self._pieces) - 1)

    def _show(self, place: int) -> None:
        self._now = place
        self._stack.setCurrentWidget(self._piece)
        self._piece.put(self._pieces[place])

    def _found(self, piece: Piece) -> None:
        self._pieces[self._now] = piece
        self._read()

    def _taken(self, taken: Taken) -> None:
        del self._pieces[self._now]
        self._stack.setCurrentWidget(self._after)
        self._after.put(taken)
        self._read()

    def _aside(self) -> None:
        """Let a typed piece go; a scan stays in the list until it is recorded."""
        if self._pieces[self._now].path is None:
            del self._pieces[self._now]
        self._stack.setCurrentWidget(self._none)
        self._read()
        self._field.setFocus()

    def _next(self) -> None:
        if self._pieces:
            self._show(0)
            return
        self._stack.setCurrentWidget(self._none)
        self._field.setFocus()

    def _ask_move(self) -> None:
        from ui.screens.mail_move import ask_move

        ask_move(self._office, self._desk)
