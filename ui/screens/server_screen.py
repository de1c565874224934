"""The office's PostgreSQL server: the way there, or how it is, who may use it, and one's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from immdesk.basics.words import _
from immdesk.office import sharing
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.card_page import card_page
from ui.parts.heading import Heading
from ui.parts.labels import label
from ui.screens.passphrase import feet_of
from ui.screens.server_people import Owner, People
from ui.screens.server_put import ForItsKeeper, PutOnServer

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class ServerScreen(QWidget):
    """A page of cards; which ones depends on where the office lives."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        words = _("The server keeps the records, and itself refuses what a role may not see or change.")
        back = button(_("Back"), desk.back, picture="back")
        self._cards = card_page(self, Heading(_("The office on a server"), words, back))

    def show_ref(self, ref: str) -> None:
        """Show how it is now."""
        clear_layout(self._cards)
        row = sharing.row(self._office)
        if row.home == "server":
            self._there(row)
        elif row.kind == "alone" or ref == "move":
            put = PutOnServer(self._office, self._desk)
            self._cards.addWidget(put)
            self._cards.addWidget(ForItsKeeper(self._desk, put.fields))
            put.begin()
        else:
            self._cards.addWidget(self._on_a_share())

    def refresh(self, changed: Changed) -> None:
        """Records do not change what stands here."""

    def _there(self, row: sharing.SharingRow) -> None:
        card = Card(row.folder)
        lines = sharing.in_words(row)
        if row.kind != "well":
            card.body.addWidget(Banner(" ".join(lines[:3]), "warn"))
            lines = lines[3:]
        for line in lines:
            card.body.addWidget(label(line, wrap=True))
        disk = _("Encrypting the server's disk and making its own backups is up to whoever looks after it.")
        card.body.addWidget(label(disk, wrap=True, quiet=True))
        again = button(_("Type the password again…"), self._ask_password, picture="lock")
        card.body.addLayout(feet_of(again))
        self._cards.addWidget(card)
        owner = Owner(self._office, self._desk)
        people = People(self._office, self._desk, owner)
        for one in (people, owner, ForItsKeeper(self._desk, owner.fields)):
            self._cards.addWidget(one)
        people.read()

    def _on_a_share(self) -> Card:
        card = Card(_("This office is on a shared folder"))
        words = _("It moves to a server from the page about many desks, with every table compared.")
        card.body.addWidget(label(words, wrap=True))
        return card

    def _ask_password(self) -> None:
        fields = (("password", _("Your password on the server")),)
        self._desk.ask_secrets(_("Type the password again"), fields, _("Connect"), self._new_password)

    def _new_password(self, typed: dict[str, str]) -> None:
        from immdesk.office.server_address import new_password

        self._desk.work.run(
            self,
            new_password,
            self._office,
            typed["password"],
            done=self._connected,
            failed=self._desk.problem,
            title=_("Asking the server…"),
        )

    def _connected(self, _done: object) -> None:
        self._desk.tell(_("The server knows you."))
        now = getattr(self._desk.window, "sharing", None)
        if now is not None:
            now.look()
