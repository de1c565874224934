"""Children whose age is fixed on one day: of citizens, of asylees and refugees, of parents who naturalize."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.dates import add_days, both_birthdays
from immdesk.basics.finding import Line, LinesLater
from immdesk.basics.unknown import Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_RELATIVE = "INA 201(f)"
_ASYLEE = "INA 208(b)(3)(B), 207(c)(2)(B)"


def immediate_child(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether a citizen's child stays a child: under 21 on the day on which the age is fixed.

    That day is the filing of Form I-130; where the parent naturalized or the child's marriage ended
    later, that later day. Before filing: the last day to file. INA 201(f)(1) to (3).
    """
    born, filed = names.day("dob"), names.day("i130_filed")
    if not isinstance(born, date):
        return Worked(ask=frozenset({names.path("dob")}))
    years = int(parameters["years"])
    if not isinstance(filed, date):
        return _to_be_filed(names, born, years)
    fixed = [_seen(names, "i130_filed", _("petition filed"), filed)]
    for name, words in (("naturalized", _("the parent naturalized")), ("divorced", _("the marriage ended"))):
        day = names.day(name)
        if isinstance(day, date):
            fixed.append(_seen(names, name, words, day))
    day = max(line.value for line in fixed)
    if len(fixed) > 1:
        fixed.append(Line(day, _("the latest of these days fixes the age"), "", _RELATIVE))
    return Worked(
        {"frozen_on": Result(day, tuple(fixed)), "child": _under(names, born, years, day, fixed, _RELATIVE)}
    )


def _to_be_filed(names: Names, born: date, years: int) -> Worked:
    birthday, later = both_birthdays(born, years)
    today = names.day("today")
    if isinstance(today, date) and birthday <= today:
        over = (_birthday(names, born, years, _RELATIVE),)
        note = _("Over {} before a petition was filed: a son or daughter, no immediate relative.").format(
            years
        )
        return Worked({"child": Result(False, over)}, note=note)
    last = add_days(birthday, -1)
    why = _("the petition must be received before the birthday; an office should not wait for this day")
    lines = (_birthday(names, born, years, _RELATIVE), Line(last, _("go back 1 day"), why, _RELATIVE))
    other = add_days(later, -1) if later != birthday else None
    return Worked({"file_by": Result(last, lines, other, _leap() if other else "")})


def asylee_child(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether a child may still follow: under 21 when Form I-589 was filed (asylum) or at the
    principal's refugee interview (Form I-590). INA 208(b)(3)(B), 207(c)(2)(B).
    """  # fmt: skip
    born = names.day("dob")
    filed, interviewed = names.day("principal_i589_filed"), names.day("principal_i590_interview")
    day, name = (
        (filed, "principal_i589_filed")
        if isinstance(filed, date)
        else (interviewed, "principal_i590_interview")
    )
    if not isinstance(day, date) or not isinstance(born, date):
        missing = {"dob": born, "principal_i589_filed": filed}
        asked = {names.path(one) or one for one, value in missing.items() if isinstance(value, Unknown)}
        return Worked(ask=frozenset(asked)) if asked else Worked(outcome="not applicable")
    words = (
        _("asylum application filed")
        if name == "principal_i589_filed"
        else _("refugee interview of the principal")
    )
    line = Line(day, words, _("the age is fixed on this day"), _ASYLEE, names.path(name))
    return Worked({"child": _under(names, born, int(parameters["years"]), day, [line], _ASYLEE)})


def naturalizing_parent(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say what a resident parent's naturalization does to a child's category, and by when it would help.

    Under 21 that day, the child becomes an immediate relative. INA 201(f)(2).
    """
    born, day = names.day("dob"), names.day("naturalized_on")
    if not isinstance(born, date):
        return Worked(ask=frozenset({names.path("dob")}))
    years = int(parameters["years"])
    if isinstance(day, date):
        line = Line(day, _("the parent naturalized"), "", _RELATIVE, names.path("naturalized_on"))
        return Worked({"immediate_relative": _under(names, born, years, day, [line], _RELATIVE)})
    birthday, later = both_birthdays(born, years)
    today = names.day("today")
    if isinstance(today, date) and birthday <= today:
        note = _("Over {}: naturalization now makes the child F1; F2B may be kept by asking.").format(years)
        return Worked(outcome="not applicable", note=note)
    last = add_days(birthday, -1)
    lines = LinesLater(
        lambda: (_birthday(names, born, years, _RELATIVE), Line(last, _("go back 1 day"), "", _RELATIVE))
    )
    other = add_days(later, -1) if later != birthday else None
    return Worked({"naturalize_by": Result(last, lines, other, _leap() if other else "")})


def _under(names: Names, born: date, years: int, day: date, lines: list[Line], authority: str) -> Result:
    """Say whether `day` lies before the birthday; the birthday itself is too late."""
    birthday, later = both_birthdays(born, years)
    child = day < birthday
    asked = Line(
        child, _("is that day before the birthday?"), _("the birthday itself is too late"), authority
    )
    shown = (*lines, _birthday(names, born, years, authority), asked)
    if (day < later) == child:
        return Result(child, shown)
    return Result(child, shown, later, _leap())


def _birthday(names: Names, born: date, years: int, authority: str) -> Line:
    day = both_birthdays(born, years)[0]
    why = _("February 28 stands for February 29: the safe day") if day.day != born.day else ""
    return Line(day, _("the birthday at {} years").format(years), why, authority, names.path("dob"))


def _seen(names: Names, name: str, words: str, day: date) -> Line:
    return Line(day, words, "", _RELATIVE, names.path(name))


def _leap() -> str:
    return _("Born on February 29: practice differs between February 28 and March 1.")
