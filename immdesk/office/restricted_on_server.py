"""Readers of restricted cases where the office lives on a server: the server lets its own users see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.home import office_id, shared_by

if TYPE_CHECKING:
    from immdesk.office.office import Office


def on_server(office: Office) -> bool:
    """Say whether the office lives on a server."""
    return shared_by(office.folder) == "server"


def server_users(office: Office) -> tuple[str, ...]:
    """Give the users of the server whose role alone shows them no restricted case; empty elsewhere.

    Raises Refused when the server cannot be asked.
    """
    if not on_server(office):
        return ()
    from immdesk.store.server.people import users
    from immdesk.store.share.trouble import Away

    try:
        found = users(_link(office), office_id(office.folder))
    except Away:
        raise _not_reached() from None
    return tuple(one.name for one in found if one.role not in ("attorney", "administrator"))


def let_see(office: Office, case_id: str, user: str) -> None:
    """Let a user of the server see a restricted case; nothing elsewhere. Raises Refused."""
    if not on_server(office):
        return
    from immdesk.store.server import readers
    from immdesk.store.share.trouble import Away

    if not user:
        raise Refused(
            _("The server does not know who that is."),
            _("Nothing was changed."),
            _("Choose the name with which this person connects to the server."),
        )
    try:
        readers.let_see(_link(office), case_id, user)
    except Away:
        raise _not_reached() from None


def keep_out(office: Office, case_id: str, user: str) -> None:
    """Let a user of the server see a restricted case no longer; nothing elsewhere. Raises Refused."""
    if not on_server(office) or not user:
        return
    from immdesk.store.server import readers
    from immdesk.store.share.trouble import Away

    try:
        readers.keep_out(_link(office), case_id, user)
    except Away:
        raise _not_reached() from None


def _link(office: Office) -> Any:
    return office.store.publisher.link  # type: ignore[attr-defined]


def _not_reached() -> Refused:
    return Refused(
        _("The server cannot be reached now."),
        _("Who sees the case stays as it is: only the server can change that."),
        _("Try again when the server is there."),
    )
