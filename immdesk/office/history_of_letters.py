"""What the history calls the records of letters, and their columns."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _

SILENT_OF_LETTERS: Final = frozenset(
    [
        *(("letter_version", one) for one in ("text", "told", "seal", "how", "by", "signed_by")),
        *(("letter_template", one) for one in ("about", "by")),
        *(("letter", one) for one in ("letter", "by")),
        ("letter_comment", "by"),
    ]
)
"""Columns that the history leaves to the letter desk, which shows versions side by side."""


def day_of(text: str) -> str:
    """Give a kept moment as a day in words."""
    return on_screen(datetime.fromisoformat(text).date())


def noun_of_letters(table: str) -> str:
    """Give what a record about a letter is called, "" for others."""
    nouns = {
        "letter": _("letter"),
        "letter_version": _("version of a letter"),
        "letter_comment": _("remark on a letter"),
        "letter_template": _("Word template"),
    }
    return nouns.get(table, "")


def labels_of_letters() -> dict[tuple[str, str], str]:
    """Give the labels of their columns."""
    return {
        ("letter", "title"): _("Title"),
        ("letter", "work_product"): _("Attorney work product"),
        ("letter", "in_packet"): _("In the packet"),
        ("letter_version", "number"): _("Version"),
        ("letter_version", "signed_at"): _("Signed off on"),
        ("letter_comment", "text"): _("Remark"),
        ("letter_comment", "about"): _("About the words"),
        ("letter_comment", "done_by"): _("Settled by"),
        ("letter_template", "title"): _("Title"),
    }
