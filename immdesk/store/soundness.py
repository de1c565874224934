"""Whether an office is whole: its pages, references, the chain of operations, and every attachment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled, never
from immdesk.basics.words import _, n_
from immdesk.store.engine import Connection, DatabaseError, connect, plainly
from immdesk.store.epochs import OfficeKeys, database_key
from immdesk.store.history import verify_chain
from immdesk.store.home import DATABASE, Store
from immdesk.store.reading import Reading
from immdesk.store.strangers import said_of, strange_tables, strangers

WITHOUT_WAL = ("busy_timeout=5000", "temp_store=MEMORY", "trusted_schema=OFF", "cell_size_check=ON")
ROOMY = "cache_size=-262144"
"""At most 256 MiB of pages in memory while a whole file is checked: few pages are decrypted twice then."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an office or a backup found; `problems` is empty when all is well."""

    problems: tuple[str, ...]
    operations: int = 0
    attachments: int = 0
    head: str = ""
    counts: dict[str, int] | None = None

    @property
    def ok(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


def check(folder: Path, key: bytes) -> Checked:
    """Read a whole office: pages, references, the chain of operations, and every attachment."""
    try:
        keys = OfficeKeys(folder, key)
        place = folder / DATABASE
        found = check_database(place, database_key(place, keys.ring), keys.key_for("operations"))
    except Problem as problem:
        return Checked((str(problem),))
    with Store(folder, key) as store:
        wanted = _blobs_of(store) if found.ok else set()
        problems, count = list(found.problems), 0
        for name in sorted(wanted | set(store.attachments.names())):
            count += 1
            try:
                store.attachments.check(name)
            except Refused as refused:
                problems.append(f"{refused.happened} ({name[:8]})")
    return Checked(tuple(problems), found.operations, count, found.head, found.counts)


def check_database(
    path: Path, key: bytes, chain_key: bytes, cancelled: Cancelled = never, *, fresh: bool = False
) -> Checked:
    """Read a database file whole, with the database key and the key of the chain.

    Of a `fresh` copy, written a moment ago, the seal of each page in use is read once and not twice. A check
    that is cancelled ends early, and what it gives says nothing.
    """
    connection = connect(path, key, pragmas=(*WITHOUT_WAL, ROOMY))
    connection.set_progress_handler(cancelled, _LOOK)
    try:
        problems = [text for text in _damage(connection, fresh) if text]
        if problems:
            return Checked(tuple(problems))
        reading = Reading(connection)
        strange = [*strangers(reading), *strange_tables(reading)]
        if strange:
            problems.append(said_of(strange))
        chain = verify_chain(reading, chain_key)
        if not chain.ok:
            problems.append(
                _("The record of operations was changed at number {n}.").format(n=chain.broken_at)
            )
        return Checked(tuple(problems), chain.operations, 0, chain.head, _counts(reading))
    except Problem:
        if cancelled():
            return Checked(())
        raise
    finally:
        connection.close()


_LOOK = 200_000
"""Steps of the database between two looks at "cancelled": some milliseconds."""


def _damage(connection: Connection, fresh: bool) -> list[str]:
    try:
        pages = [] if fresh else connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if pages:  # what else could be read from damaged pages says nothing
            return [
                n_(
                    "{n} page of the database was damaged.",
                    "{n} pages of the database were damaged.",
                    len(pages),
                )
            ]
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except DatabaseError as error:
        return [str(plainly(error))]
    return [
        _("The database is not whole.") if whole != "ok" else "",
        n_("{n} record names one that is gone.", "{n} records name others that are gone.", len(orphans))
        if orphans
        else "",
    ]


def _counts(reading: Reading) -> dict[str, int]:
    names = reading.tuples(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
        " AND name NOT LIKE 'sqlite%' ORDER BY name"
    )
    return {name: reading.value(f'SELECT count(*) FROM "{name}"') for (name,) in names}


def _blobs_of(store: Store) -> set[str]:
    with store.read(whole=True) as reading:
        return blobs_in(reading)


def blobs_in(reading: Reading) -> set[str]:
    """Give the names of all attachments that a record names."""
    tables = reading.tuples(
        "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'blob'"
    )
    found: set[str] = set()
    for (table,) in tables:
        if not table.startswith("search"):
            sql = f'SELECT DISTINCT blob FROM "{table}" WHERE blob IS NOT NULL'
            found |= {name for (name,) in reading.tuples(sql)}
    return found | _blobs_of_packets(reading)


def _blobs_of_packets(reading: Reading) -> set[str]:
    """Give the attachments that packets name: what a packet says of itself is one text with many parts."""
    if not reading.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'packet'"):
        return set()
    sql = (
        "SELECT DISTINCT tree.value FROM packet, json_tree(packet.parts) AS tree "
        "WHERE json_valid(packet.parts) AND tree.key = 'blob' AND tree.value <> ''"
    )
    return {name for (name,) in reading.tuples(sql)}
