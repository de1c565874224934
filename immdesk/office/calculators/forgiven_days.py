"""Days of status violation and of work without permission that INA 245(k) forgives an employment case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.law.worked_out.days_abroad import Span, total_days, without
from immdesk.office.calculators.by_rule import notes_of, party_of
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    lines_of,
    number_field,
    overlaid,
    span_fields,
    value_of,
)
from immdesk.office.calculators.shapes import Band, Chart, Sheet, Table, Tone

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office

_RULE, _DAYS = "aos-245k-180", "person.unlawful_status_days"
_PERIODS = 3


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the sheet of one person. Raises Problem when what is tried cannot be read."""
    at = case_at(office, case_id)
    subject = party_of(at, person_id)
    if subject is None:
        return Sheet("", "", "", _("Nobody of this case is asked about."), "plain")
    known = subject.facts.get(_DAYS)
    number, days = number_field("days", at.label(_DAYS), known if isinstance(known, int) else 0, tried)
    since, until = _("Period {n}: first day"), _("Period {n}: last day")
    fields, periods = span_fields(at, tried, _PERIODS, ("from", since), ("until", until))
    spans = [(first, last) for first, last in periods if first <= last]
    facts = subject.facts
    if spans or number.tried:
        facts = overlaid(facts, {_DAYS: total_days(spans) + days})
    found = at.weigh(_RULE, subject, facts)
    answer, tone = _answer(found)
    return Sheet(
        "",
        "",
        at.name(person_id),
        answer,
        tone,
        fields=(number, *fields),
        lines=lines_of(at, found, tone=tone),
        tables=_table(periods, days),
        charts=_chart(at, spans),
        asks=at.asks(found, person_id=person_id),
        notes=notes_of(found),
    )


def _answer(found: Finding) -> tuple[str, Tone]:
    forgiven, left = value_of(found, "forgiven"), value_of(found, "days_left")
    if forgiven is None:
        return _("Cannot say yet: the days since the last lawful admission are not recorded."), "warn"
    if not forgiven:
        return _("More days than INA 245(k) forgives."), "bad"
    words = n_(
        "Few enough to be forgiven; {n} more day would be.",
        "Few enough to be forgiven; {n} more days would be.",
        int(left or 0),
    )
    return words, "good" if left else "warn"


def _table(periods: tuple[Span, ...], recorded: int) -> tuple[Table, ...]:
    if not periods:
        return ()
    rows, taken = [], list[Span]()
    for first, last in sorted(periods):
        if last < first:
            rows.append((on_screen(first), on_screen(last), "0", _("ends before it begins: not counted")))
            continue
        mine = total_days(without([(first, last)], taken))
        whole = total_days([(first, last)])
        said = "" if mine == whole else _("the other days are counted already, each day once")
        rows.append((on_screen(first), on_screen(last), str(mine), said))
        taken.append((first, last))
    columns = (_("First day"), _("Last day"), _("Days"), _("Remark"))
    note = n_("{n} day is recorded besides.", "{n} days are recorded besides.", recorded) if recorded else ""
    return (Table(_("Periods tried"), columns, tuple(rows), note),)


def _chart(at: CaseAt, spans: list[Span]) -> tuple[Chart, ...]:
    if not spans:
        return ()
    rows = tuple(
        (_("Period {n}").format(n=place), (Band("", first, last, "counted"),))
        for place, (first, last) in enumerate(spans, start=1)
    )
    return (Chart(_("Days of violation or work"), rows, at.today),)
