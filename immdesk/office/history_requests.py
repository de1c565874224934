"""What the history calls the requests of a notice and the records of what was filed, and their columns."""

from __future__ import annotations

from typing import Final

from immdesk.basics.words import _

SILENT_OF_REQUESTS: Final = (
    ("notice_request", "place"),
    ("request_evidence", "place"),
    ("filed_record", "told"),
    ("filed_record", "by"),
)
"""Columns that say nothing to a person, or again what the operation says itself."""


def noun_of_requests(table: str) -> str:
    """Give what a record about a response or a filing is called, "" for others."""
    nouns = {
        "notice_response": _("response to a notice"),
        "notice_request": _("request of a notice"),
        "request_evidence": _("document that answers a request"),
        "filed_record": _("record of what was filed"),
    }
    return nouns.get(table, "")


def labels_of_requests() -> dict[tuple[str, str], str]:
    """Give the labels of their columns."""
    return {
        ("notice_response", "text"): _("Text of the notice"),
        ("notice_response", "how"): _("What is answered"),
        ("notice_response", "how_why"): _("Why only so much"),
        ("notice_request", "number"): _("Number"),
        ("notice_request", "title"): _("Title"),
        ("notice_request", "asked"): _("What the notice asks"),
        ("notice_request", "answer"): _("Paragraph of the letter"),
        ("notice_request", "wants"): _("Still wanted"),
        ("notice_request", "in_words"): _("In words alone"),
        ("filed_record", "why"): _("Why"),
        ("filed_record", "seal"): _("Seal of the record"),
    }


def how_words(how: str) -> str:
    """Give how much of a notice is answered, in words."""
    words = {
        "complete": _("All requests are answered"),
        "partial": _("Only a part, with a decision on the record"),
        "withdraw": _("Nothing: the filing is withdrawn"),
    }
    return words.get(how, how)
