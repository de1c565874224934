"""Questionnaires found by their words, walked section by section in the real window, and finished."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from tests.desk import DeskDriver
from ui.parts.card import Card
from ui.parts.finder import Finder


def offered(desk: DeskDriver) -> list[str]:
    found = desk.window.screen().findChildren(QPushButton)
    names = [one.accessibleName() for one in found if one.isVisible()]
    return [one.removeprefix("Begin ") for one in names if one.startswith("Begin ")]


def look_for(desk: DeskDriver, words: str) -> None:
    desk.menu("New intake")
    desk.settle()
    finder = next(one for one in desk.window.screen().findChildren(Finder) if one.isVisible())
    finder.setText(words)
    finder.finding.emit(words)
    desk.settle()


def test_the_finder_shows_the_questionnaires_that_have_the_words(desk: DeskDriver) -> None:
    look_for(desk, "i-140 waiver")
    assert offered(desk) == ["I-140 with a national interest waiver (EB-2)"]
    look_for(desk, "zzz")
    assert offered(desk) == []
    desk.see("No questionnaire has these words.")
    look_for(desk, "")
    assert len(offered(desk)) == 39


@pytest.mark.parametrize(
    ("words", "title", "name", "kind"),
    [
        ("I-90", "Green card renewal or replacement (I-90)", "applicant", "Green card renewal (I-90)"),
        ("TN", "TN worker from Canada or Mexico", "worker", "TN, E-3 and O-1 workers"),
        ("crimes", "U status for victims of crimes (I-918)", "applicant", "U status for victims of crimes"),
    ],
)
def test_a_questionnaire_is_walked_section_by_section_and_becomes_a_case(
    desk: DeskDriver, words: str, title: str, name: str, kind: str
) -> None:
    look_for(desk, words)
    desk.press(f"Begin {title}")
    desk.settle()
    asking = desk.window.screen().asking
    seen = []
    for section in asking._side.sections.ids():
        asking.go_to(section)
        desk.settle()
        seen.append(len(asking._page.findChildren(Card)))
    assert all(seen)
    asking.go_to(f"{name}.family_name")
    asking._page.current().editor.setText("Ek")
    asking.show_review()
    desk.press("Finish and open the case")
    desk.see(kind)
