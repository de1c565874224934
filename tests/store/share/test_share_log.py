"""What a stranger, a broken disk or a restored server can do to the log, and what the desk says of it."""

from __future__ import annotations

import os
import zlib
from dataclasses import replace

import pytest

from immdesk.store.operations import RowChange, chain_hash, row_digest, rows_hash
from immdesk.store.share import op_file
from immdesk.store.share.op_file import seal, unseal
from immdesk.store.share.replica import operations_from
from immdesk.store.share.trouble import Trouble, told
from tests.store.share.conftest import change, digest, move, value


@pytest.fixture
def three(desks):
    """Operations 2 to 4 on the share, which bob has not seen."""
    assert desks["bob"].publisher.state().head == 1
    for city in ("Lima", "Cusco", "Puno"):
        change(desks["ana"], move(birth_city=city))
    return desks


def torn(desks):
    place = desks.operation(3)
    place.write_bytes(place.read_bytes()[:-9])


def flipped(desks):
    raw = bytearray(desks.operation(3).read_bytes())
    raw[70] ^= 1
    desks.operation(3).write_bytes(raw)


def swapped(desks):
    one, two = (desks.operation(seq).read_bytes() for seq in (3, 4))
    desks.operation(3).write_bytes(two)
    desks.operation(4).write_bytes(one)


def deleted(desks):
    desks.operation(3).unlink()


def huge(desks):
    with desks.operation(3).open("r+b") as file:
        file.truncate(op_file.BIGGEST_FILE + 2)


def elsewhere(desks):
    place = desks.operation(3)
    place.rename(desks.home / "moved")
    place.symlink_to(desks.home / "moved")


HURT = {
    torn: "damaged",
    flipped: "damaged",
    swapped: "damaged",
    deleted: "gap",
    huge: "damaged",
    elsewhere: "damaged",
}


@pytest.mark.parametrize(("hurt", "kind"), HURT.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_a_desk_stops_at_the_last_good_change_says_so_and_keeps_its_own_work(three, hurt, kind):
    bob = three["bob"]
    hurt(three)
    three.sync("bob", "bob")
    state = bob.publisher.state()
    assert (state.kind, state.head) == (kind, 2)
    assert value(bob, "SELECT birth_city FROM person") == "Lima"
    assert "3" in told(state.kind, state.seq).happened
    change(bob, move(language="es"))
    assert bob.publisher.state().waiting == 1


def test_another_offices_folder_and_an_empty_mount_point_are_never_an_empty_office(three):
    bob = three["bob"]
    three.away()
    three.root.mkdir()
    three.sync("bob")
    assert bob.publisher.state().kind == "away"
    (three.root / "log").mkdir()
    three.sync("bob")
    assert bob.publisher.state().kind == "other"
    assert value(bob, "SELECT count(*) FROM person") == 1


def test_a_server_that_was_restored_to_yesterday_gets_the_days_since_back_from_a_desk(three):
    three.sync("bob")
    for seq in (3, 4):
        three.operation(seq).unlink()
    three.sync("bob")
    assert three.operation(4).exists()
    change(three["ana"], move(birth_city="Tacna"))
    three.sync("bob")
    assert value(three["bob"], "SELECT birth_city FROM person") == "Tacna"
    assert digest(three["ana"]) == digest(three["bob"])


def test_two_histories_are_told_and_neither_is_overwritten(three):
    three.sync("bob")
    for seq in (3, 4):
        three.operation(seq).unlink()
    three["eva"].publisher.sync()
    change(three["eva"], move(birth_city="Ica"))
    three.sync("bob")
    assert three["bob"].publisher.state().kind == "two_histories"
    assert value(three["bob"], "SELECT birth_city FROM person") == "Puno"


def forged(desks, rows=(), **line):
    """Publish as number 2 what a desk with the key, but not our program, might have written."""
    keys = desks["ana"].publisher.keys
    with desks["ana"].publisher.replica() as replica:
        (first,) = operations_from(replica, 1, 1)
    digests = [row_digest(keys.chain, row) for row in rows]
    made = {
        **first.line,
        "seq": 2,
        "prev": first.line["hash"],
        "id": "f" * 32,
        "rows_hash": rows_hash(digests),
    }
    made |= line
    made["hash"] = chain_hash(keys.chain, made)
    desks.operation(2).write_bytes(seal(keys, made, rows, digests))


STRANGE = RowChange("person", "rosa", "update", None, None, {}, {"birth_city": "x"}, "salt")


@pytest.mark.parametrize(
    "row",
    [
        replace(STRANGE, table="sqlite_master"),
        replace(STRANGE, table="operation"),
        replace(STRANGE, table="meta"),
        replace(STRANGE, table='person" --'),
        replace(STRANGE, after={'birth_city" = 1 --': "x"}),
        replace(STRANGE, after={"birth_city": ["nested"]}),
        replace(STRANGE, act="drop"),
    ],
)
def test_an_operation_with_a_strange_table_column_act_or_value_is_not_taken_in(desks, row):
    assert desks["bob"].publisher.state().head == 1
    forged(desks, [row])
    desks.sync("bob")
    assert desks["bob"].publisher.state().kind == "damaged"
    assert value(desks["bob"], "SELECT birth_city FROM person") is None


def test_an_operation_of_a_newer_program_makes_this_desk_read_only_and_says_so(desks):
    from immdesk.basics.problems import Refused

    assert desks["bob"].publisher.state().head == 1
    forged(desks, schema="0999", why="migrate 0010 0999")
    desks.sync("bob")
    with pytest.raises(Refused) as refused:
        change(desks["bob"], move(birth_city="Lima"))
    assert refused.value.do == "Update ImmDesk on this computer."
    assert value(desks["bob"], "SELECT count(*) FROM person") == 1


def test_a_file_that_unpacks_to_more_than_any_change_or_is_nested_deeply_is_refused(desks, monkeypatch):
    keys = desks["ana"].publisher.keys

    def packed(data):
        nonce, prev = os.urandom(12), bytes(32)
        sealed = op_file.AESGCM(keys.files).encrypt(nonce, data, keys.bound(1, prev))
        return op_file._HEAD.pack(op_file.MAGIC, 1, prev, nonce) + sealed

    monkeypatch.setattr(op_file, "BIGGEST_TEXT", 1 << 16)
    for data in (
        zlib.compress(b" " * (1 << 20)),
        zlib.compress(b"[" * 60_000),
        zlib.compress(b'{"line": {}, "rows": [], "more": 1}'),
        zlib.compress(b'{"line": {}, "rows": []}') + b"more",
        b"not packed",
    ):
        with pytest.raises(Trouble, match="damaged at 1"):
            unseal(keys, 1, "", packed(data))


def test_a_clock_that_is_years_wrong_changes_nothing_but_what_is_shown(desks):
    from datetime import UTC, datetime

    change(desks["ana"], move(birth_city="Lima"), datetime(2039, 1, 1, tzinfo=UTC))
    desks.sync("bob")
    change(desks["bob"], move(birth_city="Cusco"), datetime(1999, 1, 1, tzinfo=UTC))
    desks.sync("ana")
    assert value(desks["ana"], "SELECT birth_city FROM person") == "Cusco"
    assert digest(desks["ana"]) == digest(desks["bob"])
