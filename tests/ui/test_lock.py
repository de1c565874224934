"""A desk that nobody touches locks itself: nothing to be seen, nothing open, and everything still there."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from immdesk.basics.problems import Refused
from immdesk.office import keys
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.store.keys import Cost, add_passphrase, open_key
from tests.conftest import DAY
from tests.desk import DeskDriver, let_events_pass, open_desk

WORDS = "the right words here"


@pytest.fixture
def office(computed_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """The families of the practice office behind a passphrase, on August 14, 2026."""
    folder = tmp_path / "office"
    shutil.copytree(computed_folder, folder)
    key = open_key(folder)
    (folder / "keys.json").unlink()
    add_passphrase(folder, key, WORDS, cost=Cost(memory=64, passes=1, lanes=1))
    with open_office(folder, passphrase=WORDS, clock=stopped_at(DAY), user="ana") as opened:
        yield opened


@pytest.fixture
def desk(qapp: object, office: Office, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window with that office, standing at Today."""
    driver = open_desk(tmp_path / "settings", office)
    yield driver
    driver.leave()


def lock(desk: DeskDriver) -> None:
    desk.window.lock.lock()
    desk.see("Type the passphrase to go on where you were.")


def unlock(desk: DeskDriver) -> None:
    assert desk.window.focusWidget() is desk.find(QLineEdit, "Passphrase")
    desk.type_into("Passphrase", WORDS)
    desk.press("Unlock")
    desk.wait_for(lambda: not desk.window.lock.on, "the desk to be unlocked")
    desk.settle()


def quiet_for(desk: DeskDriver, minutes: float) -> None:
    """Let so many minutes pass on the lock's clock, and let it look."""
    now = desk.window.lock.clock() + minutes * 60
    desk.window.lock.clock = lambda: now
    desk.window.lock.look()
    let_events_pass()


def test_a_locked_desk_shows_one_page_and_no_client(desk: DeskDriver) -> None:
    desk.open_case("Oyelaran" if desk.sees("Oyelaran") else "26-0001")
    title = desk.window.windowTitle()
    lock(desk)
    assert sorted(text for text in desk.texts() if text) == [
        "Close this office",
        "Everything is kept. Type the passphrase to go on where you were.",
        "Forgot the passphrase?",
        "Locked",
        "Passphrase",
        "Unlock",
    ]
    assert (desk.window.windowTitle(), title) == ("ImmDesk", title)


def test_the_store_is_closed_while_the_desk_is_locked(desk: DeskDriver, office: Office) -> None:
    lock(desk)
    assert office.locked
    with pytest.raises(Refused, match="The office is locked"):
        office.rows("SELECT * FROM person")
    assert not (office.folder / "office.immdesk-wal").exists()


def test_a_wrong_passphrase_leaves_it_locked_and_the_right_one_comes_back_to_the_same_place(
    desk: DeskDriver,
) -> None:
    desk.open_case("26-0001")
    desk.open_tab("Notes")
    place, words = desk.window.place(), [*desk.texts()]
    desk.key("Ctrl+L")
    desk.see("Type the passphrase to go on where you were.")
    desk.type_into("Passphrase", "some wrong words")
    desk.press("Unlock")
    desk.see("The passphrase is wrong.")
    unlock(desk)
    assert desk.window.place() == place
    assert sorted(desk.texts()) == sorted(words)


def test_what_was_being_typed_is_still_there(desk: DeskDriver) -> None:
    desk.open_case("26-0001")
    desk.open_tab("Notes")
    field = next(one for one in desk.window.findChildren(QPlainTextEdit) if one.isVisible())
    field.setPlainText("half a thought, not kept yet")
    lock(desk)
    unlock(desk)
    assert field.toPlainText() == "half a thought, not kept yet"


def test_an_intake_goes_on_at_the_same_question(desk: DeskDriver, office: Office) -> None:
    desk.menu("New intake")
    desk.press("Begin Family adjustment of status")
    desk.settle()
    desk.type_into("Family name (last name)", "O'Hara")
    desk.press("Add the spouse")
    desk.type_into("Given name (first name)", "Hoa")
    lock(desk)
    assert not desk.sees("Hoa")
    unlock(desk)
    assert desk.find(QLineEdit, "Given name (first name)").text() == "Hoa"
    desk.type_into("Family name (last name)", "Đặng")
    desk.settle()
    (row,) = office.rows("SELECT data FROM draft")
    for typed in ("O'Hara", "Hoa", "Đặng"):
        assert typed in row["data"] or typed.encode("ascii", "backslashreplace").decode() in row["data"]


def test_a_question_that_stood_open_is_hidden_and_comes_back(desk: DeskDriver) -> None:
    asked: list[str] = []
    desk.window.desk.ask_text("Add a note", "Note", "Add", asked.append)
    desk.type_into("Note", "Call Ms. Wiśniewska")
    lock(desk)
    assert not desk.sees("Call Ms. Wiśniewska")
    unlock(desk)
    desk.see("Add a note")
    desk.press("Add")
    assert asked == ["Call Ms. Wiśniewska"]


def test_a_message_that_comes_up_while_locked_waits_unseen(desk: DeskDriver) -> None:
    lock(desk)
    desk.window.desk.ask("Remove Ms. Wiśniewska?", "Really?", "Remove", desk.window.close)
    desk.wait_for(lambda: desk.front() is desk.window, "the question to be put away")
    assert not desk.sees("Remove Ms. Wiśniewska?")
    unlock(desk)
    desk.see("Remove Ms. Wiśniewska?")
    desk.press("Cancel")


def test_larger_type_while_locked_shows_nothing_and_waits(desk: DeskDriver) -> None:
    lock(desk)
    desk.window.change_size(1)
    let_events_pass(30)
    assert not desk.sees("Today")
    unlock(desk)
    desk.see("Today")
    desk.window.change_size(0)


def test_no_action_of_the_office_can_be_chosen_while_locked(desk: DeskDriver) -> None:
    lock(desk)
    enabled = sorted(action.text() for action in desk.window._actions.values() if action.isEnabled())
    assert enabled == sorted(
        ["Close the desk", "Larger type", "Smaller type", "Normal type", "Help", "Shortcuts", "About ImmDesk"]
    )
    unlock(desk)
    assert desk.window._actions["new_intake"].isEnabled()


def test_work_under_way_ends_before_the_store_is_closed(desk: DeskDriver, office: Office) -> None:
    gate, counted = threading.Event(), []

    def count() -> int:
        gate.wait(10)
        return int(office.rows("SELECT count(*) AS n FROM case_file")[0]["n"])

    desk.window.work.run(desk.window, count, done=counted.append, title="Counting")
    desk.window.lock.lock()
    desk.see("Finishing what is under way, then the office is closed.")
    assert not office.locked
    gate.set()
    desk.see("Type the passphrase to go on where you were.")
    assert (office.locked, counted) == (True, [6])


def test_work_that_is_asked_for_while_locked_waits(desk: DeskDriver, office: Office) -> None:
    lock(desk)
    counted: list[object] = []
    desk.window.work.run(desk.window, office.rows, "SELECT count(*) AS n FROM case_file", done=counted.append)
    let_events_pass(50)
    assert counted == []
    unlock(desk)
    assert counted == [[{"n": 6}]]


def test_a_quiet_desk_locks_after_fifteen_minutes(desk: DeskDriver) -> None:
    quiet_for(desk, 14.9)
    assert not desk.window.lock.on
    quiet_for(desk, 0.2)
    desk.see("Type the passphrase to go on where you were.")


def test_the_minutes_are_a_preference_and_may_be_none(desk: DeskDriver) -> None:
    desk.window.settings.set("lock_after", "never")
    quiet_for(desk, 600)
    assert not desk.window.lock.on
    desk.window.settings.set("lock_after", "5")
    quiet_for(desk, 5)
    assert desk.window.lock.on


def test_a_movement_of_the_mouse_keeps_the_desk_open(desk: DeskDriver) -> None:
    quiet_for(desk, 14)
    QTest.mouseMove(desk.window.windowHandle(), QPoint(40, 40))
    let_events_pass()
    quiet_for(desk, 14)
    assert not desk.window.lock.on


def test_a_key_after_a_night_finds_the_desk_locked(desk: DeskDriver) -> None:
    now = desk.window.lock.clock() + 8 * 3600
    desk.window.lock.clock = lambda: now
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_A)
    desk.see("Type the passphrase to go on where you were.")


def test_a_clock_set_back_does_not_keep_the_desk_open_for_ever(desk: DeskDriver) -> None:
    quiet_for(desk, -24 * 60)
    quiet_for(desk, 15)
    assert desk.window.lock.on


def test_a_forgotten_passphrase_opens_a_locked_desk_by_the_sheet(desk: DeskDriver, office: Office) -> None:
    code = keys.make_sheet(office, WORDS).code
    lock(desk)
    desk.press("Forgot the passphrase?")
    desk.type_into("Code", code)
    desk.press("Check the code")
    desk.type_into("New passphrase", "words that I remember")
    desk.type_into("New passphrase again", "words that I remember")
    desk.press("Open the office")
    desk.wait_for(lambda: not desk.window.lock.on, "the desk to be unlocked")
    desk.settle()
    assert desk.window.place()[0] == "today"


def test_a_locked_office_can_be_closed_for_another(desk: DeskDriver) -> None:
    closed: list[bool] = []
    desk.window.office_closed.connect(lambda: closed.append(True))
    lock(desk)
    desk.press("Close this office")
    assert closed == [True]
    assert desk.window.office is None
    assert not desk.window.lock.on


def test_a_locked_desk_closes_like_any_other(desk: DeskDriver) -> None:
    lock(desk)
    desk.window.work.run(desk.window, int, title="never begun")
    desk.close()
    assert not desk.window.isVisible()
