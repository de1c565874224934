"""The calendar for other programs: lines as RFC 5545 has them, and equal when a second program reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import vobject

from immdesk.docket.ics import CalendarDay, to_ics, uid

NOW = datetime(2026, 8, 14, 15, 0, tzinfo=UTC)


def written(*days: CalendarDay) -> str:
    return to_ics(days, office_id="0a1b2c", name="ImmDesk docket", stamp=NOW).decode()


def test_an_event_is_written_as_outlook_and_phones_read_it():
    text = written(
        CalendarDay("e1", date(2026, 12, 31), 2, "Answer the RFE (26-0001)", "8 CFR 103.2", "fatal")
    )
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ImmDesk//Docket//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:ImmDesk docket",
        "BEGIN:VEVENT",
        "SUMMARY:Answer the RFE (26-0001)",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "DTSTAMP:20260814T150000Z",
        "UID:evt-e1@0a1b2c.immdesk.invalid",
        "SEQUENCE:2",
        "CLASS:PRIVATE",
        "DESCRIPTION:8 CFR 103.2",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Answer the RFE (26-0001)",
        "TRIGGER:-P6DT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_what_is_not_pressing_rings_at_nine_the_day_before():
    assert "TRIGGER:-PT15H" in written(
        CalendarDay("e1", date(2026, 12, 31), 0, "Passport", severity="normal")
    )


def test_a_date_taken_off_the_docket_is_cancelled_and_rings_no_more():
    text = written(CalendarDay("e1", date(2026, 12, 31), 3, "Passport", off=True))
    assert "STATUS:CANCELLED" in text
    assert "VALARM" not in text


def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut():
    text = written(CalendarDay("e1", date(2028, 2, 29), 0, "Ñandú 王芳; a, b\\c " * 20, "one\ntwo"))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    [event] = vobject.readOne(text).vevent_list
    assert event.summary.value == ("Ñandú 王芳; a, b\\c " * 20).rstrip(" ") + " "
    assert event.description.value == "one\ntwo"


def test_every_event_reads_back_equal_in_a_second_program():
    first = date(2026, 1, 1)
    days = [CalendarDay(f"{n:032x}", first + timedelta(days=n * 37), n % 4, f"Date {n}") for n in range(40)]
    read = {event.uid.value: event for event in vobject.readOne(written(*days)).vevent_list}
    assert len(read) == 40
    for day in days:
        event = read[uid(day.id, "0a1b2c")]
        assert (event.dtstart.value, event.summary.value) == (day.on, day.summary)
        assert event.dtend.value == day.on + timedelta(days=1)
        assert event.sequence.value == str(day.sequence)
