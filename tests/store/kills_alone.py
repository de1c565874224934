"""The desk of an office alone, killed again and again in whatever it does: nothing lost, nothing half done.

`python -m tests.store.kills_alone 500` kills it five hundred times while it opens cases, keeps scans, takes
changes back, deletes for good, makes backups, and brings offices of an older program up to date.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Event
from uuid import uuid4

from immdesk.records.documents import Document
from immdesk.records.firm import OfficeRecord
from immdesk.records.people import Person
from immdesk.store import Store, create_store, open_store
from immdesk.store.backup import backup, check_backup
from immdesk.store.home import SCHEMA
from immdesk.store.restore import keys_from
from immdesk.store.soundness import check
from tests.old.make_old_office import KEY as OLD_KEY
from tests.store.conftest import KEY, NOW
from tests.store.share.conftest import open_a_case

OLD = Path(__file__).parents[1] / "old" / "0009"
WHOLE_EVERY = 25
"""Kills between two looks at every page and every attachment; each time the records alone are looked at."""

COUNTED = ("operation", "scan", "purged", "backup", "upgrade")

Say = Callable[[str, str], None]


def _open_case(store: Store, say: Say) -> None:
    say("operation", store.change("Open a case", "Ana", "", open_a_case, now=NOW)[1].id)


def _keep_scan(store: Store, say: Say) -> None:
    name = store.attachments.put(os.urandom(1 << 18)).name
    work = lambda session: session.add(Document(person_id="rosa", kind="passport", blob=name))  # noqa: E731
    say("operation", store.change("Keep a scan", "Ana", "", work, now=NOW)[1].id)
    say("scan", name)


def _take_back(store: Store, say: Say) -> None:
    work = lambda session: setattr(session.get_one(Person, "rosa"), "birth_city", uuid4().hex)  # noqa: E731
    done = store.change("Move", "Ana", "", work, now=NOW)[1]
    say("operation", done.id)
    say("operation", store.undo(done.id, "Ana", lambda *_: ("Take back", f"undo {done.id}"), now=NOW).id)


def _purge(store: Store, say: Say) -> None:
    one = uuid4().hex
    work = lambda session: session.add(Person(id=one, family_name="Novák"))  # noqa: E731
    say("operation", store.change("Add a person", "Ana", "", work, now=NOW)[1].id)
    store.purge("Delete for good", "Ana", "", [("person", one)], now=NOW)
    say("purged", one)


def _back_up(store: Store, say: Say) -> None:
    say("backup", backup(store, store.folder.parent / "backups", label=uuid4().hex[:8]).path.name)


def _bring_up(store: Store, say: Say) -> None:
    folder = store.folder.parent / "older" / uuid4().hex[:8]
    shutil.copytree(OLD, folder)
    say("copied", folder.name)
    open_store(folder, OLD_KEY).close()
    say("upgrade", folder.name)


WORK = {
    "case": (_open_case, 6),
    "scan": (_keep_scan, 3),
    "undo": (_take_back, 3),
    "purge": (_purge, 3),
    "backup": (_back_up, 1),
    "upgrade": (_bring_up, 1),
}


def _desk(home: Path, pipe: int, seed: int) -> None:
    def say(word: str, one: str) -> None:
        os.write(pipe, f"{word} {one}\n".encode())

    chance = random.Random(seed)
    names, weights = list(WORK), [weight for _work, weight in WORK.values()]
    with open_store(home / "office", KEY) as store:
        while True:
            (name,) = chance.choices(names, weights)
            say("begin", name)
            WORK[name][0](store, say)
            say("end", name)


def run(home: Path, kills: int, pause: tuple[float, float], seed: int = 7) -> tuple[list[str], Counter[str]]:
    """Kill the desk so often; give what went wrong, and in what it was killed and what was acknowledged."""
    chance, wrong, counted = random.Random(seed), list[str](), Counter[str]()
    told: dict[str, set[str]] = {}
    with create_store(home / "office", key=KEY) as store:
        store.change("Begin", "Ana", "", _begin, now=NOW)
    (home / "older").mkdir()
    for turn in range(kills):
        new: dict[str, set[str]] = {}
        killed_in = "the start"
        for line in _one_kill(home, chance.uniform(*pause), turn):
            word, one = line.split()
            killed_in = one if word == "begin" else "between" if word == "end" else killed_in
            new.setdefault(word, set()).add(one)
        counted[f"killed in {killed_in}"] += 1
        counted.update({f"acknowledged, {word}": len(new[word]) for word in COUNTED if word in new})
        wrong += [f"kill {turn}, in {killed_in}: {text}" for text in _wrong(home, told, new)]
        if turn % WHOLE_EVERY == WHOLE_EVERY - 1 or turn == kills - 1:
            wrong += check(home / "office", KEY).problems
    return wrong, counted


def _begin(session: object) -> None:
    session.add(OfficeRecord(id="office", next_case_number=1))  # type: ignore[attr-defined]
    session.add(Person(id="rosa", family_name="Ramírez", given_name="Rosa"))  # type: ignore[attr-defined]


def _one_kill(home: Path, seconds: float, turn: int) -> list[str]:
    heard, pipe = os.pipe()
    child = os.fork()
    if not child:
        try:
            _desk(home, pipe, turn)
        finally:
            os._exit(1)
    os.close(pipe)
    Event().wait(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard, "rb") as said:
        *lines, _half = said.read().decode().split("\n")
    return lines


def _wrong(home: Path, told: dict[str, set[str]], new: dict[str, set[str]]) -> list[str]:
    """Open the office as after any crash, and give what is not as it was acknowledged."""
    for word, ones in new.items():
        told.setdefault(word, set()).update(ones)
    found = []
    with open_store(home / "office", KEY) as store:
        with store.read() as reading:
            kept = {one for (one,) in reading.tuples("SELECT id FROM operation")}
            cases = reading.tuples("SELECT count(*), count(DISTINCT number) FROM case_file")[0]
            next_number = reading.value("SELECT next_case_number FROM office")
            left = reading.tuples(
                "SELECT pk FROM operation_row WHERE after IS NOT NULL OR before IS NOT NULL"
            )
        lost = told.get("operation", set()) - kept
        if lost:
            found.append(f"{len(lost)} acknowledged changes are lost")
        if cases != (next_number - 1, next_number - 1):
            found.append(f"{cases} cases, and the next number is {next_number}")
        if told.get("purged", set()) & {pk for (pk,) in left}:
            found.append("what was deleted for good is still in the history")
        if not store.verify_chain().ok:
            found.append("the record of operations does not hold")
        for name in new.get("scan", ()):
            store.attachments.check(name)
    return found + _wrong_beside(home, new)


def _wrong_beside(home: Path, new: dict[str, set[str]]) -> list[str]:
    """Look at the backups and at the offices that were brought up; then take them away."""
    found = []
    for name in new.get("backup", ()):
        found += check_backup(home / "backups" / name, keys_from(KEY)).problems
    shutil.rmtree(home / "backups", ignore_errors=True)
    for name in new.get("copied", ()):
        with open_store(home / "older" / name, OLD_KEY) as store, store.read() as reading:
            schema = reading.value("SELECT version_num FROM alembic_version")
        found += [f"left at schema {schema}"] if schema != SCHEMA else []
        found += check(home / "older" / name, OLD_KEY).problems
    for folder in (home / "older").iterdir():
        shutil.rmtree(folder)
    return found


def main(kills: int = 500) -> int:
    """Run the campaign and say what it found."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        wrong, counted = run(Path(folder), kills, (0.05, 0.9))
    print(f"alone, {kills} kills in {time.monotonic() - start:.0f} s:")
    print(*(f"  {word}: {number}" for word, number in sorted(counted.items())), sep="\n")
    print(*(wrong or ["nothing lost, nothing half done, every office sound"]), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
