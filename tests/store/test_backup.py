"""A backup counts only when it was read back whole; from it the office can be made anew."""

from __future__ import annotations

import json
import threading

import pytest

from immdesk.basics.problems import Refused
from immdesk.basics.watched import Stopped, Watched
from immdesk.records.documents import Document
from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.backup import backup, check_backup
from immdesk.store.keys import Cost, add_passphrase, open_key
from immdesk.store.restore import keys_from, restore
from immdesk.store.soundness import check


@pytest.fixture
def scan(store, do, rosa):
    """The name of an attachment that a document of Rosa's names."""
    blob = store.attachments.put(b"a scan of the passport")
    do(lambda session: session.add(Document(id="doc", person_id=rosa, kind="passport", blob=blob.name)))
    return blob.name


def test_a_backup_is_verified_and_says_what_is_in_it(store, scan, key, now, folder):
    made = backup(store, now=now)
    assert made.path == folder / "backups" / "2026-11-21-153000.immbak"
    assert (made.counts["person"], made.counts["document"], made.operations, made.attachments) == (1, 1, 2, 1)
    assert made.head == store.verify_chain().head
    assert check_backup(made.path, keys_from(key)).ok
    assert not list((folder / "backups").glob("*.part"))


def test_the_office_is_made_anew_from_a_backup_in_another_place(store, scan, key, now, tmp_path, folder):
    add_passphrase(folder, key, "words of the office", cost=Cost(64, 1, 1))
    made = backup(store, tmp_path / "usb", now=now)
    restore(made.path, tmp_path / "again", keys_from(key))
    with open_store(tmp_path / "again", open_key(tmp_path / "again", "words of the office")) as again:
        with again.read() as reading:
            assert reading.value("SELECT family_name FROM person") == "Ramírez"
        assert again.attachments.bytes(scan) == b"a scan of the passport"
        assert again.verify_chain().head == made.head


def test_a_backup_made_while_somebody_writes_is_whole(store, rosa, key, now):
    def write():
        for number in range(40):
            store.change(
                "Correct a person",
                "Ben",
                "",
                lambda session, n=number: setattr(session.get(Person, "rosa"), "birth_city", f"city {n}"),
                now=now,
            )

    writer = threading.Thread(target=write)
    writer.start()
    made = [backup(store, now=now, label=str(number)) for number in range(3)]
    writer.join()
    assert [check_backup(one.path, keys_from(key)).problems for one in made] == [(), (), ()]


def test_a_second_backup_copies_only_new_attachments(store, scan, now, tmp_path):
    backup(store, tmp_path / "usb", now=now)
    kept = tmp_path / "usb" / "blobs" / scan[:2] / scan
    before = kept.stat().st_mtime_ns
    backup(store, tmp_path / "usb", now=now, label="second")
    assert kept.stat().st_mtime_ns == before


def test_a_changed_backup_is_named_before_anybody_relies_on_it(store, scan, key, now, tmp_path):
    made = backup(store, tmp_path / "usb", now=now)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    assert check_backup(made.path, keys_from(key)).problems[0] == "The file is not the one that was written."
    with pytest.raises(Refused, match="This backup is damaged"):
        restore(made.path, tmp_path / "again", keys_from(key))
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(("harm", "said"), [("lose", "is missing"), ("cut", "is damaged")])
def test_a_backup_without_one_of_its_attachments_is_not_restored(store, scan, key, now, tmp_path, harm, said):
    made = backup(store, tmp_path / "usb", now=now)
    blob = tmp_path / "usb" / "blobs" / scan[:2] / scan
    if harm == "lose":
        blob.unlink()
    else:
        blob.write_bytes(blob.read_bytes()[:-1])
    with pytest.raises(Refused, match=f"1 attachment {said}"):
        restore(made.path, tmp_path / "again", keys_from(key))


@pytest.mark.parametrize("harm", ["forge", "lose"])
def test_a_forged_or_lost_description_makes_a_backup_worthless(store, scan, key, now, harm):
    made = backup(store, now=now)
    manifest = made.path.with_suffix(".json")
    if harm == "forge":
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"operations": 9}))
    else:
        manifest.unlink()
    with pytest.raises(Refused, match="cannot be trusted"):
        check_backup(made.path, keys_from(key))


def test_a_backup_is_never_restored_over_an_office(store, scan, key, now, folder):
    made = backup(store, now=now)
    with pytest.raises(Refused, match="already an office"):
        restore(made.path, folder, keys_from(key))


def test_a_backup_that_cannot_be_written_leaves_nothing(store, scan, now, tmp_path):
    (tmp_path / "usb").write_text("a file where the folder should be")
    with pytest.raises(Refused, match="could not be written"):
        backup(store, tmp_path / "usb", now=now)


def test_a_whole_office_passes_the_check(store, scan, folder, key):
    found = check(folder, key)
    assert (found.ok, found.operations, found.attachments) == (True, 2, 1)


def test_the_check_names_a_damaged_attachment_and_a_missing_one(store, scan, folder, key, do):
    do(lambda session: session.add(Document(kind="visa", blob="ab" * 32)))
    path = store.attachments.path(scan)
    path.write_bytes(path.read_bytes()[:-1])
    problems = check(folder, key).problems
    assert sorted(problem.split(" (")[0] for problem in problems) == [
        "An attachment is damaged.",
        "An attachment is missing.",
    ]


def test_the_check_finds_a_flipped_bit_in_the_database(store, scan, folder, key):
    store.close()
    path = folder / "office.immdesk"
    content = bytearray(path.read_bytes())
    content[len(content) - 2000] ^= 1
    path.write_bytes(content)
    assert check(folder, key).problems == ("1 page of the database was damaged.",)


def test_a_backup_tells_how_far_it_is_and_leaves_nothing_when_cancelled(store, scan, now, folder):
    told = []
    backup(store, now=now, watched=Watched(lambda *step: told.append(step[2])))
    assert list(dict.fromkeys(told)) == [
        "Copying the records",
        "Reading the backup back",
        "Keeping the documents",
    ]
    for steps in range(len(told)):
        countdown = iter([False] * steps)
        with pytest.raises(Stopped):
            backup(
                store, folder / "other", now=now, watched=Watched(cancelled=lambda c=countdown: next(c, True))
            )
        assert not list((folder / "other").glob("*.*mm*"))
        assert not list((folder / "other").glob("*.part"))


def test_a_check_of_a_backup_stops_at_every_step_where_somebody_cancels(store, scan, key, now):
    made, told = backup(store, now=now), []
    assert check_backup(made.path, keys_from(key), Watched(lambda *step: told.append(step[2]))).ok
    assert told == ["Reading the whole backup", "Checking the records"]
    for steps in range(3):
        countdown = iter([False] * steps)
        with pytest.raises(Stopped):
            check_backup(made.path, keys_from(key), Watched(cancelled=lambda c=countdown: next(c, True)))
