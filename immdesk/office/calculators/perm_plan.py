"""The PERM plan: a legal schedule of the recruitment from a day on, and the days on which one may file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE
from immdesk.basics.words import _
from immdesk.office.calculators.by_rule import known_day, notes_of
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    day_field,
    each_step_once,
    lines_of,
    number_field,
    remark_of,
    value_of,
    yes_no_field,
)
from immdesk.office.calculators.perm_schedule import (
    Chosen,
    Schedule,
    first_of,
    planned,
    step_words,
)
from immdesk.office.calculators.shapes import Ask, Band, Chart, Field, Line, Sheet, Table, Tone
from immdesk.records.facts_of import Subject

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office

_FACTS = ("recruitment.pwd_on", "recruitment.pwd_until", "recruitment.professional")


_NEAR = timedelta(days=365)
"""How far from the last day for filing a day is still drawn."""


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the plan of a case's recruitment, or of one that has not begun. Raises Problem as fields do."""
    at = case_at(office, case_id)
    subject = next(iter(at.subjects("recruitment")), None) or _not_begun(at)
    filed = known_day(subject.facts.get("recruitment.filed_on"))
    if filed is not None:
        said = _("The application was filed on {day}: nothing is left to plan.").format(day=on_screen(filed))
        return Sheet("", "", "", said, "plain")
    fields, chosen, words = _tried(at, subject, tried)
    schedule = planned(at, subject, chosen, words)
    window, link = schedule.weigh("perm-filing-window"), schedule.weigh("perm-pwd-link")
    by = _perm_by(at)
    answer, tone = _answer(at, window, link, by)
    return Sheet(
        "",
        "",
        "",
        answer,
        tone,
        fields=fields,
        lines=_lines(at, schedule, window, link),
        tables=(_table(schedule),),
        charts=_charts(at, schedule, window, by),
        asks=_asks(at, schedule.facts),
        notes=notes_of(window, link, schedule.weigh("perm-nof")),
    )


def _not_begun(at: CaseAt) -> Subject:
    """Give the facts of a recruitment that nobody has recorded yet, for the job of the case."""
    case = at.subjects("case")[0]
    facts = case.facts.also({"recruitment": {"steps": (), "filed_on": NONE}})
    return Subject("recruitment", "", case.person_id, facts)


def _tried(
    at: CaseAt, subject: Subject, tried: Mapping[str, str]
) -> tuple[tuple[Field, ...], Chosen, dict[str, Any]]:
    facts, today = subject.facts, at.today
    rows = facts.get("recruitment.steps")
    rows = tuple(rows) if isinstance(rows, tuple) else ()
    fields: list[Field] = []
    if rows:
        made, anew = yes_no_field("anew", _("Take all steps anew"), False, tried)
        fields, rows = [made], () if anew else rows

    def day(field_id: str, label: str, value: Any) -> date | None:
        made, found = day_field(field_id, label, value, tried, today)
        fields.append(made)
        return found

    start = day("start", _("Missing steps begin from"), today) or today
    order, notice = first_of(rows, "job_order"), first_of(rows, "nof")
    ads = sorted(filter(None, (_began(row) for row in rows if row.get("kind") == "sunday_ad")))
    order_on = day("job_order", _("Job order begins"), _began(order))
    order_until = day("job_order_until", _("Job order ends"), known_day(order.get("ended_on")))
    if order_on and order_until and order_until < order_on:
        raise Problem(
            _("The job order would end before it begins."), _("Nothing was tried."), _("Choose a later day.")
        )
    order_until = order_until if fields[-1].tried else None
    first = day("first_ad", _("First Sunday advertisement"), ads[0] if ads else None)
    second = day("second_ad", _("Second Sunday advertisement"), ads[1] if len(ads) > 1 else None)
    notice_on = day("notice", _("Notice of filing is posted"), _began(notice))
    additional = day("additional", _("Additional steps begin"), None)
    made, days = number_field("additional_days", _("Days that each additional step lasts"), 14, tried, 180)
    fields.append(made)
    known = {path: facts.get(path) for path in _FACTS}
    made, professional = yes_no_field("professional", at.label(_FACTS[2]), known[_FACTS[2]], tried)
    fields.append(made)
    words: dict[str, Any] = {"filed_on": NONE}
    for path, field_id in ((_FACTS[0], "pwd_on"), (_FACTS[1], "pwd_until")):
        found = day(field_id, at.label(path), known[path])
        words |= {field_id: found} if found else {}
    asked = professional is not False
    words["professional"] = asked
    chosen = Chosen(
        start, rows, order_on, order_until, (first, second), notice_on, additional, max(days, 1), asked
    )
    return tuple(fields), chosen, words


def _began(row: Mapping[str, Any]) -> date | None:
    return known_day(row.get("started_on"))


def _answer(at: CaseAt, window: Finding, link: Finding, by: date | None) -> tuple[str, Tone]:
    first, last = value_of(window, "earliest"), value_of(window, "latest")
    if not isinstance(first, date) or not isinstance(last, date):
        return remark_of(at, window) or _("The days for filing cannot be counted yet."), "warn"
    if value_of(window, "day_left") is False:
        said = _("No day for filing is left: the first would be {first}, the last was {last}.")
        return said.format(first=on_screen(first), last=on_screen(last)), "bad"
    said = _("File from {first} to {last}.").format(first=on_screen(first), last=on_screen(last))
    if last < at.today:
        gone = _("The last day for filing was {day}: steps must be taken again. Try all of them anew.")
        return gone.format(day=on_screen(last)), "bad"
    odd = remark_of(at, window)
    said = f"{said} {odd}".strip()
    if value_of(link, "ok") is False:
        until = value_of(link, "file_by")
        more = _("Recruitment begins outside the wage determination: file within it, by {day}.")
        late = isinstance(until, date) and until < first
        return f"{said} {more.format(day=on_screen(until))}", "bad" if late else "warn"
    if by is not None and first > by:
        more = _("That is after {day}: the worker would have a gap after the six years.")
        return f"{said} {more.format(day=on_screen(by))}", "warn"
    return said, "warn" if odd else "good"


def _lines(at: CaseAt, schedule: Schedule, window: Finding, link: Finding) -> tuple[Line, ...]:
    lines = list(lines_of(at, window, "earliest", "latest"))
    for rule in ("perm-job-order", "perm-nof", "perm-sunday-ads", "perm-additional-steps"):
        found = schedule.weigh(rule)
        names = {"perm-sunday-ads": ("two_sundays",), "perm-additional-steps": ("three_steps",)}
        lines += lines_of(at, found, *names.get(rule, ()), steps=rule not in names)
    lines += lines_of(at, link)
    return each_step_once(lines)


def _table(schedule: Schedule) -> Table:
    rows = []
    for row in sorted(schedule.rows, key=lambda one: known_day(one.get("started_on")) or date.max):
        state = _("proposed") if row["id"] in schedule.proposed else _("recorded")
        cells = step_words(row["kind"]), on_screen(row.get("started_on")), on_screen(row.get("ended_on"))
        rows.append((*cells, state, str(row.get("proof") or "")))
    columns = (_("Step"), _("From"), _("Through"), _("State"), _("Proof"))
    note = _("Proposed days are not recorded: enter each step under Work and fees when it has run.")
    return Table(_("Schedule"), columns, tuple(rows), note)


def _charts(at: CaseAt, schedule: Schedule, window: Finding, by: date | None) -> tuple[Chart, ...]:
    rows: list[tuple[str, tuple[Band, ...]]] = []
    start, end = (known_day(schedule.facts.get(path)) for path in _FACTS[:2])
    if start and end:
        rows.append((_("Wage determination"), (Band("", start, end, "other"),)))
    for row in sorted(schedule.rows, key=lambda one: known_day(one.get("started_on")) or date.max):
        began, ended = known_day(row.get("started_on")), known_day(row.get("ended_on"))
        kind: Any = "wait" if row["id"] in schedule.proposed else "counted"
        if began:
            rows.append((step_words(row["kind"]), (Band("", began, ended or began, kind),)))
    rows += _filing(schedule, window, by)
    legend: Any = (("counted", _("recorded")), ("wait", _("proposed")), ("other", _("valid")))
    legend += (("away", _("quiet period")), ("window", _("may be filed")))
    return (Chart(_("Recruitment and filing"), tuple(rows), at.today, legend),)


def _filing(schedule: Schedule, window: Finding, by: date | None) -> Iterable[tuple[str, tuple[Band, ...]]]:
    first, last = value_of(window, "earliest"), value_of(window, "latest")
    if not isinstance(first, date) or not isinstance(last, date):
        return
    counted = [row for row in schedule.rows if row["kind"] in ("job_order", "sunday_ad", "nof")]
    ends = [known_day(row["ended_on"]) for row in counted]
    quiet = max((day for day in ends if day), default=first) + timedelta(days=1)
    bands = [Band("", quiet, first - timedelta(days=1), "away")] if quiet < first else []
    if first <= last:
        bands.append(Band(_("may be filed"), first, last, "window"))
    if by is not None and by < last + _NEAR:
        bands.append(Band(_("PERM by"), by, by, "mark"))
    yield _("Filing"), tuple(bands)


def _perm_by(at: CaseAt) -> date | None:
    """Give by when the worker of the case needs a filing, where an H-1B clock runs."""
    case = at.subjects("case")[0]
    held = at.subjects("status_period", case.person_id or "-")
    found = [value_of(at.weigh("perm-by", one), "perm_by") for one in held]
    return next((day for day in found if isinstance(day, date)), None)


def _asks(at: CaseAt, facts: Facts) -> tuple[Ask, ...]:
    paths = (*_FACTS[:2], "recruitment.open_weekends_holidays")
    return tuple(
        Ask(path, at.label(path))
        for path in paths
        if known_day(facts.get(path)) is None and not isinstance(facts.get(path), bool)
    )
