"""The Child Status Protection Act: the age that counts, when a child ages out, and which chart decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from immdesk.basics.dates import (
    add_days,
    add_months,
    add_years,
    both_birthdays,
    days_between,
    first_of_month,
)
from immdesk.basics.finding import Line, LinesLater
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_ACT = "INA 203(h)(1)(A)"
_MANUAL = "USCIS Policy Manual vol. 7 pt. A ch. 7"
FINAL_ACTION, CHART_IN_USE = "final-action-dates", "feb-2023-chart-in-use"


def cspa_age(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Work out the CSPA age in days, so that no month is rounded.

    Given `dob`, `petition_filed`, `petition_approved` and, once the category is current,
    `bulletin_available` (the first day of that month). Without it, the planning day `ages_out` is the
    first day on which a visa number would come too late. Who is protected must seek residence within a
    year (`seek_by`, unless `i485_filed` is known). Where the policy of 2023 governs (`chart_policy`) and
    `in_use_available` is known, that day counts. INA 203(h); PM vol. 7 pt. A ch. 7.
    """
    dob, filed, approved = names.day("dob"), names.day("petition_filed"), names.day("petition_approved")
    if not isinstance(filed, date) or not isinstance(dob, date):
        return Worked(outcome="not applicable", note=_("There is no petition to count from."))
    if not isinstance(approved, date) or approved < filed:
        note = (
            _("The petition cannot be approved before it was filed.")
            if isinstance(approved, date)
            else _("While the petition is pending every day is added to the protection.")
        )
        return Worked(ask=frozenset({names.path("petition_approved")}), note=note)
    pending = days_between(filed, approved)
    child = _Child(names, dob, filed, approved, pending, int(parameters["years"]))
    chart = _chart(names, parameters)
    available = names.day(chart)
    if isinstance(available, date):
        return Worked(child.decided(available, chart, int(parameters["seek_months"])))
    note = (
        _("The category was not current yet; the count goes on until a visa number is available.")
        if isinstance(available, Nothing)
        else _("Nobody has recorded when the category was current; if it was, the age stands since then.")
    )
    return Worked({"pending_days": child.pending_days(), "ages_out": child.ages_out()}, note=note)


def _chart(names: Names, parameters: Mapping[str, str]) -> str:
    """Give the name of the day that counts: on the chart in use where that policy governs."""
    known = names.values
    if type(known.get("in_use_available")) is not date or type(known.get("i485_filed")) is not date:
        return "bulletin_available"
    policy = chart_policy(names, parameters, None).results["policy"].value
    return "in_use_available" if policy == CHART_IN_USE else "bulletin_available"


class _Child(NamedTuple):
    """One child's count: born, petition filed and approved, and the age at which childhood ends."""

    names: Names
    dob: date
    filed: date
    approved: date
    pending: int
    years: int

    @property
    def birthdays(self) -> tuple[date, date]:
        """The safe birthday and the later one that some assert; they differ for February 29 only."""
        return both_birthdays(self.dob, self.years)

    def pending_days(self) -> Result:
        return Result(self.pending, LinesLater(self.pending_lines))

    def pending_lines(self) -> tuple[Line, ...]:
        why = _("approved less filed; the first day is not counted")
        return (
            Line(self.filed, _("petition filed"), "", _ACT, self.names.path("petition_filed")),
            Line(self.approved, _("petition approved"), "", _ACT, self.names.path("petition_approved")),
            Line(self.pending, _("days pending"), why, _MANUAL),
        )

    def birthday(self) -> Line:
        day = self.birthdays[0]
        why = _("February 28 stands for February 29: the safe day") if day.day != self.dob.day else ""
        return Line(day, _("the birthday at {} years").format(self.years), why, _ACT, self.names.path("dob"))

    def ages_out(self) -> Result:
        safe, late = self.birthdays
        day = add_days(safe, self.pending)
        lines = LinesLater(lambda: self.lines_until(day))
        if late != safe:
            why = _("Born on February 29: practice differs between February 28 and March 1.")
            return Result(day, lines, add_days(late, self.pending), why)
        why = _("Some count the day of filing too, which adds a day; the day shown is the safe one.")
        return Result(day, lines, add_days(day, 1), why)

    def lines_until(self, day: date) -> tuple[Line, ...]:
        """Give the lines of the day on which the child ages out."""
        added = _("add {} days pending").format(self.pending)
        month = first_of_month(add_days(day, -1))
        why = _("a month counts from its first day")
        return (
            *self.pending_lines(),
            self.birthday(),
            Line(day, added, _("no longer protected from this day on"), _ACT),
            Line(month, _("the last bulletin month that helps"), why, _MANUAL),
        )

    def decided(self, available: date, chart: str, seek_months: int) -> dict[str, Result]:
        visa = max(self.approved, available)
        adjusted = add_days(visa, -self.pending)
        counted = LinesLater(lambda: self.lines_back(available, chart))
        age = max(0, _age(self.dob, adjusted))
        in_years = LinesLater(lambda: (*counted, Line(age, _("age in whole years on that day"))))
        results = {
            "pending_days": self.pending_days(),
            "visa_available": Result(visa, LinesLater(lambda: self.lines_of_visa(available, chart))),
            "adjusted_date": Result(adjusted, counted),
            "cspa_age_years": Result(age, in_years),
            "under_21": self.under(adjusted, counted),
        }
        if results["under_21"].value and not isinstance(self.names.get("i485_filed"), date):
            results["seek_by"] = _seek_by(visa, seek_months)
        return results

    def lines_of_visa(self, available: date, chart: str) -> tuple[Line, ...]:
        """Give the lines of the day on which a visa number became available, by which chart."""
        words = _("the first day of the month in which the category is current")
        later = _("the later of that day and the approval")
        path = self.names.path(chart)
        why = "" if chart == "bulletin_available" else _("on the chart that USCIS named: the policy of 2023")
        return (
            Line(available, words, why, _MANUAL, path),
            Line(max(self.approved, available), later, "", _MANUAL),
        )

    def lines_back(self, available: date, chart: str) -> tuple[Line, ...]:
        """Give the lines of the day whose age counts."""
        adjusted = add_days(max(self.approved, available), -self.pending)
        back = Line(adjusted, _("go back {} days pending").format(self.pending), "", _ACT)
        return (*self.pending_lines(), *self.lines_of_visa(available, chart), back)

    def under(self, adjusted: date, counted: Sequence[Line]) -> Result:
        safe, late = self.birthdays
        protected = adjusted < safe
        lines = LinesLater(lambda: (*counted, self.birthday(), _asked(protected)))
        doubt = _doubt(adjusted, safe, late)
        if doubt is None:
            return Result(protected, lines)
        said = _("Another way of counting (the day of filing too, or February 29) turns the answer.")
        return Result(protected, lines, doubt, said)


def _asked(protected: bool) -> Line:
    why = _("the birthday itself is too late")
    return Line(protected, _("is that day before the birthday?"), why, _ACT)


def _seek_by(visa: date, months: int) -> Result:
    anniversary = add_months(visa, months, "last_day_of_month")
    day = add_days(anniversary, -1)

    def write() -> tuple[Line, ...]:
        why = _("within one year: the safe last day is the day before")
        return (
            Line(visa, _("a visa number became available"), "", _MANUAL),
            Line(anniversary, _("add {} months").format(months), "", _ACT),
            Line(day, _("go back 1 day"), why, _ACT),
        )

    other = _("Some count the anniversary itself as the last day.")
    return Result(day, LinesLater(write), anniversary, other)


def _doubt(adjusted: date, safe: date, late: date) -> date | None:
    """Give the other day when another way of counting would turn the answer."""
    if (adjusted < late) != (adjusted < safe):
        return late
    inclusive = add_days(adjusted, -1)
    return inclusive if (inclusive < safe) != (adjusted < safe) else None


def _age(dob: date, day: date) -> int:
    years = day.year - dob.year
    return years if add_years(dob, years, "last_day_of_month") <= day else years - 1


def chart_policy(names: Names, parameters: Mapping[str, str], _tables: Tables | None) -> Worked:
    """Say which chart decides when a visa became available for the CSPA age of an adjustment applicant.

    Given `i485_filed` and, if known, `decided`. Parameters: the days of the two changes of policy.
    Policy Manual updates of 2023-02-14 and 2025-08-15: the 2023 policy governs every application pending
    on or after its day, whenever filed, and is kept for those pending before the second.
    """
    filed, decided = names.day("i485_filed"), names.day("decided")
    if isinstance(filed, Nothing):
        return Worked({"policy": Result(FINAL_ACTION, LinesLater(_not_filed))})
    chart_in_use = date.fromisoformat(parameters["chart_in_use_from"])
    final_only = date.fromisoformat(parameters["final_action_only_from"])
    if not isinstance(filed, date):
        return Worked(ask=frozenset({names.path("i485_filed")}))
    start = Line(filed, _("I-485 received"), "", _MANUAL, names.path("i485_filed"))
    if filed >= final_only:
        return _policy(FINAL_ACTION, start, _("filed on or after {}").format(final_only))
    if isinstance(decided, date) and decided < chart_in_use:
        return _policy(FINAL_ACTION, start, _("decided before {}").format(chart_in_use))
    why = _("pending between {} and {}").format(chart_in_use, final_only)
    worked = _policy(CHART_IN_USE, start, why)
    if isinstance(decided, Unknown) and filed < chart_in_use:
        note = _("Taken as not decided before {}; say when it was decided.").format(chart_in_use)
        return Worked(worked.results, note=note)
    return worked


def _not_filed() -> tuple[Line, ...]:
    words = _("not filed yet: an application filed now is under the policy in force")
    return (Line(FINAL_ACTION, words),)


def _policy(policy: str, start: Line, why: str) -> Worked:
    return Worked(
        {"policy": Result(policy, (start, Line(policy, _("the policy that governs"), why, _MANUAL)))}
    )
