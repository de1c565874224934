"""What an office holds, as numbers that can be laid side by side: rows and a checksum of every table.

A checksum is the sum of the checksums of the rows, so that their order does not count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.store.engine import Connection
    from immdesk.store.server.rights import TableShape

_ALL = 1 << 256
SCANS = "scans"
OPERATIONS, ROWS = "operation", "operation_row"
LINES = "SELECT seq, id, title, who, device, at, why, schema, rows_hash, prev, hash FROM {}operation"
TOLD = 'SELECT {first}, r.n, r."table", r.pk, r.act, r.before, r.after, r.salt, r.digest FROM {rows} r{join}'


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows, and their checksum in hex."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole office: each table, the scans, and number and checksum of the last operation."""

    sums: dict[str, Sum]
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a comparison: what, here and there."""

    name: str
    here: Sum
    there: Sum

    @property
    def same(self) -> bool:
        """Say whether nothing differs."""
        return self.here == self.there


def side_by_side(here: Measured, there: Measured) -> tuple[Pair, ...]:
    """Give each table of both with what was counted; the head of the chain comes last."""
    none = Sum(0, "")
    names = sorted({*here.sums, *there.sums})
    pairs = [Pair(name, here.sums.get(name, none), there.sums.get(name, none)) for name in names]
    return (*pairs, Pair("head", Sum(here.seq, here.head), Sum(there.seq, there.head)))


def summed(rows: Iterable[Sequence[Any]]) -> Sum:
    """Give count and checksum of rows; a number and its text are one, since a server keeps some as text."""
    count = total = 0
    for row in rows:
        told = json.dumps([None if one is None else str(one) for one in row], ensure_ascii=False)
        total += int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest(), "big")
        count += 1
    return Sum(count, f"{total % _ALL:064x}")


def of_copy(connection: Connection, shapes: Sequence[TableShape], watched: Watched = ALONE) -> dict[str, Sum]:
    """Measure a desk's copy, or a copy made on trial, at one moment."""
    found: dict[str, Sum] = {}
    for count, shape in enumerate(shapes):
        watched.step(count, len(shapes), _("Counting and comparing"))
        found[shape.name] = summed(connection.execute(f"SELECT {names_of(shape)} FROM {quoted(shape.name)}"))
    found[OPERATIONS] = summed(connection.execute(LINES.format("")))
    join = " JOIN operation o ON o.id = r.op"
    found[ROWS] = summed(connection.execute(TOLD.format(first="o.seq", rows=ROWS, join=join)))
    return found


def names_of(shape: TableShape) -> str:
    """Give the columns of a table in the order in which both sides read them."""
    return ", ".join(quoted(name) for name in sorted(name for name, _kind in shape.columns))


def quoted(name: str) -> str:
    """Give a name of a table or column as SQL wants it."""
    return f'"{name}"'


def of_files(places: Iterable[tuple[str, Path]], watched: Watched = ALONE) -> Sum:
    """Measure sealed scans; one that is not there does not count."""
    return summed(_files(list(places), watched))


def _files(places: list[tuple[str, Path]], watched: Watched) -> Iterable[tuple[str, str]]:
    from immdesk.store.share.blobs import opened

    for count, (name, place) in enumerate(places):
        watched.step(count, len(places), _("Comparing the documents"))
        source = opened(place)
        if source is not None:
            with closing(source):
                digest = hashlib.sha256()
                while piece := source.read(1 << 20):
                    digest.update(piece)
                yield name, digest.hexdigest()
