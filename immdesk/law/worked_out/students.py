"""F-1 students: when practical training may be asked for, its reports, and what breaks the status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from immdesk.basics.dates import add_days, add_months
from immdesk.basics.finding import Line
from immdesk.basics.words import _
from immdesk.law.closures import Calendar
from immdesk.law.step_words import open_days_words, shift_words
from immdesk.law.working import Names, ParameterKind, Result, Tables, Worked, WorkedOut

_OPT = "8 CFR 214.2(f)(11)(i)(B)(2)"
_STEM = "8 CFR 214.2(f)(11)(i)(C)"
_REPORTS = "8 CFR 214.2(f)(12)(ii)(B)"
_PAPER_POLICY = "USCIS Policy Manual vol. 1 pt. B ch. 6"


def opt_window(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give when Form I-765 for OPT may be received: `earliest` to `last_day`, both as counted.

    Given `program_end` and, if known, `dso_recommendation`; without it the program alone limits the window
    and the note says so. 8 CFR 214.2(f)(11)(i)(B)(2).
    """
    return _window(names, parameters, tables, "program_end", _OPT)


def stem_window(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give when Form I-765 for the STEM extension may be received: to the end of OPT at the latest.

    Given `opt_end` and, if known, `dso_recommendation`. 8 CFR 214.2(f)(11)(i)(C).
    """
    return _window(names, parameters, tables, "opt_end", _STEM)


def _window(names: Names, parameters: Mapping[str, str], tables: Tables, end_name: str, cite: str) -> Worked:
    end, recommended = names.day(end_name), names.day("dso_recommendation")
    if not isinstance(end, date):
        return Worked(ask=frozenset({names.path(end_name)}))
    before, after, by_school = (int(parameters[one]) for one in ("before_days", "after_days", "dso_days"))
    said = _("the program ends") if end_name == "program_end" else _("OPT ends")
    start = Line(end, said, "", "", names.path(end_name))
    opens, closes = add_days(end, -before), add_days(end, after)
    earliest = (start, Line(opens, _("go back {} days").format(before), _("the earliest day"), cite))
    by_program = (start, Line(closes, _("add {} days").format(after), "", cite))
    results = {"earliest": Result(opens, earliest)}
    if after:
        results["latest_by_program"] = Result(closes, by_program)
    if not isinstance(recommended, date):
        results["last_day"] = _last_day(closes, by_program, tables.closures[parameters["calendar"]])
        return Worked(results, note=_without_school(by_school))
    latest = add_days(recommended, by_school)
    source = names.path("dso_recommendation")
    school = (
        Line(recommended, names.label("dso_recommendation"), "", "", source),
        Line(latest, _("add {} days").format(by_school), _("after the entry in SEVIS"), cite),
    )
    results["latest_by_dso"] = Result(latest, school)
    earlier = min(closes, latest)
    lines = (*by_program, *school, Line(earlier, _("the earlier of the two"), _("received by then"), cite))
    results["last_day"] = _last_day(earlier, lines, tables.closures[parameters["calendar"]])
    return Worked(results, note=_closed_window(opens, earlier))


def _without_school(days: int) -> str:
    said = _(
        "Counted without the school's recommendation: once it is in SEVIS, {} days are left from that day."
    )
    return said.format(days)


def _closed_window(opens: date, last: date) -> str:
    return _("The window closes before it opens: the school must recommend again.") if last < opens else ""


def _last_day(day: date, lines: tuple[Line, ...], calendar: Calendar) -> Result:
    rolled, closed = calendar.next_open(day)
    if rolled == day:
        return Result(day, lines)
    why = _(
        "Closed that day ({}): paper is taken on the next open day, by policy ({}); online filing is not."
    )
    return Result(day, lines, rolled, why.format(", ".join(dict.fromkeys(closed)), _PAPER_POLICY))


def validation_reports(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give the days of the STEM reports, every six months, and by when the school must have each.

    Given `stem_start`. Months are counted from the start each time, so that no month end is lost.
    8 CFR 214.2(f)(12)(ii)(B).
    """
    start = names.day("stem_start")
    if not isinstance(start, date):
        return Worked(ask=frozenset({names.path("stem_start")}))
    every, count, open_days = (int(parameters[one]) for one in ("every_months", "reports", "open_days"))
    calendar = tables.closures[parameters["calendar"]]
    days = [add_months(start, every * place, "last_day_of_month") for place in range(1, count)]
    end = add_days(add_months(start, every * count, "last_day_of_month"), -1)
    begun = Line(start, _("the STEM extension begins"), "", _REPORTS, names.path("stem_start"))
    shown = (begun, *(_report_line(day, every * place) for place, day in enumerate(days, start=1)))
    results = {
        "reporting_dates_first3": Result(tuple(days), shown),
        "final_reporting_date": _final(begun, end),
    }
    for name, day in zip(("first_due", "second_due", "third_due", "final_due"), (*days, end), strict=False):
        due = calendar.add_open(day, open_days)
        lines = (begun, Line(day, _("the day of the report")), _due_line(due, open_days))
        results[name] = Result(due, lines)
    return Worked(results)


def _report_line(day: date, months: int) -> Line:
    return Line(day, shift_words(1, months, "month"), "", _REPORTS)


def _due_line(due: date, open_days: int) -> Line:
    return Line(due, open_days_words(1, open_days), _("the school must have it"), _REPORTS)


def _final(begun: Line, end: date) -> Result:
    why = _("Some count the day after the extension ends as the last day of report.")
    return Result(end, (begun, Line(end, _("the extension ends"), "", _REPORTS)), add_days(end, 1), why)


def odd_days(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the days that hang on a violation, a long absence or a travel signature, for what is recorded.

    Given `violated_on`, `left_on`, `signed_on`, `on_opt_until` (none off OPT).
    8 CFR 214.2(f)(16)(i)(A), (f)(13)(ii).
    """
    results: dict[str, Result] = {}
    months = int(parameters["months"])
    cites = {"violated_on": "8 CFR 214.2(f)(16)(i)(A)", "left_on": "8 CFR 214.2(f)(13)(ii)"}
    for name, output in (("violated_on", "reinstate_by"), ("left_on", "return_by")):
        day = names.day(name)
        if isinstance(day, date):
            results[output] = _months_later(names, name, day, months, cites[name])
    signed = names.day("signed_on")
    if isinstance(signed, date):
        on_opt = isinstance(names.get("on_opt_until"), date)
        good = int(parameters["opt_signature_months" if on_opt else "signature_months"])
        results["signature_until"] = _months_later(names, "signed_on", signed, good, "Form I-20, page 2")
    if not results:
        said = _("No violation, long absence or travel signature is recorded.")
        return Worked(outcome="not applicable", note=said)
    return Worked(results)


def _months_later(names: Names, name: str, day: date, months: int, cite: str) -> Result:
    safe = add_months(day, months, "last_day_of_month")
    late = add_months(day, months, "next_day")
    lines = (
        Line(day, names.label(name), "", "", names.path(name)),
        Line(safe, _("add {} months").format(months), "", cite),
    )
    why = _("That month lacks the day; practice differs on which day stands for it.")
    return Result(safe, lines) if late == safe else Result(safe, lines, late, why)


def cpt_bar(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether full-time CPT of a year or more has used up OPT at this level. 8 CFR 214.2(f)(10)(i)."""
    days, limit = names.number("full_time_cpt_days"), int(parameters["days"])
    if not isinstance(days, int):
        return Worked(ask=frozenset({names.path("full_time_cpt_days")}))
    cite = "8 CFR 214.2(f)(10)(i)"
    lines = (
        Line(days, _("days of full-time CPT"), "", "", names.path("full_time_cpt_days")),
        Line(limit, _("days are one year"), _("part-time CPT does not count"), cite),
    )
    left = max(0, limit - 1 - days)
    return Worked({"opt_barred": Result(days >= limit, lines), "days_left": Result(left, lines)})


_WINDOW: Final[Mapping[str, ParameterKind]] = {
    "before_days": "number",
    "after_days": "number",
    "dso_days": "number",
    "calendar": "calendar",
}
STUDENTS: Final[Mapping[str, WorkedOut]] = {
    "opt_window": WorkedOut(
        opt_window,
        given=("program_end", "dso_recommendation"),
        gives=("earliest", "latest_by_program", "latest_by_dso", "last_day"),
        parameters=_WINDOW,
    ),
    "stem_window": WorkedOut(
        stem_window,
        given=("opt_end", "dso_recommendation"),
        gives=("earliest", "latest_by_dso", "last_day"),
        parameters=_WINDOW,
    ),
    "stem_reports": WorkedOut(
        validation_reports,
        given=("stem_start",),
        gives=(
            "reporting_dates_first3",
            "final_reporting_date",
            "first_due",
            "second_due",
            "third_due",
            "final_due",
        ),
        parameters={
            "every_months": "number",
            "reports": "number",
            "open_days": "number",
            "calendar": "calendar",
        },
    ),
    "f1_odd_days": WorkedOut(
        odd_days,
        given=("violated_on", "left_on", "signed_on", "on_opt_until"),
        gives=("reinstate_by", "return_by", "signature_until"),
        parameters={
            "months": "number",
            "signature_months": "number",
            "opt_signature_months": "number",
        },
    ),
    "cpt_bar": WorkedOut(
        cpt_bar,
        given=("full_time_cpt_days",),
        gives=("opt_barred", "days_left"),
        parameters={"days": "number"},
    ),
}
