"""Desks that write while their server is stopped, cut off, swallowed, restarted, and its locks are held.

python -m tests.store.server.cuts [SECONDS-OF-A-CUT ...]     (4 and 40 when none are given)

Two desks write without a pause. Whatever they were told is kept must be on the server and at both desks in
the end, once each; the chains hold, and the desks are the same.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from immdesk.records.people import Person
from immdesk.store import Store, create_store, open_store
from immdesk.store.home import office_id
from immdesk.store.keys import Cost, add_passphrase, open_key
from immdesk.store.server.link import Link
from immdesk.store.server.moving_in import join, put_on_server
from immdesk.store.server.people import add_user
from tests.postgres import Server, running_server
from tests.store.server.network import Network

KEY, PHRASE = bytes(range(32)), "a long office phrase"


@dataclass
class Report:
    """What a campaign did and found; `wrong` is empty when nothing was lost or doubled."""

    kept: int = 0
    longest: float = 0.0
    away: int = 0
    done: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def campaign(server: Server, home: Path, seconds: tuple[float, ...]) -> Report:
    """Do everything to the server, once for each length of a cut; give what was found."""
    database, report = server.make_database(), Report()
    with _network(server) as network, _desks(server, database, network, home) as desks:
        ended = threading.Event()
        writers = [threading.Thread(target=_write, args=(one, ended, report)) for one in desks]
        for one in writers:
            one.start()
        for name, trouble in _troubles(server, database, network, seconds):
            trouble()
            _pause(0.3)
            report.done.append(name)
        ended.set()
        for one in writers:
            one.join()
        _settle(desks, report)
        _compare(desks, server, database, report)
    return report


def _troubles(
    server: Server, database: str, network: Network, seconds: tuple[float, ...]
) -> Iterator[tuple[str, Callable[[], None]]]:
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ImmDesk'"
    for length in seconds:
        yield f"network cut {length:g} s", _then(network.cut, length, network.mend)
        yield f"packets swallowed {length:g} s", _then(network.swallow, length, network.mend)
        yield f"server stopped {min(length, 4):g} s", _then(server.stop, min(length, 4), server.start)
        yield "every connection ended", lambda: _discard(server.run(ours))
        for name, sql in (
            ("a desk asleep in line", "SELECT pg_advisory_lock(7653)"),
            ("somebody idle in a transaction", "LOCK TABLE immdesk.operation IN SHARE MODE"),
        ):
            yield f"{name} {min(length, 6):g} s", _held(server, database, sql, min(length, 6))


def _then(first: Callable[[], None], seconds: float, last: Callable[[], None]) -> Callable[[], None]:
    def both() -> None:
        first()
        _pause(seconds)
        last()

    return both


def _held(server: Server, database: str, sql: str, seconds: float) -> Callable[[], None]:
    def hold() -> None:
        import psycopg

        with psycopg.connect(server.conninfo("postgres", "root", database)) as held:
            held.execute(sql)  # type: ignore[call-overload]
            _pause(seconds)

    return hold


def _write(store: Store, ended: threading.Event, report: Report) -> None:
    """Write people with numbers without a rest; look at the server in between, as a window does."""
    count, me = 0, store.device
    while not ended.is_set():
        count += 1
        began = time.monotonic()

        def add(session: Session, name: str = f"{me} {count}") -> None:
            session.add(Person(family_name=name))

        store.change("Add", me, "", add, now=datetime.now(UTC))
        report.longest = max(report.longest, time.monotonic() - began)
        report.kept += 1
        shared: Any = store.publisher
        report.away += shared.away
        if shared.away or count % 5 == 0:
            store.publisher.sync()
        ended.wait(0.02)
    store.folder.joinpath("written").write_text(str(count))


def _settle(desks: tuple[Store, ...], report: Report) -> None:
    """Let every desk send and take in until nothing waits."""
    for _round in range(200):
        states = []
        for one in desks:
            one.publisher.sync()
            shared: Any = one.publisher
            states.append(shared.state())
        if all(one.kind == "well" and not one.waiting and not one.held for one in states):
            return
        _pause(0.1)
    report.wrong.append(f"the desks did not settle: {states}")


def _compare(desks: tuple[Store, ...], server: Server, database: str, report: Report) -> None:
    for one in desks:
        one.publisher.sync()
    wanted = sorted(
        f"{one.device} {number}"
        for one in desks
        for number in range(1, int(one.folder.joinpath("written").read_text()) + 1)
    )
    found = [name for (name,) in server.run("SELECT family_name FROM record.person", database)]
    _same("the server", sorted(found), wanted, report)
    for one in desks:
        with one.read() as read:
            names = sorted(name for (name,) in read.tuples("SELECT family_name FROM person"))
        _same(one.device, names, wanted, report)
        if not one.verify_chain().ok:
            report.wrong.append(f"the chain of {one.device} does not hold")
    heads = {one.verify_chain().head for one in desks}
    if len(heads) != 1:
        report.wrong.append("the desks tell two histories")


def _same(where: str, found: list[str], wanted: list[str], report: Report) -> None:
    lost = sorted(set(wanted) - set(found))
    if lost or len(found) != len(wanted):
        report.wrong.append(f"{where}: {len(found)} for {len(wanted)}, lost {lost[:5]}")


@contextmanager
def _network(server: Server) -> Iterator[Network]:
    network = Network(server.port)
    try:
        yield network
    finally:
        network.close()


@contextmanager
def _desks(server: Server, database: str, network: Network, home: Path) -> Iterator[tuple[Store, ...]]:
    owner, first = server.owner(database), home / "first"
    with create_store(first, key=KEY, device="first") as store:
        add_passphrase(first, KEY, PHRASE, cost=Cost(64, 1, 1))
        put_on_server(store, owner, owner)
    link = Link(owner)
    opened = []
    try:
        for name in ("ana", "helen"):
            user = f"{name}_{database}"
            add_user(link, office_id(first), user, "p", "paralegal")
            mine = server.conninfo(user, "p", database).replace(f"={server.port} ", f"={network.port} ")
            join(mine, home / name, lambda where: open_key(where, PHRASE))
            made = open_store(home / name, KEY, device=name)
            shared: Any = made.publisher
            shared.hurried = _hurry
            opened.append(made)
        yield tuple(opened)
    finally:
        link.close()
        for one in opened:
            one.close()


def _hurry(call: Callable[[], Any]) -> Any:
    """Give a call to the network as long as a window does, and let it end by itself then."""
    told: list[Any] = []

    def run() -> None:
        try:
            told.append((call(), None))
        except BaseException as error:
            told.append((None, error))

    running = threading.Thread(target=run, daemon=True)
    running.start()
    running.join(1.5)
    if not told:
        raise TimeoutError
    result, error = told[0]
    if error is not None:
        raise error
    return result


def _pause(seconds: float) -> None:
    threading.Event().wait(seconds)


def _discard(_rows: object) -> None:
    """Nothing is wanted of what the server said."""


def main() -> int:
    """Run the campaign and print what was found."""
    lengths = tuple(float(one) for one in sys.argv[1:]) or (4.0, 40.0)
    with running_server() as server, TemporaryDirectory() as home:
        report = campaign(server, Path(home), lengths)
    for one in report.done:
        print(one)
    print(f"{report.kept} changes kept, {report.away} of them away; the longest took {report.longest:.1f} s")
    print("\n".join(report.wrong) or "nothing lost, nothing twice, one history")
    return bool(report.wrong)


if __name__ == "__main__":
    raise SystemExit(main())
