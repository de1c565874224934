"""Reads the machine-readable lines of a passport, card or visa (ICAO 9303); names the field that is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from immdesk.basics.reading_outcome import Read, fine, look, wrong
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _

_WEIGHTS: Final = (7, 3, 1)
_SHAPES: Final = {88: (44, 44), 72: (36, 36), 90: (30, 30, 30)}
Span = tuple[int, int, int]  # line, first place, place after the last


@dataclass(frozen=True, slots=True)
class MachineLines:
    """What the lines say. `wrong_fields` names each field whose check digit does not fit it.

    `name_is_whole` is no when the name fills its field: it may be cut off there. A date that cannot be
    one, or that the lines leave open, is None.
    """

    lines: tuple[str, ...]
    family_name: str
    given_name: str
    name_is_whole: bool
    number: str
    nationality: str
    born_on: date | None
    sex: str
    expires_on: date | None
    wrong_fields: tuple[str, ...]


def read_mrz(text: str, today: date) -> Read:
    """Read machine-readable lines as typed or pasted; a check digit that does not fit is named and kept."""
    found = machine_lines(text, today)
    if found is None:
        return wrong(_wrong_shape(text))
    kept, said = "\n".join(found.lines), _said(found)
    if found.wrong_fields:
        fields = ", ".join(found.wrong_fields)
        message = _("Compare letter by letter with the document; the check digit does not fit: {fields}.")
        return look(kept, said, message.format(fields=fields))
    return fine(kept, said)


def machine_lines(text: str, today: date) -> MachineLines | None:
    """Give what machine-readable lines say, None when the text has not their letters or length."""
    plain = _plain(text)
    shape = _SHAPES.get(len(plain))
    if shape is None or re.search(r"[^A-Z0-9<]", plain):
        return None
    width = shape[0]
    lines = tuple(plain[place : place + width] for place in range(0, len(plain), width))
    return _card(lines, today) if len(lines) == 3 else _passport(lines, today)


def check_digit(text: str) -> str:
    """Give the check digit of a field: weights 7, 3, 1; A is 10, < is 0 (ICAO 9303 part 3)."""
    values = (int(one, 36) if one != "<" else 0 for one in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def _passport(lines: tuple[str, ...], today: date) -> MachineLines:
    """Read two lines: a passport (44 letters), a smaller document (36), or a visa of either size."""
    second, width = lines[1], len(lines[1])
    checks: list[tuple[str, str, str]] = _common(second[0:10], second[13:20], second[21:28])
    if not lines[0].startswith("V"):
        if width == 44:
            checks.append((_("personal number"), second[28:42], second[42]))
        whole = second[0:10] + second[13:20] + second[21 : width - 1]
        checks.append((_("all lines together"), whole, second[width - 1]))
    return _found(lines, lines[0][5:], second, (0, 9), (13, 19), 20, (21, 27), second[10:13], checks, today)


def _card(lines: tuple[str, ...], today: date) -> MachineLines:
    """Read the three lines of a card."""
    first, second = lines[0], lines[1]
    rest = first[15:30].partition("<")[0] if first[14] == "<" else ""  # a number longer than its field
    checks = _common(first[5:14] + rest if rest else first[5:15], second[0:7], second[8:15])
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    checks.append((_("all lines together"), whole, second[29]))
    row = (first[5:14] + rest[:-1]).ljust(14, "<") + second
    return _found(lines, lines[2], row, (0, 14), (14, 20), 21, (22, 28), second[15:18], checks, today)


def _common(number: str, born: str, expires: str) -> list[tuple[str, str, str]]:
    return [
        (_("document number"), number[:-1], number[-1]),
        (_("date of birth"), born[:-1], born[-1]),
        (_("date of expiry"), expires[:-1], expires[-1]),
    ]


def _found(
    lines: tuple[str, ...],
    name: str,
    row: str,
    number: tuple[int, int],
    born: tuple[int, int],
    sex: int,
    expires: tuple[int, int],
    nationality: str,
    checks: list[tuple[str, str, str]],
    today: date,
) -> MachineLines:
    family, _mark, given = name.partition("<<")
    bad = tuple(field for field, text, digit in checks if not _fits(text, digit))
    return MachineLines(
        lines,
        _words(family),
        _words(given),
        name.endswith("<"),
        row[number[0] : number[1]].replace("<", ""),
        nationality.replace("<", ""),
        _day(row[born[0] : born[1]], today, born=True),
        {"M": "male", "F": "female"}.get(row[sex], ""),
        _day(row[expires[0] : expires[1]], today, born=False),
        bad,
    )


def _fits(text: str, digit: str) -> bool:
    """Say whether a check digit fits; an empty field may have `<` instead of 0."""
    return digit == check_digit(text) or (digit == "<" and not text.strip("<"))


def _words(text: str) -> str:
    return " ".join(part for part in text.split("<") if part).title()


def _day(text: str, today: date, *, born: bool) -> date | None:
    """Give the day of six digits: a birth lies behind, an expiry less than fifty years ahead."""
    if not text.isdigit():
        return None
    year = today.year // 100 * 100 + int(text[:2])
    if born and year > today.year:
        year -= 100
    if not born and year < today.year - 50:
        year += 100
    try:
        return date(year, int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _said(found: MachineLines) -> str:
    name = ", ".join(part for part in (found.family_name, found.given_name) if part)
    born = on_screen(found.born_on) if found.born_on else ""
    expires = _("expires {day}").format(day=on_screen(found.expires_on)) if found.expires_on else ""
    return " · ".join(part for part in (name, found.number, found.nationality, born, expires) if part)


def _plain(text: str) -> str:
    """Take the spaces out; what a text program made of << is turned back."""
    return re.sub(r"\s+", "", text).replace("«", "<<").replace("‹", "<").upper()


def _wrong_shape(text: str) -> str:
    plain = _plain(text)
    odd = sorted(set(re.sub(r"[A-Z0-9<]", "", plain)))
    if odd:
        return _("These lines hold only A to Z, digits and <; typed: {letters}").format(letters=" ".join(odd))
    return _("These lines have 2 × 44 letters in a passport, 2 × 36 or 3 × 30 on a card; {n} typed.").format(
        n=len(plain)
    )
