"""People: everybody in one table, found by a few letters, and the page of one person."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from immdesk.office import histories, interviews, people
from tests.desk import DeskDriver


def find(desk: DeskDriver, words: str) -> QTableView:
    desk.go_to("People")
    table = desk.find(QTableView, "People")
    desk.type_into("Find a person", words)
    desk.wait_for(lambda: table.model().rowCount() == 1, f"one person for {words!r}")
    return table


def test_everybody_stands_in_one_table_with_only_the_tail_of_a_number(desk: DeskDriver) -> None:
    desk.go_to("People")
    rows = desk.rows("People")
    assert len(rows) == 15
    assert ["Soto Luna, Guadalupe", "Sun Dec 12, 1976", "Mexico", "…5678", "26-0002"] in rows
    assert desk.sees("15 people")


def test_a_name_is_found_without_its_accents_and_in_its_own_script(desk: DeskDriver) -> None:
    for words, name in (("wisniewski", "Wiśniewski, Łukasz"), ("ليلى", "Al-Hassan, Leila\nالحسن ليلى")):
        find(desk, words)
        desk.wait_for(lambda name=name: desk.rows("People")[0][0] == name, name)


def test_letters_that_fit_nobody_say_so_and_offer_everybody(desk: DeskDriver) -> None:
    desk.go_to("People")
    desk.type_into("Find a person", "zzzz")
    desk.see("Nobody fits")
    desk.press("Show everybody")
    desk.wait_for(lambda: len(desk.rows("People")) == 15, "everybody")


def test_enter_opens_a_person_with_safe_contact_first_and_papers_by_expiry(desk: DeskDriver) -> None:
    table = find(desk, "lucia")
    table.setFocus()
    desk.key("Return", table)
    desk.see("Safe contact: Call after 5 p.m. only; do not leave messages at work.")
    for words in ("(210) 555-0174", "4512 Willow Creek Drive, San Antonio, TX 78217", "expires soon"):
        assert desk.sees(words)
    assert desk.can_press("Carter, Daniel Robert, spouse")
    assert not desk.sees("G12345678")


def test_the_page_of_a_person_tells_who_changed_what(desk: DeskDriver) -> None:
    office = desk.window.office
    (person,) = people.person_ids(office, "lucia")
    (row,) = office.rows("SELECT case_id FROM case_party WHERE person_id = ?", [person])
    desk.window.desk.go("person", person)
    desk.see("History")
    before = histories.of_person(office, person)
    assert before
    draft = interviews.start(office, "family-adjustment", row["case_id"]).draft_id
    section = next(one.id for one in interviews.overview(office, draft).sections if "Lucía" in one.title)
    interviews.answer(office, draft, f"{section}.birth_city", "Tuxtla")
    _case, changed = interviews.finish(office, draft)
    desk.window.desk.changed(changed)
    desk.settle()
    desk.see("Tuxtla")
    assert len(histories.of_person(office, person)) == len(before) + 1


def test_from_a_person_one_key_press_opens_the_case(desk: DeskDriver) -> None:
    table = find(desk, "lucia")
    table.setFocus()
    desk.key("Return", table)
    desk.press("Open the case")
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the case")
    desk.key("Alt+Left")
    assert desk.window.place()[0] == "person"


def test_a_person_who_has_gone_is_told_plainly(desk: DeskDriver) -> None:
    desk.window.desk.go("person", "gone")
    desk.see("This person is no longer in the office.")


def test_a_column_that_was_widened_stays_so(desk: DeskDriver) -> None:
    desk.go_to("People")
    table = desk.find(QTableView, "People")
    table.horizontalHeader().resizeSection(2, 30 * table.fontMetrics().averageCharWidth())
    desk.window.dress()
    again = desk.find(QTableView, "People")
    assert again.columnWidth(2) == 30 * again.fontMetrics().averageCharWidth()


def test_ctrl_f_on_people_finds_people(desk: DeskDriver) -> None:
    desk.key("Ctrl+5")
    desk.settle()
    desk.key("Ctrl+F")
    assert desk.window.focusWidget().accessibleName() == "Find a person"
    assert people.person_ids(desk.window.office, "5678") != []
