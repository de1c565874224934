"""The papers of a student, recorded on their sheets: the dates that follow, and taking them back."""

from __future__ import annotations

from collections.abc import Callable

from immdesk.office import dates, events, undo
from immdesk.office.office import Office

Case = Callable[[str], str]
CARD = {
    "kind": "ead", "title": "Work permit", "category": "(c)(3)(B)", "valid_from": "7/1/2026",
    "issued_on": "6/20/2026", "expires_on": "6/30/2027", "first_job_on": "none",
}  # fmt: skip


def whose(office: Office, case_id: str) -> str:
    row = office.rows(
        "SELECT person_id FROM case_party WHERE case_id = ? AND role <> 'petitioner'", [case_id]
    )
    return str(row[0]["person_id"])


def keys(office: Office, case_id: str, kind: str, **told: str) -> set[str]:
    return {one.key for one in events.questions(office, "document", case_id, texts={"kind": kind, **told})}


def shown(office: Office, case_id: str, *rules: str) -> set[tuple[str, str]]:
    rows = dates.dates_of(office, case_id)
    return {(row.title, row.shown) for row in rows if row.rule in rules}


def test_a_work_permit_asks_about_jobs_only_when_it_is_a_students(practice: Office, case: Case) -> None:
    applicant = keys(practice, case("26-0002"), "ead", category="C09")
    student = keys(practice, case("26-0002"), "ead", category="(c)(3)(B)")
    assert student - applicant == {"first_job_on", "jobs_known_until", "stem_recommended_on"}
    assert "exchange_category" in keys(practice, case("26-0002"), "ds2019")


def test_a_students_card_gives_the_days_of_a_student(practice: Office, case: Case) -> None:
    case_id = case("26-0002")
    events.record(practice, "document", case_id, {**CARD, "person_id": whose(practice, case_id)})
    found = shown(practice, case_id, "f1-grace-60", "f1-opt-unemployment", "stem-opt-window")
    assert found >= {
        ("Student's grace period ends", "Sun Aug 29, 2027"),
        ("Begin a qualifying job by", "Tue Sep 29, 2026"),
        ("STEM extension may be filed from", "Thu Apr 1, 2027"),
        ("STEM extension must be received by", "Wed Jun 30, 2027"),
    }
    assert not shown(practice, case_id, "ead-renewal-window")


def test_a_word_without_a_column_is_corrected_and_taken_back_like_any(practice: Office, case: Case) -> None:
    case_id = case("26-0002")
    events.record(practice, "document", case_id, {**CARD, "person_id": whose(practice, case_id)})
    found = practice.rows("SELECT id FROM document WHERE kind = 'ead' AND expires_on = '2027-06-30'", [])
    card = str(found[0]["id"])
    told = events.record(practice, "document", case_id, {"stem_recommended_on": "4/1/2027"}, card)
    window = ("STEM extension must be received by", "Mon May 31, 2027")
    assert window in shown(practice, case_id, "stem-opt-window")
    kept = {one.key: one.text for one in events.questions(practice, "document", case_id, card)}
    assert (kept["stem_recommended_on"], kept["valid_from"]) == ("2027-04-01", "2026-07-01")
    undo.undo(practice, told.operation)
    assert window not in shown(practice, case_id, "stem-opt-window")
