"""The search for a planted client finds it in every spelling; temporary files are private and wiped."""

from __future__ import annotations

import base64
import gzip
import io
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest

from immdesk import temporary
from tests.leaks import Search

SEARCH = Search(["Wyszyńska", "299887766", "299-887-766", "1984-02-29"])
NAME, NUMBER = "Wyszyńska", "A299887766"


def zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet1.xml", content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"A-299-887-766", ["299-887-766"]),
        (NUMBER.encode("utf-16-le"), ["299887766"]),
        ("WYSZYŃSKA".encode(), ["Wyszyńska"]),
        (NAME.encode("iso8859-2"), ["Wyszyńska"]),
        (b'{"name": "Wyszy\\u0144ska"}', ["Wyszyńska"]),
        (quote(f"file:///home/ana/{NAME} 2026").encode(), ["Wyszyńska"]),
        (b"Wyszy&#324;ska", ["Wyszyńska"]),
        (b"%PDF stream\n" + zlib.compress(b"(born 1984-02-29)") + b"\nendstream", ["1984-02-29"]),
        (b"..." + gzip.compress(NAME.encode()), ["Wyszyńska"]),
        (zipped(zipped(NUMBER.encode())), ["299887766"]),
        (
            b'"blob": "' + base64.b64encode(b"x: born 1984-02-29, A299887766") + b'"',
            ["1984-02-29", "299887766"],
        ),
        (base64.urlsafe_b64encode(f"ab {NAME} {NUMBER}".encode()), ["299887766", "Wyszyńska"]),
        (NUMBER.encode().hex().encode(), ["299887766"]),
        (b"Wysocka A299887767 1984-02-28", []),
        (os.urandom(200_000), []),
    ],
)
def test_a_planted_word_is_found_however_it_is_written(content: bytes, found: list[str]) -> None:
    assert SEARCH.found_in(content) == found


def test_a_name_of_a_file_is_searched_too(tmp_path: Path) -> None:
    (tmp_path / f"{NUMBER} packet.pdf").write_bytes(b"nothing")
    assert list(SEARCH.found_below(tmp_path).values()) == [["299887766"]]


PROGRAM = """
import os, sys, tempfile
from pathlib import Path
from immdesk.temporary import keep_temporary_private, laid_privately
place = keep_temporary_private(Path(sys.argv[1]))
file = tempfile.NamedTemporaryFile(delete=False)
file.write(b"Wyszynska"); file.close()
assert Path(file.name).parent == place, file.name
with laid_privately():
    assert os.environ["TMPDIR"] == str(place)
print("ready", flush=True)
if sys.argv[2] == "killed":
    sys.stdin.read(1); os._exit(9)
"""


def test_what_lay_in_temporary_files_is_wiped_at_the_end_and_after_a_kill(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    files = tmp_path / "temporary"
    with subprocess.Popen([*command, "killed"], stdin=-1, stdout=-1, text=True) as living:
        assert living.stdout is not None
        assert living.stdin is not None
        assert living.stdout.readline() == "ready\n"
        assert files.stat().st_mode & 0o777 == 0o700
        subprocess.run([*command, "ended"], check=True, stdout=-1, timeout=60)
        (left,) = files.rglob("tmp*")
        assert left.read_bytes() == b"Wyszynska"  # another program's, alive: it is left alone
        living.stdin.write("x")
    assert living.returncode == 9
    assert left.exists()
    before = tempfile.tempdir
    try:
        ours = temporary.keep_temporary_private(tmp_path)
        assert sorted(files.iterdir()) == [ours, ours.with_suffix(".lock")] if ours else False
    finally:
        tempfile.tempdir = before
