"""Absences of residents: what breaks continuous residence or presence, and the days spent here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.dates import MissingDay, add_days, add_months, add_years, days_between
from immdesk.basics.finding import Line
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.worked_out.days_abroad import (
    Span,
    TripDays,
    clipped,
    days_of_each,
    total_days,
    whole_days,
)
from immdesk.law.working import Names, Result, Tables, Worked

_BREAK = "INA 316(b); 8 CFR 316.5(c)(1)"
_PRESENCE = "8 CFR 316.2(a)(4); USCIS Policy Manual vol. 12 pt. D ch. 4"
_U_AND_T = "INA 245(l), 245(m)"


@dataclass(frozen=True, slots=True)
class _Break:
    """A return from a long absence: the day, and whether a whole year had passed."""

    back: date
    whole_year: bool
    lines: tuple[Line, ...]


def residence_break(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give when to file after a long absence: the return, all but one of the years, and one day more.

    Given `return_date` and `absence_at_least_one_year`, or `trips`, of which the one that reaches furthest
    governs. More than six months is presumed to break the residence: the presumption may be rebutted.
    INA 316(b); 8 CFR 316.5(c)(1)(i), (ii). The half year on top is practice.
    """
    if names.get("n470_approved") is True:
        kept = _("An approved Form N-470 preserves the residence for naturalization.")
        return Worked(outcome="not applicable", note=kept)
    years = names.number("years")
    full = years if isinstance(years, int) else int(parameters["years"])
    if str(full) not in (parameters["years"], parameters["married_years"]):
        note = _("The years of residence are {} or, married to a citizen, {}.")
        said = note.format(parameters["years"], parameters["married_years"])
        return Worked(ask=frozenset({names.path("years") or "years"}), note=said)
    breaks, odd = _breaks(names, parameters)
    if isinstance(breaks, Worked):
        return breaks
    found = [_after(one, full, int(parameters["more_months"])) for one in breaks]
    furthest = max(found, key=lambda results: results["earliest"].value)
    longest = max((results["without_presumption"] for results in found), key=lambda result: result.value)
    return Worked({**furthest, "without_presumption": longest}, note=odd)


def _breaks(names: Names, parameters: Mapping[str, str]) -> tuple[list[_Break] | Worked, str]:
    back, whole_year = names.day("return_date"), names.get("absence_at_least_one_year")
    if isinstance(back, date):
        if not isinstance(whole_year, bool):
            return Worked(ask=frozenset({names.path("absence_at_least_one_year")})), ""
        line = Line(back, _("came back"), "", _BREAK, names.path("return_date"))
        return [_Break(back, whole_year, (line,))], ""
    away = whole_days(_rows(names))
    odd = " ".join(away.odd)
    found = list(
        _long(away.trips, int(parameters["presumption_days"]), int(parameters["break_months"]), names)
    )
    if found:
        return found, odd
    none = _("No absence of more than six months is recorded.")
    return Worked(outcome="not applicable", note=f"{none} {odd}".strip()), ""


def _long(trips: Iterable[Span], days: int, months: int, names: Names) -> Iterator[_Break]:
    """Give the absences of more than `days` days, and which of them lasted `months` months or more."""
    for left, back in _joined(trips):
        length = days_between(left, back)
        if length <= days:
            continue
        whole_year = _a_whole_year(left, back, months)
        lines = (
            Line(left, _("left the United States"), "", _BREAK, names.path("trips")),
            Line(back, _("came back after {} days").format(length), "", _BREAK),
        )
        yield _Break(back, whole_year, lines)


def _a_whole_year(left: date, back: date, months: int) -> bool:
    return back >= add_months(left, months, "last_day_of_month")


@dataclass(frozen=True, slots=True)
class Absence:
    """One trip as recorded, and what it costs.

    `days` are its whole days abroad that no earlier trip has counted; `length` the days from leaving to
    coming back of the absence to which it belongs (overlapping trips are one); `said` why not all counts.
    """

    left: date | None
    back: date | None
    days: int
    length: int = 0
    presumed: bool = False
    whole_year: bool = False
    said: str = ""


def absence_by_absence(
    names: Names,
    parameters: Mapping[str, str],
    until: date | None = None,
    window: Span = (date.min, date.max),
) -> tuple[Absence, ...]:
    """Give each trip of `names` by its departure, as `physical_presence` and `residence_break` count them.

    `parameters` are those of `residence_break`: `presumption_days` and `break_months`. The days
    are those within `window`; who has not come back is away until `until`. The sum of the days is
    what `physical_presence` counts. 8 CFR 316.2(a)(4), 316.5(c)(1).
    """
    rows = _rows(names, until)
    joined = list(_joined(whole_days(rows).trips))
    found: list[Absence] = []
    for one in days_of_each(rows, *window):
        whole = next((span for span in joined if one.left and one.back and _within(one, span)), None)
        if whole is None:
            found.append(Absence(one.left, one.back, 0, said=one.said))
            continue
        length = days_between(*whole)
        long = length > int(parameters["presumption_days"])
        year = long and _a_whole_year(*whole, int(parameters["break_months"]))
        said = _("overlaps another trip: each day is counted once") if whole != (one.left, one.back) else ""
        found.append(Absence(one.left, one.back, one.counted, length, long, year, said))
    return tuple(found)


def _within(one: TripDays, span: Span) -> bool:
    """Say whether a trip lies in an absence; one that ends before it begins lies in none."""
    return bool(one.left and one.back and span[0] <= one.left <= one.back <= span[1])


def _after(one: _Break, years: int, more_months: int) -> dict[str, Result]:
    """Give the earliest day after one long absence, and the day after which no presumption is left."""
    whole = _counted(one, (years - 1) * 12, _("the return, {} years and one day").format(years - 1))
    words = _("the return, {} years, {} months and one day").format(years - 1, more_months)
    longer = _counted(one, (years - 1) * 12 + more_months, words)
    return {
        "earliest": whole if one.whole_year else longer,
        "without_presumption": longer,
        "whole_year_absence": Result(one.whole_year, one.lines),
    }


def _counted(one: _Break, months: int, words: str) -> Result:
    """Count months and one day; of 29 February the later day, else the end of a shorter month."""
    safe, other = _READINGS[(one.back.month, one.back.day) == (2, 29)]
    day, otherwise = (add_days(add_months(one.back, months, reading), 1) for reading in (safe, other))
    reason = _("no 90 days of early filing on top; an earliest day never rolls")
    lines = (*one.lines, Line(day, words, reason, _BREAK))
    if otherwise == day:
        return Result(day, lines)
    doubt = _("That month lacks the day; practice differs on which day stands for it.")
    return Result(day, lines, otherwise, doubt)


_READINGS: Mapping[bool, tuple[MissingDay, MissingDay]] = {
    False: ("last_day_of_month", "next_day"),
    True: ("next_day", "last_day_of_month"),
}


def physical_presence(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Count the whole days abroad, and the days here in the years before filing (or before today).

    Without `filing_date` the days abroad are those of all trips given. 8 CFR 316.2(a)(4); PM 12-D-4.
    """
    filing, today = names.day("filing_date"), names.day("today")
    until = filing if isinstance(filing, date) else today
    assert isinstance(until, date)
    away = whole_days(_rows(names, until))
    full, needed = presence_needed(names, parameters)
    first, last = presence_window(names, parameters, until)
    inside = total_days(clipped(away.spans, first, last))
    here = days_between(first, until) - inside
    abroad = inside if isinstance(filing, date) else total_days(away.spans)
    reason = _("the day of departure and the day of return are days in the United States")
    count = Line(abroad, _("whole days abroad, each day once"), reason, _PRESENCE, names.path("trips"))
    present = (
        Line(until, _("counted until the day before")),
        Line(first, _("go back {} years").format(full), "", _PRESENCE),
        Line(inside, _("whole days abroad since then"), "", _PRESENCE, names.path("trips")),
        Line(here, _("days of that time in the United States"), "", _PRESENCE),
    )
    enough = Line(needed, _("days needed"), _("at least half of the time"), _PRESENCE)
    results = {
        "days_abroad": Result(abroad, (count,)),
        "days_present": Result(here, present),
        "enough": Result(here >= needed, (present[-1], enough)),
    }
    notes = [*away.odd, *_too_long(away.trips, int(parameters["long_days"]))]
    return Worked(results, note=" ".join(notes))


def presence_needed(names: Names, parameters: Mapping[str, str]) -> tuple[int, int]:
    """Give the years before filing in which the days here count, and how many days it takes."""
    married = names.number("years") == int(parameters["married_years"])
    return (
        int(parameters["married_years" if married else "years"]),
        int(parameters["married_days" if married else "days"]),
    )


def presence_window(names: Names, parameters: Mapping[str, str], until: date) -> Span:
    """Give the first and the last of the days that count for a filing on `until`."""
    full, _needed = presence_needed(names, parameters)
    return add_years(until, -full, "last_day_of_month"), add_days(until, -1)


def _too_long(trips: Iterable[Span], days: int) -> Iterator[str]:
    most = max((days_between(left, back) for left, back in _joined(trips)), default=0)
    if most > days:
        said = _("One absence lasted {} days: look at continuous residence too.")
        yield said.format(most)


def continuous_presence(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether absences since the grant broke the presence: one too long, or too many days in all.

    Given `granted` and `trips`, those recorded so far. INA 245(l)(3), 245(m)(2).
    """
    granted, rows = names.day("granted"), names.get("trips")
    if not isinstance(granted, date) or isinstance(rows, Unknown):
        return Worked()
    away = whole_days(_rows(names))
    since = [(max(left, granted), back) for left, back in _joined(away.trips) if back > granted]
    most = max((days_between(left, back) for left, back in since), default=0)
    total = total_days(clipped(away.spans, granted))
    single, aggregate = int(parameters["single_days"]), int(parameters["total_days"])
    breaks = _("more than {} days break the presence")
    lines = (
        Line(most, _("days of the longest absence"), breaks.format(single), _U_AND_T, names.path("trips")),
        Line(total, _("whole days abroad since the grant"), breaks.format(aggregate), _U_AND_T),
    )
    broken = Result(most > single or total > aggregate, lines)
    return Worked({"presence_broken": broken}, note=" ".join(away.odd))


def _rows(names: Names, until: date | None = None) -> list[dict[str, Any]]:
    """Give the trips; who has not come back is away until `until`, when it is given."""
    rows = names.get("trips")
    if isinstance(rows, (Unknown, Nothing)):
        return []
    return [
        {**row, "return": row["return"] if isinstance(row.get("return"), date) else until} for row in rows
    ]


def _joined(trips: Iterable[Span]) -> Iterator[Span]:
    """Join trips that overlap; two that touch on one day stay two, for that day was spent here."""
    held: Span | None = None
    for left, back in sorted(trips):
        if held is not None and left < held[1]:
            held = held[0], max(held[1], back)
            continue
        if held is not None:
            yield held
        held = left, back
    if held is not None:
        yield held
