"""The habits of the house that no linter knows: read from the files themselves, so that they stay true."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.reading_code import ROOT, kept_files, modules, places, read, shown

MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 60

# Files and functions that are longer and were looked at twice: the reason stands beside each.
LONG_FOR_A_REASON = {
    "immdesk/office/rows.py": "every row that the screens draw: the one page that office and ui agree on",
    "immdesk/packets/evidence.py _said": "a table: a plain sentence for each trouble of a document",
}


def test_every_module_begins_by_saying_what_it_is_for() -> None:
    python_files = modules("immdesk", "ui", "installer", "tests")
    assert [shown(path) for path in python_files if not read(path).explained] == []


def test_no_file_is_too_long_to_keep_in_mind() -> None:
    written = written_once(modules("immdesk", "ui", "installer", "tests"))
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in written}
    long = {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FILE}
    assert {name: lines for name, lines in long.items() if name not in LONG_FOR_A_REASON} == {}


def test_no_function_is_too_long_to_fit_in_the_eye() -> None:
    long = [
        f"{shown(path)} {name}"
        for path in written_once(modules("immdesk", "ui", "installer"))
        for name, lines in read(path).functions
        if lines > MOST_LINES_IN_A_FUNCTION
    ]
    assert [name for name in long if name not in LONG_FOR_A_REASON] == []


def written_once(paths: list[Path]) -> list[Path]:
    """All but the migrations: each is the list of one release's tables, and is never edited again."""
    return [path for path in paths if "migrations/versions" not in shown(path)]


def test_text_becomes_a_printed_paragraph_in_one_place_only() -> None:
    files = [path for path in modules("immdesk", "ui") if ("reportlab", "Paragraph") in read(path).imports]
    assert len(files) <= 1, files
    found = places(files, {"Paragraph"})
    assert len(found) <= 1, found


def test_message_boxes_live_in_one_file_and_nothing_blocks() -> None:
    elsewhere = [path for path in modules("ui") if shown(path) != "ui/dialogs.py"]
    boxes = [
        shown(path)
        for path in elsewhere
        if re.search(r"\bQ(Message|Input)\w+\b", path.read_text(encoding="utf-8"))
    ]
    assert boxes == []
    allowed = ("ui/app.py:", "ui/parts/card_marks.py:")  # Qt begins a drag in no other way
    loops = [place for place in places(elsewhere, {"exec", "exec_"}) if not place.startswith(allowed)]
    assert loops == []


def test_the_screen_never_pumps_events_by_hand() -> None:
    assert places(modules("ui", "immdesk"), {"processEvents"}) == []


def test_threads_are_made_in_one_file() -> None:
    makers = {"QThread", "QThreadPool", "QRunnable", "Thread", "ThreadPoolExecutor", "globalInstance"}
    found = places([path for path in modules("ui", "immdesk") if shown(path) != "ui/work.py"], makers)
    assert found == []


def test_only_the_command_line_prints() -> None:
    silent = [path for path in modules("immdesk", "ui") if not is_command_line(path)]
    assert places(silent, {"print"}, plain=True) == []


def is_command_line(path: Path) -> bool:
    return shown(path).startswith(("immdesk/__main__.py", "immdesk/commandline/", "ui/app.py"))


def test_nothing_but_the_desk_asks_the_clock_what_day_it_is() -> None:
    folders = [
        f"immdesk/{name}" for name in ("basics", "intake", "law", "docket", "workflow", "packets", "packs")
    ]
    found = [
        f"{shown(path)}:{line} {on}.{name}"
        for path in modules(*folders, "immdesk/records")
        for on, name, line in read(path).calls
        if (on.split(".")[-1] in ("date", "datetime") and name in ("today", "now", "utcnow"))
    ]
    assert found == []


def test_no_exception_is_swallowed_whole() -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in modules("immdesk", "ui", "installer")
        for line in read(path).swallowed
    ]
    assert found == []


def test_no_text_is_put_together_before_it_is_translated() -> None:
    found = [f"{shown(path)}:{line}" for path in modules("immdesk", "ui") for line in read(path).put_together]
    assert found == []


def test_names_say_what_a_thing_is() -> None:
    vague = re.compile(r"(Manager|Helper|Util|Utils|Info)$")
    found = [
        f"{shown(path)} {name}"
        for path in modules("immdesk", "ui")
        for name in read(path).classes
        if vague.search(name)
    ]
    assert found == []


def test_tests_use_the_real_thing() -> None:
    mocks = re.compile(r"unittest[.]mock|unittest import m[o]ck|Magic[M]ock|\bm[o]cker\b")
    assert [shown(path) for path in modules("tests") if mocks.search(path.read_text(encoding="utf-8"))] == []


def test_tests_wait_for_conditions_and_never_sleep() -> None:
    found = places(modules("tests"), {"sleep", "qWait", "qSleep"})
    waits = [
        f"{shown(path)}:{line} {on}.wait"
        for path in modules("tests")
        for on, name, line in read(path).calls
        if name == "wait" and on.split(".")[-1] == "qtbot"
    ]
    assert found + waits == []


def test_no_two_test_files_of_a_kind_have_one_name() -> None:
    names = Counter(path.name for path in modules("tests") if path.name.startswith("test_"))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_folder_of_tests_is_a_package() -> None:
    assert [shown(path) for path in modules("tests") if path.name == "__init__.py"] == []


def test_qt_is_pinned_in_the_project_and_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "installer" / "lock" / "requirements.txt").read_text(encoding="utf-8")
    assert "PySide6-Essentials==6.11.3" in project["dependencies"]
    assert "pyside6-essentials==6.11.3 \\" in lock
    assert "shiboken6==6.11.3 \\" in lock


def test_every_line_of_the_lock_has_hashes_and_names_no_host() -> None:
    lock = (ROOT / "installer" / "lock" / "requirements.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"(?m)^.*(?:://|--index-url|--find-links|--extra-index).*$", lock) == []


def test_every_dependency_of_the_project_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    lock = (ROOT / "installer" / "lock" / "requirements.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"(?m)^([a-z0-9.-]+)(?:\[[a-z,]+\])?==", lock))
    bare = {re.split(r"[\[<>=~! ]", name)[0].lower().replace("_", "-") for name in asked}
    assert bare - locked == set()


def test_no_file_tells_of_the_machine_that_it_was_written_on() -> None:
    places_here = [ROOT.as_posix(), (ROOT.parent / "shared").as_posix(), f"{Path.home().as_posix()}/"]
    machine = re.compile(
        rf"(?<![\w.])(?:/r[o]ot/|{'|'.join(map(re.escape, places_here))})|pyp[i]\.org|python[h]osted"
    )
    found = [shown(path) for path in kept_files() if (text := readable(path)) and machine.search(text)]
    assert found == []


def readable(path: Path) -> str:
    """The text of a file, or nothing when it is a picture or another file that is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_agency_form_is_kept_in_the_project() -> None:
    assert [shown(path) for path in kept_files() if path.suffix.lower() == ".pdf"] == []


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "THIRD-PARTY.md", "LICENSE"]
)
def test_the_papers_of_the_house_are_there(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_papers_name_only_files_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:immdesk|ui|resources|installer|tests)/[\w./-]+|\.ci/run)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []
