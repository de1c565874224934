"""What says that the office moved: one operation without rows, and a mark of each home to tell them apart."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from immdesk.store.engine import Connection

Kind = Literal["alone", "share", "server"]

FIRST = "first"
"""The mark of a home to which nobody moved: the office began there."""
MOVED = "office moved"
"""The line of the local table `meta` that holds the newest move of the office."""
OFFICE = "office.json"
MOVED_TO = "moved.json"
"""The file of an old shared folder that says where the office went, to whoever wants to join it."""
_WORD = "moved "
_KEEP = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True, slots=True)
class Move:
    """A move that the log tells: the mark and place of the new home, its number, who, and when (ISO, UTC)."""

    token: str
    kind: Kind
    place: str
    seq: int = 0
    who: str = ""
    device: str = ""
    at: str = ""

    def why(self) -> str:
        """Give the words of its operation."""
        return f"{_WORD}{self.token} {self.kind} {self.place}"


def move_of(line: Mapping[str, Any]) -> Move | None:
    """Give the move that an operation tells, None for any other operation."""
    why = str(line["why"])
    parts = why.split(" ", 3)
    if not why.startswith(_WORD) or len(parts) != 4 or parts[2] not in ("alone", "share", "server"):
        return None
    kind: Kind = parts[2]  # type: ignore[assignment]
    said = (int(line["seq"]), str(line["who"]), str(line["device"]), str(line["at"]))
    return Move(parts[1], kind, parts[3], *said)


def note(connection: Connection, line: Mapping[str, Any], rows: int) -> None:
    """Remember a move in the transaction in which its operation is taken in; any other costs nothing."""
    move = None if rows else move_of(line)
    if move is not None:
        connection.execute(_KEEP, [MOVED, written(move)])


def note_newest(connection: Connection) -> None:
    """Remember the newest move of a copy that came whole, in the open transaction."""
    connection.execute("DELETE FROM meta WHERE key = ?", [MOVED])
    sql = (
        "SELECT seq, why, who, device, at FROM operation WHERE why LIKE 'moved %' "
        "AND NOT EXISTS (SELECT 1 FROM operation_row r WHERE r.op = operation.id) ORDER BY seq DESC"
    )
    for seq, why, who, device, at in connection.execute(sql):
        line = {"seq": seq, "why": why, "who": who, "device": device, "at": at}
        if move_of(line) is not None:
            note(connection, line, 0)
            return


def newest(connection: Connection) -> Move | None:
    """Give the newest move that this copy knows."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", [MOVED]).fetchone()
    return read(found[0]) if found else None


def read(text: str) -> Move:
    """Give a move as it was remembered."""
    return Move(**json.loads(text))


def left(move: Move | None, home: str) -> bool:
    """Say whether the office has moved away from the home with the mark `home`."""
    return move is not None and move.token != home


def home_of(folder: Path) -> str:
    """Give the mark of the home that the office in `folder` lives in."""
    try:
        return str(json.loads((folder / OFFICE).read_text(encoding="utf-8")).get("home") or FIRST)
    except (OSError, ValueError, AttributeError):
        return FIRST


def keep_office(folder: Path, told: Mapping[str, object]) -> None:
    """Write where the office of this computer lives, whole or not at all."""
    part = folder / f"{OFFICE}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(dict(told), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / OFFICE)


def written(move: Move) -> str:
    """Give a move as it is remembered."""
    return json.dumps(asdict(move))
