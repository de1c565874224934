"""At the door of an office: who may be asked for, who came in last, and how long to wait after wrong tries.

What stands here is kept beside the keys of this computer and holds names of the staff, never of a client.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _, n_

FILE = "sign-in.json"
FREE = 3
"""Wrong tries that cost nothing but the typing."""
FIRST_WAIT, LONGEST = 5, 300
"""Seconds after the last free try, doubled each time, up to five minutes."""


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who may come in: the name of the passphrase, and the name to show."""

    slot: str
    name: str


class FirstPassphrase(Refused):
    """The passphrase is right, and was chosen by somebody else: its owner now chooses another."""

    def __init__(self, folder: Path, slot: str) -> None:
        super().__init__(
            _("This passphrase was given to you for the first time only."),
            _("Whoever gave it to you knows it, so the office stays closed to it."),
            _("Choose a passphrase of your own."),
        )
        self.folder, self.slot = folder, slot


def names(folder: Path) -> tuple[Name, ...]:
    """Give who may come in by name, in the order of names; one name or none is nothing to ask.

    Raises Refused when the folder holds no office.
    """
    from immdesk.store.slots import read_slots

    found = [
        Name(slot.partition(":")[2], str(kept.get("shown") or _shown(slot.partition(":")[2])))
        for slot, kept in read_slots(folder).items()
        if slot.startswith("passphrase:")
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def last_in(folder: Path) -> str:
    """Give whose passphrase opened the office on this computer last; "" when nobody's did."""
    return str(_read(folder).get("last", ""))


def is_first(folder: Path, slot: str) -> bool:
    """Say whether the passphrase of this name was chosen by somebody else."""
    from immdesk.store.slots import read_slots

    return "first" in read_slots(folder).get(f"passphrase:{slot}", {})


def must_wait(folder: Path, slot: str, now: datetime) -> None:
    """Raise Refused while it is too soon after wrong tries; a clock set back does not lengthen it."""
    tries, since = _tries(folder, slot)
    if tries < FREE:
        return
    wait = min(LONGEST, FIRST_WAIT * 2 ** min(tries - FREE, 10))
    gone = now.timestamp() - since
    left = wait - gone if 0 <= gone < wait else 0
    if left:
        seconds = ceil(left)
        raise Refused(
            _("There were too many wrong tries."),
            _("The office stays closed; nothing was changed."),
            n_("Wait {n} second, then type it again.", "Wait {n} seconds, then type it again.", seconds),
        )


def was_wrong(folder: Path, slot: str, now: datetime) -> None:
    """Count a wrong try."""
    kept = _read(folder)
    wrong = kept.setdefault("wrong", {})
    wrong[slot] = [_tries(folder, slot)[0] + 1, now.timestamp()]
    _write(folder, kept)


def was_right(folder: Path, slot: str, asked: str) -> int:
    """Remember who came in; give how many wrong tries there were since the last time."""
    kept = _read(folder)
    tries = sum(_tries(folder, one)[0] for one in {slot, asked})
    wrong = {one: count for one, count in kept.get("wrong", {}).items() if one not in (slot, asked)}
    if kept != (after := {"last": slot, "wrong": wrong}):
        _write(folder, after)
    return tries


def come_in(folder: Path, passphrase: str, slot: str, now: datetime) -> tuple[str, bytes, int]:
    """Try a passphrase, of one name or (`slot` "") of any: whose it is, the key, and the wrong tries before.

    Raises Refused when it is wrong or too soon, FirstPassphrase when its owner must choose another.
    """
    from immdesk.store.keys import Wrong, open_by

    must_wait(folder, slot, now)
    try:
        found, key = open_by(folder, passphrase, slot)
    except Wrong:
        was_wrong(folder, slot, now)
        if slot and len(names(folder)) > 1:
            raise Refused(
                _("The name and the passphrase do not fit together."),
                _("The office stays closed; nothing was changed."),
                _("Look at the name, at Caps Lock and at the keyboard's language, then type it again."),
            ) from None
        raise
    if is_first(folder, found):
        raise FirstPassphrase(folder, found)
    return found, key, was_right(folder, found, slot)


def said_of_tries(tries: int) -> str:
    """Say how many wrong passphrases were typed here since the last time; "" for none."""
    return (
        n_(
            "A wrong passphrase was typed {n} time since you were last here.",
            "A wrong passphrase was typed {n} times since you were last here.",
            tries,
        )
        if tries
        else ""
    )


def choose_own(folder: Path, slot: str, first: str, new: str) -> None:
    """Put a passphrase of one's own in the place of the first one, which opens nothing any more.

    Raises Problem when it is the same or empty, Refused when the first one is wrong.
    """
    from immdesk.office.keys import change_passphrase

    change_passphrase(folder, first, new, slot=slot)


# -- private ----------------------------------------------------------------------------------


def _shown(slot: str) -> str:
    return _("The office's passphrase") if slot == "owner" else slot


def _tries(folder: Path, slot: str) -> tuple[int, float]:
    with suppress(TypeError, ValueError, KeyError, AttributeError):
        tries, since = _read(folder)["wrong"][slot]
        return int(tries), float(since)
    return 0, 0.0


def _read(folder: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if isinstance(kept, dict) and isinstance(kept.get("wrong", {}), dict):
            return kept
    return {}


def _write(folder: Path, kept: dict[str, Any]) -> None:
    """Keep it for this user's eyes; a folder that cannot be written opens all the same."""
    part = folder / f"{FILE}.part"
    with suppress(OSError):
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            json.dump(kept, file)
        os.replace(part, folder / FILE)
