"""What a person decides about a date: accepted, refused, done, opened again; and when it is proposed anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import dates, firm
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.office.rows import DateRow
from tests.conftest import DAY

Case = Callable[[str], str]
SetFact = Callable[..., None]


def row(office: Office, case_id: str, title: str, who: str = "") -> DateRow:
    found = [one for one in dates.dates_of(office, case_id) if one.title == title and who in one.who]
    assert len(found) == 1, [(one.title, one.who, one.state) for one in found]
    return found[0]


def told(office: Office, case_id: str, title: str) -> list[tuple[str, date | None]]:
    return [(one.state, one.on) for one in dates.dates_of(office, case_id) if one.title == title]


def test_an_accepted_date_stands_on_the_docket_with_its_arithmetic(practice: Office, case: Case) -> None:
    stay = row(practice, case("26-0002"), "Authorized stay ends")
    assert stay.state == "proposed"
    changed = dates.accept(practice, case("26-0002"), [stay.key])
    kept = row(practice, case("26-0002"), "Authorized stay ends")
    assert (kept.state, kept.on, kept.shown) == ("kept", date(2027, 5, 14), "Fri May 14, 2027")
    assert [(line.value, line.step) for line in kept.explanation] == [
        ("Fri May 14, 2027", "I-94 from the admission"),
        ("Fri May 14, 2027", "the one issued last governs"),
    ]
    assert kept.cite[0] == "INA 222(g)"
    assert changed.message == "1 date accepted."
    assert changed.cases == {case("26-0002")}


def test_all_proposed_dates_of_a_case_are_accepted_at_once(practice: Office, case: Case) -> None:
    before = [one for one in dates.dates_of(practice, case("26-0001")) if one.state == "proposed"]
    assert dates.accept_all(practice, case("26-0001")).message == f"{len(before)} dates accepted."
    rows = dates.dates_of(practice, case("26-0001"))
    assert [one.state for one in rows].count("kept") == len(before)
    assert [(one.on, one.title, one.state) for one in rows if "passport" in one.title.lower()] == [
        (date(2026, 7, 14), "Renew the passport", "kept"),
        (date(2027, 1, 14), "Passport expires", "kept"),
        (date(2029, 2, 14), "Renew the passport", "kept"),
        (date(2029, 8, 14), "Passport expires", "kept"),
    ]
    assert date(2033, 5, 13) in [one.on for one in rows if one.rule == "cspa-ir-freeze"]


def test_a_changed_fact_proposes_that_the_date_moves(practice: Office, case: Case, set_fact: SetFact) -> None:
    set_fact("notice", "kind = 'rfe'", dated_on="2026-05-26")
    found = [one for one in dates.dates_of(practice, case("26-0003")) if one.rule == "rfe-deadline"]
    assert [(one.state, one.on, one.was_on) for one in found] == [
        ("moved", date(2026, 8, 21), date(2026, 8, 19)),
        ("kept", date(2026, 8, 19), None),
    ]
    dates.accept(practice, case("26-0003"), [found[0].key])
    assert told(practice, case("26-0003"), "Answer the request for evidence") == [("kept", date(2026, 8, 21))]


def test_a_refused_date_is_proposed_again_only_when_something_changes(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    stay = row(practice, case("26-0002"), "Authorized stay ends")
    with pytest.raises(Problem, match="refused only with a reason"):
        dates.refuse(practice, case("26-0002"), stay.key, " ")
    dates.refuse(practice, case("26-0002"), stay.key, "She left; see the note.")
    assert told(practice, case("26-0002"), "Authorized stay ends") == [("refused", date(2027, 5, 14))]
    set_fact("status_period", "status = 'H-4'", i94_until="2027-06-01")
    assert told(practice, case("26-0002"), "Authorized stay ends") == [
        ("proposed", date(2027, 6, 1)),
        ("refused", date(2027, 5, 14)),
    ]


def test_a_refused_move_leaves_the_date_where_it_is(practice: Office, case: Case, set_fact: SetFact) -> None:
    set_fact("notice", "kind = 'rfe'", dated_on="2026-05-26")
    moved = dates.dates_of(practice, case("26-0003"))[0]
    dates.refuse(practice, case("26-0003"), moved.key, "The envelope shows May 24.")
    assert told(practice, case("26-0003"), "Answer the request for evidence") == [("kept", date(2026, 8, 19))]


def test_done_needs_a_proof_and_a_done_date_never_moves(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    answer = row(practice, case("26-0003"), "Answer the request for evidence")
    with pytest.raises(Problem, match="done only with a proof"):
        dates.done(practice, answer.entry_id, "")
    dates.done(practice, answer.entry_id, "USPS 9405 5036 9930")
    done = row(practice, case("26-0003"), "Answer the request for evidence")
    assert (done.state, done.done_on, done.proof) == ("done", date(2026, 8, 14), "USPS 9405 5036 9930")
    set_fact("notice", "kind = 'rfe'", dated_on="2026-05-26")
    assert told(practice, case("26-0003"), "Answer the request for evidence") == [("done", date(2026, 8, 19))]


def test_a_done_date_can_be_opened_again_and_then_moves(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    answer = row(practice, case("26-0003"), "Answer the request for evidence")
    dates.done(practice, answer.entry_id, "Filed online")
    with pytest.raises(Problem, match="not open"):
        dates.done(practice, answer.entry_id, "Twice")
    dates.reopen(practice, answer.entry_id)
    again = row(practice, case("26-0003"), "Answer the request for evidence")
    assert (again.state, again.done_on, again.proof, again.days_left) == ("kept", None, "", 5)


def test_the_earlier_day_that_a_notice_prints_controls(practice: Office, case: Case) -> None:
    kept = row(practice, case("26-0005"), "Answer the notice of intent to deny")
    assert (kept.state, kept.on) == ("kept", date(2026, 9, 1))
    assert kept.note == "The notice prints an earlier day, which controls."
    assert [line.value for line in kept.explanation] == [
        "Sun Aug 2, 2026",
        "Tue Sep 1, 2026",
        "Fri Sep 4, 2026",
        "Fri Sep 4, 2026",
    ]


def test_a_later_printed_day_is_accepted_by_an_attorney_with_a_reason_only(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    set_fact("notice", "kind = 'rfe'", due_on="2026-08-25")
    later = dates.dates_of(practice, case("26-0003"))[0]
    assert (later.state, later.on) == ("mismatch", date(2026, 8, 25))
    staff = {one.role: one.id for one in firm.staff(practice)}
    for reason, who in (("", staff["attorney"]), ("A call.", ""), ("A call.", staff["paralegal"])):
        with pytest.raises(Problem, match="attorney"):
            dates.accept(practice, case("26-0003"), [later.key], reason, who)
    dates.accept(practice, case("26-0003"), [later.key], "The notice itself says so.", staff["attorney"])
    assert told(practice, case("26-0003"), "Answer the request for evidence") == [("kept", date(2026, 8, 25))]


def test_two_offices_that_accept_the_same_date_make_the_same_entry(
    practice: Office, practice_folder: Path, tmp_path: Path, case: Case
) -> None:
    shutil.copytree(practice_folder, tmp_path / "other")
    key = row(practice, case("26-0002"), "Authorized stay ends").key
    with open_office(tmp_path / "other", clock=stopped_at(DAY), user="helen") as other:
        dates.accept(practice, case("26-0002"), [key])
        dates.accept(other, case("26-0002"), [key])
        ids = {row(one, case("26-0002"), "Authorized stay ends").entry_id for one in (practice, other)}
    assert len(ids) == 1


def test_a_passport_has_one_date_that_stands_in_both_cases_of_its_holder(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    in_second_case(practice, "Wiśniewski", case("26-0006"))
    there = row(practice, case("26-0006"), "Passport expires")
    here = row(practice, case("26-0005"), "Passport expires")
    assert (there.state, there.on, there.entry_id) == ("kept", date(2026, 10, 28), here.entry_id)
    assert there.case_number == "26-0006"
    dates.done(practice, here.entry_id, "Renewed at the consulate")
    assert row(practice, case("26-0006"), "Passport expires").state == "done"
    fall = dates.calendar(practice, date(2026, 10, 1), date(2026, 10, 31))
    assert [one.case_number for one in fall if one.title == "Passport expires"] == ["26-0005"]


def test_a_passport_that_only_one_case_may_see_is_not_told_in_the_other(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    set_fact("document", "title = 'Passport of Poland'", only_in_case=case("26-0005"))
    in_second_case(practice, "Wiśniewski", case("26-0006"))
    assert [one.state for one in dates.dates_of(practice, case("26-0006")) if "assport" in one.title] == []
    assert row(practice, case("26-0005"), "Passport expires").state == "kept"


def test_a_document_that_is_put_aside_proposes_to_lift_its_dates(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    set_fact("document", "title = 'Passport of Poland'", deleted_at="2026-08-14")
    found = [one for one in dates.dates_of(practice, case("26-0005")) if one.title == "Passport expires"]
    assert [(one.state, one.was_on) for one in found] == [("lifted", date(2026, 10, 28)), ("kept", None)]
    dates.accept(practice, case("26-0005"), [found[0].key])
    lifted = row(practice, case("26-0005"), "Passport expires")
    assert lifted.state == "refused"
    assert lifted.explanation[0].step == "Expires on"


def test_a_date_that_is_no_longer_proposed_cannot_be_accepted(practice: Office, case: Case) -> None:
    with pytest.raises(Problem, match="no longer proposed"):
        dates.accept(practice, case("26-0002"), ["no such key"])
    assert [one.state for one in dates.dates_of(practice, case("26-0002"))].count("kept") == 0


def test_what_was_computed_with_other_packs_is_computed_again(practice: Office, case: Case) -> None:
    with practice.store.local() as local:
        local.run("UPDATE finding_cache SET packs_hash = 'older', findings = replace(findings, 'stay', 'x')")
    assert row(practice, case("26-0002"), "Authorized stay ends").state == "proposed"


def in_second_case(office: Office, family_name: str, case_id: str) -> None:
    """Make somebody a joint sponsor of another case, so that the person stands in two."""
    rows = office.rows("SELECT id FROM person WHERE family_name = ?", [family_name])

    def work(session: Any) -> None:
        from immdesk.records.cases import CaseParty

        session.add(CaseParty(case_id=case_id, person_id=rows[0]["id"], role="joint_sponsor", ordinal=9))

    office.change("Add a person to a case", work)
