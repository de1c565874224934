"""What the history calls the records of who may come in, see and approve, and of packages handed off."""

from __future__ import annotations

from immdesk.basics.words import _


def noun_of_access(table: str) -> str:
    """Give what a record about access is called, "" for others."""
    nouns = {
        "staff_sign_in": _("way in of the staff"),
        "case_reader": _("reader of a restricted case"),
        "case_opening": _("opening of a restricted case"),
        "approval_request": _("question to an attorney"),
        "hand_off": _("hand-off package"),
        "key_epoch": _("key of the office"),
    }
    return nouns.get(table, "")


def labels_of_access() -> dict[tuple[str, str], str]:
    """Give the labels of their columns."""
    return {
        ("staff_sign_in", "role"): _("Role"),
        ("staff_sign_in", "ended_at"): _("Taken away at"),
        ("approval_request", "state"): _("State"),
        ("approval_request", "reason"): _("Reason"),
        ("hand_off", "to_whom"): _("To whom"),
        ("hand_off", "due_on"): _("Due back on"),
        ("hand_off", "state"): _("State"),
        ("key_epoch", "on"): _("Taken on"),
        ("key_epoch", "gone"): _("Passphrases taken away"),
    }
