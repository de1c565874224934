"""Ten desks that write into one office on a PostgreSQL server, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from immdesk.store import create_store, open_store
from immdesk.store.home import office_id
from immdesk.store.keys import Cost, add_passphrase, open_key
from immdesk.store.server.link import Link
from immdesk.store.server.moving_in import join, put_on_server
from immdesk.store.server.people import add_user
from tests.benchmarks.ratio import measure_amount
from tests.postgres import MISSING, is_here, running_server

pytestmark = pytest.mark.benchmark_run
KEY, DESKS, EDITS = bytes(range(32)), 10, 15


def test_ten_desks_write_at_once_and_none_waits_long(tmp_path: Path) -> None:
    if not is_here():
        pytest.skip(MISSING)
    with running_server() as server:
        owner = server.owner(server.make_database())
        with create_store(tmp_path / "first", key=KEY, device="first") as store:
            add_passphrase(tmp_path / "first", KEY, "a long phrase", cost=Cost(64, 1, 1))
            put_on_server(store, owner, owner)
        link = Link(owner)
        for name in names():
            add_user(link, office_id(tmp_path / "first"), name, "p", "paralegal")
            mine = owner.replace("user=office_owner password=owner", f"user={name} password=p")
            join(mine, tmp_path / name, lambda where: open_key(where, "a long phrase"))
        link.close()
        told = written(tmp_path)
        with open_store(tmp_path / "first", KEY) as store:
            store.publisher.sync()
            with store.read() as reading:
                assert reading.value("SELECT count(*) FROM person") == DESKS * (EDITS + 1)
            assert store.verify_chain().ok
    took = sorted(one for desk in told for one in desk["took"])
    assert [desk["waiting"] for desk in told] == [0] * DESKS
    measure_amount(
        "PostgreSQL, 10 desks, an edit each a second, p99", took[int(len(took) * 0.99)] * 1000, 60, "ms"
    )


def names() -> list[str]:
    return [f"desk{number}" for number in range(DESKS)]


def written(home: Path) -> list[dict[str, object]]:
    """Let all desks begin at once; give what each told."""
    script = str(Path(__file__).with_name("postgres_writer.py"))
    running = [
        subprocess.Popen(
            [sys.executable, script, str(home / name), KEY.hex(), name, str(EDITS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in names()
    ]  # fmt: skip
    for one in running:
        assert one.stdout is not None and one.stdout.readline() == "ready\n"  # noqa: PT018
    for one in running:
        one.stdin.write("go\n")  # type: ignore[union-attr]
        one.stdin.flush()  # type: ignore[union-attr]
    return [json.loads(one.communicate()[0]) for one in running]
