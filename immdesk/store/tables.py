"""The store's own tables: what was changed and by whom, and what never leaves this computer.

The office's records are declared in `immdesk.records` upon the same metadata. This file imports
SQLAlchemy, so it is imported by changes and migrations only, never by reading.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
metadata = MetaData(naming_convention=NAMES)

operation = Table(
    "operation",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("schema", Text, nullable=False),
    Column("rows_hash", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

operation_row = Table(
    "operation_row",
    metadata,
    Column("op", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("table", Text, nullable=False),
    Column("pk", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("case_id", Text),
    Column("person_id", Text),
    Column("before", Text),
    Column("after", Text),
    Column("salt", Text),
    Column("digest", Text, nullable=False),
    Index(None, "table", "pk"),
    Index(None, "case_id"),
    Index(None, "person_id"),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("form", Text, nullable=False),
    Column("case_id", Text),
    Column("data", Text, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("saved_at", Text, nullable=False),
    Column("about", Text),
    info={"local": True},
)

finding_cache = Table(
    "finding_cache",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("facts_hash", Text, nullable=False),
    Column("packs_hash", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("waiting", Integer),
    Index(None, "waiting"),
    info={"local": True},
)

waiting_date = Table(
    "waiting_date",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("due_on", Text),
    Column("row", Text, nullable=False),
    Index(None, "due_on"),
    info={"local": True},
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text),
    info={"local": True},
)

held_operation = Table(
    "held_operation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("said", Text, nullable=False),
    Column("clashes", Text, nullable=False),
    Column("at", Text),
    info={"local": True},
)
