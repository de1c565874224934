"""What is asked about a date on Today: what happened to one that has passed, until when one can wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow
    from ui.parts.desk import Desk

DONE, MISSED = "done", "missed"


def ask_what_happened(office: Any, desk: Desk, row: DateRow) -> None:
    """Ask what became of a date that has passed: done with a proof, or missed and why."""
    options = (
        (DONE, _("It was done: give the proof")),
        (MISSED, _("It was missed, or needs nothing: say why")),
    )
    desk.ask_choice(
        _("What happened to “{title}”?").format(title=row.title),
        _("What happened"),
        options,
        _("Go on"),
        partial(_on_choice, office, desk, row),
    )


def _on_choice(office: Any, desk: Desk, row: DateRow, chosen: str) -> None:
    from immdesk.office import dates, missed

    if chosen == DONE:
        title, name = _("Done, with what proof?"), _("Tracking number, receipt, or how it was done")
        desk.ask_text(title, name, _("Mark as done"), partial(run, desk, dates.done, office, row.entry_id))
    else:
        title, name = _("What happened to it?"), _("In some words; it stands in the history of the case")
        keep = partial(run, desk, missed.tell_missed, office, row.entry_id)
        desk.ask_text(title, name, _("Keep"), keep, long=True)


def ask_later(office: Any, desk: Desk, row: DateRow) -> None:
    """Ask until when a reminder rests; of a fatal date also why."""
    desk.ask_text(
        _("Remind again when?"),
        _("A day, such as +3 or Sep 1"),
        _("Put it off"),
        partial(_on_day, office, desk, row),
        text="+1",
    )


def _on_day(office: Any, desk: Desk, row: DateRow, until: str) -> None:
    from immdesk.office import reminders

    put_off = partial(run, desk, reminders.put_off, office, row.entry_id, until)
    if row.severity != "fatal":
        put_off()
        return
    desk.ask_text(
        _("Why can it wait?"), _("Reason; it stands in the history"), _("Put it off"), put_off, long=True
    )


def run(desk: Desk, function: Callable[..., Any], *args: Any) -> None:
    """Do something that changes the office, and tell the screens."""
    desk.work.run(desk.window, function, *args, done=desk.changed, failed=desk.problem)
