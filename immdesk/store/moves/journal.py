"""What this computer remembers of a move: one that is under way, and the last one that was made from here.

Both lie in the encrypted copy, so that a program that was killed knows at its next start what it was doing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from immdesk.store.moves import marks
from immdesk.store.moves.measured import Pair, Sum

if TYPE_CHECKING:
    from immdesk.store.home import Store

UNDER_WAY, DONE, BROKEN = "move under way", "move done", "move broken off"


@dataclass(frozen=True, slots=True)
class Begun:
    """A move under way: its token, the mark, kind and place of the new home, how one connects to a server.

    `claimed` is yes once an office alone may only go on; elsewhere the log itself says so.
    """

    token: str
    mark: str
    kind: marks.Kind
    place: str
    owner: str = ""
    desk: str = ""
    at: str = ""
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A move that was made from this computer: from where, to where, when, and what was compared.

    `home` is the mark of the old home, `told` says where this computer found it (its office.json), `seq`
    the number of the operation that moved; `agreed` is the day on which the old place was taken away.
    """

    token: str
    home: str
    from_kind: marks.Kind
    from_place: str
    kind: marks.Kind
    place: str
    at: str
    seq: int
    told: str = ""
    agreed: str = ""
    pairs: tuple[Pair, ...] = ()


def written(what: Begun | Made) -> str:
    """Give it as it is remembered."""
    return json.dumps(asdict(what))


def keep(store: Store, name: str, what: Begun | Made) -> None:
    """Remember it, whole or not at all."""
    with store.local() as local:
        local.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [name, written(what)])


def drop(store: Store, name: str) -> None:
    """Forget it."""
    with store.local() as local:
        local.run("DELETE FROM meta WHERE key = ?", [name])


def kept(store: Store, name: str) -> str:
    """Give what was remembered, "" for nothing."""
    with store.read(whole=True) as read:
        return str(read.value("SELECT value FROM meta WHERE key = ?", [name]) or "")


def begun(store: Store) -> Begun | None:
    """Give the move that was under way when the program ended."""
    text = kept(store, UNDER_WAY)
    return Begun(**json.loads(text)) if text else None


def made(store: Store) -> Made | None:
    """Give the last move that was made from this computer."""
    text = kept(store, DONE)
    if not text:
        return None
    told: dict[str, Any] = json.loads(text)
    pairs = tuple(Pair(one["name"], Sum(**one["here"]), Sum(**one["there"])) for one in told.pop("pairs"))
    return Made(**told, pairs=pairs)
