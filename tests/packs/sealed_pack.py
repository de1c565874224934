"""Packs as files for tests: a key made on the spot, a folder sealed and signed, a zip spoiled by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from immdesk.packs.sealing import build, sign_file
from immdesk.packs.trust import Keys

DAY = date(2026, 12, 1)


@dataclass
class Maker:
    """Somebody who makes packs, with a key of their own that a test may trust."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def trusted(self) -> Keys:
        return {"maker": self.key.public_key()}

    def pack(self, folder: Path, out: Path) -> Path:
        """Build and sign."""
        build(folder, out, DAY)
        sign_file(out, self.key)
        return out


def spoil(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the zip anew after `change` has changed its members, without signing it again."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
