"""Opening an office: what is right opens at once, everything else is refused in plain words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from immdesk.basics.problems import Refused
from immdesk.store import create_store, open_store, places
from immdesk.store.engine import connect, create
from immdesk.store.subkeys import subkey


def test_what_was_written_is_there_after_opening_again(store, rosa, folder, key):
    store.close()
    with open_store(folder, key) as again, again.read() as reading:
        assert reading.all("SELECT id, family_name FROM person") == [{"id": "rosa", "family_name": "Ramírez"}]


def test_another_key_does_not_open_the_office(store, folder):
    store.close()
    with pytest.raises(Refused, match="cannot be read with this key"):
        open_store(folder, bytes(32))


@pytest.mark.parametrize("start", [0, 1000])
def test_a_damaged_database_is_refused_in_plain_words(store, rosa, folder, key, start):
    store.close()
    path = folder / "office.immdesk"
    content = bytearray(path.read_bytes())
    content[start : start + 3000] = bytes(3000)
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        open_store(folder, key)
    assert "restore the newest backup" in refused.value.do.lower()


def test_a_database_damaged_in_the_middle_is_refused_when_it_is_read(store, rosa, folder, key):
    store.close()
    path = folder / "office.immdesk"
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(Refused), open_store(folder, key) as again, again.read() as reading:
        reading.all("SELECT * FROM person")


def test_a_cut_database_is_refused(store, rosa, folder, key):
    store.close()
    path = folder / "office.immdesk"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(Refused), open_store(folder, key) as again, again.read() as reading:
        reading.all("SELECT * FROM person")


def test_a_missing_database_is_never_made_anew_in_silence(tmp_path, key):
    with pytest.raises(Refused, match="database is not there"):
        open_store(tmp_path, key)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_not_taken_for_an_office(tmp_path, key):
    create(tmp_path / "office.immdesk", subkey(key, "database")).close()
    with pytest.raises(Refused, match="holds no office"):
        open_store(tmp_path, key)


def test_an_office_of_a_newer_program_is_refused_and_left_as_it_is(store, folder, key):
    connection = connect(store.database, store.key_for("database"))
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.close()
    store.close()
    before = (folder / "office.immdesk").read_bytes()
    with pytest.raises(Refused, match="last used by a newer ImmDesk"):
        open_store(folder, key)
    assert (folder / "office.immdesk").read_bytes() == before
    assert not (folder / "backups").exists()


def test_a_second_office_is_never_made_over_the_first(store, folder, key):
    with pytest.raises(Refused, match="already an office"):
        create_store(folder, key=key)


def test_the_office_is_readable_by_this_user_only(store, folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "office.immdesk").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Law Office", "iCloud Drive", "Nextcloud"])
def test_a_synced_folder_is_refused(tmp_path, key, name):
    with pytest.raises(Refused, match="synced with a cloud"):
        create_store(tmp_path / name / "office", key=key)
    assert not (tmp_path / name).exists()


def test_the_file_system_of_a_folder_is_that_of_its_nearest_mount(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/ana/shared\\040files nfs4 rw 0 0\n")
    assert places.file_system(places.Path("/srv/ana/shared files/office"), mounts) == "nfs4"
    assert places.file_system(places.Path("/srv/ana/office"), mounts) == "ext4"


def test_reading_needs_neither_sqlalchemy_nor_alembic(store, rosa, folder, key):
    store.close()
    program = (
        "import sys, pathlib\n"
        "from immdesk.store import open_store\n"
        "with open_store(pathlib.Path(sys.argv[1]), bytes(range(32))) as store:\n"
        "    with store.read() as reading:\n"
        "        print(reading.value('SELECT given_name FROM person'))\n"
        "    with store.local() as local:\n"
        "        local.run(\"INSERT INTO meta VALUES ('seen', 'yes')\")\n"
        "    print(store.history(case_id='case')[0].seq)\n"
        "print([name for name in ('sqlalchemy', 'alembic') if name in sys.modules])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == ["Rosa", "1", "[]"]
    assert ran.stderr == ""
