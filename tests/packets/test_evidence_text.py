"""The text of a document is read behind the wall: whatever the file is, the answer is a text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from immdesk.packets.evidence import Examiner
from immdesk.packets.evidence_child import MOST_TEXT, text_of
from tests.office.papers import bomb, locked, picture, scan_bytes


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner() as made:
        yield made


def test_the_words_of_every_page_are_given(examiner: Examiner) -> None:
    assert examiner.text(scan_bytes(2, "Lease of an apartment")) == (
        "Lease of an apartment, page 1\nLease of an apartment, page 2"
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and nothing else", b"MZ\x90", b"\xff\xd8\xff broken"])
def test_what_is_no_pdf_has_no_text_and_the_next_file_is_read(examiner: Examiner, data: bytes) -> None:
    assert examiner.text(data) == ""
    assert examiner.text(scan_bytes(1, "Next")) == "Next, page 1"


def test_locked_swollen_and_painted_files_have_no_text(examiner: Examiner, tmp_path: Path) -> None:
    files = [locked(tmp_path / "a.pdf"), bomb(tmp_path / "b.pdf"), picture(tmp_path / "c.png")]
    assert [examiner.text(file.read_bytes()) for file in files] == ["", "", ""]
    assert examiner.text(scan_bytes(1, "Next")) == "Next, page 1"


def test_a_book_is_read_to_a_limit() -> None:
    assert len(text_of(scan_bytes(1, "A word " * 60_000))) <= MOST_TEXT
