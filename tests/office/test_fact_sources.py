"""Who recorded the fact that a date counts from, and when, stands beside the line of arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from immdesk.office import dates, events
from immdesk.office.office import Office, open_office

Case = Callable[[str], str]
RFE = {"kind": "rfe", "dated_on": "8/3/2026", "response_days": "84", "served_by": "mail",
       "sent_abroad": "no", "due_on": "none"}  # fmt: skip


def sources(office: Office, case_id: str, rule: str) -> list[str]:
    rows = [row for row in dates.dates_told(office, case_id) if row.rule == rule]
    return [line.source for row in rows for line in row.explanation if line.source]


def recorded_later(office: Office, case_id: str, texts: dict[str, str]) -> None:
    """Correct the newest notice of a case two days later, as somebody else of the office."""
    notice = office.rows("SELECT id FROM notice WHERE case_id = ? ORDER BY rowid DESC", [case_id])[0]["id"]
    events.record(office, "notice", case_id, texts, notice)


def test_a_line_names_who_recorded_its_fact_and_the_day(practice: Office, case: Case) -> None:
    events.record(practice, "notice", case("26-0002"), RFE)
    told = sources(practice, case("26-0002"), "rfe-deadline")
    assert told[0] == "Date of the notice, recorded Fri Aug 14, 2026 by ana"


def test_a_corrected_fact_names_who_corrected_it(practice: Office, case: Case) -> None:
    case_id, folder = case("26-0002"), Path(practice.folder)
    events.record(practice, "notice", case_id, RFE)
    practice.close()
    later = datetime(2026, 8, 16, 12, tzinfo=ZoneInfo("UTC"))
    with open_office(folder, clock=lambda: later, user="beatriz") as office:
        recorded_later(office, case_id, {"dated_on": "8/4/2026"})
        told = sources(office, case_id, "rfe-deadline")
    assert told[0] == "Date of the notice, recorded Sun Aug 16, 2026 by beatriz"
    assert told[1].endswith("recorded Fri Aug 14, 2026 by ana")


def test_what_the_desk_works_out_itself_names_nobody(practice: Office, case: Case) -> None:
    rows = dates.dates_told(practice, case("26-0001"))
    worked = [line for row in rows for line in row.explanation if line.path == "person.last_entry.stay_until"]
    assert worked
    assert all("recorded" not in line.source for line in worked)
