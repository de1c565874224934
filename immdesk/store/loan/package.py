"""The file of a hand-off: one sealed file that goes out (`.immhand`) or comes back (`.immback`).

A zip whose entries are stored, never packed: `head.json` (which hand-off, and the passphrase's slot),
`told` (sealed JSON), `ops/…` (sealed operations) and `blobs/…` (encrypted scans). Nothing in clear says who
or what it is about. What is read back is weighed before it is believed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.keys import fitting_cost, stretched, stretched_by
from immdesk.store.share.op_file import LogKeys, Published, seal, unseal
from immdesk.store.share.trouble import Trouble
from immdesk.store.slots import as_text, unwrap, wrap
from immdesk.store.subkeys import subkey

Kind = Literal["hand-off", "return"]

FORMAT = 1
BIGGEST_HEAD = 64 << 10
BIGGEST_TOLD = 64 << 20
BIGGEST_TEXT = 256 << 20
BIGGEST_FILE = 16 << 30
MOST_ENTRIES = 50_000
_HEAD, _TOLD = "head.json", "told"
_ENTRY = re.compile(r"head\.json|told|ops/[0-9]{8}|blobs/[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in clear: out or back, the hand-off's id, the schema, and how its passphrase opens it."""

    kind: Kind
    id: str
    schema: str
    slot: Mapping[str, Any]
    raw: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """A file that was opened: what it tells, its operations, the scans in it (name → size of the entry)."""

    head: Head
    told: dict[str, Any]
    path: Path
    key: bytes
    operations: tuple[Published, ...] = ()
    blobs: Mapping[str, int] | None = None

    @contextmanager
    def blob(self, name: str) -> Iterator[IO[bytes]]:
        """Give the encrypted bytes of a scan in it."""
        with zipfile.ZipFile(self.path) as file, file.open(f"blobs/{name}") as found:
            yield found


def slot_for(hand_off_id: str, key: bytes, passphrase: str) -> dict[str, Any]:
    """Give the slot by which a passphrase opens the key of a hand-off (argon2id)."""
    salt, cost = os.urandom(16), fitting_cost()
    numbers = {"m": cost.memory, "t": cost.passes, "p": cost.lanes}
    wrapped = wrap(stretched(passphrase, salt, cost), key, _bound(hand_off_id))
    return {"kind": "passphrase", "salt": as_text(salt), **numbers, "key": wrapped}


def key_by(head: Head, passphrase: str) -> bytes:
    """Give the key of a hand-off by its passphrase. Raises Refused when that is wrong."""
    key = unwrap(stretched_by(passphrase, dict(head.slot)), str(head.slot.get("key", "")), _bound(head.id))
    if key is None:
        raise Refused(
            _("The passphrase of this package is wrong."),
            _("Nothing was opened, and nothing was changed."),
            _("Ask on the telephone for the passphrase that was shown when the package was made."),
        )
    return key


def write_package(
    out: Path,
    kind: Kind,
    hand_off_id: str,
    key: bytes,
    slot: Mapping[str, Any],
    told: Mapping[str, Any],
    schema: str,
    operations: tuple[Published, ...] = (),
    blobs: Mapping[str, Callable[[], IO[bytes]]] | None = None,
) -> str:
    """Write a package whole or not at all; give the checksum (SHA-256) of the file.

    `blobs` open the scans as they lie encrypted under the hand-off's own key. Raises Refused when the disk
    says no.
    """
    part = out.with_name(f".{out.name}.part")
    head = {"format": FORMAT, "kind": kind, "id": hand_off_id, "schema": schema, "slot": dict(slot)}
    raw = json.dumps(head, sort_keys=True).encode()
    keys = _log_keys(hand_off_id, key)
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as into:
                into.writestr(_entry(_HEAD), raw)
                into.writestr(_entry(_TOLD), _sealed(key, raw, told))
                for place, one in enumerate(operations, 1):
                    into.writestr(_entry(f"ops/{place:08}"), seal(keys, one.line, one.rows, one.digests))
                for name, opened in (blobs or {}).items():
                    _copy(opened, into, name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, out)
        with out.open("rb") as written:
            return hashlib.file_digest(written, "sha256").hexdigest()
    except OSError as error:
        raise Refused(
            _("The package could not be written."),
            _("The disk is full or read-only, or the folder is gone. Nothing is left of it."),
            _("Choose another folder, or make room on the disk."),
        ) from error
    finally:
        part.unlink(missing_ok=True)


def head_of(path: Path) -> Head:
    """Give what a package says in clear. Raises Refused when it is none, is torn, or of a newer program."""
    with _whole(path) as file:
        return _head(_read(file, _HEAD, BIGGEST_HEAD))


def open_package(path: Path, kind: Kind, key: bytes) -> Package:
    """Give what is in a package once everything about it holds.

    Raises Refused when it is not what ImmDesk wrote: torn, changed, of another hand-off, or far too large.
    """
    with _whole(path) as file:
        head = _head(_read(file, _HEAD, BIGGEST_HEAD))
        if head.kind != kind:
            raise _other_kind(head.kind)
        told = _unsealed(key, head.raw, _read(file, _TOLD, BIGGEST_TOLD))
        names = file.namelist()
        blobs = {name[6:]: file.getinfo(name).file_size for name in names if name.startswith("blobs/")}
        operations = _operations(file, head.id, key, sorted(one for one in names if one.startswith("ops/")))
    if told.get("blobs", []) != sorted(blobs) or told.get("operations", 0) != len(operations):
        raise changed()
    if operations and told.get("last") != operations[-1].line["hash"]:
        raise changed()
    return Package(head, told, path, key, operations, blobs)


def changed() -> Refused:
    """Give what to say of a package that is not as it was written."""
    return Refused(
        _("This package is damaged or was changed on its way."),
        _("Nothing was taken from it, and nothing here was changed."),
        _("Ask for the file again; a mail or a stick may have cut it."),
    )


# -- private ------------------------------------------------------------------------------------


def _entry(name: str) -> zipfile.ZipInfo:
    """Give an entry that says neither when nor where it was made."""
    return zipfile.ZipInfo(name)


def _copy(opened: Callable[[], IO[bytes]], into: zipfile.ZipFile, name: str) -> None:
    with opened() as source, into.open(_entry(f"blobs/{name}"), "w", force_zip64=True) as target:
        while piece := source.read(1 << 20):
            target.write(piece)


@contextmanager
def _whole(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a package; every entry is weighed by name, kind and size before any is read."""
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise _too_large()
        with zipfile.ZipFile(path) as file:
            _weigh(file.infolist())
            yield file
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, zlib.error):
        raise _no_package() from None
    except OSError as error:
        raise Refused(
            _("This file cannot be read."),
            _("It is gone, or this user may not read it: {why}").format(why=error.strerror or ""),
            _("Choose the file again."),
        ) from None


def _weigh(entries: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in entries]
    if len(entries) > MOST_ENTRIES:
        raise _too_large()
    if len(set(names)) != len(names) or not {_HEAD, _TOLD} <= set(names):
        raise _no_package()
    for one in entries:
        link = stat.S_ISLNK(one.external_attr >> 16)
        if not _ENTRY.fullmatch(one.filename) or one.compress_type != zipfile.ZIP_STORED or link:
            raise _no_package()
        if one.file_size != one.compress_size:
            raise _no_package()


def _read(file: zipfile.ZipFile, name: str, most: int) -> bytes:
    if file.getinfo(name).file_size > most:
        raise _too_large()
    return file.read(name)


def _head(raw: bytes) -> Head:
    try:
        told = json.loads(raw)
        kind, found, schema, slot = told["kind"], told["id"], told["schema"], told["slot"]
        number = told["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _no_package() from None
    if type(number) is int and number > FORMAT:
        raise newer()
    known = kind in ("hand-off", "return") and type(schema) is str and isinstance(slot, dict)
    if number != FORMAT or not known or type(found) is not str or not _ID.fullmatch(found):
        raise _no_package()
    return Head(kind, found, schema, slot, raw)


def _sealed(key: bytes, head: bytes, told: Mapping[str, Any]) -> bytes:
    text, nonce = json.dumps(told, ensure_ascii=False, sort_keys=True).encode(), os.urandom(12)
    packed = zlib.compress(text, 6)
    if len(packed) > BIGGEST_TOLD or len(text) > BIGGEST_TEXT:
        raise _too_large()
    return nonce + AESGCM(subkey(key, "hand-off")).encrypt(nonce, packed, head)


def _unsealed(key: bytes, head: bytes, raw: bytes) -> dict[str, Any]:
    try:
        packed = AESGCM(subkey(key, "hand-off")).decrypt(raw[:12], raw[12:], head)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(packed, BIGGEST_TEXT)
        if not unpacking.eof or unpacking.unconsumed_tail or unpacking.unused_data:
            raise changed()
        told = json.loads(text)
    except (InvalidTag, ValueError, zlib.error, RecursionError):
        raise changed() from None
    if not isinstance(told, dict):
        raise changed()
    return told


def _operations(
    file: zipfile.ZipFile, hand_off_id: str, key: bytes, names: list[str]
) -> tuple[Published, ...]:
    keys, found, prev = _log_keys(hand_off_id, key), [], ""
    try:
        for place, name in enumerate(names, 1):
            one = unseal(keys, place, prev, _read(file, name, BIGGEST_TOLD))
            found.append(one)
            prev = one.line["hash"]
    except Trouble:
        raise changed() from None
    return tuple(found)


def _log_keys(hand_off_id: str, key: bytes) -> LogKeys:
    return LogKeys(hand_off_id, subkey(key, "hand-off"), subkey(key, "operations"))


def _bound(hand_off_id: str) -> bytes:
    return f"immdesk|hand-off|{hand_off_id}".encode()


def newer() -> Refused:
    """Give what to say of a package of a newer program."""
    return Refused(
        _("This package was made by a newer ImmDesk."),
        _("Nothing was opened: this program would not understand all of it."),
        _("Update ImmDesk on this computer, then open the package again."),
    )


def _no_package() -> Refused:
    return Refused(
        _("This file is no hand-off package, or only a part of one."),
        _("Nothing was read from it, and nothing was changed."),
        _("Choose a file that ends in .immhand or .immback, or ask for it again."),
    )


def _other_kind(kind: str) -> Refused:
    if kind == "return":
        return Refused(
            _("This package came back from outside."),
            _("It holds changes for the office that lent the cases, not cases to work in."),
            _("In that office, take it in: Desk menu, Hand-offs."),
        )
    return Refused(
        _("This package goes out: it holds cases and no changes."),
        _("Nothing was taken in."),
        _("Open it with “Open a hand-off package”, or choose the file that ends in .immback."),
    )


def _too_large() -> Refused:
    return Refused(
        _("This package is larger than any that ImmDesk makes."),
        _("It was not opened."),
        _("Hand off fewer cases or fewer scans at once; if the file came from outside, do not trust it."),
    )
