"""Days of an asylum clock: how long the applicant's own delays stopped it, and where it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from immdesk.basics.dates import add_days, days_between
from immdesk.law.worked_out.days_abroad import Span, clipped, total_days


def delay_days(delays: Iterable[Span], received: date = date.min, until: date = date.max) -> int:
    """Count the days on which the clock stood still, each once, of (stopped on, runs again on) pairs.

    The day on which it stops counts, the day on which it runs again does not; only days from `received` to
    `until`, both included. A pair that ends before it begins counts nothing. 8 CFR 208.7(a)(2).
    """
    stopped = ((first, add_days(again, -1)) for first, again in delays if first < again)
    return total_days(clipped(stopped, received, until))


def clock_days(received: date, on: date, delays: Iterable[Span], recorded: int = 0) -> int:
    """Give what the clock shows on a day: the days since the receipt less those on which it stood still.

    `recorded` are days of delay known only by their number; the day of receipt is day 0.
    8 CFR 208.7(a)(1)-(2).
    """
    stopped = delay_days(delays, received, add_days(on, -1))
    return max(0, days_between(received, on) - stopped - recorded)
