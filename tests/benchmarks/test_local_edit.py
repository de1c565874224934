"""One edit of one field, kept with its operation, beside the same statements written by hand."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable

import pytest

from immdesk.office.office import Office
from immdesk.records.people import Person
from tests.benchmarks.ratio import Figure, keep

pytestmark = pytest.mark.benchmark_run
EDITS = 200


def test_a_local_edit_takes_at_most_three_milliseconds_and_six_times_the_raw_statements(
    practice: Office,
) -> None:
    person = practice.rows("SELECT id FROM person LIMIT 1")[0]["id"]
    count = itertools.count()

    def ours() -> None:
        city = f"Town {next(count)}"
        practice.store.change(
            "Correct a person", "ana", "", lambda session: _move(session, person, city), now=practice.now()
        )

    raw = practice.store.plain_connection()

    def by_hand() -> None:
        number = next(count)
        raw.execute("BEGIN IMMEDIATE")
        version = raw.execute("SELECT version FROM person WHERE id = ?", (person,)).fetchone()[0]
        raw.execute(
            "UPDATE person SET birth_city = ?, version = ? WHERE id = ? AND version = ?",
            (f"Town {number}", version + 1, person, version),
        )
        raw.execute("SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
        raw.execute("INSERT INTO meta VALUES (?, ?)", (f"operation {number}", "x" * 400))
        raw.execute("INSERT INTO meta VALUES (?, ?)", (f"operation row {number}", "x" * 300))
        raw.execute("COMMIT")

    ours(), by_hand()
    mine, theirs = [], []
    for _turn in range(EDITS):
        mine.append(_seconds(ours))
        theirs.append(_seconds(by_hand))
    raw.close()
    median, reference = statistics.median(mine), statistics.median(theirs)
    detail = f"median of {EDITS}, raw {reference * 1000:.2f} ms"
    keep(Figure("local edit", median * 1000, 3.0, "ms", detail))
    keep(Figure("local edit beside the same statements raw", median / reference, 6.0, "x", detail))


def _move(session: object, person: str, city: str) -> None:
    session.get_one(Person, person).birth_city = city  # type: ignore[attr-defined]


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
