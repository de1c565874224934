"""H-1B time past the sixth year under AC21, and whether the cap registration is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from immdesk.basics.dates import add_days, add_months, add_years
from immdesk.basics.finding import Line
from immdesk.basics.shown import in_words
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.bulletin import is_earlier
from immdesk.law.working import Names, Result, Tables, Worked

_A = "AC21 sec. 106(a)-(b); 8 CFR 214.2(h)(13)(iii)(D)"
_C = "AC21 sec. 104(c); 8 CFR 214.2(h)(13)(iii)(E)"


def exempt_year(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say from which day one-year extensions past the limit may begin, and whether `requested_start` may.

    Given `filings` (filed, status) of labor certifications and I-140s. Each counts by itself, `days` after
    its filing; one that `ended` for good keeps nothing alive, a denial under appeal still does.
    """
    filings, asked = names.get("filings"), names.day("requested_start")
    if isinstance(filings, Unknown):
        return Worked(ask=filings.paths)
    rows = () if isinstance(filings, Nothing) else filings
    live = sorted(
        row["filed"] for row in rows if isinstance(row.get("filed"), date) and _lives(row, parameters)
    )
    odd = [
        _("A filing without its day is left out.") for row in rows if not isinstance(row.get("filed"), date)
    ]
    if not live:
        none = Line(
            NONE, _("no labor certification or I-140 that still counts"), "", _A, names.path("filings")
        )
        results = {"eligible": Result(False, (none,)), "earliest_exempt_start": Result(NONE, (none,))}
        return Worked(results, note=" ".join(odd[:1]))
    days = int(parameters["days"])
    first = add_days(live[0], days)
    lines = [Line(live[0], _("the oldest filing that still counts"), "", _A, names.path("filings"))]
    lines.append(
        Line(first, _("add {} days").format(days), _("at least {} days must have passed").format(days), _A)
    )
    results = {"earliest_exempt_start": Result(first, tuple(lines)), **_file_from(first, lines, parameters)}
    if isinstance(asked, date):
        lines.append(Line(asked, names.label("requested_start"), "", "", names.path("requested_start")))
        line = Line(asked >= first, _("is the start asked for on or after that day?"), "", _A)
        results["eligible"] = Result(asked >= first, (*lines, line))
    return Worked(results, note=" ".join(odd[:1]))


def _file_from(first: date, lines: list[Line], parameters: Mapping[str, str]) -> dict[str, Result]:
    months = int(parameters["months_before"])
    day = add_months(first, -months, "next_day")
    words = _("go back {} months").format(months)
    line = Line(day, words, _("the petition may be filed before the 365th day"), _A)
    return {"file_from": Result(day, (*lines, line))}


def _lives(row: Mapping[str, Any], parameters: Mapping[str, str]) -> bool:
    """Say whether a filing still counts: not when it ended for good, unless an appeal is open."""
    status = row.get("status")
    said = status.lower().replace("_", " ").replace("-", " ").split() if isinstance(status, str) else ()
    if any(word in parameters["for_good"].split() for word in said):
        return False
    ended = any(word in parameters["ended"].split() for word in said)
    return not ended or any(word in parameters["kept_by"].split() for word in said)


def three_years(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether an extension of up to three years past the limit may be asked for.

    Given `i140_approved`, `priority_date` and `cutoff` (Final Action Dates of the month of filing) and, if
    known, `requested_start`. The visa must be unavailable on the day of filing. AC21 sec. 104(c).
    """
    approved, priority, cutoff = names.day("i140_approved"), names.day("priority_date"), names.get("cutoff")
    asked = [one for one in (approved, priority, cutoff) if isinstance(one, Unknown)]
    if asked:
        return Worked(ask=frozenset(path for one in asked for path in one.paths))
    if not isinstance(approved, date) or not isinstance(priority, date):
        line = Line(False, _("there is no approved I-140"), "", _C, names.path("i140_approved"))
        return Worked({"eligible": Result(False, (line,))})
    waits = isinstance(cutoff, (str, date)) and not is_earlier(priority, cutoff)
    lines = (
        Line(approved, _("I-140 approved"), "", _C, names.path("i140_approved")),
        Line(priority, _("priority date"), "", "", names.path("priority_date")),
        Line(cutoff, _("cutoff of Final Action Dates in the month of filing"), "", _C, names.path("cutoff")),
        Line(waits, _("is a visa number unavailable?"), "", _C),
    )
    results = {"eligible": Result(waits, lines)}
    start = names.day("requested_start")
    if waits and isinstance(start, date):
        results["max_end"] = validity_end(start, int(parameters["years"]), _C, names.path("requested_start"))
    return Worked(results)


def validity_end(start: date, years: int, cite: str, source: str) -> Result:
    """Give the last day of a validity of whole years: the anniversary of `start` less one day."""
    safe, late = (add_days(add_years(start, years, how), -1) for how in ("last_day_of_month", "next_day"))
    lines = (
        Line(start, _("the validity begins"), "", "", source),
        Line(safe, _("add {} years, less one day").format(years), "", cite),
    )
    if late == safe:
        return Result(safe, lines)
    return Result(safe, lines, late, _("From February 29, practice differs on the last day."))


def registration_open(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether the H-1B cap registration for a `fiscal_year` is open on a `date`.

    Parameters: the season's `season` (fiscal year), `opens` and `closes`, both at noon Eastern time.
    """
    year, day = names.number("fiscal_year"), names.day("date")
    asked = [one for one in (year, day) if isinstance(one, Unknown)]
    if asked or not isinstance(year, int) or not isinstance(day, date):
        return Worked(ask=frozenset(path for one in asked for path in one.paths))
    season = int(parameters["season"])
    opens, closes = date.fromisoformat(parameters["opens"]), date.fromisoformat(parameters["closes"])
    if year > season and day.year >= year - 1:
        said = _("The registration for fiscal year {} is not announced in the packs of this desk.").format(
            year
        )
        return Worked(outcome="not in force", note=said)
    is_open = year == season and opens <= day <= closes
    lines = (
        Line(opens, _("registration for fiscal year {} opens at noon Eastern").format(season)),
        Line(closes, _("it closes at noon Eastern")),
        Line(is_open, _("is it open on {}?").format(in_words(day))),
    )
    results = {"open": Result(is_open, lines)}
    if year == season:
        results |= {"opens": Result(opens, lines[:1]), "closes": Result(closes, lines[:2])}
    return Worked(results)
