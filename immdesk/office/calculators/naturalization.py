"""When Form N-400 may be filed: years of residence, long absences, each trip's days, days in the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE
from immdesk.basics.words import _, n_
from immdesk.law.worked_out.resident_absences import Absence, absence_by_absence, presence_window
from immdesk.office.calculators.by_rule import (
    known_day,
    names_of,
    notes_of,
    numbers_of,
    party_of,
    unknown_asks,
)
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    choice_field,
    day_field,
    lines_of,
    output_of,
    overlaid,
    value_of,
    yes_no_field,
)
from immdesk.office.calculators.shapes import Band, Chart, Field, Line, Sheet, Table, Tone

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office
    from immdesk.records.facts_of import Subject

_EARLY, _BREAK, _STATE = "n400-early-filing", "nat-continuous-residence-break", "nat-3-month-residence"
_PRESENCE = "nat-physical-presence"
_PLANNED, _TRIPS = "person.naturalization_planned_on", "person.trips"
_DAY = timedelta(days=1)
_SEARCHED = 6 * 366
"""How many days ahead a day with enough presence is looked for."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules make of one resident, and the day on which all of them allow the filing."""

    early: Finding
    gap: Finding
    state: Finding
    presence: Finding
    filing: date | None
    """The day for which the days in the country are counted: the first possible, today or as planned."""
    opens: date | None
    rebutted: date | None
    """The day when an attorney rebuts that a long absence broke the residence."""

    @property
    def all(self) -> tuple[Finding, ...]:
        """Give every finding."""
        return self.early, self.gap, self.state, self.presence


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the sheet of one resident. Raises Problem when what is tried cannot be read."""
    at = case_at(office, case_id)
    subject = party_of(at, person_id)
    if subject is None:
        return Sheet("", "", "", _("Nobody of this case is asked about."), "plain")
    fields, facts = _tried(at, subject.facts, tried)
    found = weigh(at, subject, facts)
    absences = _absences(at, found)
    answer, tone = _answer(at, found, absences)
    silent = unknown_asks(at, facts, ("person.lpr_since", _TRIPS, "person.state_resident_since"), person_id)
    asks = {one.path: one for one in (*silent, *at.asks(*found.all, person_id=person_id))}
    return Sheet(
        "",
        "",
        at.name(person_id),
        answer,
        tone,
        fields=fields,
        lines=_lines(at, found),
        tables=_trips(found, absences),
        charts=_chart(at, facts, found, absences),
        asks=tuple(asks.values()),
        notes=_notes(found),
    )


def weigh(at: CaseAt, subject: Subject, facts: Facts) -> Weighed:
    """Weigh the rules, the days in the country on the day that residence allows or the first that has enough.

    A day of filing that is planned already is kept, if it is no earlier.
    """
    early, gap, state = (at.weigh(one, subject, facts) for one in (_EARLY, _BREAK, _STATE))
    opens = _latest(early, gap, state)
    planned = known_day(facts.get(_PLANNED)) or at.today
    first = max(opens, planned, at.today) if opens else None
    presence = at.weigh(_PRESENCE, subject, overlaid(facts, {_PLANNED: first}) if first else facts)
    rebutted = _latest(early, state) if value_of(gap, "whole_year_absence") is False else None
    if first is None or value_of(presence, "enough") is not False:
        return Weighed(early, gap, state, presence, first, opens, rebutted)
    for days_on in range(1, _SEARCHED):
        day = first + days_on * _DAY
        later = at.weigh(_PRESENCE, subject, overlaid(facts, {_PLANNED: day}))
        if value_of(later, "enough") is True:
            return Weighed(early, gap, state, later, day, day, None)
    return Weighed(early, gap, state, presence, None, opens, None)


def _latest(*findings: Finding) -> date | None:
    """Give the latest of the opening days; None while the years of residence cannot be counted."""
    days = [value_of(one, "earliest") for one in findings]
    return max(day for day in days if isinstance(day, date)) if isinstance(days[0], date) else None


def _tried(at: CaseAt, facts: Facts, tried: Mapping[str, str]) -> tuple[tuple[Field, ...], Facts]:
    years = numbers_of(at, _EARLY)
    general, married = years.get("years", ""), years.get("married_years", "")
    since, resident = day_field(
        "lpr_since", at.label("person.lpr_since"), facts.get("person.lpr_since"), tried, at.today
    )
    held = facts.get("person.naturalization_years")
    ways = (
        (general, _("{n} years of residence").format(n=general)),
        (married, _("{n} years, married to a citizen").format(n=married)),
    )
    basis, way = choice_field(
        "years",
        _("Counted by"),
        str(held) if isinstance(held, int) else "",
        ways,
        tried,
        _("With nothing chosen, by whichever opens first."),
    )
    plan, planned = day_field("planned", at.label(_PLANNED), facts.get(_PLANNED), tried, at.today)
    kept, preserved = yes_no_field(
        "n470", at.label("person.n470_approved"), facts.get("person.n470_approved"), tried
    )
    left, gone = day_field("trip_left", _("One more trip: leaves on"), None, tried, at.today)
    back, home = day_field("trip_back", _("One more trip: comes back on"), None, tried, at.today)
    values: dict[str, Any] = {}
    if since.tried:
        values["person.lpr_since"] = resident
    if basis.tried and way:
        values["person.naturalization_years"] = int(way)
    if plan.tried:
        values[_PLANNED] = planned
    if kept.tried:
        values["person.n470_approved"] = preserved
    if gone or home:
        trips = facts.get(_TRIPS)
        rows = trips if isinstance(trips, tuple) else ()
        values[_TRIPS] = (*rows, {"id": "tried", "departed_on": gone, "returned_on": home})
        values["person.absence_returned_on"] = NONE  # so that the trips are looked at
    return (since, basis, plan, kept, left, back), overlaid(facts, values)


def _answer(at: CaseAt, found: Weighed, absences: tuple[Absence, ...]) -> tuple[str, Tone]:
    if found.early.outcome != "found":
        if found.early.outcome == "not applicable" and found.early.note:
            return _("This way to citizenship is not open by what is recorded."), "warn"
        return _("Cannot say yet from when Form N-400 may be filed."), "warn"
    if found.filing is None:
        return _("There are not enough days in the United States for a filing in the next years."), "bad"
    safe = _from(at, found.opens)
    if found.rebutted and found.opens and found.rebutted < found.opens:
        words = _("{safe} If an attorney rebuts that the long absence broke the residence: {other}")
        return words.format(safe=safe, other=_from(at, found.rebutted)), "warn"
    free = value_of(found.gap, "without_presumption")
    if isinstance(free, date) and found.opens and found.opens < free:
        words = _("{safe} Until {day} it is presumed that the long absence broke the residence.")
        return words.format(safe=safe, day=on_screen(free - _DAY)), "warn"
    if found.gap.outcome != "found" and any(one.presumed for one in absences):
        words = _("{safe} A trip without a return would be longer than six months by then: look at it first.")
        return words.format(safe=safe), "warn"
    return safe, "good" if found.opens and found.opens <= at.today else "plain"


def _notes(found: Weighed) -> tuple[str, ...]:
    """Give what the rules say besides; of a way that is not open also why."""
    closed = found.early.note if found.early.outcome == "not applicable" else ""
    return tuple(dict.fromkeys((*([closed] if closed else []), *notes_of(*found.all))))


def _from(at: CaseAt, day: date | None) -> str:
    if day is None:
        return _("Cannot say yet from when Form N-400 may be filed.")
    if day <= at.today:
        return _("Form N-400 may be filed now, since {day}.").format(day=on_screen(day))
    left = n_("{n} day from today", "{n} days from today", (day - at.today).days)
    return _("Form N-400 may be filed from {day}, {left}.").format(day=on_screen(day), left=left)


def _lines(at: CaseAt, found: Weighed) -> tuple[Line, ...]:
    short = value_of(found.presence, "enough") is False
    broken = value_of(found.gap, "whole_year_absence")
    gap, held = found.gap, found.presence
    tone: Tone = "bad" if broken else "warn"
    plain: Tone = "bad" if short else "plain"
    return (
        *lines_of(at, found.early, "earliest"),
        *lines_of(at, gap, "earliest", tone=tone),
        *lines_of(at, gap, "without_presumption", "whole_year_absence", tone=tone, steps=False),
        *lines_of(at, found.state, steps=False),
        *lines_of(at, held, "days_abroad", tone=plain, steps=False),
        *lines_of(at, held, "days_present", tone=plain),
        *lines_of(at, held, "enough", tone=plain, steps=False),
    )


def _absences(at: CaseAt, found: Weighed) -> tuple[Absence, ...]:
    """Give the trips as the rule of physical presence read them, within the years that it counts."""
    names = names_of(found.presence)
    if not names.values:
        names = names_of(found.gap)
    until = found.filing or at.today
    window = presence_window(names, numbers_of(at, _PRESENCE), until)
    return absence_by_absence(names, numbers_of(at, _BREAK), until, window)


def _trips(found: Weighed, absences: tuple[Absence, ...]) -> tuple[Table, ...]:
    if not absences:
        return ()
    columns = (_("Left"), _("Came back"), _("Whole days that count"), _("Away in all"), _("What it does"))
    rows = tuple(
        (on_screen(one.left), on_screen(one.back), str(one.days), str(one.length), _effect(one))
        for one in absences
    )
    total = sum(one.days for one in absences)
    note = n_(
        "{n} whole day abroad in the years that count.",
        "{n} whole days abroad in the years that count.",
        total,
    )
    return (Table(_("Trips abroad"), columns, rows, note),)


def _effect(one: Absence) -> str:
    said = [one.said] if one.said else []
    if one.whole_year:
        said.append(_("a year or more: breaks continuous residence"))
    elif one.presumed:
        said.append(_("more than six months: presumed to break it"))
    return "; ".join(said)


def _chart(at: CaseAt, facts: Facts, found: Weighed, absences: tuple[Absence, ...]) -> tuple[Chart, ...]:
    since = known_day(facts.get("person.lpr_since"))
    if since is None:
        return ()
    rows: list[tuple[str, tuple[Band, ...]]] = [
        (_("Resident"), (Band(_("permanent resident"), since, None, "other"),))
    ]
    trips = [one for one in absences if one.left and one.back and one.left <= one.back]
    if trips:
        rows.append((_("Abroad"), tuple(_trip_band(one) for one in trips)))
    back = output_of(found.gap, "earliest")
    if back is not None and isinstance(back.value, date):
        rebuilt = [line.value for line in back.lines if type(line.value) is date and line.value < back.value]
        first = max(rebuilt, default=since)
        rows.append((_("Rebuilt after the absence"), (Band("", first, back.value - _DAY, "wait"),)))
    if found.filing:
        window = presence_window(names_of(found.presence), numbers_of(at, _PRESENCE), found.filing)
        rows.append((_("Years that count"), (Band("", *window, "counted"),)))
        opens = found.opens or found.filing
        rows.append((_("May be filed"), (Band(on_screen(opens), opens, None, "window"),)))
    return (Chart(_("Residence and trips"), tuple(rows), at.today),)


def _trip_band(one: Absence) -> Band:
    return Band("", one.left, one.back, "over" if one.presumed else "away", _effect(one))
