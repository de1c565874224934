"""A new schema for an office with many desks: one desk claims the number, and that is the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from immdesk.basics.problems import Bug
from immdesk.store.operations import chain_hash, rows_hash
from immdesk.store.share.op_file import BIGGEST_FILE, Published, seal, unseal
from immdesk.store.share.publisher import Shared
from immdesk.store.share.replica import columns_of, head_of, take_in, writing
from immdesk.store.share.trouble import Away, not_now, told
from immdesk.store.upgrade import upgrade

if TYPE_CHECKING:
    from immdesk.store.home import Store

TITLE = "Bring the office up to date"


def migrate(store: Store, found: str, target: str) -> None:
    """Bring this desk's copy from schema `found` to `target`, together with the other desks.

    All that was written before is taken in as it was written, and what waited here is sent first. Older
    programs stop at the operation that says so, read on, and change nothing. Raises Refused when the share
    cannot be reached, or a newer program went further.
    """
    shared = store.publisher
    if not isinstance(shared, Shared):
        raise Bug("An office alone is not migrated with others.")
    shared.schema = found
    while True:
        shared.sync()
        state = shared.state()
        if state.kind == "newer":
            one = _following(shared)
            if not one.migrates_to or one.migrates_to > target:
                raise told("newer")
            upgrade(store, found, one.migrates_to)
            shared.schema = found = one.migrates_to
            with shared.replica() as replica, writing(replica):
                take_in(replica, columns_of(replica), one)
        elif state.kind != "well":
            raise not_now(told(state.kind, state.seq))
        elif found == target:
            return
        else:
            _claim(shared, store.key_for("operations"), store.device, found, target)


def _following(shared: Shared) -> Published:
    with shared.replica() as replica:
        seq, prev = head_of(replica)
    try:
        return unseal(shared.keys, seq + 1, prev, shared.share.operation(seq + 1, BIGGEST_FILE) or b"")
    except Away:
        raise not_now(told("away")) from None


def _claim(shared: Shared, chain_key: bytes, device: str, found: str, target: str) -> None:
    """Publish that the office moves on; whoever was quicker is found at the next look."""
    with shared.replica() as replica:
        seq, prev = head_of(replica)
        last = replica.execute("SELECT at FROM operation WHERE seq = ?", [seq]).fetchone()
    line: dict[str, Any] = {"seq": seq + 1, "prev": prev, "id": uuid4().hex, "title": TITLE, "who": ""}
    line |= {"device": device, "at": last[0] if last else "", "schema": target}
    line |= {"why": f"migrate {found} {target}", "rows_hash": rows_hash(())}
    line["hash"] = chain_hash(chain_key, line)
    try:
        shared.share.publish(seq + 1, seal(shared.keys, line, (), ()))
    except Away:
        raise not_now(told("away")) from None
