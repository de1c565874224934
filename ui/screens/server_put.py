"""Putting the office on a PostgreSQL server: the server, a try of it, one's own user, and the way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QVBoxLayout

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, n_
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.screens.passphrase import feet_of, field_in, grid_of, said_of_new
from ui.screens.server_fields import ServerFields
from ui.screens.server_guide import open_guide

if TYPE_CHECKING:
    from immdesk.office.on_server import Moved
    from immdesk.office.server_address import Address
    from ui.parts.desk import Desk


class ForItsKeeper(Card):
    """What whoever looks after the server does first: lines to copy, and the guide."""

    def __init__(self, desk: Desk, fields: ServerFields) -> None:
        guide = button(_("Open the set-up guide"), partial(open_guide, desk), link=True, picture="help")
        super().__init__(_("For whoever looks after the server"), "", guide)
        self._desk, self._fields = desk, fields
        words = _(
            "An empty database, a user who owns it, and encrypted connections are made once on the server. "
            "The lines for that can be copied and sent: they hold no password."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addLayout(
            feet_of(button(_("Copy the lines for the server"), self._copy, picture="document"))
        )

    def _copy(self) -> None:
        from immdesk.office.server_address import for_the_server

        QApplication.clipboard().setText(for_the_server(self._fields.address()))
        self._desk.tell(_("Copied. Paste them into a message to whoever looks after the server."))


class PutOnServer(Card):
    """First a try, which changes nothing; then one's own user, and the office goes there."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Put this office on a PostgreSQL server"))
        self._office, self._desk = office, desk
        words = _(
            "The records, their history and the scans are copied, and every table is counted on both sides. "
            "This computer keeps its encrypted copy and goes on without waiting for the network."
        )
        self.body.addWidget(label(words, wrap=True, quiet=True))
        self.fields = ServerFields(desk, _("Owner of the database"))
        self.body.addWidget(self.fields)
        self.fields.changed.connect(self._check)
        self._said = QVBoxLayout()
        self.body.addLayout(self._said)
        self._try = button(_("Try the connection"), self._send_try, picture="search")
        self.body.addLayout(feet_of(self._try))
        self._own_user()
        self._check()

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        self.fields.fields()[0].setFocus()

    def _own_user(self) -> None:
        words = _(
            "You use the server under a name of your own, as its administrator; the owner only makes things. "
            "Twelve letters or more; this computer keeps the password inside the encrypted office."
        )
        self.body.addWidget(label(words, wrap=True, quiet=True))
        grid = grid_of(self)
        self.fields.align(grid)
        self._me = field_in(grid, 0, _("Your own user"), "", False)
        self._password = field_in(grid, 1, _("Your password on the server"), "", True)
        self._again = field_in(grid, 2, _("Password again"), "", True)
        for field in (self._me, self._password, self._again):
            field.textChanged.connect(self._check)
        self._hint = label("", wrap=True, level="warn")
        self.body.addWidget(self._hint)
        self._put = button(_("Put the office there…"), self._ask, main=True, picture="office")
        self.body.addLayout(feet_of(self._put))

    def _check(self) -> None:
        address, password = self.fields.address(), self._password.text()
        self._hint.setText(said_of_new(password, self._again.text()))
        self._hint.setVisible(bool(self._hint.text()))
        self._try.setEnabled(address.is_whole)
        mine = bool(self._me.text().strip()) and len(password) >= 12 and password == self._again.text()
        self._put.setEnabled(address.is_whole and mine)
        missing = _("Fill in the server, its certificate, and your own user with a password typed twice.")
        self._put.setToolTip("" if self._put.isEnabled() else missing)

    def _send_try(self) -> None:
        from immdesk.office.server_address import try_owner

        self._say(_("Asking the server…"), "info")
        self._try.setEnabled(False)
        address = self.fields.address()
        self._desk.work.run_pure(self, try_owner, address, done=self._tried, failed=self._broke)

    def _tried(self, said: str) -> None:
        self._say(said, "good")
        self._check()

    def _broke(self, error: BaseException) -> None:
        self._check()
        if isinstance(error, Problem):
            self._say(" ".join(filter(None, (error.happened, error.means, error.do))), "bad")
        else:
            self._desk.problem(error)

    def _say(self, words: str, level: str) -> None:
        clear_layout(self._said)
        self._said.addWidget(Banner(words, level))

    def _ask(self) -> None:
        address, me = self.fields.address(), self._me.text().strip()
        words = _(
            "The office is copied to the database {database} on {host}. It then opens again on this "
            "computer, and other computers can join it with a user of their own and the passphrase."
        ).format(database=address.database, host=address.host)
        put = partial(self._send, address, me, self._password.text())
        self._desk.ask(_("Put the office on this server?"), words, _("Put it there"), put)

    def _send(self, address: Address, me: str, password: str) -> None:
        self._put.setEnabled(False)
        self._desk.work.run(
            self,
            _put_there,
            self._office,
            address,
            me,
            password,
            done=self._is_there,
            failed=self._broke,
            title=_("Putting the office on the server…"),
            reports=True,
        )

    def _is_there(self, moved: Moved) -> None:
        self.fields.forget_password()
        rows = n_("{n} record", "{n} records", moved.rows)
        told = _("The office is on the server: {rows}, counted on both sides.").format(rows=rows)
        self._desk.tell(told)
        self._desk.opening.emit(self._office.folder)


def _put_there(
    office: Any, address: Address, me: str, password: str, progress: Progress, cancelled: Cancelled
) -> Moved:
    from immdesk.office.server_address import put

    watched = Watched(progress, cancelled, _("The office stays where it was."))
    return put(office, address, me, password, watched)
