"""The longest stay as an H-1B or L-1 worker: six years (five, seven), days abroad given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.dates import MissingDay, add_days, add_years, days_between
from immdesk.basics.finding import Line
from immdesk.basics.shown import in_words
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.worked_out.days_abroad import (
    Abroad,
    Span,
    clipped,
    day_number,
    merged,
    total_days,
    whole_days,
    without,
)
from immdesk.law.worked_out.statuses import Stay, stay_in
from immdesk.law.working import Names, Result, Tables, Worked

_RECAPTURE = "8 CFR 214.2(h)(13)(iii)(C)"
_LIMIT = "INA 214(g)(4); 8 CFR 214.2(h)(13)(iii)(A)"
_L_LIMIT = "INA 214(c)(2)(D); 8 CFR 214.2(l)(12)"


def recapture_days(names: Names, _parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Count the whole days abroad since `window_start`, each once, of `trips` with depart and return.

    8 CFR 214.2(h)(13)(iii)(C): time abroad of more than 24 hours; whole days only, the careful count.
    """
    start = names.day("window_start")
    if not isinstance(start, date):
        return Worked(ask=frozenset({names.path("window_start")}))
    away = whole_days(_rows(names, "trips"), counted_on(names))
    spans = clipped(away.spans, start)
    return Worked({"days": Result(total_days(spans), _span_lines(spans))}, note=" ".join(away.odd))


def six_year_limit(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Work out the last day of H and L time: `base_end` without, `max_out` with the days abroad given back.

    Given `first_h_or_l_admission`, `trips` (depart, return) and, if recorded, `status_periods` (status,
    from, until): days in another status do not count, and a whole year abroad begins a new count.
    Parameters: `years`, and the statuses `counted`. INA 214(g)(4); 8 CFR 214.2(h)(13)(iii).
    """
    return _limit(names, int(parameters["years"]), parameters["counted"].split(), _LIMIT)


def l1_limit(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Work out the last day of H and L time for an L-1A or L-1B worker, as `six_year_limit` does.

    Given also `classification`. Parameters: `l1a_years`, `l1b_years`, `counted`. INA 214(c)(2)(D).
    """
    kind = str(names.get("classification")).replace("-", "").upper()
    if kind not in ("L1A", "L1B"):
        return Worked(ask=frozenset({names.path("classification")}))
    years = int(parameters[f"{kind.lower()}_years"])
    return _limit(names, years, parameters["counted"].split(), _L_LIMIT)


def perm_by(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give the last day on which a labor certification or I-140 leaves no gap before a one-year extension.

    Given `max_out`, or else what `six_year_limit` is given. Parameters: `days_before` beside those of
    `six_year_limit`. AC21 sec. 106(a): 365 days must have passed when the exempt year begins.
    """
    limit, note = names.get("max_out"), ""
    if isinstance(limit, date):
        lines: tuple[Line, ...] = (Line(limit, names.label("max_out"), "", "", names.path("max_out")),)
    else:
        if not isinstance(names.day("first_h_or_l_admission"), date):
            return Worked(ask=frozenset({names.path("max_out")}))
        worked = six_year_limit(names, parameters, tables)
        if "max_out" not in worked.results:
            return worked
        result, note = worked.results["max_out"], worked.note
        limit, lines = result.value, tuple(result.lines)
    days = int(parameters["days_before"])
    day = add_days(limit, -days)
    why = _("365 days after it the first day past the limit begins")
    return Worked(
        {
            "perm_by": Result(
                day, (*lines, Line(day, _("go back {} days").format(days), why, "AC21 sec. 106(a)"))
            )
        },
        note=note,
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """One count: where it begins, how many years, the days that do not count, and those abroad."""

    names: Names
    start: date
    years: int
    other: tuple[Span, ...]
    abroad: tuple[Span, ...]
    cite: str

    def days(self, missing: MissingDay) -> int:
        return days_between(self.start, add_years(self.start, self.years, missing))

    def base_end(self, missing: MissingDay = "last_day_of_month") -> date:
        return day_number(self.start, self.days(missing), self.other)

    def max_out(self, missing: MissingDay = "last_day_of_month", left_out: tuple[Span, ...] = ()) -> date:
        return day_number(self.start, self.days(missing), merged((*self.other, *self.abroad, *left_out)))

    def recaptured(self) -> tuple[Span, ...]:
        return clipped(without(self.abroad, self.other), self.start, self.max_out())

    def lines(self) -> tuple[Line, ...]:
        path = self.names.path("first_h_or_l_admission")
        added = _("add {} years, less one day").format(self.years)
        plain = add_days(self.start, self.days("last_day_of_month") - 1)
        found = [Line(self.start, _("the count begins"), "", self.cite, path)]
        found.append(Line(plain, added, "", self.cite))
        skipped = total_days(clipped(self.other, self.start, self.base_end()))
        if skipped:
            why = _("{} days in another status do not count").format(skipped)
            found.append(Line(self.base_end(), _("without the time in other statuses"), why, self.cite))
        return tuple(found)

    def results(self, gaps: tuple[Span, ...]) -> dict[str, Result]:
        spans, base = self.recaptured(), self.lines()
        count, day = total_days(spans), self.max_out()
        why = _("whole days abroad; the employer must ask for them, with proof")
        given = Line(day, _("give back {} days abroad").format(count), why, _RECAPTURE)
        late, reason = self.max_out("next_day"), _("From February 29, practice differs on the last day.")
        if gaps:
            late, reason = self.max_out(left_out=gaps), _gap_reason(gaps)
        return {
            "base_end": Result(self.base_end(), base, *_if_other(self.base_end("next_day"), self.base_end(),
                _("From February 29, practice differs on the last day."))),
            "recapture_days": Result(count, _span_lines(spans)),
            "max_out": Result(day, (*base, *_span_lines(spans), given), *_if_other(late, day, reason)),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkerClock:
    """What a limit is counted from: days that count, days that do not, the gaps, the whole days abroad.

    `since` is where the count begins, `end` its last day with the days abroad given back, `away` the trips as
    they were read, `odd` says in words what is doubtful.
    """

    since: date
    end: date
    counted: tuple[Span, ...]
    other: tuple[Span, ...]
    gaps: tuple[Span, ...]
    recaptured: tuple[Span, ...]
    away: Abroad
    odd: tuple[str, ...]


def worker_clock(names: Names, years: int, counted: list[str]) -> WorkerClock | None:
    """Give the days behind `six_year_limit` and `l1_limit`, for who shows them; None where they ask."""
    made = _counted_from(names, years, counted, "")
    if isinstance(made, Worked):
        return None
    count, gaps, stay, away, odd = made
    yes = stay.counted if stay else ((count.start, date.max),)
    return WorkerClock(count.start, count.max_out(), yes, count.other, gaps, count.recaptured(), away, odd)


_Counted = tuple[_Count, tuple[Span, ...], Stay | None, Abroad, tuple[str, ...]]
"""A count, the days of which nothing is recorded, the statuses, the trips, and what is odd, in words."""


def _limit(names: Names, years: int, counted: list[str], cite: str) -> Worked:
    made = _counted_from(names, years, counted, cite)
    if isinstance(made, Worked):
        return made
    count, gaps, _stay, _away, odd = made
    return Worked(count.results(gaps), note=" ".join(odd))


def _counted_from(names: Names, years: int, counted: list[str], cite: str) -> _Counted | Worked:
    start = names.day("first_h_or_l_admission")
    if not isinstance(start, date):
        return Worked(ask=frozenset({names.path("first_h_or_l_admission")}))
    away = whole_days(_rows(names, "trips"), counted_on(names))
    if not isinstance(names.get("status_periods"), tuple):
        count = _Count(names, start, years, (), away.spans, cite)
        return count, (), None, away, (*away.odd, *_year_away(away, years))
    stay = stay_in(_rows(names, "status_periods"), counted, start)
    if stay.unclear:
        return Worked(ask=frozenset({names.path("status_periods")}), note=" ".join(stay.odd))
    if stay.other and stay.other[-1][1] == date.max:
        return Worked(outcome="not applicable", note=_("The last status recorded is not an H or L status."))
    since, notes = _new_start(stay, away, years)
    count = _Count(names, since, years, stay.other, away.spans, cite)
    return count, stay.gaps(since, away.spans), stay, away, (*stay.odd, *away.odd, *notes)


def _new_start(stay: Stay, away: Abroad, years: int) -> tuple[date, tuple[str, ...]]:
    """Give where the count begins: anew after the last whole year abroad, else at the first admission."""
    start = stay.start
    notes: tuple[str, ...] = ()
    for left, back in away.trips:
        if back < add_years(left, 1, "next_day") or back <= stay.start:
            continue
        again = stay.first_day_from(back)
        if again is not None:
            said = _("Abroad for a whole year until {}: a new count of {} years begins. An attorney decides.")
            start, notes = again, (said.format(in_words(back), years),)
    return start, notes


def _year_away(away: Abroad, years: int) -> tuple[str, ...]:
    if any(back >= add_years(left, 1, "next_day") for left, back in away.trips):
        said = _("One trip lasted a whole year or more: a new count of {} years may be possible.")
        return (said.format(years),)
    return ()


def _gap_reason(gaps: tuple[Span, ...]) -> str:
    said = _("Nothing is recorded from {} to {}; those days are counted. Record the status or the trip.")
    return " ".join(said.format(in_words(first), in_words(last)) for first, last in gaps)


def _if_other(late: date, day: date, reason: str) -> tuple[date | None, str]:
    return (late, reason) if late != day else (None, "")


def _span_lines(spans: tuple[Span, ...]) -> tuple[Line, ...]:
    said = _("{} whole days abroad, until {}")
    return tuple(
        Line(first, said.format(days_between(first, last) + 1, in_words(last)), "", _RECAPTURE)
        for first, last in spans
    )


def counted_on(names: Names) -> date:
    """Give the day on which a trip must be over to give days back: `today`, where the rule is given it."""
    day = names.get("today")
    return day if isinstance(day, date) else date.max


def _rows(names: Names, name: str) -> tuple[Mapping[str, Any], ...]:
    rows = names.get(name)
    return () if isinstance(rows, (Unknown, Nothing)) else tuple(rows)
