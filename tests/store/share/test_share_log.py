"""What a stranger with the key or a restored server can do to the log; see also `test_share_told.py`."""

from __future__ import annotations

import os
import zlib
from dataclasses import replace

import pytest

from immdesk.store.operations import RowChange, chain_hash, row_digest, rows_hash
from immdesk.store.share import op_file
from immdesk.store.share.op_file import seal, unseal
from immdesk.store.share.replica import operations_from
from immdesk.store.share.trouble import Trouble
from tests.store.share.conftest import change, digest, move, value


@pytest.fixture
def three(desks):
    """Operations 2 to 4 on the share, which bob has not seen."""
    assert desks["bob"].publisher.state().head == 1
    for city in ("Lima", "Cusco", "Puno"):
        change(desks["ana"], move(birth_city=city))
    return desks


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
