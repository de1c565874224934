"""One desk of an office on a server, a process of its own: it waits, edits with pauses, tells how long.

python postgres_writer.py FOLDER KEY-IN-HEX NAME EDITS
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session


def main(folder: str, key: str, name: str, edits: str) -> None:
    """Edit the records of this desk and print the seconds of each edit as JSON."""
    from immdesk.records.people import Person
    from immdesk.store import open_store

    pause, draw = threading.Event(), random.Random(name)
    with open_store(Path(folder), bytes.fromhex(key), device=name) as store:

        def add(session: Session) -> None:
            session.add(Person(family_name=name))

        def edit() -> float:
            begun = time.perf_counter()
            store.change("Add a person", name, "", add, now=datetime.now(UTC))
            return time.perf_counter() - begun

        edit()
        print("ready", flush=True)
        sys.stdin.readline()
        took = []
        for _number in range(int(edits)):
            pause.wait(draw.uniform(0.5, 1.5))
            took.append(edit())
        store.publisher.sync()
        print(json.dumps({"took": took, "waiting": store.publisher.state().waiting}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
