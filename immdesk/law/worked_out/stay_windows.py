"""Windows around the end of a stay: extensions on Form I-539, passports long enough, children at 21."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.dates import add_days, add_months, both_birthdays
from immdesk.basics.finding import Line, LinesLater
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.worked_out.ac21 import validity_end
from immdesk.law.working import Names, Result, Tables, Worked

_EXTEND = "8 CFR 214.1(c); 8 CFR 248.1"
_PASSPORT = "INA 212(a)(7)(B)(i)(I)"
_FAMILY = "8 CFR 214.2(h)(9)(iv)"
_POLICY = "USCIS Policy Manual vol. 1 pt. B ch. 6"


def extension_window(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give when an extension or change of status may be filed: before the I-94 (`i94_end`) expires.

    Parameters: `months` before it opens, `days` before it is best, `calendar` for a paper's last day.
    """
    end = names.get("i94_end")
    if isinstance(end, Unknown):
        return Worked(ask=end.paths)
    if not isinstance(end, date):
        return Worked(outcome="not applicable", note=_("The stay has no last day."))

    def start() -> Line:
        return Line(end, _("the authorized stay ends"), "", _EXTEND, names.path("i94_end"))

    months, days = int(parameters["months"]), int(parameters["days"])
    opens, best = add_months(end, -months, "next_day"), add_days(end, -days)
    months_back, days_back = _("go back {} months"), _("go back {} days")
    return Worked({
        "opens": Result(opens, LinesLater(
            lambda: (start(), Line(opens, months_back.format(months), "", _EXTEND))
        )),
        "recommended": Result(best, LinesLater(
            lambda: (start(), Line(best, days_back.format(days), _("advice, not law")))
        )),
        "closes": Result(end, LinesLater(lambda: (start(),)), *_on_paper(end, tables, parameters)),
    })  # fmt: skip


def _on_paper(end: date, tables: Tables, parameters: Mapping[str, str]) -> tuple[date | None, str]:
    """Give the day until which paper is accepted by policy, with the reason, where the last day is closed."""
    calendar = tables.closures[parameters["calendar"]]
    if not calendar.is_closed(end):
        return None, ""
    rolled, closed = calendar.next_open(end)
    why = _("Paper received by the next open day (closed: {}) is accepted only by policy: {}.")
    return rolled, why.format(", ".join(dict.fromkeys(closed)), _POLICY)


def long_enough_passport(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether a passport is good for the stay: `months` past its end unless the country is in the club.

    Given `passport_expires`, `stay_end`, `in_club`. Where it is too short the stay is usually cut; which
    day is disputed, so the earlier is shown. INA 212(a)(7)(B)(i)(I); 9 FAM 403.9.
    """
    expires, end, club = names.day("passport_expires"), names.get("stay_end"), names.get("in_club")
    asked = [one for one in (expires, end) if isinstance(one, Unknown)]
    if asked or not isinstance(expires, date) or not isinstance(end, date):
        return Worked(ask=frozenset(path for one in asked for path in one.paths))
    months = 0 if club is True else int(parameters["months"])
    needed = add_months(end, months, "next_day")
    enough = expires >= needed
    words = _("the passport must be good until then")
    why = (
        _("its country extends it by six months")
        if club is True
        else _("{} months past the stay").format(months)
    )
    lines = (
        Line(end, _("the stay that is asked for ends"), "", "", names.path("stay_end")),
        Line(needed, words, why, _PASSPORT),
        Line(expires, _("the passport expires"), "", "", names.path("passport_expires")),
    )
    results = {
        "needed_until": Result(needed, lines[:2]),
        "long_enough": Result(enough, (*lines, Line(enough, _("is it long enough?"), "", _PASSPORT))),
    }
    if not enough:
        cut = expires if club is True else add_months(expires, -months, "last_day_of_month")
        line = Line(cut, _("the stay may be cut to this day"), "", _PASSPORT)
        reason = _("Usually the stay is cut to the passport's own last day.")
        other = (expires, reason) if cut != expires else (None, "")
        results["stay_may_end"] = Result(cut, (*lines, line), *other)
    return Worked(results)


def dependent_stay(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give when an H-4 or L-2 stay ends: with the principal's, own I-94 and passport, and at 21 for a child.

    Given `own_until` and, where known, `born_on`, `since`, `principal_until`, `passport_expires`.
    Who was 21 already when the status began is a spouse. 8 CFR 214.2(h)(9)(iv); INA 101(b)(1).
    """
    own = names.get("own_until")
    if isinstance(own, Unknown):
        return Worked(ask=own.paths)
    limits = ("own_until", "principal_until", "passport_expires")
    days = {one: day for one in limits if isinstance(day := names.get(one), date)}
    results = {}
    if days:
        least = min(days, key=days.__getitem__)
        results["stay_until"] = Result(days[least], LinesLater(lambda: _earliest(names, days, least)))
    born, since = names.get("born_on"), names.get("since")
    if isinstance(born, date):
        years = int(parameters["years"])
        safe, late = both_birthdays(born, years)
        if not isinstance(since, date) or since < safe:
            results["turns_21"] = _turns(names, born, safe, late, years)
    return Worked(results)


def _earliest(names: Names, days: Mapping[str, date], least: str) -> tuple[Line, ...]:
    lines = [Line(day, names.label(one), "", _FAMILY, names.path(one)) for one, day in days.items()]
    last = Line(days[least], _("the earliest of them: {}").format(names.label(least)), "", _FAMILY)
    return (*lines, last)


def _turns(names: Names, born: date, safe: date, late: date, years: int) -> Result:
    def write() -> tuple[Line, ...]:
        birthday, why = _("the birthday at {} years").format(years), _("not covered on that day")
        return (
            Line(born, _("born"), "", "", names.path("born_on")),
            Line(safe, birthday, why, "INA 101(b)(1)"),
        )

    lines = LinesLater(write)
    if late == safe:
        return Result(safe, lines)
    return Result(
        safe, lines, late, _("Born on February 29: practice differs between February 28 and March 1.")
    )


def longest_validity(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last day that a petition may be asked for from `start_date`, within every limit known.

    Given also `lca_until` and `max_out`, where known. Parameter `years`. 8 CFR 214.2(h)(9)(iii)(A)(1).
    """
    start = names.day("start_date")
    if not isinstance(start, date):
        return Worked(ask=frozenset({names.path("start_date")}))
    cite = "8 CFR 214.2(h)(9)(iii)(A)(1)"
    plain = validity_end(start, int(parameters["years"]), cite, names.path("start_date"))
    limits = {one: day for one in ("lca_until", "max_out") if isinstance(day := names.get(one), date)}
    last = min(plain.value, *limits.values()) if limits else plain.value
    shown = tuple(Line(day, names.label(one), "", cite, names.path(one)) for one, day in limits.items())
    if last == plain.value:
        return Worked(
            {"max_end": Result(last, (*plain.lines, *shown), plain.disputed, plain.disputed_reason)}
        )
    lines = (*plain.lines, *shown, Line(last, _("never beyond the earliest of them"), "", cite))
    note = _("The start lies past that day.") if last < start else ""
    return Worked({"max_end": Result(last, lines)}, note=note)


def validity_of_class(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last day of the longest validity for TN, E, O-1 and P-1 from `start_date`.

    Given `classification` and, for O-1, `extension` (yes: one more year). Parameters: years of each class.
    """
    start, said = names.day("start_date"), names.get("classification")
    if not isinstance(start, date) or isinstance(said, (Unknown, Nothing)):
        missing = (
            {names.path("start_date")} if not isinstance(start, date) else {names.path("classification")}
        )
        return Worked(ask=frozenset(missing))
    key = "".join(sign for sign in str(said).lower() if sign.isalnum())
    kind = next((one for one in ("tn", "e1", "e2", "e3", "o1", "p1") if key.startswith(one)), "")
    if not kind:
        return Worked(outcome="not applicable", note=_("The rule is about TN, E-1, E-2, E-3, O-1 and P-1."))
    extended = kind == "o1" and names.get("extension") is True
    years = int(parameters["o1_extension_years" if extended else f"{kind}_years"])
    return Worked(
        {"max_end": validity_end(start, years, "8 CFR 214.2; 8 CFR 214.6", names.path("start_date"))}
    )
