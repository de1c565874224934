"""A desk that only reads: the menus that would change something are put away, and a line says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from immdesk.basics.words import _
from ui.parts.banner import Banner

CHANGING = (
    "new_intake",
    "enquiry",
    "caseload",
    "appointments",
    "answers",
    "record_notice",
    "record_filing",
    "add_task",
    "add_job",
    "add_payment",
    "log_talk",
    "add_employer",
    "close_case",
)
"""Actions of the menus that begin a change."""


def follow(office: Any, made: Mapping[str, QAction], above: QVBoxLayout) -> bool:
    """Put away the menus that change for who only reads, and say so above every screen.

    Gives whether who sits here looks after the keys of the office.
    """
    from immdesk.office import sign_in

    works = sign_in.may(office, "work")
    for action_id in CHANGING:
        made[action_id].setVisible(works)
    if not works:
        names = ", ".join(sign_in.those_who_may(office, "people"))
        words = _("You may read here, and change nothing.")
        more = _("{names} gives roles.").format(names=names) if names else ""
        above.addWidget(Banner(f"{words} {more}".strip(), "info"))
    return sign_in.may(office, "people")
