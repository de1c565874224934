"""Make an `.immpack` of a pack's folder, and sign it: what the makers of a pack do."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.strictyaml import parse
from immdesk.basics.words import _
from immdesk.packs.manifest import Manifest
from immdesk.packs.sealed import FORMAT, INSIDE, MANIFEST, SIGNATURE, Seal, SealedFile, damaged, read_seal
from immdesk.packs.trust import sign


def build(folder: Path, out: Path, made_on: date) -> Seal:
    """Write the pack in `folder` as an unsigned `.immpack`, whole or not at all; give its manifest.

    Only files that the desk would read go in. The same folder and day give the same bytes.
    """
    named = parse(Manifest, _text(folder / "pack.yaml"), f"{folder.name}/pack.yaml")
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file() and not path.is_symlink())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    seal = Seal(
        format=FORMAT,
        name=named.pack,
        title=named.title,
        version=named.issue,
        edition=named.edition,
        made_on=made_on,
        valid_until=named.valid_until,
        requires=named.requires,
        files=tuple(_file(name, data) for name, data in files.items()),
    )
    manifest = seal.model_dump_json(indent=1).encode()
    read_seal(manifest)  # what the reader would refuse is refused here
    members = {MANIFEST: manifest} | {INSIDE + name: data for name, data in files.items()}
    _write(out, members, made_on)
    return seal


def sign_file(path: Path, key: Ed25519PrivateKey) -> Seal:
    """Sign a pack, in place of a signature that it may have; its files are not looked into again."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = {one: archive.read(one) for one in archive.namelist() if one != SIGNATURE}
    except (zipfile.BadZipFile, OSError) as broken:
        raise damaged(_("The file is not whole.")) from broken
    seal = read_seal(members.get(MANIFEST, b""))
    signature = sign(members[MANIFEST], key).model_dump_json().encode()
    first = {MANIFEST: members.pop(MANIFEST), SIGNATURE: signature}
    _write(path, first | members, seal.made_on)
    return seal


def _file(name: str, data: bytes) -> SealedFile:
    return SealedFile(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Problem(
            _("{name} is not a pack.").format(name=path.parent.name),
            _("It has no pack.yaml."),
            _("Choose a pack's folder."),
        ) from None


def _write(out: Path, members: Mapping[str, bytes], day: date) -> None:
    part = out.with_name(f"{out.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for info, data in _infos(members.items(), day):
                archive.writestr(info, data)
        os.replace(part, out)
    except OSError as refused:
        part.unlink(missing_ok=True)
        raise Refused(
            _("The pack could not be written."),
            _("The disk refused: {reason}").format(reason=refused.strerror or type(refused).__name__),
            _("Choose another folder, or make room on the disk."),
        ) from None


def _infos(members: Iterable[tuple[str, bytes]], day: date) -> Iterable[tuple[zipfile.ZipInfo, bytes]]:
    for name, data in members:
        info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o100644 << 16
        yield info, data
