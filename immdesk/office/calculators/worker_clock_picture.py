"""The picture of a worker's clock: statuses, days abroad and extensions as bands; each trip, its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.law.worked_out.days_abroad import TripDays, days_of_each
from immdesk.law.worked_out.six_years import WorkerClock, counted_on, worker_clock
from immdesk.office.calculators.case_at import CaseAt, value_of
from immdesk.office.calculators.shapes import Band, BandKind, Chart, Table

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding
    from immdesk.law.working import Names
    from immdesk.office.calculators.worker_clock import Weighed

_DAY = timedelta(days=1)


def is_proven(trip: Mapping[str, Any], person: Mapping[str, Any]) -> bool:
    """Say whether the return of a trip is on record: an arrival of that very day is recorded."""
    return _proof(trip.get("returned_on"), person) != ""


def trips_table(at: CaseAt, days: Finding, limit: Finding, person: Mapping[str, Any]) -> tuple[Table, ...]:
    """Give each trip as the rules counted it, with why not all of its days, and its proof."""
    names = _names(days)
    rows = names.get("trips") if names else None
    if names is None or not isinstance(rows, tuple) or not rows:
        return ()
    since = names.get("window_start")
    first = since if isinstance(since, date) else date.min
    each = days_of_each(rows, first, over_by=counted_on(names))
    total = sum(one.counted for one in each)
    note = n_("{n} whole day abroad in all.", "{n} whole days abroad in all.", total)
    used = value_of(limit, "recapture_days")
    if isinstance(used, int) and used != total:
        more = n_(
            "{n} of them falls within the years counted.", "{n} of them fall within the years counted.", used
        )
        note = f"{note} {more}"
    columns = (
        _("Left"),
        _("Came back"),
        _("Whole days"),
        _("Given back"),
        _("Return on record"),
        _("Remark"),
    )
    return (Table(_("Trips abroad"), columns, tuple(_trip(one, person) for one in each), note),)


def _trip(one: TripDays, person: Mapping[str, Any]) -> tuple[str, ...]:
    proof = _proof(one.back, person) or _("no")
    return on_screen(one.left), on_screen(one.back), str(one.whole), str(one.counted), proof, one.said


def _proof(back: Any, person: Mapping[str, Any]) -> str:
    """Say what is recorded of the arrival on the day of return; "" when nothing is."""
    if not isinstance(back, date):
        return ""
    for entry in _rows(person, "entries"):
        if entry.get("arrived_on") == back:
            port = entry.get("port")
            return (
                _("arrival at {port}").format(port=port) if isinstance(port, str) else _("arrival recorded")
            )
    i94 = any(one.get("kind") == "i94" and one.get("issued_on") == back for one in _rows(person, "documents"))
    return _("I-94 of that day") if i94 else ""


def _rows(person: Mapping[str, Any], word: str) -> tuple[Mapping[str, Any], ...]:
    rows = person.get(word)
    return rows if isinstance(rows, tuple) else ()


def clock_chart(at: CaseAt, weighed: Weighed, person: Mapping[str, Any]) -> tuple[Chart, ...]:
    """Give the bands of the clock, from the very days that the rule counted; none when it asks."""
    clock = _clock(at, weighed.limit)
    end = value_of(weighed.limit, "max_out")
    if clock is None or not isinstance(end, date):
        return ()
    over = clock.end + _DAY
    rows: list[tuple[str, tuple[Band, ...]]] = [
        (_("Status"), tuple(_statuses(clock, _names(weighed.limit), at.today))),
        (_("Trips"), tuple(_trips(clock, person))),
        (_("Given back"), tuple(Band("", *span, "away", _long(span)) for span in clock.recaptured)),
        (_("Limit"), tuple(_limit_bands(weighed, over))),
    ]
    if past := tuple(_past(weighed)):
        rows.append((_("Past the limit"), past))
    legend: tuple[tuple[BandKind, str], ...] = (
        ("window", _("trip, return on record")),
        ("wait", _("trip, return not on record")),
    )
    shown = tuple(row for row in rows if row[1])
    return (Chart(_("The years, and the days abroad"), shown, at.today, legend),)


def _statuses(clock: WorkerClock, names: Names | None, today: date) -> Iterable[Band]:
    """Give each status as it is recorded, told by whether its days count, and the days without one."""
    last = max(clock.end, today)
    rows = names.get("status_periods") if names else None
    known = [row for row in rows if _in_order(row)] if isinstance(rows, tuple) else []
    for row in known:
        until = row["until"] if isinstance(row.get("until"), date) else last
        counts = any(first <= row["from"] <= end for first, end in clock.counted)
        yield Band(str(row.get("status") or ""), row["from"], until, "counted" if counts else "other")
    for first, end in () if known else clock.counted:
        yield Band(_("H or L"), first, min(end, last), "counted")
    for first, end in clock.gaps:
        yield Band("", first, end, "gap")


def _in_order(row: Mapping[str, Any]) -> bool:
    first, until = row.get("from"), row.get("until")
    return isinstance(first, date) and not (isinstance(until, date) and until < first)


def _trips(clock: WorkerClock, person: Mapping[str, Any]) -> Iterable[Band]:
    for left, back in clock.away.trips:
        proof = _proof(back, person)
        yield Band("", left, back, "window" if proof else "wait", proof)


def _limit_bands(weighed: Weighed, over: date) -> Iterable[Band]:
    base, end = value_of(weighed.limit, "base_end"), value_of(weighed.limit, "max_out")
    by = value_of(weighed.perm_by, "perm_by") if weighed.perm_by else None
    if isinstance(by, date):
        yield Band(_("PERM by"), by, by, "mark")
    if isinstance(base, date) and base != end:
        yield Band("", base, base, "mark", _("without days abroad"))
    yield Band("", over, over + timedelta(days=365), "over")


def _past(weighed: Weighed) -> Iterable[Band]:
    if weighed.one_year and isinstance(first := value_of(weighed.one_year, "earliest_exempt_start"), date):
        yield Band(_("one year at a time from"), first, first + timedelta(days=364), "counted")
    if weighed.three_years and isinstance(last := value_of(weighed.three_years, "max_end"), date):
        yield Band(_("three years until"), last, last, "mark")


def _clock(at: CaseAt, limit: Finding) -> WorkerClock | None:
    """Give the days behind the limit, by the function and the numbers that the rule itself uses."""
    names, version = _names(limit), at.library.rules[limit.rule].only
    if names is None or version is None:
        return None
    numbers = version.parameters
    kind = str(names.get("classification")).replace("-", "").lower()
    years = numbers.get("years") or numbers.get(f"{kind}_years")
    return worker_clock(names, int(years), numbers["counted"].split()) if years else None


def _names(finding: Finding) -> Names | None:
    from immdesk.law.working import Names

    return finding.known if isinstance(finding.known, Names) else None


def _long(span: tuple[date, date]) -> str:
    return n_("{n} whole day", "{n} whole days", (span[1] - span[0]).days + 1)
