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
from immdesk.store.epochs import newest_key, ring
from immdesk.store.home import office_id
from immdesk.store.keyrings import drop_secret, keep_secret, secret_of
from immdesk.store.pairs import OpenedKey, new_private, opened_key, pair_of, private_in
from immdesk.store.slots import (
    KEYS,
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
    folder: Path,
    key: bytes,
    passphrase: str,
    *,
    name: str = OWNER,
    cost: Cost | None = None,
    first: bool = False,
) -> None:
    """Let `passphrase` open the office (a slot of that name is replaced); raises Refused when it is empty.

    Without `cost`, guessing is made as hard as this computer can bear. A `first` one, which somebody else
    chose, only leads to choosing another.
    """
    if not passphrase.strip():
        raise Refused(
            _("The passphrase is empty."),
            _("An office without a passphrase could be read by anybody who copies the folder."),
            _("Type a passphrase of several words."),
        )
    cost = cost or fitting_cost()
    slot, salt = f"passphrase:{name}", os.urandom(16)
    lock = _stretched(passphrase, salt, cost)
    wrapped = wrap(lock, key, bound(folder, slot))
    numbers = {"m": cost.memory, "t": cost.passes, "p": cost.lanes, **_number_of(folder, key)}
    private = key.private if isinstance(key, OpenedKey) and key.slot == slot else b""
    pair = pair_of(folder, slot, key, lock, private or new_private())
    marks = {**_kept_marks(folder, slot), **({"first": "yes"} if first else {})}
    locked = {"kind": "passphrase", "salt": as_text(salt), **numbers, "key": wrapped}
    keep_slot(folder, slot, {**locked, **pair, **marks})


def change_passphrase(folder: Path, old: str, new: str, *, cost: Cost | None = None) -> None:
    """Put `new` in the place of the passphrase `old`; other people's passphrases stay.

    Raises Refused when `old` is wrong or `new` is empty.
    """
    key = _found(folder, read_slots(folder), old)
    name = key.slot.removeprefix("passphrase:")
    add_passphrase(folder, key, new, name=name, cost=cost)


def add_open_door(folder: Path, key: bytes) -> None:
    """Let anybody open the office: for the practice office only, whose people are invented.

    Never called for a real office; a real passphrase may be added later, the door stays.
    """
    pair = pair_of(folder, "practice", key, None, new_private())
    keep_slot(folder, "practice", {"kind": "practice", "key": as_text(key), **pair})


def remember(folder: Path, key: bytes, of: str = "") -> None:
    """Let this computer open the office without a passphrase, by a secret in the system's keyring.

    Whoever sits here then is whoever the passphrase `of` that name belongs to. Raises Refused when the
    system has no keyring that encrypts, or the keyring says no.
    """
    secret = os.urandom(KEY_BYTES)
    keep_secret(office_id(folder), as_text(secret))
    wrapped = wrap(secret, key, bound(folder, "keyring"))
    whose = {"of": of} if of else {}
    if isinstance(key, OpenedKey) and key.private and key.slot == f"passphrase:{of}":
        whose["private"] = wrap(secret, key.private, bound(folder, "keyring|pair"))
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


def open_key(folder: Path, passphrase: str | None = None) -> OpenedKey:
    """Give the office key by `passphrase`, or without one by the keyring or a practice office's open door.

    Raises Refused when the passphrase is wrong, or needed and not given.
    """
    return open_by(folder, passphrase)[1]


def open_by(folder: Path, passphrase: str | None = None, name: str = "") -> tuple[str, OpenedKey]:
    """Give whose way in was used ("owner", "practice", a name), and the office key.

    With `name` only the passphrase of that name is tried. Raises Refused as `open_key`.
    """
    slots = read_slots(folder)
    if passphrase is not None:
        key = _found(folder, slots, passphrase, f"passphrase:{name}" if name else "")
        return key.slot.removeprefix("passphrase:"), key
    if "practice" in slots:
        return "practice", _by_the_door(folder, slots)
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


class Wrong(Refused):
    """The passphrase opens nothing: it, or the name that was chosen with it, is another."""


def _found(folder: Path, slots: dict[str, Slot], passphrase: str, only: str = "") -> OpenedKey:
    """Give the newest office key by the slot that the passphrase opens, which gets a pair if it has none."""
    for name, slot in slots.items():
        if slot["kind"] == "passphrase" and only in ("", name):
            lock = _stretched(passphrase, *_numbers(slot))
            key = unwrap(lock, slot["key"], bound(folder, name))
            if key is not None:
                private = private_in(folder, name, slot, lock) or _paired(folder, name, key, lock)
                return newest_key(folder, slots, opened_key(key, name, private))
    raise Wrong(
        _("The passphrase is wrong."),
        _("The office stays closed; nothing was changed."),
        _("Type it again; look at Caps Lock and the keyboard's language."),
    )


def _paired(folder: Path, name: str, key: bytes, lock: bytes | None) -> bytes:
    """Give a slot of an earlier ImmDesk its pair, for the day on which the office takes a new key."""
    private = new_private()
    try:
        slots = read_slots(folder)
        keep_slot(folder, name, {**slots[name], **pair_of(folder, name, key, lock, private)})
    except (Refused, KeyError):
        return b""  # a disk that is only read: another time
    return private


def _number_of(folder: Path, key: bytes) -> dict[str, int]:
    """Give the number of an office key, as a slot that holds it says it; the first is not numbered."""
    slots = read_slots(folder) if (folder / KEYS).exists() else {}
    number = len(ring(folder, slots, key)) - 1
    return {"n": number} if number else {}


def _by_the_door(folder: Path, slots: dict[str, Slot]) -> OpenedKey:
    slot = slots["practice"]
    key, private = base64.b64decode(slot["key"]), private_in(folder, "practice", slot, None)
    return newest_key(folder, slots, opened_key(key, "practice", private))


def _kept_marks(folder: Path, slot: str) -> Slot:
    """Give what a slot says besides its lock and stays when the passphrase changes: whose it is."""
    before = read_slots(folder).get(slot, {}) if (folder / KEYS).exists() else {}
    return {mark: before[mark] for mark in ("shown",) if mark in before}


def _numbers(slot: Slot) -> tuple[bytes, Cost]:
    """Give a slot's salt and cost; a cost that no ImmDesk writes could stop the computer, and is refused."""
    try:
        salt, cost = base64.b64decode(slot["salt"]), Cost(slot["m"], slot["t"], slot["p"])
        if not (0 < cost.memory <= 2**21 and 0 < cost.passes <= 16 and 0 < cost.lanes <= 64 and salt):
            raise ValueError
    except (KeyError, ValueError, TypeError):
        raise damaged() from None
    return salt, cost


def _by_keyring(folder: Path, slots: dict[str, Slot]) -> OpenedKey | None:
    if "keyring" not in slots:
        return None
    whose = slots["keyring"].get("of")
    if whose and f"passphrase:{whose}" not in slots:
        return None  # the way in of whoever was remembered here was taken away
    secret = secret_of(office_id(folder))
    if secret is None:
        return None
    lock, slot = base64.b64decode(secret), slots["keyring"]
    key = unwrap(lock, slot["key"], bound(folder, "keyring"))
    if key is None:
        return None
    private = unwrap(lock, slot.get("private", ""), bound(folder, "keyring|pair")) or b""
    return newest_key(folder, slots, opened_key(key, f"passphrase:{whose}" if whose else "", private))


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Make the passphrase into a key; the same words typed on another keyboard give the same key."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(typed, salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID)
    except (HashingError, ValueError):
        raise _no_room(cost.memory) from None


def _no_room(memory: int) -> Refused:
    return Refused(
        _("The passphrase could not be tried."),
        _("It was made on a computer with more memory: this takes {n} MB at once.").format(n=memory >> 10),
        _("Close other programs and try again."),
    )


def stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Give the 32-byte key that a passphrase makes (argon2id), for a slot outside of the office's file."""
    return _stretched(passphrase, salt, cost)


def stretched_by(passphrase: str, slot: Slot) -> bytes:
    """Give the same by the numbers of a slot; raises Refused for numbers that no ImmDesk writes."""
    return _stretched(passphrase, *_numbers(slot))
