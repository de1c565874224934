"""The computer's own keyring: used only where it is known to encrypt, and named plainly where it is not."""

from __future__ import annotations

from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

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


def allowed_keyring() -> Any:
    """Give the system's keyring that encrypts; raises Refused where there is none.

    Where several are installed, one that encrypts is taken by itself, so that no other ever gets a secret.
    """
    import keyring

    backend = keyring.get_keyring()
    for one in getattr(backend, "backends", None) or [backend]:
        if (type(one).__module__, type(one).__name__) in ALLOWED_KEYRINGS:
            return one
    raise no_keyring()


def keep_secret(name: str, secret: str) -> None:
    """Keep a secret in the system's keyring; raises Refused when it has none or says no."""
    import keyring

    try:
        allowed_keyring().set_password(SERVICE, name, secret)
    except (keyring.errors.KeyringError, OSError, RuntimeError):
        raise Refused(
            _("The computer's keyring did not keep the secret."),
            _("It is locked, or its question was closed; the office still asks for its passphrase."),
            _("Unlock the keyring and try again."),
        ) from None


def secret_of(name: str) -> str | None:
    """Give a kept secret; None when there is none, or no keyring that may be asked."""
    import keyring

    try:
        found = allowed_keyring().get_password(SERVICE, name)
    except (Refused, keyring.errors.KeyringError, OSError, RuntimeError):
        return None
    return str(found) if found else None


def drop_secret(name: str) -> None:
    """Forget a secret; nothing happens when there is none."""
    import keyring

    try:
        allowed_keyring().delete_password(SERVICE, name)
    except (Refused, keyring.errors.KeyringError, KeyError, OSError, RuntimeError):
        return  # nothing there to forget


def no_keyring() -> Refused:
    """Give what to say where the computer has no keyring that encrypts."""
    return Refused(
        _("This computer has no keyring that keeps secrets encrypted."),
        _("ImmDesk does not write the office's key anywhere in clear."),
        _("Type the passphrase at each start, or set up the system's keyring."),
    )
