"""The program is killed in the middle of its work: what was acknowledged is there, nothing is half done."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from immdesk.store import open_store
from immdesk.store.soundness import check

PROGRAM = """
import os, pathlib, sys
from datetime import UTC, datetime
from immdesk.records.people import Person
from immdesk.store import open_store

folder, where, after = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = open_store(folder, bytes(range(32)))

def work(number):
    def add(session):
        session.add(Person(id=f"p{number}", family_name="Nowak"))
        session.flush()
        if number == after and where == "change":
            os.kill(os.getpid(), 9)
    return add

for number in range(after + 1):
    if number == after and where == "attachment":
        class Dying:
            def read(self, size):
                if size < 100:
                    os.kill(os.getpid(), 9)
                return bytes(size - 1)
        store.attachments.put(Dying())
    if number == after and where == "draft":
        with store.local() as local:
            local.run("INSERT INTO draft VALUES ('d', 'f', NULL, '{}', 1, '2026-11-21', NULL)")
        os.kill(os.getpid(), 9)
    store.change("Add a person", "Ana", "", work(number), now=datetime(2026, 11, 21, tzinfo=UTC))
    print(number, flush=True)
"""


def killed(folder: Path, where: str, after: int) -> list[str]:
    """Run the program until it dies, and give what it acknowledged."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), where, str(after)], capture_output=True, text=True
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    return ran.stdout.split()


@pytest.mark.parametrize("after", [0, 5])
def test_a_kill_in_the_middle_of_a_change_loses_nothing_that_was_acknowledged(store, folder, key, after):
    store.close()
    acknowledged = killed(folder, "change", after)
    with open_store(folder, key) as again:
        with again.read() as reading:
            people = reading.tuples("SELECT id FROM person ORDER BY id")
        assert people == [(f"p{number}",) for number in acknowledged]
        assert again.verify_chain().operations == len(acknowledged) == after
    assert check(folder, key).ok


def test_a_draft_survives_a_kill_right_after_it_was_kept(store, folder, key):
    store.close()
    killed(folder, "draft", 1)
    with open_store(folder, key) as again, again.read() as reading:
        assert reading.tuples("SELECT id FROM draft") == [("d",)]


def test_a_kill_while_a_scan_is_kept_leaves_no_attachment(store, folder, key):
    store.close()
    killed(folder, "attachment", 1)
    with open_store(folder, key) as again:
        assert list(again.attachments.names()) == []
        assert again.attachments.put(b"the same scan again").size == 19
