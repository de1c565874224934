"""A form's box written by hand: told apart from the record, taken into it, marked when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import blanks, cases, packets
from immdesk.office.by_hand import FormKey, by_hand_of, choose_none_policy, take_back
from immdesk.office.filled_form import differences, filled_sheet, save_form, set_by_hand
from immdesk.office.history_kept import in_words, kept_name
from immdesk.office.into_record import into_record
from immdesk.office.more_forms import more_forms
from immdesk.office.office import Office
from immdesk.packets.inspect import inspect


@pytest.fixture
def drafted(practice: Office, shared: Path) -> tuple[Office, str, FormKey]:
    """The Ramírez case with the blank of Form I-130A, and which form it is."""
    blanks.add(practice, shared / "forms" / "I-130A_04-01-24.pdf")
    [case_id] = cases.case_ids(practice, "26-0001")
    row = next(one for one in packets.forms_of(practice, case_id) if one.form == "I-130A")
    return practice, case_id, FormKey("I-130A", row.person_id)


def given_name(office: Office, case_id: str, key: FormKey) -> tuple[str, str]:
    """The box of the given name in Part 1: its full name, and what stands in it."""
    form = filled_sheet(office, case_id, key)
    maps = office.library.official["I-130A"][-1].boxes
    name = next(one for one, box in maps.items() if box.from_ == "person.given_name")
    return name, str(form.values.get(name, ""))


def test_a_box_by_hand_is_told_apart_and_taken_back(drafted: tuple[Office, str, FormKey]) -> None:
    office, case_id, key = drafted
    name, before = given_name(office, case_id, key)
    with pytest.raises(Problem, match="needs a reason"):
        set_by_hand(office, case_id, key, name, "Ximena", " ")
    set_by_hand(office, case_id, key, name, "Ximena", "As on the passport")
    form = filled_sheet(office, case_id, key)
    box = next(one for one in form.sheet.boxes if one.name == name)
    assert (box.state, box.said) == ("hand", "Ximena")
    assert box.was == f"By hand: As on the passport (ana). The record says: {before}"
    assert form.record[name] == before
    [told] = differences(office, case_id)
    assert (told.by_hand, told.record) == ("Ximena", before)
    checks = [one.message for one in packets.page(office, case_id).preflight]
    assert "Boxes that were written by hand and differ from the record: 1" in checks
    assert any("“Ximena”" in one and before in one for one in checks)  # two forms, or the record, differ
    take_back(office, case_id, key, [name])
    assert given_name(office, case_id, key)[1] == before


def test_what_was_written_by_hand_is_taken_into_the_record_and_stands_on_every_form(
    drafted: tuple[Office, str, FormKey],
) -> None:
    office, case_id, key = drafted
    name, _before = given_name(office, case_id, key)
    set_by_hand(office, case_id, key, name, "Ximena", "As on the passport")
    into_record(office, case_id, key, name)
    assert by_hand_of(office, case_id) == {}
    form = filled_sheet(office, case_id, key)
    assert form.record[name] == "Ximena"
    rows = office.rows("SELECT given_name FROM person WHERE id = ?", [key.person_id])
    assert rows[0]["given_name"] == "Ximena"


def test_a_form_is_written_in_two_ways_and_later_changes_are_marked(
    drafted: tuple[Office, str, FormKey], tmp_path: Path
) -> None:
    office, case_id, key = drafted
    name, _before = given_name(office, case_id, key)
    save_form(office, case_id, key, tmp_path / "editable.pdf", flatten=False)
    save_form(office, case_id, key, tmp_path / "filing.pdf", flatten=True)
    assert len(inspect(tmp_path / "editable.pdf").fields) > 90
    assert inspect(tmp_path / "filing.pdf").fields == ()
    assert filled_sheet(office, case_id, key).changed() == ()
    set_by_hand(office, case_id, key, name, "Ximena", "As on the passport")
    assert name in filled_sheet(office, case_id, key).changed()
    choose_none_policy(office, "I-130A", "N/A")
    assert filled_sheet(office, case_id, key).policy == "N/A"
    assert any("Part" in one for one in filled_sheet(office, case_id, key).signs)


def test_a_form_beside_the_packet_is_filled_for_anybody_of_the_case(
    drafted: tuple[Office, str, FormKey], shared: Path, tmp_path: Path
) -> None:
    office, case_id, key = drafted
    found = more_forms(office, case_id)
    assert "AR-11" in dict(found.forms)
    assert key.person_id in dict(found.people)
    blanks.add(office, shared / "forms" / "AR-11_09-10-19.pdf")
    form = filled_sheet(office, case_id, FormKey("AR-11", key.person_id))
    assert "Lucía" in form.values.values()
    save_form(office, case_id, form.key, tmp_path / "ar-11.pdf", flatten=True)
    assert (tmp_path / "ar-11.pdf").stat().st_size > 10_000


def test_the_history_tells_of_a_form_in_words(drafted: tuple[Office, str, FormKey], tmp_path: Path) -> None:
    office, case_id, key = drafted
    name, _before = given_name(office, case_id, key)
    save_form(office, case_id, key, tmp_path / "filing.pdf", flatten=True)
    changed = set_by_hand(office, case_id, key, name, "Ximena", "As on the passport")
    assert changed.cases == {case_id}
    assert kept_name(f"by hand {key.written()} {name}") == "Form I-130A, box Pt1Line3b_GivenName[0]"
    assert in_words('{"value": "Ximena", "reason": "As on the passport"}') == "Ximena, As on the passport"
    assert kept_name(f"printed {key.written()}") == "Print of Form I-130A"
    assert in_words('{"at": "2026-08-14", "boxes": {"a": "b"}}') == "1 box"
