"""Several offices on one computer, and the office that comes to a new one."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from immdesk.basics.problems import Refused
from immdesk.office import firm, known_offices, new_computer
from immdesk.office.office import open_office
from immdesk.store import create_store
from immdesk.store.keys import Cost, add_passphrase, open_key
from immdesk.store.recovery import make_sheet
from immdesk.store.slots import keep_slot, read_slots
from tests.desk import DeskDriver
from ui import app

LIGHT = Cost(memory=64, passes=1, lanes=1)
MAY, JUNE = datetime(2026, 5, 4, 9, tzinfo=UTC), datetime(2026, 6, 4, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two offices with keys of their own."""
    home = tmp_path_factory.mktemp("two")
    for name in ("Vega", "Ortiz"):
        firm.new_office(home / name, name=name, practice=True).close()
        key = open_key(home / name)
        (home / name / "keys.json").unlink()
        add_passphrase(home / name, key, f"words of {name}", cost=LIGHT)
        with open_office(home / name, passphrase=f"words of {name}") as office:
            office.change("", lambda session: _real(session))
    return home / "Vega", home / "Ortiz"


def _real(session: object) -> None:
    from sqlalchemy import select

    from immdesk.records.firm import OfficeRecord

    session.scalars(select(OfficeRecord)).one().practice = "no"  # type: ignore[attr-defined]


def test_several_offices_are_chosen_at_the_start_switched_and_let_go_without_deleting(
    bare_desk: DeskDriver, two: tuple[Path, Path]
) -> None:
    vega, ortiz = two
    settings = bare_desk.window.settings
    known_offices.remember(settings, vega, "Vega", MAY)
    known_offices.remember(settings, ortiz, "Ortiz", JUNE)
    settings.set("office_folder", str(ortiz))
    app.begin(bare_desk.window, app.Options())
    bare_desk.see("on this computer, last used Mon May 4, 2026")
    bare_desk.find(QPushButton, "Open Vega").click()
    bare_desk.type_into("Passphrase", "words of Vega")
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")
    bare_desk.menu("Open another office…")
    assert [one.name for one in known_offices.known(settings)] == ["Vega", "Ortiz"]
    bare_desk.find(QPushButton, "Open Ortiz").click()
    bare_desk.type_into("Passphrase", "words of Ortiz")
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")
    assert bare_desk.window.office.folder == ortiz
    bare_desk.menu("Open another office…")
    bare_desk.find(QPushButton, "Take Vega off the list").click()
    assert [one.name for one in known_offices.known(settings)] == ["Ortiz"]
    assert (vega / "office.immdesk").is_file()
    shutil.move(ortiz, ortiz.with_name("unplugged"))
    assert [one.there for one in known_offices.known(settings)] == [False]
    shutil.move(ortiz.with_name("unplugged"), ortiz)


def test_a_list_of_offices_that_makes_no_sense_is_an_empty_one(bare_desk: DeskDriver) -> None:
    for text in (
        "[",
        "{}",
        '[["a"]]',
        '[["x", "y", "yesterday"]]',
        '[["\\u0000", "n", "2026-05-04T09:00:00+00:00"]]',
    ):
        bare_desk.window.settings.set("known_offices", text)
        assert known_offices.known(bare_desk.window.settings) == ()


def test_the_office_comes_to_a_new_computer_from_the_old_folder_and_is_counted(
    bare_desk: DeskDriver, two: tuple[Path, Path], tmp_path: Path
) -> None:
    old = two[0]
    keep_slot(old, "keyring", {"kind": "keyring", "key": "of the old computer"})
    (old / "link").symlink_to("/etc/hostname")
    app.begin(bare_desk.window, app.Options())
    bare_desk.press("Bring the office here…")
    bare_desk.type_into("The old folder", str(old))
    bare_desk.type_into("Folder on this computer", str(tmp_path / "new"))
    bare_desk.press("Copy it here and open it")
    bare_desk.type_into("Passphrase", "words of Vega")
    bare_desk.press("Open the office")
    bare_desk.see("0 cases, 0 people, 2 changes in an unbroken record.")
    bare_desk.see("3. Have its disk wiped before it leaves the office.")
    assert sorted(read_slots(tmp_path / "new")) == ["passphrase:owner"]
    assert not (tmp_path / "new" / "link").exists()
    with pytest.raises(Refused, match="The new folder lies in the old one"):
        new_computer.copy_office(old, old / "inside")
    with pytest.raises(Refused, match="holds no office"):
        new_computer.copy_office(tmp_path, tmp_path / "another")


def test_a_new_computer_joins_a_share_with_the_code_of_the_recovery_sheet(tmp_path: Path) -> None:
    from immdesk.office.sharing import join
    from immdesk.store.share.moving_in import put_on_share

    key = bytes(range(32))
    (tmp_path / "share").mkdir()
    with create_store(tmp_path / "ana", key=key) as store:
        add_passphrase(tmp_path / "ana", key, "words of ana", cost=LIGHT)
        code = make_sheet(tmp_path / "ana", key, on="2026-11-01")
        put_on_share(store, tmp_path / "share")
    with pytest.raises(Refused, match="The passphrase is wrong"):
        join(tmp_path / "share", tmp_path / "bob", passphrase="words of nobody")
    with join(tmp_path / "share", tmp_path / "bob", passphrase=code) as office:
        assert office.slot == "owner"
