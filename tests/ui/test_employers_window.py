"""Employers at the window: added, found, corrected; jobs, fees, conversations; the family tree."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView

from immdesk.office import cases, work
from tests.desk import DeskDriver
from ui.parts.tree import Box, Tree


def case(desk: DeskDriver) -> str:
    found = cases.id_of(desk.window.office, "26-0001")
    assert found is not None
    return found


@pytest.fixture
def mill(desk: DeskDriver) -> str:
    """An employer that somebody has added; its id."""
    texts = {"name": "Sonora Mills, Inc.", "fein": "123456789", "city": "Tucson", "state": "AZ"}
    made, changed = work.record(desk.window.office, "employer", {}, texts)
    desk.window.desk.changed(changed)
    return made


def test_the_first_employer_is_added_from_the_empty_screen(desk):
    desk.go_to("Employers")
    assert desk.sees("No employer is in the office yet")
    desk.press("Add an employer")
    desk.type_into("FEIN", "12-345")
    desk.type_into("Name of the employer", "Corner Shop")
    said = "A FEIN has 9 digits, like 12-3456789; 5 typed. Kept as typed."
    assert desk.find(QLineEdit, "FEIN").accessibleDescription() == said
    desk.press("Record")
    desk.settle()
    table = desk.find(QTableView, "Employers")
    assert [table.model().index(0, column).data() for column in (0, 1)] == ["Corner Shop", "12-345"]


def test_an_employer_is_found_as_one_types_and_opened_with_enter(desk, mill):
    work.record(desk.window.office, "employer", {}, {"name": "Baja Foods"})
    desk.go_to("Employers")
    desk.type_into("Find an employer", "sono")
    table = desk.find(QTableView, "Employers")
    desk.wait_for(lambda: table.model().rowCount() == 1)
    table.setFocus()
    table.selectRow(0)
    desk.key("Return", table)
    desk.wait_for(lambda: desk.window.place() == ("employer", mill))
    assert desk.sees("Nobody is named who signs for this employer.")


def test_a_signatory_is_added_on_the_page_of_the_employer(desk, mill):
    desk.window.desk.go("employer", mill)
    desk.settle()
    desk.press("Add a contact")
    desk.type_into("Family name", "Okafor")
    desk.press("Record")
    desk.settle()
    assert desk.sees("Okafor")


def test_an_employer_is_found_anywhere_by_its_fein(desk, mill):
    from ui.parts import palette_lines

    ways = palette_lines.found(desk.window, "12-3456789", 12, str)
    assert [way.line.id for way in ways][:1] == [f"employer:{mill}"]
    ways[0].go()
    assert desk.window.place() == ("employer", mill)


def test_the_employer_of_a_case_is_chosen_and_its_job_recorded(desk, mill):
    desk.window.desk.go("case", f"{case(desk)}/work")
    desk.settle()
    choice = desk.find(QComboBox, "Employer of this case")
    choice.setCurrentIndex(choice.findData(mill))
    choice.activated.emit(choice.currentIndex())
    desk.settle()
    rows = desk.window.office.rows("SELECT employer_id FROM case_file WHERE id = ?", [case(desk)])
    assert rows == [{"employer_id": mill}]
    desk.press("Add a job…")
    desk.type_into("Job title", "Engineer")
    desk.press("Record")
    desk.settle()
    assert desk.sees("Engineer")


def test_what_is_due_and_paid_is_summed_on_the_case(desk):
    office, owner = desk.window.office, {"case_id": case(desk)}
    work.record(office, "payment", owner, {"item": "I-485", "amount": "1440"})
    work.record(office, "payment", owner, {"item": "I-130", "amount": "675", "state": "paid"})
    desk.window.desk.go("case", f"{case(desk)}/work")
    desk.settle()
    assert desk.sees("Still due: $1,440 · Paid: $675")


@pytest.mark.parametrize("where", ["case", "person", "employer"])
def test_a_conversation_is_logged_in_one_line(desk, mill, where):
    person = desk.window.office.rows("SELECT person_id FROM case_party LIMIT 1")[0]["person_id"]
    ref = {"case": f"{case(desk)}/talks", "person": person, "employer": mill}[where]
    desk.window.desk.go(where, ref)
    desk.settle()
    desk.type_into("With", "Ada Okafor")
    desk.type_into("Minutes", "7")
    desk.type_into("What was said", "The offer letter is on its way.")
    desk.press("Log")
    desk.settle()
    assert desk.sees("The offer letter is on its way.")
    (row,) = desk.window.office.rows("SELECT * FROM contact_log")
    assert (row["how"], row["spoke_with"], row["minutes"]) == ("call", "Ada Okafor", "7")
    assert row["staff_id"]
    assert row[f"{where}_id"]


def boxes(desk: DeskDriver) -> list[Box]:
    desk.window.desk.go("case", f"{case(desk)}/family")
    desk.settle()
    return [one for one in desk.window.findChildren(Box) if one.isVisible()]


def test_the_family_is_drawn_by_generation_and_read_aloud(desk):
    made = boxes(desk)
    spoken = [one.accessibleName() for one in made]
    tops = {one.person.name: one.y() for one in made}
    assert any("petitioner" in one and "spouse of" in one for one in spoken)
    parents = [one for one in made if "parent of" in one.accessibleName()]
    children = [one for one in made if "child of" in one.accessibleName()]
    assert parents
    assert children
    assert max(tops[one.person.name] for one in parents) < min(tops[one.person.name] for one in children)
    assert all("age" in one or "born" in one for one in spoken)


def test_a_box_of_the_tree_is_reached_by_the_arrows_and_opens_the_person(desk):
    made = boxes(desk)
    first, second = made[0], made[1]
    first.setFocus()
    desk.key("Right", first)
    assert second.hasFocus()
    desk.key("Space", second)
    desk.settle()
    assert desk.window.place() == ("person", second.person.id)


def test_no_box_of_the_tree_cuts_its_words_off_at_twice_the_size(desk):
    desk.window.change_size(10)
    try:
        for one in boxes(desk):
            assert one.height() >= one.height_at(one.width())
        tree = desk.window.findChildren(Tree)[0]
        assert tree.width() >= tree.sizeHint().width()
        assert tree.focusPolicy() == Qt.FocusPolicy.NoFocus
    finally:
        desk.window.change_size(0)


def test_the_overview_names_the_employer_and_the_job(desk, mill):
    job = {"employer_id": mill, "title": "Engineer"}
    work.record(desk.window.office, "job", {"case_id": case(desk)}, job)
    desk.window.desk.go("case", f"{case(desk)}/overview")
    desk.settle()
    assert desk.sees("Sonora Mills, Inc.")
    assert desk.sees("Engineer")


def test_the_worksites_offered_are_those_of_the_chosen_employer(desk: DeskDriver) -> None:
    office = desk.window.office
    for name, city in (("Sonora Mills, Inc.", "Nogales"), ("Rincon Foods", "Tucson")):
        made, _changed = work.record(office, "employer", {}, {"name": name})
        work.record(office, "worksite", {"employer_id": made}, {"city": city})
    desk.open_case("Ramírez")
    desk.menu("Add a job…")
    assert desk.find(QComboBox, "Worksite").currentText() == "Nothing recorded to choose from"
    desk.press("Employer: Rincon Foods")
    desk.wait_for(lambda: desk.can_press("Worksite: Tucson"), "the worksite of Rincon Foods")
    desk.press("Employer: Sonora Mills, Inc.")
    desk.wait_for(lambda: desk.can_press("Worksite: Nogales"), "the worksite of Sonora Mills")
    assert not desk.can_press("Worksite: Tucson")
