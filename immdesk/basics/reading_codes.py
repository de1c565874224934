"""Reads the numbers of employers and jobs: FEIN, industry (NAICS) and occupation (SOC).

A number that does not look right is said and kept as typed: the office copies what the employer gave it.
"""

from __future__ import annotations

import re

from immdesk.basics.reading_outcome import Read, fine, look
from immdesk.basics.words import _

_MARKS = re.compile(r"[\s\-.–—_]+")


def read_fein(text: str) -> Read:
    """Read a federal employer identification number: nine digits, kept as 12-3456789."""
    digits = _MARKS.sub("", text)
    if not re.fullmatch(r"[0-9]+", digits):
        return look(text, text, _("A FEIN holds only digits, like 12-3456789. Kept as typed."))
    if len(digits) != 9:
        said = _("A FEIN has 9 digits, like 12-3456789; {n} typed. Kept as typed.")
        return look(text, text, said.format(n=len(digits)))
    shown = f"{digits[:2]}-{digits[2:]}"
    if digits[:2] == "00" or digits[2:] == "0000000":
        return look(shown, shown, _("A FEIN does not begin with 00 or end with seven zeros. Kept as typed."))
    return fine(shown, shown)


def read_naics(text: str) -> Read:
    """Read an industry code of the North American Industry Classification System: 2 to 6 digits."""
    digits = _MARKS.sub("", text)
    if re.fullmatch(r"[0-9]{2,6}", digits):
        return fine(digits, digits)
    return look(text, text, _("A NAICS code has 2 to 6 digits, like 541511. Kept as typed."))


def read_soc(text: str) -> Read:
    """Read an occupation code of the Standard Occupational Classification: 15-1252, or 15-1252.00."""
    found = re.fullmatch(r"([0-9]{2})[\s\-–—]?([0-9]{4})(?:\.?([0-9]{2}))?", text)
    if not found:
        return look(text, text, _("A SOC code looks like 15-1252 or 15-1252.00. Kept as typed."))
    first, second, third = found.groups()
    code = f"{first}-{second}" + (f".{third}" if third else "")
    return fine(code, code)
