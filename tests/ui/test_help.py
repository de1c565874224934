"""Help opens at the page of the present screen, is found by a word, and lists every key."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QListWidget, QTextBrowser

from tests.desk import DeskDriver
from ui import actions, help_pages
from ui.screens.registry import places


def page(desk: DeskDriver) -> str:
    return str(desk.find(QListWidget, "Pages of the help").currentItem().text())


def test_every_screen_has_a_page_of_help_and_no_page_is_forgotten() -> None:
    there = {one.id for one in help_pages.pages()}
    for place in places():
        assert help_pages.page_of(place.id, "") in there
    files = {path.stem for path in help_pages.resource("help").glob("*.md")}
    assert files == set(help_pages.ORDER)


@pytest.mark.parametrize("language", ["es"])
def test_every_page_of_help_is_there_in_every_language(language: str) -> None:
    assert {path.stem for path in help_pages.resource("help", language).glob("*.md")} == set(help_pages.ORDER)
    for english, told in zip(help_pages.pages(), help_pages.pages(language), strict=True):
        assert len(english.text.splitlines()) == len(told.text.splitlines()), english.id


@pytest.mark.parametrize("language", ["en", "es"])
def test_help_is_short_and_plain(language: str) -> None:
    for one in help_pages.pages(language):
        assert 1 < len(one.text.splitlines()) < 20, one.id
        assert max(len(sentence) for sentence in re.split(r"[.:?]\s", one.text)) < 220, one.id


@pytest.mark.parametrize(
    ("key", "title"), [("Ctrl+3", "Calendar"), ("Ctrl+7", "Library"), ("Ctrl+1", "Today")]
)
def test_f1_opens_the_page_of_the_screen(desk: DeskDriver, key: str, title: str) -> None:
    desk.key(key)
    desk.settle()
    desk.key("F1")
    assert page(desk) == title


def test_f1_on_a_page_of_a_case_opens_its_own_page(desk: DeskDriver) -> None:
    desk.open_case("soto")
    desk.open_tab("Evidence")
    desk.key("F1")
    assert page(desk) == "Evidence"


def test_help_is_found_by_a_word_and_the_desk_goes_on_meanwhile(desk: DeskDriver) -> None:
    desk.key("F1")
    desk.type_into("Find in the help", "recovery sheet paper")
    desk.wait_for(lambda: page(desk) == "Passphrase and recovery sheet", "the page")
    assert "four characters" in desk.find(QTextBrowser, "Text of the help").toPlainText()
    assert not desk.front().isModal()


def test_every_key_of_the_menus_stands_in_the_list_of_shortcuts(desk: DeskDriver) -> None:
    desk.menu("Shortcuts")
    text = desk.find(QTextBrowser, "Text of the help").toPlainText()
    for one in actions.table():
        if one.shortcut:
            assert one.shortcut in text
            assert one.title in text


def test_help_is_there_before_any_office_is_open(bare_desk: DeskDriver) -> None:
    bare_desk.key("F1")
    assert page(bare_desk) == "First steps"
