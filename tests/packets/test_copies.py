"""The office's own copy of a packet is marked on every page, and the packet itself stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import packets
from tests.packets.small_packet import family, make, texts


def test_every_page_of_the_file_copy_is_marked(tmp_path: Path) -> None:
    made = make(family(draft=False), tmp_path)
    before = made.path.read_bytes()
    out = tmp_path / "copy.pdf"
    assert packets.write_copy(made.path, out, lambda *_: None, lambda: False) == made.pages
    assert all("FILE COPY" in page for page in texts(out))
    assert made.path.read_bytes() == before


def test_the_copy_never_takes_the_place_of_the_packet(tmp_path: Path) -> None:
    made = make(family(draft=False), tmp_path)
    with pytest.raises(Problem, match="name of the packet"):
        packets.write_copy(made.path, made.path, lambda *_: None, lambda: False)
