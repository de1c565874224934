"""Packs as files for those who make them: built and proved, signed with a key of theirs, verified."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.packs.sealed import Seal
    from immdesk.packs.trust import Keys


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a pack's file says of itself; `signed_by` is "" for one that was only built."""

    name: str
    title: str
    version: str
    edition: date
    made_on: date
    valid_until: date | None
    requires: str
    files: int
    bytes: int
    signed_by: str = ""


def build(folder: Path | None, out: Path, made_on: date) -> PackFile:
    """Check a pack, run its worked cases and write it as an unsigned file; nothing is written when one fails.

    Without a folder it is the shipped pack.
    """
    from immdesk.packs.library import check_pack
    from immdesk.packs.sealing import build as seal

    pack = folder or resource("packs", "us")
    problems = check_pack(pack)
    if problems:
        raise problems[0]
    return _row(seal(pack, out, made_on))


def sign(file: Path, key: Path, passphrase: str = "") -> PackFile:
    """Sign a pack's file with the private key in a PEM file."""
    from immdesk.packs.sealing import sign_file
    from immdesk.packs.trust import mark_of, read_private

    private = read_private(key, passphrase)
    return _row(sign_file(file, private), mark_of(private.public_key()))


def asks_for_passphrase(key: Path) -> bool:
    """Say whether a private key in PEM is locked with a passphrase."""
    try:
        return b"ENCRYPTED" in key.read_bytes()[:200]
    except OSError:
        return False


def verify(file: Path, key: Path | None = None) -> PackFile:
    """Read a pack's file whole and say who signed it; `key` is a public key to trust too.

    Raises Refused for anything that is not right.
    """
    from immdesk.packs.unsealing import verify as read

    found = read(file, _trusted(key))
    return _row(found.seal, found.signed_by)


@contextmanager
def as_folder(pack: Path, key: Path | None = None) -> Iterator[Path]:
    """Give a pack's folder as it is; a pack's file verified and unpacked for as long as the block lasts."""
    from immdesk.packs.unsealing import unpack

    if pack.is_dir():
        yield pack
        return
    with tempfile.TemporaryDirectory(prefix="immpack-") as place:
        found = unpack(pack, _trusted(key), Path(place) / "pack")
        yield Path(place) / "pack" / found.seal.name


def file_words(one: PackFile) -> str:
    """Give what a pack's file says of itself, line by line."""
    lines = [
        f"{one.title}, {one.name} {one.version}",
        _("Edition {edition}, made on {day}").format(
            edition=one.edition.isoformat(), day=one.made_on.isoformat()
        ),
        _("{files} files, {bytes} bytes").format(files=one.files, bytes=f"{one.bytes:,}"),
    ]
    if one.valid_until:
        lines.append(_("good until {day}").format(day=one.valid_until.isoformat()))
    signed = _("Signed by {key}.").format(key=one.signed_by) if one.signed_by else _("Not signed yet.")
    return "\n".join([*lines, signed])


def _trusted(key: Path | None) -> Keys:
    from immdesk.packs.trust import built_in_keys, read_public

    return {**built_in_keys(), **({key.stem: read_public(key)} if key else {})}


def _row(seal: Seal, signed_by: str = "") -> PackFile:
    return PackFile(
        seal.name,
        seal.title,
        seal.version,
        seal.edition,
        seal.made_on,
        seal.valid_until,
        seal.requires,
        len(seal.files),
        seal.bytes,
        signed_by,
    )


def check_name(out: Path) -> None:
    """Raise Problem for a file that is not called like a pack."""
    if out.suffix != ".immpack":
        raise Problem(
            _("A pack's file ends in .immpack."),
            _("Nothing was written."),
            _("Choose a name such as us-2026.11.21.immpack."),
        )
