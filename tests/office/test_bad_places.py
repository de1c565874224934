"""The disk says no, the file is not ours, somebody else holds it: told plainly, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from immdesk.basics.problems import Problem, Refused
from immdesk.office import cases, firm
from immdesk.office.office import open_office
from immdesk.store import engine
from immdesk.store.keys import open_key
from immdesk.store.subkeys import subkey

PHRASE = "four plain words of ours"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(practice_folder: Path, tmp_path: Path) -> Path:
    """A copy of the practice office, closed."""
    return Path(shutil.copytree(practice_folder, tmp_path / "office"))


def put_in_place(folder: Path, script: str, *, encrypted: bool) -> bytes:
    """Put another database in the place of the office's, with the office's own key if encrypted."""
    place, key = folder / "office.immdesk", subkey(open_key(folder), "database")
    for path in folder.glob("office.immdesk*"):
        path.unlink()
    other = (sqlcipher if encrypted else sqlite3).connect(str(place))
    if encrypted:
        other.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        other.execute("PRAGMA journal_mode=WAL")
    other.executescript(script)
    other.close()
    return place.read_bytes()


NEWER = "UPDATE alembic_version SET version_num = '0099'"
OTHER = "CREATE TABLE song (title); INSERT INTO song VALUES ('La Llorona')"
CLAIMS = "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('0001')"


@pytest.mark.parametrize(
    ("script", "encrypted", "said"),
    [
        (OTHER, False, "The office's database cannot be read with this key."),
        (OTHER, True, "This file holds no office."),
        (CLAIMS, True, "This file holds no office."),
    ],
    ids=["plain", "encrypted", "claims to be ours"],
)
def test_another_programs_database_is_refused_and_left_as_it_is(
    folder: Path, script: str, encrypted: bool, said: str
) -> None:
    before = put_in_place(folder, script, encrypted=encrypted)
    with pytest.raises(Refused) as refused:
        open_office(folder)
    assert refused.value.happened == said
    assert refused.value.do
    assert (folder / "office.immdesk").read_bytes() == before


def test_the_database_of_another_office_is_refused(folder: Path, tmp_path: Path) -> None:
    firm.new_office(tmp_path / "other", name="Other", passphrase=PHRASE).close()
    shutil.copy(tmp_path / "other" / "office.immdesk", folder / "office.immdesk")
    with pytest.raises(Refused, match="the key belongs to another office"):
        open_office(folder)


def test_an_office_of_a_newer_program_is_told_to_wait_for_an_update(folder: Path) -> None:
    with open_office(folder) as office:
        key = office.store.key_for("database")
    connection = engine.connect(folder / "office.immdesk", key)
    connection.execute(NEWER)
    connection.close()
    with pytest.raises(Refused, match="Update ImmDesk on this computer"):
        open_office(folder)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a twentieth of a second for a busy database, where a person waits five."""
    quick = tuple("busy_timeout=50" if "busy" in one else one for one in engine.PRAGMAS)
    monkeypatch.setitem(engine.connect.__kwdefaults__, "pragmas", quick)


def test_an_office_that_another_program_is_writing_is_told_and_the_change_can_be_repeated(
    folder: Path, impatient: None
) -> None:
    with open_office(folder) as office:
        case_id = cases.case_ids(office)[0]
        other = engine.connect(office.store.database, office.store.key_for("database"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match=r"The office's database is busy.*Try again in a few seconds"):
            cases.add_note(office, case_id, "Called the client.")
        assert len(cases.case_ids(office)) == 6
        other.execute("ROLLBACK")
        other.close()
        cases.add_note(office, case_id, "Called the client.")
        assert cases.notes(office, case_id)[0].text == "Called the client."


def test_an_office_that_another_program_keeps_for_itself_is_told(folder: Path, impatient: None) -> None:
    other = engine.connect(folder / "office.immdesk", subkey(open_key(folder), "database"))
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refused, match="The office's database is busy"):
        open_office(folder)
    other.execute("ROLLBACK")
    other.close()
    open_office(folder).close()


PROGRAM = """
import ctypes, json, resource, sys
from pathlib import Path
from immdesk.basics.problems import Problem
from immdesk.office import cases, documents, firm, interviews, packets
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from tests.conftest import DAY
from tests.office.papers import scan_bytes

folder, trouble = Path(sys.argv[1]), sys.argv[2]
said = {}

def attempt(what, call, *args):
    try:
        call(*args)
        said[what] = "done"
    except Problem as problem:
        said[what] = problem.happened
        assert problem.means and problem.do

def disk_is_full():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))

def nobody_in_particular():
    "Root may write anywhere; without its capabilities it is a user like any other."
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0

if trouble == "read-only":
    nobody_in_particular()
    attempt("open", open_office, folder)
    attempt("new", lambda: firm.new_office(folder / "new", name="New", passphrase="four plain words"))
else:
    office = open_office(folder, clock=stopped_at(DAY), user="ana")
    case_id, out = cases.case_ids(office)[0], folder.parent / "packet.pdf"
    office.library, office.examiner()
    cases.add_note(office, case_id, "before")
    disk_is_full()
    attempt("change", cases.add_note, office, case_id, "x" * 50_000)
    data = scan_bytes() + b"\\n%" + bytes(50_000)
    attempt("attach", documents.attach_bytes, office, case_id, "", "passport", "Passport", data, "a.pdf")
    attempt("intake", interviews.start, office, "family-adjustment")
    attempt("backup", firm.back_up, office)
    attempt("build", packets.build, office, case_id, out, lambda *_: None, lambda: False)
    attempt("new", lambda: firm.new_office(folder.parent / "new", name="New", passphrase="four plain words"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    said["notes"] = [one.text for one in cases.notes(office, case_id)][:1]
    attempt("change after", cases.add_note, office, case_id, "after")
    office.close()
print(json.dumps(said))
"""

needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits one process like this")


def told_under(trouble: str, folder: Path) -> dict[str, object]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), trouble], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, object] = json.loads(ran.stdout)
    return found


@needs_limits
def test_a_full_disk_is_told_whatever_one_does_and_nothing_half_made_stays(folder: Path) -> None:
    blobs = sorted(path.name for path in (folder / "blobs").rglob("*"))
    assert told_under("full", folder) == {
        "change": "The disk refused to read or write.",
        "attach": "The file could not be kept.",
        "intake": "The disk refused to read or write.",
        "backup": "The disk refused to read or write.",
        "build": "The disk is full.",
        "new": "The disk refused to read or write.",
        "notes": ["before"],
        "change after": "done",
    }
    assert sorted(path.name for path in (folder / "blobs").rglob("*")) == blobs
    assert [path.name for path in (folder / "backups").iterdir()] == [".lock"]
    assert not (folder.parent / "packet.pdf").exists()
    assert not (folder.parent / "new").exists()
    assert firm.check_office(folder, None).ok


@needs_limits
def test_a_folder_that_may_only_be_read_is_told_and_its_rights_are_named(folder: Path) -> None:
    folder.chmod(0o500)
    for path in folder.glob("*"):
        path.chmod(0o500 if path.is_dir() else 0o400)
    said = told_under("read-only", folder)
    folder.chmod(0o700)
    assert said == {
        "open": "The office's folder cannot be written.",
        "new": "The office cannot be made in this folder.",
    }


@pytest.mark.parametrize(("name", "there"), [("Ours\ud800", True), ("Ours\ud800", False)])
def test_an_office_that_cannot_be_finished_leaves_its_folder_as_it_was(
    tmp_path: Path, name: str, there: bool
) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    with pytest.raises(Problem, match="broken character"):
        firm.new_office(folder, name=name, passphrase=PHRASE)
    assert [path.name for path in tmp_path.rglob("*")] == (["new"] if there else [])
    firm.new_office(folder, name="Ours", passphrase=PHRASE).close()


@pytest.mark.parametrize("name", ["n" * 400, "a\x00b"])
def test_a_folder_that_no_disk_can_hold_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem) as told:
        firm.new_office(tmp_path / name, name="Ours", passphrase=PHRASE)
    assert told.value.do.startswith("Choose")
    assert list(tmp_path.iterdir()) == []
