"""Packs as files from a terminal: built, signed with a locked key, verified, compared, refused, installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.commandline.told import Run, answer, told


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """A private key locked with a passphrase, and its public half."""
    key = Ed25519PrivateKey.generate()
    private, public = tmp_path / "maker.private.pem", tmp_path / "maker.pem"
    lock = serialization.BestAvailableEncryption(b"four plain words")
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(pem, pkcs8, lock))
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public.write_bytes(key.public_key().public_bytes(pem, form))
    return private, public


def test_a_pack_is_built_signed_verified_compared_and_a_strangers_is_not_installed(
    run: Run, office: Path, phrase: Path, keys: tuple[Path, Path], tmp_path: Path
) -> None:
    private, public = keys
    file = tmp_path / "us.immpack"
    assert answer(run("pack", "build", "--out", file, "--json"))["version"] == "2026.11.21"
    assert "is not signed" in told(run("pack", "verify", file))
    run("pack", "sign", file, "--key", private, "--passphrase-file", phrase)
    assert answer(run("pack", "verify", file, "--key", public, "--json"))["signed_by"] == "maker"
    assert run("pack", "compare", file, "--key", public).stdout == "Nothing changed.\n"
    assert "whom this program does not know" in told(run("pack", "install", file, "--office", office))
    assert not list((office / "installed").glob(".new-*"))


def test_a_wrong_passphrase_and_a_wrong_name_are_told(
    run: Run, keys: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("no such words\n")
    words = told(
        run(
            "pack",
            "sign",
            tmp_path / "us.immpack",
            "--key",
            keys[0],
            "--passphrase-file",
            tmp_path / "other.txt",
        )
    )
    assert "holds no Ed25519 key that can be read" in words
    assert "ends in .immpack" in told(run("pack", "build", "--out", tmp_path / "us.zip"))


def test_notes_are_written_found_and_marked_as_changed(run: Run, office: Path) -> None:
    note = answer(run("notes", "add", "Mail adds days", "--forms", "i485", "--office", office, "--json"))
    assert note["forms"] == ["I-485"]
    assert "Mail adds days  [" in run("notes", "find", "mail", "--office", office).stdout
    listed = run("notes", "changed", note["id"][:8], "New edition", "--office", office).stdout
    assert "26-0002  Soto Luna, Guadalupe  I-485" in listed
