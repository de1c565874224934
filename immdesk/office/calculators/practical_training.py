"""Days without a job during OPT and its STEM extension: how many are used, and when the limit is reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE
from immdesk.basics.words import _, n_
from immdesk.law.worked_out.idle_days import IdleTime, idle_time
from immdesk.office.calculators.by_rule import known_day, names_of, notes_of, numbers_of
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    day_field,
    each_step_once,
    lines_of,
    number_field,
    overlaid,
    value_of,
)
from immdesk.office.calculators.shapes import Ask, Band, Chart, Field, Sheet, Table, Tone

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office
    from immdesk.records.facts_of import Subject

_RULE, _JOBS = "f1-opt-unemployment", "person.employment"
_SOON = 30  # days before the limit from which the answer is a warning


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the days without a job under one student's permit. Raises Problem as fields do."""
    at = case_at(office, case_id)
    card = _card(at, person_id)
    if card is None:
        said = _("No work permit for practical training (C03B) is recorded: there is nothing to count.")
        path = "person.documents"
        return Sheet("", "", at.name(person_id), said, "plain", asks=(Ask(path, at.label(path), person_id),))
    fields, facts = _tried(at, card, tried)
    found = at.weigh(_RULE, card, facts)
    idle = idle_time(names_of(found), numbers_of(at, _RULE)) if found.outcome == "found" else None
    answer, tone = _answer(at, found, idle)
    return Sheet(
        "",
        "",
        at.name(person_id),
        answer,
        tone,
        fields=fields,
        lines=each_step_once(lines_of(at, found)),
        tables=_table(idle),
        charts=_chart(at, facts, found, idle),
        asks=_asks(at, found, facts, person_id),
        notes=(*_open_count(facts), *notes_of(found)),
    )


def _card(at: CaseAt, person_id: str) -> Subject | None:
    """Give the work permit for OPT that the rule is about."""
    cards = at.subjects("document", person_id)
    return next((one for one in cards if at.weigh(_RULE, one).outcome in ("found", "ask", "error")), None)


def _tried(at: CaseAt, card: Subject, tried: Mapping[str, str]) -> tuple[tuple[Field, ...], Facts]:
    facts, today = card.facts, at.today
    begins, start = day_field(
        "permit_begins", at.label("document.valid_from"), facts.get("document.valid_from"), tried, today
    )
    until, seen = day_field(
        "known_until",
        at.label("document.jobs_known_until"),
        facts.get("document.jobs_known_until"),
        tried,
        today,
        _("Days after it are not counted. Try today, when no job has begun since."),
    )
    first, began = day_field("job_from", _("One more job: began on"), None, tried, today)
    last, ended = day_field("job_until", _("One more job: ended on"), None, tried, today)
    limit, days = number_field("limit", _("Days without a job allowed"), _allowed(at, card), tried, 1000)
    values: dict[str, Any] = {}
    if begins.tried:
        values["document.valid_from"] = start
    if until.tried:
        values["document.jobs_known_until"] = seen
    if limit.tried:
        values["document.unemployment_limit"] = days
    whole: frozenset[str] = frozenset()
    if began:
        values[_JOBS] = (*_jobs(facts), {"id": "tried", "from": began, "until": ended or NONE})
        whole = frozenset({_JOBS})
    return (begins, until, first, last, limit), overlaid(facts, values, whole)


def _jobs(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    """Give the jobs that the rule would read: those listed, else the one that stands on the permit."""
    rows, first = facts.get(_JOBS), known_day(facts.get("document.first_job_on"))
    if isinstance(rows, tuple) and (rows or facts.complete(_JOBS)):
        return rows
    return ({"id": "first", "from": first, "until": NONE},) if first else ()


def _allowed(at: CaseAt, card: Subject) -> int:
    """Give how many days the rule allows in the case as it is."""
    idle = idle_time(names_of(at.weigh(_RULE, card)), numbers_of(at, _RULE))
    return idle.limit if idle else int(numbers_of(at, _RULE)["opt_limit"])


def _answer(at: CaseAt, found: Finding, idle: IdleTime | None) -> tuple[str, Tone]:
    if idle is None:
        return found.note or _("The days cannot be counted yet."), "warn"
    days, by = value_of(found, "days"), value_of(found, "must_start_by")
    used = _("{days} of {limit} days are used.").format(days=days or 0, limit=idle.limit)
    if value_of(found, "exceeded") is True:
        over = _("More days than allowed: an attorney decides what follows.")
        return f"{used} {over}", "bad"
    if not isinstance(by, date):
        return f"{used} " + _("A job goes on: no day is being used."), "good"
    left = n_("{n} day from today", "{n} days from today", (by - at.today).days)
    if by < at.today:
        return _("A job had to begin by {day}.").format(day=on_screen(by)) + f" {used}", "bad"
    said = _("A job must begin by {day} ({left}).").format(day=on_screen(by), left=left)
    return f"{said} {used}", "warn" if (by - at.today).days <= _SOON else "good"


def _table(idle: IdleTime | None) -> tuple[Table, ...]:
    if idle is None:
        return ()
    rows = [
        (_("without a job"), on_screen(first), on_screen(last), str((last - first).days + 1))
        for first, last in idle.gaps
    ]
    rows += [
        (_("job"), on_screen(first), on_screen(last) if last < date.max else _("goes on"), "")
        for first, last in idle.jobs
    ]
    columns = (_("What"), _("From"), _("Through"), _("Days used"))
    return (Table(_("Jobs and the days between them"), columns, tuple(rows)),) if rows else ()


def _chart(at: CaseAt, facts: Facts, found: Finding, idle: IdleTime | None) -> tuple[Chart, ...]:
    start, end = (known_day(facts.get(f"document.{word}")) for word in ("valid_from", "expires_on"))
    if idle is None or start is None:
        return ()
    stem = known_day(facts.get("person.stem_card_until"))
    last = max(day for day in (end, stem, at.today) if day)
    permits = [Band(_("OPT"), start, end, "other")]
    if stem and end:
        permits.append(Band(_("STEM extension"), end + timedelta(days=1), stem, "other"))
    jobs = [Band(_("job"), first, min(until, last), "counted") for first, until in idle.jobs]
    rows = [
        (_("Work permit"), tuple(permits)),
        (_("Jobs"), tuple(jobs)),
        (_("Without a job"), tuple(_gaps(idle, value_of(found, "must_start_by")))),
    ]
    legend: Any = (("counted", _("job")), ("other", _("permit")), ("gap", _("days used")))
    legend += (("wait", _("days left")), ("over", _("past the limit")))
    return (Chart(_("Days without a job"), tuple(row for row in rows if row[1]), at.today, legend),)


def _gaps(idle: IdleTime, by: Any) -> Iterable[Band]:
    """Give the days used; those past the limit, and those still left, are bands of their own."""
    left = idle.limit
    for first, last in idle.gaps:
        count = (last - first).days + 1
        if left > 0:
            yield Band("", first, min(last, first + timedelta(days=left - 1)), "gap")
        if count > left:
            yield Band("", first + timedelta(days=max(left, 0)), last, "over")
        left -= count
    if isinstance(by, date):
        used = max((last for _first, last in idle.gaps), default=None)
        free = used + timedelta(days=1) if used and idle.since and used >= idle.since else idle.since
        if free and free < by:
            yield Band("", free, by - timedelta(days=1), "wait")
        yield Band(_("begin by"), by, by, "mark")


def _open_count(facts: Facts) -> tuple[str, ...]:
    """Say what is not counted while nobody has said until when the jobs are recorded."""
    if known_day(facts.get("document.jobs_known_until")) is not None:
        return ()
    return (_("Nobody has said until when the jobs are recorded: days after the last job are not counted."),)


def _asks(at: CaseAt, found: Finding, facts: Facts, person_id: str) -> tuple[Ask, ...]:
    asked = at.asks(found, person_id=person_id)
    path = "document.jobs_known_until"
    if known_day(facts.get(path)) is None:
        asked += (Ask(path, at.label(path), person_id),)
    return asked
