"""The file of keys: the office key stands in it several times, each time locked by another way in."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.home import office_id
from immdesk.store.places import newer_office

KEYS = "keys.json"
BIGGEST = 1 << 20
"""Bytes of a file of keys; each way in takes some hundred."""

Slot = dict[str, Any]


def read_slots(folder: Path) -> dict[str, Slot]:
    """Give the ways into the office by name; raises Refused when the file is missing or damaged."""
    try:
        return slots_in((folder / KEYS).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(
            _("There is no office in this folder."),
            _("The folder holds no keys of an office."),
            _("Choose the folder of your office, or make a new office here."),
        ) from None
    except OSError:
        raise Refused(
            _("The office's file of keys cannot be read."),
            _("The disk is gone, or this user may not read there."),
            _("Check the disk and the rights of the folder, then try again."),
        ) from None


def slots_in(raw: bytes) -> dict[str, Slot]:
    """Give the ways in that a file of keys holds; Refused when it is damaged, huge, or of a later kind."""
    try:
        if len(raw) > BIGGEST:
            raise ValueError
        told = json.loads(raw)
        if told.get("format", 1) != 1:
            raise newer_office()
        found = told["slots"]
        if not all(isinstance(slot["kind"], str) for slot in found.values()):
            raise TypeError
        return dict(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged() from None


def write_slots(folder: Path, slots: Mapping[str, Slot]) -> None:
    """Keep the ways in, for this user's eyes only; the old file stays whole until the new one is."""
    path = folder / KEYS
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            json.dump({"format": 1, "slots": dict(slots)}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise Refused(
            _("The office's file of keys could not be written."),
            _("The disk is full or read-only; everything opens as it did before."),
            _("Free some space or check the rights of the folder, then try again."),
        ) from None


def keep_slot(folder: Path, name: str, slot: Slot) -> None:
    """Add one way in, in place of the one of the same name."""
    slots = read_slots(folder) if (folder / KEYS).exists() else {}
    slots[name] = slot
    write_slots(folder, slots)


def bound(folder: Path, slot: str) -> bytes:
    """Give what a slot is bound to, so that no slot can be moved to another office or name."""
    return f"immdesk|{office_id(folder)}|{slot}".encode()


def wrap(by: bytes, secret: bytes, to: bytes) -> str:
    """Lock `secret` with the 32-byte key `by`, bound to `to` (AES-256-GCM); text for the file."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return as_text(nonce + AESGCM(by).encrypt(nonce, secret, to))


def unwrap(by: bytes, wrapped: str, to: bytes) -> bytes | None:
    """Give what `wrap` locked, or None when the key does not fit or the text was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        sealed = base64.b64decode(wrapped)
        return AESGCM(by).decrypt(sealed[:12], sealed[12:], to)
    except (InvalidTag, ValueError, TypeError):
        return None


def as_text(data: bytes) -> str:
    """Give bytes as text for the file."""
    return base64.b64encode(data).decode()


def damaged() -> Refused:
    """Give what to say of a file of keys that makes no sense."""
    return Refused(
        _("The office's file of keys is damaged."),
        _("Without it the passphrase cannot open the office."),
        _("Restore “keys.json” from the newest backup."),
    )
