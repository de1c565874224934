"""The schema: a new office, the migrations and the records all say the same."""

from __future__ import annotations

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from immdesk.records.every import metadata
from immdesk.store import home
from immdesk.store.engine import changing_engine, create
from immdesk.store.upgrade import _config, known_revisions, run_migrations


@pytest.fixture
def migrated(tmp_path, key):
    """A database that went through every migration from nothing."""
    create(tmp_path / "migrated", key).close()
    engine = changing_engine(tmp_path / "migrated", key)
    with engine.begin() as connection:
        run_migrations(connection)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def shapes(rows):
    """Give each table, index and trigger as one line of SQL, without regard to spacing."""
    return {name: re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split())) for name, sql in rows if sql}


def test_a_new_office_has_exactly_the_schema_of_the_migrations(store, migrated):
    sql = "SELECT name, sql FROM sqlite_master"
    with store.read() as reading:
        made = shapes(reading.tuples(sql))
    assert made == shapes(migrated.exec_driver_sql(sql).fetchall())
    assert len(made) > 100


def test_the_records_are_what_the_migrations_make(migrated):
    def ours(_object, name, _kind, _reflected, _compare):
        return not (name or "").startswith("search")

    context = MigrationContext.configure(migrated, opts={"include_object": ours, "compare_type": True})
    differences = [one for one in compare_metadata(context, metadata) if not added_in_place(one)]
    assert differences == []


def added_in_place(difference):
    """Say whether it is only that a key written beside its column is read back without "deferrable"."""
    act, key = difference[0], difference[-1]
    return act in ("add_fk", "remove_fk") and key.column_keys == ["employer_id"]


@pytest.mark.parametrize("table", ["case_file", "document"])
def test_a_key_that_was_added_in_place_is_checked_when_the_change_is_kept(migrated, table):
    (sql,) = migrated.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).one()
    assert "employer_id TEXT CONSTRAINT" in sql
    assert "REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED," in sql


def test_the_newest_migration_is_the_schema_that_the_program_speaks():
    script = ScriptDirectory.from_config(_config())
    assert (script.get_current_head(), known_revisions()) == (
        home.SCHEMA,
        {"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011"},
    )


def test_there_is_no_way_down_but_the_backup():
    script = ScriptDirectory.from_config(_config()).get_revision("0001")
    with pytest.raises(RuntimeError, match="restore the backup"):
        script.module.downgrade()


def test_local_tables_are_marked_so_that_they_never_travel():
    local = {table.name for table in metadata.tables.values() if table.info.get("local")}
    assert local == {"draft", "finding_cache", "held_operation", "meta", "waiting_date"}
