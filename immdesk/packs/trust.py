"""Whose signature counts: the public keys that ship with the program, and no others."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import ValidationError

from immdesk.basics.paths import resource
from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.packs.sealed import Signature, damaged

Keys = Mapping[str, Ed25519PublicKey]
"""Public keys by the name under which people know them."""

_OVER: Final = b"immpack 1 manifest\n"
"""What stands before the manifest when it is signed, so that no other signature can be passed off as one."""


def built_in_keys() -> Keys:
    """Give the public keys in `resources/keys`, each by the name of its file."""
    return {path.stem: read_public(path) for path in sorted(resource("keys").glob("*.pem"))}


def read_public(path: Path) -> Ed25519PublicKey:
    """Give the public key of a PEM file; raises Refused when it holds none of the kind Ed25519."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as wrong:
        raise _no_key(path) from wrong
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(path)
    return key


def read_private(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Give the private key of a PEM file; raises Refused for another kind or a wrong passphrase."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
    except (OSError, ValueError, TypeError) as wrong:
        raise _no_key(path) from wrong
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def mark_of(key: Ed25519PublicKey) -> str:
    """Give sixteen letters by which people tell one public key from another."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def sign(manifest: bytes, key: Ed25519PrivateKey) -> Signature:
    """Give the signature over the bytes of a manifest."""
    made = base64.b64encode(key.sign(_OVER + manifest)).decode()
    return Signature(key=mark_of(key.public_key()), signature=made)


def signer(manifest: bytes, signature: bytes, trusted: Keys) -> str:
    """Give the name of the trusted key that signed these bytes.

    Raises Refused for a key that is not trusted, and for bytes that were not what it signed.
    """
    try:
        said = Signature.model_validate_json(signature)
        made = base64.b64decode(said.signature, validate=True)
    except (ValidationError, binascii.Error) as wrong:
        raise damaged(_("Its signature cannot be read.")) from wrong
    for name, key in trusted.items():
        if mark_of(key) == said.key:
            return _checked(name, key, made, manifest)
    raise Refused(
        _("This pack was signed by somebody whom this program does not know."),
        _("Whoever made it may write any date into it; nothing was read and nothing was installed."),
        _("Use packs from the makers of ImmDesk; your own rules go into the office's own layer."),
    )


def _checked(name: str, key: Ed25519PublicKey, made: bytes, manifest: bytes) -> str:
    try:
        key.verify(made, _OVER + manifest)
    except InvalidSignature as wrong:
        raise damaged(_("Its signature does not fit it.")) from wrong
    return name


def _no_key(path: Path) -> Refused:
    return Refused(
        _("{name} holds no Ed25519 key that can be read.").format(name=path.name),
        _("Nothing was signed or checked."),
        _("Check the file and its passphrase."),
    )
