"""Writing to the client or the attorney of a case: an invitation, a reminder of what is to come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _
from ui.screens.message_card import open_message

if TYPE_CHECKING:
    from ui.parts.desk import Desk


def ask_what(office: Any, desk: Desk, case_id: str) -> None:
    """Ask what is to be written about a case, then show it to be read over."""
    options = (
        ("invitation", _("An invitation to our office")),
        ("reminder", _("A reminder of the dates to come")),
        ("attorney", _("The dates to come, for the attorney")),
    )
    desk.ask_choice(
        _("What is to be written?"),
        _("Message"),
        options,
        _("Go on"),
        partial(_chosen, office, desk, case_id),
    )


def _chosen(office: Any, desk: Desk, case_id: str, what: str) -> None:
    from immdesk.office import client_texts

    if what == "invitation":
        desk.ask_text(
            _("When is the appointment?"),
            _("Day and hour, as the client is to read them"),
            _("Write"),
            partial(_invite, office, desk, case_id),
        )
    elif what == "reminder":
        title = _("Reminder to the client")
        open_message(office, desk, title, partial(client_texts.reminder, office, case_id))
    else:
        title = _("To the attorney")
        open_message(office, desk, title, partial(client_texts.for_attorney, office, case_id))


def _invite(office: Any, desk: Desk, case_id: str, when: str) -> None:
    from immdesk.office import client_texts

    title = _("Invitation to the client")
    open_message(office, desk, title, partial(client_texts.invitation, office, case_id, when))
