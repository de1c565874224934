"""What the history calls the records of letters, and their columns."""

from __future__ import annotations

from immdesk.basics.words import _


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
        ("letter_version", "signed_by"): _("Signed off by"),
        ("letter_version", "signed_at"): _("Signed off on"),
        ("letter_comment", "text"): _("Remark"),
        ("letter_comment", "about"): _("About the words"),
        ("letter_comment", "done_by"): _("Settled by"),
        ("letter_template", "title"): _("Title"),
    }
