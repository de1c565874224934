"""Events: asked by the vocabulary, read at each key, recorded in one operation, and what follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from immdesk.__main__ import app
from immdesk.basics.problems import Problem
from immdesk.office import cases, dates, events, undo
from immdesk.office.office import Office

Case = Callable[[str], str]
RFE = {
    "kind": "rfe",
    "dated_on": "8/3/2026",
    "response_days": "84",
    "served_by": "mail",
    "sent_abroad": "no",
    "due_on": "none",
}


def deadline(office: Office, case_id: str) -> list[tuple[str, str]]:
    rows = dates.dates_of(office, case_id)
    return [(row.state, row.shown) for row in rows if row.rule in ("rfe-deadline", "noid-deadline")]


def only(office: Office, table: str, case_id: str, column: str = "id") -> Any:
    rows = office.rows(f"SELECT * FROM {table} WHERE case_id = ? ORDER BY rowid", [case_id])
    return rows[-1][column]


def asked(office: Office, kind: Any, case_id: str, texts: dict[str, str]) -> list[str]:
    return [one.key for one in events.questions(office, kind, case_id, texts=texts)]


def test_only_a_notice_that_must_be_answered_asks_for_its_days(practice: Office, case: Case) -> None:
    plain = asked(practice, "notice", case("26-0002"), {"kind": "approval"})
    urgent = asked(practice, "notice", case("26-0002"), {"kind": "rfe"})
    assert "response_days" not in plain
    assert urgent[:8] == [
        "kind", "filing_id", "person_id", "dated_on", "response_days", "served_by", "sent_abroad", "due_on",
    ]  # fmt: skip


def test_a_recorded_request_for_evidence_proposes_its_deadline(practice: Office, case: Case) -> None:
    told = events.record(practice, "notice", case("26-0002"), RFE)
    assert told.message == "Request for evidence: recorded. 1 date proposed."
    assert deadline(practice, case("26-0002")) == [("proposed", "Thu Oct 29, 2026")]


def test_a_corrected_date_moves_what_was_proposed(practice: Office, case: Case) -> None:
    events.record(practice, "notice", case("26-0002"), RFE)
    notice = only(practice, "notice", case("26-0002"))
    told = events.record(practice, "notice", case("26-0002"), {"dated_on": "8/4/2026"}, notice)
    assert told.message == "Request for evidence: corrected. 1 proposed date changed."
    assert deadline(practice, case("26-0002")) == [("proposed", "Fri Oct 30, 2026")]
    assert only(practice, "notice", case("26-0002"), "response_days") == "84"


def test_more_days_than_the_law_allows_ask_whether_mailing_is_in_them(practice: Office, case: Case) -> None:
    rfe = events.read(practice, "notice", "response_days", "87", case("26-0002"), {"kind": "rfe"})
    noid = events.read(practice, "notice", "response_days", "33", case("26-0002"), {"kind": "noid"})
    assert (rfe.level, noid.level) == ("warn", "warn")
    assert rfe.message.startswith("An officer may give at most 84 days.")
    assert noid.message.startswith("A notice of intent to deny gives at most 30 days.")
    fits = events.read(practice, "notice", "response_days", "30", case("26-0002"), {"kind": "noid"})
    assert (fits.level, fits.message) == ("ok", "")


def test_a_notice_that_prints_an_earlier_day_keeps_the_earlier_one(practice: Office, case: Case) -> None:
    noid = {"kind": "noid", "dated_on": "8/3/2026", "response_days": "30", "served_by": "mail"}
    events.record(practice, "notice", case("26-0002"), {**noid, "due_on": "9/2/2026"})
    found = [one for one in dates.dates_of(practice, case("26-0002")) if one.rule == "noid-deadline"]
    assert [(one.state, one.shown, one.note) for one in found] == [
        ("proposed", "Wed Sep 2, 2026", "The notice prints an earlier day, which controls.")
    ]


def test_what_cannot_be_read_is_refused_by_name_and_nothing_is_recorded(practice: Office, case: Case) -> None:
    before = practice.rows("SELECT count(*) AS n FROM operation")[0]["n"]
    with pytest.raises(Problem, match=r"Date of the notice: .*Nothing was recorded"):
        events.record(practice, "notice", case("26-0002"), {**RFE, "dated_on": "13/45/2026"})
    with pytest.raises(Problem, match="“Kind of notice” is missing"):
        events.record(practice, "notice", case("26-0002"), {"dated_on": "8/3/2026"})
    with pytest.raises(Problem, match="“dated” is not asked here"):
        events.record(practice, "notice", case("26-0002"), {**RFE, "dated": "8/3/2026"})
    assert practice.rows("SELECT count(*) AS n FROM operation")[0]["n"] == before


def test_days_out_of_order_and_days_to_come_are_marked_and_kept(practice: Office, case: Case) -> None:
    filing = {"form": "I-130", "postmark_on": "8/10/2026", "received_on": "8/3/2026"}
    by_key = {one.key: one for one in events.questions(practice, "filing", case("26-0006"), texts=filing)}
    assert by_key["received_on"].message == "This is before “Day of mailing”."
    ahead = events.read(practice, "notice", "dated_on", "9/1/2026", case("26-0002"))
    assert (ahead.level, ahead.message) == ("warn", "This day has not come yet.")


def test_a_mailed_petition_and_then_its_receipt_move_the_stage(practice: Office, case: Case) -> None:
    here = case("26-0006")
    someone = practice.rows(
        "SELECT person_id FROM case_party WHERE case_id = ? AND role <> 'petitioner'", [here]
    )
    mailed = {"form": "i130", "person_id": someone[0]["person_id"], "postmark_on": "8/10/2026"}
    assert events.record(practice, "filing", here, mailed).message == "I-130: recorded. Stage: Mailed."
    receipt = {
        "kind": "receipt",
        "filing_id": only(practice, "filing", here),
        "receipt_number": "ioe 0912345999",
        "filing.received_on": "8/12/2026",
    }
    told = events.record(practice, "notice", here, receipt)
    assert told.message == "Receipt notice: recorded. Stage: Petition pending."
    kept = practice.rows(
        "SELECT form, status, received_on, receipt_number FROM filing WHERE case_id = ?", [here]
    )
    assert kept == [
        {
            "form": "I-130",
            "status": "pending",
            "received_on": "2026-08-12",
            "receipt_number": "IOE0912345999",
        }
    ]


def test_whoever_saves_an_older_version_is_told_and_overwrites_nothing(practice: Office, case: Case) -> None:
    events.record(practice, "notice", case("26-0002"), RFE)
    notice, version = (only(practice, "notice", case("26-0002"), one) for one in ("id", "version"))
    events.record(practice, "notice", case("26-0002"), {"dated_on": "8/4/2026"}, notice, version)
    with pytest.raises(events.Stale, match="Somebody else saved this record"):
        events.record(practice, "notice", case("26-0002"), {"dated_on": "8/5/2026"}, notice, version)
    assert only(practice, "notice", case("26-0002"), "dated_on") == "2026-08-04"


def test_a_removed_notice_takes_its_proposal_along_and_comes_back_by_undo(
    practice: Office, case: Case
) -> None:
    events.record(practice, "notice", case("26-0002"), RFE)
    told = events.remove(practice, "notice", only(practice, "notice", case("26-0002")))
    assert told.message == "Removed. 1 proposed date is gone."
    undo.undo(practice, told.operation)
    assert deadline(practice, case("26-0002")) == [("proposed", "Thu Oct 29, 2026")]


def test_a_filing_that_a_notice_is_about_stays(practice: Office, case: Case) -> None:
    filing = practice.rows("SELECT filing_id AS id FROM notice WHERE case_id = ?", [case("26-0002")])[0]["id"]
    with pytest.raises(Problem, match="A notice is about this filing"):
        events.remove(practice, "filing", filing)


def test_a_passport_number_and_expiry_are_corrected_as_facts_of_the_document(
    practice: Office, case: Case
) -> None:
    passport = practice.rows(
        "SELECT d.id FROM document d JOIN case_document c ON c.document_id = d.id "
        "WHERE d.kind = 'passport' AND c.case_id = ?",
        [case("26-0001")],
    )[0]["id"]
    told = events.record(practice, "document", case("26-0001"), {"expires_on": "none"}, passport)
    assert told.message.startswith("Document: corrected.")
    kept = practice.rows("SELECT expires_on, number FROM document WHERE id = ?", [passport])[0]
    assert (kept["expires_on"], kept["number"]) == ("∅", "G12345678")


def test_a_task_belongs_to_its_case(practice: Office, case: Case) -> None:
    told = events.record(practice, "task", case("26-0006"), {"title": "Call back", "due_on": "+5"})
    assert told.message == "Task: recorded."
    tasks = cases.case_page(practice, case("26-0006")).tasks
    assert [(one.title, str(one.due_on)) for one in tasks] == [("Call back", "2026-08-19")]


def test_a_notice_is_recorded_and_corrected_from_a_terminal(practice: Office, case: Case) -> None:
    here = ["--office", str(practice.folder), "--kind", "notice", "--json"]
    first = ["--set", "kind=rfe", "--set", "dated_on=2026-08-03", "--set", "response_days=84"]
    said = CliRunner().invoke(app, ["case", "record", "26-0002", *here, *first])
    made = json.loads(said.output)
    assert made["changed"]["message"].startswith("Request for evidence: recorded.")
    again = ["--id", made["id"], "--set", "served_by=mail", "--set", "sent_abroad=no"]
    CliRunner().invoke(app, ["case", "record", "26-0002", *here, *again])
    assert only(practice, "notice", case("26-0002"), "served_by") == "mail"
    refused = CliRunner().invoke(app, ["case", "record", "26-0002", *here, "--set", "kind=letter"])
    assert refused.exit_code == 1
    assert json.loads(refused.output)["problem"].startswith("Kind of notice: Choose one of: Receipt notice")
