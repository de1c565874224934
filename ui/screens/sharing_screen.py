"""One office, many desks: how its home is, who is at work, what waits for a choice; or the ways there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _
from immdesk.office import held_cards, moving_home, sharing
from immdesk.office.rows import Changed
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout, fill, scroll_page
from ui.parts.desk import Desk
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.clash_card import ClashCard
from ui.screens.move_home import MoveHome
from ui.screens.passphrase import feet_of


class SharingScreen(QWidget):
    """A page of cards that is read again after each look at the share."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        inner = QWidget()
        layout = page_layout(inner)
        words = _("Several desks, one office: each has its own encrypted copy and works without waiting.")
        back = button(_("Back"), desk.back, picture="back")
        layout.addWidget(Heading(_("One office, many desks"), words, back))
        self._top, self._cards = QVBoxLayout(), QVBoxLayout()
        for one in (self._top, self._cards):
            one.setSpacing(theme.L)
            layout.addLayout(one)
        self._moving = MoveHome(office, desk)
        layout.addWidget(self._moving)
        layout.addStretch(1)
        fill(self, scroll_page(inner))
        self._shown: Any = None
        self._held: tuple[held_cards.HeldCard, ...] | None = None
        sharing_now = getattr(desk.window, "sharing", None)
        if sharing_now is not None:
            sharing_now.looked.connect(self._looked)

    def show_ref(self, ref: str) -> None:
        """Show how the share is now."""
        self._shown = self._held = None
        now = getattr(self._desk.window, "sharing", None)
        last = now.last if now else None
        self._looked(sharing.Looked(sharing.row(self._office), None, last.colleagues if last else ()))

    def refresh(self, changed: Changed) -> None:
        """The look at the share that brought a change is shown by itself."""

    def _looked(self, looked: sharing.Looked) -> None:
        if self._shown != (looked.row, looked.colleagues):
            self._shown = (looked.row, looked.colleagues)
            clear_layout(self._top)
            if looked.row.kind == "alone":
                self._top.addWidget(self._alone())
                self._top.addWidget(way_to_server(self._desk))
            else:
                self._top.addWidget(self._state(looked.row))
            if looked.row.home == "share":
                self._top.addWidget(self._at_work(looked.colleagues))
        self._moving.show_now(tuple(dict.fromkeys(one.who for one in looked.colleagues)))
        if looked.row.held or self._held is None or self._held:
            self._show_held(held_cards.held_cards(self._office))

    def _alone(self) -> Card:
        card = Card(_("This office lives on this computer alone"))
        words = _(
            "On a shared folder of your server or network drive several computers work in one office. "
            "A folder that is synced with a cloud cannot carry it."
        )
        card.body.addWidget(label(words, wrap=True))
        card.body.addWidget(label(_honestly(), wrap=True, quiet=True))
        put = button(_("Put this office on a shared folder…"), self._ask_folder, main=True, picture="folder")
        card.body.addWidget(put, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _state(self, row: sharing.SharingRow) -> Card:
        card = Card(row.folder)
        lines = sharing.in_words(row)
        if row.kind != "well":
            card.body.addWidget(Banner(" ".join(lines[:3]), "warn"))
            lines = lines[3:]
        for line in lines:
            card.body.addWidget(label(line, wrap=True))
        if row.home == "server":
            card.body.addWidget(label(_by_the_server(), wrap=True, quiet=True))
            card.body.addLayout(feet_of(to_server(self._desk, _("The server and its people…"))))
        else:
            card.body.addWidget(label(_honestly(), wrap=True, quiet=True))
        return card

    def _at_work(self, colleagues: tuple[sharing.Colleague, ...]) -> Card:
        card = Card(_("At work now"))
        for one in colleagues:
            words = f"{one.who} ({one.device})"
            card.body.addWidget(label(f"{words}: {one.case}" if one.case else words, wrap=True))
        if not colleagues:
            card.body.addWidget(label(_("Nobody else, as far as the shared folder tells."), quiet=True))
        return card

    # -- putting it there ---------------------------------------------------------------------

    def _ask_folder(self) -> None:
        self._desk.pick_folder(_("An empty folder on the server"), self._ask_sure)

    def _ask_sure(self, root: Path) -> None:
        words = _(
            "The records and scans are copied there, encrypted. The office then opens again on this "
            "computer, and other computers can join it with the passphrase."
        )
        self._desk.ask(
            _("Put the office on this folder?"), words, _("Put it there"), partial(self._put, root)
        )

    def _put(self, root: Path) -> None:
        self._desk.work.run(
            self,
            _put_there,
            self._office,
            root,
            done=self._is_there,
            failed=self._desk.problem,
            title=_("Putting the office on the shared folder…"),
            reports=True,
        )

    def _is_there(self, _done: object) -> None:
        self._desk.tell(_("The office is on the shared folder. Other computers can join it now."))
        self._desk.opening.emit(self._office.folder)

    # -- what waits ---------------------------------------------------------------------------

    def _show_held(self, held: tuple[held_cards.HeldCard, ...]) -> None:
        if held == self._held:
            return
        self._held = held
        clear_layout(self._cards)
        for one in held:
            self._cards.addWidget(ClashCard(one, self._choose))

    def _choose(self, card_id: str, mine: list[tuple[str, str, str]]) -> None:
        self._desk.work.run(
            self,
            held_cards.choose,
            self._office,
            card_id,
            mine,
            done=self._chosen,
            failed=self._not_chosen,
        )

    def _chosen(self, changed: Changed) -> None:
        self._desk.changed(changed)
        self.show_ref("")

    def _not_chosen(self, error: BaseException) -> None:
        self._desk.problem(error)
        self.show_ref("")


def _honestly() -> str:
    return _(
        "Roles on a shared folder prevent mistakes; they do not stop a colleague who has the passphrase."
    )


def _by_the_server() -> str:
    return _("The server itself refuses what a role may not see or change, whatever program asks.")


def to_server(desk: Desk, words: str) -> QWidget:
    """Give the button that opens the page of the office's server."""
    return button(words, partial(desk.go, "server", ""), picture="office")


def way_to_server(desk: Desk) -> Card:
    """Give the card for an office that has grown."""
    card = Card(_("A server for an office that has grown"))
    words = _(
        "On a PostgreSQL server of your own a colleague's change is seen within a second, and the server "
        "itself keeps roles and restricted cases. Somebody looks after the server."
    )
    card.body.addWidget(label(words, wrap=True))
    put = to_server(desk, _("Put this office on a PostgreSQL server…"))
    card.body.addWidget(put, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _put_there(office: Any, root: Path, progress: Progress, cancelled: Cancelled) -> None:
    watched = Watched(progress, cancelled, _("The office stays where it was."))
    moving_home.move(office, "share", place=root, watched=watched)
