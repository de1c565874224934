"""The dates of all cases as a timeline or a year shows them: read lean, without their arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from immdesk.basics.dates import iso_day
from immdesk.basics.marks import mark_for
from immdesk.basics.shown import on_screen
from immdesk.basics.timeline import Spot, Stretch
from immdesk.basics.words import _, told
from immdesk.office.cases import short_name
from immdesk.office.pre_days import chosen_days, has_own_day, own_ahead
from immdesk.office.send_by import sender

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

_MOST_GRACE: Final = 400  # no days of grace are longer

_KEPT = """
SELECT d.due_on, d.raw_on, d.title, d.kind, d.severity, d.state, d.person_id, d.case_id, d.subject_id, d.key,
       CASE d.output WHEN 'grace_end' THEN json_extract(d.work, '$.lines[0][0]') END
FROM docket_entry d WHERE d.state IN ('kept', 'done') AND d.due_on IS NOT NULL AND d.due_on <> ''"""

_WAITING = """
SELECT w.due_on, json_extract(w.row, '$.raw_on'), json_extract(w.row, '$.title'),
       json_extract(w.row, '$.kind'), json_extract(w.row, '$.severity'), json_extract(w.row, '$.state'),
       json_extract(w.row, '$.person_id'), w.case_id, '', json_extract(w.row, '$.key'),
       CASE WHEN w.row LIKE '%grace_end%' THEN json_extract(w.row, '$.explanation[0].value') END
FROM waiting_date w JOIN case_file c ON c.id = w.case_id
WHERE w.due_on IS NOT NULL AND c.status = 'open' AND c.deleted_at IS NULL ORDER BY c.number DESC"""

_FIRST_CASES = """
SELECT p.person_id, c.id FROM case_party p JOIN case_file c ON c.id = p.case_id WHERE c.deleted_at IS NULL
ORDER BY c.status = 'open', c.number DESC"""


class Read(NamedTuple):
    """What was read: every marked day in order, and the windows that belong to them with their case."""

    spots: list[Spot]
    windows: list[tuple[Spot, Stretch]]


def read_spots(office: Office, done: bool = True) -> Read:
    """Give every date on the docket and every one that waits, of all cases, in the order of days.

    Loads no pack and runs no rule. `done` says whether done dates are given. A window reaches from the day
    on which something opens to its last day; hatched days of grace follow a last safe day, or an end.
    """
    with office.store.read() as read:
        people = {row[0]: _name(row) for row in read.tuples("SELECT id, family_name, given_name FROM person")}
        cases = _cases(read)
        firsts = dict(read.tuples(_FIRST_CASES))
        shut = "SELECT id, only_in_case FROM document WHERE only_in_case IS NOT NULL AND only_in_case <> ''"
        only_in = dict(read.tuples(shut))
        kept, waiting = read.tuples(_KEPT), read.tuples(_WAITING)
    rows = {row[9]: row for row in kept}
    rows.update((row[9], row) for row in waiting)
    send, ahead = sender(office), {one: days for one, days in own_ahead(office).items() if days}
    chosen = chosen_days(office) if ahead else frozenset()
    spots: list[Spot] = []
    graces: list[tuple[Spot, str]] = []
    for due, raw, title, kind, severity, state, person, case, subject, key, begun in rows.values():
        case_id = case or only_in.get(subject) or firsts.get(person, "")
        day = iso_day(due)
        if case_id not in cases or day is None or (state == "done" and not done):
            continue
        number, name = cases[case_id]
        mark = mark_for(kind or "", severity or "", state)
        who = people.get(person, "") if person else ""
        one = Spot(
            day.toordinal(), mark.rank, told(title or ""), kind or "", severity or "", state,
            who, person or "", case_id, number, name, key,
        )  # fmt: skip
        spots.append(one)
        if begun:
            graces.append((one, begun))
        if state != "done" and (sent := send(key, state, raw, due)):
            spots.append(_sending(one, sent))
        if ahead.get(one.severity) and key not in chosen and has_own_day(one.kind, state):
            spots.append(_own(one, ahead[one.severity]))
    spots.sort()
    return Read(spots, [*windows_of(spots), *_graces(graces)])


def windows_of(spots: Iterable[Spot]) -> list[tuple[Spot, Stretch]]:
    """Give the windows for filing: from an opening to the last day of the same finding.

    Days after a last safe day are grace. What a document opens (a renewal) closes when the document ends.
    """
    groups: dict[str, list[Spot]] = defaultdict(list)  # by the key without its output: one finding of a rule
    ends: dict[str, int] = {}
    for one in spots:
        kind, key = one.kind, one.key
        if kind in ("opens", "closes", "deadline"):
            groups[key.rsplit(",", 2)[0]].append(one)
        elif kind == "status_end" and '"document"' in key:
            subject = _subject(one.key)
            ends[subject] = min(ends.get(subject, one.on), one.on)
    found: list[tuple[Spot, Stretch]] = []
    for group in groups.values():
        opens = next((one for one in group if one.kind == "opens"), None)
        if opens is not None:
            found += [(opens, one) for one in _window(opens, group, ends)]
    return found


def _window(opens: Spot, group: list[Spot], ends: dict[str, int]) -> Iterable[Stretch]:
    last = [one for one in group if one.kind == "closes" and one.on >= opens.on]
    safe = [one for one in group if one.kind == "deadline" and one.on >= opens.on]
    waits = any(one.state != "kept" and one.state != "done" for one in group)
    closing = min(last or safe, default=None)
    if closing is not None:
        until = min((one.on for one in safe), default=closing.on)
        yield Stretch(opens.on, min(until, closing.on), "window", opens.title, waits)
        if until < closing.on:
            yield Stretch(until + 1, closing.on, "grace", closing.title, waits)
    elif '"document"' in opens.key and ends.get(_subject(opens.key), 0) > opens.on:
        until = ends[_subject(opens.key)]
        yield Stretch(opens.on, until, "window", opens.title, waits, _("until the document ends"))


def _graces(found: Iterable[tuple[Spot, str]]) -> Iterable[tuple[Spot, Stretch]]:
    """Give the days of grace: from the day after the end that they are counted from."""
    for one, begun in found:
        end = date.fromordinal(one.on)
        days = (end - timedelta(days=back) for back in range(_MOST_GRACE))
        start = next((day for day in days if on_screen(day) == begun), None)
        if start is not None and start < end:
            waits = one.state not in ("kept", "done")
            yield one, Stretch(start.toordinal() + 1, one.on, "grace", one.title, waits)


def _subject(key: str) -> str:
    return key.split(",", 2)[-1].rsplit(",", 2)[0]


def _sending(one: Spot, sent: date) -> Spot:
    mark = mark_for("send_by", one.severity, one.state)
    title = _("Send: {title}").format(title=one.title)
    return one._replace(
        on=sent.toordinal(), rank=mark.rank, kind="send_by", title=title, key=f"{one.key}|send"
    )


def _own(one: Spot, days: int) -> Spot:
    mark = mark_for("own_day", one.severity, one.state)
    title = _("Our day: {title}").format(title=one.title)
    return one._replace(on=one.on - days, rank=mark.rank, kind="own_day", title=title, key=f"{one.key}|own")


def _cases(read: Reading) -> dict[str, tuple[str, str]]:
    sql = "SELECT id, number, title FROM case_file WHERE deleted_at IS NULL"
    return {row[0]: (row[1] or "", row[2] or "") for row in read.tuples(sql)}


def _name(row: tuple[Any, ...]) -> str:
    return short_name({"family_name": row[1], "given_name": row[2]})
