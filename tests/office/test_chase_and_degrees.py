"""What a client still owes, for how long; degrees; certificates; facts off a document."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from immdesk.basics.problems import Problem
from immdesk.office import (
    chase,
    documents,
    evaluations,
    evidence_criteria,
    evidence_facts,
    evidence_log,
    translations,
)
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from tests.conftest import DAY
from tests.office.papers import scan

Case = Callable[[str], str]

MRZ = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def words_of_pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_a_client_is_asked_for_what_is_missing_and_nothing_else(practice: Office, case: Case) -> None:
    case_id = case("26-0006")
    missing = chase.missing_of(practice, case_id)
    assert missing
    first, rest = missing[0], missing[1:]
    told = chase.message(practice, case_id, "en")
    assert told.subject == "Your case 26-0006: papers that we still need"
    assert all(f"– {one.title} ({one.who})" in told.body for one in missing)
    spanish = chase.message(practice, case_id, "es")
    assert "todavía necesitamos" in spanish.body
    assert f"– {first.title} (" not in spanish.body
    chase.record_asked(practice, case_id, [first.item], "e-mail")
    practice.clock = stopped_at(DAY.replace(day=24))
    chase.record_asked(practice, case_id, [first.item], "telephone")
    listed = {row.id: row.since for row in documents.evidence(practice, case_id)}
    assert listed[first.item] == "asked 2 times, first Fri Aug 14, 2026"
    again = chase.missing_of(practice, case_id)
    assert (again[0].times, again[0].days, again[0].asked_words()) == (
        2, 10, "asked 2 times, first Fri Aug 14, 2026",
    )  # fmt: skip
    assert [one.asked_words() for one in again[1:]] == ["not asked for yet"] * len(rest)
    assert [(one.number, one.missing.item) for one in chase.ageing(practice)] == [("26-0006", first.item)]


def test_what_came_wrong_is_asked_again_with_the_reason(practice: Office, case: Case, tmp_path: Path) -> None:
    case_id = case("26-0006")
    wanted = next(row for row in documents.evidence(practice, case_id) if row.kind == "wanted")
    documents.attach(
        practice, case_id, wanted.who_id, wanted.document_kind, wanted.title, scan(tmp_path / "a.pdf")
    )
    items = {one.item for one in chase.missing_of(practice, case_id)}
    assert wanted.id not in items
    row = next(row for row in documents.evidence(practice, case_id) if row.kind == "document")
    documents.set_state(practice, row.id, "wrong", "The second page is cut off")
    (line,) = [one for one in chase.missing_of(practice, case_id) if one.item == wanted.id]
    assert (line.reason, line.times, line.days) == ("The second page is cut off", 1, 0)
    body = chase.message(practice, case_id, "en").body
    assert "What we have cannot be used: The second page is cut off" in body
    for name in ("ageing.pdf", "ageing.xlsx"):
        chase.write_report(practice, chase.ageing(practice), tmp_path / name)
    assert "The second page is cut off" in words_of_pdf((tmp_path / "ageing.pdf").read_bytes())


def test_a_degree_says_what_its_evaluation_still_lacks(practice: Office, case: Case, tmp_path: Path) -> None:
    case_id = case("26-0006")
    person = practice.rows("SELECT person_id FROM case_party WHERE case_id = ?", [case_id])[0]["person_id"]
    with pytest.raises(Problem, match="The degree is missing"):
        evaluations.keep(practice, person, "", {"degree": " "})
    with pytest.raises(Problem, match="not a number of years"):
        evaluations.keep(practice, person, "", {"degree": "Licenciatura", "years": "four"})
    told = {"degree": "Licenciatura", "institution": "UNAM", "country": "Mexico", "awarded_on": "6/30/2012"}
    evaluations.keep(practice, person, "", told)
    (degree,) = evaluations.degrees_of(practice, case_id)
    assert degree.words["awarded_on"] == "2012-06-30"
    assert degree.open == ("equivalence", "evaluator", "document")
    more = {"equivalence": "U.S. Bachelor of Science", "evaluator": "Acme Evaluations"}
    evaluations.keep(practice, person, degree.id, more)
    assert evaluations.degrees_of(practice, case_id)[0].open == ("document",)
    for name in ("degrees.pdf", "degrees.xlsx"):
        evaluations.write_sheet(practice, case_id, tmp_path / name)
    assert "U.S. Bachelor of Science" in words_of_pdf((tmp_path / "degrees.pdf").read_bytes())


def test_the_translators_certificate_has_the_words_of_the_rule_and_no_signature(
    practice: Office, case: Case, tmp_path: Path
) -> None:
    row = next(one for one in documents.evidence(practice, case("26-0001")) if one.kind == "document")
    out = tmp_path / "certificate.pdf"
    with pytest.raises(Problem, match="translator's name and the language"):
        translations.make_certificate(practice, row.id, translations.Translation("Spanish"), out)
    assert not out.exists()
    told = translations.Translation("Spanish", "Inés Ruiz <b>", "Born and schooled in Mexico", "1 Main St")
    translations.make_certificate(practice, row.id, told, out)
    words = words_of_pdf(out.read_bytes())
    assert "I, Inés Ruiz <b>, certify that I am competent to translate from Spanish into English" in words
    assert "is complete and accurate" in words
    assert words.count("Inés Ruiz") == 2  # the text and below the empty line
    assert translations.translation_of(practice, row.id) == told


def test_facts_off_a_document_fill_what_is_empty_and_show_what_differs(
    practice: Office, case: Case, tmp_path: Path
) -> None:
    case_id = case("26-0006")
    person = practice.rows(
        "SELECT p.id, p.family_name FROM case_party c JOIN person p ON p.id = c.person_id "
        "WHERE c.case_id = ? ORDER BY c.ordinal",
        [case_id],
    )[0]
    documents.attach(practice, case_id, person["id"], "passport", "Passport", scan(tmp_path / "p.pdf"))
    row = next(one for one in documents.evidence(practice, case_id) if one.kind == "document")
    texts = {evidence_facts.MRZ: MRZ, "document.country": "Mexico"}
    found = evidence_facts.facts_of_document(practice, row.id, texts)
    assert found.mrz_fits
    assert found.mrz == "Check digits of the machine-readable lines fit."
    named = next(one for one in found.differences if one.path == "person.family_name")
    assert (named.text, named.record) == ("Eriksson", person["family_name"])
    changed = evidence_facts.keep_facts_of(practice, row.id, texts)
    assert changed.message.startswith("Kept, except what differs from the record: Family name")
    kept = practice.rows("SELECT number, country, expires_on FROM document WHERE id = ?", [row.id])[0]
    assert kept == {"number": "L898902C3", "country": "Mexico", "expires_on": "2012-04-15"}
    assert practice.rows("SELECT family_name FROM person WHERE id = ?", [person["id"]])[0] == {
        "family_name": person["family_name"]
    }
    evidence_facts.keep_facts_of(practice, row.id, texts, ["person.family_name"])
    sources = practice.rows(
        "SELECT source FROM answer WHERE owner_id = ? AND path = 'person.family_name'", [person["id"]]
    )
    assert {"source": "Passport"} in sources
    with pytest.raises(Problem, match="Issued on"):
        evidence_facts.keep_facts_of(practice, row.id, {"document.issued_on": "the day before"})
    broken = {evidence_facts.MRZ: MRZ.replace("L898902C36", "L898902C37")}
    assert "do not fit: document number" in evidence_facts.facts_of_document(practice, row.id, broken).mrz


def test_a_document_stands_under_the_criteria_that_somebody_chose(
    practice: Office, case: Case, set_fact: Callable[..., None]
) -> None:
    case_id = case("26-0002")
    set_fact("case_file", f"id = '{case_id}'", case_type="treaty-worker")
    from immdesk.records.answers import say

    practice.change("Say", lambda session: say(session, "case", case_id, "purpose", "o1"))
    practice.change("Say", lambda session: say(session, "case", case_id, "o1_kind", "arts"))
    found = evidence_criteria.criteria_of(practice, case_id)
    ((_name, sheet),) = found.sheets
    row = next(one for one in documents.evidence(practice, case_id) if one.kind == "document")
    documents.set_state(practice, row.id, "accepted")
    chosen = ["o1b-arts-lead", "o1b-arts-success"]
    evidence_criteria.put_under(practice, case_id, row.id, sheet.person_id, chosen)
    evidence_criteria.put_under(practice, case_id, row.id, sheet.person_id, chosen[:1])
    ((_name, sheet),) = evidence_criteria.criteria_of(practice, case_id).sheets
    assert (sheet.id, sheet.met, sheet.open) == ("o1b-arts", 1, 2)
    with pytest.raises(Problem, match="not known"):
        evidence_criteria.put_under(practice, case_id, row.id, sheet.person_id, ["o1b-arts-glory"])
    assert evidence_log.log_of(practice, row.id).state == "accepted"
