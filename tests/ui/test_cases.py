"""Cases: found by a few letters, sorted, opened with Enter; empty lists say what to do."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QTableView

from tests.desk import DeskDriver


def numbers(desk: DeskDriver) -> list[str]:
    return [row[0] for row in desk.rows("Cases")]


def test_the_six_practice_cases_are_listed_by_number(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    assert numbers(desk) == ["26-0001", "26-0002", "26-0003", "26-0004", "26-0005", "26-0006"]
    assert (
        desk.rows("Cases")[0][1] == "Ramírez Ortega, Lucía; López Ramírez, Camila\npetitioner Carter, Daniel"
    )


@pytest.mark.parametrize(
    ("letters", "number"),
    [("wisn", "26-0005"), ("duc", "26-0003"), ("26-0004", "26-0004"), ("pena iban", "26-0006")],
)
def test_plain_letters_find_a_name_with_marks(desk: DeskDriver, letters: str, number: str) -> None:
    desk.go_to("Cases")
    desk.type_into("Find a case", letters)
    desk.wait_for(lambda: numbers(desk) == [number], f"case {number}")


def test_letters_that_fit_nothing_are_told_and_taken_back(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    desk.type_into("Find a case", "zzz")
    desk.see("No case fits")
    desk.press("Show all open cases")
    assert len(numbers(desk)) == 6


def test_ctrl_f_goes_to_the_finder_from_anywhere_and_escape_clears_it(desk: DeskDriver) -> None:
    desk.key("Ctrl+F")
    finder = desk.find(QLineEdit, "Find a case")
    assert finder.hasFocus()
    desk.type_into("Find a case", "nguyen")
    desk.wait_for(lambda: numbers(desk) == ["26-0003"])
    desk.key("Escape", finder)
    desk.wait_for(lambda: len(numbers(desk)) == 6)


def test_enter_in_the_finder_goes_to_the_table_and_enter_there_opens_the_case(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    desk.type_into("Find a case", "wisniewski")
    desk.key("Return")
    table = desk.find(QTableView, "Cases")
    assert table.hasFocus()
    desk.key("Return", table)
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the case")


def test_a_click_on_the_title_number_turns_the_list_round(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    desk.find(QTableView, "Cases").horizontalHeader().sectionClicked.emit(0)
    assert numbers(desk)[0] == "26-0006"


def test_no_closed_case_is_said_in_words(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    desk.choose("Which cases", "Closed")
    desk.see("No case fits")
