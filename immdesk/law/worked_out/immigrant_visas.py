"""Immigrant visas: whose country counts, the year to seek residence, the year after a notice, the lottery."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.dates import add_days, add_months
from immdesk.basics.finding import Line
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.bulletin import in_words, is_earlier
from immdesk.law.working import Names, Result, Tables, Worked

_CHARGE = "INA 202(b); 22 CFR 42.12; 9 FAM 503.2"
_SEEK = "INA 203(h)(1)(A); USCIS Policy Manual vol. 7 pt. A ch. 7"
_REGISTRATION = "INA 203(g); 22 CFR 42.83; 9 FAM 504.13-2(A)"
_LOTTERY = "INA 204(a)(1)(I)(ii)(II)"


def cross_charged(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say under which country's cutoff a person does best, and whether the priority date is current there.

    A spouse's country counts either way; a child may use a parent's, a parent never a child's. Where
    several do equally well, the own country comes first. INA 202(b).
    """
    priority, rows = names.day("priority_date"), names.get("cutoffs")
    if not isinstance(priority, date) or isinstance(rows, (Unknown, Nothing)):
        asked = {names.path(one) or one for one in ("priority_date", "cutoffs") if _open(names.get(one))}
        return Worked(ask=frozenset(asked))
    found = charges(names, parameters)
    if not found:
        return Worked(ask=frozenset({names.path("own_country") or "own_country"}))
    best = max(found, key=lambda one: _worth(one.cutoff))
    name, key, cutoff = best.name, best.key, best.cutoff
    current = is_earlier(priority, cutoff)
    lines = (
        Line(priority, _("priority date"), "", "", names.path("priority_date")),
        Line(
            str(names.get(name)),
            names.label(name),
            _("the most favorable of those allowed"),
            _CHARGE,
            names.path(name),
        ),
        Line(cutoff if isinstance(cutoff, date) else in_words(str(cutoff)), _("cutoff for {}").format(key)),
        Line(current, _("current: strictly earlier than the cutoff"), "", "INA 203(e); Visa Bulletin"),
    )
    note = (
        "" if name == "own_country" else _("Husband and wife, or parent and child, must immigrate together.")
    )
    return Worked({"current": Result(current, lines), "chargeable_to": Result(key, lines)}, note=note)


@dataclass(frozen=True, slots=True)
class Charge:
    """A country that may be used: the given name that holds it, the country, its column and its cutoff."""

    name: str
    country: str
    key: str
    cutoff: Any


def charges(names: Names, parameters: Mapping[str, str]) -> tuple[Charge, ...]:
    """Give every country that a person may be charged to, the own one first, each with its cutoff."""
    rows = names.get("cutoffs")
    if isinstance(rows, (Unknown, Nothing)):
        return ()
    chart = {str(row.get("country")): row.get("cutoff") for row in rows}
    general = tuple(parameters["general"].split())
    return tuple(
        Charge(name, str(names.get(name)), key, chart[key])
        for name in _countries(names)
        if (key := _key(chart, str(names.get(name)), general)) is not None
    )


def _countries(names: Names) -> Iterator[str]:
    """Give the names whose country this person may use; a child's counts only for the child."""
    child = "child" in str(names.get("role")).lower()
    allowed = (
        "own_country",
        "spouse_country",
        *(("child_country", "father_country", "mother_country") if child else ()),
    )
    return (name for name in allowed if isinstance(names.get(name), str))


def _key(chart: Mapping[str, Any], country: str, general: tuple[str, ...]) -> str | None:
    """Give the chart's word for a country: its own, one that names it too, else the one for all others."""
    wanted = _plain(country)
    own = [key for key in chart if _plain(key) == wanted]
    near = [
        key for key in chart if len(wanted) > 4 and (wanted in _plain(key) or _begins(wanted, _plain(key)))
    ]
    others = [key for key in chart if _plain(key).startswith(general)]
    return next(iter((*own, *near, *others)), None)


def _begins(country: str, key: str) -> bool:
    return len(key) > 4 and country.startswith(key)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _worth(cutoff: Any) -> tuple[int, date]:
    """Put cutoffs in order: unavailable, then by day, then current."""
    if isinstance(cutoff, date):
        return 1, cutoff
    return (2, date.max) if cutoff == "C" else (0, date.min)


def _open(value: Any) -> bool:
    return isinstance(value, (Unknown, Nothing))


def sought_to_acquire(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last safe day to seek residence: within a year of the day a visa became available.

    Where it becomes unavailable before a whole year has run, a new year begins when it is available again.
    INA 203(h)(1)(A); PM vol. 7 pt. A ch. 7 (2024-09-25).
    """
    available = names.day("visa_available")
    if not isinstance(available, date):
        return Worked(outcome="not applicable", note=_("No visa number was available yet."))
    months = int(parameters["months"])
    gone, again = names.day("unavailable_from"), names.day("available_again")
    restarted = isinstance(gone, date) and gone < add_months(available, months, "last_day_of_month")
    start = Line(available, _("a visa number became available"), "", _SEEK, names.path("visa_available"))
    if not restarted:
        return Worked({"restarted": Result(False, (start,)), "seek_by": _within(available, months, (start,))})
    assert isinstance(gone, date)
    lost = Line(
        gone,
        _("no visa number any more"),
        _("before a whole year had run"),
        _SEEK,
        names.path("unavailable_from"),
    )
    note = _("The CSPA age is reckoned anew when a visa number is available again.")
    if not isinstance(again, date) or again < gone:
        return Worked({"restarted": Result(True, (start, lost))}, note=note)
    anew = Line(again, _("available again: a new year begins"), "", _SEEK, names.path("available_again"))
    lines = (start, lost, anew)
    return Worked({"restarted": Result(True, lines), "seek_by": _within(again, months, lines)}, note=note)


def _within(day: date, months: int, lines: tuple[Line, ...]) -> Result:
    anniversary = add_months(day, months, "last_day_of_month")
    safe = add_days(anniversary, -1)
    whole = Line(anniversary, _("add {} months").format(months), "", _SEEK)
    back = Line(safe, _("go back 1 day"), _("within one year: the safe last day is the day before"), _SEEK)
    return Result(
        safe, (*lines, whole, back), anniversary, _("Some count the anniversary itself as the last day.")
    )


def registration_kept(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the year after the notice in which to apply for the visa, and the two in which to be reinstated.

    A retrogression inside the year stops it: a full year begins with the next notice. INA 203(g).
    """
    notice = names.day("notice_of_availability")
    if not isinstance(notice, date):
        return Worked(ask=frozenset({names.path("notice_of_availability")}))
    start = Line(
        notice, _("notice that a visa is available"), "", _REGISTRATION, names.path("notice_of_availability")
    )
    if names.get("retrogressed_within_year") is True:
        line = Line(
            notice,
            _("the visa became unavailable within the year"),
            _("a full year begins with the next notice"),
            _REGISTRATION,
        )
        none = Result(Nothing(), (start, line))
        note = _("No day is counted from this notice. Record the next notice when it comes.")
        return Worked({"apply_by": none, "reinstate_by": none}, note=note)
    return Worked(
        {
            "apply_by": _after(notice, int(parameters["apply_months"]), start),
            "reinstate_by": _after(notice, int(parameters["reinstate_months"]), start),
        }
    )


def _after(notice: date, months: int, start: Line) -> Result:
    day, later = (add_months(notice, months, reading) for reading in ("last_day_of_month", "next_day"))
    reason = _("counted in the State Department's days: it is not moved to an open day")
    lines = (start, Line(day, _("add {} months").format(months), reason, _REGISTRATION))
    if later == day:
        return Result(day, lines)
    return Result(
        day, lines, later, _("That month lacks the day; practice differs on which day stands for it.")
    )


def lottery_year(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last day of the fiscal year of a diversity visa: nothing can be issued after it."""
    year = names.number("fiscal_year")
    if not isinstance(year, int):
        return Worked(ask=frozenset({names.path("fiscal_year")}))
    last = date.fromisoformat(f"{year:04d}-{parameters['last_day']}")
    reason = _("the visa must be issued, or the green card granted, by then; it never rolls")
    return Worked({"last_day": Result(last, (Line(last, _("the fiscal year ends"), reason, _LOTTERY),))})
