"""The ways in: one random office key, and slots that each open it: a passphrase, this computer's keyring.

Changing a passphrase rewrites one slot, never the data. Nothing is ever kept in a plain-text keyring.
Slots in `keys.json`: `passphrase:<name>`, `keyring`, `practice`, `recovery` (the printed code, see
`recovery.py`); slots of a kind not known here are kept as they are.
"""

from __future__ import annotations

import base64
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.home import office_id
from immdesk.store.keyrings import drop_secret, keep_secret, secret_of
from immdesk.store.slots import (
    Slot,
    as_text,
    bound,
    damaged,
    keep_slot,
    read_slots,
    unwrap,
    wrap,
    write_slots,
)
from immdesk.store.subkeys import KEY_BYTES

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard a passphrase is to guess (argon2id): memory in KiB, passes, lanes."""

    memory: int = 65536
    passes: int = 3
    lanes: int = 4


LEAST = Cost()
MOST = Cost(memory=262144)
PATIENCE = 0.2
"""Seconds that the least cost may take where the most, four times that, is still bearable."""


def fitting_cost() -> Cost:
    """Give the cost for this computer: 256 MiB, or 64 MiB where that would keep a person waiting."""
    start = perf_counter()
    try:
        _stretched("how long does it take?", bytes(16), LEAST)
    except MemoryError:
        return LEAST
    return MOST if perf_counter() - start <= PATIENCE else LEAST


def new_key() -> bytes:
    """Give a fresh random office key."""
    return os.urandom(KEY_BYTES)


def add_passphrase(
    folder: Path, key: bytes, passphrase: str, *, name: str = OWNER, cost: Cost | None = None
) -> None:
    """Let `passphrase` open the office (a slot of that name is replaced); raises Refused when it is empty.

    Without `cost`, guessing is made as hard as this computer can bear.
    """
    if not passphrase.strip():
        raise Refused(
            _("The passphrase is empty."),
            _("An office without a passphrase could be read by anybody who copies the folder."),
            _("Type a passphrase of several words."),
        )
    cost = cost or fitting_cost()
    slot, salt = f"passphrase:{name}", os.urandom(16)
    wrapped = wrap(_stretched(passphrase, salt, cost), key, bound(folder, slot))
    numbers = {"m": cost.memory, "t": cost.passes, "p": cost.lanes}
    keep_slot(folder, slot, {"kind": "passphrase", "salt": as_text(salt), **numbers, "key": wrapped})


def change_passphrase(folder: Path, old: str, new: str, *, cost: Cost | None = None) -> None:
    """Put `new` in the place of the passphrase `old`; other people's passphrases stay.

    Raises Refused when `old` is wrong or `new` is empty.
    """
    name, key = _found(folder, read_slots(folder), old)
    add_passphrase(folder, key, new, name=name.removeprefix("passphrase:"), cost=cost)


def add_open_door(folder: Path, key: bytes) -> None:
    """Let anybody open the office: for the practice office only, whose people are invented.

    Never called for a real office; a real passphrase may be added later, the door stays.
    """
    keep_slot(folder, "practice", {"kind": "practice", "key": as_text(key)})


def remember(folder: Path, key: bytes, of: str = "") -> None:
    """Let this computer open the office without a passphrase, by a secret in the system's keyring.

    Whoever sits here then is whoever the passphrase `of` that name belongs to. Raises Refused when the
    system has no keyring that encrypts, or the keyring says no.
    """
    secret = os.urandom(KEY_BYTES)
    keep_secret(office_id(folder), as_text(secret))
    wrapped = wrap(secret, key, bound(folder, "keyring"))
    whose = {"of": of} if of else {}
    keep_slot(folder, "keyring", {"kind": "keyring", **whose, "key": wrapped})


def forget(folder: Path) -> None:
    """Take back `remember`: the next start asks for the passphrase."""
    slots = read_slots(folder)
    if slots.pop("keyring", None) is not None:
        write_slots(folder, slots)
    drop_secret(office_id(folder))


def remove_passphrase(folder: Path, name: str) -> None:
    """Take a passphrase away from somebody who left; what they copied stays readable to them.

    Raises Refused when it is the last passphrase.
    """
    slots = read_slots(folder)
    phrases = [slot for slot in slots if slot.startswith("passphrase:")]
    if phrases == [f"passphrase:{name}"]:
        raise Refused(
            _("This is the only passphrase of the office."),
            _("Without it nobody could open the office again."),
            _("Add another passphrase first."),
        )
    slots.pop(f"passphrase:{name}", None)
    write_slots(folder, slots)


def open_key(folder: Path, passphrase: str | None = None) -> bytes:
    """Give the office key by `passphrase`, or without one by the keyring or a practice office's open door.

    Raises Refused when the passphrase is wrong, or needed and not given.
    """
    return open_by(folder, passphrase)[1]


def open_by(folder: Path, passphrase: str | None = None, name: str = "") -> tuple[str, bytes]:
    """Give whose way in was used ("owner", "practice", a name), and the office key.

    With `name` only the passphrase of that name is tried. Raises Refused as `open_key`.
    """
    slots = read_slots(folder)
    if passphrase is not None:
        tried = {slot: kept for slot, kept in slots.items() if not name or slot == f"passphrase:{name}"}
        found, key = _found(folder, tried, passphrase)
        return found.removeprefix("passphrase:"), key
    if "practice" in slots:
        return "practice", base64.b64decode(slots["practice"]["key"])
    remembered = _by_keyring(folder, slots)
    if remembered is None:
        raise Refused(
            _("This office asks for its passphrase."),
            _("This computer does not remember it."),
            _("Type the passphrase."),
        )
    return str(slots["keyring"].get("of", OWNER)), remembered


def needs_passphrase(folder: Path) -> bool:
    """Say whether the office can be opened only by typing a passphrase."""
    slots = read_slots(folder)
    return "practice" not in slots and _by_keyring(folder, slots) is None


def _found(folder: Path, slots: dict[str, Slot], passphrase: str) -> tuple[str, bytes]:
    """Give the name of the slot that the passphrase opens, and the office key."""
    for name, slot in slots.items():
        if slot["kind"] == "passphrase":
            stretched = _stretched(passphrase, *_numbers(slot))
            key = unwrap(stretched, slot["key"], bound(folder, name))
            if key is not None:
                return name, key
    raise Refused(
        _("The passphrase is wrong."),
        _("The office stays closed; nothing was changed."),
        _("Type it again; look at Caps Lock and the keyboard's language."),
    )


def _numbers(slot: Slot) -> tuple[bytes, Cost]:
    """Give a slot's salt and cost; a cost that no ImmDesk writes could stop the computer, and is refused."""
    try:
        salt, cost = base64.b64decode(slot["salt"]), Cost(slot["m"], slot["t"], slot["p"])
        if not (0 < cost.memory <= 2**21 and 0 < cost.passes <= 16 and 0 < cost.lanes <= 64 and salt):
            raise ValueError
    except (KeyError, ValueError, TypeError):
        raise damaged() from None
    return salt, cost


def _by_keyring(folder: Path, slots: dict[str, Slot]) -> bytes | None:
    if "keyring" not in slots:
        return None
    whose = slots["keyring"].get("of")
    if whose and f"passphrase:{whose}" not in slots:
        return None  # the way in of whoever was remembered here was taken away
    secret = secret_of(office_id(folder))
    if secret is None:
        return None
    return unwrap(base64.b64decode(secret), slots["keyring"]["key"], bound(folder, "keyring"))


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Make the passphrase into a key; the same words typed on another keyboard give the same key."""
    from argon2.low_level import Type, hash_secret_raw

    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(typed, salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID)


def stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Give the 32-byte key that a passphrase makes (argon2id), for a slot outside of the office's own file."""
    return _stretched(passphrase, salt, cost)


def stretched_by(passphrase: str, slot: Slot) -> bytes:
    """Give the same by the numbers of a slot; raises Refused for numbers that no ImmDesk writes."""
    return _stretched(passphrase, *_numbers(slot))
