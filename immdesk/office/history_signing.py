"""What the history calls overrides, addresses of filings and signatures, and their columns."""

from __future__ import annotations

from immdesk.basics.words import _


def noun_of_signing(table: str) -> str:
    """Give what a record about signing and mailing is called, "" for others."""
    nouns = {
        "preflight_override": _("finding that was let stand"),
        "filing_address": _("address of a filing"),
        "signature_sheet": _("page to sign"),
        "signature_place": _("signature"),
        "signed_page": _("signed page"),
        "signature_original": _("original with signatures"),
    }
    return nouns.get(table, "")


def labels_of_signing() -> dict[tuple[str, str], str]:
    """Give the labels of their columns."""
    return {
        ("preflight_override", "said"): _("What was found"),
        ("preflight_override", "reason"): _("Reason"),
        ("filing_address", "address"): _("Address"),
        ("filing_address", "source"): _("Taken from"),
        ("filing_address", "checked_on"): _("Compared on"),
        ("signature_sheet", "form"): _("Form"),
        ("signature_sheet", "page"): _("Page"),
        ("signature_sheet", "edition"): _("Edition"),
        ("signature_place", "who"): _("Who signs"),
        ("signature_place", "label"): _("Where"),
        ("signature_place", "reason"): _("Reason"),
        ("signed_page", "page"): _("Page"),
        ("signed_page", "reason"): _("Reason"),
        ("signature_original", "place"): _("Where it lies"),
        ("signature_original", "since_on"): _("Since"),
        ("signature_original", "sent_to"): _("To whom"),
    }
