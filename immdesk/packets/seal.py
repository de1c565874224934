"""The fingerprint of a packet that was written, so that a later look can say: this is what was filed."""

from __future__ import annotations

import hashlib
from pathlib import Path


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal; raises OSError when it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
