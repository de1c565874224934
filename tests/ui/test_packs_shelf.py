"""The shelf of packs: a pack is looked at, taken with one press, gone back from with a reason; or dropped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from immdesk.basics.paths import resource
from immdesk.office import firm
from tests.desk import DeskDriver
from tests.packs.sealed_pack import Maker


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped pack of ten days later with a fee that rose, signed by a key that this program trusts."""
    maker = Maker()
    monkeypatch.setattr("immdesk.packs.trust.built_in_keys", lambda: maker.trusted)
    folder = Path(shutil.copytree(resource("packs", "us"), tmp_path / "us"))
    for name, old, new in (
        ("pack.yaml", "edition: 2026-11-21", "edition: 2026-12-01"),
        ("fees/us.yaml", "usd: 1440, from: 2024-04-01", "usd: 1500, from: 2024-04-01"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return maker.pack(folder, tmp_path / "us.immpack")


def drop(desk: DeskDriver, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = desk.window.rect().center()
    QApplication.sendEvent(desk.window, QDragEnterEvent(middle, copy, data, left, none))
    desk.see("Drop here; the desk looks at the pack and says what it changes")
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(middle), copy, data, left, none))
    desk.settle()


def test_a_pack_is_looked_at_taken_and_gone_back_from(desk: DeskDriver, pack: Path) -> None:
    desk.picker.path = pack
    desk.window.desk.go("library", "packs")
    desk.see("came with the program")
    desk.press("Install a pack…")
    desk.settle()
    desk.see("•  I-485:adult fee $1,440 → $1,500 from Mon Apr 1, 2024; 4 open cases")
    assert desk.sees("us 2026.12.1, edition Tue Dec 1, 2026, signed by maker.")
    assert desk.sees(" worked cases hold.")
    assert desk.sees("Form I-485")
    desk.press("Install")
    desk.settle()
    desk.see("installed")
    assert desk.status() == "The pack 2026.12.1 is in use. Look at the dates to decide."
    assert not desk.sees("Look at this pack: United States immigration, federal")
    desk.press("Go back to 2026.11.21…")
    desk.press("Go on")
    desk.type_into("The reason is kept in the history with the attorney's name", "Wrong fee.")
    desk.press("Go back")
    desk.settle()
    desk.see("came with the program")


def test_a_pack_that_is_dropped_is_looked_at_and_a_spoiled_one_is_refused_in_words(
    desk: DeskDriver, pack: Path
) -> None:
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    pack.write_bytes(data)
    drop(desk, pack)
    assert desk.window.place() == ("library", "packs")
    desk.see("This pack is damaged or was changed after it was signed.")
    desk.key("Esc")
    assert desk.window.office is not None
    assert not list((desk.window.office.folder / "installed").glob(".new-*"))
    assert firm.office_row(desk.window.office).cases == 6
