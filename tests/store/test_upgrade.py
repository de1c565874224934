"""An office of an older program is brought up after a verified backup, or stays as it was."""

from __future__ import annotations

import shutil

import pytest

from immdesk.basics.problems import Refused
from immdesk.records.people import Person
from immdesk.store import home, open_store, upgrade
from immdesk.store.backup import check_backup
from immdesk.store.restore import keys_from

NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0012", "0011"

def upgrade():
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("pronouns", sa.Text))
    {then}
"""


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """Give this program a second migration, which ends with `then`, as a later release would have."""

    def release(then="pass"):
        folder = tmp_path / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "v0012_next.py").write_text(NEXT.format(then=then))
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(home, "SCHEMA", "0012")

    return release


@pytest.fixture
def old_office(store, do, rosa, folder):
    """A closed office of schema 0011 with Rosa in it."""
    store.close()
    return folder


def columns(store):
    with store.read() as reading:
        return {row["name"] for row in reading.all("SELECT name FROM pragma_table_info('person')")}


def test_an_older_office_is_brought_up_with_all_that_is_in_it(old_office, key, newer_program):
    newer_program()
    with open_store(old_office, key) as store:
        assert "pronouns" in columns(store)
        with store.read() as reading:
            assert reading.tuples("SELECT family_name, version FROM person") == [("Ramírez", 1)]
            assert reading.value("SELECT version_num FROM alembic_version") == "0012"
        assert store.verify_chain().ok
        assert store.history(people=["rosa"])[0].seq == 1


def test_a_verified_backup_stands_before_the_upgrade(old_office, key, newer_program):
    newer_program()
    open_store(old_office, key).close()
    (made,) = (old_office / "backups").glob("*-before-0011.immbak")
    checked = check_backup(made, keys_from(key))
    assert (checked.ok, checked.operations) == (True, 1)


@pytest.mark.parametrize(
    "then",
    [
        "raise OSError('the disk was pulled out')",
        'op.execute("INSERT INTO case_party (id, version, case_id, person_id, role)'
        " VALUES ('x', 1, 'none', 'none', 'x')\")",
    ],
    ids=["it fails half way", "it leaves a record that names nothing"],
)
def test_an_upgrade_that_fails_leaves_the_office_as_it_was(
    old_office, key, newer_program, monkeypatch, then, now
):
    newer_program(then)
    with pytest.raises(Refused, match="could not be brought up to date"):
        open_store(old_office, key)
    monkeypatch.setattr(home, "SCHEMA", "0011")
    with open_store(old_office, key) as store:
        assert "pronouns" not in columns(store)
        store.change("Add a person", "Ana", "", lambda session: session.add(Person()), now=now)


def test_changes_after_an_upgrade_say_the_new_schema(old_office, key, newer_program, now):
    newer_program()
    with open_store(old_office, key) as store:
        store.change("Add a person", "Ana", "", lambda session: session.add(Person()), now=now)
        with store.read() as reading:
            assert reading.tuples("SELECT seq, schema FROM operation") == [(1, "0011"), (2, "0012")]
