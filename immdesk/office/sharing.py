"""An office with many desks on a shared folder: put there, joined, looked at every two seconds, and told of.

Nothing here makes the screen wait: what asks the share runs beside it, and reading is always from this desk's
own copy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_
from immdesk.office.clock import Clock, real_clock
from immdesk.office.office import Office
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.store.operations import Operation
    from immdesk.store.share.publisher import Shared
    from immdesk.store.share.states import Synced

BLOCK = 10
"""Case numbers that a desk keeps for work away from the share."""
FEW = 3
"""So few left, and the desk keeps more."""
NUMBERS = "numbers away"
ONE_BY_ONE = 50
"""So many changes of others are settled one by one; more at once, as after a week away, together."""
LISTEN = 30.0
"""Seconds for which a desk waits for news of a server, before it looks all the same."""
TIDY = 30
"""Looks at the share between two rounds of upkeep: about a minute."""


@dataclass(frozen=True, slots=True)
class SharingRow:
    """How this desk and the share stand: `kind` is "alone", "well", or what is wrong, which the words tell.

    `waiting` operations of this desk are not on the share yet, `held` wait for a choice.
    """

    kind: str
    folder: str = ""
    happened: str = ""
    means: str = ""
    do: str = ""
    waiting: int = 0
    held: int = 0
    home: str = ""
    """"share" or "server"."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody at another desk; `case` is the title of the case that is open there, "" for none."""

    who: str
    device: str
    case_id: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at the share brought."""

    row: SharingRow
    changed: Changed | None = None
    colleagues: tuple[Colleague, ...] = ()


def row(office: Office) -> SharingRow:
    """Give how this desk and the share stand. Asks only this computer."""
    shared = _shared(office)
    if shared is None:
        return SharingRow("alone")
    state = shared.state()
    words = shared.words(state.kind, state.seq) if state.kind != "well" else None
    folder = shared.place()
    if words is None:
        return SharingRow("well", folder, "", "", "", state.waiting, state.held, shared.home_kind)
    said = (words.happened, words.means, words.do)
    return SharingRow(state.kind, folder, *said, state.waiting, state.held, shared.home_kind)


def in_words(row: SharingRow) -> list[str]:
    """Give how this desk and the share stand, as lines to read."""
    if row.kind == "alone":
        return [_("This office lives on this computer alone.")]
    if row.kind != "well":
        said = [row.happened, row.means, row.do]
    else:
        at_server = row.home == "server"
        said = [_("The server is in reach.") if at_server else _("The shared folder is in reach.")]
    if row.waiting:
        said.append(n_("{n} change waits to be sent.", "{n} changes wait to be sent.", row.waiting))
    if row.held:
        said.append(n_("{n} change waits for a choice.", "{n} changes wait for a choice.", row.held))
    return said


def is_shared(office: Office) -> bool:
    """Say whether this office lives on a shared folder."""
    return _shared(office) is not None


def listens(office: Office) -> bool:
    """Say whether the office's home tells by itself when a colleague did something: a server does."""
    shared = _shared(office)
    return shared is not None and shared.home_kind == "server"


def news(office: Office) -> bool:
    """Wait for news of a colleague, at most half a minute, and say whether some came; runs beside the screen.

    False at once when the office is closed or its home is away.
    """
    shared = _shared(office)
    return shared is not None and shared.wait(LISTEN)


def look(office: Office, case_id: str = "") -> Looked:
    """Take in what others did, send what waits, and say so; `case_id` is the case that is open here.

    Runs beside the screen: a share that hangs keeps only this waiting.
    """
    shared = _shared(office)
    if shared is None:
        return Looked(SharingRow("alone"))
    synced = shared.sync()
    if shared.state().kind == "well":
        _upkeep(office, shared)
    colleagues = _colleagues(office, shared, case_id)
    return Looked(row(office), _settled(office, synced), colleagues)


def hangs(office: Office) -> None:
    """Remember that the share does not answer: changes stay here until the look at it comes back."""
    shared = _shared(office)
    if shared is not None:
        shared.hangs()


def hurry(office: Office, runner: Callable[[Callable[[], Any]], Any]) -> None:
    """Let a change wait for the share only as long as `runner` does, which raises TimeoutError."""
    shared = _shared(office)
    if shared is not None:
        shared.hurried = runner


def put_on_share(office: Office, root: Path, watched: Watched = ALONE) -> None:
    """Put this office on the empty shared folder `root`; open it anew afterwards.

    Raises Refused in plain words when the folder cannot carry it, Stopped when somebody cancelled.
    """
    from immdesk.store.share.moving_in import put_on_share as put

    must(office, "people")
    put(office.store, root, watched)


def join(
    root: Path,
    folder: Path,
    *,
    passphrase: str,
    clock: Clock = real_clock,
    user: str = "",
    watched: Watched = ALONE,
) -> Office:
    """Make this desk's own copy of the office on the share `root` in the empty `folder`, and open it.

    A recovery code does as well. Raises Refused when the passphrase is wrong, or the share or the folder
    will not do.
    """
    from immdesk.office.keys import open_copy
    from immdesk.store.recovery import open_either
    from immdesk.store.share.moving_in import join as copy

    key = copy(root, folder, lambda here: open_either(here, passphrase), watched)
    return open_copy(folder, key, passphrase, clock=clock, user=user)


def numbers_away(session: Session) -> list[int]:
    """Give the numbers that this desk keeps for cases opened away from the share."""
    from sqlalchemy import text

    kept = session.scalar(text("SELECT value FROM meta WHERE key = :key"), {"key": NUMBERS})
    return [int(one) for one in json.loads(kept)] if kept else []


# -- private ----------------------------------------------------------------------------------


def _shared(office: Office) -> Shared | None:
    if office.locked:
        return None
    from immdesk.store.publisher import ALONE

    publisher = office.store.publisher
    if publisher is ALONE:
        return None
    from immdesk.store.share.publisher import Shared

    return publisher if isinstance(publisher, Shared) else None


def _on_a_folder(office: Office) -> bool:
    from immdesk.store.home import share_of

    return share_of(office.folder) is not None


def _settled(office: Office, synced: Synced) -> Changed | None:
    """Let what this computer remembers follow what was taken in; give it as one change for the screens."""
    done: Sequence[Operation] = (*synced.taken_in, *synced.rebased.taken_in, *synced.rebased.again)
    moved = synced.from_snapshot or synced.rebased.held or synced.rebased.beside or synced.given_back
    if not done and not moved:
        return None
    told = [office.settle(one, "") for one in (done if len(done) <= ONE_BY_ONE else [_all_of(done)])]
    tables = frozenset().union(*(one.tables for one in told)) if told else frozenset()
    return Changed(
        done[-1].id if done else "",
        tables | {"person", "case_file"} if synced.from_snapshot else tables,
        frozenset().union(*(one.cases for one in told)) if told else frozenset(),
        frozenset().union(*(one.people for one in told)) if told else frozenset(),
        _said(synced),
    )


def _all_of(done: Sequence[Operation]) -> Operation:
    """Give many operations as one, for what only wants to know what was touched."""
    return replace(
        done[-1],
        tables=frozenset().union(*(one.tables for one in done)),
        cases=frozenset().union(*(one.cases for one in done)),
        people=frozenset().union(*(one.people for one in done)),
    )


def _said(synced: Synced) -> str:
    """Say what became of work done away; what colleagues did is seen, and not announced."""
    done, said = synced.rebased, []
    if synced.given_back:
        words = n_(
            "The shared office had been put back to an earlier day: this desk gave it back {n} change.",
            "The shared office had been put back to an earlier day: this desk gave it back {n} changes.",
            synced.given_back,
        )
        said.append(words)
    if synced.sent and (done.again or done.held):
        said.append(n_("{n} change made away was sent.", "{n} changes made away were sent.", synced.sent))
    if done.beside:
        words = n_(
            "{n} stands beside a colleague's change of the same record.",
            "{n} stand beside a colleague's change of the same record.",
            done.beside,
        )
        said.append(words)
    if done.renumbered:
        words = n_("{n} case got another number.", "{n} cases got other numbers.", done.renumbered)
        said.append(words)
    if done.held:
        said.append(n_("{n} waits for your choice.", "{n} wait for your choice.", done.held))
    return " ".join(said)


def _upkeep(office: Office, shared: Shared) -> None:
    shared.looks += 1
    if shared.looks % TIDY != 1:
        return
    from immdesk.store.share.trouble import Away
    from immdesk.store.share.upkeep import agree_on_ways, tidy

    if not _on_a_folder(office):
        shared.forget(())
        with suppress(Away, Refused):
            agree_on_ways(shared, office.folder)
        return

    tidy(shared, office.folder, office.store.key_for("database"))
    _keep_numbers(office)


def _keep_numbers(office: Office) -> None:
    """Keep case numbers for this desk, so that cases opened away get numbers that nobody else gives."""
    with office.store.read() as read:
        kept = json.loads(read.value("SELECT value FROM meta WHERE key = ?", [NUMBERS]) or "[]")
        firm = read.value("SELECT count(*) FROM office")
        used = {str(one[0]).rpartition("-")[2] for one in read.tuples("SELECT number FROM case_file")}
    free = [one for one in kept if f"{one:04d}" not in used]
    if not firm or len(free) >= FEW:
        return
    try:
        first, _changed = office.change(
            _("Keep case numbers for work away from the shared folder"), _take_block
        )
    except Problem:
        return
    with office.store.local() as local:
        numbers = json.dumps([*free, *range(first, first + BLOCK)])
        local.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [NUMBERS, numbers])


def _take_block(session: Session) -> int:
    from sqlalchemy import select

    from immdesk.records.firm import OfficeRecord

    firm = session.scalars(select(OfficeRecord)).one()
    first = firm.next_case_number or 1
    firm.next_case_number = first + BLOCK
    return first


def _colleagues(office: Office, shared: Shared, case_id: str) -> tuple[Colleague, ...]:
    from immdesk.store.share import presence

    if shared.state().kind != "well" or not _on_a_folder(office):
        return ()
    me = presence.Present(office.user, office.store.device, case_id)
    presence.say(shared.share, shared.keys, me)
    found = presence.others(shared.share, shared.keys, me)
    titles = _titles(office, [one.case_id for one in found if one.case_id])
    return tuple(Colleague(one.who, one.device, one.case_id, titles.get(one.case_id, "")) for one in found)


def _titles(office: Office, ids: list[str]) -> dict[str, str]:
    if not ids:
        return {}
    sql = "SELECT id, title FROM case_file WHERE id IN (SELECT value FROM json_each(?))"
    return {one["id"]: one["title"] or "" for one in office.rows(sql, [json.dumps(ids)])}
