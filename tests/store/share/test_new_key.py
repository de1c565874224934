"""Somebody leaves: the office takes a new key, and the desks go on, at work, offline, or killed."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.office import keys as keys_desk
from immdesk.office import new_key
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.office.sharing import look
from immdesk.office.undo import undo
from immdesk.store import create_store
from immdesk.store.engine import connect
from immdesk.store.epochs import ring
from immdesk.store.keys import Cost, add_passphrase, change_passphrase, open_key
from immdesk.store.recovery import make_sheet, open_by_code
from immdesk.store.share import moving_in, snapshots
from immdesk.store.share.moving_in import put_on_share
from immdesk.store.share.upkeep import tidy
from immdesk.store.slots import read_slots
from immdesk.store.subkeys import subkey
from tests.store.share.conftest import KEY, _begin, change, digest, move, value

LIGHT = Cost(memory=64, passes=1, lanes=1)
WORDS = {name: f"the words of {name}" for name in ("ana", "bob", "eva")}


class People:
    """Ana, Bob and Eva, each with a passphrase and a desk of their own, on one share."""

    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.home, self.root, self._closing = home, home / "share", closing
        self.open: dict[str, Office] = {}

    def start(self) -> None:
        self.root.mkdir()
        with create_store(self.home / "ana", key=KEY, device="ana") as store:
            for name, words in WORDS.items():
                add_passphrase(store.folder, KEY, words, name=name, cost=LIGHT)
            change(store, _begin)
            put_on_share(store, self.root)

    def __getitem__(self, name: str) -> Office:
        if name not in self.open:
            folder = self.home / name
            if not folder.exists():
                moving_in.join(self.root, folder, lambda here: open_key(here, WORDS[name]))
            made = open_office(
                folder, passphrase=WORDS[name], clock=stopped_at(date(2026, 11, 21)), user=name
            )
            self.open[name] = made
            self._closing.callback(lambda: self.open.pop(name, made).close())
        return self.open[name]

    def close(self, name: str) -> None:
        self.open.pop(name).close()

    def look(self, *names: str) -> list[str]:
        return [look(self[name]).row.kind for name in names]


@pytest.fixture
def people(tmp_path):
    with ExitStack() as closing:
        made = People(tmp_path, closing)
        made.start()
        yield made


def town(office: Office, city: str) -> None:
    change(office.store, move(birth_city=city))


def test_whoever_stays_goes_on_and_whoever_left_reads_nothing_that_is_written_later(people):
    ana, bob, eva = people["ana"], people["bob"], people["eva"]
    eva_had = open_key(eva.folder, WORDS["eva"])
    new_key.take_new_key(ana, ["eva"])
    town(ana, "Lima")
    assert people.look("bob", "eva", "bob") == ["well", "left", "well"]
    town(bob, "Cusco")
    assert people.look("ana", "bob", "ana") == ["well", "well", "well"]
    assert (value(ana.store, "SELECT birth_city FROM person"), digest(ana.store)) == (
        "Cusco",
        digest(bob.store),
    )
    assert value(eva.store, "SELECT birth_city IS NULL FROM person") == 1
    with pytest.raises(Refused, match="Your way in was taken away on Sat Nov 21, 2026"):
        town(eva, "Puno")
    assert sorted(read_slots(bob.folder)) == ["epoch:0001", "passphrase:ana", "passphrase:bob"]
    newest = sorted((people.root / "keys").iterdir())[-1].read_text()
    assert "passphrase:eva" not in json.loads(newest)["slots"]
    for place in (people.root / "log" / "000000").iterdir():
        if int(place.stem) > 2:
            assert place.read_bytes().startswith(b"IMMOP2")
    assert eva_had == KEY != bob.store.keys.ring[-1]
    taken = value(ana.store, "SELECT op FROM operation_row WHERE \"table\" = 'key_epoch'")
    with pytest.raises(Problem):
        undo(ana, taken)


def test_a_desk_that_was_away_takes_the_new_key_with_its_queue_and_after_the_log_was_folded(
    people, monkeypatch
):
    ana, bob = people["ana"], people["bob"]
    people["eva"]
    bob.store.publisher.hangs()
    change(bob.store, move(sex="male"))
    people.close("bob")
    new_key.take_new_key(ana, ["eva"])
    monkeypatch.setattr(snapshots, "EVERY", 1)
    monkeypatch.setattr(snapshots, "KEPT", 0)
    for city in ("Lima", "Cusco"):
        town(ana, city)
    tidy(ana.store.publisher, ana.folder, b"")
    bob = people["bob"]
    assert people.look("bob", "ana", "bob") == ["well", "well", "well"]
    assert value(ana.store, "SELECT birth_city || sex FROM person") == "Cuscomale"
    assert (bob.store.publisher.state().waiting, digest(bob.store)) == (0, digest(ana.store))
    people.close("eva")
    assert people.look("eva") == ["left"]


def test_a_new_desk_joins_with_the_new_key_and_the_databases_take_it_at_their_next_start(people):
    new_key.take_new_key(people["ana"], ["eva"])
    town(people["ana"], "Lima")
    assert people.look("bob") == ["well"]
    scan = people["bob"].store.attachments.put(b"after")
    for name in ("ana", "bob"):
        people.close(name)
        assert people.look(name) == ["well"]
        with pytest.raises(Refused, match="cannot be read with this key"):
            connect(people[name].folder / "office.immdesk", subkey(KEY, "database"))
        assert value(people[name].store, "SELECT birth_city FROM person") == "Lima"
    bob = people["bob"]
    key = open_key(bob.folder, WORDS["bob"])
    assert ring(bob.folder, read_slots(bob.folder), key) == (KEY, bytes(key))
    assert bob.store.attachments.bytes(scan.name) == b"after"
    assert bob.store.verify_chain().ok
    (bob.folder / "keys.json").write_text((people["ana"].folder / "keys.json").read_text())


@pytest.mark.parametrize("step", ["follow", "agree", "rekey"])
def test_a_break_at_any_step_leaves_the_old_key_or_the_new_one(people, monkeypatch, step):
    ana, bob, _eva = people["ana"], people["bob"], people["eva"]

    def broken(*_args, **_kwargs):
        raise KeyboardInterrupt

    where = {
        "follow": ("immdesk.store.epochs", "write_slots"),
        "agree": ("immdesk.office.new_key", "_settle"),
        "rekey": ("os", "replace"),
    }[step]
    if step == "rekey":
        new_key.take_new_key(ana, ["eva"])
        people.close("ana")
    monkeypatch.setattr(".".join(where), broken)
    with pytest.raises(KeyboardInterrupt):
        people["ana"] if step == "rekey" else new_key.take_new_key(ana, ["eva"])
    monkeypatch.undo()
    if step != "rekey":
        people.close("ana")
    town(people["ana"], "Lima")
    assert people.look("ana", "bob", "eva") == ["well", "well", "left"]
    assert value(bob.store, "SELECT birth_city FROM person") == "Lima"


def test_a_passphrase_changed_meanwhile_opens_the_new_key_and_an_old_sheet_says_that_it_is_over(people):
    ana, bob = people["ana"], people["bob"]
    code = make_sheet(ana.folder, KEY, on="2026-11-01")
    change_passphrase(bob.folder, WORDS["bob"], "other words of bob", cost=LIGHT)
    new_key.take_new_key(ana, ["eva"])
    assert people.look("bob") == ["well"]
    tidy(bob.store.publisher, bob.folder, b"")
    people.close("bob")
    with open_office(bob.folder, passphrase="other words of bob") as again:
        assert look(again).row.kind == "well"
        assert again.store.keys.number == 1
    with pytest.raises(Refused, match="the office took a new key on Sat Nov 21, 2026"):
        open_by_code(ana.folder, code)
    assert keys_desk.ways_in(ana.folder).sheet == "over"
    fresh = make_sheet(ana.folder, ana.store.keys.ring[-1], on="2026-11-21")
    assert open_by_code(ana.folder, fresh) == ana.store.keys.ring[-1]


def test_a_passphrase_without_a_pair_keeps_the_key_as_it_is_and_names_whose_it_is(people):
    ana = people["ana"]
    slots = json.loads((ana.folder / "keys.json").read_text())
    del slots["slots"]["passphrase:bob"]["private"], slots["slots"]["passphrase:bob"]["public"]
    (ana.folder / "keys.json").write_text(json.dumps(slots))
    with pytest.raises(Refused, match="cannot take a new key yet: bob"):
        new_key.take_new_key(ana, ["eva"])
    assert (ana.store.keys.number, people.look("bob", "eva")) == (0, ["well", "well"])


def test_away_from_the_share_no_new_key_is_made(people):
    ana = people["ana"]
    people.root.rename(people.home / "unplugged")
    with pytest.raises(Refused, match="cannot be reached"):
        new_key.take_new_key(ana, ["eva"])
    assert value(ana.store, "SELECT count(*) FROM key_epoch") == 0
