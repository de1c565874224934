"""Editions that end while cases are drafted on them: told with the day, refused once the mailing is later."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from immdesk.office import blanks, cases, packets
from immdesk.office.clock import stopped_at
from immdesk.office.edition_ends import ending_editions
from immdesk.office.office import Office, open_office
from immdesk.records.answers import say


def test_drafts_on_an_edition_that_ends_are_told_with_its_last_day(practice: Office, shared: Path) -> None:
    assert ending_editions(practice) == ()
    blanks.add(practice, shared / "forms" / "I-485_01-20-25.pdf")
    [one] = ending_editions(practice)
    assert (one.form, one.edition, one.last_day, one.past) == ("I-485", "01/20/25", date(2026, 9, 17), False)
    assert "26-0001" in one.cases
    assert one.words().startswith(
        "Form I-485, edition 01/20/25, must be mailed by Thu Sep 17, 2026; the postmark counts. "
        "There is no grace period. "
    )
    assert one.words().endswith("Get edition 09/18/26.")
    with open_office(practice.folder, clock=stopped_at(date(2026, 9, 20))) as later:
        [one] = ending_editions(later)
        assert one.past
        assert one.words().startswith("Form I-485, edition 01/20/25, has not been accepted since Fri Sep 18")


def test_a_packet_that_is_mailed_after_the_last_day_is_not_ready(practice: Office, shared: Path) -> None:
    blanks.add(practice, shared / "forms" / "I-485_01-20-25.pdf")
    [case_id] = cases.case_ids(practice, "26-0001")
    states = {one.blank for one in packets.forms_of(practice, case_id) if one.form == "I-485"}
    assert states == {"ready"}
    practice.change(
        "Plan the mailing", lambda session: say(session, "case", case_id, "postmark_on", "2026-09-18")
    )
    rows = [one for one in packets.forms_of(practice, case_id) if one.form == "I-485"]
    assert {one.blank for one in rows} == {"superseded"}
    stops = [one.message for one in packets.page(practice, case_id).preflight if one.severity == "stop"]
    assert "The agency now wants the edition 09/18/26 of Form I-485." in stops
