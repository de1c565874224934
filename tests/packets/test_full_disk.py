"""A full disk while a packet is written, split or copied leaves no half packet and no trace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packets.small_packet import family, make

CHILD = """
import resource, signal, sys
from pathlib import Path
from immdesk.basics.problems import Refused
from immdesk.packets.copies import file_copy
from immdesk.packets.packet import build
from immdesk.packets.split import split
from immdesk.packets.split_plan import Limits
from tests.packets.small_packet import family
what, folder = sys.argv[1], Path(sys.argv[2])
whole = folder / "whole.pdf"
made = build(family(False), whole, lambda *a: None, lambda: False)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8000, resource.RLIM_INFINITY))
try:
    if what == "build":
        build(family(False), folder / "out.pdf", lambda *a: None, lambda: False)
    elif what == "split":
        split(whole, folder / "out.pdf", made.parts, "T", Limits(pages=6), lambda *a: None, lambda: False)
    else:
        file_copy(whole, folder / "out.pdf", lambda: False)
except Refused as refused:
    print(refused.happened)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("what", ["build", "split", "copy"])
def test_a_full_disk_leaves_no_half_packet(tmp_path: Path, what: str) -> None:
    words = [sys.executable, "-c", CHILD, what, str(tmp_path)]
    told = subprocess.run(words, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert told.stdout.strip() == "The disk is full.", told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["whole.pdf"]


def test_a_folder_that_went_away_is_refused(tmp_path: Path) -> None:
    from immdesk.basics.problems import Refused

    with pytest.raises(Refused, match="folder is not there"):
        make(family(False), tmp_path / "gone")
