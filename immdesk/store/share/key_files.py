"""The ways into a shared office: each change of them is a new numbered file there, and the last counts.

What belongs to one computer (its keyring) stays there. Whoever reads these files still needs a passphrase.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from immdesk.store.share.folder import KEYS, ShareFolder
from immdesk.store.slots import BIGGEST, Slot, read_slots, slots_in, write_slots

OF_ONE_COMPUTER = ("keyring",)
FROM_THE_LOG = ("epoch",)
"""Ways in that are published, but never believed: a desk learns of a new key from the sealed log."""
BASE = "keys-on-share.json"
"""What this computer last saw on the share: it tells what was changed here from what was changed there."""


def newest(share: ShareFolder) -> tuple[int, dict[str, Slot]]:
    """Give the number and the slots of the newest file of keys; (0, {}) when there is none. Raises Away."""
    numbers = [name.removesuffix(".json") for name in share.names(KEYS) if name.endswith(".json")]
    number = max((int(one) for one in numbers if one.isdigit()), default=0)
    if not number:
        return 0, {}
    return number, slots_in(share.read(_place(share, number), BIGGEST) or b"")


def add(share: ShareFolder, number: int, slots: dict[str, Slot]) -> bool:
    """Publish the ways in as file `number`; False when somebody else was quicker. Raises Away or Refused."""
    text = json.dumps({"format": 1, "slots": _shared(slots)}, indent=1)
    return share.put(_place(share, number), text.encode())


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Where the desks of an office keep the ways in: `newest` gives them and their number, `add` adds."""

    newest: Callable[[], tuple[int, dict[str, Slot]]]
    add: Callable[[int, dict[str, Slot]], bool]


def on_share(share: ShareFolder) -> KeyStore:
    """Give the numbered files on a share."""
    return KeyStore(lambda: newest(share), lambda number, slots: add(share, number, slots))


def agree(store: KeyStore, folder: Path) -> bool:
    """Let this computer and the share know the same ways in; say whether anything changed here.

    What was changed here is published, what was changed there is kept here, slot by slot; where both
    changed the same slot, the share's counts. Raises Away or Refused.
    """
    number, theirs = store.newest()
    mine, base = read_slots(folder), _base(folder)
    if base is None:  # the first time: what is here is taken to be newer
        base = {name: theirs[name] for name in mine if name in theirs}
    own = {name: slot for name, slot in mine.items() if slot["kind"] in OF_ONE_COMPUTER}
    merged = dict(theirs)
    for name in {*_shared(mine), *base}:
        if _shared(mine).get(name) != base.get(name) and theirs.get(name) == base.get(name):
            merged.pop(name, None)
            if name in mine:
                merged[name] = mine[name]
    if merged != theirs and not store.add(number + 1, merged):
        return False  # the next look finds what the other desk published
    keep_base(folder, merged)
    merged = {name: slot for name, slot in merged.items() if slot["kind"] not in FROM_THE_LOG}
    merged |= {name: slot for name, slot in mine.items() if slot["kind"] in FROM_THE_LOG}
    if {**merged, **own} == mine:
        return False
    write_slots(folder, {**merged, **own})
    return True


def keep_base(folder: Path, slots: dict[str, Slot]) -> None:
    """Remember what the share has."""
    (folder / BASE).write_text(json.dumps(_shared(slots)), encoding="utf-8")


def _base(folder: Path) -> dict[str, Slot] | None:
    try:
        return dict(json.loads((folder / BASE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def on_server(
    newest_keys: Callable[[], tuple[int, dict[str, Slot]]], add_keys: Callable[[int, dict[str, Slot]], bool]
) -> KeyStore:
    """Give the numbered lines on a server."""
    return KeyStore(newest_keys, lambda number, slots: add_keys(number, _shared(slots)))


def _shared(slots: dict[str, Slot]) -> dict[str, Slot]:
    return {name: slot for name, slot in slots.items() if slot["kind"] not in OF_ONE_COMPUTER}


def _place(share: ShareFolder, number: int) -> Path:
    return share.root / KEYS / f"{number:06d}.json"
