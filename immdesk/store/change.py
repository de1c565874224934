"""One unit of work per thing that a person does, and the operation that remembers it.

Imports SQLAlchemy, so `Store.change` imports this file on the first change and not before.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Engine, event
from sqlalchemy import exc as sql_errors
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from immdesk.basics.problems import Bug
from immdesk.store.collected import Collected
from immdesk.store.engine import DatabaseError, plainly, unwritable
from immdesk.store.operations import (
    INSERT_OPERATION,
    INSERT_ROW,
    Image,
    Operation,
    RowChange,
    Stale,
    chain_hash,
    line_values,
    operation_of_line,
    row_digest,
    row_values,
    rows_hash,
)
from immdesk.store.publisher import ALONE, Lost, Publisher, WorkAway

T = TypeVar("T")
TRIES = 2


class Changing:
    """What every change of one open office needs: the engine, the chain's key, the desk and the schema."""

    def __init__(
        self,
        engine: Engine,
        key: bytes,
        device: str,
        schema: str,
        publisher: Publisher = ALONE,
        refuse: Callable[[Sequence[RowChange]], None] = lambda _rows: None,
    ) -> None:
        self.engine, self._key, self._device, self._schema = engine, key, device, schema
        self._publisher, self._refuse = publisher, refuse
        self._sessions = sessionmaker(engine, expire_on_commit=False, autoflush=True)
        event.listen(engine, "before_cursor_execute", _only_by_flush)

    def run(
        self, title: str, user: str, why: str, work: Callable[[Session], T], now: datetime
    ) -> tuple[T, Operation]:
        """Run `work` in one transaction and write its operation; see `Store.change`."""
        said = {"id": uuid4().hex, "title": title, "who": user, "why": why}
        said["at"] = now.astimezone(UTC).isoformat(timespec="milliseconds")
        return self.agreed(lambda: self._unless_busy(said, work))

    def agreed(self, attempt: Callable[[], T]) -> T:
        """Do `attempt` in one transaction, again whenever another desk of the office was quicker."""
        with self._publisher.turn():
            for turn in count():
                try:
                    return attempt()
                except Lost:
                    self._publisher.catch_up(turn)
                except WorkAway:
                    continue
        raise Bug("A change ended without an answer.")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection in a transaction that is kept when the block ends; errors are told plainly."""
        with self.engine.connect() as connection:
            try:
                with connection.begin():
                    yield connection
            except sql_errors.DBAPIError as error:
                raise plainly(error.orig or error) from None
            except DatabaseError as error:
                raise plainly(error) from None

    def _unless_busy(self, said: dict[str, str], work: Callable[[Session], T]) -> tuple[T, Operation]:
        for attempt in range(TRIES):
            try:
                return self._once(said, work)
            except sql_errors.OperationalError as error:
                if attempt == TRIES - 1 or "locked" not in str(error.orig):
                    raise plainly(error.orig or error) from None
            except sql_errors.DBAPIError as error:
                raise plainly(error.orig or error) from None
            except UnicodeEncodeError:
                raise unwritable() from None
        raise Bug("A change ended without an answer.")

    def _once(self, said: dict[str, str], work: Callable[[Session], T]) -> tuple[T, Operation]:
        with self._sessions(info={"away": self._publisher.away}) as session:
            collected = Collected(session)
            try:
                result = work(session)
                session.flush()
            except StaleDataError as error:
                raise _stale(session) from error
            finally:
                collected.stop()
            rows = collected.rows()
            if not rows:
                session.commit()
                return result, Operation()
            done = self.write(session.connection(), said, rows)
            try:
                session.commit()
            except sql_errors.DBAPIError:
                session.rollback()
                if not self._publisher.is_published(done.id):
                    raise
            return result, done

    def write(self, connection: Connection, said: dict[str, str], rows: list[RowChange]) -> Operation:
        """Write an operation (`said`: id, title, who, why, at) at the chain's end, in this transaction.

        Raises Refused when it touches what is hidden from who makes it.
        """
        self._refuse(rows)
        last = connection.exec_driver_sql("SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1").first()
        salted = [_salted(row) for row in rows]
        digests = [row_digest(self._key, row) for row in salted]
        line: dict[str, Any] = {**said, "device": self._device, "schema": self._schema}
        line["rows_hash"] = rows_hash(digests)
        line["seq"], line["prev"] = (last[0] + 1, last[1]) if last else (1, "")
        line["hash"] = chain_hash(self._key, line)
        connection.exec_driver_sql(INSERT_OPERATION, line_values(line))
        if salted:
            connection.exec_driver_sql(INSERT_ROW, row_values(line["id"], salted, digests))
        self._publisher.publish(connection, line, salted, digests)
        return operation_of_line(line, salted)


def expect(session: Session, record: type[T], pk: str, version: int, mine: Image | None = None) -> T:
    """Give the record to change, provided that it is still the version that the person saw.

    Raises Stale with the row as it was seen, as `mine` would have it, and as it is now.
    """
    row = session.get(record, pk)
    table = str(record.__tablename__)  # type: ignore[attr-defined]
    if row is None:
        raise Stale(table, pk, image_at(session, table, pk, version, {}), mine or {}, {})
    theirs = _image(row)
    if theirs["version"] != version:
        raise Stale(table, pk, image_at(session, table, pk, version, theirs), mine or {}, theirs)
    return row


def image_at(session: Session, table: str, pk: str, version: int, now: Image) -> Image:
    """Give the row as it was at `version`, walking back from `now` through the operations."""
    found = session.connection().exec_driver_sql(
        "SELECT r.before, r.after FROM operation_row r JOIN operation o ON o.id = r.op "
        'WHERE r."table" = ? AND r.pk = ? ORDER BY o.seq DESC',
        (table, pk),
    )
    image = dict(now)
    for before, after in found:
        if after is not None and json.loads(after).get("version", 0) <= version:
            break
        image.update(json.loads(before) if before else {})
    return image


def _image(row: Any) -> Image:
    columns = row.__mapper__.column_attrs
    return {attr.key: getattr(row, attr.key) for attr in columns if getattr(row, attr.key) is not None}


def _stale(session: Session) -> Stale:
    session.rollback()
    return Stale("", "", {}, {}, {})


def _salted(row: RowChange) -> RowChange:
    return RowChange(
        row.table, row.pk, row.act, row.case_id, row.person_id, row.before, row.after, secrets.token_hex(8)
    )


def _only_by_flush(
    connection: Connection, _cursor: Any, statement: str, _params: Any, _context: Any, _many: bool
) -> None:
    word = statement.lstrip()[:7].split(None, 1)[0].upper()
    if connection.info.get("only reading") and word not in ("SELECT", "PRAGMA", "BEGIN", "WITH"):
        raise Bug("A change writes records one by one; a bulk statement would leave no trace.")
