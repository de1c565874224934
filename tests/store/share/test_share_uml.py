"""Real SMB 3.1.1 and NFS shares, each mounted several times on loopback inside User-Mode Linux.

`python -m tests.store.share.uml` is the same as a command; see `uml.py` for what it needs. Ten desks on SMB
are measured in `tests/benchmarks/test_smb_speed.py`.
"""

from __future__ import annotations

import pytest

from tests.store.share import uml

PARTS = {
    "smb": ("SMB by link: GOOD", "SMB-kills: GOOD"),
    "nfs": ("NFS by link: GOOD", "NFS-ten: GOOD", "NFS-kills: GOOD"),
    "cuts": ("SMB-cut-4s: GOOD", "SMB-cut-40s: GOOD", "NFS-cut-4s: GOOD"),
    "places": ("SMB full: GOOD", "SMB read-only: GOOD", "SMB empty mount point: GOOD", "SMB alike: GOOD"),
    "race": tuple(f"race {kind} by {way}: GOOD" for kind in ("SMB", "NFS") for way in ("link", "folder")),
}


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_desks_on_real_smb_and_nfs_shares_lose_nothing_and_agree(tmp_path, part):
    if reason := uml.why_not():
        pytest.skip(reason)
    said = uml.run(tmp_path, (part,))
    print(said)
    for good in PARTS[part]:
        assert good in said, said
    assert "BAD" not in said
