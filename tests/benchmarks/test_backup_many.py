"""A verified backup of an office of 50,000 cases, while somebody keeps working in it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from immdesk.office import backups
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.records.people import Person
from tests.benchmarks.ratio import measure_amount
from tests.many import DAY, make_many

CASES = 50_000
PAUSE = 0.05
"""Seconds between two edits: far more than a person makes."""


def test_a_verified_backup_of_50000_cases_takes_ten_seconds_and_stops_nobody(tmp_path: Path) -> None:
    make_many(tmp_path / "office", CASES)
    with open_office(tmp_path / "office", clock=stopped_at(DAY), user="ana") as office:
        edit(office, "first")  # what the first change loads is not the backup's
        alone = [seconds(office, f"alone {n}") for n in range(40)]
        with_backup, took, made = beside_a_backup(office)
        assert made.counts["case_file"] == CASES
        assert backups.own(office)[0].ok
    measure_amount("verified backup of 50,000 cases beside a writer", took, 10.0, "s")
    measure_amount("slowest edit beside that backup", max(with_backup), 0.5, "s")
    told = f"{len(with_backup)} edits beside it, slowest {max(with_backup):.3f} s, alone {max(alone):.3f} s"
    print(told)


def beside_a_backup(office: Office) -> tuple[list[float], float, backups.BackupMade]:
    """Make a backup in a thread of its own and edit meanwhile; give each edit's time, and the backup's."""
    done: list[tuple[float, backups.BackupMade]] = []

    def make() -> None:
        start = time.perf_counter()
        made = backups.make(office)
        done.append((time.perf_counter() - start, made))

    thread, edits = threading.Thread(target=make), []
    thread.start()
    while not done:
        edits.append(seconds(office, f"beside {len(edits)}"))
        thread.join(PAUSE)
    return edits, *done[0]


def seconds(office: Office, name: str) -> float:
    start = time.perf_counter()
    edit(office, name)
    return time.perf_counter() - start


def edit(office: Office, name: str) -> None:
    office.change("Add a person", lambda session: session.add(Person(family_name=name)))
