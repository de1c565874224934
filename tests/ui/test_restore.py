"""Backups at the desk: made, listed, read through, restored into a new folder, never over the open office."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from immdesk.office import backups, cases, firm
from immdesk.office.office import Office
from tests.desk import DeskDriver
from ui import app


def test_a_backup_is_made_and_stands_in_the_list_with_what_is_in_it(desk: DeskDriver) -> None:
    desk.menu("Backups…")
    desk.see("No backup yet")
    desk.press("Make a backup now")
    desk.see("verified")
    desk.settle()
    assert any(text.startswith("6 cases · ") for text in desk.texts())


def test_an_office_is_restored_into_a_new_folder_and_opened(bare_desk: DeskDriver, tmp_path: Path) -> None:
    desk = bare_desk
    app.begin(desk.window, app.Options())
    desk.press("Open the practice office")
    desk.see("65 open cases")
    office = desk.window.office
    desk.settle()
    made = backups.make(office)
    cases.add_note(office, cases.case_ids(office)[0], "Made after the backup.")
    desk.menu("Backups…")
    desk.press(restore_button(desk))
    desk.see("This backup is whole")
    desk.type_into("Folder for the restored office", str(tmp_path / "again"))
    desk.press("Restore into this folder")
    desk.see("The office is there again")
    desk.press("Open the restored office")
    desk.see("65 open cases")
    assert desk.window.office.folder == tmp_path / "again"
    assert Path(made.path).exists()


def restore_button(desk: DeskDriver) -> str:
    desk.see("verified")
    from PySide6.QtWidgets import QPushButton

    names = [one.accessibleName() for one in desk.window.findChildren(QPushButton) if one.isVisible()]
    return next(name for name in names if name.startswith("Restore ") and "elsewhere" not in name)


def test_the_folder_of_the_open_office_is_refused(desk: DeskDriver, practice: Office) -> None:
    backups.make(practice)
    desk.menu("Backups…")
    desk.press(restore_button(desk))
    desk.see("This backup is whole")
    desk.type_into("Folder for the restored office", str(practice.folder))
    desk.press("Restore into this folder")
    desk.see("This folder is inside the office that is open.")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A backup of another office, locked with "four plain words here"."""
    with firm.new_office(tmp_path / "vega", name="Vega", passphrase="four plain words here") as office:
        return Path(backups.make(office, tmp_path / "stick").path)


def test_a_backup_of_another_office_asks_for_its_own_passphrase(
    desk: DeskDriver, stick: Path, tmp_path: Path
) -> None:
    desk.menu("Backups…")
    desk.picker.path = stick
    desk.press("Restore from elsewhere…")
    desk.type_into("Passphrase", "other words")
    desk.press("Check the backup")
    desk.see("The passphrase is wrong.")
    desk.press("Try again")
    desk.type_into("Passphrase", "four plain words here")
    desk.press("Check the backup")
    desk.see("This backup is whole")
    assert desk.window.office.folder != tmp_path / "vega"


def test_a_forged_backup_is_told_plainly(desk: DeskDriver, practice: Office, tmp_path: Path) -> None:
    made = Path(backups.make(practice, tmp_path / "stick").path)
    made.with_suffix(".json").write_text("{}")
    desk.menu("Backups…")
    desk.picker.path = made
    desk.press("Restore from elsewhere…")
    desk.see("This backup cannot be trusted.")
    assert not desk.can_press("Restore into this folder")


def test_a_damaged_backup_is_named_before_anybody_relies_on_it(
    desk: DeskDriver, practice: Office, tmp_path: Path
) -> None:
    made = Path(backups.make(practice, tmp_path / "stick").path)
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    desk.menu("Backups…")
    desk.picker.path = made
    desk.press("Restore from elsewhere…")
    desk.see("This backup is damaged: The file is not the one that was written.")


def test_a_check_that_somebody_stops_says_so_and_can_be_tried_again(
    desk: DeskDriver, practice: Office, tmp_path: Path
) -> None:
    made = Path(backups.make(practice, tmp_path / "stick").path)
    desk.menu("Backups…")
    desk.picker.path = made
    with desk.cancelling("Reading the whole backup…"):
        desk.press("Restore from elsewhere…")
        desk.see("Stopped. The backup was not checked.")
    desk.press("Try again")
    desk.see("This backup is whole")


def test_today_warns_of_an_old_backup_and_leads_to_the_backups(desk: DeskDriver, practice: Office) -> None:
    backups.make(practice)
    now = practice.now()
    practice.clock = lambda: now + timedelta(days=4)
    desk.menu("Read again")
    desk.see("The newest verified backup is 4 days old, of Fri Aug 14, 2026.")
    desk.press("Backups")
    desk.see("verified")


def test_the_hourly_backup_is_made_beside_all_work_when_something_changed(
    desk: DeskDriver, practice: Office
) -> None:
    desk.window.hourly.look()
    desk.wait_for(lambda: len(backups.own(practice)) == 1, "the first backup")
    desk.settle()
    desk.window.hourly.look()
    desk.settle()
    assert len(backups.own(practice)) == 1


def test_a_hourly_backup_that_fails_is_told_and_not_tried_every_minute(
    desk: DeskDriver, practice: Office
) -> None:
    (practice.folder / "backups").write_text("a file where the folder should be")
    desk.window.hourly.look()
    desk.wait_for(lambda: desk.status().startswith("No backup was made:"))
    desk.window.tell("")
    desk.window.hourly.look()
    desk.settle()
    assert desk.status() == ""


def test_an_office_is_made_anew_when_only_a_backup_is_left(
    bare_desk: DeskDriver, stick: Path, tmp_path: Path
) -> None:
    app.begin(bare_desk.window, app.Options())
    bare_desk.picker.path = stick
    bare_desk.press("Restore a backup…")
    bare_desk.type_into("Passphrase", "four plain words here")
    bare_desk.press("Check the backup")
    bare_desk.see("This backup is whole")
    bare_desk.type_into("Folder for the restored office", str(tmp_path / "again"))
    bare_desk.press("Restore into this folder")
    bare_desk.press("Open the restored office")
    bare_desk.type_into("Passphrase", "four plain words here")
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")
    assert bare_desk.window.office.folder == tmp_path / "again"
