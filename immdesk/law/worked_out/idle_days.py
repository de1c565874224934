"""Days without a job during practical training, which end the status of a student when they are too many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from immdesk.basics.dates import add_days, days_between
from immdesk.basics.finding import Line
from immdesk.basics.shown import in_words, on_screen
from immdesk.basics.unknown import Nothing
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked, WorkedOut

_IDLE = "8 CFR 214.2(f)(10)(ii)(E)"

Span = tuple[date, date]
"""From a day to a day, both included; a job that goes on ends at the end of time."""


def unemployment(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Count the days without qualifying employment since the permit began, weekends and trips included.

    Given `ead_start`; `first_job_start` (none: no job yet) or the list `jobs` (rows with `start`, `end`);
    `limit`, or else whether there is a STEM extension (`stem_until`); `as_of`, up to which jobs are known:
    without it the days since the last job are not counted. `must_start_by` is the last day on which a job
    may begin without the limit being exceeded. 8 CFR 214.2(f)(10)(ii)(E).
    """
    start, as_of = names.day("ead_start"), names.get("as_of")
    if not isinstance(start, date):
        return Worked(ask=frozenset({names.path("ead_start")}))
    if backward := _backward(names):
        return Worked(ask=frozenset({names.path("jobs")}), note=backward)
    idle = idle_time(names, parameters)
    if idle is None:
        return Worked(ask=frozenset({names.path("first_job_start")}))
    results = _counted(names, start, idle.gaps, idle.limit) if idle.jobs or isinstance(as_of, date) else {}
    if idle.since is not None:
        before = sum(days_between(first, last) + 1 for first, last in idle.gaps if last < idle.since)
        results["must_start_by"] = _must_start(idle.since, before, idle.limit)
    return Worked(results)


@dataclass(frozen=True, slots=True)
class IdleTime:
    """The jobs since the permit began, the stretches without one, the days allowed, and since when idle.

    `since` is None while a job goes on.
    """

    jobs: tuple[Span, ...]
    gaps: tuple[Span, ...]
    limit: int
    since: date | None


def idle_time(names: Names, parameters: Mapping[str, str]) -> IdleTime | None:
    """Give the days behind `unemployment`, for who shows them; None where it asks."""
    start, as_of, spans = names.day("ead_start"), names.get("as_of"), _jobs(names)
    if spans is None or not isinstance(start, date):
        return None
    gaps = _gaps(start, spans, as_of if isinstance(as_of, date) else None)
    return IdleTime(tuple(spans), tuple(gaps), _limit(names, parameters), _idle_since(start, spans))


def _backward(names: Names) -> str:
    """Say which job ends before it begins; "" when none does."""
    rows = names.get("jobs")
    for span in (_span(row) for row in rows) if isinstance(rows, tuple) else ():
        if span is not None and span[1] < span[0]:
            said = _("The job that began on {} ends before it begins, on {}. Correct the days.")
            return said.format(in_words(span[0]), in_words(span[1]))
    return ""


def _counted(names: Names, start: date, gaps: tuple[Span, ...], limit: int) -> dict[str, Result]:
    days = sum(days_between(first, last) + 1 for first, last in gaps)
    begun = Line(start, _("the permit begins"), "", _IDLE, names.path("ead_start"))
    total = Line(days, _("days without a job"), _("every calendar day counts"), _IDLE)
    lines = (begun, *(_gap_line(first, last) for first, last in gaps), total)
    allowed = Line(limit, _("days allowed"), "", _IDLE, names.path("limit"))
    return {"days": Result(days, lines), "exceeded": Result(days > limit, (*lines, allowed))}


def _jobs(names: Names) -> list[Span] | None:
    """Give from when to when somebody worked, in order; None when nobody has said."""
    rows, first = names.get("jobs"), names.day("first_job_start")
    if isinstance(rows, tuple):
        read = [_span(row) for row in rows]
        spans = sorted(one for one in read if one is not None)
        return spans if len(spans) == len(read) else None
    if isinstance(first, date):
        return [(first, date.max)]
    return [] if isinstance(first, Nothing) else None


def _span(row: Mapping[str, Any]) -> Span | None:
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, date):
        return None
    if end is None or isinstance(end, Nothing):
        return start, date.max
    return (start, end) if isinstance(end, date) else None


def _gaps(start: date, spans: list[Span], as_of: date | None) -> list[Span]:
    """Give the stretches without a job from `start`, up to the day before the last job or to `as_of`."""
    gaps, free = [], start
    for first, last in spans:
        if first > free:
            gaps.append((free, add_days(first, -1)))
        free = max(free, add_days(last, 1) if last < date.max else date.max)
    if as_of is not None and free <= as_of:
        gaps.append((free, as_of))
    return gaps


def _idle_since(start: date, spans: list[Span]) -> date | None:
    """Give since when nobody employs the person; None while a job goes on."""
    last = max((one for _first, one in spans), default=None)
    if last is None:
        return start
    return None if last == date.max else max(start, add_days(last, 1))


def _must_start(idle_since: date, before: int, limit: int) -> Result:
    left = max(0, limit - before)
    day = add_days(idle_since, left)
    lines = (
        Line(idle_since, _("the first day without a job"), "", _IDLE),
        Line(left, _("days left of {}").format(limit), "", _IDLE),
        Line(day, _("add {} days").format(left), _("a job that begins then keeps the limit"), _IDLE),
    )
    return Result(day, lines)


def _gap_line(first: date, last: date) -> Line:
    count = days_between(first, last) + 1
    return Line(count, _("days from {} to {}").format(on_screen(first), on_screen(last)), "", _IDLE)


def _limit(names: Names, parameters: Mapping[str, str]) -> int:
    limit = names.number("limit")
    if isinstance(limit, int):
        return limit
    return int(parameters["stem_limit" if isinstance(names.get("stem_until"), date) else "opt_limit"])


IDLE_DAYS: Final[Mapping[str, WorkedOut]] = {
    "opt_unemployment": WorkedOut(
        unemployment,
        given=("ead_start", "first_job_start", "jobs", "limit", "stem_until", "as_of"),
        gives=("days", "exceeded", "must_start_by"),
        parameters={"opt_limit": "number", "stem_limit": "number"},
    ),
}
