"""What is looked at while an office is opened: whether it took new keys, and who is told of its changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.store.epochs import KIND
from immdesk.store.home import is_on_loan, shared_by
from immdesk.store.publisher import ALONE, Publisher
from immdesk.store.slots import KEYS, read_slots

if TYPE_CHECKING:
    from immdesk.store.home import Store


def has_later_keys(folder: Path) -> bool:
    """Say whether the file of keys tells of keys after the first. Raises Refused when it is damaged."""
    return (folder / KEYS).exists() and any(slot["kind"] == KIND for slot in read_slots(folder).values())


def tells_of_later_keys(store: Store) -> bool:
    """Say whether the record of an open office, or who publishes for it, tells of keys after the first."""
    if store.keys.followed or getattr(store.publisher, "follow_keys", None) is not None:
        return True
    with store.read(whole=True) as reading:
        return bool(reading.value("SELECT 1 FROM key_epoch LIMIT 1"))


def publisher_of(folder: Path, key: bytes) -> Publisher:
    """Give who is told of changes: nobody, or the other desks of an office on a share or a server."""
    home = shared_by(folder)
    if home == "share":
        from immdesk.store.share.opening import publisher_of as on_share

        return on_share(folder, key)
    if home == "server":
        from immdesk.store.server.opening import publisher_of as on_server

        return on_server(folder, key)
    if not is_on_loan(folder):
        return ALONE
    from immdesk.store.loan.on_loan import Lent

    return Lent()
