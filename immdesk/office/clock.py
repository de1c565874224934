"""The office's clock: the moment in UTC, and today in the office's own zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from immdesk.basics.problems import Problem
from immdesk.basics.words import _

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC. The one place that reads it is `now` of the real clock."""


def real_clock() -> datetime:
    """Give the present moment of this computer, in UTC."""
    return datetime.now(UTC)


def stopped_at(day: date, hour: int = 15) -> Clock:
    """Give a clock that always says this day at this hour UTC; for practice, proofs and tests."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return lambda: moment


def day_in(zone: str, moment: datetime) -> date:
    """Give the civil date of a moment in an office's zone, such as `America/Chicago`."""
    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise Problem(
            _("The time zone “{zone}” is not known.").format(zone=zone),
            _("Today's date cannot be told for the office."),
            _("Choose a zone such as America/Chicago in Settings."),
        ) from unknown
