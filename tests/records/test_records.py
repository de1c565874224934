"""What every record has, so that history, undo and the shared office can rely on it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import configure_mappers

from immdesk.records import every
from immdesk.records.base import Record, id_of

configure_mappers()
CLASSES = sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda one: one.__tablename__)
RECORDS = pytest.mark.parametrize("record", CLASSES, ids=[one.__tablename__ for one in CLASSES])


def test_every_table_of_the_office_has_a_record():
    own = {"operation", "operation_row", "draft", "finding_cache", "waiting_date", "meta", "held_operation"}
    assert {one.__tablename__ for one in CLASSES} == set(every.metadata.tables) - own
    assert len(CLASSES) > 60


@RECORDS
def test_a_record_has_an_id_and_a_version_and_remembers_old_values(record):
    mapper = record.__mapper__
    assert [column.name for column in mapper.primary_key] == ["id"]
    assert mapper.version_id_col.name == "version"
    values = [attr for attr in mapper.column_attrs if attr.key not in ("id", "version")]
    assert [attr.key for attr in values if not attr.active_history] == []


@RECORDS
def test_a_record_has_no_relationship_no_server_default_and_no_cascade(record):
    assert list(record.__mapper__.relationships) == []
    for column in record.__table__.columns:
        assert (column.server_default, column.onupdate) == (None, None)
        for key in column.foreign_keys:
            assert (key.ondelete, key.deferrable, key.initially) == (None, True, "DEFERRED")


@RECORDS
def test_every_reference_is_indexed(record):
    indexed = {next(column.name for column in index.columns) for index in record.__table__.indexes}
    references = {column.name for column in record.__table__.columns if column.foreign_keys}
    assert references - indexed == set()


def test_what_two_desks_say_alike_has_one_id():
    assert id_of("said", "person", "p", "race") == id_of("said", "person", "p", "race")
    assert id_of("said", "person", "p", "race") != id_of("said", "person", "pr", "ace")
