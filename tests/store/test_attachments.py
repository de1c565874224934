"""Attachments: what is read back is what was put in, or it is refused."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest

from immdesk.basics.problems import Refused
from immdesk.store import Store

MEGABYTE = 1 << 20


@pytest.fixture
def scan():
    """Two and a half megabytes that are the same at every run."""
    return random.Random(7).randbytes(MEGABYTE * 5 // 2)


@pytest.mark.parametrize("size", [0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE])
def test_a_file_of_any_size_comes_back_as_it_was(store, size):
    content = bytes(index % 251 for index in range(size))
    blob = store.attachments.put(io.BytesIO(content))
    assert (blob.size, store.attachments.size(blob.name)) == (size, size)
    assert store.attachments.bytes(blob.name) == content
    with store.attachments.open(blob.name) as stream:
        assert stream.read() == content


def test_a_stream_is_read_and_sought_like_any_file(store, scan):
    name = store.attachments.put(scan).name
    with store.attachments.open(name) as stream:
        stream.seek(MEGABYTE - 5)
        assert stream.read(10) == scan[MEGABYTE - 5 : MEGABYTE + 5]
        assert stream.tell() == MEGABYTE + 5
        stream.seek(-4, io.SEEK_END)
        assert (stream.read(), stream.read()) == (scan[-4:], b"")
        stream.seek(0)
        stream.seek(3, io.SEEK_CUR)
        assert stream.read(2) == scan[3:5]


def test_pikepdf_opens_an_attachment_without_a_file_in_clear(store):
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        pdf.save(made)
    name = store.attachments.put(made.getvalue()).name
    with store.attachments.open(name) as stream, pikepdf.open(stream) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_equal_scans_are_stored_once(store, scan):
    first, second = store.attachments.put(scan), store.attachments.put(io.BytesIO(scan))
    assert first == second
    assert list(store.attachments.names()) == [first.name]


def test_another_office_gives_another_name_so_names_say_nothing(store, scan, tmp_path):
    from immdesk.store import create_store

    with create_store(tmp_path / "second", key=bytes(32)) as other:
        assert other.attachments.put(scan).name != store.attachments.put(scan).name


@pytest.mark.parametrize("place", [0, 10, 30, 70, MEGABYTE, -1])
def test_a_flipped_byte_is_refused(store, scan, place):
    name = store.attachments.put(scan).name
    path = store.attachments.path(name)
    sealed = bytearray(path.read_bytes())
    sealed[place] ^= 1
    path.write_bytes(sealed)
    with pytest.raises(Refused, match="damaged"):
        store.attachments.bytes(name)
    with pytest.raises(Refused, match="changed or cut"), store.attachments.open(name) as stream:
        stream.read()


CHUNK = MEGABYTE + 16
HEADER = 64


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda sealed: sealed[:-1], id="the last byte is cut"),
        pytest.param(lambda sealed: sealed[: HEADER + 2 * CHUNK], id="the last chunk is cut"),
        pytest.param(lambda sealed: sealed[:HEADER], id="everything but the header is cut"),
        pytest.param(lambda sealed: sealed[: HEADER + CHUNK + 5], id="cut inside a seal"),
        pytest.param(lambda sealed: sealed[: HEADER + CHUNK] + bytes(16), id="cut, with a false seal"),
        pytest.param(lambda sealed: b"", id="empty"),
        pytest.param(lambda sealed: sealed + sealed[HEADER : HEADER + CHUNK], id="a chunk is added"),
        pytest.param(
            lambda sealed: (
                sealed[:HEADER]
                + sealed[HEADER + CHUNK : HEADER + 2 * CHUNK]
                + sealed[HEADER : HEADER + CHUNK]
                + sealed[HEADER + 2 * CHUNK :]
            ),
            id="two chunks are swapped",
        ),
    ],
)
def test_a_cut_or_rearranged_file_is_refused(store, scan, change):
    name = store.attachments.put(scan).name
    path = store.attachments.path(name)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Refused, match="damaged"):
        store.attachments.bytes(name)
    with pytest.raises(Refused, match="damaged"), store.attachments.open(name) as stream:
        stream.read()


def test_an_attachment_put_in_the_place_of_another_is_refused(store):
    passport, visa = store.attachments.put(b"passport").name, store.attachments.put(b"visa no 1").name
    store.attachments.path(passport).write_bytes(store.attachments.path(visa).read_bytes())
    with pytest.raises(Refused, match="damaged"):
        store.attachments.bytes(passport)


def test_a_missing_attachment_is_said_plainly(store):
    name = store.attachments.put(b"passport").name
    store.attachments.path(name).unlink()
    with pytest.raises(Refused, match="An attachment is missing"):
        store.attachments.open(name)


@pytest.mark.parametrize("name", ["", "../../office.immdesk", "A" * 64, "/etc/passwd"])
def test_a_name_that_is_not_ours_is_never_opened(store, name):
    with pytest.raises(Refused, match="damaged"):
        store.attachments.bytes(name)


def test_a_source_that_breaks_leaves_nothing_half_kept(store):
    class Breaking(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError("the scanner was unplugged")

    with pytest.raises(Refused, match="could not be kept"):
        store.attachments.put(Breaking())
    assert list(store.attachments.folder.iterdir()) == []


def test_attachments_are_readable_by_this_user_only(store: Store):
    path = store.attachments.path(store.attachments.put(b"passport").name)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_was_kept_is_told_with_its_checksum(store):
    kept = store.attachments.put(b"I-797")
    assert kept.sha256 == "68407e6393ccb7ad763e69e6f0047d7b7db05db6305b11494d0dc497002c392f"


def test_an_attachment_named_by_an_older_desk_is_found_whole(store, scan, monkeypatch):
    import hashlib
    import hmac

    key = store.attachments._name_key
    older = hmac.digest(key, scan, hashlib.sha256).hex()
    monkeypatch.setattr(type(store.attachments), "_named", lambda self, sha256: older)
    assert store.attachments.put(scan).name == older
    monkeypatch.undo()
    store.attachments.check(older)
    store.attachments.path(older).write_bytes(store.attachments.path(older).read_bytes()[:-1] + b"x")
    with pytest.raises(Refused):
        store.attachments.check(older)
