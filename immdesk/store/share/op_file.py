"""One operation as a file of the shared log: encrypted, bound to its office, its number and all before it.

The file is `magic | number | checksum of the operation before | nonce | AES-256-GCM(zlib(JSON))`. What is
read back is weighed before it is believed: its size, its size unpacked, its shape, and the chain.
"""

from __future__ import annotations

import hmac
import json
import os
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from immdesk.store.operations import RowChange, canonical, chain_hash, row_digest, rows_hash
from immdesk.store.share.trouble import Trouble
from immdesk.store.subkeys import subkey

MAGIC, LATER = b"IMMOP1", b"IMMOP2"
"""How a file begins: sealed with the office's first key, or with a later one whose number follows."""
_HEAD = struct.Struct(">6sQ32s12s")
_EPOCH = struct.Struct(">I")
BIGGEST_FILE = 64 << 20
BIGGEST_TEXT = 256 << 20
MOST_ROWS = 1_000_000
_LINE = {"seq": int} | dict.fromkeys(
    ("id", "title", "who", "device", "at", "why", "schema", "rows_hash", "prev", "hash"), str
)
_ACTS = frozenset(("insert", "update", "delete", "purge"))
_SCALARS = (str, int, float, type(None))


@dataclass(frozen=True, slots=True)
class Published:
    """An operation as it stands in the log: its line, its rows, and each row's checksum."""

    line: dict[str, Any]
    rows: tuple[RowChange, ...]
    digests: tuple[str, ...]

    @property
    def seq(self) -> int:
        """Give its number in the log."""
        return int(self.line["seq"])

    @property
    def migrates_to(self) -> str:
        """Give the schema to which it brings the office, "" for any other operation."""
        word, _space, rest = str(self.line["why"]).partition(" ")
        return str(self.line["schema"]) if word == "migrate" and rest and not self.rows else ""

    @property
    def takes_key(self) -> bool:
        """Say whether the office takes a new key with it: what follows is sealed with that."""
        return takes_key(self.rows)


@dataclass(frozen=True, slots=True)
class LogKeys:
    """What seals the log: the office's id, the key of the files now, the key of the chain.

    `epoch` is the number of the office's key that counts now, `ring` all its keys that are known here.
    """

    office: str
    files: bytes
    chain: bytes
    epoch: int = 0
    ring: tuple[bytes, ...] = ()

    def at(self, epoch: int, ring: tuple[bytes, ...]) -> LogKeys:
        """Give the keys as they are while the office's key number `epoch` counts."""
        return replace(self, files=subkey(ring[epoch], "shared log"), epoch=epoch, ring=ring)

    def files_of(self, epoch: int) -> bytes | None:
        """Give the key of files sealed with the office's key number `epoch`, None when it is not known."""
        if epoch == self.epoch:
            return self.files
        return subkey(self.ring[epoch], "shared log") if epoch < len(self.ring) else None

    def database_of(self, epoch: int, otherwise: bytes) -> bytes:
        """Give the key of a copy of the database made while key number `epoch` counted."""
        return subkey(self.ring[epoch], "database") if epoch < len(self.ring) else otherwise

    def bound(self, seq: int, prev: bytes, epoch: int = 0) -> bytes:
        """Give what a file is bound to, so that none can be moved to another number, office or key."""
        start = LATER + _EPOCH.pack(epoch) if epoch else MAGIC
        return start + self.office.encode() + struct.pack(">Q", seq) + prev


def takes_key(rows: Sequence[RowChange]) -> bool:
    """Say whether rows of an operation hold a new key of the office."""
    return any(row.table == "key_epoch" and row.act == "insert" for row in rows)


def seal(keys: LogKeys, line: Mapping[str, Any], rows: Sequence[RowChange], digests: Sequence[str]) -> bytes:
    """Give the bytes of the file for an operation."""
    told = [
        [row.table, row.pk, row.act, row.case_id, row.person_id, row.before, row.after, row.salt, digest]
        for row, digest in zip(rows, digests, strict=True)
    ]
    text = canonical({"line": {name: line[name] for name in _LINE}, "rows": told})
    prev, nonce = _digest(line["prev"]), os.urandom(12)
    to = keys.bound(line["seq"], prev, keys.epoch)
    sealed = AESGCM(keys.files).encrypt(nonce, zlib.compress(text.encode(), 6), to)
    head = _HEAD.pack(LATER if keys.epoch else MAGIC, line["seq"], prev, nonce)
    return head + (_EPOCH.pack(keys.epoch) if keys.epoch else b"") + sealed


def unseal(keys: LogKeys, seq: int, prev: str | None, raw: bytes) -> Published:
    """Give the operation that a file holds, once everything about it holds.

    `prev` is the checksum of the operation before, None when it is not known. Raises Trouble: damaged when
    the file was torn, changed, moved or is not what a desk writes, two_histories when it follows another,
    new_key when the office took a key that is not known here.
    """
    if not _HEAD.size + _EPOCH.size < len(raw) <= BIGGEST_FILE:
        _damaged(seq)
    magic, number, before, nonce = _HEAD.unpack_from(raw)
    if magic not in (MAGIC, LATER) or number != seq:
        _damaged(seq)
    epoch = _EPOCH.unpack_from(raw, _HEAD.size)[0] if magic == LATER else 0
    if prev is not None and epoch != keys.epoch:
        _damaged(seq)  # whoever kept an older key of the office cannot go on with it
    key = keys.files_of(epoch)
    if key is None:
        raise Trouble("new_key", seq)
    sealed = raw[_HEAD.size + (_EPOCH.size if magic == LATER else 0) :]
    try:
        packed = AESGCM(key).decrypt(nonce, sealed, keys.bound(seq, before, epoch))
    except InvalidTag:
        _damaged(seq)
    if prev is not None and before != _digest(prev):
        raise Trouble("two_histories", seq)
    found = _shaped(seq, _unpacked(seq, packed))
    _weigh_chain(keys.chain, found, before)
    return found


def _unpacked(seq: int, packed: bytes) -> Any:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, BIGGEST_TEXT)
        if not unpacking.eof or unpacking.unconsumed_tail or unpacking.unused_data:
            _damaged(seq)
        return json.loads(text)
    except (zlib.error, ValueError, RecursionError):
        _damaged(seq)


def _shaped(seq: int, told: Any) -> Published:
    """Give what was told as an operation, provided that it has exactly the shape that a desk writes."""
    if not isinstance(told, dict) or set(told) != {"line", "rows"}:
        _damaged(seq)
    line, rows = told["line"], told["rows"]
    if not isinstance(line, dict) or set(line) != set(_LINE) or not isinstance(rows, list):
        _damaged(seq)
    if any(type(line[name]) is not kind for name, kind in _LINE.items()) or len(rows) > MOST_ROWS:
        _damaged(seq)
    if not all(_is_row(row) for row in rows):
        _damaged(seq)
    return Published(line, tuple(RowChange(*row[:8]) for row in rows), tuple(row[8] for row in rows))


def _is_row(row: Any) -> bool:
    if not isinstance(row, list) or len(row) != 9:
        return False
    table, pk, act, case_id, person_id, before, after, salt, digest = row
    named = all(type(one) is str for one in (table, pk, act, digest)) and act in _ACTS
    maybe = all(one is None or type(one) is str for one in (case_id, person_id, salt))
    return named and maybe and _is_image(before) and _is_image(after)


def _is_image(image: Any) -> bool:
    if image is None:
        return True
    return isinstance(image, dict) and all(type(value) in _SCALARS for value in image.values())


def _weigh_chain(key: bytes, found: Published, before: bytes) -> None:
    """Compare every checksum of an operation; a row without salt was blanked by a purge."""
    line = found.line
    rows = zip(found.rows, found.digests, strict=True)
    whole = all(
        row_digest(key, row) == digest if row.salt is not None else row.before is None and row.after is None
        for row, digest in rows
    )
    if not whole or rows_hash(found.digests) != line["rows_hash"] or _digest(line["prev"]) != before:
        _damaged(line["seq"])
    if not hmac.compare_digest(chain_hash(key, line), line["hash"]):
        _damaged(line["seq"])


def _digest(text: str) -> bytes:
    try:
        return bytes.fromhex(text).rjust(32, b"\0")[:32]
    except ValueError:
        return b""


def _damaged(seq: int) -> NoReturn:
    raise Trouble("damaged", seq)
