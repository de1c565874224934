"""Work permits: how far a renewal carries an old card, how long a new one may be good; and medical exams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from immdesk.basics.dates import add_days, add_years
from immdesk.basics.finding import Line
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.step_words import shift_words
from immdesk.law.working import Names, ParameterKind, Result, Tables, Worked, WorkedOut

_RENEWAL = "8 CFR 274a.13(d)"
_MANUAL = "USCIS Policy Manual vol. 10"
_EXAMS = "USCIS Policy Manual vol. 8 pt. B ch. 4"


def plain_class(text: Any) -> str:
    """Give an EAD category as the card prints it: `(c)(9)` and `c9` are `C09`; "" when there is none."""
    if isinstance(text, (Nothing, Unknown)):
        return ""
    signs = "".join(sign for sign in str(text).upper() if sign.isalnum())
    digits = "".join(sign for sign in signs[1:] if sign.isdigit())
    return f"{signs[:1]}{int(digits):02d}{signs[1 + len(digits) :]}" if digits else signs


def auto_extension(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the days by which a renewal in time extends the card, and the last day of the extension.

    Given `category`, `card_expires`, `renewal_filed`, and, where they matter, `i94_end` and `as_of`.
    Nothing is extended for a category that is not listed or a renewal that did not come before the card
    expired; then `days` is 0 and `extended_to` is none. 8 CFR 274a.13(d), (e).
    """
    expires, filed = names.day("card_expires"), names.day("renewal_filed")
    if not isinstance(expires, date) or not isinstance(filed, date):
        return Worked(outcome="not applicable", note=_("No renewal was filed."))
    category = plain_class(names.get("category"))
    days = _days_for(names, parameters)
    begun = (
        Line(expires, _("the card expires"), "", "", names.path("card_expires")),
        Line(filed, _("its renewal was received"), "", "", names.path("renewal_filed")),
    )
    if category not in parameters["categories"].split():
        return _not_extended(begun, _("the category {} is not on the list").format(category))
    if days == 0:
        note = ""
        if category in parameters["tps"].split():
            note = _("A TPS notice in the Federal Register may extend the card: look there.")
        return _not_extended(begun, _("renewals filed since the change extend nothing"), note)
    if filed > expires:
        return _not_extended(begun, _("the renewal came after the card had expired"))
    if filed == expires:
        return _on_the_last_day(begun, add_days(expires, days))
    return _extended(names, begun, category in parameters["capped_by_i94"].split(), expires, days)


def _days_for(names: Names, parameters: Mapping[str, str]) -> int:
    """Give the days by the filing; those of 2022 reach renewals pending on their first day."""
    as_of, longer_from = names.get("as_of"), date.fromisoformat(parameters["longer_if_pending_on"])
    longer = isinstance(as_of, date) and as_of >= longer_from
    return int(parameters["longer_days"] if longer else parameters["days"])


def _extended(names: Names, begun: tuple[Line, ...], capped: bool, expires: date, days: int) -> Worked:
    day = add_days(expires, days)
    lines = [*begun, Line(day, _("add {} days").format(days), "", _RENEWAL)]
    until = names.get("i94_end")
    if capped and isinstance(until, date) and until < day:
        if until <= expires:
            return _not_extended(tuple(lines), _("the I-94 ends no later than the card"))
        lines.append(Line(until, _("the I-94 ends earlier"), _("no further than the stay"), _RENEWAL))
        day = until
    open_stay = capped and not isinstance(until, date)
    note = _("It never goes beyond the I-94, whose end is not recorded.") if open_stay else ""
    return Worked({"days": Result(days, tuple(lines)), "extended_to": Result(day, tuple(lines))}, note=note)


def _not_extended(begun: tuple[Line, ...], why: str, note: str = "") -> Worked:
    lines = (*begun, Line(0, _("no extension"), why, "8 CFR 274a.13(d), (e)"))
    return Worked({"days": Result(0, lines), "extended_to": Result(NONE, lines)}, note=note)


def _on_the_last_day(begun: tuple[Line, ...], otherwise: date) -> Worked:
    why = _("The regulation says before the day on the card; a renewal received on it is doubtful.")
    lines = (*begun, Line(0, _("no extension"), _("not filed before that day"), _RENEWAL))
    return Worked({"days": Result(0, lines), "extended_to": Result(NONE, lines, otherwise, why)})


def max_validity(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the longest validity in months of a card of this `category` asked for on `i765_filed`.

    `decided` is optional: a request of before the change that was still pending on its day falls under the
    new length. USCIS Policy Manual vol. 10; Pub. L. 119-21.
    """
    filed, category = names.day("i765_filed"), plain_class(names.get("category"))
    if not isinstance(filed, date):
        return Worked(ask=frozenset({names.path("i765_filed")}))
    begun = Line(filed, _("Form I-765 was received"), "", "", names.path("i765_filed"))
    for group, cite in (("long", _MANUAL), ("parole", "Pub. L. 119-21")):
        if category in parameters[f"{group}_categories"].split():
            return _months_of(names, parameters, group, begun, cite)
    said = _("The length of a card of this category is set by its own class: read the notice.")
    return Worked(outcome="not applicable", note=said)


def _months_of(names: Names, parameters: Mapping[str, str], group: str, begun: Line, cite: str) -> Worked:
    changed = date.fromisoformat(parameters[f"{group}_changed"])
    filed, decided = names.day("i765_filed"), names.get("decided")
    new = isinstance(filed, date) and filed >= changed
    new = new or (isinstance(decided, date) and decided >= changed)
    months = int(parameters[f"{group}_months" if new else f"{group}_months_before"])
    note = ""
    if not new and not isinstance(decided, date):
        note = _("If it was still pending on {}, the shorter length applies: {} months.").format(
            on_screen(changed), parameters[f"{group}_months"]
        )
    if months == 0:
        return Worked(outcome="not applicable", note=note or _("No limit of its own before the change."))
    why = (
        _("filed or pending on or after {}").format(on_screen(changed))
        if new
        else _("before {}").format(on_screen(changed))
    )
    lines = (begun, Line(months, _("months at most"), why, cite))
    if group == "parole":
        note = _("The shorter of this and the end of the parole or of TPS.")
    return Worked({"max_months": Result(months, lines)}, note=note)


def exam_validity(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say how long a medical exam (Form I-693) is good: two years, or with its application.

    Given `signed` and, if known, `application_status` of the Form I-485 it was filed with. Two years end on
    the same day of the month. USCIS Policy Manual vol. 8 pt. B ch. 4.
    """
    signed, status = names.day("signed"), str(names.get("application_status")).lower()
    if not isinstance(signed, date):
        return Worked(ask=frozenset({names.path("signed")}))
    begun = Line(signed, _("the surgeon signed"), "", "", names.path("signed"))
    if signed < date.fromisoformat(parameters["tied_from"]):
        return _two_years(begun, signed, int(parameters["years"]))
    basis = "while-application-pending"
    tied = Line(basis, _("good only while the application it was filed with is pending"), "", _EXAMS)
    results = {"basis": Result(basis, (begun, tied))}
    known = {"pending": True, "denied": False, "withdrawn": False}
    if status not in known:
        return Worked(results, note=_("Denied or withdrawn: a new exam is needed."))
    answer = known[status]
    why = _("the application is pending") if answer else _("a new exam is needed")
    results["reusable"] = Result(answer, (begun, tied, Line(answer, _("still good"), why, _EXAMS)))
    return Worked(results)


def _two_years(begun: Line, signed: date, years: int) -> Worked:
    safe, late = (add_years(signed, years, how) for how in ("last_day_of_month", "next_day"))
    basis = "two-years-from-signature"
    lines = (begun, Line(safe, shift_words(1, years, "year"), _("the same day of the month"), _EXAMS))
    why = _("Signed on February 29: some count to March 1.")
    through = Result(safe, lines) if safe == late else Result(safe, lines, late, why)
    reusable = Result(True, (*lines, Line(True, _("not tied to one application until that day"), "", _EXAMS)))
    return Worked({"basis": Result(basis, lines), "valid_through": through, "reusable": reusable})


def forgiven_days(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether `violation_days` are few enough to be forgiven for an employment case. INA 245(k)."""
    days, limit = names.number("violation_days"), int(parameters["days"])
    if not isinstance(days, int):
        return Worked(ask=frozenset({names.path("violation_days")}))
    lines = (
        Line(days, names.label("violation_days"), "", "", names.path("violation_days")),
        Line(limit, _("days may be forgiven"), _("since the last lawful admission"), "INA 245(k)"),
    )
    left = max(0, limit - days)
    return Worked({"forgiven": Result(days <= limit, lines), "days_left": Result(left, lines)})


def travel_paper(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give until when an advance parole or a re-entry permit is good: as printed, or as the law limits it.

    Given `kind`, `issued`, `printed`, `conditional_until`, `mostly_abroad`. 8 CFR 223.3(a).
    """
    printed, issued = names.get("printed"), names.get("issued")
    lines: list[Line] = []
    days: list[date] = []
    other: date | None = None
    if str(names.get("kind")) == "reentry_permit" and isinstance(issued, date):
        abroad = names.get("mostly_abroad") is True
        years = int(parameters["years_abroad" if abroad else "years"])
        whole = add_years(issued, years, "last_day_of_month")
        limit = add_days(whole, -1)
        why = _("more than four of the last five years abroad") if abroad else ""
        lines.append(Line(issued, names.label("issued"), "", "", names.path("issued")))
        lines.append(Line(whole, shift_words(1, years, "year"), why, "8 CFR 223.3(a)(1)"))
        lines.append(Line(limit, _("go back 1 day"), _("the first day belongs to the period")))
        days.append(limit)
        other = whole
        conditional = names.get("conditional_until")
        if isinstance(conditional, date):
            lines.append(Line(conditional, names.label("conditional_until"), "", "8 CFR 223.3(a)(1)"))
            days.append(conditional)
    if isinstance(printed, date):
        lines.append(Line(printed, _("printed on the paper"), "", "", names.path("printed")))
        days.append(printed)
    if not days:
        return Worked(ask=frozenset({names.path("printed")}))
    until = min(days)
    lines.append(
        Line(until, _("the earliest of these"), _("be back by then; it cannot be renewed"), "8 CFR 223.3")
    )
    if other is None or days != [until]:
        return Worked({"valid_until": Result(until, tuple(lines))})
    doubt = _("Some count the anniversary itself; the day printed on the permit decides.")
    return Worked({"valid_until": Result(until, tuple(lines), other, doubt)})


_VALIDITY: Final[Mapping[str, ParameterKind]] = {
    "long_categories": "words",
    "long_changed": "day",
    "long_months_before": "number",
    "long_months": "number",
    "parole_categories": "words",
    "parole_changed": "day",
    "parole_months_before": "number",
    "parole_months": "number",
}
PERMITS: Final[Mapping[str, WorkedOut]] = {
    "ead_auto_extension": WorkedOut(
        auto_extension,
        given=("category", "card_expires", "renewal_filed", "i94_end", "as_of"),
        gives=("days", "extended_to"),
        parameters={
            "days": "number",
            "longer_days": "number",
            "longer_if_pending_on": "day",
            "categories": "words",
            "capped_by_i94": "words",
            "tps": "words",
        },
    ),
    "ead_max_validity": WorkedOut(
        max_validity,
        given=("category", "i765_filed", "decided"),
        gives=("max_months",),
        parameters=_VALIDITY,
    ),
    "exam_validity": WorkedOut(
        exam_validity,
        given=("signed", "application_status"),
        gives=("basis", "valid_through", "reusable"),
        parameters={"tied_from": "day", "years": "number"},
    ),
    "forgiven_days": WorkedOut(
        forgiven_days,
        given=("violation_days",),
        gives=("forgiven", "days_left"),
        parameters={"days": "number"},
    ),
    "travel_paper": WorkedOut(
        travel_paper,
        given=("kind", "issued", "printed", "conditional_until", "mostly_abroad"),
        gives=("valid_until",),
        parameters={"years": "number", "years_abroad": "number"},
    ),
}
