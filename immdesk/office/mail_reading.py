"""What a notice says, read from the letters of its scan: which kind, whose, and the facts as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_DAY: Final = (
    r"(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r" \d{1,2},? \d{4})"
)
_HEAD: Final = 900
"""So many letters stand at the head of a notice; a kind that is named there counts before one in the text."""

_KINDS: Final = (
    ("rejection", r"rejection notice|notice of rejection|has been rejected|is being rejected"),
    ("noid", r"notice of intent to deny|intent to deny"),
    ("noir", r"notice of intent to revoke|intent to revoke"),
    ("noit", r"notice of intent to terminate|intent to terminate"),
    ("rfe", r"request for (?:additional |initial |further )?evidence"),
    ("biometrics", r"asc appointment|biometrics? (?:services )?appointment|fingerprint notification"),
    ("interview", r"interview notice|notice of interview|interview appointment|appear for an interview"),
    ("approval", r"approval notice|has been approved"),
    ("denial", r"notice of denial|denial notice|decision to deny|has been denied"),
    ("revocation", r"notice of revocation"),
    ("transfer", r"transfer notice|has been transferred"),
    ("receipt", r"receipt notice|notice of receipt|has been received"),
)
_CENTERS: Final = "EAC|VSC|WAC|CSC|LIN|NSC|SRC|TSC|MSC|NBC|IOE|YSC"
_RECEIPT: Final = re.compile(rf"\b({_CENTERS})[\s-]?((?:\d[\s-]?){{10}})(?!\d)")
_A_NUMBER: Final = re.compile(r"\bA[-#\s]{0,2}(\d{3}[\s-]?\d{3}[\s-]?\d{2,3})(?!\d)")
_FACTS: Final = {
    "dated_on": rf"(?:notice date|date of (?:this )?notice)\W{{0,4}}{_DAY}",
    "received": rf"(?:received date|date received|receipt date)\W{{0,4}}{_DAY}",
    "due_on": rf"(?:must be received by|response due|due date|respond by|no later than)\W{{0,4}}{_DAY}",
    "valid_from": rf"valid from\W{{0,4}}{_DAY}",
    "valid_until": rf"valid from\W{{0,4}}{_DAY}\W{{0,4}}(?:to|until|through)\W{{0,4}}{_DAY}",
    "printed_born_on": rf"(?:date of birth|dob|birth date)\W{{0,4}}{_DAY}",
    "printed_i94_until": rf"i-94\W.{{0,160}}?(?:until|to|expires(?: on)?)\W{{0,4}}{_DAY}",
    "appointment_on": rf"(?:date and time of appointment|appointment date|date of interview|please appear on"
    rf"|date)\W{{0,6}}{_DAY}",
}
_WORDS: Final = {
    "printed_class": r"\b(?i:class(?:ification)?)\s*:?\s*([A-Z]{1,2}-?\d[A-Z]?\d?|TN\d?|TD)\b",
    "appointment_at": r"\b(\d{1,2}:\d{2} ?[AaPp]\.?[Mm]\.?)",
    "response_days": r"\bwithin (\d{1,3}) (?:calendar )?days\b",
}
_NAME: Final = re.compile(
    r"(?i:beneficiary|applicant)\s*:?\s*(?:A[\d\s-]{8,12})?\s*([A-Z][A-Z' -]+), *([A-Z][A-Z' -]+)"
)
_NAMED: Final = re.compile(r"([A-Z][A-Z'-]+(?: [A-Z][A-Z'-]+)*), *([A-Z][A-Z'-]+(?: [A-Z][A-Z'-]+)*)")
_TITLES: Final = {"dated_on": r"\bnotice date\b", "received": r"\b(?:received|receipt) date\b"}
"""Days whose title stands in a line of titles, with the days in the line below."""

_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "rfe": ("response_days", "due_on"),
    "noid": ("response_days", "due_on"),
    "noir": ("response_days", "due_on"),
    "noit": ("response_days", "due_on"),
    "approval": ("printed_born_on", "printed_class", "valid_from", "valid_until", "printed_i94_until"),
    "biometrics": ("appointment_on", "appointment_at"),
    "interview": ("appointment_on", "appointment_at"),
}
DATED: Final = ("rejection", "approval", "denial")
"""Notices whose own day is that of what they say of the filing; a receipt prints the day received."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What was found on the pages: `kind` and `receipt` are "" when they do not stand there.

    `texts` are the facts as printed, by the key of the question that they answer; `received` is the day on
    which the agency says that it had the filing.
    """

    kind: str = ""
    receipt: str = ""
    a_number: str = ""
    family_name: str = ""
    given_name: str = ""
    received: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def read_letters(text: str) -> Letters:
    """Read the letters of a notice; what is not found stays empty, for a person to type."""
    text = text.replace("\u00a0", " ")
    receipt, number = _RECEIPT.search(text), _A_NUMBER.search(text)
    kind, (family, given) = _kind(text), _name(text)
    texts = {key: found for key in ("dated_on", *_OF_KIND.get(kind, ())) if (found := _fact(text, key))}
    if kind == "approval" and family:
        texts |= {"printed_family_name": family, "printed_given_name": given}
    number_text = f"{receipt[1]}{re.sub(r'[^0-9]', '', receipt[2])}" if receipt else ""
    if number_text:
        texts["receipt_number"] = number_text
    a_number = re.sub(r"\D", "", number[1]) if number else ""
    return Letters(kind, number_text, a_number, family, given, _fact(text, "received"), texts)


def _kind(text: str) -> str:
    for part in (text[:_HEAD], text):
        plain = re.sub(r"\s+", " ", part).lower()
        for kind, words in _KINDS:
            if re.search(words, plain):
                return kind
    return ""


def _fact(text: str, key: str) -> str:
    if key in _WORDS:
        found = re.search(_WORDS[key], text, re.IGNORECASE if key != "printed_class" else 0)
        return found[1] if found else ""
    found = re.search(_FACTS[key], text, re.IGNORECASE | re.DOTALL)
    if found:
        return found[found.lastindex or 1]
    return _below(text, _TITLES[key]) if key in _TITLES else ""


def _below(text: str, title: str) -> str:
    """Give the day in the line below a line of titles: the second day below the second title of a day."""
    lines = text.splitlines()
    for line, below in pairwise(lines):
        here = re.search(title, line, re.IGNORECASE)
        if here:
            before = len(re.findall(r"\bdate\b", line[: here.start()], re.IGNORECASE))
            days = re.findall(_DAY, below, re.IGNORECASE)
            return str(days[before]) if before < len(days) else ""
    return ""


def _name(text: str) -> tuple[str, str]:
    """Give family and given name of the beneficiary or applicant, beside the title or in the line below."""
    found = _NAME.search(text)
    if found is None:
        for line, below in pairwise(text.splitlines()):
            if re.search(r"\b(?:beneficiary|applicant)\b", line, re.IGNORECASE):
                found = next(iter(reversed(list(_NAMED.finditer(below)))), None)
                break
    return (found[1].strip(), found[2].strip()) if found else ("", "")
