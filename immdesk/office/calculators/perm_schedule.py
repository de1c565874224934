"""A legal schedule for a PERM recruitment: what is recorded stays, and what is missing gets a proposed day.

Only the days of beginning are chosen here (Sundays, open days); how long a step must last, and when one may
file, the rules say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from immdesk.basics.dates import add_days
from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.basics.words import _
from immdesk.office.calculators.by_rule import known_day, numbers_of
from immdesk.office.calculators.case_at import CaseAt, value_of
from immdesk.records.facts_of import Subject

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding

Row = dict[str, Any]

MANDATORY = ("job_order", "sunday_ad", "professional_journal", "nof", "in_house_media")
"""Steps that are none of the additional ones, as the rules have it."""
_USUAL = ("employer_website", "job_website", "referral_program")
"""The additional steps that are proposed: they need no event and no outsider's day."""
_WHOLE = frozenset({"recruitment.steps"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The days that are chosen, from the case or tried: None lets the schedule propose one.

    `recorded` are the steps of the case that stay.
    """

    start: date
    recorded: tuple[Mapping[str, Any], ...] = ()
    job_order: date | None = None
    job_order_until: date | None = None
    ads: tuple[date | None, date | None] = (None, None)
    notice: date | None = None
    additional: date | None = None
    additional_days: int = 14
    professional: bool = True


@dataclass(frozen=True)
class Schedule:
    """The steps with their days; `proposed` holds the ids of those that are not recorded."""

    at: CaseAt
    subject: Subject
    facts: Facts
    rows: tuple[Row, ...]
    proposed: frozenset[str] = field(default_factory=frozenset)

    def weigh(self, rule_id: str) -> Finding:
        """Give what a rule makes of the whole schedule."""
        return self.at.weigh(rule_id, self.subject, self.facts)


def step_words(kind: str) -> str:
    """Say what a step is called."""
    return {
        "job_order": _("Job order"),
        "sunday_ad": _("Sunday advertisement"),
        "professional_journal": _("Professional journal"),
        "nof": _("Notice of filing"),
        "in_house_media": _("In-house media"),
        "job_fair": _("Job fair"),
        "employer_website": _("Employer's website"),
        "job_website": _("Job search website"),
        "campus_recruiting": _("On-campus recruiting"),
        "trade_organization": _("Trade or professional organization"),
        "employment_firm": _("Private employment firm"),
        "referral_program": _("Referral program with incentives"),
        "campus_placement": _("Campus placement office"),
        "local_newspaper": _("Local or ethnic newspaper"),
        "radio_or_tv": _("Radio or television"),
    }.get(kind, kind)


def with_steps(at: CaseAt, facts: Facts, rows: tuple[Row, ...], words: Mapping[str, Any]) -> Facts:
    """Give the facts with these steps in place of those recorded, and all that is derived from them."""
    own = {**facts.root("recruitment"), **words, "steps": rows}
    derived = at.library.vocabulary.derive_root("recruitment", own, Facts({}, _WHOLE))
    return facts.also({"recruitment": derived}, _WHOLE)


def planned(at: CaseAt, subject: Subject, chosen: Chosen, words: Mapping[str, Any]) -> Schedule:
    """Give the whole schedule: recorded steps, then proposed ones, each as long as its rule asks for."""
    recorded = [dict(row) for row in chosen.recorded]
    rows = [*recorded]
    order = (chosen.job_order, chosen.job_order_until, chosen.start)
    rows = _lasting(at, subject, words, rows, _JOB_ORDER, order)
    rows = _lasting(at, subject, words, rows, _NOTICE, (chosen.notice, None, chosen.start))
    rows = _ads(chosen, rows)
    rows = _additional(at, chosen, rows)
    known = {row["id"]: row for row in recorded}
    proposed = frozenset(row["id"] for row in rows if known.get(row["id"]) != row)
    return Schedule(at, subject, with_steps(at, subject.facts, tuple(rows), words), tuple(rows), proposed)


def first_of(rows: tuple[Mapping[str, Any], ...], kind: str) -> Mapping[str, Any]:
    """Give the first recorded step of a kind; empty when there is none."""
    mine = [row for row in rows if row.get("kind") == kind]
    return min(mine, key=lambda row: known_day(row.get("started_on")) or date.max, default={})


class _Lasting(NamedTuple):
    """A step that must last: its kind, the rule that says how long and the result that names the day."""

    kind: str
    plan_id: str
    rule: str
    through: str


_JOB_ORDER = _Lasting("job_order", "plan-job-order", "perm-job-order", "thirtieth_day")
_NOTICE = _Lasting("nof", "plan-notice", "perm-nof", "tenth_business_day")


def _lasting(
    at: CaseAt,
    subject: Subject,
    words: Mapping[str, Any],
    rows: list[Row],
    step: _Lasting,
    days: tuple[date | None, date | None, date],
) -> list[Row]:
    """Give the steps with this one from its chosen or recorded day on, as long as its rule asks for.

    `days` are the first day chosen, the last day chosen, and the day to begin when neither is known.
    """
    chosen, until, otherwise = days
    recorded = first_of(tuple(rows), step.kind)
    began = known_day(recorded.get("started_on"))
    start = chosen or began or _open(at, otherwise)
    row: Row = {**recorded, "id": recorded.get("id", step.plan_id), "kind": step.kind}
    row |= {"started_on": start, "ended_on": NONE}
    own = with_steps(at, subject.facts, (row,), words)
    through = value_of(at.weigh(step.rule, subject, own), step.through)
    kept = known_day(recorded.get("ended_on")) if began == start else None
    return [*_others(rows, row), {**row, "ended_on": until or kept or through or NONE}]


def _ads(chosen: Chosen, rows: list[Row]) -> list[Row]:
    """Give two Sundays: those recorded, or tried, else the next ones from the start."""
    recorded = sorted(
        (row for row in rows if row["kind"] == "sunday_ad" and known_day(row.get("started_on"))),
        key=lambda row: row["started_on"],
    )
    others = [row for row in rows if row["kind"] != "sunday_ad"]
    made: list[Row] = []
    after = sunday_from(chosen.start)
    for place, wanted in enumerate(chosen.ads):
        old = recorded[place] if place < len(recorded) else {}
        day = wanted or known_day(old.get("started_on")) or after
        end = old.get("ended_on") if old.get("started_on") == day else day
        made.append(
            {**old, "id": old.get("id", f"plan-ad-{place}"), "kind": "sunday_ad"}
            | {"started_on": day, "ended_on": end}
        )
        after = sunday_from(max(after, add_days(day, 1)))
    return [*others, *made, *recorded[2:]]


def _additional(at: CaseAt, chosen: Chosen, rows: list[Row]) -> list[Row]:
    """Give as many additional steps as the rule asks of a professional occupation."""
    have = [row["kind"] for row in rows if row["kind"] not in MANDATORY]
    needed = int(numbers_of(at, "perm-additional-steps")["steps_needed"]) if chosen.professional else 0
    start = chosen.additional or _open(at, chosen.start)
    end = add_days(start, max(chosen.additional_days - 1, 0))
    more = [kind for kind in _USUAL if kind not in have][: max(needed - len(have), 0)]
    return [
        *rows,
        *({"id": f"plan-{kind}", "kind": kind, "started_on": start, "ended_on": end} for kind in more),
    ]


def _others(rows: list[Row], row: Row) -> list[Row]:
    return [one for one in rows if one["id"] != row["id"]]


def _open(at: CaseAt, day: date) -> date:
    return at.library.closures["federal"].open_day(day)


def sunday_from(day: date) -> date:
    """Give the day itself when it is a Sunday, else the next one."""
    return day + timedelta(days=(6 - day.weekday()) % 7)
