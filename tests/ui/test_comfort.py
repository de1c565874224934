"""Comforts: recent cases, dropped and dragged files, one desk an office, the practice office gone again."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from immdesk.basics.problems import Refused
from immdesk.office import documents
from immdesk.office.office import Office
from immdesk.office.recent import recent_cases
from tests.desk import DeskDriver, let_events_pass, open_desk
from tests.office.papers import scan
from ui import app
from ui.one_desk import OneDesk
from ui.screens.start import Start


def drop(desk: DeskDriver, on: QWidget, *paths: Path) -> None:
    """Drag files over a widget and let them fall."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = on.rect().center()
    QApplication.sendEvent(on, QDragEnterEvent(middle, copy, files, left, none))
    QApplication.sendEvent(on, QDropEvent(QPointF(middle), copy, files, left, none))
    let_events_pass()


def recent_menu(desk: DeskDriver) -> list[str]:
    recent = desk.window.comforts.recent
    recent.fill()
    return [one.text() for one in recent.menu.actions()]


def test_cases_opened_last_stand_first_in_the_menu(desk: DeskDriver) -> None:
    assert recent_menu(desk) == ["No case was opened yet"]
    for words in ("soto", "wisniewski", "soto"):
        desk.open_case(words)
    assert recent_menu(desk) == ["26-0002  Soto Luna, Guadalupe", "26-0005  Wiśniewski, Łukasz"]
    desk.window.comforts.recent.menu.actions()[1].trigger()
    desk.wait_for(lambda: desk.sees("26-0005"), "the other case")


def test_recent_cases_are_kept_in_the_office_and_in_no_file_beside_it(desk: DeskDriver) -> None:
    desk.open_case("soto")
    assert [one.number for one in recent_cases(desk.window.office)] == ["26-0002"]
    files = [one for one in desk.window.settings.folder.rglob("*") if one.is_file()]
    assert not any("Soto" in one.read_text(errors="ignore") for one in files)


def test_a_file_dropped_anywhere_on_a_case_goes_to_its_evidence(desk: DeskDriver, tmp_path: Path) -> None:
    desk.open_case("soto")
    drop(desk, desk.window, scan(tmp_path / "lease.pdf"))
    desk.see("lease.pdf")
    desk.press("Add to the case")
    desk.settle()
    desk.wait_for(lambda: "Lease" in evidence(desk), "the document in the list")


def test_a_pdf_dropped_elsewhere_is_asked_about(desk: DeskDriver, tmp_path: Path) -> None:
    drop(desk, desk.window, scan(tmp_path / "lease.pdf"))
    desk.see("What is this file?")
    desk.choose("Keep as", "Evidence of 26-0002, Soto Luna, Guadalupe")
    desk.press("Go on")
    desk.see("Keep this file as evidence")
    assert desk.window.place()[0] == "case"


def test_a_pdf_that_is_no_form_is_refused_as_a_blank_in_plain_words(desk: DeskDriver, tmp_path: Path) -> None:
    drop(desk, desk.window, scan(tmp_path / "lease.pdf"))
    desk.press("Go on")
    desk.see("The form and its edition cannot be recognised.")


def test_a_file_of_another_kind_is_not_taken(desk: DeskDriver, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK")
    drop(desk, desk.window, tmp_path / "letter.docx")
    assert not desk.sees("What is this file?")


def evidence(desk: DeskDriver) -> list[str]:
    shown = desk.find(QListWidget, "Evidence")
    return [shown.item(row).text() for row in range(shown.count())]


def drag_out(desk: DeskDriver) -> Path:
    """Take the first document of the case as a mail program would get it."""
    desk.open_case("soto")
    desk.open_tab("Evidence")
    shown = desk.find(QListWidget, "Evidence")
    urls = shown.mimeData([shown.item(0)]).urls()
    return Path(urls[0].toLocalFile())


def test_a_document_is_dragged_out_as_a_file_that_only_this_user_can_read(desk: DeskDriver) -> None:
    path = drag_out(desk)
    assert path.name == "Permanent resident card.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_what_was_dragged_out_is_wiped_when_the_desk_closes(desk: DeskDriver) -> None:
    path = drag_out(desk)
    desk.close()
    assert not path.exists()
    assert not (desk.window.settings.folder / "lent").exists()


def test_what_a_crash_left_is_wiped_at_the_next_start(qapp: object, tmp_path: Path) -> None:
    left = tmp_path / "settings" / "lent" / "0a1b" / "Passport.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"%PDF")
    driver = open_desk(tmp_path / "settings")
    assert not left.exists()
    driver.leave()


def test_a_copy_of_a_document_is_saved_by_key_too(desk: DeskDriver, tmp_path: Path) -> None:
    desk.open_case("soto")
    desk.open_tab("Evidence")
    desk.picker.path = tmp_path / "copy.pdf"
    desk.press("Save a copy…")
    desk.wait_for(lambda: (tmp_path / "copy.pdf").exists(), "the copy")
    desk.settle()
    assert desk.status() == f"A copy was saved: {tmp_path / 'copy.pdf'}"


def test_a_second_desk_in_one_folder_is_refused_and_the_first_one_called(
    qapp: object, tmp_path: Path, desk: DeskDriver
) -> None:
    first, second, called = OneDesk(desk.window), OneDesk(desk.window), []
    first.called.connect(lambda: called.append(True))
    first.claim(tmp_path)
    with pytest.raises(Refused) as told:
        second.claim(tmp_path)
    assert told.value.happened == "This office is open on this computer already."
    desk.wait_for(lambda: called, "the call to the first desk")
    first.give_back()
    second.claim(tmp_path)
    second.give_back()


def test_the_start_page_says_that_the_office_is_open_elsewhere(
    bare_desk: DeskDriver, practice: Office
) -> None:
    other = OneDesk(bare_desk.window)
    other.claim(practice.folder)
    Start(bare_desk.window).open_folder(practice.folder)
    bare_desk.see("This office is open on this computer already.")
    assert bare_desk.can_press("Open the practice office")
    other.give_back()


def test_the_practice_office_is_removed_in_one_click(bare_desk: DeskDriver, practice_folder: Path) -> None:
    folder = bare_desk.window.settings.folder / "practice"
    shutil.copytree(practice_folder, folder)
    start = Start(bare_desk.window)
    bare_desk.window.office_closed.connect(start.welcome)
    start.welcome()
    bare_desk.press("Remove the practice office")
    bare_desk.settle()
    assert not folder.exists()
    assert bare_desk.sees("Welcome to ImmDesk")
    assert not bare_desk.can_press("Remove the practice office")


def test_the_menu_removes_the_practice_office_while_it_is_open(desk: DeskDriver) -> None:
    folder = desk.window.office.folder
    desk.menu("Remove the practice office")
    assert not folder.exists()
    assert desk.window.office is None


def test_the_window_comes_back_where_it_was(qapp: object, practice: Office, tmp_path: Path) -> None:
    first = open_desk(tmp_path / "settings", practice)
    first.window.setGeometry(40, 40, 700, 640)
    let_events_pass()
    first.leave()
    second = open_desk(tmp_path / "settings")
    assert second.window.size().width() == 700
    second.leave()


def test_every_screen_can_be_dressed_dark_and_at_200_percent(desk: DeskDriver) -> None:
    desk.window.settings.set("look", "dark")
    desk.window.settings.set("size", "200")
    desk.window.dress()
    for place in ("People", "Library", "Settings"):
        desk.go_to(place)
        assert desk.window.font().pointSizeF() == 20.0


def test_a_second_start_brings_the_first_window_up_and_ends(
    qapp: object, practice: Office, tmp_path: Path
) -> None:
    first = open_desk(tmp_path / "settings", practice)
    first.window.comforts.claim(practice.folder)
    first.window.showMinimized()
    second = open_desk(tmp_path / "other")
    app.begin(second.window, app.Options(practice.folder))
    assert not second.window.isVisible()
    first.wait_for(lambda: not first.window.isMinimized(), "the first window to come up")
    first.leave()
    second.leave()


def test_taking_a_file_in_can_be_cancelled_and_leaves_nothing(desk: DeskDriver, tmp_path: Path) -> None:
    desk.open_case("soto")
    case_id = desk.window.place()[1].partition("/")[0]
    office, path = desk.window.office, scan(tmp_path / "lease.pdf")
    before = office.rows("SELECT count(*) AS n FROM document")
    told = documents.attach_unless(office, lambda: True, case_id, "", "lease", "Lease", path)
    assert told is None
    assert office.rows("SELECT count(*) AS n FROM document") == before


def test_the_page_of_a_person_is_one_press_from_the_parties_of_a_case(desk: DeskDriver) -> None:
    desk.open_case("soto")
    desk.open_tab("Parties")
    desk.press("Page of Soto Luna, Guadalupe")
    desk.see("Speaks only with the female paralegal.")
    assert desk.window.place()[0] == "person"


def test_the_finder_of_everything_begins_with_the_cases_opened_last(desk: DeskDriver) -> None:
    desk.open_case("soto")
    desk.key("Ctrl+K")
    desk.wait_for(lambda: "Soto Luna, Guadalupe" in shown_lines(desk), "the recent case")


def shown_lines(desk: DeskDriver) -> list[str]:
    return [
        one.item(row).text()
        for one in desk.window.findChildren(QListWidget)
        if one.isVisible()
        for row in range(one.count())
    ]
