"""What is made on the server for an office: records, log, roles, and the rules by which rows are seen.

Made once by whoever owns the database; a desk's own role owns nothing and can change none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from immdesk.store.server import rights_sql as sql

CHANNEL = "immdesk"
"""What desks listen to: the number of each new operation."""
QUEUE = 0x1DE5
"""The lock on the server behind which desks stand in line once two wanted the same number."""
ROLES = ("reader", "paralegal", "attorney", "administrator")
"""What a person may do, each with all that the one before may: read, work, see what is restricted, purge."""


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table of records as the desks have it: its columns with their types, and what each names."""

    name: str
    columns: tuple[tuple[str, str], ...]
    names: Mapping[str, str]


def role_of(office: str, role: str) -> str:
    """Give the name of a role on the server; roles belong to one office, a server may hold several."""
    return f"immdesk_{office[:8]}_{role}"


def statements(office: str, schema: str, first: int, shapes: Sequence[TableShape]) -> Iterator[str]:
    """Give what makes an empty office on the server, in few pieces: each is one way there and back."""
    yield from _roles(office)
    yield sql.LOG.format(reader=role_of(office, "reader"))
    yield f"INSERT INTO immdesk.about VALUES ('{office}', '{schema}', {int(first)})"
    yield from laid(office, shapes)


def laid(office: str, shapes: Sequence[TableShape]) -> Iterator[str]:
    """Give what makes the tables, functions and rights of this program, also where older ones stand."""
    yield ";\n".join(words for one in shapes for words in _table(one))
    sees = sql.SEES.format(**{role: role_of(office, role) for role in ROLES})
    restricting = sql.RESTRICTING if any(one.name == "case_file" for one in shapes) else ""
    yield "".join(
        (sql.TRIGGERS, sees, restricting, sql.READ, sql.PUBLISH.format(queue=QUEUE, channel=CHANNEL))
    )
    yield ";\n".join(words for one in shapes for words in _policies(office, one))
    yield from _grants(office)


def forced(shapes: Sequence[TableShape]) -> Iterator[str]:
    """Give what holds also the owner to the rules of rows, once the records are there."""
    yield ";\n".join(f'ALTER TABLE record."{one.name}" FORCE ROW LEVEL SECURITY' for one in shapes)


def _roles(office: str) -> Iterator[str]:
    before = ""
    for role in ROLES:
        name = role_of(office, role)
        yield f"""DO $$ BEGIN CREATE ROLE {name} NOLOGIN;
                  EXCEPTION WHEN duplicate_object THEN NULL; END $$"""
        if before:
            yield f"GRANT {before} TO {name}"
        before = name


def _table(shape: TableShape) -> Iterator[str]:
    columns = ", ".join(
        f'"{name}" {kind}{" PRIMARY KEY" if name == "id" else ""}' for name, kind in shape.columns
    )
    yield f'CREATE TABLE IF NOT EXISTS record."{shape.name}" ({columns})'
    added = ", ".join(f'ADD COLUMN IF NOT EXISTS "{name}" {kind}' for name, kind in shape.columns)
    yield f'ALTER TABLE record."{shape.name}" {added}'


def _policies(office: str, shape: TableShape) -> Iterator[str]:
    """Give who sees a row: by each case and person that it names, or by what its words are said of."""
    table = f'record."{shape.name}"'
    seen = [f'immdesk.sees_case("{column}")' for column, named in shape.names.items() if named == "case_file"]
    seen += [f'immdesk.sees_person("{column}")' for column, named in shape.names.items() if named == "person"]
    own = {"case_file": "immdesk.sees_case(id)", "person": "immdesk.sees_person(id)"}
    seen += [own[shape.name]] if shape.name in own else []
    columns = {name for name, _kind in shape.columns}
    seen += ["immdesk.sees_owner(owner_kind, owner_id)"] if {"owner_kind", "owner_id"} <= columns else []
    rule = " AND ".join(seen) or "true"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS seen ON {table}"
    yield f"DROP POLICY IF EXISTS own ON {table}"
    yield f"CREATE POLICY own ON {table} TO CURRENT_USER USING (true)"
    reader = role_of(office, "reader")
    yield f"CREATE POLICY seen ON {table} TO {reader} USING ({rule}) WITH CHECK ({_written(shape, rule)})"


def _written(shape: TableShape, rule: str) -> str:
    """Give what may be written: what may be seen, and a new person or case, which nobody restricts yet."""
    return "true" if shape.name in ("case_file", "person", "case_party") else rule


def _grants(office: str) -> Iterator[str]:
    reader, paralegal, attorney, administrator = (role_of(office, role) for role in ROLES)
    yield f"""DO $$ BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO {reader}', current_database());
END $$"""
    yield f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA immdesk FROM PUBLIC, {reader}, {paralegal}, {attorney};
REVOKE ALL ON ALL TABLES IN SCHEMA immdesk FROM PUBLIC, {reader}, {paralegal}, {attorney};
GRANT USAGE ON SCHEMA immdesk, record TO {reader};
GRANT SELECT ON immdesk.about, immdesk.blob, immdesk.blob_piece, immdesk.key_file TO {reader};
GRANT SELECT ON ALL TABLES IN SCHEMA record TO {reader};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA immdesk TO {reader};
REVOKE EXECUTE ON FUNCTION immdesk.blank(text, text), immdesk.forget_scan(text), immdesk.claim(),
  immdesk.same_change(), immdesk.keep_who_restricts() FROM {reader};
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA record TO {paralegal};
GRANT INSERT ON immdesk.operation, immdesk.operation_row, immdesk.blob, immdesk.blob_piece, immdesk.key_file
  TO {paralegal};
GRANT EXECUTE ON FUNCTION immdesk.blank(text, text), immdesk.forget_scan(text) TO {administrator};
GRANT SELECT, INSERT, DELETE ON immdesk.allowed TO {attorney};
"""
