"""Open an `.immpack`: its signature is checked before anything else of it is read, and nothing is trusted."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.packs.sealed import (
    INSIDE,
    MANIFEST,
    MOST_FILES,
    SEAL,
    SIGNATURE,
    Seal,
    SealedFile,
    damaged,
    read_seal,
    too_large,
)
from immdesk.packs.trust import Keys, signer

_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows alone has it
_PIECE: Final = 1 << 20
_MOST_MANIFEST: Final = 8_000_000
_MOST_SIGNATURE: Final = 2_000
_MOST_FILE: Final = 250_000_000
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A pack whose signature and every byte were found good. `mark` is the checksum of its manifest."""

    seal: Seal
    signed_by: str
    mark: str


def verify(path: Path, trusted: Keys, watched: Watched = ALONE) -> Sealed:
    """Read a pack whole, write nothing, and say who signed it. Raises Refused for anything that is not right.

    The order is: it is a zip; its signature is one of `trusted`; its names; then each file against the size
    and checksum that the signed manifest says, in pieces and never beyond that size.
    """
    return _opened(path, trusted, None, watched)


def unpack(path: Path, trusted: Keys, into: Path, watched: Watched = ALONE) -> Sealed:
    """Verify a pack and write it into the new folder `into`: its manifest, and its files below its name.

    Nothing stays there when it is refused.
    """
    into.mkdir(mode=0o700, parents=True)
    try:
        return _opened(path, trusted, into, watched)
    except BaseException:
        shutil.rmtree(into, ignore_errors=True)
        raise


def _opened(path: Path, trusted: Keys, into: Path | None, watched: Watched) -> Sealed:
    with _zip(path) as archive:
        members = _members(archive)
        manifest, name = signed_manifest(archive, members, trusted)
        seal = read_seal(manifest)
        _nothing_else(members, seal)
        if into is not None:
            _make_folders(into / seal.name, seal)
            (into / SEAL).write_bytes(manifest)
        inside = os.path.join(into, seal.name) if into is not None else ""
        for one in watched.each(seal.files, len(seal.files), _("Checking the pack")):
            to = os.path.join(inside, one.name) if inside else ""
            _take(archive, members[INSIDE + one.name], one, to)
    return Sealed(seal, name, hashlib.sha256(manifest).hexdigest())


def _make_folders(inside: Path, seal: Seal) -> None:
    for folder in sorted({(inside / one.name).parent for one in seal.files}):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the file as a zip; whatever a broken one brings up is told in plain words."""
    try:
        if path.stat().st_size > _MOST_FILE:
            raise too_large()
        if not zipfile.is_zipfile(path):
            raise damaged(_("The file is not whole.")) if _begins_as_zip(path) else _no_pack()
        with zipfile.ZipFile(path) as archive:
            yield archive
    except Problem:
        raise
    except _BROKEN as broken:
        raise damaged(_("The file is not whole.")) from broken
    except OSError as error:
        raise Refused(
            _("The pack could not be read or written."),
            _("The disk refused: {reason}").format(reason=error.strerror or type(error).__name__),
            _("Check the file and the room on the disk, then try again."),
        ) from None


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Give the members by name; raises Refused for a link, a name that stands twice, or far too many."""
    found: dict[str, zipfile.ZipInfo] = {}
    if len(archive.infolist()) > MOST_FILES + 2:
        raise too_large()
    for one in archive.infolist():
        kind = stat.S_IFMT(one.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or one.is_dir() or one.flag_bits & 1:
            raise damaged(_("It holds a link, a folder or a locked file where only files may be."))
        if one.orig_filename in found:
            raise damaged(_("A file stands in it twice."))
        found[one.orig_filename] = one
    return found


def signed_manifest(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], trusted: Keys
) -> tuple[bytes, str]:
    """Give the bytes of the manifest and the name of the key that signed them."""
    if MANIFEST not in members:
        raise _no_pack()
    if SIGNATURE not in members:
        raise Refused(
            _("This pack is not signed."),
            _("Nobody answers for what it says; nothing was read and nothing was installed."),
            _("Use packs from the makers of ImmDesk; your own rules go into the office's own layer."),
        )
    manifest = _small(archive, members[MANIFEST], _MOST_MANIFEST)
    signature = _small(archive, members[SIGNATURE], _MOST_SIGNATURE)
    return manifest, signer(manifest, signature, trusted)


def _small(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(member) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise too_large()
    return data


def _nothing_else(members: dict[str, zipfile.ZipInfo], seal: Seal) -> None:
    """Raise Refused unless the zip holds exactly what the signed manifest names."""
    named = {INSIDE + one.name for one in seal.files}
    if "pack.yaml" not in {one.name for one in seal.files}:
        raise damaged(_("It has no pack.yaml."))
    if members.keys() - named - {MANIFEST, SIGNATURE}:
        raise damaged(_("It holds a file that its list does not name."))
    if named - members.keys():
        raise damaged(_("A file of its list is missing."))


def _take(archive: zipfile.ZipFile, member: zipfile.ZipInfo, said: SealedFile, to: str) -> None:
    """Read one file in pieces, never beyond the size said, and write it; raises Refused if it differs.

    A file is made anew and never written over; `to` is "" when nothing is to be written.
    """
    out = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600) if to else -1
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(member) as stream:
            while data := stream.read(min(_PIECE, said.size - size + 1)):
                size += len(data)
                if size > said.size:
                    raise damaged(_("A file in it is larger than its list says."))
                digest.update(data)
                if to:
                    _write(out, data)
    finally:
        if to:
            os.close(out)
    if size != said.size or digest.hexdigest() != said.sha256:
        raise damaged(_("A file in it is not what was signed."))


def _write(out: int, data: bytes) -> None:
    while data:
        data = data[os.write(out, data) :]


def _no_pack() -> Refused:
    return Refused(
        _("This file is no pack."),
        _("A pack is a file whose name ends in .immpack; nothing was installed."),
        _("Choose another file."),
    )
