"""The H-1B and L-1 clock: the last day of the years allowed, days abroad given back, what goes past it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    choice_field,
    day_field,
    each_step_once,
    lines_of,
    overlaid,
    value_of,
    yes_no_field,
)
from immdesk.office.calculators.shapes import Ask, Field, Line, Sheet, Tone
from immdesk.office.calculators.worker_clock_picture import clock_chart, is_proven, trips_table

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office
    from immdesk.records.facts_of import Subject

H_1B, L_1 = ("H-1B", "H1B"), ("L-1", "L1", "L-1A", "L1A", "L-1B", "L1B")
"""The statuses that the two rules of the limit name."""
_ADMISSION, _TRIPS = "person.first_h_or_l_period", "person.trips"

_EMPLOYMENT = ("EB1", "EB2", "EB3", "EB3-OW")
_THREE_YEARS = {
    "i140_approved": "case.petition_approved_on",
    "priority_date": "case.priority_date",
    "cutoff": "case.final_action_cutoff",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules make of one worker: the limit, days abroad, and for H-1B what goes past the limit."""

    limit: Finding
    days: Finding
    perm_by: Finding | None = None
    one_year: Finding | None = None
    three_years: Finding | None = None

    @property
    def all(self) -> tuple[Finding, ...]:
        """Give those that were weighed."""
        every = (self.limit, self.days, self.perm_by, self.one_year, self.three_years)
        return tuple(one for one in every if one is not None)


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the clock of one worker. Raises Problem when what is tried cannot be read."""
    at = case_at(office, case_id)
    subject = next(
        (one for one in at.subjects("status_period", person_id) if _status(one) in (*H_1B, *L_1)), None
    )
    if subject is None:
        return _no_clock(at, person_id)
    day, as_of = day_field(
        "counted_on",
        _("Counted as of"),
        at.today,
        tried,
        at.today,
        _("Only trips that are over by then count."),
    )
    at = replace(at, today=as_of or at.today)
    fields, facts = _tried(at, subject, tried)
    weighed = weigh(at, subject, facts)
    answer, tone = _answer(at, weighed)
    proofs = facts.root("person")
    return Sheet(
        "",
        "",
        at.name(person_id),
        answer,
        tone,
        fields=(*fields, day),
        lines=_lines(at, weighed),
        tables=trips_table(at, weighed.days, weighed.limit, proofs),
        charts=clock_chart(at, weighed, proofs),
        asks=at.asks(*weighed.all, person_id=person_id),
        notes=_notes(weighed),
        as_of=at.today,
    )


def weigh(at: CaseAt, subject: Subject, facts: Facts) -> Weighed:
    """Weigh the rules of the clock over facts of a status."""
    limit = "h1b-six-year-max" if _status(subject) in H_1B else "l1-max-stay"
    found = [at.weigh(one, subject, facts) for one in (limit, "h1b-recapture-days")]
    if limit == "h1b-six-year-max":
        found += [at.weigh(one, subject, facts) for one in ("perm-by", "h1b-ac21-106a", "h1b-ac21-104c")]
    return Weighed(*found)


def _status(subject: Subject) -> str:
    return str(subject.facts.get("status_period.status")).upper()


def _tried(at: CaseAt, subject: Subject, tried: Mapping[str, str]) -> tuple[tuple[Field, ...], Facts]:
    facts, today = subject.facts, at.today
    first_row, trips = facts.get(_ADMISSION), facts.get(_TRIPS)
    first, began = day_field(
        "first_admission", _("First admission in H or L status"), _of(first_row, "from"), tried, today
    )
    left, gone = day_field("trip_left", _("One more trip: left on"), None, tried, today)
    back, home = day_field("trip_back", _("One more trip: came back on"), None, tried, today)
    proof, proven = yes_no_field(
        "proven_only",
        _("Count only trips whose return is on record"),
        False,
        tried,
        _("The return is on record when an arrival of that day is recorded."),
    )
    start, wanted = day_field(
        "requested_start",
        at.label("status_period.extension_from"),
        facts.get("status_period.extension_from"),
        tried,
        today,
    )
    filed, labor = day_field("labor_filed", _("A PERM or I-140 filed on"), None, tried, today)
    beyond, laid = _beyond(at, facts, tried)
    rows = tuple(trips) if isinstance(trips, tuple) else ()
    if proven:
        rows = tuple(row for row in rows if is_proven(row, facts.root("person")))
    if gone or home:
        rows = (*rows, {"id": "tried", "departed_on": gone, "returned_on": home})
    values: dict[str, Any] = {**laid}
    if first.tried:
        values[_ADMISSION] = {**(first_row if isinstance(first_row, Mapping) else {}), "from": began}
    if rows or proven or isinstance(trips, tuple):
        values[_TRIPS] = rows
    if start.tried:
        values["status_period.extension_from"] = wanted
    if labor:
        filings = facts.get("case.labor_filings")
        known = tuple(filings) if isinstance(filings, tuple) else ()
        values["case.labor_filings"] = (*known, {"id": "tried", "filed": labor, "status": "pending"})
    fields = (first, left, back, proof, start, filed, *beyond)
    return (fields if _status(subject) in H_1B else fields[:4]), overlaid(facts, values)


def _beyond(at: CaseAt, facts: Facts, tried: Mapping[str, str]) -> tuple[list[Field], dict[str, Any]]:
    """Give the fields of an extension of three years: the approved I-140, its category and its cutoff."""
    fields: list[Field] = []
    values: dict[str, Any] = {}
    for field_id, path in _THREE_YEARS.items():
        made, day = day_field(field_id, at.label(path), facts.get(path), tried, at.today)
        fields.append(made)
        if made.tried:
            values[path] = day
    known = facts.get("case.category")
    own = known if known in _EMPLOYMENT else ""
    choices = tuple((one, one.replace("EB", "EB-")) for one in _EMPLOYMENT)
    category, chosen = choice_field("category", at.label("case.category"), own, choices, tried)
    if category.tried:
        values["case.category"] = chosen
    return [*fields, category], values


def _answer(at: CaseAt, weighed: Weighed) -> tuple[str, Tone]:
    end = value_of(weighed.limit, "max_out")
    if not isinstance(end, date):
        if weighed.limit.outcome == "not applicable":
            return weighed.limit.note or _("This status has no such limit."), "plain"
        return _("The last day cannot be counted yet."), "warn"
    given = n_(
        "{n} day abroad is given back",
        "{n} days abroad are given back",
        _days(weighed.limit, "recapture_days"),
    )
    if end >= at.today:
        left = n_("{n} day is left", "{n} days are left", (end - at.today).days)
        words = _("Last day: {day}. {given}; {left}.").format(day=on_screen(end), given=given, left=left)
    else:
        words = _("The years ended on {day}. {given}.").format(day=on_screen(end), given=given)
    beyond = [
        one for one in (weighed.one_year, weighed.three_years) if one and value_of(one, "eligible") is True
    ]
    if beyond:
        return words + " " + _("An extension past it may be asked for."), "good"
    by = value_of(weighed.perm_by, "perm_by") if weighed.perm_by else None
    if end < at.today:
        return words, "bad"
    late = isinstance(by, date) and by < at.today
    return words, "warn" if late or (end - at.today).days < 365 else "good"


def _days(finding: Finding, name: str) -> int:
    value = value_of(finding, name)
    return value if isinstance(value, int) else 0


def _lines(at: CaseAt, weighed: Weighed) -> tuple[Line, ...]:
    end = value_of(weighed.limit, "max_out")
    tone: Tone = "bad" if isinstance(end, date) and end < at.today else "plain"
    lines = [
        *lines_of(at, weighed.limit, "base_end", "recapture_days", steps=False),
        *lines_of(at, weighed.limit, "max_out", tone=tone),
    ]
    if weighed.perm_by is not None:
        by = value_of(weighed.perm_by, "perm_by")
        late: Tone = "warn" if isinstance(by, date) and by < at.today else "plain"
        lines += lines_of(at, weighed.perm_by, tone=late)
    for one in (weighed.one_year, weighed.three_years):
        if one is not None and one.outcome == "found":
            lines += lines_of(at, one)
    return each_step_once(lines)


def _notes(weighed: Weighed) -> tuple[str, ...]:
    """Give what the rules say beside the numbers; of those that apply, each once."""
    notes = [one.note for one in weighed.all if one.outcome in ("found", "ask") and one.note]
    if weighed.one_year is not None and weighed.one_year.outcome == "not applicable":
        notes.append(
            _("No labor certification or I-140 is recorded: nothing goes past the limit yet. Try one.")
        )
    return tuple(dict.fromkeys(notes))


def _no_clock(at: CaseAt, person_id: str) -> Sheet:
    path = "person.status_periods"
    said = _("No H-1B or L-1 status is recorded as held now: there is nothing to count.")
    return Sheet("", "", at.name(person_id), said, "plain", asks=(Ask(path, at.label(path), person_id),))


def _of(row: Any, word: str) -> Any:
    return row.get(word) if isinstance(row, Mapping) else None
