"""Settings come from one table, take effect at once, are found by a word; the office's own are kept in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from immdesk.office import our_office
from immdesk.settings import SIZES, Settings, groups, preferences
from tests.desk import DeskDriver
from ui import theme


def test_every_preference_of_the_table_is_shown_with_its_choices(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    shown = [one for one in preferences() if one.shown]
    assert {one.group for one in shown} == {group for group, _title in groups()}
    for one in shown:
        if one.kind == "choice":
            box = desk.find(QComboBox, one.title)
            assert [box.itemText(row) for row in range(box.count())] == [
                title for _value, title in one.options
            ]


def test_the_dark_look_is_worn_at_once(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    desk.choose("Look", "Dark")
    desk.wait_for(lambda: theme.look_of(desk.window).dark, "the dark look")
    desk.choose("Look", "Light")
    desk.wait_for(lambda: not theme.look_of(desk.window).dark, "the light look")


def test_a_setting_is_found_by_a_word_of_its_help(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    desk.key("Ctrl+F")
    desk.type_into("Find a setting", "grey")
    desk.wait_for(lambda: not desk.sees("Look"), "the others to go")
    assert desk.sees("Done dates in the calendar")
    desk.type_into("Find a setting", "zzz")
    desk.see("No setting fits")


def test_everything_is_written_from_80_to_200_percent(desk: DeskDriver, tmp_path: object) -> None:
    assert (SIZES[0], SIZES[-1]) == (80, 200)
    desk.key("Ctrl++")
    assert desk.window.settings.get("size") == "115"
    desk.window.settings.set("size", "90")
    for _step in (1, 2):
        desk.window.change_size(-1)
    assert Settings(desk.window.settings.folder).get("size") == "80"
    assert desk.window.font().pointSizeF() == 8.0
    desk.key("Ctrl+0")
    assert desk.window.font().pointSizeF() == 10.0


def test_the_zone_of_the_office_is_kept_in_the_office_and_counts_at_once(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    desk.choose("Time zone", "America/Los_Angeles")
    desk.wait_for(lambda: desk.window.office.zone == "America/Los_Angeles", "the zone")
    assert our_office.office_words(desk.window.office)["zone"] == "America/Los_Angeles"


def test_a_zone_that_does_not_exist_is_refused_and_the_field_tells_the_truth_again(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    box = desk.find(QComboBox, "Time zone")
    box.addItem("Mars/Olympus")
    desk.choose("Time zone", "Mars/Olympus")
    desk.see("There is no time zone of this name.")
    desk.press("Close")
    assert box.currentText() == "America/Chicago"


def test_the_name_of_the_office_is_kept_when_one_leaves_its_field(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    desk.type_into("Name of the office", "Mission Road Law")
    desk.key("Tab", desk.find(QLineEdit, "Name of the office"))
    desk.wait_for(
        lambda: our_office.office_words(desk.window.office)["name"] == "Mission Road Law", "the name"
    )


def test_somebody_joins_the_staff_as_an_attorney_and_leaves_again(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    desk.press("Add somebody…")
    desk.type_into("Given name", "Noor")
    desk.type_into("Family name", "Haddad")
    desk.press("Is an attorney or accredited representative of this office")
    desk.press("Keep this member of the staff")
    desk.wait_for(lambda: desk.sees("Noor Haddad"), "the new attorney")
    noor = next(one for one in our_office.members(desk.window.office) if one.name == "Noor Haddad")
    assert (noor.active, noor.words["is_attorney"]) == (True, "yes")
    desk.press("Has left: Noor Haddad")
    desk.see("has left")


def test_staff_without_a_family_name_is_refused(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    desk.press("Add somebody…")
    desk.press("Keep this member of the staff")
    desk.see("A family name is missing.")


@pytest.mark.parametrize("look", ["dark", "light"])
def test_a_ticked_box_can_be_told_from_an_empty_one(look: str, desk: DeskDriver) -> None:
    desk.window.settings.set("look", look)
    desk.window.dress()
    desk.go_to("Settings")
    box = desk.find(QCheckBox, "Done dates in the calendar")
    ticked = box.grab().toImage()
    box.setCheckState(Qt.CheckState.Unchecked)
    assert box.grab().toImage() != ticked
