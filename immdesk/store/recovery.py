"""The recovery sheet: a printed code that opens the office when its passphrase is forgotten.

The code has 34 characters of Crockford's base 32 (no I, L, O, U): 160 random bits, and 2 that check them.
It stands nowhere but on paper. Until four of its characters were given back, the office keeps it sealed
with its own key, so that the question can be asked again later; then that goes too.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from immdesk.basics import shown
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _, n_
from immdesk.store.epochs import ring
from immdesk.store.slots import KEYS, bound, keep_slot, read_slots, unwrap, wrap
from immdesk.store.subkeys import subkey

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP, CHECKED_BY = 34, 6, 2
PRIME = 1021
"""The largest prime below 32 × 32. Its remainder tells every single wrong character and every two swapped."""

SLOT = "recovery"
OVER = "recovery over"
"""What a sheet becomes when the office takes a new key."""
_LOOKALIKES = str.maketrans("OIL", "011")
_BETWEEN = frozenset(" -–—.,:;/_\t\n\r\xa0")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands on the sheet; both numbers begin with 1."""

    group: int
    character: int


def new_code() -> str:
    """Give a fresh code in groups of six."""
    number = int.from_bytes(os.urandom(20), "big")
    return grouped(_digits(number, LENGTH - CHECKED_BY) + _digits(number % PRIME, CHECKED_BY))


def grouped(code: str) -> str:
    """Give a code as it is printed: groups of six with hyphens."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(text: str) -> str:
    """Give the 34 characters of a typed code. Case, blanks, O for 0, and I or L for 1 do not matter.

    Raises Problem that says what is mistyped; no other office is asked about a code that cannot be one.
    """
    code = "".join(_plain(letter) for letter in text.strip() if letter not in _BETWEEN)
    strange = [letter for letter in code if letter not in LETTERS]
    if strange:
        raise Problem(
            _("“{letter}” is never part of a recovery code.").format(letter=strange[0]),
            _("The code has only the digits and the letters A to Z without I, L, O and U."),
            _("Look at that character on the sheet again."),
        )
    if len(code) != LENGTH:
        raise Problem(
            n_("This is {n} character of the code.", "This is {n} characters of the code.", len(code)),
            _("The whole code has {length}.").format(length=LENGTH),
            _("Type all groups of the sheet, the last one too."),
        )
    number = _number(code[:-CHECKED_BY])
    if number % PRIME != _number(code[-CHECKED_BY:]):
        raise Problem(
            _("A character of the code is mistyped."),
            _("The code's own check does not fit; the office was not tried."),
            _("Compare it with the sheet, group by group."),
        )
    return code


def make_sheet(folder: Path, key: bytes, *, on: str) -> str:
    """Make a new code, put it in the place of the old one, and give it; `on` is the day, ISO.

    The old sheet opens nothing from now on.
    """
    code = new_code()
    lock, seal = _lock(read_code(code)), subkey(key, "recovery sheet")
    slots = read_slots(folder) if (folder / KEYS).exists() else {}
    slot = {
        "kind": "recovery",
        "n": len(ring(folder, slots, key)) - 1,
        "made": on,
        "key": wrap(lock, key, bound(folder, SLOT)),
        "unchecked": wrap(seal, code.encode(), bound(folder, "unchecked")),
    }
    keep_slot(folder, SLOT, slot)
    return code


def unchecked_code(folder: Path, seal: bytes) -> str | None:
    """Give the code of a sheet whose four characters were not given back yet; None when there is none.

    `seal` is the office's key for the purpose "recovery sheet".
    """
    sealed = read_slots(folder).get(SLOT, {}).get("unchecked")
    if not sealed:
        return None
    code = unwrap(seal, sealed, bound(folder, "unchecked"))
    return code.decode() if code is not None else None


def places_to_ask() -> tuple[Place, ...]:
    """Give four places of the code, each in a group of its own, drawn by lot."""
    draw = secrets.SystemRandom()
    groups = sorted(draw.sample(range(1, -(-LENGTH // GROUP) + 1), 4))
    return tuple(Place(group, draw.randint(1, min(GROUP, LENGTH - (group - 1) * GROUP))) for group in groups)


def give_back(folder: Path, seal: bytes, given: Mapping[Place, str]) -> tuple[Place, ...]:
    """Compare characters of the sheet with the code; give the places that do not fit, none when all do.

    With at least four that fit, the sheet counts as kept and the sealed copy of its code is gone.
    """
    code = unchecked_code(folder, seal)
    if code is None:
        return ()
    groups = code.split("-")
    wrong = [
        place
        for place, text in given.items()
        if _plain(text.strip()) != groups[place.group - 1][place.character - 1]
    ]
    if not wrong and len(given) >= 4:
        slot = read_slots(folder)[SLOT]
        del slot["unchecked"]
        keep_slot(folder, SLOT, slot)
    return tuple(wrong)


def open_by_code(folder: Path, text: str) -> bytes:
    """Give the office key by a typed recovery code.

    Raises Problem when the code is mistyped, Refused when it is right but not the code of this office now.
    """
    code = read_code(text)
    slot = read_slots(folder).get(SLOT)
    if slot is None:
        raise Refused(
            _("This office has no recovery sheet."),
            _("No code opens it; only its passphrase does."),
            _("Type the passphrase, or ask who else in the office has one."),
        )
    if slot["kind"] == OVER:
        raise Refused(
            _("This sheet is over: the office took a new key on {day}.").format(day=_written(slot["over"])),
            _("Somebody left then, and a sheet of before opens nothing more; nothing was changed."),
            _("Use the sheet that was printed after that day, or open the office with a passphrase."),
        )
    key = unwrap(_lock(code), slot["key"], bound(folder, SLOT))
    if key is None:
        raise Refused(
            _("This is the code of another sheet."),
            _("It is typed without a mistake, but it belongs to another office or to an older sheet."),
            _("Look for the sheet made on {day}.").format(day=_written(slot.get("made", ""))),
        )
    return key


def open_either(folder: Path, text: str) -> bytes:
    """Give the office key by a passphrase or, where the text is one, by a recovery code.

    Raises Refused when it is neither.
    """
    from immdesk.store.keys import open_key

    try:
        return open_key(folder, text or None)
    except Refused as refused:
        try:
            read_code(text)
        except Problem:
            raise refused from None
        return open_by_code(folder, text)


def _lock(code: str) -> bytes:
    """Make the code into a key. It is random, 160 bits: guessing needs no slowing down."""
    return hashlib.sha256(b"immdesk recovery 1 " + code.encode()).digest()


def _written(day: str) -> str:
    try:
        return shown.on_screen(date.fromisoformat(day))
    except ValueError:
        return "?"


def _plain(letter: str) -> str:
    return letter.upper().translate(_LOOKALIKES)


def _digits(number: int, count: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + LETTERS.index(digit)
    return number
