"""Every list longer than a handful is filtered as one types, by plain letters, and says when nothing fits."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListWidget, QToolButton

from immdesk.office import cases
from tests.desk import DeskDriver
from ui.parts.finder import Finder


def titles(desk: DeskDriver, name: str) -> list[str]:
    found = desk.find(QListWidget, name)
    return [found.item(row).text() for row in range(found.count())]


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("", "anything", True),
        ("wisn luk", "Wiśniewski, Łukasz", True),
        ("alh", "Al-Hassan", False),
        ("al-h", "Al-Hassan", True),
        ("hass", "Al-Hassan", True),
        ("26-0003", "26-0003 Nguyễn", True),
        ("iewski", "Wiśniewski", False),
        ("obri", "O'Brien", True),
    ],
)
def test_every_word_typed_is_the_beginning_of_a_word(qapp: object, typed: str, text: str, fits: bool) -> None:
    finder = Finder("Find")
    finder.setText(typed)
    assert finder.fits(text) is fits


def test_the_evidence_of_a_case_is_filtered_by_title_and_person(desk: DeskDriver) -> None:
    desk.open_case("Ramirez")
    desk.open_tab("Evidence")
    assert len(titles(desk, "Evidence")) > 5
    desk.type_into("Find a document", "birth camila")
    desk.wait_for(lambda: titles(desk, "Evidence") == ["Birth certificate with translation"])
    desk.type_into("Find a document", "")
    desk.wait_for(lambda: len(titles(desk, "Evidence")) > 5)


def test_the_dates_of_a_case_are_filtered_and_nothing_that_fits_is_said(desk: DeskDriver) -> None:
    desk.open_case("Soto")
    desk.open_tab("Dates")
    desk.see("Passport expires")
    desk.type_into("Find a date", "zzz")
    desk.see("No date fits")
    desk.type_into("Find a date", "passp exp")
    desk.see("Passport expires")
    assert not desk.sees("No date fits")


def test_notes_have_a_finder_once_there_are_more_than_a_handful(desk: DeskDriver) -> None:
    case_id = cases.id_of(desk.window.office, "26-0006")
    assert case_id is not None
    for number in range(6):
        cases.add_note(
            desk.window.office, case_id, f"Note number {number} about {'café' if number else 'tea'}"
        )
    desk.open_case("Pena")
    desk.open_tab("Notes")
    desk.type_into("Find a note", "tea")
    desk.wait_for(lambda: not desk.sees("Note number 1"))
    desk.see("Note number 0")


def test_the_calendar_shows_the_dates_of_one_family(desk: DeskDriver) -> None:
    desk.go_to("Calendar")
    desk.key("Ctrl+F")
    desk.type_into("Find a date", "nguyen answer")
    desk.see("1 date")
    desk.type_into("Find a date", "nguyen nobody")
    desk.see("0 dates")


@pytest.mark.parametrize("place", ["Calendar", "Packets", "Cases"])
def test_every_mark_of_a_finder_has_a_name(desk: DeskDriver, place: str) -> None:
    desk.go_to(place)
    marks = desk.window.screen().findChildren(QToolButton)
    assert [mark for mark in marks if not (mark.accessibleName() or mark.text())] == []
