"""How soon a colleague's change stands at another open desk: on a shared folder, and on a server."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from immdesk.office import on_server, sharing
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.office.server_address import Address, put
from tests.benchmarks.ratio import Figure, keep
from tests.conftest import DAY
from tests.desk import DeskDriver, open_desk
from tests.postgres import Server

pytestmark = pytest.mark.benchmark_run
CHANGES, LIMIT = 8, 3.0
WHO = "SELECT id FROM person WHERE given_name = 'Łukasz'"


def test_a_colleagues_change_is_seen_on_a_shared_folder(
    qapp: object, practice_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "share").mkdir()
    with _office(practice_folder, tmp_path) as office:
        sharing.put_on_share(office, tmp_path / "share")

    def join(name: str) -> Office:
        clock = stopped_at(DAY)
        return sharing.join(tmp_path / "share", tmp_path / name, passphrase="", clock=clock, user=name)

    _measure("share, a colleague's change visible", join, tmp_path)


def test_a_colleagues_change_is_seen_on_a_server(
    qapp: object, practice_folder: Path, tmp_path: Path, server: Server, database: str
) -> None:
    owner = Address("localhost", str(server.port), database, "office_owner", str(server.ca), "owner")
    users = {"ana": f"ana_{database}", "bob": f"bob_{database}"}
    with _office(practice_folder, tmp_path) as office:
        put(office, owner, users["ana"], "twelve letters")
    on_server.add_user(tmp_path / "office", owner.conninfo(), users["bob"], "twelve letters", "paralegal")

    def join(name: str) -> Office:
        mine = server.conninfo(users[name], "'twelve letters'", database)
        return on_server.join(mine, tmp_path / name, passphrase="", clock=stopped_at(DAY), user=name)

    _measure("PostgreSQL, a colleague's change visible", join, tmp_path)


def _measure(label: str, join: Callable[[str], Office], home: Path) -> None:
    """Change a client's name at one desk; wait until the list of cases in the other's window shows it."""
    with ExitStack() as closing:
        bob, ana = closing.enter_context(join("bob")), closing.enter_context(join("ana"))
        desk = open_desk(home / "settings", ana)
        closing.callback(desk.leave)
        desk.go_to("Cases")
        desk.wait_for(lambda: desk.window.sharing.last)
        took = sorted(_seen(desk, bob, f"Wiśniewski-{count}") for count in range(CHANGES))
    detail = f"{CHANGES} changes, median {statistics.median(took):.2f} s, slowest {took[-1]:.2f} s"
    keep(Figure(label, took[-1], LIMIT, "s", detail))


def _seen(desk: DeskDriver, bob: Office, name: str) -> float:
    from immdesk.records.people import Person

    which = bob.rows(WHO)[0]["id"]
    bob.change("Name", lambda session: setattr(session.get_one(Person, which), "family_name", name))
    began = time.perf_counter()  # bob was told that it is kept
    desk.wait_for(lambda: any(name in cell for row in desk.rows("Cases") for cell in row))
    return time.perf_counter() - began


@contextmanager
def _office(practice_folder: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(practice_folder, tmp_path / "office")
    with open_office(tmp_path / "office", clock=stopped_at(DAY), user="ana") as office:
        yield office
