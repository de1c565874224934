"""Hand-off packages that nobody of ours wrote: refused in plain words, and nothing of them is kept."""

from __future__ import annotations

import io
import json
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import never, silent
from immdesk.office.handing import making, opening, returns
from immdesk.office.office import Office
from immdesk.store.home import SCHEMA
from immdesk.store.loan import package as packages
from immdesk.store.operations import RowChange, chain_hash, row_digest, rows_hash
from immdesk.store.share.op_file import Published
from immdesk.store.subkeys import subkey
from tests.conftest import DAY

KEY, ID = bytes(range(32)), "ab" * 16
SLOT = {"kind": "passphrase", "salt": "", "m": 8, "t": 1, "p": 1, "key": ""}
HEAD = {"format": 1, "kind": "hand-off", "id": ID, "schema": SCHEMA, "slot": SLOT}


def zipped(path: Path, head: object = HEAD, told: bytes | None = None, **more: bytes) -> Path:
    """Write a package as an enemy would, who has its key."""
    raw = head if isinstance(head, bytes) else json.dumps(head).encode()
    told = zlib.compress(b"{}") if told is None else told
    nonce = bytes(12)
    sealed = nonce + AESGCM(subkey(KEY, "hand-off")).encrypt(nonce, told, raw)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("head.json", raw)
        file.writestr("told", sealed)
        for name, data in more.items():
            file.writestr(name, data)
    return path


def linked(path: Path) -> Path:
    entry = zipfile.ZipInfo("blobs/" + "a" * 64)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(zipped(path), "a") as file:
        file.writestr(entry, "/etc/passwd")
    return path


def packed(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("head.json", json.dumps(HEAD))
        file.writestr("told", bytes(1 << 20))
    return path


def cut(path: Path) -> Path:
    whole = zipped(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def text(path: Path, told: str) -> Path:
    return zipped(path, told=zlib.compress(told.encode()))


def tables(path: Path, table: str, columns: list[str], rows: list[object]) -> Path:
    loan = {"id": ID, "office": "x", "to_whom": "y"}
    told = {"loan": loan, "tables": {table: {"columns": columns, "rows": rows}}, "blobs": [], "operations": 0}
    return text(path, json.dumps(told))


BAD: dict[str, Callable[[Path], Path]] = {
    "not a zip": lambda path: Path(shutil.copy(__file__, path)),
    "cut in half": cut,
    "packed entries, which may be a bomb": packed,
    "a symlink": linked,
    "a path that leaves the folder": lambda path: zipped(path, **{"../../evil": b"x"}),
    "a head that is no JSON": lambda path: zipped(path, b"{"),
    "a head nested for ever": lambda path: zipped(path, b'{"format":' + b"[" * 60_000),
    "a newer program": lambda path: zipped(path, {**HEAD, "format": 99}),
    "a newer schema": lambda path: zipped(path, {**HEAD, "schema": "9999"}),
    "a zlib bomb": lambda path: zipped(path, told=zlib.compress(bytes(2 << 20), 9)),
    "JSON nested for ever": lambda path: text(path, "[" * 200_000),
    "scans that it does not tell of": lambda path: zipped(path, **{"blobs/" + "a" * 64: b"x"}),
    "an unknown table": lambda path: tables(path, "evil", ["id"], [["1"]]),
    "a table of the program's own": lambda path: tables(path, "meta", ["id"], [["1"]]),
    "an unknown column": lambda path: tables(path, "person", ["id", 'x" TEXT); --'], [["1", "2"]]),
    "a value that is no value": lambda path: tables(path, "person", ["id", "version"], [["1", {"a": 1}]]),
    "a row that names nothing": lambda path: tables(
        path, "case_party", ["id", "version", "case_id", "person_id", "role"], [["1", 1, "x", "y", "z"]]
    ),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_hostile_package_is_refused_and_leaves_nothing(
    bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "BIGGEST_TEXT", 1 << 20)
    monkeypatch.setattr(opening, "key_by", lambda _head, _passphrase: KEY)
    file, folder = BAD[bad](tmp_path / "bad.immhand"), tmp_path / "lent"
    with pytest.raises(Refused) as refused:
        opening.open_outside(file, folder, "words", DAY)
    assert refused.value.do
    assert not folder.exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.immhand"]


@pytest.fixture
def made(practice: Office, tmp_path: Path) -> making.Made:
    (row,) = practice.rows("SELECT id FROM case_file WHERE number = '26-0001'")
    wish = making.Wish((row["id"],), "Rosa Marsh", "hearing")
    return making.make(practice, wish, tmp_path / "a.immhand", silent, never)[0]


def came_back(office: Office, made: making.Made, path: Path, *rows: RowChange) -> Path:
    """Write a package that came back, with one operation of these rows."""
    key = making.key_of(office, made.id)
    chain = subkey(key, "operations")
    digests = tuple(row_digest(chain, row) for row in rows)
    line = {
        "seq": 1,
        "id": "c" * 32,
        "title": "t",
        "who": "w",
        "device": "d",
        "at": "2026-08-20T15:00:00+00:00",
    }
    line |= {"why": "", "schema": SCHEMA, "rows_hash": rows_hash(digests), "prev": ""}
    line["hash"] = chain_hash(chain, line)
    told = {"id": made.id, "operations": 1, "last": line["hash"], "blobs": []}
    packages.write_package(
        path, "return", made.id, key, SLOT, told, SCHEMA, (Published(line, rows, digests),)
    )
    return path


def row(table: str, act: str, before: object, after: object) -> RowChange:
    return RowChange(table, "p1", act, None, None, before, after, "00")  # type: ignore[arg-type]


def test_a_return_that_reaches_for_other_tables_is_refused_whole(
    practice: Office, made: making.Made, tmp_path: Path
) -> None:
    for bad in (
        row("evil", "insert", None, {"version": 1}),
        row("person", "insert", None, {"version": 1, "evil": 1}),
        row("operation", "update", {"title": "a"}, {"title": "b"}),
        row("staff_sign_in", "insert", None, {"version": 1}),
        row("case_file", "delete", {"version": 1}, None),
        row("person", "purge", None, None),
    ):
        with pytest.raises(Refused, match="damaged or was changed"):
            returns.receive(practice, came_back(practice, made, tmp_path / "b.immback", bad))
    assert practice.rows("SELECT state FROM hand_off") == [{"state": "out"}]


def test_a_return_of_another_office_or_tampered_with_is_told_so(
    practice: Office, made: making.Made, tmp_path: Path
) -> None:
    note = row("person", "update", {"version": 1}, {"version": 2})
    file = came_back(practice, made, tmp_path / "b.immback", note)
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as found:
        entries = {name: found.read(name) for name in found.namelist()}
    entries["ops/00000001"] = entries["ops/00000001"][:-1] + b"x"
    with zipfile.ZipFile(file, "w") as again:
        for name, data in entries.items():
            again.writestr(name, data)
    with pytest.raises(Refused, match="damaged or was changed"):
        returns.receive(practice, file)
    newer = {**HEAD, "kind": "return", "id": made.id, "schema": "9999"}
    with pytest.raises(Refused, match="newer ImmDesk"):
        returns.receive(practice, zipped(tmp_path / "newer.immback", newer))
    with pytest.raises(Refused, match="goes out"):
        returns.receive(practice, made.path)
    practice.change("Forget", lambda session: session.delete(session.get_one(_hand_off(), made.id)))
    with pytest.raises(Problem, match="another office"):
        returns.receive(practice, file)


def _hand_off() -> type:
    from immdesk.records.access import HandOff

    return HandOff
