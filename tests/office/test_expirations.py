"""What ends stands on the register with what to start; renewals are opened once and undone together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, expirations, expirations_out, undo
from immdesk.office import renewals as renewing
from immdesk.office.expirations import ExpiryLine
from immdesk.office.office import Office

SetFact = Callable[..., None]


def line(office: Office, who: str, kind: str) -> ExpiryLine:
    [found] = [one for one in expirations.expirations(office, who) if one.kind == kind]
    return found


def test_each_kind_begins_as_early_as_the_packs_say_or_the_office(practice: Office) -> None:
    card = line(practice, "Al-Hassan", "work_permit")
    assert (str(card.expires_on), str(card.begin_on)) == ("2026-09-23", "2026-03-27")  # 180 days
    assert card.start == "Work permit renewal (Form I-765)"
    expirations.set_lead_time(practice, "work_permit", " 30 ")
    card = line(practice, "Al-Hassan", "work_permit")
    assert (str(card.begin_on), card.level) == ("2026-08-24", "later")
    expirations.set_lead_time(practice, "work_permit", "")
    assert str(line(practice, "Al-Hassan", "work_permit").begin_on) == "2026-03-27"


@pytest.mark.parametrize("text", ["-1", "731", "soon", "1.5", "٣"])
def test_a_lead_time_that_is_no_number_of_days_is_refused(practice: Office, text: str) -> None:
    with pytest.raises(Problem, match="whole number of days from 0 to 730"):
        expirations.set_lead_time(practice, "passport", text)


def test_a_day_that_is_not_whole_says_what_is_missing_and_counts_from_the_safe_day(
    practice: Office, set_fact: SetFact
) -> None:
    card = line(practice, "Al-Hassan", "work_permit")
    where = f"id = '{card.id.removeprefix('document:')}'"
    set_fact("document", where, expires_on="2027-03")
    card = line(practice, "Al-Hassan", "work_permit")
    assert (card.expires_on, str(card.begin_on), card.level) == (None, "2026-09-02", "unknown")
    assert expirations.advice(card) == "missing: the day; only 2027-03 is recorded"
    set_fact("document", where, expires_on=None)
    card = line(practice, "Al-Hassan", "work_permit")
    assert (card.begin_on, expirations.advice(card)) == (None, "missing: when it ends")
    [refused] = renewing.proposed(practice, [card])
    assert (refused.intake, refused.why) == ("", "Record first: when it ends.")


@pytest.mark.parametrize(
    ("signed", "ends", "advice"),
    [
        ("2023-10-31", "2025-10-31", "ended 287 days ago"),
        ("2023-11-01", "while the application it was filed with is pending", "nothing now"),
        (None, "not recorded", "missing: the day on which the surgeon signed"),
    ],
)
def test_a_medical_exam_ends_by_its_own_rule(
    practice: Office, set_fact: SetFact, signed: str | None, ends: str, advice: str
) -> None:
    card = line(practice, "Al-Hassan", "work_permit")
    where = f"id = '{card.id.removeprefix('document:')}'"
    set_fact("document", where, kind="medical", issued_on=signed, expires_on=None, title=None)
    exam = line(practice, "Al-Hassan", "medical")
    shown = str(exam.expires_on) if exam.expires_on else expirations.shown_end(exam)
    assert (shown, expirations.advice(exam)) == (ends, advice)


def test_an_appearance_lasts_until_the_matter_is_decided_or_the_attorney_has_left(
    practice: Office, set_fact: SetFact
) -> None:
    entry = line(practice, "Al-Hassan", "appearance")
    assert (entry.what, expirations.advice(entry)) == (
        "Form G-28 for I-485",
        "missing: the mailing of Form G-28",
    )
    [row] = practice.rows("SELECT attorney_id FROM case_file WHERE id = ?", [entry.case_id])
    set_fact("staff", f"id = '{row['attorney_id']}'", active="no")
    entry = line(practice, "Al-Hassan", "appearance")
    assert (entry.level, expirations.advice(entry)) == ("begin", "act now")
    assert entry.lasts.endswith("no longer works here")


def test_renewals_join_the_household_are_opened_once_and_undone_together(practice: Office) -> None:
    lines = expirations.expirations(practice)
    wanted = [one for one in renewing.proposed(practice, lines) if one.intake]
    before = len(practice.rows("SELECT id FROM case_file"))
    households = len(practice.rows("SELECT id FROM household"))
    made, changed = renewing.start(practice, lines)
    assert len(made) == len(wanted) > 1
    first = wanted[0].line
    assert (first.what, wanted[0].title) == ("Status B-2", "Extension or change of status (I-539)")
    assert cases.notes(practice, made[0])[0].text == (
        "Renewal started from the register: Status B-2 ends on Wed Feb 14, 2024. It came from case 26-0001."
    )
    same = "SELECT household_id, responsible_id, attorney_id FROM case_file WHERE id = ?"
    assert practice.rows(same, [made[0]]) == practice.rows(same, [first.case_id])
    assert len(practice.rows("SELECT id FROM household")) == households
    [again] = renewing.proposed(practice, [first])
    assert (again.intake, again.open_id, again.why) == ("", made[0], "already open: 26-0007")
    with pytest.raises(Problem, match="No renewal is left to open"):
        renewing.start(practice, lines)  # as a second desk would, with lines read before
    undo.undo(practice, changed.operation)
    assert len(practice.rows("SELECT id FROM case_file")) == before


def test_a_passport_says_why_no_case_is_opened(practice: Office) -> None:
    passports = [one for one in expirations.expirations(practice) if one.kind == "passport"]
    whys = {(one.intake, one.why) for one in renewing.proposed(practice, passports)}
    assert whys == {("", "The country that issued a passport renews it. Tell the client.")}


def test_the_register_is_written_as_a_list_and_as_pages(practice: Office, tmp_path: Path) -> None:
    lines = expirations.expirations(practice, "Al-Hassan")
    expirations_out.write_list(lines, tmp_path / "list.csv")
    written = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert written[0] == "What ends,Whose,Case,Ends on,Start by,What to start,What to do"
    assert written[1] == (
        'Employment authorization card,"Al-Hassan, Mohammed",26-0004,"Wed Sep 23, 2026","Fri Mar 27, 2026",'
        'Work permit renewal (Form I-765),"begin now, 40 days left"'
    )
    pages = pdfium.PdfDocument(expirations_out.as_pdf(practice, lines))
    text = " ".join(pages[0].get_textpage().get_text_bounded().split())
    for words in ("Begin now", "Fri Mar 27, 2026", "missing: the mailing of Form G-28"):
        assert words in text
