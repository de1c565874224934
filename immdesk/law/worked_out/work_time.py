"""Work and stay around a petition: cap gap, 240 days while an extension waits, the days of grace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.dates import add_days
from immdesk.basics.finding import Line
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_CAP_GAP = "8 CFR 214.2(f)(5)(vi)"
_WAITING = "8 CFR 274a.12(b)(20)"
_SIXTY = "8 CFR 214.1(l)(2)"
_TEN = "8 CFR 214.1(l)(1)"


def cap_gap(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say until when (that day not included) a cap petition carries on a student's status and OPT work.

    Given `fiscal_year`, `opt_end` (none: no OPT), `petition_filed`, `change_of_status` and, once approved,
    `approved_start`. Parameters: the `month` whose first day ends every gap, `years_back` from the fiscal
    year to its calendar year, `grace_days` in which a petition still keeps the status.
    """
    year, opt_end, filed = names.number("fiscal_year"), names.day("opt_end"), names.day("petition_filed")
    change = names.get("change_of_status")
    asked = [one for one in (year, opt_end, filed, change) if isinstance(one, Unknown)]
    if asked or not isinstance(year, int):
        return Worked(ask=frozenset(path for one in asked for path in one.paths))
    why = _why_no_gap(opt_end, filed, change is True, int(parameters["grace_days"]))
    if why or not isinstance(filed, date):
        return Worked({"until": Result(NONE, (Line(NONE, _("no cap gap"), why, _CAP_GAP),))}, note=why)
    end = date(year - int(parameters["years_back"]), int(parameters["month"]), 1)
    return Worked(_gap(names, year, end, filed, opt_end))


def _gap(names: Names, year: int, end: date, filed: date, opt_end: object) -> dict[str, Result]:
    start = names.day("approved_start")
    until = min(end, start) if isinstance(start, date) else end
    lines = [Line(opt_end, _("OPT or the status ends"), "", "", names.path("opt_end"))]
    lines.append(Line(filed, _("the cap petition was received"), "", "", names.path("petition_filed")))
    lines.append(Line(end, _("the day that ends every cap gap of fiscal year {}").format(year), "", _CAP_GAP))
    if isinstance(start, date):
        path, why = names.path("approved_start"), _("the earlier day ends it")
        lines.append(Line(start, _("the approved petition begins"), why, _CAP_GAP, path))
    last = Line(add_days(until, -1), _("the last day that is covered is the day before"), "", _CAP_GAP)
    works = isinstance(opt_end, date) and filed <= opt_end
    work = Line(works, _("was OPT unexpired when the petition was received?"), "", _CAP_GAP)
    return {
        "until": Result(until, tuple(lines)),
        "last_day": Result(last.value, (*lines, last)),
        "work_continues": Result(works, (*lines, work)),
    }


def _why_no_gap(opt_end: object, filed: object, change: bool, grace: int) -> str:
    if not isinstance(filed, date):
        return _("No cap petition was filed.")
    if not change:
        return _("The petition asks for a visa abroad, not for a change of status.")
    if isinstance(opt_end, date) and filed > add_days(opt_end, grace):
        return _("The petition came after the status had ended.")
    return ""


def waiting_240(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether somebody may work on `on_date` while the same employer's extension waits.

    Given `i94_end`, `extension_filed`, `same_employer`, `decision_date` (of a denial; none while it waits).
    Parameter `days`: counted *beginning on* the last day of the stay, so the safe last day is one less.
    8 CFR 274a.12(b)(20).
    """
    end, filed, on = names.get("i94_end"), names.day("extension_filed"), names.day("on_date")
    same, decided = names.get("same_employer"), names.day("decision_date")
    asked = [one for one in (end, filed, same) if isinstance(one, Unknown)]
    if asked:
        return Worked(ask=frozenset(path for one in asked for path in one.paths))
    if not isinstance(end, date):
        return Worked(outcome="not applicable", note=_("The stay has no last day."))
    why = _why_no_240(end, filed, same is True)
    days = int(parameters["days"])
    last, practice = (end, end) if why else (add_days(end, days - 1), add_days(end, days))
    if isinstance(decided, date) and not why:
        last = practice = max(end, min(last, add_days(decided, -1)))
    lines = [Line(end, _("the authorized stay ends"), "", _WAITING, names.path("i94_end"))]
    if not why:
        words = _("{} days that begin on that day").format(days)
        lines.append(
            Line(add_days(end, days - 1), words, _("or until a denial, if that is earlier"), _WAITING)
        )
    results = {}
    other = (
        (practice, _("Common practice counts 240 days after that day.")) if practice != last else (None, "")
    )
    if not why:
        results["last_day"] = Result(last, tuple(lines), *other)
    if isinstance(on, date):
        may = on <= last
        asked_line = Line(may, _("may work on that day?"), why, _WAITING)
        doubt = other if may != (on <= practice) else (None, "")
        results["authorized"] = Result(may, (*lines, Line(on, _("the day asked about")), asked_line), *doubt)
    return Worked(results, note=why)


def _why_no_240(end: date, filed: object, same: bool) -> str:
    if not isinstance(filed, date):
        return _("No extension was filed.")
    if filed > end:
        return _("The extension was filed after the stay had ended.")
    if not same:
        return _("A new employer's petition rests on H-1B portability (AC21 sec. 105), not on the 240 days.")
    return ""


def sixty_days(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last day of grace after the work ended: `days` later, or the validity's end if earlier.

    Given `last_employment_day` and `validity_end`. 8 CFR 214.1(l)(2): a status end, it never rolls.
    """
    ended, validity = names.day("last_employment_day"), names.get("validity_end")
    if not isinstance(ended, date):
        return Worked(ask=frozenset({names.path("last_employment_day")}))
    days = int(parameters["days"])
    day = add_days(ended, days)
    lines = [Line(ended, names.label("last_employment_day"), "", "", names.path("last_employment_day"))]
    lines.append(Line(day, _("add {} days").format(days), _("the next day is the first"), _SIXTY))
    if isinstance(validity, date):
        path, day = names.path("validity_end"), min(day, validity)
        lines.append(Line(validity, _("the validity ends"), _("the earlier day counts"), _SIXTY, path))
    note = _("The work ended when the validity had ended: there is no grace.") if day < ended else ""
    return Worked({"grace_end": Result(day, tuple(lines))}, note=note)


def ten_days(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the days of grace before and after a petition's validity, as far as the I-94 grants them.

    Given `validity_end`, `i94_until` and, if known, `validity_start`. Parameter `days`. 8 CFR 214.1(l)(1).
    """
    end, until, start = names.day("validity_end"), names.get("i94_until"), names.get("validity_start")
    if not isinstance(end, date) or isinstance(until, Unknown):
        return Worked(ask=frozenset(names.path(one) for one in ("validity_end", "i94_until")))
    days = int(parameters["days"])
    granted = min(add_days(end, days), until) if isinstance(until, date) else end
    lines = [Line(end, _("the validity ends"), _("work ends with it"), _TEN, names.path("validity_end"))]
    lines.append(Line(add_days(end, days), _("at most {} days more").format(days), "", _TEN))
    lines.append(
        Line(until, _("the I-94 says until when"), _("only what it grants"), _TEN, names.path("i94_until"))
    )
    results = {"grace_end": Result(max(end, granted), tuple(lines))}
    if isinstance(start, date):
        first = add_days(start, -days)
        words = _("at most {} days before the validity begins").format(days)
        results["earliest_entry"] = Result(
            first, (Line(first, words, "", _TEN, names.path("validity_start")),)
        )
    return Worked(results)
