"""Who is at work, and in which case: a hint for colleagues, encrypted, and never relied on."""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from immdesk.store.share.folder import PRESENCE, ShareFolder
from immdesk.store.share.op_file import LogKeys
from immdesk.store.share.trouble import Away

FRESH = 90.0
"""Seconds after which, by the server's own clock, somebody counts as gone."""
_BIGGEST = 4096
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""A link that somebody put in the place of the word is not written through."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at another desk, with the case that is open there ("" for none)."""

    who: str
    device: str
    case_id: str


def say(share: ShareFolder, keys: LogKeys, me: Present) -> None:
    """Leave word that this desk is at work. What the share will not take is not said."""
    text = json.dumps([me.who, me.device, me.case_id]).encode()
    name, nonce = _name(keys, me), os.urandom(12)
    sealed = nonce + AESGCM(keys.files).encrypt(nonce, text, name.encode())
    with suppress(OSError):
        descriptor = os.open(share.root / PRESENCE / name, _WRITE, 0o660)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)


def others(share: ShareFolder, keys: LogKeys, me: Present) -> tuple[Present, ...]:
    """Give who else is at work now, by the age of their word beside one's own."""
    with suppress(OSError, Away):
        now = (share.root / PRESENCE / _name(keys, me)).stat().st_mtime
        return tuple(sorted(_fresh(share, keys, now, _name(keys, me)), key=lambda one: one.who))
    return ()


def leave(share: ShareFolder, keys: LogKeys, me: Present) -> None:
    """Take one's word back: this desk is closed."""
    with suppress(OSError):
        (share.root / PRESENCE / _name(keys, me)).unlink(missing_ok=True)


def _fresh(share: ShareFolder, keys: LogKeys, now: float, mine: str) -> Iterator[Present]:
    for name in share.names(PRESENCE):
        place: Path = share.root / PRESENCE / name
        if name == mine or now - place.lstat().st_mtime > FRESH:
            continue
        raw = share.read(place, _BIGGEST) or b""
        with suppress(InvalidTag, ValueError, TypeError):
            yield Present(
                *map(str, json.loads(AESGCM(keys.files).decrypt(raw[:12], raw[12:], name.encode())))
            )


def _name(keys: LogKeys, me: Present) -> str:
    return hmac.digest(keys.files, f"presence|{me.who}|{me.device}".encode(), "sha256").hex()[:24]
