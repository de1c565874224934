"""The office's keys one after another: the first, and a new one for each time that somebody left.

A new key is an operation of the log, so that every desk takes it at the same number. It stands there sealed
to each way in that stays (`pairs.py`), with the key before it locked inside: who has the newest key reads
everything, who has an older one reads nothing that was written later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.engine import connect
from immdesk.store.pairs import OpenedKey, is_vouched, opened_key, seal_to, unseal_with, vouched
from immdesk.store.slots import KEYS, Slot, bound, damaged, read_slots, unwrap, wrap, write_slots
from immdesk.store.subkeys import KeyFor, subkey

TABLE = "key_epoch"
KIND = "epoch"
HOLDERS = ("passphrase", "practice")
"""The kinds of slots to which a new key is sealed; a recovery sheet is printed anew."""
MOST = 1000
"""So many keys can an office have had; more is no file of ours."""
_TOLD = """
SELECT r.after FROM operation_row r JOIN operation o ON o.id = r.op
WHERE r."table" = 'key_epoch' AND r.act = 'insert' AND o.seq <= ? ORDER BY o.seq
"""

Told = Mapping[str, Any]


class LeftOut(Exception):
    """The office took a new key that is not for whoever came in here; `on` is the day, ISO."""

    def __init__(self, on: str, gone: bool) -> None:
        super().__init__("a new key")
        self.on, self.gone = on, gone


@dataclass(frozen=True, slots=True)
class NewKey:
    """A new office key, not yet counting: `told` is what the log says of it."""

    key: bytes
    told: dict[str, Any]


class OfficeKeys:
    """The keys of an open office, the first to the newest (`ring`); newer ones are learned on the way."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self.slot, self.private = (key.slot, key.private) if isinstance(key, OpenedKey) else ("", b"")
        slots = read_slots(folder) if (folder / KEYS).exists() else {}
        self.ring: tuple[bytes, ...] = ring(folder, slots, key)
        self.followed = 0
        """So many keys of the log were compared with those known here."""

    @property
    def number(self) -> int:
        """Give how many keys came after the first."""
        return len(self.ring) - 1

    @property
    def newest(self) -> OpenedKey:
        """Give the newest key, with its way in."""
        return opened_key(self.ring[-1], self.slot, self.private)

    @property
    def key_for(self) -> KeyFor:
        """What gives the key for each purpose."""
        return KeyFor(self.ring)

    def of_scans(self) -> tuple[bytes, bytes, tuple[tuple[bytes, bytes], ...]]:
        """Give what `Attachments` wants: keys for content and for names, and the pairs of earlier days."""
        return scan_keys(self.ring)

    def learn(self, epochs: Sequence[Told]) -> None:
        """Learn the keys that the log tells of, in their order. Raises LeftOut when one is not for us."""
        for told in epochs:
            n = int(told["n"])
            if n < len(self.ring) and self._follows(told, self.ring[n], self.ring[n - 1]):
                continue
            key = _unsealed(self.folder, told, self.slot, self.private)
            if key is None or not self._follows(told, key, self.ring[n - 1]):
                raise LeftOut(str(told["on"]), self.slot in told["gone"] or bool(self.private))
            self.ring = (*self.ring[:n], key)

    def follow(self, epochs: Sequence[Told]) -> None:
        """Learn as `learn`, and let this computer's file of keys say what the log tells."""
        self.learn(epochs)
        if epochs and (self.folder / KEYS).exists():
            slots = read_slots(self.folder)
            after = applied(slots, epochs)
            if after != slots:
                write_slots(self.folder, after)
        self.followed = len(epochs)

    def _follows(self, told: Told, key: bytes, before: bytes) -> bool:
        return unwrap(key, told["older"], _older(self.folder, told["n"])) == before


def keys_of(publisher: object, folder: Path, key: bytes) -> OfficeKeys:
    """Give the keys of an office that is being opened: those that its publisher follows, else its own."""
    found = getattr(getattr(publisher, "keys_here", None), "known", None)
    return found if isinstance(found, OfficeKeys) else OfficeKeys(folder, key)


def scan_keys(keys: Sequence[bytes]) -> tuple[bytes, bytes, tuple[tuple[bytes, bytes], ...]]:
    """Give the keys of scans (content, names) of the newest office key, and the pairs of the older ones."""
    pairs = tuple((subkey(key, "attachments"), subkey(key, "attachment names")) for key in keys)
    return (*pairs[-1], pairs[:-1])


def ring(folder: Path, slots: Mapping[str, Slot], key: bytes) -> tuple[bytes, ...]:
    """Give all keys of the office from the first to `key`, each locked inside the one after it."""
    found = [bytes(key)]
    epochs = epochs_in(slots)
    for told in reversed(epochs):
        before = unwrap(found[0], str(told["older"]), _older(folder, told["n"]))
        if before is not None:
            found.insert(0, before)
        elif len(found) > 1:
            raise damaged()
    return tuple(found)


def newest_key(folder: Path, slots: Mapping[str, Slot], opened: OpenedKey) -> OpenedKey:
    """Give the newest key that was sealed to the way in which just opened; its own when there is none."""
    for told in reversed(epochs_in(slots)):
        key = _unsealed(folder, told, opened.slot, opened.private)
        if key is not None and bytes(opened) in ring(folder, slots, key):
            return opened_key(key, opened.slot, opened.private)
    return opened


def make_new_key(
    folder: Path,
    slots: Mapping[str, Slot],
    keys: Sequence[bytes],
    gone: Collection[str],
    on: str,
    names: Mapping[str, str],
) -> NewKey:
    """Make a new office key for every way in that is not `gone` (names of slots); nothing is written.

    `keys` are all keys up to now. `names` says whose a slot is. Raises Refused when somebody who stays has
    not come in since ImmDesk gives each passphrase a pair: nothing could be sealed to it.
    """
    from immdesk.store.keys import new_key

    stay = {name: slot for name, slot in slots.items() if slot["kind"] in HOLDERS and name not in gone}
    if not any(slot["kind"] in HOLDERS for slot in stay.values()):
        raise _nobody_left()
    before = {name: public for told in epochs_in(slots) for name, public in told["publics"].items()}
    missing = [
        names.get(name, name.removeprefix("passphrase:"))
        for name, slot in stay.items()
        if not (is_vouched(folder, name, slot, keys[-1]) or slot.get("public", "") == before.get(name))
    ]
    if missing:
        raise _not_yet(missing)
    key, n = new_key(), len(keys)
    publics = {name: str(slot["public"]) for name, slot in sorted(stay.items())}
    told = {
        "n": n,
        "on": on,
        "gone": sorted(gone),
        "publics": publics,
        "sealed": {name: seal_to(public, key, _for(folder, n, name)) for name, public in publics.items()},
        "vouched": {name: vouched(folder, name, key, public) for name, public in publics.items()},
        "older": wrap(key, keys[-1], _older(folder, n)),
    }
    return NewKey(key, told)


def applied(slots: Mapping[str, Slot], epochs: Sequence[Told]) -> dict[str, Slot]:
    """Give the ways in after these keys were taken: who left is out, and an older recovery sheet is over."""
    after = dict(slots)
    for told in epochs:
        n, name = int(told["n"]), f"epoch:{int(told['n']):04d}"
        if after.get(name) == {"kind": KIND, **told}:
            continue
        for one, slot in list(after.items()):
            if slot["kind"] in HOLDERS and one not in told["sealed"] and _n(slot) < n:
                del after[one]
            elif slot["kind"] == "recovery" and _n(slot) < n:
                after[one] = {"kind": "recovery over", "made": slot.get("made", ""), "over": told["on"]}
        keyring = after.get("keyring", {})
        if keyring and (not keyring.get("private") or f"passphrase:{keyring.get('of')}" not in after):
            del after["keyring"]
        after[name] = {"kind": KIND, **told}
    return after


def epochs_in(slots: Mapping[str, Slot]) -> list[Told]:
    """Give what a file of keys says of the keys after the first, in order; raises Refused when damaged."""
    found = sorted((slot for slot in slots.values() if slot["kind"] == KIND), key=_n)
    if [slot.get("n") for slot in found] != [*range(1, len(found) + 1)] or len(found) > MOST:
        raise damaged()
    if not all(_is_told(slot) for slot in found):
        raise damaged()
    return list(found)


def told_in(run: Callable[[str, list[int]], Iterable[Any]], head: int = 1 << 60) -> list[Told]:
    """Give the keys that the log tells of up to operation `head`; of two with one number the first counts.

    `run` gives the rows of a statement.
    """
    epochs: list[Told] = []
    for (after,) in run(_TOLD, [head]):
        try:
            told = json.loads(json.loads(after or "{}")["told"])
        except (ValueError, KeyError, TypeError):
            continue
        if _is_told(told) and told["n"] == len(epochs) + 1:
            epochs.append(told)
    return epochs


def _n(slot: Slot) -> int:
    """Give the number of the key that a slot speaks of, 0 for the first."""
    number = slot.get("n", 0)
    return number if type(number) is int else 0


def database_key(database: Path, keys: Sequence[bytes]) -> bytes:
    """Give the key that opens this computer's database: of the newest office key, or still of an older one.

    A database takes a new key when it is opened the next time (`rekeying.py`).
    """
    found = subkey(keys[-1], "database")
    for key in reversed(keys if len(keys) > 1 and database.is_file() else ()):
        with suppress(Refused):
            connect(database, subkey(key, "database"), pragmas=()).close()
            return subkey(key, "database")
    return found


def _is_told(told: Any) -> bool:
    if not isinstance(told, dict) or type(told.get("n")) is not int:
        return False
    lists = all(isinstance(told.get(name), dict) for name in ("sealed", "publics", "vouched"))
    texts = all(isinstance(told.get(name), str) for name in ("older", "on"))
    return lists and texts and isinstance(told.get("gone"), list)


def _unsealed(folder: Path, told: Told, slot: str, private: bytes) -> bytes | None:
    sealed = told["sealed"].get(slot)
    return unseal_with(private, sealed, _for(folder, told["n"], slot)) if sealed and private else None


def _for(folder: Path, n: int, slot: str) -> bytes:
    return bound(folder, f"epoch {n}|{slot}")


def _older(folder: Path, n: int) -> bytes:
    return bound(folder, f"epoch {n}|older")


def _nobody_left() -> Refused:
    return Refused(
        _("This is the only passphrase of the office."),
        _("Without it nobody could open the office again."),
        _("Add another passphrase first."),
    )


def _not_yet(names: Sequence[str]) -> Refused:
    return Refused(
        _("The office cannot take a new key yet: {names}.").format(names=", ".join(names)),
        _("Their passphrase was not typed since ImmDesk can hand a new key to it; they would be locked out."),
        _("Let them open the office once with their passphrase, or take theirs away as well."),
    )
