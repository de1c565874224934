"""The log of an office on a server: number N+1 is claimed there in one transaction with the records."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.operations import RowChange, canonical, chain_hash, row_digest, rows_hash
from immdesk.store.server.link import Link
from immdesk.store.server.rights import QUEUE
from immdesk.store.share.op_file import Published
from immdesk.store.share.pulling import AT_ONCE, Fetched
from immdesk.store.share.trouble import RolledBack, Trouble

Names = Mapping[str, Mapping[str, str]]
"""For each table the columns that name a case or a person: {"marriage": {"spouse_id": "person"}}."""

_LINE = ("seq", "id", "title", "who", "device", "at", "why", "schema", "rows_hash", "prev", "hash")


class ServerLog:
    """What a desk reads from the log and writes to it. Every method may take as long as the network likes."""

    def __init__(self, link: Link, office: str, chain_key: bytes, names: Names) -> None:
        self.link, self._office, self._chain, self._names = link, office, chain_key, names
        self.role = ""
        """The role that this person has on the server, as last heard."""

    def fetch(self, after: int, prev: str, schema: str) -> Fetched:
        """Give what follows operation `after` whose checksum is `prev`; at most `AT_ONCE`.

        What this person's role may not see comes without content. Raises Away, Trouble, or RolledBack.
        """
        with self.link.at_once() as cursor:
            self._look_at(cursor, after, prev, schema)
            read = read_after(cursor, after, AT_ONCE)
        found: list[Published] = []
        for one in read:
            if str(one.line["schema"]) > schema:
                return Fetched(tuple(found), "newer", one.seq)
            if one.seq != after + 1:
                return Fetched(tuple(found), "gap", after + 1)
            if one.line["prev"] != prev or not _holds(self._chain, one):
                return Fetched(tuple(found), "damaged", one.seq)
            found.append(one)
            after, prev = one.seq, str(one.line["hash"])
        return Fetched(tuple(found))

    def publish(self, line: Mapping[str, Any], rows: Sequence[RowChange], digests: Sequence[str]) -> bool:
        """Claim the operation's number and do on the server's records what its rows say.

        False when another desk was quicker. Raises Away, Unknown, or Refused when the role may not.
        """
        import psycopg

        told = [
            {"n": n, **self._told(row), "digest": digest}
            for n, (row, digest) in enumerate(zip(rows, digests, strict=True))
        ]
        texts = [canonical({one: line[one] for one in _LINE}), canonical(told)]
        try:
            with self.link.at_once() as cursor:
                cursor.execute("SELECT immdesk.publish(%s::jsonb, %s::jsonb)", texts)
                found = cursor.fetchone()
        except (psycopg.errors.UniqueViolation, psycopg.errors.SerializationFailure):
            return False
        except psycopg.DataError:
            raise cannot_be_kept() from None
        except psycopg.DatabaseError as error:
            if error.sqlstate == "IM001":
                return False
            raise
        return bool(found and found[0])

    def queue(self) -> None:
        """Wait until it is this desk's turn, before all who come later, but not for long. Raises Away."""
        with self.link.at_once() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [QUEUE])

    def leave(self) -> None:
        """Let the next desk have its turn. Raises Away, and the server has ended the turn itself then."""
        with self.link.at_once() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [QUEUE])

    def head(self) -> tuple[int, str]:
        """Give the number and the checksum of the last operation on the server, (0, "") for none."""
        with self.link.at_once() as cursor:
            cursor.execute("SELECT seq, hash FROM immdesk.head()")
            found = cursor.fetchone()
        return (int(found[0]), str(found[1])) if found else (0, "")

    def has(self, seq: int) -> str | None:
        """Give the checksum of operation `seq` on the server, None when it is not there."""
        with self.link.at_once() as cursor:
            cursor.execute("SELECT immdesk.hash_of(%s)", [seq])
            found = cursor.fetchone()
        return str(found[0]) if found and found[0] else None

    def put(
        self, cursor: Any, line: Mapping[str, Any], rows: Sequence[RowChange], digests: Sequence[str]
    ) -> None:
        """Write an operation into the server's log, in the transaction of `cursor`."""
        marks = ", ".join(["%s"] * len(_LINE))
        cursor.execute(
            f"INSERT INTO immdesk.operation ({', '.join(_LINE)}) VALUES ({marks})",
            [line[one] for one in _LINE],
        )
        told = [
            [line["seq"], n, *self._told(row).values(), digest]
            for n, (row, digest) in enumerate(zip(rows, digests, strict=True))
        ]
        cursor.executemany(
            'INSERT INTO immdesk.operation_row (seq, n, "table", pk, act, case_id, person_id, before, after, '
            "salt, cases, people, digest) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            told,
        )

    # -- private ------------------------------------------------------------------------------

    def _look_at(self, cursor: Any, after: int, prev: str, schema: str) -> None:
        """Make sure that this is the office, and that the operation known as the last one is there."""
        import psycopg

        try:
            cursor.execute("SELECT id, first, schema, known, role FROM immdesk.news(%s)", [after])
        except (psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedTable):
            raise Trouble("other", 0) from None
        except psycopg.errors.UndefinedFunction:  # the server's own tables are of an older program
            raise Trouble("older", 0) from None
        about = cursor.fetchone()
        if about is None or about[0] != self._office:
            raise Trouble("other", 0)
        if after > int(about[1]) and about[3] is None:
            raise RolledBack
        if after > int(about[1]) and about[3] != prev:
            raise Trouble("two_histories", after)
        if str(about[2]) < schema:
            raise Trouble("older", 0)
        self.role = str(about[4])

    def _told(self, row: RowChange) -> dict[str, Any]:
        cases, people = self._named(row)
        before, after = (None if image is None else canonical(image) for image in (row.before, row.after))
        named: dict[str, Any] = {"table": row.table, "pk": row.pk, "act": row.act}
        named |= {"case_id": row.case_id, "person_id": row.person_id}
        return {**named, "before": before, "after": after, "salt": row.salt, "cases": cases, "people": people}

    def _named(self, row: RowChange) -> tuple[list[str], list[str]]:
        """Give the cases and people that a row names, so that the server knows who may see it."""
        found: dict[str, set[str]] = {"case_file": set(), "person": set()}
        if row.table in found:
            found[row.table].add(row.pk)
        for column, named in self._names.get(row.table, {}).items():
            for image in (row.before or {}, row.after or {}):
                if image.get(column):
                    found[named].add(str(image[column]))
        return sorted(found["case_file"]), sorted(found["person"])


def read_after(cursor: Any, after: int, most: int) -> list[Published]:
    """Give the operations after number `after` as this role may see them, in the transaction of `cursor`."""
    cursor.execute("SELECT * FROM immdesk.log_after(%s, %s)", [after, most])
    names = [column.name for column in cursor.description or ()]
    told = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return [_published(list(lines)) for _seq, lines in groupby(told, key=lambda line: line["seq"])]


def _published(lines: list[dict[str, Any]]) -> Published:
    line = {name: lines[0][name] for name in _LINE}
    told = [one for one in lines if one["digest"] is not None]
    return Published(line, tuple(_row(one) for one in told), tuple(one["digest"] for one in told))


def _row(told: Mapping[str, Any]) -> RowChange:
    named = (told["table"], told["pk"], told["act"], told["case_id"], told["person_id"])
    return RowChange(*named, _image(told["before"]), _image(told["after"]), told["salt"])


def _image(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _holds(key: bytes, found: Published) -> bool:
    """Compare every checksum of an operation; a row without salt was purged, or is not for this person."""
    rows = zip(found.rows, found.digests, strict=True)
    whole = all(
        row_digest(key, row) == digest if row.salt is not None else row.before is None and row.after is None
        for row, digest in rows
    )
    line = found.line
    return (
        whole
        and rows_hash(found.digests) == line["rows_hash"]
        and hmac.compare_digest(chain_hash(key, line), str(line["hash"]))
    )


def cannot_be_kept() -> Refused:
    """Give what to say of a text that PostgreSQL cannot hold."""
    return Refused(
        _("The server cannot keep a character of this text."),
        _("Nothing was kept of this change."),
        _("Take out what is no letter, as a NUL that came with pasted text, and save again."),
    )
