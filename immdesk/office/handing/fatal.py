"""What came back and touches a fatal date waits for an attorney, as it would at a desk of the office."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from immdesk.office.sign_in import may

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.operations import RowChange
    from immdesk.store.share.op_file import Published

_DAY = frozenset(("due_on", "severity"))


def for_attorney(office: Office, operations: Collection[Published]) -> frozenset[str]:
    """Give the ids of those that move a fatal date or take it off; none where who sits here approves.

    Ticking a date off with its proof is anybody's work, as it is here.
    """
    touched = [(one.line["id"], row.pk) for one in operations for row in one.rows if _moves(row)]
    if not touched or may(office, "approve"):
        return frozenset()
    sql = "SELECT id FROM docket_entry WHERE severity = 'fatal' AND id IN (SELECT value FROM json_each(?))"
    fatal = {row["id"] for row in office.rows(sql, [json.dumps([pk for _one, pk in touched])])}
    return frozenset(one for one, pk in touched if pk in fatal)


def _moves(row: RowChange) -> bool:
    return row.table == "docket_entry" and row.act != "insert" and (row.act != "update" or any(_counts(row)))


def _counts(row: RowChange) -> Iterator[bool]:
    for name, _before, after in row.changed():
        yield name in _DAY or (name == "state" and after != "done")
