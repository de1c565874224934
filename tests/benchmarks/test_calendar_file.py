"""A calendar file of 5,000 dates: at most 4 seconds, and equal when a second program reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import vobject

from immdesk.docket.ics import CalendarDay, to_ics, uid
from tests.benchmarks.ratio import measure_seconds

MOST_SECONDS = 4.0
EVENTS = 5_000


def test_five_thousand_dates_are_written_in_four_seconds_and_read_back_equal() -> None:
    first, now = date(2026, 1, 1), datetime(2026, 8, 14, tzinfo=UTC)
    days = [
        CalendarDay(
            f"{n:032x}", first + timedelta(days=n % 900), n % 5, f"Date {n} of the docket (26-{n:05})"
        )
        for n in range(EVENTS)
    ]
    files: list[bytes] = []
    measure_seconds(
        "calendar file of 5,000 dates",
        lambda: files.append(to_ics(days, office_id="0a1b2c", name="ImmDesk", stamp=now)),
        MOST_SECONDS,
        rounds=3,
    )
    read = {event.uid.value: event for event in vobject.readOne(files[0].decode()).vevent_list}
    told = [read[uid(day.id, "0a1b2c")] for day in days]
    assert [(one.dtstart.value, one.summary.value, int(one.sequence.value)) for one in told] == [
        (day.on, day.summary, day.sequence) for day in days
    ]
