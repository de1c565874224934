"""Ten desks with an edit every two seconds on a real SMB 3.1.1 share, mounted four times, in User-Mode Linux.

One emulated processor is server and clients at once there, so the figures are upper bounds.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.benchmarks.ratio import Figure, keep
from tests.store.share import uml

pytestmark = pytest.mark.benchmark_run
FIGURES = r"SMB-ten: GOOD, (.*): median (\d+) ms, p95 (\d+) ms, slowest (\d+) ms; seen .* p95 (\d+) ms"


def test_ten_desks_on_a_real_smb_share_are_not_kept_waiting(tmp_path: Path) -> None:
    if reason := uml.why_not():
        pytest.skip(reason)
    said = uml.run(tmp_path, ("ten",))
    print(said)
    found = re.search(FIGURES, said)
    assert found, said
    detail = f"{found[1]}, median {found[2]} ms"
    seen = Figure("SMB, a colleague's change is seen, 95 of 100", float(found[5]), 3000.0, "ms", detail)
    for figure in (
        Figure("SMB, ten desks, 95 of 100 edits", float(found[3]), 1000.0, "ms", detail),
        Figure("SMB, ten desks, the slowest edit", float(found[4]), 10_000.0, "ms", detail),
        seen,
    ):
        keep(figure)
