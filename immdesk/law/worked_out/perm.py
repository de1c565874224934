"""The test of the labor market before a PERM application, and the wage determination that it hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeGuard

from immdesk.basics.dates import add_days, add_years
from immdesk.basics.finding import Line
from immdesk.basics.words import _
from immdesk.law.worked_out.business_days import posted_through
from immdesk.law.worked_out.recruitment import RULE, Count, Step, Steps, read_steps, remarks
from immdesk.law.working import Names, Result, Tables, Worked

_WAGE = "20 CFR 656.40(c)"


def filing_window(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the first and the last day on which the application may be filed after this recruitment.

    Given `job_order` and `nof` (each with `start` and `end`), the days of `sunday_ads`, and if there are any
    the rows of `additional` steps. Parameters: `wait_days`, `within_days`, `job_order_days`. 656.17(e).
    """
    steps = read_steps(names)
    there = {"job_order": steps.job_order, "sunday_ads": steps.ads, "nof": steps.nof}
    asked = steps.asked or frozenset(names.path(name) or name for name, step in there.items() if not step)
    if asked:
        return Worked(ask=asked, note=_("A step is not recorded from its first to its last day."))
    count = Count.of(parameters)
    first, last = count.first(steps), count.last(steps.every)
    left = first.value <= last.value
    said = Line(left, _("is the first day not after the last?"), "", RULE)
    results = {"earliest": first, "latest": last, "day_left": Result(left, (*last.lines, said))}
    empty = [] if left else [_("No day is left for filing: the oldest step must be taken again.")]
    return Worked(results, note=" ".join((*empty, *remarks(steps, int(parameters["job_order_days"])))))


def sunday_ads(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether two Sundays were used, and from when until when filing may rest on the advertisements.

    Given the days of `sunday_ads`, and of `journals`: an advertisement in a professional journal may stand
    for one Sunday. 20 CFR 656.17(e)(1)(i)(B).
    """
    ads, journals = read_steps(names).ads, names.get("journals")
    printed = [day for day in journals if _is_day(day)] if isinstance(journals, tuple) else []
    every = (*ads, *(Step(_("Professional journal"), day, day, names.path("journals")) for day in printed))
    if not every:
        return Worked(ask=frozenset({names.path("sunday_ads") or "sunday_ads"}))
    sundays = {one.start for one in ads if one.start.weekday() == 6}
    enough = len(sundays) + min(len(printed), 1) >= 2
    said = _("two different Sundays, or one and a professional journal")
    results = {"two_sundays": Result(enough, (*_began(every), Line(enough, said, "", RULE)))}
    return Worked(results | _rests_on(Count.of(parameters).after(every), every, parameters))


def additional_steps(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether three additional steps were taken, and from when until when filing may rest on them.

    Given the rows of `additional` steps; one only may lie wholly within the last 30 days before filing.
    Parameters: `wait_days`, `within_days`, `steps_needed`. 20 CFR 656.17(e)(1)(ii).
    """
    steps = read_steps(names)
    if steps.asked or not steps.additional:
        return Worked(ask=steps.asked or frozenset({names.path("additional") or "additional"}))
    several, needed = steps.additional, int(parameters["steps_needed"])
    enough = len(several) >= needed
    said = Line(enough, _("{} of the ten additional steps").format(needed), "", "20 CFR 656.17(e)(1)(ii)")
    results = {"three_steps": Result(enough, (*_began(several), said))}
    ended = Line(max(one.end for one in several), _("the last additional step has ended"), "", RULE)
    waited = (*Count.of(parameters).second_latest(several), ended)
    return Worked(results | _rests_on(waited, several, parameters))


def pwd_link(names: Names, _parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether the recruitment began, or the filing came, while the wage determination was valid.

    Given `pwd_start`, `pwd_end` and, once they are known, `first_recruitment` (the earliest step used) and
    `filing`. Until then, the day by which one of them must happen. 20 CFR 656.40(c); Karl Storz (BALCA 2011).
    """
    start, end = names.day("pwd_start"), names.day("pwd_end")
    if not _is_day(start) or not _is_day(end):
        return Worked(ask=frozenset(names.path(one) or one for one in ("pwd_start", "pwd_end")))
    valid = (_fact(names, "pwd_start"), _fact(names, "pwd_end"))
    seen = [one for one in ("first_recruitment", "filing") if _is_day(names.day(one))]
    if not seen:
        why = _("recruitment must begin, or the application be filed, by then")
        return Worked(
            {"begin_by": Result(end, (*valid, Line(end, _("the last day of validity"), why, _WAGE)))}
        )
    days = [_fact(names, one) for one in seen]
    ok = any(start <= line.value <= end for line in days)
    lines = (*valid, *days, Line(ok, _("one of them lies within the validity"), "", _WAGE))
    results = {"ok": Result(ok, lines)}
    if not ok and "filing" not in seen:
        why = _("recruitment began outside the validity, so the filing must lie within it")
        results["file_by"] = Result(end, (*lines, Line(end, _("the last day of validity"), why, _WAGE)))
    return Worked(results)


def wage_validity(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give until when a prevailing wage determination is valid: the printed day, and what the rule allows.

    Given `determined` and, once read, `printed_until`. Parameters: `least_days`, `most_years`. 656.40(c).
    """
    determined, printed = names.day("determined"), names.day("printed_until")
    if not _is_day(determined):
        return Worked(ask=frozenset({names.path("determined") or "determined"}))
    least = add_days(determined, int(parameters["least_days"]))
    most = add_years(determined, int(parameters["most_years"]), "last_day_of_month")
    start = _fact(names, "determined")
    results = {
        "at_least_until": Result(
            least,
            (start, Line(least, _("valid for at least {} days").format(parameters["least_days"]), "", _WAGE)),
        ),
        "at_most_until": Result(
            most,
            (start, Line(most, _("valid for {} year at most").format(parameters["most_years"]), "", _WAGE)),
        ),
    }
    if not _is_day(printed):
        return Worked(results)
    valid = Result(printed, (_fact(names, "printed_until"),))
    doubt = _("The printed day lies outside what the rule allows: read the notice again.")
    return Worked({"valid_until": valid}, note="" if least <= printed <= most else doubt)


def timeline(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give the order of the steps with the days of each, as far as they are recorded, at a glance.

    Given the wage determination and the steps of `filing_window`, each if known. Parameters as there, and
    those of the notice of filing (`business_days`, `calendar`). 20 CFR 656.10(d), 656.17(e), 656.40(c).
    """
    steps, count = read_steps(names), Count.of(parameters)
    results = {}
    for name, given in (("wage_from", "pwd_start"), ("wage_until", "pwd_end")):
        if _is_day(names.day(given)):
            results[name] = Result(names.day(given), (_fact(names, given),))
    if steps.job_order:
        through = add_days(steps.job_order.start, int(parameters["job_order_days"]) - 1)
        said = _("add {} days, the first day counted").format(parameters["job_order_days"])
        results["job_order_through"] = Result(
            through, (*_began((steps.job_order,)), Line(through, said, "", RULE))
        )
    if steps.nof:
        results["nof_through"] = posted_through(steps.nof.start, names, parameters, tables)
    results |= _each_counts(steps, count)
    if steps.every:
        results["file_until"] = count.last(steps.every)
    if steps.job_order and steps.ads and steps.nof and not steps.asked:
        results["file_from"] = count.first(steps)
    missing = [] if results else [names.path("pwd_start") or "pwd_start"]
    return Worked(results, ask=frozenset(missing))


def _each_counts(steps: Steps, count: Count) -> dict[str, Result]:
    """Give for each group of steps from when and until when a filing may rest on it."""
    groups = {"job_order": (steps.job_order,), "ads": steps.ads, "nof": (steps.nof,)}
    results = {}
    for name, group in groups.items():
        there = tuple(one for one in group if one)
        if there:
            waited = count.after(there)
            results[f"{name}_counts_from"] = Result(max(line.value for line in waited), waited)
            results[f"{name}_counts_until"] = count.last(there)
    if steps.additional:
        ended = Line(
            max(one.end for one in steps.additional), _("the last additional step has ended"), "", RULE
        )
        waited = (*count.second_latest(steps.additional), ended)
        results["additional_counts_from"] = Result(max(line.value for line in waited), waited)
        results["additional_counts_until"] = count.last(steps.additional)
    return results


def _rests_on(
    waited: tuple[Line, ...], steps: tuple[Step, ...], parameters: Mapping[str, str]
) -> dict[str, Result]:
    first = max(line.value for line in waited)
    return {"filing_from": Result(first, waited), "filing_until": Count.of(parameters).last(steps)}


def _began(steps: tuple[Step, ...]) -> tuple[Line, ...]:
    return tuple(Line(one.start, one.words, "", "", one.path) for one in steps)


def _fact(names: Names, name: str) -> Line:
    return Line(names.get(name), names.label(name), "", "", names.path(name))


def _is_day(value: Any) -> TypeGuard[date]:
    return isinstance(value, date)
