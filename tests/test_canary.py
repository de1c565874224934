"""A client is planted, a day is driven, the program crashes and is killed: nothing of it lies in clear."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from immdesk.office import firm
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


def found_in(content: bytes) -> list[str]:
    """Give what was planted and stands in these bytes, however it is written."""
    small = content.lower()
    return [
        word
        for word in PLANTED
        if any(word.lower().encode(code) in small for code in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems")
def test_after_a_day_a_crash_and_a_kill_no_file_holds_a_name_a_number_or_a_birth_date(tmp_path: Path) -> None:
    house, out = tmp_path / "house", tmp_path / "out"
    out.mkdir()
    firm.new_office(house / "office", name="Vega", passphrase=WORDS).close()
    scan = out / "Wyszyńska-Canary A299887766.pdf"
    scan.write_bytes(scan_bytes(1, "Zenobia Canary, A299887766, born Feb 29, 1984"))
    worked = run("day", house, out)
    assert worked.returncode == 0, worked.stderr
    died = run("killed", house, out)
    assert died.returncode == -signal.SIGKILL, died.stderr

    assert found_in("ZENOBIA".encode("utf-16")) == ["Zenobia"]
    assert (out / "Zenobia packet.pdf").exists()
    files = [path for path in house.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert names >= {"office.immdesk", "office.immdesk-wal", "keys.json", "immdesk.log", "report.txt"}
    assert {path.suffix for path in files} >= {".immbak"}
    assert {str(path.relative_to(house)): found_in(path.read_bytes()) for path in files} == {
        str(path.relative_to(house)): [] for path in files
    }
    assert found_in(" ".join(map(str, files)).encode()) == []
    for told in (worked, died):
        assert found_in((told.stdout + told.stderr).encode()) == []
    assert "builtins.KeyError" in (house / "home" / "report.txt").read_text(encoding="utf-8")
