"""Unlawful presence: how many days, which bar a departure brings, and until when one may still leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.dates import add_days, add_years, days_between
from immdesk.basics.finding import Line
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_CITE = "INA 212(a)(9)(B)"
_PERMANENT = "INA 212(a)(9)(C)"


def presence_bar(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say which bar a departure brings: `none`, `3-year`, `10-year`, or `permanent` after a new secret entry.

    Given `authorized_stay_end` (a day, D/S, or none after an entry without inspection, counted from
    `entered`), `departed` (none: still here, then `as_of`), and, where known, `dob`, `extended_until`,
    `pending_since`, `asylum_since` (not if `worked` without permission), `removed`,
    `came_back_uninspected`. Days of the earlier `stays` count for the permanent bar only: it needs more
    than `permanent_days` in all. INA 212(a)(9)(B), (C).
    """
    end, left = names.get("authorized_stay_end"), names.get("departed")
    asked = [one for one in (end, left) if isinstance(one, Unknown)]
    if asked:
        return Worked(ask=frozenset(path for one in asked for path in one.paths))
    start = _start(names, end, int(parameters["minor_until_years"]))
    if isinstance(start, Worked):
        return start
    gone = left if isinstance(left, date) else names.day("as_of")
    if not isinstance(gone, date):
        return Worked(ask=frozenset({names.path("departed")}))
    earlier = sum(one.days for one in earlier_stays(names, parameters))
    stay = _Stay(names, *start, gone, isinstance(left, date), parameters, earlier)
    return Worked(stay.results(), note=stay.note())


@dataclass(frozen=True, slots=True)
class Marks:
    """The days on which a stay turns: the last good day, the last without a bar, and without ten years."""

    last_good: date
    no_bar: date
    no_ten_years: date


def marks_of(names: Names, parameters: Mapping[str, str]) -> Marks | None:
    """Give the days on which the stay asked about turns; None when nothing is counted (D/S, not known)."""
    start = _start(names, names.get("authorized_stay_end"), int(parameters["minor_until_years"]))
    if isinstance(start, Worked):
        return None
    stay = _Stay(names, *start, start[0], False, parameters)
    return Marks(stay.last_good, stay.no_bar(), stay.no_ten_years())


@dataclass(frozen=True, slots=True)
class StayDays:
    """The days without permission of one arrival: the last good day, the last that counts, how many."""

    entered: Any
    until: Any
    last_good: date | None
    left: date | None
    days: int
    note: str = ""


def earlier_stays(names: Names, parameters: Mapping[str, str]) -> tuple[StayDays, ...]:
    """Give each stay before the one asked about, with its days without permission; under age none count.

    Of `stays` those with a day of arrival before `entered`; a stay of which an end is not known counts none,
    and says so. INA 212(a)(9)(B)(ii).
    """
    rows, entered = names.get("stays"), names.get("entered")
    if isinstance(rows, (Unknown, Nothing)) or not isinstance(entered, date):
        return ()
    before = [row for row in rows if isinstance(row.get("entered"), date) and row["entered"] < entered]
    return tuple(
        _one_stay(names, row, parameters) for row in sorted(before, key=lambda one: str(one["entered"]))
    )


def _one_stay(names: Names, row: Mapping[str, Any], parameters: Mapping[str, str]) -> StayDays:
    entered, until, left = row["entered"], row.get("until"), row.get("departed")
    its_own = names.also({"entered": entered, "authorized_stay_end": until, "extended_until": None})
    start = _start(its_own, until, int(parameters["minor_until_years"]))
    if until is None or not isinstance(left, date):
        missing = _("not counted: the end of the permission, or the departure, is not known")
        return StayDays(entered, until, None, left if isinstance(left, date) else None, 0, missing)
    if isinstance(start, Worked):
        return StayDays(entered, until, None, left, 0, start.note)
    if left < entered:
        wrong = _("not counted: the departure lies before the arrival")
        return StayDays(entered, until, None, left, 0, wrong)
    return StayDays(entered, until, start[0], left, max(0, days_between(start[0], left)))


@dataclass(frozen=True, slots=True)
class _Stay:
    """One stay without permission: its last good day, the arithmetic so far, and the day of leaving."""

    names: Names
    last_good: date
    lines: tuple[Line, ...]
    gone: date
    departed: bool
    parameters: Mapping[str, str]
    earlier: int = 0

    def counted_until(self) -> date:
        """Give the last day that counts: the departure, or the day from which an application protects."""
        pending = _pending(self.names)
        return min(self.gone, pending) if pending else self.gone

    def days(self) -> int:
        return max(0, days_between(self.last_good, self.counted_until()))

    def bar(self) -> str:
        uninspected = self.names.get("came_back_uninspected") is True
        long_bar = self.counted_until() >= self.ten_year_from()
        in_all = self.days() + self.earlier > int(self.parameters["permanent_days"])
        if uninspected and (long_bar or in_all or self.names.get("removed") is True):
            return "permanent"
        if long_bar:
            return "10-year"
        return "3-year" if self.days() > int(self.parameters["three_year_days"]) else "none"

    def ten_year_from(self) -> date:
        return add_years(self.last_good, int(self.parameters["ten_year_years"]), "last_day_of_month")

    def no_bar(self) -> date:
        return add_days(self.last_good, int(self.parameters["three_year_days"]))

    def no_ten_years(self) -> date:
        return add_days(self.ten_year_from(), -1)

    def results(self) -> dict[str, Result]:
        count, bar = self.days(), self.bar()
        left = _("left the United States") if self.departed else _("leaving today")
        lines = (
            *self.lines,
            Line(self.counted_until(), left),
            Line(count, _("days without permission"), "", _CITE),
        )
        cite = _PERMANENT if bar == "permanent" else _CITE
        results = {
            "unlawful_days": Result(count, lines),
            "bar": Result(bar, (*lines, Line(bar, _("the bar that the departure brings"), "", cite))),
        }
        if self.earlier:
            before = Line(self.earlier, _("days without permission in earlier stays"), "", _PERMANENT)
            total = count + self.earlier
            why = _("in all they matter for the permanent bar only, after coming back without inspection")
            results["all_days"] = Result(total, (before, Line(total, _("days in all"), why, _PERMANENT)))
        return results | (self.back_from(bar, lines) if self.departed else self.leave_by(lines))

    def back_from(self, bar: str, lines: tuple[Line, ...]) -> dict[str, Result]:
        years = {"3-year": 3, "10-year": 10}.get(bar)
        if years is None:
            return {}
        day = add_years(self.gone, years, "next_day")
        line = Line(day, _("{} years after the departure").format(years), "", _CITE)
        return {"bar_ends": Result(day, (*lines, line))}

    def leave_by(self, lines: tuple[Line, ...]) -> dict[str, Result]:
        if _pending(self.names):
            return {}
        days = int(self.parameters["three_year_days"])
        three, ten = self.no_bar(), self.no_ten_years()
        found = {}
        if self.gone <= three:
            words = _("{} days without permission are not yet more than {}").format(days, days)
            found["leave_by"] = Result(three, (*self.lines, Line(three, words, "", _CITE)))
        if three < self.gone <= ten:
            line = Line(ten, _("the day before a whole year is reached"), "", _CITE)
            found["leave_before_ten_years"] = Result(ten, (*self.lines, line))
        return found

    def note(self) -> str:
        pending = _pending(self.names)
        if pending and pending == self.names.get("asylum_since"):
            return _("Days stop while the asylum application waits; after a denial they count again.")
        if pending:
            return _(
                "Days stop at the application received in time; leaving while it waits may bring the bar."
            )
        return ""


def _pending(names: Names) -> date | None:
    """Give the day from which an application protects; asylum only without work that was not permitted."""
    asylum = None if names.get("worked") is True else names.get("asylum_since")
    days = [one for one in (names.get("pending_since"), asylum) if isinstance(one, date)]
    return min(days, default=None)


def _start(names: Names, end: object, minor_years: int) -> tuple[date, tuple[Line, ...]] | Worked:
    """Give the last day before unlawful presence, with its arithmetic, or why nothing is counted."""
    if isinstance(end, str):
        return _nothing(_("D/S: no days count before a formal finding."))
    if isinstance(end, date):
        first, path = end, names.path("authorized_stay_end")
        later = names.get("extended_until")
        if isinstance(later, str):
            return _nothing(_("D/S: no days count before a formal finding."))
        first = max(first, later) if isinstance(later, date) else first
        lines = [Line(first, _("the authorized stay ends; the next day is the first"), "", _CITE, path)]
    else:
        entered = names.get("entered")
        if not isinstance(entered, date):
            return Worked(ask=frozenset({names.path("entered")}))
        first = add_days(entered, -1)
        lines = [
            Line(entered, _("entered without inspection: the first day"), "", _CITE, names.path("entered"))
        ]
    born = names.get("dob")
    if isinstance(born, date):
        grown = add_days(add_years(born, minor_years, "last_day_of_month"), -1)
        if grown > first:
            first = grown
            why = _("no days count under {} years of age").format(minor_years)
            lines.append(Line(grown, _("the day before that birthday"), why, _CITE, names.path("dob")))
    return first, tuple(lines)


def _nothing(note: str) -> Worked:
    line = Line("none", note, "", _CITE)
    return Worked({"unlawful_days": Result(0, (line,)), "bar": Result("none", (line,))}, note=note)


def protected_by_245i(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether a petition or labor certification was filed early enough for INA 245(i).

    Given `petition_filed` and `here_on_day` (present on `presence_day`, needed when filed after
    `presence_after`). Parameter `filed_by`. INA 245(i)(1)(B)-(C).
    """
    filed = names.day("petition_filed")
    if isinstance(filed, Unknown):
        return Worked(ask=filed.paths)
    if isinstance(filed, Nothing):
        return Worked({"protected": Result(False)})
    last = date.fromisoformat(parameters["filed_by"])
    after = date.fromisoformat(parameters["presence_after"])
    lines = [Line(filed, _("petition or labor certification filed"), "", "", names.path("petition_filed"))]
    lines.append(Line(last, _("it must be filed on or before this day"), "", "INA 245(i)(1)(B)"))
    here = names.get("here_on_day")
    if filed <= last and filed > after:
        if isinstance(here, Unknown):
            return Worked(ask=here.paths)
        seen = date.fromisoformat(parameters["presence_day"])
        lines.append(Line(seen, _("must have been in the United States on this day"), "", "INA 245(i)(1)(C)"))
    covered = filed <= last and (filed <= after or here is True)
    return Worked({"protected": Result(covered, tuple(lines))})
