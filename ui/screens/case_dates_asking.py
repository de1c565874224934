"""What is asked before a date on the docket gets an own day or a second look."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from immdesk.basics.words import _
from immdesk.office import firm, own_days, second_looks
from ui.parts.desk import Desk

EXTRA = ("own", "law", "look")
"""The verbs that are asked about here."""

Do = Callable[..., None]


def ask_extra(desk: Desk, office: Any, do: Do, verb: str, entry_id: str) -> None:
    """Ask what a verb needs, then let `do(title, function, *args)` do it."""
    if verb == "law":
        do(_("Back to the law's day"), own_days.back_to_law, entry_id)
    elif verb == "look":
        colleagues = tuple((one.id, one.name) for one in firm.staff(office))
        desk.ask_choice(
            _("Who has looked at this date?"),
            _("A colleague, not who accepted it"),
            colleagues,
            _("Confirm the date"),
            partial(do, _("Confirming a date"), second_looks.confirm, entry_id),
        )
    else:
        desk.ask_text(
            _("To which day does the office work?"),
            _("A day on or before the law's"),
            _("Go on"),
            partial(_ask_reason, desk, do, entry_id),
        )


def _ask_reason(desk: Desk, do: Do, entry_id: str, typed: str) -> None:
    desk.ask_text(
        _("Why the office acts earlier"),
        _("Reason; it stands beside the date"),
        _("Keep this day"),
        partial(do, _("Choosing an own day"), own_days.set_own_day, entry_id, typed),
        long=True,
    )
