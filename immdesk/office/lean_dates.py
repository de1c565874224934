"""The dates of some days read lean, for a month or a week: what a chip shows, without the arithmetic."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import iso_day
from immdesk.basics.words import told
from immdesk.docket.agenda import days_left
from immdesk.office.cases import short_name
from immdesk.office.pre_days import own_ahead, with_days
from immdesk.office.rows import DateRow
from immdesk.office.send_by import sent_rules

if TYPE_CHECKING:
    from immdesk.office.office import Office

_KEPT: Final = """
SELECT d.id, d.key, d.state, d.title, d.kind, d.severity, d.due_on, d.raw_on, d.rule, d.person_id,
       c.id AS case_id, c.number, c.title AS case_title, q.family_name, q.given_name,
       d.work LIKE '%"law_on": "%' AS chosen
FROM docket_entry d LEFT JOIN person q ON q.id = d.person_id
JOIN case_file c ON c.id = coalesce(d.case_id, (SELECT x.only_in_case FROM document x
  WHERE x.id = d.subject_id), (SELECT p.case_id FROM case_party p JOIN case_file o ON o.id = p.case_id
  WHERE p.person_id = d.person_id AND o.deleted_at IS NULL ORDER BY o.status <> 'open', o.number LIMIT 1))
WHERE d.state IN ('kept', 'done') AND d.due_on BETWEEN :first AND :until
AND (d.due_on <= :last OR :own OR d.rule IN (SELECT value FROM json_each(:sent)))"""

_WAITING: Final = """
SELECT json_extract(w.row, '$.key', '$.state', '$.title', '$.kind', '$.severity', '$.raw_on', '$.rule',
  '$.person_id', '$.who') AS said, w.due_on, c.id AS case_id, c.number, c.title AS case_title
FROM waiting_date w JOIN case_file c ON c.id = w.case_id
WHERE w.due_on BETWEEN :first AND :until AND c.status = 'open' AND c.deleted_at IS NULL
AND (w.due_on <= :last OR :own OR json_extract(w.row, '$.rule') IN (SELECT value FROM json_each(:sent)))
ORDER BY c.number DESC"""

_SAID: Final = ("key", "state", "title", "kind", "severity", "raw_on", "rule", "person_id", "who")


def lean_between(office: Office, first: date, last: date, ahead: int) -> tuple[DateRow, ...]:
    """Give what `dates.calendar` gives from `first` to `last`, without explanation, law or second look.

    Of the `ahead` days that follow only dates with a mark that may stand before `last`. Who looks at a day
    reads it whole. Loads no pack and runs no rule.
    """
    today = office.today()
    asked = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "until": (last + timedelta(days=ahead)).isoformat(),
        "own": int(any(own_ahead(office).values())),
        "sent": json.dumps(sorted(sent_rules())),
    }
    with office.store.read() as read:
        kept, waiting = read.all(_KEPT, asked), read.all(_WAITING, asked)
    each = {row["key"]: row for row in map(_told, waiting)}
    rows = with_days(office, [_row(row, today) for row in (*kept, *each.values())])
    return tuple(sorted(rows, key=lambda row: (row.on or date.max, row.title, row.case_number)))


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(zip(_SAID, json.loads(row["said"]), strict=True))
    return {**row, **said, "id": "", "chosen": 0}


def _row(row: Mapping[str, Any], today: date) -> DateRow:
    on = iso_day(row["due_on"])
    return DateRow(
        key=row["key"],
        entry_id=row["id"],
        state=row["state"],
        title=told(row["title"] or ""),
        who=row["who"] if "who" in row else short_name(row),
        case_id=row["case_id"],
        case_number=row["number"] or "",
        case_title=row["case_title"] or "",
        kind=row["kind"] or "",
        severity=row["severity"] or "",
        on=on,
        raw_on=iso_day(row["raw_on"] or ""),
        was_on=None,
        shown="",
        days_left=days_left(on, today) if row["state"] != "done" else None,
        rule=row["rule"] or "",
        law_on=on if row["chosen"] else None,
        person_id=row["person_id"] or "",
    )
