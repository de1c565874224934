"""Preferences come from one table, take effect at once, and are found by a word."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.desk import DeskDriver
from ui import theme


def test_every_preference_is_shown_with_its_choices(desk: DeskDriver) -> None:
    desk.menu("Preferences")
    names = [box.accessibleName() for box in desk.window.screen().findChildren(QComboBox)]
    assert names == ["Look", "Size of type", "The calendar opens as"]


def test_the_dark_look_is_worn_at_once(desk: DeskDriver) -> None:
    desk.menu("Preferences")
    desk.choose("Look", "Dark")
    desk.wait_for(lambda: theme.look_of(desk.window).dark, "the dark look")
    desk.choose("Look", "Light")
    desk.wait_for(lambda: not theme.look_of(desk.window).dark, "the light look")


def test_a_preference_is_found_by_a_word_of_its_help(desk: DeskDriver) -> None:
    desk.menu("Preferences")
    desk.key("Ctrl+F")
    desk.find(QLineEdit, "Find a preference")
    desk.type_into("Find a preference", "grey")
    desk.wait_for(lambda: not desk.sees("Look"), "the others to go")
    assert desk.sees("Done dates in the calendar")


def test_larger_type_is_one_key_away_and_kept(desk: DeskDriver) -> None:
    desk.key("Ctrl++")
    assert desk.window.settings.get("size") == "115"
    desk.key("Ctrl+0")
    assert desk.window.settings.get("size") == "100"
