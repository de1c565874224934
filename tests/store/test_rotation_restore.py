"""From a backup the office is made anew in a folder of its own, whole or not at all."""

from __future__ import annotations

import json

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.records.documents import Document
from immdesk.store import open_store
from immdesk.store.backup import backup, check_backup, read_claims
from immdesk.store.keys import Cost, add_passphrase, change_passphrase
from immdesk.store.recovery import make_sheet, unchecked_code
from immdesk.store.restore import key_of, keys_from, restore

CHEAP = Cost(64, 1, 1)


@pytest.fixture
def made(store, do, rosa, now, tmp_path):
    """A backup on another disk of an office with one scan, whose passphrase is "four plain words here"."""
    scan = store.attachments.put(b"a scan of the passport")
    do(lambda session: session.add(Document(id="doc", person_id=rosa, kind="passport", blob=scan.name)))
    add_passphrase(store.folder, bytes(range(32)), "four plain words here", cost=CHEAP)
    return backup(store, tmp_path / "usb", now=now)


def test_the_passphrase_of_its_day_opens_a_backup_after_it_was_changed(made, folder, key):
    change_passphrase(folder, "four plain words here", "others since then", cost=CHEAP)
    assert key_of(made.path, "four plain words here") == key
    with pytest.raises(Refused, match="passphrase is wrong"):
        key_of(made.path, "others since then")


def test_the_recovery_code_opens_a_backup_too(store, made, folder, key, now, tmp_path):
    make_sheet(folder, key, on="2026-11-21")
    code = unchecked_code(folder, store.key_for("recovery sheet"))
    assert key_of(backup(store, tmp_path / "usb", now=now, label="b").path, code.lower()) == key


def test_a_restored_office_opens_and_holds_what_was_there(made, key, tmp_path):
    back = restore(made.path, tmp_path / "again", keys_from(key))
    assert (back.folder, back.attachments, back.damaged) == (tmp_path / "again", 1, 0)
    with open_store(tmp_path / "again", key) as again, again.read() as reading:
        assert reading.value("SELECT family_name FROM person") == "Ramírez"
    assert not list(tmp_path.glob(".*"))


def test_an_empty_folder_is_filled_and_one_with_a_file_is_not_touched(made, key, tmp_path):
    (tmp_path / "empty").mkdir()
    assert restore(made.path, tmp_path / "empty", keys_from(key)).folder.is_dir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="not empty"):
        restore(made.path, tmp_path / "full", keys_from(key))
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_scan_that_rotted_is_counted_and_the_rest_comes_back(made, key, tmp_path):
    blob = next((tmp_path / "usb" / "blobs").glob("*/*"))
    content = bytearray(blob.read_bytes())
    content[-1] ^= 1
    blob.write_bytes(content)
    assert restore(made.path, tmp_path / "again", keys_from(key)).damaged == 1


def test_a_cancelled_restore_leaves_nothing(made, key, tmp_path):
    assert restore(made.path, tmp_path / "again", keys_from(key), cancelled=lambda: True) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office", "usb"]


def test_progress_counts_the_documents(made, key, tmp_path):
    told = []
    restore(made.path, tmp_path / "again", keys_from(key), lambda *step: told.append(step))
    size = made.path.stat().st_size // 1024
    assert told == [
        (size, size, "Reading the whole backup"),
        (0, 0, "Checking the records"),
        (0, 1, "Bringing back the documents"),
    ]


def test_an_office_is_not_restored_into_a_synced_folder(made, key, tmp_path):
    with pytest.raises(Refused, match="synced with a cloud"):
        restore(made.path, tmp_path / "Dropbox" / "office", keys_from(key))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"seal": 7}', "[" * 100_000, '{"at": "x", "seal": "y"}']
)
def test_a_description_that_is_none_is_told_plainly(made, key, text):
    made.path.with_suffix(".json").write_text(text)
    with pytest.raises(Refused, match="cannot be trusted"):
        check_backup(made.path, keys_from(key))
    with pytest.raises(Refused, match="cannot be trusted"):
        key_of(made.path, "four plain words here")


def test_a_description_with_names_that_lead_elsewhere_is_refused_by_its_seal(made, key, tmp_path):
    claims = read_claims(made.path)
    claims["attachments"] = {"../../../etc/passwd": 1}
    made.path.with_suffix(".json").write_text(json.dumps(claims))
    with pytest.raises(Problem, match="cannot be trusted"):
        restore(made.path, tmp_path / "again", keys_from(key))
    assert not (tmp_path / "again").exists()


def test_a_backup_of_another_office_is_told_by_its_key(made, tmp_path):
    with pytest.raises(Refused, match="belongs to another office"):
        check_backup(made.path, keys_from(bytes(32)))
