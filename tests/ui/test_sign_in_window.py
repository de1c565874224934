"""Two people at one computer: each comes in by name, and the lock asks for the same one again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from sqlalchemy.orm import Session

from immdesk.office import at_the_door, our_office, sign_in
from immdesk.office.clock import stopped_at
from immdesk.office.keys import change_passphrase
from immdesk.office.letting_in import give_role, let_in
from immdesk.office.office import Office, open_office
from immdesk.records.notices import Notice
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
    desk.press("Open the office")
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
    desk.press("Open the office")
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


def test_a_paralegals_fatal_date_waits_until_the_attorney_approves(desk: DeskDriver) -> None:
    office = desk.window.office
    moves_the_request(office)
    desk.open_case("26-0003")
    desk.open_tab("Dates")
    desk.press("Accept the new day")
    desk.see("An attorney approves this before it takes effect.")
    desk.find(QPlainTextEdit, reason_field(desk)).setPlainText("The envelope was stamped on May 26.")
    desk.press("Ask an attorney to approve")
    desk.settle()
    assert desk.status() == "Asked. It takes effect when an attorney approves."
    desk.see("1 thing here waits for an attorney.")
    desk.go_to("Today")
    desk.press("See what waits")
    desk.see("From Wed Aug 19, 2026 to Fri Aug 21, 2026")
    desk.see("An attorney decides.")
    assert not desk.can_press("Approve: Answer the request for evidence Nguyễn, Văn Đức")
    sits(desk, "owner")
    desk.window.reload()
    desk.settle()
    desk.press("Approve: Answer the request for evidence Nguyễn, Văn Đức")
    desk.see("Nothing waits for an attorney")
    assert desk.sees("Helen Whitaker, Fri Aug 14, 2026")
    day = office.rows("SELECT due_on FROM docket_entry WHERE rule = 'rfe-deadline'")
    assert day == [{"due_on": "2026-08-21"}]


def test_a_desk_that_only_reads_says_so_and_begins_nothing(desk: DeskDriver) -> None:
    sits(desk, "owner")
    office = desk.window.office
    ana = next(one.staff_id for one in sign_in.ways_of_staff(office) if one.name == "Ana Morales")
    give_role(office, ana, "read_only")
    sits(desk, "Ana Morales")
    desk.window.desk.keys_changed.emit()
    desk.see("You may read here, and change nothing. Helen Whitaker gives roles.")
    assert not desk.window.can("new_intake")
    assert desk.sees("Ana Morales · Reads only")


def test_settings_let_somebody_in_once_it_is_known_who_lets(
    qapp: object, folder: Path, tmp_path: Path
) -> None:
    office = comes_in(folder, "owner", WORDS)
    our_office.keep_member(office, "", {"given_name": "Ben", "family_name": "Hale"})
    desk = open_desk(tmp_path / "settings", office)
    desk.go_to("Settings")
    desk.press("Take back the way in of Helen Whitaker")
    desk.press("Take it back")
    desk.see("Helen Whitaker is the only administrator.")
    desk.press("Close")
    desk.press("Let Ben Hale in with a passphrase of their own")
    for name, words in (("Your own passphrase", WORDS), ("First passphrase for them", "for the first time")):
        desk.type_into(name, words)
    assert not desk.can_press("Let in")
    desk.type_into("First passphrase again", "for the first time")
    desk.press("Let in")
    desk.wait_for(
        lambda: desk.sees("Change the role…") and desk.status() == "Ben Hale can come in.", "Ben in"
    )
    assert [one.name for one in at_the_door.names(folder)] == ["Ana Morales", "Ben Hale", "Helen Whitaker"]
    desk.window.close_office()
    desk.leave()


def moves_the_request(office: Office) -> None:
    """Let the notice of 26-0003 be dated two days later, so that its fatal date moves."""

    def work(session: Session) -> None:
        session.query(Notice).filter_by(kind="rfe").one().dated_on = "2026-05-26"

    office.change("Correct a notice", work)


def reason_field(desk: DeskDriver) -> str:
    """Give the name of the field in front that takes the reason."""
    return next(one.accessibleName() for one in desk.front().findChildren(QPlainTextEdit) if one.isVisible())


def sits(desk: DeskDriver, slot: str) -> None:
    """Let somebody else sit here without the walk through the door."""
    office = desk.window.office
    office.slot = slot
    office.user = sign_in.who(office).name
