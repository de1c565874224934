"""The Child Status Protection Act: the age that counts, when a child ages out, and which chart decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.dates import MissingDay, add_days, add_years, days_between, first_of_month
from immdesk.basics.finding import Line
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_ACT = "INA 203(h)(1)(A)"
_MANUAL = "USCIS Policy Manual vol. 7 pt. A ch. 7"


def cspa_age(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Work out the CSPA age in days, so that no month is rounded.

    Given `dob`, `petition_filed`, `petition_approved` and, once the category is current,
    `bulletin_available` (the first day of that month). Without it, the planning day `ages_out` is the
    first day on which a visa number would come too late. INA 203(h); PM vol. 7 pt. A ch. 7.
    """
    dob, filed, approved = names.day("dob"), names.day("petition_filed"), names.day("petition_approved")
    if not isinstance(filed, date) or not isinstance(dob, date):
        return Worked(outcome="not applicable", note=_("There is no petition to count from."))
    if not isinstance(approved, date):
        return _still_pending(names)
    if approved < filed:
        asked = frozenset({names.path("petition_approved") or "petition_approved"})
        return Worked(ask=asked, note=_("The petition cannot be approved before it was filed."))
    years = int(parameters["years"])
    pending = days_between(filed, approved)
    available = names.day("bulletin_available")
    start = {"pending_days": _pending_days(names, filed, approved, pending)}
    if isinstance(available, (Nothing, Unknown)):
        note = (
            _("The category was not current yet; the count goes on until a visa number is available.")
            if isinstance(available, Nothing)
            else _("Nobody has recorded when the category was current; if it was, the age stands since then.")
        )
        return Worked({**start, "ages_out": _ages_out(dob, pending, years)}, note=note)
    return Worked({**start, **_protected(names, dob, approved, available, pending, years)})


def _still_pending(names: Names) -> Worked:
    asked = frozenset({names.path("petition_approved") or "petition_approved"})
    note = _("While the petition is pending every day is added to the protection.")
    return Worked(ask=asked, note=note)


def _pending_days(names: Names, filed: date, approved: date, pending: int) -> Result:
    lines = (
        Line(filed, _("petition filed"), "", _ACT, names.path("petition_filed")),
        Line(approved, _("petition approved"), "", _ACT, names.path("petition_approved")),
        Line(pending, _("days pending"), _("approved less filed; the first day is not counted"), _MANUAL),
    )
    return Result(pending, lines)


def _ages_out(dob: date, pending: int, years: int) -> Result:
    birthday, other = _birthdays(dob, years)
    day = add_days(birthday, pending)
    last_month = first_of_month(add_days(day, -1))
    lines = (
        _birthday_line(dob, birthday, years),
        Line(day, _("add {} days pending").format(pending), _("no longer protected from this day on"), _ACT),
        Line(last_month, _("the last bulletin month that helps"), _("a month counts from its first day"),
             _MANUAL),
    )  # fmt: skip
    if other is not None:
        reason = _("Born on February 29: practice differs between February 28 and March 1.")
        return Result(day, lines, add_days(other, pending), reason)
    reason = _("Some count the day of filing too, which adds a day; the day shown is the safe one.")
    return Result(day, lines, add_days(day, 1), reason)


def _protected(
    names: Names, dob: date, approved: date, available: date, pending: int, years: int
) -> dict[str, Result]:
    visa = max(approved, available)
    adjusted = add_days(visa, -pending)
    birthday, other = _birthdays(dob, years)
    seen = (
        Line(available, _("first day of the month in which the category is current"), "", _MANUAL,
             names.path("bulletin_available")),
        Line(visa, _("the later of that day and the approval"), "", _MANUAL),
    )  # fmt: skip
    counted = (*seen, Line(adjusted, _("go back {} days pending").format(pending), "", _ACT))
    age = max(0, _age(dob, adjusted))
    decided = Line(
        adjusted < birthday,
        _("is that day before the birthday?"),
        _("the birthday itself is too late"),
        _ACT,
    )
    lines = (*counted, _birthday_line(dob, birthday, years), decided)
    doubt = _doubt(adjusted, birthday, other)
    return {
        "visa_available": Result(visa, seen),
        "adjusted_date": Result(adjusted, counted),
        "cspa_age_years": Result(age, (*counted, Line(age, _("age in whole years on that day")))),
        "under_21": Result(adjusted < birthday, lines, doubt, _said_of_doubt() if doubt else ""),
    }


def _doubt(adjusted: date, birthday: date, other: date | None) -> date | None:
    """Give the other day when another way of counting would turn the answer."""
    if other is not None and (adjusted < other) != (adjusted < birthday):
        return other
    inclusive = add_days(adjusted, -1)
    return inclusive if (inclusive < birthday) != (adjusted < birthday) else None


def _said_of_doubt() -> str:
    return _(
        "Another way of counting (day of filing included, or February 29) turns the answer: attorney decides."
    )


def _birthdays(dob: date, years: int) -> tuple[date, date | None]:
    safe, late = (add_years(dob, years, reading) for reading in _READINGS)
    return safe, (late if late != safe else None)


def _age(dob: date, day: date) -> int:
    years = day.year - dob.year
    return years if add_years(dob, years, "last_day_of_month") <= day else years - 1


def _birthday_line(dob: date, birthday: date, years: int) -> Line:
    reason = _("February 28 stands for February 29: the safe day") if birthday.day != dob.day else ""
    return Line(birthday, _("the birthday at {} years").format(years), reason, _ACT, "person.born_on")


_READINGS: tuple[MissingDay, MissingDay] = ("last_day_of_month", "next_day")


def chart_policy(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say which chart decides when a visa became available for the CSPA age of an adjustment applicant.

    Given `i485_filed` and, if known, `decided`. Parameters: the days of the two changes of policy.
    Policy Manual updates of 2023-02-14 and 2025-08-15: the 2023 policy governs every application pending
    on or after its day, whenever filed, and is kept for those pending before the second.
    """
    chart_in_use = date.fromisoformat(parameters["chart_in_use_from"])
    final_only = date.fromisoformat(parameters["final_action_only_from"])
    filed, decided = names.day("i485_filed"), names.day("decided")
    if isinstance(filed, Nothing):
        line = Line(
            "final-action-dates", _("not filed yet: an application filed now is under the policy in force")
        )
        return Worked({"policy": Result("final-action-dates", (line,))})
    if not isinstance(filed, date):
        return Worked(ask=frozenset({names.path("i485_filed")}))
    start = Line(filed, _("I-485 received"), "", _MANUAL, names.path("i485_filed"))
    if filed >= final_only:
        return _policy("final-action-dates", start, _("filed on or after {}").format(final_only))
    if isinstance(decided, date) and decided < chart_in_use:
        return _policy("final-action-dates", start, _("decided before {}").format(chart_in_use))
    why = _("pending between {} and {}").format(chart_in_use, final_only)
    worked = _policy("feb-2023-chart-in-use", start, why)
    if isinstance(decided, Unknown) and filed < chart_in_use:
        note = _("Taken as not decided before {}; say when it was decided.").format(chart_in_use)
        return Worked(worked.results, note=note)
    return worked


def _policy(policy: str, start: Line, why: str) -> Worked:
    return Worked(
        {"policy": Result(policy, (start, Line(policy, _("the policy that governs"), why, _MANUAL)))}
    )
