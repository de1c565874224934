"""Sheets of the docket on paper, timelines by case, person and employer, and the lifeline of a person."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from immdesk.basics.timeline import Stretch
from immdesk.office import appointments, dates, docket_sheets, lifeline, timelines
from immdesk.office.calendar_days import CalendarFilter
from immdesk.office.computed import catch_up
from immdesk.office.office import Office
from immdesk.office.spots import read_spots

DAY = date(2026, 8, 14)
ALL = CalendarFilter()


@pytest.fixture
def dated(practice: Office) -> Office:
    catch_up(practice)
    for row in practice.rows("SELECT id FROM case_file ORDER BY number LIMIT 3"):
        dates.accept_all(practice, row["id"])
    return practice


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_every_sheet_says_which_dates_it_has_and_when_it_was_printed(dated: Office) -> None:
    found = {
        name: words_of(docket_sheets.sheet_pdf(dated, name, docket_sheets.Asked(ALL, DAY)))
        for name in (*docket_sheets.LISTS, "timeline", "year", "month")
    }
    for name, words in found.items():
        assert "All cases" in words, name
        assert "Printed Fri Aug 14, 2026, 10:00" in words, name
        assert "page 1 of" in words, name
    assert "Answer the request for evidence" in found["morning"]
    assert "Signature" in found["control"]
    assert "Nguyễn, Văn Đức" in found["control"]
    assert "No employer" in found["expirations"]


def test_a_morning_sheet_has_a_page_for_everybody_who_works_here(dated: Office) -> None:
    pdf = docket_sheets.sheet_pdf(dated, "morning", docket_sheets.Asked(ALL, DAY))
    heads = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert any("Ana Morales: in the next seven days" in text for text in heads)


def test_a_window_for_filing_reaches_from_its_opening_to_its_last_day(dated: Office) -> None:
    found = {band.title: band for _spot, band in read_spots(dated).windows}
    window = found["I-539 may be filed from"]
    assert window.kind == "window"
    assert (date.fromordinal(window.first), date.fromordinal(window.last)) == (
        date(2026, 11, 14),
        date(2027, 5, 14),
    )


def test_no_open_case_falls_out_of_the_timeline_unless_a_filter_asks(dated: Office) -> None:
    asked = timelines.spots_asked(dated, ALL, True)
    chart = timelines.timeline_of(dated, asked, "case", ALL)
    assert len(chart.rows) == 6
    fatal = CalendarFilter(severity="fatal")
    fewer = timelines.timeline_of(dated, timelines.spots_asked(dated, fatal, True), "case", fatal)
    assert 0 < len(fewer.rows) < 6
    people = timelines.timeline_of(dated, asked, "person", ALL)
    assert "Nguyễn, Văn Đức" in [row.line.name for row in people.rows]


def test_gaps_and_overlaps_of_statuses_are_found_up_to_today() -> None:
    held = [
        Stretch(100, 200, "status", "F-1"),
        Stretch(190, 300, "status", "H-4"),
        Stretch(350, 400, "status", "H-1B"),
    ]
    found = lifeline.breaks_of(held, 450)
    assert [(one.kind, one.first, one.last) for one in found] == [
        ("overlap", 190, 200),
        ("gap", 301, 349),
        ("gap", 401, 450),
    ]


def test_a_lifeline_shows_documents_and_dates_and_prints(dated: Office) -> None:
    person = dated.rows("SELECT person_id FROM document WHERE expires_on > '2026' ORDER BY id LIMIT 1")[0][
        "person_id"
    ]
    found = lifeline.lifeline(dated, person)
    assert "Documents" in [row.line.name for row in found.chart.rows]
    pdf = docket_sheets.sheet_pdf(dated, "lifeline", docket_sheets.Asked(ALL, DAY), person)
    assert f"Lifeline of {found.name}" in words_of(pdf)


ICS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:far@elsewhere.example\r
DTSTAMP:20260801T000000Z\r
DTSTART;TZID=Asia/Tokyo:20260902T090000\r
SUMMARY:Interview at the consulate 26-0003\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_an_appointment_of_another_time_zone_stands_on_the_offices_own_day(
    dated: Office, tmp_path: Path
) -> None:
    file = tmp_path / "far.ics"
    file.write_text(ICS, encoding="utf-8", newline="")
    coming = appointments.look(dated, file)
    appointments.take(dated, {one.uid: one.case_id for one in coming}, coming)
    spot = next(one for one in read_spots(dated).spots if one.kind == "appointment")
    assert (date.fromordinal(spot.on), spot.case_number) == (date(2026, 9, 1), "26-0003")
    words = words_of(docket_sheets.sheet_pdf(dated, "control", docket_sheets.Asked(ALL, DAY)))
    assert "appointment: Interview at the consulate" in words
