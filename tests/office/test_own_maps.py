"""Boxes that a person of the office confirms: kept with who and when, filled from then on, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import blanks, undo
from immdesk.office.form_sheet import FormSheet, carried_words, confirm, form_sheet, take_over
from immdesk.office.office import Office, open_office
from immdesk.office.own_maps import confirmed_by, map_for

A_NUMBER = "form1[0].#subform[0].#area[1].P1_Line1_AlienNumber[0]"


@pytest.fixture
def sheet(practice: Office, shared: Path) -> FormSheet:
    """A form that no shipped map fits: Form I-601."""
    blank = blanks.add(practice, shared / "forms" / "I-601_01-20-25.pdf")
    return form_sheet(practice, blank.sha256)


def test_a_blank_without_a_map_shows_what_is_proposed_for_each_box(sheet: FormSheet) -> None:
    assert not sheet.mapped
    box = next(one for one in sheet.boxes if one.asks.startswith("Alien Registration Number"))
    assert (box.state, box.said, box.maxlen, box.refuses) == ("confirm", "A-Number", 9, "[^0-9]")
    assert box.place.startswith("Part 1, item 1")


def test_a_confirmed_box_is_filled_from_then_on_and_by_whom_is_kept(
    practice: Office, sheet: FormSheet
) -> None:
    box = next(one for one in sheet.boxes if one.asks.startswith("Alien Registration Number"))
    assert box.entry is not None
    changed = confirm(practice, sheet, {box.name: box.entry})
    assert changed.message == "1 box is confirmed."
    found = map_for(practice.library, sheet.form, sheet.fields_hash)
    assert found is not None
    assert found.boxes[box.name].from_ == "person.a_number"
    assert confirmed_by(practice, found)[box.name][0] == "ana"
    with open_office(practice.folder, clock=practice.clock) as again:
        assert form_sheet(again, sheet.sha256).confirmed() == sheet.confirmed() + 1
    undo.undo(practice, changed.operation)
    assert form_sheet(practice, sheet.sha256).confirmed() == sheet.confirmed()


def test_what_cannot_stand_in_a_box_is_refused_and_nothing_is_kept(
    practice: Office, sheet: FormSheet
) -> None:
    text = next(one for one in sheet.boxes if one.kind == "text" and one.state == "confirm")
    tick = next(one for one in sheet.boxes if one.kind == "check" and one.open)
    for box, entry in (
        (text, {"from": "person.no_such_word"}),
        (text, {"from": "person.sex", "is": "male"}),
        (tick, {"from": "person.a_number"}),
        (text, {"from": "person.a_number", "leave": "Not needed."}),
    ):
        with pytest.raises(Problem):
            confirm(practice, sheet, {box.name: entry})
    assert form_sheet(practice, sheet.sha256).confirmed() == sheet.confirmed()


def test_a_new_edition_keeps_what_is_sure_and_asks_about_the_rest(practice: Office, shared: Path) -> None:
    for name in ("I-765_08-21-25", "I-765_01-20-25"):
        blank = blanks.add(practice, shared / "forms" / f"{name}.pdf")
    sheet = form_sheet(practice, blank.sha256)
    assert (sheet.mapped, sheet.carried_from) == (False, "08/21/25")
    assert carried_words(sheet) == (
        "Carried over from edition 08/21/25: 149 boxes are the same, 4 to look at, 10 new, 1 gone."
    )
    assert len([one for one in sheet.boxes if one.open]) == 14
    look = next(one for one in sheet.boxes if one.was.startswith("In the edition before"))
    assert look.state == "confirm"
    take_over(practice, sheet)
    after = form_sheet(practice, blank.sha256)
    assert (after.mapped, after.words()) == (True, "149 of 163 boxes confirmed")
    for one in [box for box in after.boxes if box.open]:
        confirm(practice, after, {one.name: one.entry or {"leave": "Written by hand when it applies."}})
    assert form_sheet(practice, blank.sha256).words() == "163 of 163 boxes confirmed"
