"""A client is planted, a day is driven, the program crashes and is killed: nothing of it lies in clear."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from immdesk.office import firm
from tests.leaks import Search
from tests.office.papers import scan_bytes

ROOT = Path(__file__).resolve().parents[1]
WORDS = "four unrelated plain words"
PLANTED = ("Wyszyńska", "Wyszynska", "Canary", "Zenobia", "299887766", "299-887-766", "1984-02-29",
           "Feb 29, 1984", "02/29/1984", "February 29, 1984", WORDS)  # fmt: skip


def run(what: str, house: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Run the desk in a house of its own: home, profile, temporary folder, working folder."""
    own = {name: house / name.lower() for name in ("TMPDIR", "HOME")}
    own |= {f"XDG_{name}_HOME": house / name.lower() for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    for folder in (*own.values(), house / "here"):
        folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("IMMDESK_", "XDG_"))}
    more = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "IMMDESK_PASSPHRASE": WORDS}
    return subprocess.run(
        [sys.executable, "-m", "tests.day_of_work", what, str(house / "office"), str(out)],
        env={**kept, **more, **{name: str(folder) for name, folder in own.items()}},
        cwd=house / "here",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


SEARCH = Search(PLANTED)
SHARED_MEMORY = Path("/dev/shm")


def in_memory() -> set[Path]:
    """Give the files that lie in the memory that programs share, where there is such a place."""
    return set(SHARED_MEMORY.rglob("*")) if SHARED_MEMORY.is_dir() else set()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems")
def test_after_a_kill_a_crash_and_a_day_no_file_holds_a_name_a_number_or_a_birth_date(tmp_path: Path) -> None:
    house, out, stick = tmp_path / "house", tmp_path / "out", tmp_path / "stick"
    out.mkdir()
    stick.mkdir()
    before = in_memory()
    firm.new_office(house / "office", name="Vega", passphrase=WORDS).close()
    scan = out / "Wyszyńska-Canary A299887766.pdf"
    scan.write_bytes(scan_bytes(1, "Zenobia Canary, A299887766, born Feb 29, 1984"))
    died = run("killed", house, out)
    assert died.returncode == -signal.SIGKILL, died.stderr
    clear = SEARCH.found_below(house)
    assert len(clear) == 2  # what only the next start can wipe, in folders of this user alone
    folders = {Path(name).relative_to(house).parts[-3] for name in clear}
    assert folders == {"lent", "temporary"}
    assert {Path(name).parent.stat().st_mode & 0o777 for name in clear} == {0o700}
    assert (house / "office" / "office.immdesk-wal").exists()

    worked = run("day", house, out)
    assert worked.returncode == 0, worked.stderr
    assert SEARCH.found_below(house, stick) == {}
    names = {path.name for path in house.rglob("*")}
    assert names >= {"office.immdesk", "keys.json", "immdesk.log", "report.txt"}
    assert list(stick.rglob("*.immbak"))
    assert {path.name for path in out.iterdir()} >= {"Zenobia packet.pdf", "history.xlsx", "dates.ics"}
    assert SEARCH.found_in((out / "history.xlsx").read_bytes()), "the search sees nothing in a spreadsheet"
    assert [
        path for path in in_memory() - before if path.is_file() and SEARCH.found_in(path.read_bytes())
    ] == []
    for told in (
        worked.stdout,
        worked.stderr,
        died.stdout,
        died.stderr,
        (out / "seen.txt").read_text("utf-8"),
    ):
        assert SEARCH.found_in(told.encode()) == []
    assert "builtins.KeyError" in (house / "home" / "report.txt").read_text(encoding="utf-8")
