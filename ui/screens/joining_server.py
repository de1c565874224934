"""Joining an office on a PostgreSQL server: the server and one's user, a place here, the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _
from ui.parts.labels import label
from ui.screens.joining import JoiningCard
from ui.screens.server_fields import ServerFields

if TYPE_CHECKING:
    from immdesk.office.server_address import Address


class JoiningServer(JoiningCard):
    """The server's fields, and those of every office that is joined."""

    def __init__(
        self,
        window: Any,
        opened: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        back: Callable[[], None],
    ) -> None:
        super().__init__(window, opened, failed)
        words = _("The administrator of your office gives you the first five, and a first password.")
        self.body.addWidget(label(words, wrap=True, quiet=True))
        self.fields = ServerFields(window.desk, _("Your user"))
        self.body.addWidget(self.fields)
        self._place_here(self.fields.grid, self.fields.rows)
        self.fields.changed.connect(self._check)
        self._end(back, *self.fields.fields())

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        self.fields.fields()[0].setFocus()

    def _way(self) -> tuple[Any, ...] | None:
        address = self.fields.address()
        return (_joined, address) if address.is_whole and address.password else None


def _joined(address: Address, folder: Path, passphrase: str, progress: Progress, cancelled: Cancelled) -> Any:
    from immdesk.office import on_server

    watched = Watched(progress, cancelled, _("No office was joined."))
    return on_server.join(address.conninfo(), folder, passphrase=passphrase, watched=watched)
