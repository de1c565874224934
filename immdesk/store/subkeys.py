"""Keys for each purpose, made from the one office key, so that no key is used twice."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from typing import Literal

Purpose = Literal[
    "database",
    "operations",
    "attachments",
    "attachment names",
    "backups",
    "recovery sheet",
    "questionnaires",
    "shared log",
    "shared hints",
    "hand-off",
    "ways in",
]

KEY_BYTES = 32


def subkey(office_key: bytes, purpose: Purpose) -> bytes:
    """Give the 32-byte key for `purpose` (HKDF-SHA256, RFC 5869, without salt, one block)."""
    fixed = hmac.digest(b"\0" * 32, office_key, hashlib.sha256)
    return hmac.digest(fixed, b"immdesk 1 " + purpose.encode() + b"\x01", hashlib.sha256)


class KeyFor:
    """Gives the key for a purpose; `ring` are all keys of the office, the newest last.

    What is made now is made with the newest. The record of changes keeps the first: one key proves it whole.
    """

    def __init__(self, ring: Sequence[bytes]) -> None:
        self.ring = tuple(ring)

    def __call__(self, purpose: Purpose) -> bytes:
        """Give the key for `purpose`."""
        return subkey(self.ring[0 if purpose == "operations" else -1], purpose)

    def each(self) -> Iterator[KeyFor]:
        """Give these keys as they were when the newest, the one before, ... and the first was the newest."""
        return (KeyFor(self.ring[:count]) for count in range(len(self.ring), 0, -1))
