"""Two people at one computer: each comes in by name, and the lock asks for the same one again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from immdesk.office import our_office
from immdesk.office.clock import stopped_at
from immdesk.office.keys import change_passphrase
from immdesk.office.letting_in import let_in
from immdesk.office.office import Office, open_office
from immdesk.store.keys import Cost, add_passphrase, open_key
from tests.conftest import DAY
from tests.desk import DeskDriver, open_desk
from ui import app

CHEAP = Cost(memory=64, passes=1, lanes=1)
WORDS = "the right words here"


@pytest.fixture
def folder(computed_folder: Path, tmp_path: Path) -> Path:
    """The practice families behind two passphrases: of Helen, who is the administrator, and of Ana."""
    folder = Path(shutil.copytree(computed_folder, tmp_path / "office"))
    key = open_key(folder)
    (folder / "keys.json").unlink()
    add_passphrase(folder, key, WORDS, cost=CHEAP)
    with open_office(folder, passphrase=WORDS, clock=stopped_at(DAY)) as office:
        staff = {one.name: one.id for one in our_office.members(office)}
        let_in(
            office,
            staff["Ana Morales"],
            "paralegal",
            WORDS,
            "only once",
            me=staff["Helen Whitaker"],
            cost=CHEAP,
        )
    return folder


def comes_in(folder: Path, name: str, passphrase: str) -> Office:
    return open_office(folder, passphrase=passphrase, slot=name, clock=stopped_at(DAY))


@pytest.fixture
def desk(qapp: object, folder: Path, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window where Ana sits, with the start screen behind it."""
    from ui.screens.start import Start

    change_passphrase(folder, "only once", "four words of hers", slot="Ana Morales", cost=CHEAP)
    driver = open_desk(tmp_path / "settings", comes_in(folder, "Ana Morales", "four words of hers"))
    start = Start(driver.window)
    start.opened.connect(driver.window.set_office)
    driver.window.desk.changing_person.connect(partial(app._ask_who, driver.window, start))
    yield driver
    driver.leave()
    if driver.window.office is not None:
        driver.window.office.close()


def test_the_lock_asks_for_the_same_person_and_somebody_else_comes_in_by_name(desk: DeskDriver) -> None:
    assert desk.sees("Ana Morales · Paralegal")
    desk.window.lock.lock()
    desk.see("Locked by Ana Morales")
    desk.type_into("Passphrase", WORDS)
    desk.press("Unlock")
    desk.see("The name and the passphrase do not fit together.")
    desk.press("Somebody else…")
    who = desk.find(QComboBox, "Who are you?")
    assert [who.itemText(place) for place in range(who.count())] == ["Ana Morales", "Helen Whitaker"]
    assert who.currentText() == "Ana Morales"
    desk.key("Down", who)
    desk.type_into("Passphrase", WORDS)
    desk.press("Open")
    desk.wait_for(lambda: desk.window.place()[0] == "today", "Today")
    desk.settle()
    assert desk.window.office.user == "Helen Whitaker"
    assert desk.sees("Helen Whitaker · Administrator")


def test_a_first_passphrase_is_changed_before_anything_is_seen(
    qapp: object, folder: Path, tmp_path: Path
) -> None:
    from ui.screens.start import Start

    desk = open_desk(tmp_path / "settings")
    start = Start(desk.window)
    start.opened.connect(desk.window.set_office)
    start.ask_who(folder)
    who = desk.find(QComboBox, "Who are you?")
    who.setCurrentIndex(who.findText("Ana Morales"))
    desk.type_into("Passphrase", "only once")
    desk.press("Open")
    desk.see("Choose a passphrase of your own")
    desk.type_into("New passphrase", "only once")
    desk.type_into("New passphrase again", "only once")
    assert desk.sees("This is the first one: choose another.")
    assert not desk.can_press("Keep it and open the office")
    for name in ("New passphrase", "New passphrase again"):
        desk.find(QLineEdit, name).setText("four words of hers")
    desk.press("Keep it and open the office")
    desk.wait_for(lambda: desk.window.place()[0] == "today", "Today")
    desk.settle()
    assert desk.window.office.user == "Ana Morales"
    desk.window.close_office()
    desk.leave()
