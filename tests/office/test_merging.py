"""Two records of one person made one field by field, undone, and split again with what came from where."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from immdesk.basics.problems import Problem
from immdesk.office import histories, undo
from immdesk.office.merge_fields import fields_of
from immdesk.office.merging import merge
from immdesk.office.office import Office
from immdesk.office.same_person import Asked, candidates
from immdesk.office.splitting import merges_of, split, split_page
from tests.office.twins import lucia, twin


def rows_of(office: Office) -> dict[str, list[dict[str, object]]]:
    tables = (
        "person",
        "contact",
        "identifier",
        "document",
        "note",
        "case_party",
        "said",
        "list_complete",
        "person_name",
    )
    found = {table: office.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}
    return {
        table: [{k: v for k, v in row.items() if k != "version"} for row in rows]
        for table, rows in found.items()
    }


def test_everything_of_the_other_follows_and_undo_gives_it_all_back(practice: Office) -> None:
    keep, gone = lucia(practice), twin(practice)
    before = rows_of(practice)
    said = {one.word: one for one in fields_of(practice, keep, gone)}
    assert (said["family_name"].b, said["family_name"].differs) == ("Ramires", True)
    changed = merge(practice, keep, gone, {"phone_day": "b", "born_on": "a", "a_number": "a"})
    now = rows_of(practice)
    assert [row["person_id"] for row in now["case_party"] if row["id"] == "party2"] == [keep]
    assert [row["person_id"] for row in now["document"] if row["id"] == "doc2"] == [keep]
    assert [
        row["value"] for row in now["contact"] if row["person_id"] == keep and row["kind"] == "phone_day"
    ] == ["2105550199"]
    assert {(row["value"], row["is_main"]) for row in now["identifier"] if row["person_id"] == keep} >= {
        ("A200000001", "no")
    }
    assert ("Ramires", "alias") in {(row["family_name"], row["kind"]) for row in now["person_name"]}
    (row,) = practice.rows("SELECT value FROM said WHERE owner_id = ? AND word = 'ever_arrested'", [keep])
    assert row["value"] == "no"  # Lucía's own answer stays unless the other is chosen
    assert changed.cases >= {"case2"}
    titles = [one.title for one in histories.of_person(practice, keep)]
    assert "Add a person" in titles
    undo.undo(practice, changed.operation)
    assert rows_of(practice) == before


def test_split_again_gives_each_what_came_from_its_side(practice: Office) -> None:
    keep, gone = lucia(practice), twin(practice)
    before = rows_of(practice)
    merge(practice, keep, gone, {"phone_day": "b", "ever_arrested": "b", "family_name": "b"})

    def later(session: Session) -> None:
        from immdesk.records.notes import Note

        session.add(Note(id="since", person_id=keep, text="Written later"))

    practice.change("Write a note", later)
    (line,) = merges_of(practice, keep)
    page = split_page(practice, line.id)
    came = {one.key: one.came for one in page.rows}
    assert (came["document:doc2"], came["note:since"]) == ("goes", "since")
    split(practice, line.id, [key for key, side in came.items() if side == "goes"])
    after = rows_of(practice)
    after["note"] = [row for row in after["note"] if row["id"] != "since"]
    assert after == before
    assert merges_of(practice, keep) == ()
    with pytest.raises(Problem, match="split already"):
        split(practice, line.id, [])


def test_people_of_one_case_or_of_one_family_are_not_merged(practice: Office) -> None:
    rows = practice.rows("SELECT case_id, person_id FROM case_party ORDER BY case_id, ordinal")
    one, other = (row["person_id"] for row in rows[:2])
    with pytest.raises(Problem, match="cannot be made one") as refused:
        merge(practice, one, other, {})
    assert "Both stand in case" in refused.value.do
    with pytest.raises(Problem, match="cannot be made one"):
        merge(practice, one, one, {})


def test_who_may_be_the_same_is_shown_with_the_reason_and_nothing_is_joined(practice: Office) -> None:
    before = practice.rows("SELECT count(*) AS n FROM person")
    (row,) = practice.rows("SELECT born_on FROM person WHERE id = ?", [lucia(practice)])
    found = candidates(practice, Asked("Ramires", "Lusia", row["born_on"]))
    assert [(one.person_id, one.why) for one in found] == [(lucia(practice), "name 92 %, same date of birth")]
    assert candidates(practice, Asked("Zhao", "Quentin")) == ()
    assert practice.rows("SELECT count(*) AS n FROM person") == before
