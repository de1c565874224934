"""What the office can tell of a work permit by itself: whose kind it is, and when its renewal went in.

A renewal of a card is a Form I-765 of the same person that the agency received after the card was issued; of
a card without a day of issue, one received in the last 180 days before the card expires, or later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from immdesk.basics.unknown import NONE

Words = dict[str, Any]

WORK_PERMIT = "I-765"
ASYLUM, ASYLUM_CATEGORY = "I-589", "C08"
STUDENT_CARDS = {"opt_card_until": ("C03B",), "stem_card_until": ("C03C",)}
"""The categories of the work permits of students: 8 CFR 274a.12(c)(3)(i)."""

_WINDOW = timedelta(days=180)
_YEAR = timedelta(days=365)


def student_cards(documents: Iterable[Mapping[str, Any]]) -> Words:
    """Give until when the last recorded card of each kind of practical training is good, or none."""
    cards = [one for one in documents if one.get("kind") == "ead" and isinstance(one.get("expires_on"), date)]
    found: Words = {}
    for word, categories in STUDENT_CARDS.items():
        days = [one["expires_on"] for one in cards if plain_category(one.get("category")) in categories]
        found[word] = max(days, default=NONE)
    return found


def renewal_words(document: Mapping[str, Any], filings: Iterable[Mapping[str, Any]]) -> Words:
    """Give when the renewal of a work permit was received, none when the case holds no such filing."""
    if document.get("kind") != "ead":
        return {}
    since = _since(document)
    received = [one.get("received_on") for one in filings if one.get("form") == WORK_PERMIT]
    later = [day for day in received if isinstance(day, date) and since is not None and day > since]
    return {"renewal_filed_on": min(later, default=NONE)}


def asylum_words(
    filing: Mapping[str, Any],
    filings: Iterable[Mapping[str, Any]],
    documents: Iterable[Mapping[str, Any]],
) -> Words:
    """Give for a Form I-589 when its first work permit was asked for and when work was first allowed.

    `filings` and `documents` are the applicant's own. A denied request may be made again: it does not count.
    Asylum itself allows work. 8 CFR 208.7(a), 274a.12(a)(5), 274a.12(c)(8).
    """
    if filing.get("form") != ASYLUM:
        return {}
    asked = [one for one in filings if one.get("form") == WORK_PERMIT and _is(one.get("ead_category"))]
    cards = [one for one in documents if one.get("kind") == "ead" and _is(one.get("category"))]
    standing = [one for one in asked if not isinstance(one.get("denied_on"), date)]
    given = [filing.get("approved_on"), *(one.get("approved_on") for one in asked)]
    return {
        "permit_asked_on": _first(one.get("received_on") for one in standing),
        "may_work_from": _first([*given, *(one.get("issued_on") for one in cards)]),
    }


def _is(category: Any) -> bool:
    return plain_category(category) == ASYLUM_CATEGORY


def _first(days: Iterable[Any]) -> Any:
    return min((day for day in days if isinstance(day, date)), default=NONE)


def lasting(document: Mapping[str, Any]) -> Words:
    """Give until when new dates of a paper are of use: a habit of the desk, no law.

    A year after it expires, two for a DS-2019 (a bar of two years follows it), three after a medical exam.
    """
    kind = document.get("kind")
    if kind == "medical":
        return {"dates_matter_until": _after(document.get("issued_on"), 3)}
    return {"dates_matter_until": _after(document.get("expires_on"), 2 if kind == "ds2019" else 1)}


def lasting_status(held: Mapping[str, Any]) -> Words:
    """Give until when days counted from the beginning of a status are of use: three years, a habit."""
    return {"dates_matter_until": _after(held.get("from"), 3)}


def _after(day: Any, years: int) -> Any:
    return day + years * _YEAR if isinstance(day, date) else NONE


def plain_category(text: Any) -> str:
    """Give a category as cards print it: `(c)(3)(B)` and `c3b` are `C03B`; "" for what is none."""
    letters = "".join(sign for sign in str(text or "").upper() if sign.isalnum())
    digits = "".join(sign for sign in letters[1:] if sign.isdigit())
    tail = letters[1:].removeprefix(digits)
    fits = letters[:1] in ("A", "C") and len(digits) in (1, 2) and (tail == "" or tail.isalpha())
    return f"{letters[0]}{int(digits):02d}{tail}" if fits else ""


def _since(document: Mapping[str, Any]) -> date | None:
    issued, expires = document.get("issued_on"), document.get("expires_on")
    if isinstance(issued, date):
        return issued
    return expires - _WINDOW - timedelta(days=1) if isinstance(expires, date) else None
