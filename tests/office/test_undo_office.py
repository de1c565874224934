"""Undo and Redo of an intake, accepted dates, a note, a document; refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, dates, documents, interviews, undo
from immdesk.office.office import Office
from immdesk.office.rows import Changed

Case = Callable[[str], str]

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
LOCAL = ("draft", "finding_cache", "waiting_date", "meta", "operation", "operation_row")


def records(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Every record of the office, without the versions, which only count on."""
    names = [row["name"] for row in office.rows(TABLES)]
    return {
        name: [
            {column: value for column, value in row.items() if column != "version"}
            for row in office.rows(f'SELECT * FROM "{name}" ORDER BY 1')
        ]
        for name in names
        if name not in LOCAL and not name.startswith("search")
    }


def take_in(office: Office) -> str:
    """Take in a new family of two; give the case."""
    draft = interviews.start(office, "family-adjustment").draft_id
    interviews.answer(office, draft, "petitioner.family_name", "O'Brien & Sons")
    spouse = interviews.add_section(office, draft, "spouse")
    interviews.answer(office, draft, f"{spouse}.family_name", "Đặng")
    interviews.answer(office, draft, f"{spouse}.born_on", "Mar 1990")
    return interviews.finish(office, draft)[0]


def answer_about(office: Office, case_id: str) -> None:
    """Answer one more question of an existing case."""
    draft = interviews.start(office, "family-adjustment", case_id).draft_id
    interviews.answer(office, draft, "petitioner.eye_color", "green")
    interviews.finish(office, draft)


def do_it(office: Office, what: str, case: Case, pdf: Path) -> Any:
    person = cases.case_page(office, case("26-0001")).parties[0].person_id
    deeds: dict[str, Callable[[], Any]] = {
        "a new intake": lambda: take_in(office),
        "an intake about a case": lambda: answer_about(office, case("26-0001")),
        "accepted dates": lambda: dates.accept_all(office, case("26-0002")),
        "a note": lambda: cases.add_note(office, case("26-0001"), "Called."),
        "a document": lambda: documents.attach(office, case("26-0001"), person, "lease", "Lease", pdf),
    }
    return deeds[what]()


DEEDS = ["a new intake", "an intake about a case", "accepted dates", "a note", "a document"]


@pytest.mark.parametrize("what", DEEDS)
def test_what_was_done_and_taken_back_leaves_every_record_as_it_was(
    practice: Office, case: Case, pdf: Path, what: str
) -> None:
    before = records(practice)
    do_it(practice, what, case, pdf)
    after = records(practice)
    assert after != before
    undo.undo(practice, undo.undoable(practice).operation)
    assert records(practice) == before
    undo.undo(practice, undo.redoable(practice).operation)
    assert records(practice) == after
    assert practice.store.verify_chain().ok


def last(office: Office) -> Changed:
    return undo.undo(office, undo.undoable(office).operation)


def test_a_family_that_was_taken_back_is_found_no_more_and_its_draft_does_not_return(
    practice: Office,
) -> None:
    take_in(practice)
    assert len(cases.case_ids(practice, "dang")) == 1
    changed = last(practice)
    assert cases.case_ids(practice, "dang") == []
    assert practice.rows("SELECT id FROM draft") == []
    assert changed.message == (
        "Undone: Take in a questionnaire. "
        "The questionnaire does not come back as a draft; its answers stay in the history."
    )


def test_dates_that_were_taken_back_wait_again(practice: Office, case: Case) -> None:
    waiting = [row.key for row in dates.dates_of(practice, case("26-0002")) if row.state == "proposed"]
    dates.accept_all(practice, case("26-0002"))
    changed = last(practice)
    again = [row.key for row in dates.dates_of(practice, case("26-0002")) if row.state == "proposed"]
    assert waiting
    assert again == waiting
    assert case("26-0002") in changed.cases


def test_undo_walks_back_over_ones_own_changes_and_redo_forward(practice: Office, case: Case) -> None:
    for text in ("first", "second"):
        cases.add_note(practice, case("26-0001"), text)
    notes = [note.text for note in cases.notes(practice, case("26-0001"))]
    last(practice)
    assert undo.redoable(practice).title == "Add a note"
    last(practice)
    undo.undo(practice, undo.redoable(practice).operation)
    assert [note.text for note in cases.notes(practice, case("26-0001"))] == notes[1:]
    assert undo.redoable(practice).can
    cases.add_note(practice, case("26-0001"), "third")
    assert not undo.redoable(practice).can


def test_undo_offers_nobody_elses_change(practice: Office, case: Case) -> None:
    cases.add_note(practice, case("26-0001"), "mine")
    practice.user = "ben"
    assert undo.undoable(practice).reason == "You have changed nothing yet."
    cases.add_note(practice, case("26-0001"), "his")
    practice.user = "ana"
    last(practice)
    assert cases.notes(practice, case("26-0001"))[0].text == "his"


def test_what_somebody_changed_since_is_refused_by_name(
    practice: Office, case: Case, set_fact: Callable[..., None]
) -> None:
    set_fact("person", "family_name = 'Wiśniewski'", born_on="1989-06-16")
    mine = undo.undoable(practice).operation
    practice.user = "ben"
    set_fact("person", "family_name = 'Wiśniewski'", birth_city="Kraków")
    practice.user = "ana"
    assert undo.look(practice, mine).reason == "ben changed this person after it (“Correct a fact”)."
    with pytest.raises(Problem, match="cannot be undone"):
        undo.undo(practice, mine)


def test_a_case_that_got_a_note_since_is_not_taken_away(practice: Office) -> None:
    case_id = take_in(practice)
    taken_in = undo.undoable(practice).operation
    cases.add_note(practice, case_id, "Called.")
    assert undo.look(practice, taken_in).reason == "You added a note to it later (“Add a note”)."
    last(practice)
    assert undo.look(practice, taken_in).can


def test_how_the_office_began_is_not_taken_back(practice: Office) -> None:
    first = practice.rows("SELECT id FROM operation WHERE seq = 1")[0]["id"]
    assert undo.look(practice, first).reason == "The office began with it."


def test_nothing_is_undone_twice(practice: Office, case: Case) -> None:
    cases.add_note(practice, case("26-0001"), "mine")
    mine = undo.undoable(practice).operation
    undo.undo(practice, mine)
    assert undo.look(practice, mine).reason == "This was undone already."


def test_a_document_whose_file_is_gone_does_not_come_back(practice: Office, case: Case, pdf: Path) -> None:
    do_it(practice, "a document", case, pdf)
    blob = practice.rows("SELECT blob FROM document WHERE title = 'Lease'")[0]["blob"]
    last(practice)
    practice.store.attachments.discard(blob)
    assert (
        undo.redoable(practice).reason == "The scan that belongs to it is no longer in the office's folder."
    )
