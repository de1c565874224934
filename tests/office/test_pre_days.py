"""The office's own day before a date: on the date, as a mark of its own, on paper and in calendar files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pypdfium2 as pdfium

from immdesk.office import calendar_days, calendar_files, dates, docket_sheets, our_office, own_days, spots
from immdesk.office.office import Office
from immdesk.office.pre_days import all_words, days_words
from immdesk.office.rows import DateRow

Case = Callable[[str], str]
DAY = date(2026, 8, 14)


def answer_of(office: Office, case_id: str) -> DateRow:
    [row] = [one for one in dates.dates_of(office, case_id) if one.rule == "rfe-deadline"]
    return row


def own_spots(office: Office) -> list[str]:
    return [one.title for one in spots.read_spots(office).spots if one.kind == "own_day"]


def test_an_own_day_by_severity_stands_with_the_date_and_as_a_mark_until_one_is_chosen(
    practice: Office, case: Case
) -> None:
    case_id = case("26-0003")
    assert answer_of(practice, case_id).own_by is None
    our_office.set_office_word(practice, "own_day_fatal", "4")
    row = answer_of(practice, case_id)
    assert days_words(row) == "send by Mon Aug 17, 2026, ours Sat Aug 15, 2026"
    assert all_words(row)[0] == "The office's own day is Sat Aug 15, 2026, 4 days before."
    found = calendar_days.calendar_dates(practice, DAY, date(2026, 8, 16), calendar_days.CalendarFilter())
    marks = [(one.title, str(one.on)) for one in found.rows if one.kind == "own_day"]
    assert marks == [("Our day: Answer the request for evidence", "2026-08-15")]
    assert marks[0][0] in own_spots(practice)
    own_days.set_own_day(practice, row.entry_id, "2026-08-18", "The attorney is away")
    assert answer_of(practice, case_id).own_by is None
    assert marks[0][0] not in own_spots(practice)


def test_sheets_and_calendar_files_tell_the_own_day_and_the_event_is_sent_anew(
    practice: Office, case: Case
) -> None:
    wanted = calendar_files.Wanted(case("26-0003"))
    before = calendar_files.calendar_text(practice, wanted)[0].decode()
    our_office.set_office_word(practice, "own_day_fatal", "4")
    after = calendar_files.calendar_text(practice, wanted)[0].decode().replace("\r\n ", "")
    assert "The office's own day is Sat Aug 15\\, 2026\\, 4 days before." in after
    assert before.count("SEQUENCE:1") < after.count("SEQUENCE:1")
    asked = docket_sheets.Asked(calendar_days.CalendarFilter(), DAY)
    pages = pdfium.PdfDocument(docket_sheets.sheet_pdf(practice, "control", asked))
    text = " ".join(pages[0].get_textpage().get_text_bounded().split())
    assert "send by Mon Aug 17, 2026, ours Sat Aug 15, 2026" in text
