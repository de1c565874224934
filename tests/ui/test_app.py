"""The desk starts at once, finds its office, and says plainly why it cannot."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.logs import EventLog
from immdesk.office import firm
from immdesk.office.office import Office
from immdesk.settings import Settings
from tests.benchmarks.programs import FILLED
from tests.desk import DeskDriver
from ui import app, failures

HEAVY = [
    "sqlalchemy",
    "pydantic",
    "reportlab",
    "pikepdf",
    "alembic",
    "babel",
    "pypdfium2",
    "PIL",
    "yaml",
    "keyring",
]

START = """
import sys
from pathlib import Path
from immdesk.logs import EventLog
from immdesk.settings import Settings
from ui import app
settings = Settings(Path(sys.argv[1]))
qt = app.make_app(settings)
window = app.make_window(settings, EventLog())
window.painted.connect(qt.quit)
window.show()
qt.exec()
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""

TODAY = FILLED.replace(
    "os._exit(0)",
    'print(*sorted({name.partition(".")[0] for name in sys.modules})); sys.stdout.flush(); os._exit(0)',
)


def test_the_window_is_painted_before_any_heavy_library_is_read(tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, str(tmp_path)]
    seen = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.split()
    assert [name for name in HEAVY if name in seen] == []


def test_today_is_filled_without_any_heavy_library(practice: Office, tmp_path: Path) -> None:
    from immdesk.office import computed
    from immdesk.store.keys import open_key

    computed.catch_up(practice)
    practice.close()
    words = [str(tmp_path), str(practice.folder), open_key(practice.folder, None).hex(), "2026-08-14"]
    ran = subprocess.run(
        [sys.executable, "-c", TODAY, *words], capture_output=True, text=True, check=True, timeout=60
    )
    seen = ran.stdout.split()
    assert "sqlcipher3" in seen
    assert [name for name in (*HEAVY, "cryptography") if name in seen] == []


def test_the_command_line_names_an_office() -> None:
    assert app.read_options(["--office", "here"]).office == Path("here")
    assert app.read_options(["--office=there"]).office == Path("there")
    assert app.read_options([]).office is None
    given = app.read_options(["--passphrase-file", "words", "--office=a=b"])
    assert (given.passphrase_file, given.office) == (Path("words"), Path("a=b"))


def test_a_word_that_is_not_understood_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        app.read_options(["--ofice"])
    assert left.value.code == 2
    assert "Not understood: --ofice" in capsys.readouterr().out


def test_without_an_office_three_ways_are_offered_and_the_places_are_grey(bare_desk: DeskDriver) -> None:
    app.begin(bare_desk.window, app.Options())
    for words in ("Open the practice office", "Start our office…", "Open an office file…"):
        assert bare_desk.can_press(words)
    assert not bare_desk.can_press("Cases")


def test_the_practice_office_opens_with_one_click_and_is_remembered(bare_desk: DeskDriver) -> None:
    app.begin(bare_desk.window, app.Options())
    bare_desk.press("Open the practice office")
    bare_desk.see("65 open cases")
    kept = Settings(bare_desk.window.settings.folder).get("office_folder")
    assert Path(kept).name == "practice"


def test_making_the_practice_office_can_be_cancelled_and_leaves_nothing(bare_desk: DeskDriver) -> None:
    app.begin(bare_desk.window, app.Options())
    bare_desk.press("Open the practice office")
    bare_desk.wait_for(lambda: bare_desk.can_press("Cancel the work under way"), "the progress")
    bare_desk.press("Cancel the work under way")
    bare_desk.see("Stopped. No office was made.")
    assert bare_desk.can_press("Open the practice office")
    assert not (bare_desk.window.settings.folder / "practice").exists()


def test_a_new_office_needs_the_same_passphrase_twice(bare_desk: DeskDriver, tmp_path: Path) -> None:
    app.begin(bare_desk.window, app.Options())
    bare_desk.press("Start our office…")
    bare_desk.type_into("Name of the office", "Vega & Sons")
    bare_desk.type_into("Folder", str(tmp_path / "vega"))
    bare_desk.type_into("Passphrase", "four unrelated plain words")
    bare_desk.type_into("Passphrase again", "four unrelated plain")
    bare_desk.see("The two passphrases differ.")
    assert not bare_desk.can_press("Start the office")
    bare_desk.type_into("Passphrase again", "four unrelated plain words")
    bare_desk.press("Start the office")
    bare_desk.see("Put this code on paper")
    bare_desk.press("Later")
    bare_desk.see("No open case yet")
    assert (tmp_path / "vega" / "office.immdesk").exists()


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """An office locked with a passphrase."""
    folder = tmp_path / "locked"
    firm.new_office(folder, name="Locked", passphrase="the right words here").close()
    return folder


def test_a_wrong_passphrase_is_told_and_the_right_one_opens(bare_desk: DeskDriver, locked: Path) -> None:
    app.begin(bare_desk.window, app.Options(locked))
    bare_desk.type_into("Passphrase", "some wrong words")
    bare_desk.press("Open the office")
    bare_desk.wait_for(
        lambda: any("passphrase" in text.lower() and "." in text for text in bare_desk.texts())
    )
    bare_desk.type_into("Passphrase", "the right words here")
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")


def test_the_passphrase_may_come_from_the_environment(
    bare_desk: DeskDriver, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "the right words here")
    app.begin(bare_desk.window, app.Options(locked))
    bare_desk.see("No open case yet")


def test_the_passphrase_may_come_from_a_file(bare_desk: DeskDriver, locked: Path, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("the right words here\n", encoding="utf-8")
    app.begin(bare_desk.window, app.Options(locked, tmp_path / "words"))
    bare_desk.see("No open case yet")


def test_a_passphrase_file_that_is_not_there_is_told_and_the_passphrase_asked(
    bare_desk: DeskDriver, locked: Path, tmp_path: Path
) -> None:
    app.begin(bare_desk.window, app.Options(locked, tmp_path / "words"))
    bare_desk.see("The passphrase file cannot be read")
    bare_desk.type_into("Passphrase", "the right words here")
    bare_desk.press("Open the office")
    bare_desk.see("No open case yet")


def test_the_welcome_does_not_say_that_something_is_being_opened(bare_desk: DeskDriver) -> None:
    bare_desk.window.tell("Opening…")
    app.begin(bare_desk.window, app.Options())
    bare_desk.see("Welcome to ImmDesk")
    assert bare_desk.status() == ""


def test_a_damaged_database_is_told_and_left_as_it_is(bare_desk: DeskDriver, locked: Path) -> None:
    database = locked / "office.immdesk"
    bytes_before = b"damaged" * 2000
    database.write_bytes(bytes_before)
    app.begin(bare_desk.window, app.Options(locked))
    bare_desk.type_into("Passphrase", "the right words here")
    bare_desk.press("Open the office")
    bare_desk.wait_for(
        lambda: any("damaged" in text.lower() for text in bare_desk.texts()), "the damage told"
    )
    assert database.read_bytes() == bytes_before


def test_a_folder_without_an_office_is_told(bare_desk: DeskDriver, tmp_path: Path) -> None:
    app.begin(bare_desk.window, app.Options(tmp_path / "nothing here"))
    bare_desk.see("Welcome to ImmDesk")
    assert any("office" in text and text.endswith(".") for text in bare_desk.texts())


def test_another_office_can_be_opened_from_the_menu(desk: DeskDriver, locked: Path) -> None:
    from ui.screens.start import Start

    start = Start(desk.window)
    start.opened.connect(desk.window.set_office)
    desk.window.office_closed.connect(start.welcome)
    desk.menu("Open another office…")
    desk.picker.path = locked / "office.immdesk"
    desk.press("Open an office file…")
    desk.type_into("Passphrase", "the right words here")
    desk.press("Open the office")
    desk.see("No open case yet")


def test_a_crash_report_names_frames_and_versions_and_no_client(bare_desk: DeskDriver) -> None:
    log = EventLog()
    log.note("action", action="packet")
    try:
        secret = "Wiśniewski A212345678"
        raise ValueError(secret)
    except ValueError as error:
        text = failures.report_of(error, log)
        failures.show_report(bare_desk.window, error, log)
    assert "builtins.ValueError" in text
    assert "test_app.py" in text
    assert "action action=packet" in text
    assert "Wiśniewski" not in text
    bare_desk.see("The desk made a mistake")
    assert bare_desk.can_press("Save the report…")


def test_a_problem_is_told_in_its_three_sentences(bare_desk: DeskDriver) -> None:
    problem = Problem("The disk is full.", "Nothing was written.", "Free some room <b>&</b>.")
    bare_desk.window.desk.problem(problem)
    for words in ("The disk is full.", "Nothing was written.", "Free some room <b>&</b>."):
        bare_desk.see(words)


def test_the_backup_of_the_menu_is_made_and_told(desk: DeskDriver, practice: Office) -> None:
    desk.menu("Make a backup")
    desk.wait_for(lambda: "verified" in desk.status(), "the backup")
    assert any((practice.folder / "backups").iterdir())


def test_the_window_comes_back_where_it_was(desk: DeskDriver) -> None:
    desk.window.resize(780, 640)
    desk.close()
    again = app.make_window(desk.window.settings, EventLog())
    assert (again.width(), again.height()) == (780, 640)


def test_closing_waits_for_the_work_under_way_and_says_so(bare_desk: DeskDriver) -> None:
    gate = threading.Event()
    bare_desk.window.work.run(bare_desk.window, gate.wait, 10.0, title="Writing")
    bare_desk.window.close()
    assert bare_desk.window.isVisible()
    assert bare_desk.status() == "Finishing what is under way, then the desk closes."
    gate.set()
    bare_desk.wait_for(lambda: not bare_desk.window.isVisible(), "the window to close")


def test_long_work_shows_its_progress_and_can_be_cancelled(bare_desk: DeskDriver) -> None:
    told: list[str] = []

    def work(progress: Any, cancelled: Any) -> str:
        end = time.monotonic() + 10
        while not cancelled() and time.monotonic() < end:
            progress(3, 10, "page 3 of 10")
            gate.wait(0.02)
        return "stopped"

    gate = threading.Event()
    bare_desk.window.work.run(bare_desk.window, work, reports=True, title="Building", done=told.append)
    bare_desk.see("page 3 of 10")
    bare_desk.press("Cancel the work under way")
    bare_desk.wait_for(lambda: told == ["stopped"], "the work to stop")
    bare_desk.wait_for(lambda: not bare_desk.can_press("Cancel the work under way"), "the progress to go")


def test_an_exception_nobody_caught_is_shown_as_a_report(bare_desk: DeskDriver) -> None:
    failures.tell(bare_desk.window, ZeroDivisionError("Łukasz"), EventLog())
    bare_desk.see("The desk made a mistake")
    assert not bare_desk.sees("Łukasz")
