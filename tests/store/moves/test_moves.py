"""The office moved between this computer, a shared folder and a real server: counted, nothing lost."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Refused
from immdesk.basics.watched import Stopped, Watched
from immdesk.records.documents import Document
from immdesk.records.firm import OfficeRecord
from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.moves import after, flow, journal, marks
from immdesk.store.moves.at_server import AtServer
from immdesk.store.moves.homes import Here, home_now
from immdesk.store.moves.on_share import OnShare
from immdesk.store.share.moving_in import join
from immdesk.store.slots import keep_slot


@pytest.fixture
def homes(store, rosa, folder, key, tmp_path, server, request):
    """The three homes of Rosa's office by name, and its store wherever it lives now."""
    keep_slot(folder, "practice", {"kind": "practice", "key": ""})
    made = Homes(folder, key, tmp_path, server, store)
    yield made
    made.store.close()
    for home in made.made:
        home.close()


class Homes:
    def __init__(self, folder, key, tmp_path, server, store):
        self.folder, self.key, self.home, self.server, self.store = folder, key, tmp_path, server, store
        self.count, self.made = 0, []

    def new(self, kind):
        self.count += 1
        self.made.append((found := self._new(kind))[0])
        return found

    def _new(self, kind):
        if kind == "alone":
            return Here("desk 1"), ""
        if kind == "share":
            root = self.home / f"share {self.count}"
            root.mkdir()
            return OnShare.new(root), ""
        owner = self.server.owner(self.server.make_database())
        return AtServer.new(owner, owner), owner

    def move(self, kind, now, **more):
        to, owner = self.new(kind)
        done = flow.move(self.store, to, "Ana", now, owner=owner, desk=owner, **more)
        self.open()
        return done

    def open(self):
        self.store.close()
        self.store = open_store(self.folder, self.key, device="desk 1")
        self.store.publisher.sync()
        return self.store

    def another(self, root):
        folder = self.home / "another desk"
        if not folder.exists():
            join(root, folder, lambda _folder: self.key)
        return open_store(folder, self.key, device="desk 2")


def add(store, now, name):
    store.change("Add a person", "Ana", "", lambda s: s.add(Person(family_name=name)), now=now)


def names(store):
    with store.read() as read:
        return sorted(one for (one,) in read.tuples("SELECT family_name FROM person"))


def test_the_office_moves_in_all_six_directions_and_every_table_is_compared(homes, now):
    scan = homes.store.attachments.put(b"%PDF a scan of a passport").name
    paper = Document(person_id="rosa", kind="passport", blob=scan)
    homes.store.change("Add a paper", "Ana", "", lambda s: s.add(paper), now=now)
    for place, kind in enumerate(("share", "server", "share", "alone", "server", "alone")):
        add(homes.store, now, f"After move {place}")
        done = homes.move(kind, now)
        assert all(one.same for one in done.pairs)
        told = {one.name: one.there.count for one in done.pairs}
        assert (told["person"], told["scans"], told["head"]) == (place + 2, 1, done.pairs[-1].here.count)
        assert (done.kind, marks.home_of(homes.folder)) == (kind, done.token)
        assert homes.store.verify_chain().ok
    assert names(homes.store) == [*(f"After move {n}" for n in range(6)), "Ramírez"]
    assert homes.store.attachments.bytes(scan) == b"%PDF a scan of a passport"


def test_a_row_changed_in_the_copy_stops_the_move_and_is_told(homes, now, monkeypatch):
    to, owner = homes.new("server")
    filled = to.fill

    def spoilt(*args):
        seq = filled(*args)
        with to.link.transaction() as cursor:
            cursor.execute("UPDATE record.person SET given_name = 'Rosita'")
        return seq

    monkeypatch.setattr(to, "fill", spoilt)
    with pytest.raises(Refused, match=r"1 table is not the same in the new place. \(person\)"):
        flow.move(homes.store, to, "Ana", now, owner=owner, desk=owner)
    with to.link.transaction() as cursor:
        cursor.execute("SELECT to_regnamespace('record') IS NULL")
        assert cursor.fetchone() == (True,)
    add(homes.open(), now, "Still here")
    assert names(homes.store) == ["Ramírez", "Still here"]


def test_cancel_leaves_the_office_where_it_was(homes, now, tmp_path):
    to, _owner = homes.new("share")
    with pytest.raises(Stopped):
        flow.move(
            homes.store, to, "Ana", now, watched=Watched(cancelled=lambda: (to.share.root / "snap").exists())
        )
    assert [path.name for path in to.share.root.iterdir()] == []
    assert journal.begun(homes.store) is None
    add(homes.open(), now, "Still here")


def test_a_colleague_in_the_old_home_is_told_sends_nothing_there_and_follows_with_what_waits(homes, now):
    old = homes.home / homes.move("share", now).place
    bob = homes.another(old)
    bob.publisher.hangs()
    add(bob, now, "Done away")
    new = homes.move("share", now).place
    bob.publisher.sync()
    assert bob.publisher.state().kind == "moved"
    assert bob.publisher.moved().place == new
    with pytest.raises(Refused, match="moved to another place"):
        add(bob, now, "Too late")
    with pytest.raises(Refused, match="moved"):
        join(old, homes.home / "third", lambda _folder: homes.key)
    after.follow_to_share(bob, homes.home / new)
    bob.close()
    bob = homes.another(old)
    bob.publisher.sync()
    homes.store.publisher.sync()
    assert names(bob) == names(homes.store) == ["Done away", "Ramírez"]
    assert bob.publisher.state().kind == "well"
    bob.close()


def test_whoever_is_quicker_than_the_move_is_in_it(homes, now, monkeypatch):
    old = homes.home / homes.move("share", now).place
    bob = homes.another(old)
    to, _owner = homes.new("server")
    measured = to.measure

    def and_then_bob_works(*args):
        done = measured(*args)
        if "Quick" not in names(bob):
            add(bob, now, "Quick")
        return done

    monkeypatch.setattr(to, "measure", and_then_bob_works)
    flow.move(homes.store, to, "Ana", now, owner=to.link.conninfo, desk=to.link.conninfo)
    assert names(homes.open()) == ["Quick", "Ramírez"]
    bob.publisher.sync()
    with pytest.raises(Refused, match="moved to another place"):
        add(bob, now, "Slow")
    bob.close()


STEPS = ("fill", "measure", "claim", "add", "open", "point")
WAYS = (("alone", "share"), ("share", "server"), ("server", "alone"), ("share", "alone"), ("alone", "server"))
FEW = {("alone", "share", "fill"), ("alone", "share", "open"), ("share", "alone", "claim")}
FEW |= {("share", "alone", "point"), ("alone", "server", "add")}


@pytest.mark.parametrize(
    ("at", "kind", "step"),
    [
        pytest.param(*way, step, marks=() if (*way, step) in FEW else pytest.mark.long)
        for way in WAYS
        for step in STEPS
    ],
)
def test_killed_at_any_step_it_is_the_old_or_the_new_home_and_told(homes, now, monkeypatch, at, kind, step):
    killed(homes, now, monkeypatch, at, kind, step)


def killed(homes, now, monkeypatch, at, kind, step):
    if at != "alone":
        homes.move(at, now)
    to, owner = homes.new(kind)

    class Killed(BaseException):
        """Stands for kill -9: nothing after it runs."""

    def die(*_args):
        raise Killed

    monkeypatch.setattr(flow, "_broken_off", lambda *_args: None)
    monkeypatch.setattr(*((flow, "_claim") if step == "claim" else (to, step)), die)
    with pytest.raises(Killed):
        flow.move(homes.store, to, "Ana", now, owner=owner, desk=owner)
    monkeypatch.undo()
    homes.open()
    fresh = {"alone": Here("desk 1"), "share": to, "server": to}[kind]
    said = flow.resume(homes.store, lambda _begun: fresh)
    homes.open()
    claimed = step in ("add", "open", "point")
    assert ("is done" if claimed else "was broken off") in said
    assert home_now(homes.store).kind == (kind if claimed else at)
    assert flow.resume(homes.store, lambda _begun: fresh) == ""
    add(homes.store, now, "Goes on")
    assert homes.store.verify_chain().ok


def test_the_office_goes_back_while_nothing_was_changed_and_not_afterwards(homes, now):
    old = homes.move("share", now)
    homes.move("server", now)
    homes.store.change("Keep numbers", "Ana", "", lambda s: s.add(OfficeRecord(next_case_number=11)), now=now)
    after.go_back(homes.store, "Ana", now, lambda _done: OnShare.at(homes.home / old.place))
    add(homes.open(), now, "Back again")
    assert homes.store.publisher.state().kind == "well"
    homes.move("server", now)
    add(homes.store, now, "Built on")
    with pytest.raises(Refused, match="worked in the new place already"):
        after.go_back(homes.store, "Ana", now, lambda _done: OnShare.at(homes.home / old.place))
