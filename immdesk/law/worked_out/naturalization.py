"""Naturalization: the earliest day to file, on residence alone or married to a citizen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from immdesk.basics.dates import add_days, add_years
from immdesk.basics.finding import Line
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_RESIDENCE = "INA 316(a), 334(a); 8 CFR 334.2(b)"
_MARRIED = "INA 319(a); USCIS Policy Manual vol. 12 pt. G ch. 3"
_UNION = ("union_since", "spouse_citizen_since")


def early_filing(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the anniversary of residence and the earliest day to file Form N-400.

    The 90 days shorten the residence only; three years of marriage and of the spouse's citizenship must be
    whole on the day of filing. Without `years`, the sooner of the ways that the facts support.
    INA 316(a), 319(a), 334(a); 8 CFR 334.2(b).
    """
    since = names.day("lpr_since")
    if not isinstance(since, date):
        return Worked(outcome="not applicable", note=_("There is no permanent residence to count from."))
    resident = _Resident(names, since, int(parameters["early_days"]))
    general, married = int(parameters["years"]), int(parameters["married_years"])
    years = names.number("years")
    if years == general:
        return Worked(resident.alone(general))
    if years == married:
        return resident.married(married)
    if isinstance(years, int):
        note = _("The years of residence are {} or, married to a citizen, {}.").format(general, married)
        return Worked(ask=frozenset({names.path("years") or "years"}), note=note)
    return Worked(resident.sooner(general, married))


@dataclass(frozen=True, slots=True)
class _Resident:
    """A resident's ways to naturalize; filing may come `early` days before the anniversary of residence."""

    names: Names
    since: date
    early: int

    def alone(self, years: int) -> dict[str, Result]:
        """Count the residence alone; 29 February becomes 1 March, the safe day for an earliest filing."""
        day, other = (
            add_years(self.since, years, "next_day"),
            add_years(self.since, years, "last_day_of_month"),
        )
        reason = _("March 1 stands for February 29: the later day is the safe one") if other != day else ""
        start = Line(
            self.since, _("permanent resident since"), "", "INA 316(a)", self.names.path("lpr_since")
        )
        whole = Line(day, _("add {} years").format(years), reason, "INA 316(a)")
        earliest = add_days(day, -self.early)
        back = Line(
            earliest,
            _("go back {} days").format(self.early),
            _("an earliest day never rolls; filing sooner means rejection or denial"),
            _RESIDENCE,
        )
        counted = Result(years, (whole,))
        if other == day:
            return {
                "anniversary": Result(day, (start, whole)),
                "earliest": Result(earliest, (start, whole, back)),
                "basis_years": counted,
            }
        doubt = _("Resident since February 29: some take February 28 as the anniversary.")
        return {
            "anniversary": Result(day, (start, whole), other, doubt),
            "earliest": Result(earliest, (start, whole, back), add_days(other, -self.early), doubt),
            "basis_years": counted,
        }

    def married(self, years: int) -> Worked:
        """Count the way of a citizen's spouse: residence, marital union and the spouse's citizenship."""
        if any(isinstance(self.names.day(one), Nothing) for one in _UNION):
            return Worked(
                outcome="not applicable", note=_("The three years need a marriage to a U.S. citizen.")
            )
        results = self.alone(years)
        residence = results["earliest"]
        held = [line for line in (self._held(one, years) for one in _UNION) if line is not None]
        latest = max([residence.value, *(line.value for line in held)])
        if held:
            last = Line(
                latest, _("the latest of these days"), _("all must hold on the day of filing"), _MARRIED
            )
            doubtful = residence.disputed if latest == residence.value else None
            results["earliest"] = Result(
                latest,
                (*residence.lines, *held, last),
                doubtful,
                residence.disputed_reason if doubtful else "",
            )
        return Worked(results)

    def sooner(self, general: int, married: int) -> dict[str, Result]:
        """Give the way that opens first, the married one only when marriage and citizenship are recorded."""
        plain = self.alone(general)
        if not all(isinstance(self.names.day(one), date) for one in _UNION):
            return plain
        shorter = dict(self.married(married).results)
        return shorter if shorter["earliest"].value < plain["earliest"].value else plain

    def _held(self, name: str, years: int) -> Line | None:
        day = self.names.day(name)
        if isinstance(day, (Nothing, Unknown)):
            return None
        words = _("{years} years after: {name}").format(years=years, name=self.names.label(name))
        reason = _("the 90 days do not shorten this")
        return Line(add_years(day, years, "next_day"), words, reason, _MARRIED, self.names.path(name))
