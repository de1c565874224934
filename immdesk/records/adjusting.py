"""What the office tells by itself for a green card application: the petition's receipt, who applies too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from immdesk.basics.unknown import NONE
from immdesk.records.computed import PETITIONS

Words = dict[str, Any]


def receipt_words(filings: Iterable[Mapping[str, Any]], person_id: str) -> Words:
    """Give the receipt number of the person's petition; none while the office has filed no petition for it.

    A petition that was filed and has no number recorded leaves the word unknown: the number is asked for.
    """
    mine = [one for one in filings if one.get("form") in PETITIONS and one.get("person_id") == person_id]
    if not mine:
        return {"petition_receipt": NONE}
    return {"petition_receipt": mine[-1].get("receipt_number")}


def with_applicants(children: Iterable[Words], applicants: Collection[str]) -> tuple[Words, ...]:
    """Give the children, each with whether this office files for the child in the same case."""
    return tuple({**child, "applies_too": child["id"] in applicants} for child in children)
