"""Snapshots, a log that stays short, scans, new schemas, ways in: what keeps a shared office going."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Refused
from immdesk.records.documents import Document
from immdesk.records.people import Person
from immdesk.store.share import migrating, snapshots
from immdesk.store.share.moving_in import join, look_at_share
from immdesk.store.share.probe import probe
from immdesk.store.share.upkeep import tidy
from immdesk.store.slots import keep_slot, read_slots
from tests.store.share.conftest import KEY, NOW, change, digest, move, value


def tidied(store):
    tidy(store.publisher, store.folder, store.key_for("database"))


def test_a_desk_that_was_away_while_the_log_was_folded_takes_the_snapshot_and_keeps_its_own_work(
    desks, monkeypatch
):
    ana, bob = desks["ana"], desks["bob"]
    monkeypatch.setattr(snapshots, "EVERY", 3)
    monkeypatch.setattr(snapshots, "KEPT", 0)
    bob.publisher.hangs()
    change(bob, move(sex="female"))
    for city in ("Lima", "Cusco", "Puno"):
        change(ana, move(birth_city=city))
    tidied(ana)
    assert not desks.operation(2).exists()
    (synced,) = desks.sync("bob")
    assert (synced.from_snapshot, bob.publisher.state().waiting) == (True, 0)
    assert desks["eva"].publisher.state().head == 4
    desks.sync()
    assert value(ana, "SELECT birth_city || sex FROM person") == "Punofemale"
    assert digest(ana) == digest(bob) == digest(desks["eva"])
    assert bob.verify_chain().ok


def test_a_damaged_or_older_snapshot_under_another_name_lets_nobody_join(desks):
    place = desks.root / "snap" / "000000000001.snap"
    raw = bytearray(place.read_bytes())
    raw[5000] ^= 1
    place.write_bytes(raw)
    with pytest.raises(Refused, match="damaged"):
        join(desks.root, desks.home / "new", lambda _folder: KEY)
    assert not (desks.home / "new").exists()


def test_what_is_deleted_for_good_leaves_the_log_and_the_snapshots(desks):
    ana = desks["ana"]
    change(ana, lambda session: session.add(Person(id="eva", family_name="Novák")))
    ana.purge("Delete for good", "ana", "", [("person", "eva")], now=NOW)
    tidied(ana)
    assert [one.name for one in (desks.root / "log").rglob("*.op")] == ["000000000003.op"]
    assert sorted(one.name for one in (desks.root / "snap").iterdir()) == [
        "000000000003.json",
        "000000000003.snap",
    ]
    change(desks["bob"], move(birth_city="Lima"))
    desks.sync("ana")
    assert value(ana, "SELECT birth_city FROM person") == "Lima"


def test_a_scan_is_on_the_share_before_the_record_that_names_it_and_opens_on_every_desk(desks):
    ana, bob = desks["ana"], desks["bob"]
    blob = ana.attachments.put(b"a birth certificate" * 9000)
    change(ana, lambda s: s.add(Document(id="d", kind="birth-certificate", person_id="rosa", blob=blob.name)))
    desks.sync("bob")
    assert bob.attachments.bytes(blob.name)[:7] == b"a birth"
    desks.away()
    assert desks["bob"].attachments.size(blob.name) == 19 * 9000


def test_a_change_of_passphrase_reaches_the_other_desks_and_a_keyring_stays_where_it_is(desks):
    ana, bob = desks["ana"], desks["bob"]
    keep_slot(bob.folder, "keyring", {"kind": "keyring", "key": "of this computer"})
    keep_slot(ana.folder, "passphrase:owner", {"kind": "passphrase", "key": "new"})
    for desk in (ana, bob, ana):
        tidied(desk)
    assert sorted(read_slots(bob.folder)) == ["keyring", "passphrase:owner", "practice"]
    assert sorted(read_slots(ana.folder)) == ["passphrase:owner", "practice"]


def add_a_column(store, found, target):
    """The migration of a later year: a column more, which older programs do not know."""
    connection = store.plain_connection()
    connection.execute("ALTER TABLE person ADD COLUMN hobby TEXT")
    connection.execute("UPDATE alembic_version SET version_num = ?", [target])
    connection.close()


def test_a_newer_program_moves_the_office_on_and_the_older_one_reads_on_until_it_is_updated(
    desks, monkeypatch
):
    monkeypatch.setattr(migrating, "upgrade", add_a_column)
    ana, bob = desks["ana"], desks["bob"]
    change(bob, move(birth_city="Lima"))
    migrating.migrate(bob, "0011", "0012")
    desks.sync("ana")
    assert value(ana, "SELECT birth_city FROM person") == "Lima"
    with pytest.raises(Refused, match="newer ImmDesk"):
        change(ana, move(birth_city="Cusco"))
    migrating.migrate(ana, "0011", "0012")
    assert value(ana, "SELECT hobby IS NULL FROM person") == 1
    assert value(ana, "SELECT why FROM operation WHERE seq = 3") == "migrate 0011 0012"
    assert digest(ana) == digest(bob)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Ruiz Law", "iCloud Drive", "Google Drive"])
def test_a_folder_synced_with_a_cloud_is_refused(tmp_path, name):
    (tmp_path / name / "office").mkdir(parents=True)
    with pytest.raises(Refused, match="synced with a cloud"):
        probe(tmp_path / name / "office")


def test_a_folder_that_a_syncing_program_has_marked_is_refused(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / "office").mkdir()
    with pytest.raises(Refused, match="synced"):
        probe(tmp_path / "office")


def test_a_share_without_hard_links_is_used_by_the_names_of_folders_and_one_with_neither_is_refused(
    tmp_path, monkeypatch
):
    import os

    def none(*_args):
        raise OSError(95, "not supported")

    assert probe(tmp_path) == "link"
    monkeypatch.setattr(os, "link", none)
    assert probe(tmp_path) == "folder"
    monkeypatch.setattr(os, "rename", os.replace)
    monkeypatch.setattr("immdesk.store.share.probe._refused", lambda attempt: (attempt(), False)[1])
    with pytest.raises(Refused, match=r"cannot carry|cannot be reached"):
        probe(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_office_in_the_folder_or_a_folder_that_is_not_there_is_said_plainly(tmp_path):
    with pytest.raises(Refused, match="no office"):
        look_at_share(tmp_path)
    with pytest.raises(Refused, match="not there"):
        probe(tmp_path / "gone")
