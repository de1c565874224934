"""Texts that nobody expects on the screen: shown as they are, elided when long, told when broken."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTabBar

from immdesk.office import cases, interviews
from immdesk.office.office import Office
from tests.desk import DeskDriver
from ui.parts.labels import label


def with_long_name(office: Office) -> str:
    draft = interviews.start(office, "family-adjustment").draft_id
    section = interviews.add_section(office, draft, "spouse")
    interviews.answer(office, draft, f"{section}.family_name", "W" * 10_000)
    interviews.answer(office, draft, f"{section}.given_name", "Endless")
    case_id, _changed = interviews.finish(office, draft)
    return case_id


def test_a_name_of_ten_thousand_letters_does_not_stretch_the_desk(desk: DeskDriver, practice: Office) -> None:
    with_long_name(practice)
    width = desk.window.width()
    desk.open_case("Endless")
    bar = desk.find(QTabBar, "Pages of the case")
    for place in range(bar.count()):
        bar.setCurrentIndex(place)
        desk.settle()
        assert desk.window.screen().minimumSizeHint().width() < 2000, bar.tabText(place)
    assert desk.window.width() == width


@pytest.mark.parametrize("place", ["Today", "Cases", "Calendar", "Packets", "People"])
def test_no_place_is_stretched_by_a_long_name(desk: DeskDriver, practice: Office, place: str) -> None:
    with_long_name(practice)
    desk.go_to(place)
    assert desk.window.screen().minimumSizeHint().width() < 2000


def test_a_note_of_a_megabyte_is_shown_and_the_desk_goes_on(desk: DeskDriver, practice: Office) -> None:
    case_id = cases.case_ids(practice)[0]
    cases.add_note(practice, case_id, "Señora " * 150_000)
    desk.go_to("Cases")
    desk.window.go("case", f"{case_id}/notes")
    desk.settle()
    desk.type_into("New note", "Called.")
    desk.press("Add the note")
    desk.wait_for(lambda: cases.notes(practice, case_id)[0].text == "Called.", "the note")


def begin(desk: DeskDriver) -> None:
    desk.menu("New intake")
    desk.press("Begin Family adjustment of status")
    desk.settle()


def test_a_broken_character_that_is_typed_costs_no_letter_around_it(
    desk: DeskDriver, practice: Office
) -> None:
    begin(desk)
    desk.type_into("Family name (last name)", "Ram\ud800irez")
    desk.type_into("Given name (first name)", "Rosa")
    desk.settle()
    practice.drafts.clear()
    answers = {line.shown for line in interviews.review(practice, desk.window.place()[1])}
    assert {"Ramirez", "Rosa"} <= answers


def test_a_label_shows_the_beginning_of_what_would_stretch_the_window(qapp: object) -> None:
    long = label("W" * 10_000)
    assert long.text() == "W" * 59 + "…"
    assert "W" * 59 in long.toolTip()
    assert label("<b>&" * 10).text() == "<b>&" * 10
    folder = "/home/ana/" + "/".join(["a folder of the office"] * 5)
    assert label(folder).text() == folder
    assert len(label("word " * 1000, wrap=True).text()) == 2000
    assert len(label("word " * 1000).text()) == 200
