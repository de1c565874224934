"""Green cards: when to renew one, and the 90 days in which conditions on residence are to be removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.dates import add_days, add_months, add_years
from immdesk.basics.finding import Line
from immdesk.basics.unknown import Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_CARD = "8 CFR 264.5"
_CONDITIONS = "INA 216(d)(2), 216A(d)(2); 8 CFR 216.4(a)(1), 216.6(a)(1)"
_CHILD = "8 CFR 216.4(a)(2)"
_PAPER = "USCIS Policy Manual vol. 1 pt. B ch. 6"


def card_renewal(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give from when Form I-90 may be filed, the new card at 14, and how far its receipt extends the card.

    Months are counted back to the later day where a month is too short. 8 CFR 264.5(b), (c).
    """
    expires = names.day("card_expires")
    if not isinstance(expires, date):
        return Worked(outcome="not applicable", note=_("The card does not expire."))
    months = int(parameters["months"])
    day, sooner = (add_months(expires, -months, reading) for reading in ("next_day", "last_day_of_month"))
    shown = Line(expires, _("the card expires"), "", _CARD, names.path("card_expires"))
    reason = (
        _("an earliest day never rolls") if day == sooner else _("the later day: that month is too short")
    )
    back = Line(day, _("go back {} months").format(months), reason, _CARD)
    other = None if day == sooner else sooner
    doubt = "" if other is None else _("Some take the last day of the shorter month.")
    results = {"earliest": Result(day, (shown, back), other, doubt)}
    results |= _at_fourteen(names, expires, int(parameters["age"]), int(parameters["age_days"]))
    results |= _by_receipt(names, expires, parameters)
    return Worked(results)


def _at_fourteen(names: Names, expires: date, age: int, days: int) -> dict[str, Result]:
    born, issued = names.day("dob"), names.day("issued")
    if not isinstance(born, date) or not isinstance(issued, date):
        return {}
    birthday = add_years(born, age, "last_day_of_month")
    if not issued < birthday < expires:
        return {}
    last = add_days(birthday, days)
    lines = (
        Line(birthday, _("the birthday at {} years").format(age), "", _CARD, names.path("dob")),
        Line(last, _("add {} days").format(days), _("fingerprints and a new card at that age"), _CARD),
    )
    return {"new_card_by": Result(last, lines)}


def _by_receipt(names: Names, expires: date, parameters: Mapping[str, str]) -> dict[str, Result]:
    """Give until when the receipt of a filing extends the card; earlier receipts print their own time."""
    filed = names.day("filed")
    if not isinstance(filed, date) or filed < date.fromisoformat(parameters["receipt_from"]):
        return {}
    months = int(parameters["receipt_months"])
    until = add_months(expires, months, "last_day_of_month")
    lines = (
        Line(filed, _("filing received"), "", "", names.path("filed")),
        Line(expires, _("the card expires"), "", "", names.path("card_expires")),
        Line(until, _("add {} months").format(months), _("the receipt, shown with the card"), ""),
    )
    return {"extended_to": Result(until, lines)}


def conditional_window(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give the 90 days before the second anniversary of conditional residence.

    Given the day printed on the card, the day residence began, or both: then the window lies in both.
    The statute's period ends the day before the anniversary; practice accepts the anniversary itself.
    INA 216(d)(2), 216A(d)(2); 8 CFR 216.4(a)(1), 216.6(a)(1).
    """
    printed, since = names.day("conditional_expires"), names.day("conditional_since")
    if not isinstance(printed, date) and not isinstance(since, date):
        return Worked(ask=frozenset({names.path("conditional_since") or "conditional_since"}))
    days, ends = int(parameters["days"]), _ends(names, int(parameters["years"]))
    sooner, later = min(line.value for line in ends), max(line.value for line in ends)
    opens = add_days(later, -days)
    doubt = _("Resident since February 29: some take February 28 as the anniversary.")
    leap = isinstance(since, date) and (since.month, since.day) == (2, 29) and not isinstance(printed, date)
    back = Line(opens, _("go back {} days").format(days), _("an earliest day never rolls"), _CONDITIONS)
    results = {
        "opens": Result(
            opens, (*ends, back), add_days(sooner, -days) if leap else None, doubt if leap else ""
        ),
        "closes": Result(sooner, _closing(ends, sooner), later if leap else None, doubt if leap else ""),
        "last_safe_day": _safe(ends, sooner),
    }
    if isinstance(since, date):
        anniversary = add_years(since, int(parameters["years"]), "last_day_of_month")
        results["second_anniversary"] = Result(anniversary, (ends[-1],))
    results |= _on_paper(sooner, parameters["calendar"], tables)
    results |= _by_receipt(names, sooner, parameters)
    return Worked(results, note=_misprint(printed, since, int(parameters["years"])))


def _ends(names: Names, years: int) -> tuple[Line, ...]:
    """Give the days that end the window: the card's, and the anniversary in both readings of February 29."""
    printed, since = names.day("conditional_expires"), names.day("conditional_since")
    lines = []
    if isinstance(printed, date):
        said = _("the conditional card expires")
        lines.append(Line(printed, said, "", _CONDITIONS, names.path("conditional_expires")))
    if isinstance(since, date):
        whole = {add_years(since, years, reading) for reading in ("last_day_of_month", "next_day")}
        said, path = _("add {} years to conditional residence").format(years), names.path("conditional_since")
        lines += [Line(day, said, "", _CONDITIONS, path) for day in sorted(whole, reverse=True)]
    return tuple(lines)


def _closing(ends: tuple[Line, ...], day: date) -> tuple[Line, ...]:
    reason = _("the raw day; practice accepts a filing on the anniversary itself")
    return (
        *ends,
        Line(
            day, _("the earlier of these days") if len(ends) > 1 else _("the last day"), reason, _CONDITIONS
        ),
    )


def _safe(ends: tuple[Line, ...], day: date) -> Result:
    before = add_days(day, -1)
    reason = _("a period before the anniversary literally ends the day before it")
    return Result(before, (*ends, Line(before, _("go back 1 day"), reason, _CONDITIONS)))


def _on_paper(day: date, calendar: str, tables: Tables) -> dict[str, Result]:
    rolled, closed = tables.closures[calendar].next_open(day)
    if rolled == day:
        return {}
    reason = _("closed: {}").format(", ".join(dict.fromkeys(closed)))
    return {
        "paper_latest": Result(
            rolled, (Line(day, _("the last day")), Line(rolled, _("the next open day"), reason, _PAPER))
        )
    }


def _misprint(printed: object, since: object, years: int) -> str:
    if not isinstance(printed, date) or not isinstance(since, date):
        return ""
    if printed in {add_years(since, years, reading) for reading in ("last_day_of_month", "next_day")}:
        return ""
    return _("The card does not expire on the second anniversary: one of the two is wrong. Both are kept to.")


def child_on_petition(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether a child may be on the parent's Form I-751. 8 CFR 216.4(a)(2).

    Yes when the child became a conditional resident with the parent or within 90 days after.
    """
    child, parent = names.day("child_since"), names.day("parent_since")
    if not isinstance(child, date) or not isinstance(parent, date):
        days = {"child_since": child, "parent_since": parent}
        asked = {names.path(name) for name, day in days.items() if isinstance(day, Unknown)}
        return Worked(ask=frozenset(asked)) if asked else Worked(outcome="not applicable")
    last = add_days(parent, int(parameters["days"]))
    lines = (
        Line(parent, _("conditional residence of the parent began"), "", _CHILD, names.path("parent_since")),
        Line(last, _("add {} days").format(parameters["days"]), "", _CHILD),
        Line(child, _("conditional residence of the child began"), "", _CHILD, names.path("child_since")),
    )
    included = parent <= child <= last
    note = "" if included else _("The child files a Form I-751 of their own, in a window of their own.")
    return Worked({"included": Result(included, lines)}, note=note)
