"""What a screen reader really hears: the desk on a real (virtual) screen, read back over AT-SPI."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DAY

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("screen reader"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="AT-SPI is of Linux"),
]

ROOT = Path(__file__).resolve().parents[2]
ASKED = "python3 installer/bootstrap.py test --long installs it as root, or says what to type"
SYSTEM_PYTHON = "/usr/bin/python3"
ASK_FOR_GI = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
RFE = "Wednesday, August 19, 2026: deadline, Answer the request for evidence, Nguyễn, Văn Đức, 26-0003"
Heard = dict[str, Any]


def lacking() -> list[str]:
    """Name what is not here of what the reading needs."""
    missing = [one for one in ("Xvfb", "dbus-run-session") if shutil.which(one) is None]
    for soname in ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1"):
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(soname)
    asked = [SYSTEM_PYTHON, "-c", ASK_FOR_GI]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(asked, capture_output=True).returncode:
        missing.append("Atspi of the system's Python")
    return missing


@pytest.fixture(scope="module")
def heard(computed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """What was heard on one walk: calendar, list of dates, an intake, and the screens again and again."""
    missing = lacking()
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: {ASKED}")
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(computed_folder, folder / "office")
    out = folder / "heard.json"
    desk = [sys.executable, "-m", "tests.ui.desk_on_a_day", "office", "settings", DAY.isoformat()]
    reader = [SYSTEM_PYTHON, str(ROOT / "tests" / "ui" / "screen_reader_child.py"), str(out), *desk]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "WAYLAND_"))}
    own = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "xcb"}
    screen, number = a_screen()
    try:
        done = subprocess.run(
            ["dbus-run-session", "--", *reader],
            env={**kept, **own, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "DISPLAY": f":{number}"},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=180,
        )
    finally:
        screen.terminate()
        screen.wait()
    assert done.returncode == 0, done.stderr[-3000:]
    found: Heard = json.loads(out.read_text("utf-8"))
    return found


def a_screen() -> tuple[subprocess.Popen[bytes], str]:
    """Give a virtual screen and its number; it chooses a free one and says so when it is ready."""
    told, tell = os.pipe()
    words = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(words, pass_fds=(tell,), stderr=subprocess.DEVNULL)
    os.close(tell)
    with os.fdopen(told) as pipe:
        return screen, pipe.readline().strip()


def names(things: list[Heard], role: str) -> list[str]:
    """Give the names of what has this role, from top to bottom."""
    return [one["name"] for one in things if one["role"] == role]


def one(things: list[Heard], role: str, name: str) -> Heard:
    """Give the one thing of this role and name."""
    found = [thing for thing in things if (thing["role"], thing["name"]) == (role, name)]
    assert len(found) == 1, names(things, role)
    return found[0]


def test_the_calendar_is_a_list_of_days_with_their_dates_in_words(heard: Heard) -> None:
    days = names(heard["calendar"]["days"], "list item")
    assert len(days) == 42
    assert days[0] == "Sunday, July 26, 2026, no date"
    assert RFE in days


def test_the_chosen_day_is_told_and_follows_the_keys(heard: Heard) -> None:
    chosen = [one["name"] for one in heard["calendar"]["days"] if "SELECTED" in one["states"]]
    moved = [one["name"] for one in heard["calendar"]["moved"] if "SELECTED" in one["states"]]
    assert chosen == ["Friday, August 14, 2026, no date"]
    assert moved == ["Monday, September 21, 2026, no date"]


def test_the_list_of_dates_tells_each_day_and_then_its_dates(heard: Heard) -> None:
    lines = names(heard["agenda"], "list item")
    assert lines[0] == "Monday, August 17, 2026"
    assert lines[2:4] == ["Wednesday, August 19, 2026", RFE.partition(": ")[2]]


def test_the_timeline_tells_its_rows_and_what_stands_on_them(heard: Heard) -> None:
    things = heard["timeline"]["rows"]
    assert things[0]["name"] == "Ramírez Ortega, Lucía, 26-0001"
    assert RFE in names(things, "list item")
    chosen = [one["name"] for one in heard["timeline"]["walked"] if "SELECTED" in one["states"]]
    assert chosen == [
        "Monday, August 17, 2026: send by, Send: Answer the request for evidence, Nguyễn, Văn Đức, 26-0003"
    ]


def test_the_year_tells_every_day_with_the_worst_of_its_dates(heard: Heard) -> None:
    days = names(heard["timeline"]["year"], "list item")
    assert len(days) == 365
    assert days[230] == RFE.replace(": deadline", ": 1 date, deadline")


def test_every_button_and_field_has_a_name(heard: Heard) -> None:
    roles = {"push button", "check box", "text", "list item", "list", "combo box", "radio button", "table"}
    things = [*heard["calendar"]["all"], *heard["intake"]["opened"], *heard["intake"]["read"]]
    assert [one for one in things if one["role"] in roles and not one["name"].strip()] == []
    assert len(things) > 200


def test_the_intake_tells_its_sections_with_what_is_to_do(heard: Heard) -> None:
    sections = names(heard["intake"]["opened"], "list item")
    assert sections[:2] == ["Petitioner, 10 to do", "How to reach the person, 2 to do"]
    assert "Sections of this intake" in names(heard["intake"]["opened"], "list")


def test_a_question_is_told_with_its_help_and_after_a_bad_date_with_what_is_wrong(heard: Heard) -> None:
    before = one(heard["intake"]["opened"], "text", "Date of birth")
    after = one(heard["intake"]["read"], "text", "Date of birth")
    assert before["words"] == "3/7/1988, Mar 1988 or 1988"
    assert "EDITABLE" in after["states"]
    assert after["words"] == "A year has 12 months; 13 typed."


def test_a_box_that_a_screen_reader_ticks_is_an_answer(heard: Heard) -> None:
    box = one(heard["intake"]["read"], "check box", "Middle name: no middle name")
    assert "CHECKED" in box["states"]
    assert "ENABLED" not in one(heard["intake"]["read"], "text", "Middle name")["states"]


def test_tab_goes_through_the_questions_in_the_order_in_which_they_stand(heard: Heard) -> None:
    order = [one["name"] for one in heard["intake"]["order"]]
    assert order[:3] == ["Family name (last name)", "Given name (first name)", "Middle name"]
    asked = [name for name in order if name in names(heard["intake"]["opened"], "text")]
    assert asked == names(heard["intake"]["opened"], "text")
    assert order[-2:] == ["Social Security number: has none", "Next section"]


def test_screens_that_close_and_open_again_leave_the_tree_whole(heard: Heard) -> None:
    assert heard["alive"]
    assert len(heard["again"]) == 21
    assert min(heard["again"]) > 40
