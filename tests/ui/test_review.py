"""The review before an intake is kept: answers as read, jump to a question, finish into a case."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem

from immdesk.office import cases, interviews
from tests.desk import DeskDriver
from ui.screens.intake import Intake


def fill_in(desk: DeskDriver, **texts: str) -> None:
    desk.menu("New intake")
    desk.press("Begin Family adjustment of status")
    desk.settle()
    labels = {
        "family": "Family name (last name)",
        "given": "Given name (first name)",
        "born": "Date of birth",
        "a_number": "A-Number",
    }
    for name, text in texts.items():
        desk.type_into(labels[name], text)
        desk.key("Return")


def lines(desk: DeskDriver) -> dict[str, QTreeWidgetItem]:
    tree = desk.find(QTreeWidget, "All answers")
    heads = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    found = [head.child(row) for head in heads for row in range(head.childCount())]
    return {item.text(0): item for item in reversed(found)}


def test_the_review_shows_answers_as_they_were_read(desk: DeskDriver) -> None:
    fill_in(desk, family="Vega", born="3/7/1988")
    desk.press("Review and finish")
    assert lines(desk)["Family name (last name)"].text(1) == "Vega"
    assert lines(desk)["Date of birth"].text(1) == "Mon Mar 7, 1988"


def test_an_answer_that_cannot_be_read_keeps_the_intake_open(desk: DeskDriver) -> None:
    fill_in(desk, family="Vega", a_number="12345")
    desk.press("Review and finish")
    assert lines(desk)["A-Number"].text(2) == "A-Number has 7, 8 or 9 digits; 5 typed."
    assert not desk.can_press("Finish and open the case")


def test_only_what_needs_a_look_is_left_when_one_asks_for_it(desk: DeskDriver) -> None:
    fill_in(desk, family="Vega", a_number="12345")
    desk.press("Review and finish")
    desk.press("Only what needs a look")
    assert list(lines(desk)) == ["A-Number"]


def test_enter_on_a_line_goes_to_its_question(desk: DeskDriver) -> None:
    fill_in(desk, family="Vega", a_number="12345")
    desk.press("Review and finish")
    tree = desk.find(QTreeWidget, "All answers")
    tree.itemActivated.emit(lines(desk)["A-Number"], 0)
    here = desk.window.focusWidget()
    assert here is not None
    assert here.accessibleName() == "A-Number"


def test_a_line_of_the_second_address_goes_to_the_second_address(desk: DeskDriver) -> None:
    fill_in(desk, family="Vega")
    office, draft = desk.window.office, desk.window.place()[1]
    for place, city in enumerate(("Houston", "Dallas")):
        interviews.add_row(office, draft, "petitioner.addresses")
        interviews.answer(office, draft, f"petitioner.addresses[{place}].city", city)
    desk.press("Review and finish")
    tree = desk.find(QTreeWidget, "All answers")
    tree.itemActivated.emit(lines(desk)["Address 2: City or town"], 0)
    here = desk.window.focusWidget()
    assert isinstance(here, QLineEdit)
    assert here.text() == "Dallas"


def test_finish_opens_the_case_and_the_draft_is_gone(desk: DeskDriver) -> None:
    fill_in(desk, family="Vega <b>&", given="Ana", born="3/7/1988")
    desk.press("Add the spouse")
    desk.type_into("Family name (last name)", "Vega")
    desk.type_into("Given name (first name)", "Luz")
    desk.press("Review and finish")
    desk.press("Finish and open the case")
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the case page")
    desk.settle()
    desk.see("Vega, Luz")
    office = desk.window.office
    assert len(cases.case_ids(office)) == 7
    assert office.rows("SELECT id FROM draft") == []


def test_discard_asks_first_and_then_throws_the_draft_away(desk: DeskDriver) -> None:
    fill_in(desk, family="Vega")
    desk.press("Discard…")
    desk.press("Discard")
    desk.settle()
    desk.see("New intake")
    assert desk.window.office.rows("SELECT id FROM draft") == []
    assert isinstance(desk.window.screen(), Intake)
