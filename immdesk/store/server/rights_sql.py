"""The words of SQL that an office on a server is made of: its log, who sees what, how to write."""

from __future__ import annotations

LOG = """
CREATE SCHEMA IF NOT EXISTS immdesk;
CREATE SCHEMA IF NOT EXISTS record;
CREATE TABLE IF NOT EXISTS immdesk.about (id text NOT NULL, schema text NOT NULL, first bigint NOT NULL);
CREATE TABLE IF NOT EXISTS immdesk.operation (
  seq bigint PRIMARY KEY, id text UNIQUE NOT NULL, title text NOT NULL, who text NOT NULL,
  device text NOT NULL, at text NOT NULL, why text NOT NULL, schema text NOT NULL, rows_hash text NOT NULL,
  prev text NOT NULL, hash text NOT NULL, made_by name NOT NULL DEFAULT session_user,
  kept_at timestamptz NOT NULL DEFAULT clock_timestamp(), tx bigint NOT NULL DEFAULT txid_current());
CREATE TABLE IF NOT EXISTS immdesk.operation_row (
  seq bigint NOT NULL REFERENCES immdesk.operation, n integer NOT NULL, "table" text NOT NULL,
  pk text NOT NULL, act text NOT NULL, case_id text, person_id text, before text, after text, salt text,
  digest text NOT NULL,
  cases text[] NOT NULL DEFAULT '{{}}', people text[] NOT NULL DEFAULT '{{}}', PRIMARY KEY (seq, n));
CREATE INDEX IF NOT EXISTS operation_row_of ON immdesk.operation_row ("table", pk);
CREATE TABLE IF NOT EXISTS immdesk.blob (name text PRIMARY KEY, size bigint NOT NULL);
CREATE TABLE IF NOT EXISTS immdesk.blob_piece (
  name text NOT NULL REFERENCES immdesk.blob DEFERRABLE INITIALLY DEFERRED, n integer NOT NULL,
  bytes bytea NOT NULL, PRIMARY KEY (name, n));
CREATE TABLE IF NOT EXISTS immdesk.key_file (n integer PRIMARY KEY, slots text NOT NULL);
CREATE TABLE IF NOT EXISTS immdesk.allowed (
  case_id text NOT NULL, who name NOT NULL, PRIMARY KEY (case_id, who));
COMMENT ON SCHEMA immdesk IS 'The log of an ImmDesk office; roles begin with {reader}';
"""

TRIGGERS = """
CREATE OR REPLACE FUNCTION immdesk.claim() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
DECLARE last record;
BEGIN
  NEW.made_by := session_user; NEW.kept_at := clock_timestamp(); NEW.tx := txid_current();
  SELECT o.seq, o.hash INTO last FROM immdesk.operation o ORDER BY o.seq DESC LIMIT 1;
  IF last.seq IS NOT NULL AND (NEW.seq <> last.seq + 1 OR NEW.prev <> last.hash) THEN
    RAISE EXCEPTION 'another desk was quicker' USING ERRCODE = 'IM001';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER claim BEFORE INSERT ON immdesk.operation
  FOR EACH ROW EXECUTE FUNCTION immdesk.claim();
CREATE OR REPLACE FUNCTION immdesk.same_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM immdesk.operation o WHERE o.seq = NEW.seq AND o.tx = txid_current()) THEN
    RAISE EXCEPTION 'rows are written with their operation' USING ERRCODE = 'IM002';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER same_change BEFORE INSERT ON immdesk.operation_row
  FOR EACH ROW EXECUTE FUNCTION immdesk.same_change();
"""

SEES = """
CREATE OR REPLACE FUNCTION immdesk.sees_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT pg_has_role(session_user, '{attorney}', 'MEMBER')
  OR pg_has_role(session_user, current_user, 'MEMBER') $$;
CREATE OR REPLACE FUNCTION immdesk.role_here() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT CASE WHEN pg_has_role(session_user, current_user, 'MEMBER')
    OR pg_has_role(session_user, '{administrator}', 'MEMBER') THEN 'administrator'
  WHEN pg_has_role(session_user, '{attorney}', 'MEMBER') THEN 'attorney'
  WHEN pg_has_role(session_user, '{paralegal}', 'MEMBER') THEN 'paralegal' ELSE 'reader' END $$;
CREATE OR REPLACE FUNCTION immdesk.sees_case(one text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT one IS NULL OR immdesk.sees_all()
  OR NOT EXISTS (SELECT 1 FROM record.case_file c
                 WHERE c.id = one AND coalesce(c.restricted, '') NOT IN ('', 'no'))
  OR EXISTS (SELECT 1 FROM immdesk.allowed a WHERE a.case_id = one AND a.who = session_user) $$;
CREATE OR REPLACE FUNCTION immdesk.sees_person(one text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT one IS NULL OR immdesk.sees_all()
  OR NOT EXISTS (SELECT 1 FROM record.case_party p WHERE p.person_id = one)
  OR EXISTS (SELECT 1 FROM record.case_party p WHERE p.person_id = one AND immdesk.sees_case(p.case_id)) $$;
CREATE OR REPLACE FUNCTION immdesk.sees_owner(kind text, one text) RETURNS boolean
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
CREATE OR REPLACE FUNCTION immdesk.sees_row(kase text, person text, cases text[], people text[])
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT immdesk.sees_all() OR (immdesk.sees_case(kase) AND immdesk.sees_person(person)
  AND NOT EXISTS (SELECT 1 FROM unnest(cases) c WHERE NOT immdesk.sees_case(c))
  AND NOT EXISTS (SELECT 1 FROM unnest(people) q WHERE NOT immdesk.sees_person(q))) $$;
"""

RESTRICTING = """
CREATE OR REPLACE FUNCTION immdesk.keep_who_restricts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
DECLARE before text := CASE WHEN TG_OP = 'UPDATE' THEN coalesce(OLD.restricted, '') ELSE '' END;
BEGIN
  IF coalesce(NEW.restricted, '') IN ('', 'no') THEN
    DELETE FROM immdesk.allowed WHERE case_id = NEW.id;
  ELSIF before IN ('', 'no') THEN
    INSERT INTO immdesk.allowed VALUES (NEW.id, session_user) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_who_restricts AFTER INSERT OR UPDATE OF restricted ON record.case_file
  FOR EACH ROW EXECUTE FUNCTION immdesk.keep_who_restricts();
"""
"""Who opens a restricted case, or restricts one that everybody sees, goes on seeing it; only the server says
who that is. Once nobody is kept out, nobody is let in by name any more.
"""

READ = """
CREATE OR REPLACE FUNCTION immdesk.head() RETURNS TABLE (seq bigint, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT o.seq, o.hash FROM immdesk.operation o ORDER BY o.seq DESC LIMIT 1 $$;
CREATE OR REPLACE FUNCTION immdesk.hash_of(number bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT o.hash FROM immdesk.operation o WHERE o.seq = number $$;
CREATE OR REPLACE FUNCTION immdesk.seq_of(operation text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT o.seq FROM immdesk.operation o WHERE o.id = operation $$;
CREATE OR REPLACE FUNCTION immdesk.log_after(number bigint, most integer) RETURNS TABLE (
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
CREATE OR REPLACE FUNCTION immdesk.audit(number bigint, most integer) RETURNS TABLE (
  seq bigint, who text, made_by name, device text, kept_at timestamptz, title text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT o.seq, o.who, o.made_by, o.device, o.kept_at, o.title FROM immdesk.operation o
  WHERE o.seq > number ORDER BY o.seq LIMIT most $$;
CREATE OR REPLACE FUNCTION immdesk.forget_scan(which text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM immdesk.operation_row r WHERE r.act = 'purge') THEN
    RAISE EXCEPTION 'a scan goes only with a purge' USING ERRCODE = 'IM003';
  END IF;
  DELETE FROM immdesk.blob_piece WHERE name = which;
  DELETE FROM immdesk.blob WHERE name = which;
END $$;
CREATE OR REPLACE FUNCTION immdesk.blank(which text, record_id text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM immdesk.operation o JOIN immdesk.operation_row r ON r.seq = o.seq
                 WHERE o.tx = txid_current() AND r."table" = which AND r.pk = record_id
                   AND r.act = 'purge') THEN
    RAISE EXCEPTION 'what was kept goes only with its purge' USING ERRCODE = 'IM003';
  END IF;
  UPDATE immdesk.operation_row SET before = NULL, after = NULL, salt = NULL
  WHERE "table" = which AND pk = record_id;
END $$;
CREATE OR REPLACE FUNCTION immdesk.news(number bigint) RETURNS TABLE (
  id text, first bigint, schema text, known text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = immdesk, pg_temp AS $$
  SELECT a.id, a.first, a.schema, immdesk.hash_of(number), immdesk.role_here() FROM immdesk.about a $$;
"""

PUBLISH = """
CREATE OR REPLACE FUNCTION immdesk.write_record(which text, record_id text, act text, image jsonb)
RETURNS void LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
DECLARE names text;
BEGIN
  IF act IN ('delete', 'purge') THEN
    EXECUTE format('DELETE FROM record.%I WHERE id = $1', which) USING record_id;
    IF act = 'purge' THEN PERFORM immdesk.blank(which, record_id); END IF;
    RETURN;
  END IF;
  SELECT string_agg(quote_ident(k), ', ') INTO names FROM jsonb_object_keys(image) k;
  IF act = 'insert' THEN
    names := coalesce(', ' || names, '');
    EXECUTE format('INSERT INTO record.%I (id%s) SELECT $2%s FROM jsonb_populate_record(NULL::record.%I, $1)',
                   which, names, names, which) USING coalesce(image, '{{}}'), record_id;
  ELSIF names IS NOT NULL THEN
    EXECUTE format('UPDATE record.%I SET (%s) = (SELECT %s FROM jsonb_populate_record(NULL::record.%I, $1)) '
                   'WHERE id = $2', which, names, names, which) USING image, record_id;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION immdesk.publish(line jsonb, lines jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE there bigint; one record;
BEGIN
  BEGIN
    PERFORM pg_advisory_xact_lock({queue});
  EXCEPTION WHEN lock_not_available THEN NULL;  -- whoever stands in line sleeps: the number decides
  END;
  there := immdesk.seq_of(line->>'id');
  IF there IS NOT NULL THEN RETURN there = (line->>'seq')::bigint; END IF;
  INSERT INTO immdesk.operation (seq, id, title, who, device, at, why, schema, rows_hash, prev, hash)
  SELECT o.seq, o.id, o.title, o.who, o.device, o.at, o.why, o.schema, o.rows_hash, o.prev, o.hash
  FROM jsonb_populate_record(NULL::immdesk.operation, line) o;
  INSERT INTO immdesk.operation_row (seq, n, "table", pk, act, case_id, person_id, before, after, salt,
                                     digest, cases, people)
  SELECT (line->>'seq')::bigint, r.n, r."table", r.pk, r.act, r.case_id, r.person_id, r.before, r.after,
         r.salt, r.digest, r.cases, r.people
  FROM jsonb_populate_recordset(NULL::immdesk.operation_row, lines) r;
  FOR one IN SELECT r."table" AS which, r.pk, r.act, r.after FROM jsonb_to_recordset(lines)
             AS r(n integer, "table" text, pk text, act text, after text)
             ORDER BY r.act NOT IN ('delete', 'purge'), r.n LOOP
    PERFORM immdesk.write_record(one.which, one.pk, one.act, one.after::jsonb);
  END LOOP;
  PERFORM pg_notify('{channel}', line->>'seq');
  RETURN true;
END $$;
"""
