"""What passes through Qt leaves no trace: the folders of the file picker, and what was copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit

from tests.desk import DeskDriver, let_events_pass
from tests.leaks import Search
from ui import dialogs

SCOPE = QSettings.Scope.UserScope


def test_the_folder_of_a_client_is_not_kept_by_the_file_picker(bare_desk: DeskDriver, tmp_path: Path) -> None:
    kept, client = tmp_path / "qt", tmp_path / "Wyszynska A299887766"
    client.mkdir()
    QSettings.setPath(QSettings.Format.NativeFormat, SCOPE, str(kept))
    settings = QSettings(SCOPE, "QtProject")
    settings.setValue("FileDialog/lastVisited", "file:///home/ana")
    picked: list[Path] = []
    picker = dialogs.pick_path(bare_desk.window, "open", "Choose a file", "", "", picked.append)
    assert isinstance(picker, QFileDialog)
    picker.setDirectory(str(client))
    gone: list[int] = []
    picker.destroyed.connect(lambda: gone.append(1))
    picker.close()
    bare_desk.wait_for(lambda: gone, "the picker to go")
    settings.sync()
    assert settings.value("FileDialog/lastVisited") == "file:///home/ana"
    assert Search(["Wyszynska", "299887766"]).found_below(kept) == {}


def test_whatever_was_copied_at_the_desk_is_gone_after_a_minute(bare_desk: DeskDriver) -> None:
    field = QLineEdit("A299887766", bare_desk.window)
    field.selectAll()
    field.copy()
    short = bare_desk.window.comforts.clipboard
    assert QGuiApplication.clipboard().text() == "A299887766"
    assert short._timer.isActive()
    assert short._timer.interval() == 60_000
    short._timer.setInterval(0)
    bare_desk.wait_for(lambda: QGuiApplication.clipboard().text() == "", "the clipboard to be emptied")
    field.copy()
    bare_desk.window.close()
    let_events_pass()
    assert QGuiApplication.clipboard().text() == ""
