"""Dates to decide over all open cases: what the law proposes, moves, lifts, or sees printed otherwise."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, never, silent
from immdesk.basics.words import _, n_
from immdesk.office import computed, date_rows, dates
from immdesk.office.rows import Changed, DateRow
from immdesk.office.sign_in import may
from immdesk.office.signing import with_sign_offs

if TYPE_CHECKING:
    from immdesk.office.office import Office

WAITING = ("proposed", "moved", "lifted", "mismatch")
CHUNK = 200
"""How many cases are read between two looks at "cancelled"."""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """The dates that wait. `folded` are those that only inform or plan; `behind` counts the cases not
    looked at yet since they or the law changed."""

    material: tuple[DateRow, ...]
    folded: tuple[DateRow, ...]
    cases: int
    behind: int


def to_decide(office: Office, progress: Progress = silent, cancelled: Cancelled = never) -> ToDecide:
    """Bring up to date what changed, and give every date of the open cases that waits for a decision.

    Only cases that changed since they were last computed are computed again: by a fact, a rule, a fee, a
    closed day, an edition or the bulletin. Stopped, it gives what is known so far.
    """
    todo = computed.waiting(office)
    total = len(todo)
    while todo and not cancelled():
        computed.catch_up_a_while(office, todo, 0.5, cancelled)
        progress(total - len(todo), total, _("Working out the dates of {n} cases").format(n=total))
    return waiting_rows(office, cancelled)


def waiting_rows(office: Office, cancelled: Cancelled = never) -> ToDecide:
    """Give what waits as it is remembered; runs no rule. A date of a document stands there once."""
    ids = office.rows(
        "SELECT f.case_id FROM finding_cache f JOIN case_file c ON c.id = f.case_id "
        "WHERE f.waiting > 0 AND c.status = 'open' AND c.deleted_at IS NULL ORDER BY c.number"
    )
    found: dict[str, DateRow] = {}
    for start in range(0, len(ids), CHUNK):
        if cancelled():
            break
        for row in _rows_of(office, [one["case_id"] for one in ids[start : start + CHUNK]]):
            found.setdefault(row.key, row)
    rows = sorted(with_sign_offs(office, found.values()), key=_order)
    material = tuple(row for row in rows if is_material(row))
    folded = tuple(row for row in rows if not is_material(row))
    cases = len({row.case_id for row in rows})
    return ToDecide(material, folded, cases, len(computed.waiting(office)))


def _rows_of(office: Office, case_ids: Collection[str]) -> list[DateRow]:
    marks = ", ".join("?" * len(case_ids))
    rows = office.rows(f"SELECT findings FROM finding_cache WHERE case_id IN ({marks})", list(case_ids))
    kept: list[Mapping[str, Any]] = [one for row in rows for one in json.loads(row["findings"])["rows"]]
    return date_rows.from_text([dict(one) for one in kept if one["state"] in WAITING])


def _order(row: DateRow) -> tuple[str, str, str]:
    day = row.on or row.was_on
    return (day.isoformat() if day else "9999", row.case_number, row.title)


def is_material(row: DateRow) -> bool:
    """Say whether a date binds somebody: what only informs or plans is folded away, a lifted one is not."""
    return row.state == "lifted" or (row.severity != "info" and row.kind != "planning")


def can_accept(row: DateRow) -> bool:
    """Say whether a date may be accepted with others: a later printed day needs an attorney's own word."""
    return row.state in ("proposed", "moved", "lifted")


def accept_list(
    office: Office,
    chosen: Mapping[str, Collection[str]],
    together: bool,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Changed:
    """Accept dates of several cases: keys by case id; one operation for the list, or one for each case.

    Each is computed once more at this moment; one that is no longer proposed just so is left out and stays
    in the list, as is a fatal one that moves, where who sits here is no attorney. Stopped, a list that is
    kept together is not kept at all, else the cases done stay done.
    """
    approves = may(office, "approve")
    gathered: dict[str, tuple[Any, str | None]] = {}
    count = 0
    for place, (case_id, keys) in enumerate(chosen.items(), 1):
        if cancelled():
            break
        entries = _still_proposed(office, case_id, [key for key in keys if key not in gathered], approves)
        if together:
            gathered |= {entry.key: (entry, work) for entry, work in entries}
        elif entries:
            changed = dates.keep_entries(
                office, _("Accept dates"), entries, dates.accepted_words(len(entries))
            )
            count += len(entries)
        progress(place, len(chosen), _("Accepting the dates of {n} cases").format(n=len(chosen)))
    if not count and not gathered and not approves and not cancelled():
        raise Problem(
            _("Nothing was accepted."),
            _("A fatal date that moves or falls away is for an attorney, or the list has changed."),
            _("Accept the date alone; the desk then offers to ask an attorney."),
        )
    if together and gathered and not cancelled():
        words = dates.accepted_words(len(gathered))
        return dates.keep_entries(office, _("Accept dates of several cases"), gathered.values(), words)
    message = dates.accepted_words(count)
    return Changed(tables=frozenset({"docket_entry"}), message=message) if count != 1 else changed


def _still_proposed(
    office: Office, case_id: str, keys: Collection[str], approves: bool
) -> list[tuple[Any, str | None]]:
    """Give the entries of what is proposed now among `keys`, fatal changes only for who `approves`."""
    now = {
        row.key
        for row in dates.dates_of(office, case_id)
        if can_accept(row) and (approves or row.state == "proposed" or row.severity != "fatal")
    }
    wanted = [key for key in keys if key in now]
    return dates.accepted(office, case_id, wanted) if wanted else []


def head_words(found: ToDecide) -> str:
    """Say how much waits."""
    said = n_("{n} date waits for a decision", "{n} dates wait for a decision", len(found.material))
    cases = n_("in {n} case", "in {n} cases", found.cases)
    behind = n_("{n} case not looked at yet", "{n} cases not looked at yet", found.behind)
    words = f"{said} {cases}"
    return f"{words} · {behind}" if found.behind else words


def change_words(row: DateRow) -> str:
    """Say what accepting a date would do: new, moved from a day, no longer applies, printed otherwise."""
    was = on_screen(row.was_on) if row.was_on else ""
    return {
        "proposed": _("new"),
        "moved": _("moved from {day}").format(day=was),
        "lifted": _("no longer applies"),
        "mismatch": _("printed otherwise: an attorney decides"),
    }.get(row.state, "")


def line_words(row: DateRow) -> str:
    """Give a date in one line, for the command line."""
    day = row.shown or (on_screen(row.was_on) if row.was_on else "?")
    return f"{day:<18} {row.case_number}  {row.title}  {row.who}  [{change_words(row)}]".rstrip()
