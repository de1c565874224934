"""Find anything (Ctrl+K): hits as one types, actions behind `>`, and never a name taken for markup."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget

from immdesk.office import cases
from tests.desk import DeskDriver


def lines(desk: DeskDriver) -> list[str]:
    found = desk.find(QListWidget, "What is found")
    return [found.item(row).text() for row in range(found.count())]


def ask(desk: DeskDriver, words: str) -> None:
    desk.key("Ctrl+K", desk.window)
    desk.type_into("Find anything", words)


def marked(desk: DeskDriver) -> str:
    item = desk.find(QListWidget, "What is found").currentItem()
    return item.text() if item is not None else ""


def closed(desk: DeskDriver) -> bool:
    return not any(one.isVisible() for one in desk.window.findChildren(QDialog))


def test_a_few_plain_letters_find_the_case_and_enter_opens_it(desk: DeskDriver) -> None:
    ask(desk, "wisn")
    desk.wait_for(lambda: lines(desk) and lines(desk)[0] == "Wiśniewski, Łukasz")
    desk.key("Return")
    case_id = cases.id_of(desk.window.office, "26-0005")
    desk.wait_for(lambda: desk.window.place() == ("case", case_id), "the case")
    assert closed(desk)


def test_the_arrows_move_in_the_list_while_the_cursor_stays_in_the_field(desk: DeskDriver) -> None:
    ask(desk, "nguyen")
    desk.wait_for(lambda: len(lines(desk)) == 2)
    desk.key("Down")
    field = desk.find(QLineEdit, "Find anything")
    assert field.hasFocus()
    assert "Person" in field.accessibleDescription()
    desk.key("Return")
    desk.wait_for(lambda: desk.window.place()[0] == "person", "the person's page")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("IOE0923456790", "case"),
        ("permanent resident card", "case"),
        ("transcript may", "case"),
    ],
)
def test_a_receipt_a_document_and_a_note_lead_to_their_case(desk: DeskDriver, words: str, place: str) -> None:
    ask(desk, words)
    desk.wait_for(lambda: lines(desk))
    desk.key("Return")
    desk.wait_for(lambda: desk.window.place()[0] == place)
    desk.settle()


def test_after_a_greater_sign_the_actions_of_the_menus_are_listed_and_done(desk: DeskDriver) -> None:
    ask(desk, "> cal")
    desk.wait_for(lambda: lines(desk) == ["Calendar"])
    desk.key("Return")
    desk.wait_for(lambda: desk.window.place()[0] == "calendar")


def test_a_greater_sign_alone_lists_what_can_be_done_now_and_nothing_grey(desk: DeskDriver) -> None:
    ask(desk, ">")
    desk.wait_for(lambda: "New intake" in lines(desk))
    assert "Find anything…" not in lines(desk)
    assert "Redo" not in lines(desk)


def test_a_misspelt_name_is_offered_in_its_right_spelling(desk: DeskDriver) -> None:
    ask(desk, "wisnewsky")
    desk.wait_for(lambda: lines(desk) and lines(desk)[0] == "Did you mean “Wiśniewski”?")
    desk.key("Return")
    desk.wait_for(lambda: "Wiśniewski, Łukasz" in lines(desk))
    assert desk.find(QLineEdit, "Find anything").text() == "Wiśniewski"


def test_letters_that_fit_nothing_are_told_in_words(desk: DeskDriver) -> None:
    ask(desk, "zzzz qqqq")
    desk.see("Nothing is found. Try fewer letters.")
    desk.key("Return")
    assert desk.window.place()[0] == "today"


def test_escape_closes_and_the_desk_stands_where_it_stood(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    ask(desk, "nguyen")
    desk.key("Escape", QApplication.focusWidget())
    desk.wait_for(lambda: closed(desk), "the palette to close")
    assert desk.window.place()[0] == "cases"


def test_signs_of_the_index_are_harmless(desk: DeskDriver) -> None:
    for words in ('"', "26-00*", "a AND", "NEAR(", "%", "'; --", ">>>"):
        ask(desk, words)
    assert desk.find(QLineEdit, "Find anything").text() == ">>>"


def test_a_name_with_markup_is_shown_as_it_is(desk: DeskDriver) -> None:
    case_id = desk.window.office.rows("SELECT id FROM case_file LIMIT 1")[0]["id"]
    cases.add_note(desk.window.office, case_id, 'Ask <b>O\'Brien</b> & "Sons" for <img src="x"> papers')
    ask(desk, "obrien sons")
    desk.wait_for(lambda: lines(desk))
    assert '<b>O\'Brien</b> & "Sons"' in lines(desk)[0]


def test_without_an_office_nothing_is_found_and_the_menu_entry_is_grey(bare_desk: DeskDriver) -> None:
    bare_desk.key("Ctrl+K", bare_desk.window)
    assert not bare_desk.window.can("find")
    assert closed(bare_desk)
