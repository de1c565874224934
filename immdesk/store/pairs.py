"""A pair of keys for each way in: a new office key is sealed to the public half, only the way in opens it.

The public half stands in clear in the slot, the private half locked by the passphrase (or whatever opens the
slot). So somebody can change the key of the office while all others keep their passphrases.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from pathlib import Path

from immdesk.store.slots import Slot, as_text, bound, unwrap, wrap
from immdesk.store.subkeys import subkey


class OpenedKey(bytes):
    """The office key as a way in gave it: the slot's name, and the private half that opens later keys.

    Both are empty where the way in has no pair.
    """

    slot: str = ""
    private: bytes = b""


def opened_key(key: bytes, slot: str, private: bytes) -> OpenedKey:
    """Give a key that remembers its way in."""
    made = OpenedKey(key)
    made.slot, made.private = slot, private
    return made


def new_private() -> bytes:
    """Give the private half of a fresh pair (X25519)."""
    return os.urandom(32)


def pair_of(folder: Path, name: str, key: bytes, lock: bytes | None, private: bytes) -> Slot:
    """Give what a slot says of its pair; `lock` is the slot's own 32-byte key, None for an open door.

    `key` is the office key: it vouches for the public half, so that nobody without it can put in another.
    """
    public = public_of(private)
    kept = as_text(private) if lock is None else wrap(lock, private, _place(folder, name))
    return {"public": public, "private": kept, "vouched": vouched(folder, name, key, public)}


def private_in(folder: Path, name: str, slot: Slot, lock: bytes | None) -> bytes:
    """Give the private half of a slot's pair, b"" when it has none that its lock opens."""
    kept = slot.get("private")
    if not isinstance(kept, str):
        return b""
    try:
        found = base64.b64decode(kept) if lock is None else unwrap(lock, kept, _place(folder, name))
    except ValueError:
        return b""
    return found if found and len(found) == 32 and public_of(found) == slot.get("public") else b""


def vouched(folder: Path, name: str, key: bytes, public: str) -> str:
    """Give the mark by which an office key vouches that a public half belongs to a slot."""
    said = bound(folder, name) + b"|" + public.encode()
    return hmac.digest(subkey(key, "ways in"), said, hashlib.sha256).hex()


def is_vouched(folder: Path, name: str, slot: Slot, key: bytes) -> bool:
    """Say whether this office key vouches for the public half in a slot."""
    public, mark = slot.get("public"), slot.get("vouched")
    if not isinstance(public, str) or not isinstance(mark, str):
        return False
    return hmac.compare_digest(mark.encode(), vouched(folder, name, key, public).encode())


def public_of(private: bytes) -> str:
    """Give the public half, as text."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return as_text(X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def seal_to(public: str, secret: bytes, to: bytes) -> str:
    """Lock `secret` so that only the private half opens it, bound to `to` (X25519, HKDF, AES-256-GCM)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once, theirs = X25519PrivateKey.generate(), base64.b64decode(public)
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(theirs))
    return as_text(mine) + "." + wrap(_stretched(shared, mine + theirs), secret, to)


def unseal_with(private: bytes, sealed: object, to: bytes) -> bytes | None:
    """Give what `seal_to` locked, None when it was for another pair or was changed."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    if not isinstance(sealed, str) or len(private) != 32:
        return None
    first, _dot, wrapped = sealed.partition(".")
    try:
        theirs = base64.b64decode(first)
        half = X25519PrivateKey.from_private_bytes(private)
        shared = half.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError:
        return None
    mine = half.public_key().public_bytes_raw()
    return unwrap(_stretched(shared, theirs + mine), wrapped, to)


def _stretched(shared: bytes, halves: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, halves, b"immdesk 1 new office key").derive(shared)


def _place(folder: Path, name: str) -> bytes:
    return bound(folder, f"{name}|pair")
