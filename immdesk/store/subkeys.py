"""Keys for each purpose, made from the one office key, so that no key is used twice."""

from __future__ import annotations

import hashlib
import hmac
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
