"""The code on a page that goes out to be signed: eight letters without a private fact, as bars and as text.

The bars are Code 39 in the upper margin, where the agencies' forms print nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O, U: they are read as 1, 1, 0, V."""

LENGTH = 8
TEXT = re.compile(r"(?<![0-9A-Z])([0-9A-HJKMNP-TV-Z]{4})-([0-9A-HJKMNP-TV-Z]{4})(?![0-9A-Z-])")
NARROW, WIDE, HIGH = 0.9, 2.25, 10.0  # points: a narrow bar, a wide bar, the height of the bars
TOP = 18.0  # points from the upper edge of the page to the bars
LEFTS = (445.0, 36.0)
"""Where the bars may begin, in points from the left edge: the first place where the form prints nothing."""

_WIDE = {
    "0": "000110100", "1": "100100001", "2": "001100001", "3": "101100000", "4": "000110001",
    "5": "100110000", "6": "001110000", "7": "000100101", "8": "100100100", "9": "001100100",
    "A": "100001001", "B": "001001001", "C": "101001000", "D": "000011001", "E": "100011000",
    "F": "001011000", "G": "000001101", "H": "100001100", "I": "001001100", "J": "000011100",
    "K": "100000011", "L": "001000011", "M": "101000010", "N": "000010011", "O": "100010010",
    "P": "001010010", "Q": "000000111", "R": "100000110", "S": "001000110", "T": "000010110",
    "U": "110000001", "V": "011000001", "W": "111000000", "X": "010010001", "Y": "110010000",
    "Z": "011010000", "*": "010010100",
}  # fmt: skip
_READ = {tuple(place for place, one in enumerate(wide) if one == "1"): sign for sign, wide in _WIDE.items()}


def code_of(sheet_id: str) -> str:
    """Give the code of a sheet from its record id (32 hex digits): seven letters and one that checks them."""
    number = int(sheet_id, 16)
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in range(LENGTH - 1))
    return letters + _check(letters)


def good(code: str) -> bool:
    """Say whether eight letters are a code."""
    return len(code) == LENGTH and all(one in LETTERS for one in code) and _check(code[:-1]) == code[-1]


def as_text(code: str) -> str:
    """Give a code as it is printed: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def in_text(text: str) -> str:
    """Give the code that stands in a text, "" when there is none."""
    return next((one for a, b in TEXT.findall(text.upper()) if good(one := a + b)), "")


def bars(code: str) -> list[tuple[float, float]]:
    """Give the dark bars of a code: where each begins from the left of the first, and how wide; points."""
    found, at = [], 0.0
    for sign in f"*{code}*":
        for place, wide in enumerate(_WIDE[sign]):
            step = WIDE if wide == "1" else NARROW
            if place % 2 == 0:
                found.append((at, step))
            at += step
        at += NARROW
    return found


def wide() -> float:
    """Give the width of a code in points, the same for all."""
    left, step = bars("0" * LENGTH)[-1]
    return left + step


def read_row(shades: Sequence[int]) -> tuple[str, int, int] | None:
    """Read a code from one row of a picture (0 black, 255 white): the code, where it begins and ends.

    A code that does not check is none.
    """
    low, high = min(shades, default=255), max(shades, default=0)
    if high - low < 60:
        return None
    steps = _steps(shades, (low + high) // 2)
    for first in range(len(steps) - 9):
        if steps[first][0] and _sign(steps, first) == "*":
            found = _from(steps, first)
            if found is not None:
                return found
    return None


def _from(steps: list[tuple[bool, int, int]], first: int) -> tuple[str, int, int] | None:
    letters, at = "", first + 10
    while at + 9 <= len(steps) and len(letters) <= LENGTH:
        sign = _sign(steps, at)
        if sign == "*":
            end = steps[at + 8]
            return (letters, steps[first][1], end[1] + end[2]) if good(letters) else None
        if not sign:
            return None
        letters, at = letters + sign, at + 10
    return None


def _sign(steps: list[tuple[bool, int, int]], first: int) -> str:
    sizes = [size for _dark, _at, size in steps[first : first + 9]]
    if len(sizes) < 9:
        return ""
    order = sorted(range(9), key=lambda place: -sizes[place])
    if sizes[order[2]] < 1.35 * sizes[order[3]]:
        return ""
    return _READ.get(tuple(sorted(order[:3])), "")


def _steps(shades: Sequence[int], middle: int) -> list[tuple[bool, int, int]]:
    """Give the stretches of a row: dark or not, where it begins, how long."""
    found: list[tuple[bool, int, int]] = []
    begins = 0
    for place in range(1, len(shades) + 1):
        if place == len(shades) or (shades[place] < middle) != (shades[begins] < middle):
            found.append((shades[begins] < middle, begins, place - begins))
            begins = place
    return found


def _check(letters: str) -> str:
    return LETTERS[sum((place + 2) * LETTERS.index(one) for place, one in enumerate(letters)) % 31]
