"""Asylum: the year in which to apply, what excuses a delay, and the work permit's clock with its stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE
from immdesk.basics.words import _, n_
from immdesk.law.worked_out.asylum_days import clock_days, delay_days
from immdesk.law.worked_out.days_abroad import Span
from immdesk.office.calculators.by_rule import known_day, notes_of, party_of
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    choice_field,
    day_field,
    lines_of,
    number_field,
    overlaid,
    span_fields,
    value_of,
)
from immdesk.office.calculators.shapes import Band, Chart, Field, Line, Sheet, Table, Tone
from immdesk.records.facts_of import Subject

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office

_YEAR, _CLOCK, _LATE = "asylum-one-year", "asylum-ead-clock", "asylum-late-reasons"
_FILED, _REASON, _ARRIVED = "case.i589_filed_on", "case.asylum_late_reason", "person.last_entry"
_DAY = timedelta(days=1)
_STOPS = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """The work permit's clock: received, stops tried, days of delay recorded, and the rule's finding."""

    received: date | None
    stops: tuple[Span, ...]
    recorded: int
    finding: Finding | None


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the sheet of one applicant. Raises Problem when what is tried cannot be read."""
    at = case_at(office, case_id)
    subject = party_of(at, person_id)
    if subject is None:
        return Sheet("", "", "", _("Nobody of this case is asked about."), "plain")
    fields, facts = _of_the_year(at, subject.facts, tried)
    more, clock = _of_the_clock(at, subject, facts, tried)
    year, late = at.weigh(_YEAR, subject, facts), at.weigh(_LATE, subject, facts)
    answer, tone = _answer(at, facts, year, clock)
    weighed = (year, *([clock.finding] if clock.finding else []), late)
    return Sheet(
        "",
        "",
        at.name(person_id),
        answer,
        tone,
        fields=(*fields, *more),
        lines=_lines(at, facts, year, late, clock),
        tables=_stops(clock),
        charts=_chart(at, facts, year, clock),
        asks=at.asks(*weighed, person_id=person_id),
        notes=notes_of(*weighed),
    )


def reasons() -> dict[str, str]:
    """Give what may excuse an application after one year, in words. 8 CFR 208.4(a)(4), (5)."""
    return {
        "country": _("Changed: conditions in the home country"),
        "own_change": _("Changed: the applicant's own situation, or the law"),
        "principal_lost": _("Changed: no longer part of another person's application"),
        "illness": _("Extraordinary: serious illness or disability, also from violence"),
        "legal_disability": _("Extraordinary: legal disability, such as a child alone"),
        "bad_advice": _("Extraordinary: ineffective counsel"),
        "lawful_status": _("Extraordinary: lawful status, TPS or parole until shortly before"),
        "returned_filing": _("Extraordinary: filed in time and returned for correction"),
        "family_or_counsel": _("Extraordinary: death or serious illness of counsel or close family"),
    }


def _of_the_year(at: CaseAt, facts: Facts, tried: Mapping[str, str]) -> tuple[tuple[Field, ...], Facts]:
    entry = facts.get(_ARRIVED)
    row = dict(entry) if isinstance(entry, Mapping) else {}
    arrived, entered = day_field("arrived", _("Last arrival on"), row.get("arrived_on"), tried, at.today)
    sent, filed = day_field("filed", at.label(_FILED), facts.get(_FILED), tried, at.today)
    named = facts.get(_REASON)
    reason, excuse = choice_field(
        "reason",
        at.label(_REASON),
        named if isinstance(named, str) else "",
        tuple(reasons().items()),
        tried,
    )
    values: dict[str, object] = {}
    if arrived.tried:
        values[_ARRIVED] = {**row, "arrived_on": entered}
    if sent.tried:
        values[_FILED] = filed
    if reason.tried and excuse:
        values[_REASON] = excuse
    return (arrived, sent, reason), overlaid(facts, values)


def _of_the_clock(
    at: CaseAt, party: Subject, facts: Facts, tried: Mapping[str, str]
) -> tuple[tuple[Field, ...], Clock]:
    """Give the fields of the clock, and the clock weighed over the filing or, tried, over one to come."""
    filing = next((one for one in at.subjects("filing") if one.facts.get("filing.form") == "I-589"), None)
    about = filing or Subject("filing", "", party.person_id, facts)
    mine = about.facts.get("filing.applicant_delay_days")
    delay, recorded = number_field(
        "delay_days",
        at.label("filing.applicant_delay_days"),
        mine if isinstance(mine, int) else 0,
        tried,
    )
    stopped, again = _("Delay {n}: clock stopped on"), _("Delay {n}: ran again on")
    fields, stops = span_fields(at, tried, _STOPS, ("stop", stopped), ("start", again))
    received = known_day(facts.get(_FILED))
    if received is None:
        return (delay, *fields), Clock(None, stops, recorded, None)
    known = {"form": "I-589", "permit_asked_on": NONE, "may_work_from": NONE}
    words = {**known, **about.facts.root("filing"), "received_on": received}
    words["applicant_delay_days"] = recorded + delay_days(stops, received)
    finding = at.weigh(_CLOCK, about, about.facts.also({"filing": words}))
    return (delay, *fields), Clock(received, stops, recorded, finding)


def _answer(at: CaseAt, facts: Facts, year: Finding, clock: Clock) -> tuple[str, Tone]:
    said = [_year_words(at, facts, year)]
    tone: Tone = "plain"
    last, deadline = value_of(year, "last_day"), value_of(year, "deadline")
    if isinstance(deadline, date) and max(at.today, clock.received or at.today) > deadline:
        tone = "bad"
    elif isinstance(last, date):
        tone = "good" if deadline is None else "warn"
    if clock.received and clock.finding:
        shown = clock_days(clock.received, at.today, clock.stops, clock.recorded)
        said.append(n_("The clock shows {n} day.", "The clock shows {n} days.", shown))
        said.append(_permit_words(clock.finding))
    words = " ".join(one for one in said if one)
    return words or _("No asylum is asked for in this case."), tone


def _year_words(at: CaseAt, facts: Facts, year: Finding) -> str:
    last, deadline = value_of(year, "last_day"), value_of(year, "deadline")
    if not isinstance(last, date):
        return _("Cannot say yet by when asylum must be asked for.") if year.outcome == "ask" else ""
    if not isinstance(deadline, date):
        return _("Form I-589 came within the year (last day {day}).").format(day=on_screen(last))
    if deadline >= at.today and known_day(facts.get(_FILED)) is None:
        left = n_("{n} day is left", "{n} days are left", (deadline - at.today).days)
        words = _("Form I-589 must be received by {day}: {left}.")
        return words.format(day=on_screen(deadline), left=left)
    late = _("The last day is {day}; after it only changed or extraordinary circumstances excuse.")
    return late.format(day=on_screen(deadline))


def _permit_words(finding: Finding) -> str:
    ask, grant = value_of(finding, "earliest_i765"), value_of(finding, "earliest_grant")
    if isinstance(ask, date):
        return _("A work permit may be asked for from {day}.").format(day=on_screen(ask))
    if isinstance(grant, date):
        return _("A work permit may be granted from {day}.").format(day=on_screen(grant))
    return ""


def _lines(at: CaseAt, facts: Facts, year: Finding, late: Finding, clock: Clock) -> tuple[Line, ...]:
    shown = "last_day" if value_of(year, "deadline") is None else "deadline"
    lines = [*lines_of(at, year, shown)]
    named = facts.get(_REASON)
    if late.outcome == "found" and isinstance(named, str):
        words = reasons().get(named, named)
        why = _("named; the days and the proof belong in the declaration")
        lines.append(Line(at.label(_REASON), words, why, "; ".join(late.cite), verify=True, tone="warn"))
    if clock.finding and clock.received:
        stopped = delay_days(clock.stops, clock.received)
        if clock.recorded or stopped:
            why = _("{n} recorded, {m} of the delays tried here, each day once")
            lines.append(
                Line(
                    at.label("filing.applicant_delay_days"),
                    str(clock.recorded + stopped),
                    why.format(n=clock.recorded, m=stopped),
                    "8 CFR 208.7(a)(2)",
                )
            )
        lines += lines_of(at, clock.finding)
    return tuple(lines)


def _stops(clock: Clock) -> tuple[Table, ...]:
    if not clock.stops or clock.received is None:
        return ()
    rows = []
    before: list[Span] = []
    for first, again in sorted(clock.stops):
        added = delay_days([*before, (first, again)], clock.received) - delay_days(before, clock.received)
        said = ""
        if again < first:
            said = _("ends before it begins: not counted")
        elif added < (again - first).days:
            said = _("only days not counted before, from the receipt on")
        rows.append((on_screen(first), on_screen(again), str(added), said))
        before.append((first, again))
    columns = (_("Stopped on"), _("Ran again on"), _("Days added"), _("Remark"))
    note = _("The day on which it stops counts as a day of delay, the day on which it runs again does not.")
    return (Table(_("Delays"), columns, tuple(rows), note),)


def _chart(at: CaseAt, facts: Facts, year: Finding, clock: Clock) -> tuple[Chart, ...]:
    rows: list[tuple[str, tuple[Band, ...]]] = []
    entry = facts.get(_ARRIVED)
    arrived = known_day(entry.get("arrived_on")) if isinstance(entry, Mapping) else None
    last = value_of(year, "last_day")
    if arrived and isinstance(last, date):
        rows.append((_("Year to apply"), (Band("", arrived, last, "window"),)))
    if clock.received and clock.finding:
        rows.append((_("Clock"), _running(at, clock)))
        for name, label in (
            ("earliest_i765", _("May be asked for")),
            ("earliest_grant", _("May be granted")),
        ):
            day = value_of(clock.finding, name)
            if isinstance(day, date):
                rows.append((label, (Band(on_screen(day), day, None, "window"),)))
    return (Chart(_("The year and the clock"), tuple(rows), at.today),) if rows else ()


def _running(at: CaseAt, clock: Clock) -> tuple[Band, ...]:
    """Give the clock as bands: running, and standing still."""
    assert clock.received is not None
    here, bands = clock.received, []
    for first, again in sorted(clock.stops):
        if again <= first or again <= here:
            continue
        if first > here:
            bands.append(Band(_("runs"), here, first - _DAY, "counted"))
        bands.append(Band(_("stands still"), max(first, here), again - _DAY, "other"))
        here = again
    bands.append(Band(_("runs"), here, None, "counted"))
    return tuple(bands)
