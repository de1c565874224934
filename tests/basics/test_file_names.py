"""A file that leaves the desk never leaves the folder that was chosen for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from immdesk.basics.file_names import kept_file_name, safe_file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Passport, Łukasz Wiśniewski.pdf", "Passport, Łukasz Wiśniewski.pdf"),
        ("../../etc/passwd", "etc passwd"),
        (r"..\..\boot.ini", "boot.ini"),
        (r"C:\Users\ana\scan.pdf", "C Users ana scan.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("Conrad.pdf", "Conrad.pdf"),
        ("letter.pdf:stream", "letter.pdf stream"),
        (":stream", "stream"),
        ("scan\u202efdp.exe", "scanfdp.exe"),
        ("a\x00b\nc", "ab c"),
        ("Ram\ud800irez.pdf", "Ramirez.pdf"),
        (".hidden. ", "hidden"),
        ("王小明.pdf", "王小明.pdf"),
        ("x" * 400 + ".pdf", "x" * 176 + ".pdf"),
        ("王" * 400 + ".pdf", "王" * 58 + ".pdf"),
        ("", "document"),
        (" ../. \x00", "document"),
    ],
)
def test_a_name_keeps_what_can_be_written_and_nothing_else(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(some.text() | some.text(alphabet="./\\:con \u202e\x00"))
def test_any_text_gives_a_file_in_the_chosen_folder(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = Path("chosen")
    path = folder / safe_file_name(text)
    assert path.parent == folder
    assert len(os.fsencode(path.name)) <= 180
    assert path.name == safe_file_name(path.name)


def test_a_name_from_an_old_disk_is_kept_with_a_sign_for_what_is_no_letter() -> None:
    assert kept_file_name(os.fsdecode(b"Ram\xedrez.pdf")) == "Ram\ufffdrez.pdf"
