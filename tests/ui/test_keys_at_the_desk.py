"""Keys at the desk: the recovery sheet on paper, the passphrase changed, forgotten, remembered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from immdesk.basics.problems import Refused
from immdesk.office import firm, keys
from immdesk.office.office import Office, open_office
from immdesk.store import keyrings
from immdesk.store.keys import Cost, add_passphrase, open_key
from tests.desk import DeskDriver
from tests.keyrings import KIND, MemoryKeyring
from ui import app

WORDS = "the right words here"


class PreparedPrinter(QObject):
    """Stands in for the printer: takes the page, and says it was printed."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[tuple[int, int]] = []

    def print_page(self, title: str, draw: Callable[[int], Any], done: Callable[[], None]) -> None:
        page = draw(600)
        self.pages.append((page.width, page.height))
        done()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An empty real office, made once, and its key."""
    folder = tmp_path_factory.mktemp("made") / "vega"
    firm.new_office(folder, name="Vega", practice=True).close()
    key = open_key(folder)
    (folder / "keys.json").unlink()
    return folder, key


@pytest.fixture
def folder(made: tuple[Path, bytes], tmp_path: Path) -> Path:
    """The folder of a real office whose passphrase is light to compute."""
    import shutil

    shutil.copytree(made[0], tmp_path / "vega")
    add_passphrase(tmp_path / "vega", made[1], WORDS, cost=Cost(memory=64, passes=1, lanes=1))
    return tmp_path / "vega"


@pytest.fixture
def some_keyring() -> Iterator[MemoryKeyring]:
    before, mine = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


def open_the_office(desk: DeskDriver, folder: Path, words: str = WORDS) -> None:
    app.begin(desk.window, app.Options(folder))
    desk.type_into("Passphrase", words)
    desk.press("Open the office")
    desk.see("No open case yet")
    desk.settle()


def code_on_screen(desk: DeskDriver) -> str:
    lines = desk.find(QLabel, "The recovery code, in six groups").text().splitlines()
    return "-".join("".join(line.split()[1:]) for line in lines)


def type_back(desk: DeskDriver, code: str) -> None:
    """Type the characters that are asked, as one would from the paper."""
    groups = code.split("-")
    for field in desk.window.findChildren(QLineEdit):
        if field.isVisible() and field.accessibleName().startswith("Group"):
            group, place = (int("".join(filter(str.isdigit, w))) for w in field.accessibleName().split(","))
            desk.type_into(field.accessibleName(), groups[group - 1][place - 1])


def start_an_office(desk: DeskDriver, folder: Path) -> None:
    app.begin(desk.window, app.Options())
    desk.press("Start our office…")
    desk.type_into("Name of the office", "Vega & Sons")
    desk.type_into("Folder", str(folder))
    desk.type_into("Passphrase", "four unrelated plain words")
    desk.type_into("Passphrase again", "four unrelated plain words")
    desk.press("Start the office")
    desk.see("Put this code on paper")


def test_a_new_office_prints_its_recovery_sheet_and_gets_four_characters_back(
    bare_desk: DeskDriver, tmp_path: Path
) -> None:
    printer = PreparedPrinter()
    bare_desk.window.desk.printer = printer  # type: ignore[assignment]
    start_an_office(bare_desk, tmp_path / "vega")
    bare_desk.see("Nobody has checked yet that the recovery sheet is on paper.")
    code = code_on_screen(bare_desk)
    bare_desk.press("Print…")
    bare_desk.see("The sheet is on its way to the printer.")
    assert printer.pages == [(600, 777)]  # letter paper
    bare_desk.press("I have it on paper")
    assert bare_desk.window.focusWidget().accessibleName().startswith("Group")
    assert not bare_desk.sees("Put this code on paper")
    assert not bare_desk.can_press("Check")
    type_back(bare_desk, code)
    bare_desk.press("Check")
    bare_desk.see("No open case yet")
    bare_desk.settle()
    assert not bare_desk.sees("Nobody has checked yet")
    assert keys.ways_in(tmp_path / "vega").sheet == "checked"


def test_a_wrong_character_is_named_and_the_code_can_be_looked_at_again(
    bare_desk: DeskDriver, folder: Path
) -> None:
    with open_office(folder, passphrase=WORDS) as office:
        code = keys.make_sheet(office, WORDS).code
    open_the_office(bare_desk, folder)
    bare_desk.press("Check it now")
    bare_desk.press("I have it on paper")
    wrong = "".join(
        "0" if letter != "0" and letter != "-" else "1" if letter == "0" else letter for letter in code
    )
    type_back(bare_desk, wrong)
    bare_desk.press("Check")
    bare_desk.see("On the sheet there is something else at: Group")
    bare_desk.press("Show the code again")
    assert code_on_screen(bare_desk) == code


def test_a_sheet_put_off_is_called_to_mind_by_a_line_above(bare_desk: DeskDriver, folder: Path) -> None:
    with open_office(folder, passphrase=WORDS) as office:
        keys.make_sheet(office, WORDS)
    open_the_office(bare_desk, folder)
    bare_desk.press("Check it now")
    bare_desk.press("Later")
    bare_desk.see("No open case yet")
    bare_desk.settle()
    bare_desk.see("Nobody has checked yet that the recovery sheet is on paper.")
    bare_desk.press("Close this message")
    assert not bare_desk.sees("Nobody has checked yet")


def test_an_office_without_a_sheet_is_offered_one_for_its_passphrase(
    bare_desk: DeskDriver, folder: Path
) -> None:
    open_the_office(bare_desk, folder)
    bare_desk.press("Make a recovery sheet…")
    bare_desk.type_into("Passphrase", "some wrong words")
    bare_desk.press("Make the sheet")
    bare_desk.see("The passphrase is wrong.")
    bare_desk.press("Close")
    bare_desk.press("Make a new recovery sheet…")
    bare_desk.type_into("Passphrase", WORDS)
    bare_desk.press("Make the sheet")
    bare_desk.see("Put this code on paper")


def test_the_sheet_is_saved_anywhere_but_beside_the_office(
    bare_desk: DeskDriver, folder: Path, tmp_path: Path
) -> None:
    with open_office(folder, passphrase=WORDS) as office:
        keys.make_sheet(office, WORDS)
    open_the_office(bare_desk, folder)
    bare_desk.press("Check it now")
    bare_desk.picker.path = folder / "sheet.pdf"
    bare_desk.press("Save as PDF…")
    bare_desk.see("The sheet would lie beside the office that it opens.")
    bare_desk.press("Close")
    bare_desk.picker.path = tmp_path / "sheet.pdf"
    bare_desk.press("Save as PDF…")
    bare_desk.see("Saved.")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_the_passphrase_is_changed_at_the_desk(bare_desk: DeskDriver, folder: Path) -> None:
    open_the_office(bare_desk, folder)
    bare_desk.menu("Passphrase and recovery sheet")
    bare_desk.press("Change the passphrase…")
    bare_desk.type_into("Present passphrase", WORDS)
    bare_desk.type_into("New passphrase", "quite other plain words")
    bare_desk.type_into("New passphrase again", "quite other plain")
    bare_desk.see("The two passphrases differ.")
    assert not bare_desk.can_press("Change")
    bare_desk.type_into("New passphrase again", "quite other plain words")
    bare_desk.press("Change")
    bare_desk.wait_for(lambda: "is changed" in bare_desk.status(), "the change")
    assert open_key(folder, "quite other plain words")


def test_a_forgotten_passphrase_is_replaced_by_the_code_on_the_sheet(
    bare_desk: DeskDriver, folder: Path
) -> None:
    with open_office(folder, passphrase=WORDS) as office:
        code = keys.make_sheet(office, WORDS).code
    app.begin(bare_desk.window, app.Options(folder))
    bare_desk.press("Forgot the passphrase?")
    assert bare_desk.window.focusWidget() is bare_desk.find(QLineEdit, "Code")
    last = "0" if code[-1] != "0" else "1"
    bare_desk.type_into("Code", code[:-1] + last)
    bare_desk.press("Check the code")
    bare_desk.see("A character of the code is mistyped.")
    bare_desk.type_into("Code", code.lower().replace("0", "o").replace("-", " "))
    bare_desk.press("Check the code")
    bare_desk.type_into("New passphrase", "words that I remember")
    bare_desk.type_into("New passphrase again", "words that I remember")
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")
    assert open_key(folder, "words that I remember")


def test_where_no_keyring_encrypts_remembering_is_grey_and_says_why(
    bare_desk: DeskDriver, folder: Path, some_keyring: MemoryKeyring
) -> None:
    app.begin(bare_desk.window, app.Options(folder))
    bare_desk.see("This computer has no keyring that keeps secrets encrypted.")
    assert not remember_box(bare_desk).isEnabled()
    bare_desk.type_into("Passphrase", WORDS)
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")
    bare_desk.menu("Passphrase and recovery sheet")
    bare_desk.see("This computer has no keyring that keeps secrets encrypted.")
    grey = [one for one in bare_desk.window.findChildren(QPushButton) if "without asking" in one.text()]
    assert [one.isEnabled() for one in grey if one.isVisible()] == [False]
    assert some_keyring.secrets == {}


def test_this_computer_opens_without_asking_once_told_so(
    bare_desk: DeskDriver, folder: Path, some_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyrings, "ALLOWED_KEYRINGS", frozenset({KIND}))
    app.begin(bare_desk.window, app.Options(folder))
    bare_desk.wait_for(lambda: remember_box(bare_desk).isEnabled(), "the keyring to be found")
    remember_box(bare_desk).click()
    bare_desk.type_into("Passphrase", WORDS)
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")
    bare_desk.wait_for(lambda: keys.ways_in(folder).remembered, "the computer to remember")
    open_office(folder).close()
    bare_desk.menu("Passphrase and recovery sheet")
    bare_desk.press("Ask for the passphrase again")
    bare_desk.wait_for(lambda: not keys.ways_in(folder).remembered, "the computer to forget")
    assert "keyring" not in json.loads((folder / "keys.json").read_text())["slots"]


def test_the_practice_office_has_no_keys_to_care_for(desk: DeskDriver, practice: Office) -> None:
    desk.menu("Passphrase and recovery sheet")
    desk.see("The practice office opens to everybody")
    assert not desk.can_press("Change the passphrase…")


def remember_box(desk: DeskDriver) -> QCheckBox:
    return desk.find(QCheckBox, "Open on this computer without asking")


def test_every_field_and_button_of_the_ways_in_has_a_name(bare_desk: DeskDriver, folder: Path) -> None:
    with open_office(folder, passphrase=WORDS) as office:
        code = keys.make_sheet(office, WORDS).code
    app.begin(bare_desk.window, app.Options(folder))
    bare_desk.see("Type the passphrase.")
    assert nameless(bare_desk) == []
    bare_desk.press("Forgot the passphrase?")
    assert nameless(bare_desk) == []
    bare_desk.type_into("Code", code)
    bare_desk.press("Check the code")
    assert nameless(bare_desk) == []
    bare_desk.press("Back")
    bare_desk.type_into("Passphrase", WORDS)
    bare_desk.press("Open the office")
    bare_desk.press("Check it now")
    assert nameless(bare_desk) == []
    bare_desk.press("I have it on paper")
    assert nameless(bare_desk) == []


def nameless(desk: DeskDriver) -> list[str]:
    """Give what can be used but has no name, and labels that are not plain text."""
    usable = [*desk.window.findChildren(QLineEdit), *desk.window.findChildren(QPushButton)]
    rich = [one for one in desk.window.findChildren(QLabel) if one.textFormat() != Qt.TextFormat.PlainText]
    silent = [one for one in usable if one.isVisible() and not one.accessibleName()]
    return [type(one).__name__ for one in silent] + [
        one.text() for one in rich if one.isVisible() and one.text()
    ]


def test_somebody_leaves_the_office_takes_a_new_key_and_a_new_sheet_is_asked_for(
    bare_desk: DeskDriver, folder: Path
) -> None:
    with open_office(folder, passphrase=WORDS) as office:
        keys.make_sheet(office, WORDS)
    open_the_office(bare_desk, folder)
    key = open_key(folder, WORDS)
    add_passphrase(folder, key, "Ben's own words", name="Ben", cost=Cost(memory=64, passes=1, lanes=1))
    bare_desk.menu("Passphrase and recovery sheet")
    bare_desk.find(QCheckBox, "Take away the passphrase of Ben").click()
    bare_desk.press("Take away and give a new key…")
    bare_desk.type_into("Your passphrase", WORDS)
    bare_desk.press("Give it")
    bare_desk.wait_for(lambda: "has a new key; 1 passphrase opens it" in bare_desk.status(), "the new key")
    bare_desk.see("Make a new recovery sheet: older ones will open nothing")
    with pytest.raises(Refused, match="The passphrase is wrong"):
        open_key(folder, "Ben's own words")
    assert open_key(folder, WORDS) != key
