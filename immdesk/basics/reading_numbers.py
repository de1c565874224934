"""Reads the numbers of the field: A-Number, Social Security, receipt, I-94, counts and dollars."""

from __future__ import annotations

import re
from decimal import Decimal

from immdesk.basics.reading_outcome import Read, fine, look, wrong
from immdesk.basics.shown import money
from immdesk.basics.words import _

_MARKS = re.compile(r"[\s\-.–—_]+")
# Service center letters of receipt numbers; others are kept and marked.
_RECEIPT_LETTERS = frozenset(
    ("EAC", "VSC", "WAC", "CSC", "LIN", "NSC", "SRC", "TSC", "MSC", "NBC", "IOE", "YSC")
)


def read_a_number(text: str) -> Read:
    """Read an A-Number: 7, 8 or 9 digits, with or without A; kept as A and nine digits."""
    plain = _MARKS.sub("", text).upper().removeprefix("A").lstrip("#")
    if not re.fullmatch(r"[0-9]+", plain):
        return wrong(_("An A-Number holds only digits after the letter A."))
    if not 7 <= len(plain) <= 9:
        return wrong(_("A-Number has 7, 8 or 9 digits; {n} typed.").format(n=len(plain)))
    digits = plain.zfill(9)
    shown = f"A{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if int(digits) == 0:
        return wrong(_("An A-Number is never all zeros."))
    return fine("A" + digits, shown)


def read_ssn(text: str) -> Read:
    """Read a Social Security number: nine digits, kept without marks; 000, 666 and 9xx are not issued."""
    digits = _MARKS.sub("", text)
    if not re.fullmatch(r"[0-9]+", digits):
        return wrong(_("A Social Security number holds only digits."))
    if len(digits) != 9:
        return wrong(_("A Social Security number has 9 digits; {n} typed.").format(n=len(digits)))
    shown = f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    if digits[0] == "9":
        return look(
            digits, shown, _("Numbers that begin with 9 are taxpayer numbers (ITIN), not Social Security.")
        )
    if digits[:3] in ("000", "666") or digits[3:5] == "00" or digits[5:] == "0000":
        return wrong(
            _("No Social Security number has {group} in that place.").format(group=_bad_group(digits))
        )
    return fine(digits, shown)


def read_receipt(text: str) -> Read:
    """Read a receipt number: three letters and ten digits; unknown letters are kept and marked."""
    plain = _MARKS.sub("", text).upper()
    found = re.fullmatch(r"([A-Z]{3})([0-9*]+)", plain)
    if not found:
        return wrong(_("A receipt number is 3 letters and 10 digits, like IOE0912345678."))
    letters, digits = found.groups()
    if len(digits) != 10 or "*" in digits:
        return wrong(
            _("A receipt number has 10 digits after the letters; {n} typed.").format(
                n=len(digits.replace("*", ""))
            )
        )
    if letters not in _RECEIPT_LETTERS:
        return look(
            plain,
            plain,
            _("{letters} is not a service center this desk knows. Kept as typed.").format(letters=letters),
        )
    return fine(plain, plain)


def read_sevis(text: str) -> Read:
    """Read a SEVIS number: N and ten digits; the N may be left out."""
    plain = _MARKS.sub("", text).upper().removeprefix("N")
    if not re.fullmatch(r"[0-9]+", plain):
        return wrong(_("A SEVIS number is the letter N and 10 digits, like N0012345678."))
    if len(plain) != 10:
        return wrong(_("A SEVIS number has 10 digits after the N; {n} typed.").format(n=len(plain)))
    return fine(f"N{plain}", f"N{plain}")


def read_i94(text: str) -> Read:
    """Read an I-94 number: 11 digits, or 9 digits, a letter and a digit."""
    plain = _MARKS.sub("", text).upper()
    if re.fullmatch(r"[0-9]{11}|[0-9]{9}[A-Z][0-9]", plain):
        return fine(plain, plain)
    return wrong(
        _("An I-94 number has 11 characters: digits, the tenth may be a letter; {n} typed.").format(
            n=len(plain)
        )
    )


def read_number(text: str) -> Read:
    """Read a whole number, zero or more."""
    plain = text.replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[0-9]{1,9}", plain):
        return wrong(_("A whole number is needed, like 3."))
    return fine(int(plain), str(int(plain)))


def read_money(text: str) -> Read:
    """Read dollars, with or without $ and commas; at most two digits after the point."""
    plain = text.replace("$", "").replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", plain):
        return wrong(_("An amount in dollars is needed, like 1,440 or 1440.50."))
    value = Decimal(plain)
    return fine(value, money(value))


def _bad_group(digits: str) -> str:
    if digits[:3] in ("000", "666"):
        return digits[:3]
    return "00" if digits[3:5] == "00" else "0000"
