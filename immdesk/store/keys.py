"""The ways in: one random office key, and slots that each open it: a passphrase, this computer's keyring.

Changing a passphrase rewrites one slot, never the data. Nothing is ever kept in a plain-text keyring.
Slots in `keys.json`: `passphrase:<name>`, `keyring`, `practice`; the name `recovery` is reserved for the
printed code (same shape as `keyring`), and slots of a kind not known here are kept as they are.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.home import office_id
from immdesk.store.subkeys import KEY_BYTES

KEYS = "keys.json"
SERVICE = "ImmDesk"

ALLOWED_KEYRINGS = frozenset(
    {
        ("keyring.backends.Windows", "WinVaultKeyring"),
        ("keyring.backends.macOS", "Keyring"),
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
        ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
        ("keyring.backends.kwallet", "DBusKeyringKWallet5"),
        ("keyring.backends.libsecret", "Keyring"),
    }
)
"""Keyrings that encrypt. With `keyrings.alt` installed, others take a secret and write it in clear."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard a passphrase is to guess (argon2id): memory in KiB, passes, lanes."""

    memory: int = 65536
    passes: int = 3
    lanes: int = 4


DEFAULT_COST = Cost()


def new_key() -> bytes:
    """Give a fresh random office key."""
    return os.urandom(KEY_BYTES)


def add_passphrase(
    folder: Path, key: bytes, passphrase: str, *, name: str = "owner", cost: Cost = DEFAULT_COST
) -> None:
    """Let `passphrase` open the office (a slot of that name is replaced); raises Refused when it is empty."""
    if not passphrase.strip():
        raise Refused(
            _("The passphrase is empty."),
            _("An office without a passphrase could be read by anybody who copies the folder."),
            _("Type a passphrase of several words."),
        )
    slot = f"passphrase:{name}"
    salt = os.urandom(16)
    made = {"kind": "passphrase", "salt": _text(salt)}
    numbers = {"m": cost.memory, "t": cost.passes, "p": cost.lanes}
    wrapped = _wrap(_stretched(passphrase, salt, cost), key, _bound(folder, slot))
    _keep_slot(folder, slot, {**made, **numbers, "key": wrapped})


def add_open_door(folder: Path, key: bytes) -> None:
    """Let anybody open the office: for the practice office only, whose people are invented.

    Never called for a real office; a real passphrase may be added later, the door stays.
    """
    _keep_slot(folder, "practice", {"kind": "practice", "key": _text(key)})


def remember(folder: Path, key: bytes) -> None:
    """Let this computer open the office without a passphrase, by a secret in the system's keyring.

    Raises Refused when the system has no keyring that encrypts.
    """
    import keyring

    _allowed_keyring()
    secret = os.urandom(KEY_BYTES)
    try:
        keyring.set_password(SERVICE, office_id(folder), _text(secret))
    except keyring.errors.KeyringError as error:
        raise _no_keyring() from error
    _keep_slot(folder, "keyring", {"kind": "keyring", "key": _wrap(secret, key, _bound(folder, "keyring"))})


def forget(folder: Path) -> None:
    """Take back `remember`: the next start asks for the passphrase."""
    import keyring

    slots = _slots(folder)
    if slots.pop("keyring", None) is not None:
        _write(folder, slots)
    try:
        _allowed_keyring()
        keyring.delete_password(SERVICE, office_id(folder))
    except (Refused, keyring.errors.KeyringError):
        return  # nothing there to forget


def remove_passphrase(folder: Path, name: str) -> None:
    """Take a passphrase away from somebody who left; what they copied stays readable to them.

    Raises Refused when it is the last passphrase.
    """
    slots = _slots(folder)
    phrases = [slot for slot in slots if slot.startswith("passphrase:")]
    if phrases == [f"passphrase:{name}"]:
        raise Refused(
            _("This is the only passphrase of the office."),
            _("Without it nobody could open the office again."),
            _("Add another passphrase first."),
        )
    slots.pop(f"passphrase:{name}", None)
    _write(folder, slots)


def open_key(folder: Path, passphrase: str | None = None) -> bytes:
    """Give the office key by `passphrase`, or without one by the keyring or a practice office's open door.

    Raises Refused when the passphrase is wrong, or needed and not given.
    """
    slots = _slots(folder)
    if passphrase is not None:
        return _by_passphrase(folder, slots, passphrase)
    if "practice" in slots:
        return base64.b64decode(slots["practice"]["key"])
    key = _by_keyring(folder, slots)
    if key is None:
        raise Refused(
            _("This office asks for its passphrase."),
            _("This computer does not remember it."),
            _("Type the passphrase."),
        )
    return key


def needs_passphrase(folder: Path) -> bool:
    """Say whether the office can be opened only by typing a passphrase."""
    slots = _slots(folder)
    return "practice" not in slots and _by_keyring(folder, slots) is None


def _by_passphrase(folder: Path, slots: dict[str, Any], passphrase: str) -> bytes:
    for name, slot in slots.items():
        if slot["kind"] == "passphrase":
            cost = Cost(slot["m"], slot["t"], slot["p"])
            stretched = _stretched(passphrase, base64.b64decode(slot["salt"]), cost)
            key = _unwrap(stretched, slot["key"], _bound(folder, name))
            if key is not None:
                return key
    raise Refused(
        _("The passphrase is wrong."),
        _("The office stays closed; nothing was changed."),
        _("Type it again; look at Caps Lock and the keyboard's language."),
    )


def _by_keyring(folder: Path, slots: dict[str, Any]) -> bytes | None:
    if "keyring" not in slots:
        return None
    import keyring

    try:
        _allowed_keyring()
        secret = keyring.get_password(SERVICE, office_id(folder))
    except (Refused, keyring.errors.KeyringError):
        return None
    if not secret:
        return None
    return _unwrap(base64.b64decode(secret), slots["keyring"]["key"], _bound(folder, "keyring"))


def _allowed_keyring() -> None:
    import keyring

    backend = keyring.get_keyring()
    candidates = getattr(backend, "backends", None) or [backend]
    kinds = {(type(one).__module__, type(one).__name__) for one in candidates}
    if not kinds <= ALLOWED_KEYRINGS:
        raise _no_keyring()


def _no_keyring() -> Refused:
    return Refused(
        _("This computer has no keyring that keeps secrets encrypted."),
        _("ImmDesk does not write the office's key anywhere in clear."),
        _("Type the passphrase at each start, or set up the system's keyring."),
    )


def _slots(folder: Path) -> dict[str, Any]:
    path = folder / KEYS
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["slots"]
    except FileNotFoundError:
        raise Refused(
            _("There is no office in this folder."),
            _("The folder holds no keys of an office."),
            _("Choose the folder of your office, or make a new office here."),
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            _("The office's file of keys is damaged."),
            _("Without it the passphrase cannot open the office."),
            _("Restore “keys.json” from the newest backup."),
        ) from error
    return found


def _keep_slot(folder: Path, name: str, slot: dict[str, Any]) -> None:
    slots = _slots(folder) if (folder / KEYS).exists() else {}
    slots[name] = slot
    _write(folder, slots)


def _write(folder: Path, slots: dict[str, Any]) -> None:
    path = folder / KEYS
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        json.dump({"format": 1, "slots": slots}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        passphrase.encode(), salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID
    )


def _bound(folder: Path, slot: str) -> bytes:
    """Give what a slot is bound to, so that no slot can be moved to another office or name."""
    return f"immdesk|{office_id(folder)}|{slot}".encode()


def _wrap(by: bytes, key: bytes, bound: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return _text(nonce + AESGCM(by).encrypt(nonce, key, bound))


def _unwrap(by: bytes, wrapped: str, bound: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = base64.b64decode(wrapped)
    try:
        return AESGCM(by).decrypt(sealed[:12], sealed[12:], bound)
    except (InvalidTag, ValueError):
        return None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
