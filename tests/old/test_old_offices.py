"""A real file of every schema opens with this program, with all that is in it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.vocabulary import Vocabulary
from immdesk.records.cases import CaseFile
from immdesk.records.employers import Employer
from immdesk.records.facts_of import facts_of
from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.home import SCHEMA
from immdesk.store.keys import open_key
from immdesk.store.soundness import check

OLD = sorted(path.name for path in Path(__file__).parent.iterdir() if (path / "office.immdesk").is_file())


@pytest.fixture(params=OLD)
def old(request, tmp_path):
    """A copy of an office that a program of that schema wrote, opened by this one."""
    folder = tmp_path / "office"
    shutil.copytree(Path(__file__).parent / request.param, folder)
    with open_store(folder, open_key(folder, "an old office")) as store:
        yield store


def test_every_schema_that_this_program_knows_has_its_file():
    from immdesk.store.upgrade import known_revisions

    assert set(OLD) == known_revisions()


def test_a_verified_backup_of_each_older_schema_stands_beside_the_office(old, request):
    found = request.node.callspec.params["old"]
    backups = [one.name[18:] for one in (old.folder / "backups").glob("*-before-*.immbak")]
    assert backups == ([] if found == SCHEMA else [f"before-{found}.immbak"])


def test_the_facts_of_an_old_case_are_read(old):
    files = sorted(resource("packs", "us", "vocabulary").glob("*.yaml"))
    vocabulary = Vocabulary.load([(file.name, file.read_text(encoding="utf-8")) for file in files])
    with old.read() as reading:
        facts = facts_of(reading, ["case"], vocabulary, date(2026, 11, 21))["case"].for_person("thi")
    assert facts.get("person.full_name") == "Thị Hoa Đặng"
    assert facts.get("person.born_on") == date(1988, 3, 7)
    assert facts.get("person.current_address.city") == "Tucson"
    assert [child["given_name"] for child in facts.get("person.children")] == ["Minh"]
    assert facts.get("person.ever_arrested") is False


def test_the_history_and_the_attachments_of_an_old_office_are_whole(old):
    assert [one.title for one in old.history(people=["thi"])][-2:] == ["Correct a person", "Open a case"]
    with old.read() as reading:
        blob = reading.value("SELECT blob FROM document")
    assert old.attachments.bytes(blob) == b"a scan of an invented passport"
    assert check(old.folder, bytes(range(32))).ok


def test_an_employer_can_be_added_to_an_old_office(old):
    now = datetime(2026, 11, 22, tzinfo=UTC)

    def work(session):
        session.add(Employer(id="new", name="Baja Foods"))
        session.get_one(CaseFile, "case").employer_id = "new"

    old.change("Add an employer", "Ben", "", work, now=now)
    with old.read() as reading:
        assert reading.value("SELECT employer_id FROM case_file") == "new"


def test_an_old_office_can_be_changed_and_searched(old):
    now, changes = datetime(2026, 11, 22, tzinfo=UTC), old.verify_chain().operations
    old.change("Add a person", "Ben", "", lambda session: session.add(Person(family_name="Nowak")), now=now)
    assert old.verify_chain().operations == changes + 1
    assert old.search("dang ho") == [("person", "thi")]
