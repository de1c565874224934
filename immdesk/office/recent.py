"""The cases that were opened last on this computer; kept in the office's encrypted file, never beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.office.office import Office

MANY = 12
_KEPT = "recent_cases"


@dataclass(frozen=True, slots=True)
class RecentCase:
    """A case that was opened lately."""

    id: str
    number: str
    title: str


def note_opened(office: Office, case_id: str) -> None:
    """Remember that a case was just opened."""
    ids = [case_id, *(one for one in _ids(office) if one != case_id)][:MANY]
    with office.store.local() as local:
        local.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_KEPT, json.dumps(ids)])


def recent_cases(office: Office) -> tuple[RecentCase, ...]:
    """Give the cases opened last, the last one first; those that are gone are left out."""
    ids = _ids(office)
    rows = office.rows(
        "SELECT c.id, c.number, c.title FROM json_each(?) j JOIN case_file c ON c.id = j.value "
        "WHERE c.deleted_at IS NULL ORDER BY j.key",
        [json.dumps(ids)],
    )
    return tuple(RecentCase(row["id"], row["number"], row["title"] or "") for row in rows)


def _ids(office: Office) -> list[str]:
    with office.store.read() as read:
        text = read.value("SELECT value FROM meta WHERE key = ?", [_KEPT])
    return [str(one) for one in json.loads(text)] if text else []
