"""Two desks on one computer write at the same time: every edit is kept once, one after the other."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import pathlib, sys
from datetime import UTC, datetime
from sqlalchemy import func, select
from immdesk.records.cases import CaseFile
from immdesk.store import open_store

store = open_store(pathlib.Path(sys.argv[1]), bytes(range(32)), device=sys.argv[2])

def open_case(session):
    number = (session.scalar(select(func.max(CaseFile.number))) or "26-000").split("-")[1]
    session.add(CaseFile(number=f"26-{int(number) + 1:03d}", case_type="x", status="open"))

for _ in range(30):
    store.change("Open a case", "Ana", "", open_case, now=datetime(2026, 11, 21, tzinfo=UTC))
"""


def test_two_processes_number_sixty_cases_without_a_clash(store, folder):
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), f"desk {number}"], stderr=subprocess.PIPE
        )
        for number in (1, 2)
    ]
    ends = [(desk.communicate()[1], desk.returncode) for desk in desks]
    assert ends == [(b"", 0), (b"", 0)]
    with store.read() as reading:
        numbers = [number for (number,) in reading.tuples("SELECT number FROM case_file ORDER BY number")]
    assert numbers == [f"26-{number:03d}" for number in range(1, 61)]
    report = store.verify_chain()
    assert (report.ok, report.operations) == (True, 60)
