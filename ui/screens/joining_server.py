"""Joining an office on a PostgreSQL server: the server and one's user, a place here, the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.screens.passphrase import feet_of, field_in
from ui.screens.server_fields import ServerFields

if TYPE_CHECKING:
    from immdesk.office.server_address import Address


class JoiningServer(Card):
    """The fields and one button; `opened` gets the office, `failed` what went wrong."""

    def __init__(
        self,
        window: Any,
        opened: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window, self._opened, self._failed = window, opened, failed
        words = _("The administrator of your office gives you the first five, and a first password.")
        self.body.addWidget(label(words, wrap=True, quiet=True))
        self.fields = ServerFields(window.desk, _("Your user"))
        self.body.addWidget(self.fields)
        grid, row = self.fields.grid, self.fields.rows
        here = str(window.settings.new_office_folder())
        self._folder = field_in(grid, row, _("Folder on this computer"), here, False)
        choose = button(_("Choose…"), self._choose, name=_("Choose the folder on this computer"))
        grid.addWidget(choose, row, 2)
        self._passphrase = field_in(grid, row + 1, _("Passphrase of the office"), "", True)
        self._join = button(_("Join the office"), self._send, main=True, picture="people")
        self.body.addLayout(feet_of(button(_("Back"), back), self._join))
        self.fields.changed.connect(self._check)
        for field in (*self.fields.fields(), self._folder, self._passphrase):
            field.textChanged.connect(self._check)
            field.returnPressed.connect(self._send)
        self._check()

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        self.fields.fields()[0].setFocus()

    def _choose(self) -> None:
        self._window.desk.pick_folder(_("Folder on this computer"), self._chose)

    def _chose(self, folder: Path) -> None:
        self._folder.setText(str(folder))

    def _check(self) -> None:
        address = self.fields.address()
        self._join.setEnabled(bool(address.is_whole and address.password and self._folder.text().strip()))

    def _send(self) -> None:
        if not self._join.isEnabled():
            return
        self._join.setEnabled(False)
        self._window.work.run_pure(
            self,
            _joined,
            self.fields.address(),
            Path(self._folder.text().strip()),
            self._passphrase.text(),
            done=self._opened,
            failed=self._broke,
            title=_("Joining the office…"),
            reports=True,
        )

    def _broke(self, error: BaseException) -> None:
        self._check()
        self._failed(error)


def _joined(address: Address, folder: Path, passphrase: str, progress: Progress, cancelled: Cancelled) -> Any:
    from immdesk.office import on_server

    watched = Watched(progress, cancelled, _("No office was joined."))
    return on_server.join(address.conninfo(), folder, passphrase=passphrase, watched=watched)
