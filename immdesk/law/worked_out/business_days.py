"""Business days of an employer: the posted notice of filing, the I-9 and the E-Verify case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from immdesk.basics.dates import add_days, iso_day
from immdesk.basics.finding import Line
from immdesk.basics.words import _
from immdesk.law.closures import Calendar
from immdesk.law.working import Names, Result, Tables, Worked

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_YEAR_AND_MORE = 400  # an employer that is closed longer than this has no business days to count

WhyClosed = Callable[[date], str]
"""Gives why a day is no business day, or nothing when it is one."""


def notice_of_filing(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give the tenth business day of a posting; the first day counts when it is a business day.

    Given `start` and, if the employer can document it, `open_weekends_holidays`: then every day counts.
    Parameters: `business_days`, and the `calendar` of days that are none. 20 CFR 656.10(d)(1)(ii).
    """
    start = names.day("start")
    if not isinstance(start, date):
        return Worked(ask=frozenset({names.path("start") or "start"}))
    return Worked({"tenth_business_day": posted_through(start, names, parameters, tables)})


def posted_through(start: date, names: Names, parameters: Mapping[str, str], tables: Tables) -> Result:
    """Give the last of the business days for which a notice posted on `start` must stay."""
    wanted, calendar = int(parameters["business_days"]), tables.closures[parameters["calendar"]]
    every_day = names.get("open_weekends_holidays") is True
    last, skipped = _count(add_days(start, -1), wanted, _never if every_day else calendar.why_closed)
    why = (
        _("the employer is open on weekends and holidays, so every day counts")
        if every_day
        else _not_counted(skipped)
    )
    lines = (
        Line(start, _("the notice is posted")),
        Line(last, _("business day {}, the first day counted").format(wanted), why, _cited(calendar)),
    )
    return Result(last, lines)


def i9_section_2(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last business day for the employer's section of the I-9, as `_after_hire` counts it.

    8 CFR 274a.2(b)(1)(ii)-(iii); USCIS Handbook M-274.
    """
    return _after_hire(names, parameters, "8 CFR 274a.2(b)(1)(ii)")


def everify_case(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last business day on which the E-Verify case is opened. E-Verify User Manual."""
    return _after_hire(names, parameters, "E-Verify User Manual")


def _after_hire(names: Names, parameters: Mapping[str, str], cite: str) -> Worked:
    """Give the last business day after the first day of work for pay, on the employer's own days.

    Given `hire_date` and, if known, `employer_days` (mon … sun), `closed_dates` and
    `employment_business_days`. Parameters: `business_days`; `shorter_than` (an employment of fewer
    business days is due on the day of hire; 0 for none); `cautious_days` (what careful counsel count; 0 for
    none). A federal holiday counts unless the employer is closed.
    """
    hired = names.day("hire_date")
    if not isinstance(hired, date):
        return Worked(ask=frozenset({names.path("hire_date") or "hire_date"}))
    start = Line(
        hired, names.label("hire_date"), _("the day of hire is day 0"), cite, names.path("hire_date")
    )
    length = names.get("employment_business_days")
    if isinstance(length, int) and length < int(parameters["shorter_than"]):
        said = _("work for fewer than {} business days").format(parameters["shorter_than"])
        day = Line(hired, _("due on the day of hire"), said, cite, names.path("employment_business_days"))
        return Worked({"due": Result(hired, (start, day))})
    closed = _closed_dates(names.get("closed_dates"))
    if closed is None:
        said = _("Write the days on which the employer is closed like this: 2026-12-24, 2026-12-25.")
        return Worked(ask=frozenset({names.path("closed_dates")}), note=said)
    return _due(start, parameters, _employer(names.get("employer_days"), closed), names)


def _due(start: Line, parameters: Mapping[str, str], why_closed: WhyClosed, names: Names) -> Worked:
    wanted, cautious = int(parameters["business_days"]), int(parameters["cautious_days"])
    hired: date = start.value
    try:
        due, skipped = _count(hired, wanted, why_closed)
    except OverflowError:
        return Worked(ask=frozenset({names.path("employer_days")}))
    step = _("business day {} after the day of hire").format(wanted)
    lines = (start, Line(due, step, _not_counted(skipped), start.authority, names.path("employer_days")))
    if not cautious:
        return Worked({"due": Result(due, lines)})
    other, _skipped = _count(hired, cautious, why_closed)
    reason = _("Careful counsel count one business day less; USCIS takes Monday to Thursday as in time.")
    return Worked({"due": Result(due, lines, other, reason)})


def _employer(days: Any, closed: frozenset[date]) -> WhyClosed:
    """Give when an employer is closed; who has not said which days it works, works Monday to Friday."""
    said = {str(one).strip().lower()[:3] for one in days} if isinstance(days, (tuple, list)) else set()
    works = said & set(_WEEK) or set(_WEEK[:5])

    def why_closed(day: date) -> str:
        if day in closed:
            return _("closed that day")
        return "" if _WEEK[day.weekday()] in works else _("no working day of the employer")

    return why_closed


def _closed_dates(said: Any) -> frozenset[date] | None:
    """Read the employer's closed days from a text of days; None when one of them cannot be read."""
    texts = [one for one in said.replace(";", ",").split(",") if one.strip()] if isinstance(said, str) else []
    days = [iso_day(one.strip()) for one in texts]
    return None if None in days else frozenset(day for day in days if day)


def _count(before: date, wanted: int, why_closed: WhyClosed) -> tuple[date, tuple[str, ...]]:
    """Give the day that is the `wanted`th open one after `before`, and why days were passed over.

    Raises OverflowError when there is none within a long time.
    """
    day, skipped = before, []
    for _step in range(_A_YEAR_AND_MORE + wanted):
        day = add_days(day, 1)
        if why := why_closed(day):
            skipped.append(why)
            continue
        wanted -= 1
        if not wanted:
            return day, tuple(dict.fromkeys(skipped))
    raise OverflowError("no business day")


def _never(_day: date) -> str:
    return ""


def _not_counted(skipped: tuple[str, ...]) -> str:
    return _("not counted: {}").format(", ".join(skipped)) if skipped else ""


def _cited(calendar: Calendar) -> str:
    return "; ".join(calendar.file.cite)
