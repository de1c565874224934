"""What is made on the server for an office: records, log, roles, and the rules by which rows are seen.

Made once by whoever owns the database; a desk's own role owns nothing and can change none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    """Give what makes an empty office on the server, statement by statement."""
    yield from _roles(office)
    yield from (_LOG.format(reader=role_of(office, "reader")), _TRIGGERS)
    yield _about(office, schema, first)
    yield from (_table(one) for one in shapes)
    yield _SEES.format(attorney=role_of(office, "attorney"))
    yield _READ
    for one in shapes:
        yield from _policies(one)
    yield from _grants(office)


def _roles(office: str) -> Iterator[str]:
    before = ""
    for role in ROLES:
        name = role_of(office, role)
        yield f"""DO $$ BEGIN CREATE ROLE {name} NOLOGIN;
                  EXCEPTION WHEN duplicate_object THEN NULL; END $$"""
        if before:
            yield f"GRANT {before} TO {name}"
        before = name


_LOG = """
CREATE SCHEMA immdesk;
CREATE SCHEMA record;
CREATE TABLE immdesk.about (id text NOT NULL, schema text NOT NULL, first bigint NOT NULL);
CREATE TABLE immdesk.operation (
  seq bigint PRIMARY KEY, id text UNIQUE NOT NULL, title text NOT NULL, who text NOT NULL,
  device text NOT NULL, at text NOT NULL, why text NOT NULL, schema text NOT NULL, rows_hash text NOT NULL,
  prev text NOT NULL, hash text NOT NULL, made_by name NOT NULL DEFAULT session_user,
  kept_at timestamptz NOT NULL DEFAULT clock_timestamp(), tx bigint NOT NULL DEFAULT txid_current());
CREATE TABLE immdesk.operation_row (
  seq bigint NOT NULL REFERENCES immdesk.operation, n integer NOT NULL, "table" text NOT NULL,
  pk text NOT NULL, act text NOT NULL, case_id text, person_id text, before text, after text, salt text,
  digest text NOT NULL,
  cases text[] NOT NULL DEFAULT '{{}}', people text[] NOT NULL DEFAULT '{{}}', PRIMARY KEY (seq, n));
CREATE INDEX ON immdesk.operation_row ("table", pk);
CREATE TABLE immdesk.blob (name text PRIMARY KEY, size bigint NOT NULL);
CREATE TABLE immdesk.blob_piece (
  name text NOT NULL REFERENCES immdesk.blob DEFERRABLE INITIALLY DEFERRED, n integer NOT NULL,
  bytes bytea NOT NULL, PRIMARY KEY (name, n));
CREATE TABLE immdesk.key_file (n integer PRIMARY KEY, slots text NOT NULL);
CREATE TABLE immdesk.allowed (case_id text NOT NULL, who name NOT NULL, PRIMARY KEY (case_id, who));
COMMENT ON SCHEMA immdesk IS 'The log of an ImmDesk office; roles begin with {reader}';
"""

_TRIGGERS = """
CREATE FUNCTION immdesk.claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$
DECLARE last record;
BEGIN
  NEW.made_by := session_user; NEW.kept_at := clock_timestamp(); NEW.tx := txid_current();
  SELECT o.seq, o.hash INTO last FROM immdesk.operation o ORDER BY o.seq DESC LIMIT 1;
  IF last.seq IS NOT NULL AND (NEW.seq <> last.seq + 1 OR NEW.prev <> last.hash) THEN
    RAISE EXCEPTION 'another desk was quicker' USING ERRCODE = 'IM001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim BEFORE INSERT ON immdesk.operation FOR EACH ROW EXECUTE FUNCTION immdesk.claim();
CREATE FUNCTION immdesk.same_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM immdesk.operation o WHERE o.seq = NEW.seq AND o.tx = txid_current()) THEN
    RAISE EXCEPTION 'rows are written with their operation' USING ERRCODE = 'IM002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER same_change BEFORE INSERT ON immdesk.operation_row
  FOR EACH ROW EXECUTE FUNCTION immdesk.same_change();
"""

_SEES = """
CREATE FUNCTION immdesk.sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$ SELECT pg_has_role(session_user, '{attorney}', 'MEMBER') $$;
CREATE FUNCTION immdesk.sees_case(one text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$
  SELECT one IS NULL OR immdesk.sees_all()
  OR NOT EXISTS (SELECT 1 FROM record.case_file c
                 WHERE c.id = one AND coalesce(c.restricted, '') NOT IN ('', 'no'))
  OR EXISTS (SELECT 1 FROM immdesk.allowed a WHERE a.case_id = one AND a.who = session_user) $$;
CREATE FUNCTION immdesk.sees_person(one text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$
  SELECT one IS NULL OR immdesk.sees_all()
  OR NOT EXISTS (SELECT 1 FROM record.case_party p WHERE p.person_id = one)
  OR EXISTS (SELECT 1 FROM record.case_party p WHERE p.person_id = one AND immdesk.sees_case(p.case_id)) $$;
CREATE FUNCTION immdesk.sees_owner(kind text, one text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
DECLARE found record;
BEGIN
  IF immdesk.sees_all() THEN RETURN true; END IF;
  IF kind = 'case' THEN RETURN immdesk.sees_case(one); END IF;
  IF kind = 'person' THEN RETURN immdesk.sees_person(one); END IF;
  IF kind IN ('party', 'filing', 'notice', 'job', 'recruitment') THEN
    EXECUTE format('SELECT case_id FROM record.%I WHERE id = $1',
                   CASE kind WHEN 'party' THEN 'case_party' ELSE kind END) INTO found USING one;
    RETURN immdesk.sees_case(found.case_id);
  END IF;
  IF kind IN ('document', 'status_period') THEN
    EXECUTE format('SELECT person_id FROM record.%I WHERE id = $1', kind) INTO found USING one;
    RETURN immdesk.sees_person(found.person_id);
  END IF;
  RETURN true;
END $$;
CREATE FUNCTION immdesk.sees_row(kase text, person text, cases text[], people text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT immdesk.sees_all() OR (immdesk.sees_case(kase) AND immdesk.sees_person(person)
  AND NOT EXISTS (SELECT 1 FROM unnest(cases) c WHERE NOT immdesk.sees_case(c))
  AND NOT EXISTS (SELECT 1 FROM unnest(people) q WHERE NOT immdesk.sees_person(q))) $$;
"""

_READ = """
CREATE FUNCTION immdesk.head() RETURNS TABLE (seq bigint, hash text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$
  SELECT o.seq, o.hash FROM immdesk.operation o ORDER BY o.seq DESC LIMIT 1 $$;
CREATE FUNCTION immdesk.hash_of(number bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$ SELECT o.hash FROM immdesk.operation o WHERE o.seq = number $$;
CREATE FUNCTION immdesk.seq_of(operation text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$ SELECT o.seq FROM immdesk.operation o WHERE o.id = operation $$;
CREATE FUNCTION immdesk.log_after(number bigint, most integer) RETURNS TABLE (
  seq bigint, id text, title text, who text, device text, at text, why text, schema text, rows_hash text,
  prev text, hash text, n integer, "table" text, pk text, act text, case_id text, person_id text, before text,
  after text, salt text, digest text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT o.seq, o.id, o.title, o.who, o.device, o.at, o.why, o.schema, o.rows_hash, o.prev, o.hash,
    r.n, r."table", r.pk, r.act, CASE WHEN r.sees THEN r.case_id END, CASE WHEN r.sees THEN r.person_id END,
    CASE WHEN r.sees THEN r.before END, CASE WHEN r.sees THEN r.after END, CASE WHEN r.sees THEN r.salt END,
    r.digest
  FROM (SELECT * FROM immdesk.operation p WHERE p.seq > number ORDER BY p.seq LIMIT most) o
  LEFT JOIN LATERAL (SELECT w.*, immdesk.sees_row(w.case_id, w.person_id, w.cases, w.people) AS sees
    FROM immdesk.operation_row w WHERE w.seq = o.seq) r ON true ORDER BY o.seq, r.n $$;
CREATE FUNCTION immdesk.audit(number bigint, most integer) RETURNS TABLE (
  seq bigint, who text, made_by name, device text, kept_at timestamptz, title text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT o.seq, o.who, o.made_by, o.device, o.kept_at, o.title FROM immdesk.operation o
  WHERE o.seq > number ORDER BY o.seq LIMIT most $$;
CREATE FUNCTION immdesk.blank(which text, record_id text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = immdesk, pg_temp AS $$
  UPDATE immdesk.operation_row SET before = NULL, after = NULL, salt = NULL
  WHERE "table" = which AND pk = record_id $$;
"""


def _about(office: str, schema: str, first: int) -> str:
    return f"INSERT INTO immdesk.about VALUES ('{office}', '{schema}', {int(first)})"


def _table(shape: TableShape) -> str:
    columns = ", ".join(
        f'"{name}" {kind}{" PRIMARY KEY" if name == "id" else ""}' for name, kind in shape.columns
    )
    return f'CREATE TABLE record."{shape.name}" ({columns})'


def _policies(shape: TableShape) -> Iterator[str]:
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
    yield f"CREATE POLICY seen ON {table} USING ({rule}) WITH CHECK ({_written(shape, rule)})"


def _written(shape: TableShape, rule: str) -> str:
    """Give what may be written: what may be seen, and a new person or case, which nobody restricts yet."""
    return "true" if shape.name in ("case_file", "person", "case_party") else rule


def _grants(office: str) -> Iterator[str]:
    reader, paralegal, attorney, _administrator = (role_of(office, role) for role in ROLES)
    yield f"""
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA immdesk FROM PUBLIC;
GRANT USAGE ON SCHEMA immdesk, record TO {reader};
GRANT SELECT ON immdesk.about, immdesk.blob, immdesk.blob_piece, immdesk.key_file TO {reader};
GRANT SELECT ON ALL TABLES IN SCHEMA record TO {reader};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA immdesk TO {reader};
REVOKE EXECUTE ON FUNCTION immdesk.blank(text, text) FROM {reader};
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA record TO {paralegal};
GRANT INSERT ON immdesk.operation, immdesk.operation_row, immdesk.blob, immdesk.blob_piece, immdesk.key_file
  TO {paralegal};
GRANT EXECUTE ON FUNCTION immdesk.blank(text, text) TO {attorney};
GRANT SELECT, INSERT, DELETE ON immdesk.allowed TO {attorney};
"""
