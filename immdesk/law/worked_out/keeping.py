"""How long papers are kept: the Form I-9 of an employee who has left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.dates import MissingDay, add_years
from immdesk.basics.finding import Line
from immdesk.basics.words import _
from immdesk.law.step_words import shift_words
from immdesk.law.working import Names, Result, Tables, Worked

_RULE = "8 CFR 274a.2(b)(2)(i)(A)"
_CLAMPED: MissingDay = "last_day_of_month"
_NEXT: MissingDay = "next_day"


def i9_kept_until(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last day for which a Form I-9 is kept: the later of two counts.

    Given `hired` and, once the employment has ended, `terminated`; while it lasts the form is kept.
    Parameters: `years_after_hire`, `years_after_end`. 8 CFR 274a.2(b)(2)(i)(A).
    """
    hired, ended = names.day("hired"), names.day("terminated")
    if not isinstance(hired, date):
        return Worked(ask=frozenset({names.path("hired") or "hired"}))
    lines, days = _counts(names, "hired", hired, int(parameters["years_after_hire"]))
    results = {"at_least_until": Result(days[0], lines)}
    if not isinstance(ended, date):
        return Worked(results, note=_("While the employee works here, the form is kept."))
    if ended < hired:
        said = _("The employment cannot end before it began.")
        return Worked(ask=frozenset({names.path("terminated") or "terminated"}), note=said)
    after, others = _counts(names, "terminated", ended, int(parameters["years_after_end"]))
    until, other = max(days[0], others[0]), max(days[1], others[1])
    later = Line(until, _("the later of the two; destroy it the day after"), "", _RULE)
    reason = _("That year has no February 29: keeping the form through March 1 is the safe day.")
    doubt = (other, reason) if other != until else (None, "")
    return Worked({**results, "retain_until": Result(until, (*lines, *after, later), *doubt)})


def _counts(names: Names, name: str, day: date, years: int) -> tuple[tuple[Line, ...], tuple[date, date]]:
    """Give the lines of one count, and its day by both readings of February 29."""
    clamped, late = add_years(day, years, _CLAMPED), add_years(day, years, _NEXT)
    start = Line(day, names.label(name), "", "", names.path(name))
    return (start, Line(clamped, shift_words(1, years, "year"), "", _RULE)), (clamped, late)
