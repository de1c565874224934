"""Files from outside that want to do harm: databases, files of keys, names on the share."""

from __future__ import annotations

import json
import os
from contextlib import closing

import pytest

from immdesk.basics.problems import Refused
from immdesk.store.backup import backup, check_backup
from immdesk.store.engine import connect
from immdesk.store.home import open_store
from immdesk.store.keys import Cost, add_passphrase, open_key
from immdesk.store.restore import keys_from, restore
from immdesk.store.share import presence
from immdesk.store.share.blobs import opened
from immdesk.store.share.folder import ShareFolder, about_office
from immdesk.store.share.key_files import newest
from immdesk.store.slots import read_slots
from immdesk.store.soundness import check
from immdesk.store.subkeys import subkey
from tests.store.share.conftest import Desks, change, desks, move  # noqa: F401 - a fixture

LIGHT = Cost(memory=64, passes=1, lanes=1)
TRIGGER = "CREATE TRIGGER quiet AFTER INSERT ON person BEGIN UPDATE person SET family_name = 'X'; END"
SAME_NAME = "CREATE TRIGGER operation_is_never_changed AFTER INSERT ON person BEGIN DELETE FROM draft; END"


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ((TRIGGER,), "quiet"),
        (("DROP TRIGGER operation_is_never_changed", SAME_NAME), "operation_is_never_changed"),
        (("CREATE VIEW people AS SELECT * FROM person",), "people"),
    ],
)
def test_an_office_with_a_trigger_or_view_of_somebody_else_is_neither_opened_nor_restored(
    store, key, now, tmp_path, folder, sql, named
):
    with closing(connect(store.database, subkey(key, "database"))) as raw:
        for one in sql:
            raw.execute(one)
    with pytest.raises(Refused, match=f"“{named}”: it could change records behind your back"):
        backup(store, tmp_path / "usb", now=now)
    store.close()
    with pytest.raises(Refused, match="ImmDesk has not made"):
        open_store(folder, key)
    assert f"“{named}”" in check(folder, key).problems[0]


def test_a_restored_file_with_a_strange_table_is_named_and_not_restored(
    store, key, now, tmp_path, monkeypatch
):
    monkeypatch.setattr("immdesk.store.soundness.strange_tables", lambda _reading: [])
    with closing(connect(store.database, subkey(key, "database"))) as raw:
        raw.execute("CREATE TABLE loot (everything TEXT)")
    made = backup(store, tmp_path / "usb", now=now)
    monkeypatch.undo()
    assert "“loot”" in check_backup(made.path, keys_from(key)).problems[0]
    with pytest.raises(Refused, match="In its database stands “loot”"):
        restore(made.path, tmp_path / "again", keys_from(key))
    assert not (tmp_path / "again").exists()


NESTED = b'{"slots": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
HOSTILE = {
    "nested": (NESTED, "damaged"),
    "huge": (b'{"slots": {}, "x": "' + b"a" * (1 << 20) + b'"}', "damaged"),
    "no slots": (b'{"format": 1, "slots": [1, 2]}', "damaged"),
    "a slot that is none": (b'{"format": 1, "slots": {"recovery": "x"}}', "damaged"),
    "bytes": (bytes(range(256)), "damaged"),
    "of a later year": (b'{"format": 2, "slots": {}}', "newer ImmDesk"),
    "a key from nowhere": (b'{"slots": {"epoch:0001": {"kind": "epoch", "n": 1}}}', "damaged"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_of_keys_is_refused_here_and_on_the_share(tmp_path, what):
    raw, said = HOSTILE[what]
    (tmp_path / "office.json").write_text('{"format": 1, "id": "a"}')
    (tmp_path / "keys").mkdir()
    for place in (tmp_path / "keys.json", tmp_path / "keys" / "000001.json"):
        place.write_bytes(raw)
    with pytest.raises(Refused, match="damaged" if what == "a key from nowhere" else said):
        open_store(tmp_path, bytes(32)) if what == "a key from nowhere" else read_slots(tmp_path)
    if what != "a key from nowhere":
        with pytest.raises(Refused, match=said):
            newest(ShareFolder(tmp_path, "link"))


@pytest.mark.parametrize(
    "cost", [{"m": 64 << 20}, {"t": 10**6}, {"p": 10**4}, {"m": "64"}, {"m": -1}, {"salt": 7}]
)
def test_a_slot_that_would_stop_the_computer_is_refused_before_it_is_tried(tmp_path, key, cost):
    add_passphrase(tmp_path, key, "plain words", cost=LIGHT)
    told = json.loads((tmp_path / "keys.json").read_text())
    told["slots"]["passphrase:owner"] |= cost
    (tmp_path / "keys.json").write_text(json.dumps(told))
    with pytest.raises(Refused, match="damaged"):
        open_key(tmp_path, "plain words")


def test_an_office_of_a_later_kind_says_so_here_and_on_the_share(tmp_path, key):
    add_passphrase(tmp_path, key, "plain words", cost=LIGHT)
    (tmp_path / "office.json").write_text('{"format": 2, "identity": "x"}')
    for read in (lambda: open_key(tmp_path, "plain words"), lambda: about_office(tmp_path)):
        with pytest.raises(Refused, match="newer ImmDesk"):
            read()


def test_links_and_pipes_on_the_share_are_neither_read_nor_written_through(desks: Desks, tmp_path):  # noqa: F811
    ana, bob = desks["ana"], desks["bob"]
    shared, secret = ana.publisher, tmp_path / "secret"
    secret.write_bytes(b"nobody's business")
    me = presence.Present("ana", "ana", "")
    presence.say(shared.share, shared.keys, me)
    (word,) = (desks.root / "presence").iterdir()
    word.unlink()
    word.symlink_to(secret)
    presence.say(shared.share, shared.keys, me)
    assert secret.read_bytes() == b"nobody's business"
    change(ana, move(birth_city="Lima"))
    desks.operation(2).unlink()
    desks.operation(2).symlink_to(secret)
    desks.sync("bob")
    assert (bob.publisher.state().kind, bob.publisher.state().seq) == ("damaged", 2)
    pipe, link = desks.root / "blobs" / "pipe", desks.root / "blobs" / "link"
    os.mkfifo(pipe)
    link.symlink_to(secret)
    assert (opened(pipe), opened(link)) == (None, None)
