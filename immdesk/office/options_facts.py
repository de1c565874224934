"""What the options of a person are weighed against: the recorded facts, and what follows from them today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import add_years, whole_years
from immdesk.basics.unknown import Unknown

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office

_GIVE_ONLY = ("petitioner", "joint_sponsor")


@dataclass(frozen=True, slots=True)
class Scope:
    """One person of a case with the facts that conditions read."""

    person_id: str
    name: str
    role: str
    facts: Facts


def scopes_of(office: Office, case_id: str) -> tuple[Scope, ...]:
    """Give everybody in a case who asks for something; in a case of helpers only, everybody."""
    from immdesk.office.computed import findings_of
    from immdesk.office.person_page import role_words
    from immdesk.office.progress import members_of
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
    members = members_of(facts)
    asking = [one for one in members if one.role not in _GIVE_ONLY] or members
    findings = findings_of(office.library, facts, office.today(), kept=())
    found = []
    for one in asking:
        theirs = [each for each in findings if each.person_id == one.person_id]
        scope = facts.for_person(one.person_id)
        names = worked_out(scope, theirs, office.today())
        found.append(Scope(one.person_id, one.name, role_words(one.role), scope.also(names)))
    return tuple(found)


def worked_out(facts: Facts, findings: Iterable[Finding], today: date) -> dict[str, Any]:
    """Give the bare names of `law.paths.WORKED_OUT` for one person; what cannot be told is Unknown."""
    results = dict(_results(findings))
    born, arrived = facts.get("person.born_on"), facts.get("person.last_entry.arrived_on")
    over = stay_over(facts, today)
    days = results.get(("unlawful-presence-bars", "unlawful_days"))
    unlawful = days if days is not None else 0 if over is False else Unknown("person.last_entry.stay_until")
    files_on = results.get(("n400-early-filing", "earliest"))
    return {
        "today": today,
        "age": whole_years(born, today) if isinstance(born, date) else Unknown("person.born_on"),
        "within_a_year": (
            today <= add_years(arrived, 1, "last_day_of_month")
            if isinstance(arrived, date)
            else Unknown("person.last_entry.arrived_on")
        ),
        "no_resident": no_resident(facts),
        "stay_over": over,
        "gap_days": gap_days(facts.get("person.status_periods"), facts),
        "unlawful_days": unlawful,
        "may_naturalize_on": files_on if isinstance(files_on, date) else Unknown("person.lpr_since"),
    }


def no_resident(facts: Facts) -> bool | Unknown:
    """Say whether somebody is neither citizen nor permanent resident; who asks for residence is neither."""
    answers = (facts.get("person.is_us_citizen"), facts.get("person.is_permanent_resident"))
    if True in answers:
        return False
    asks = facts.get("party.role") in ("beneficiary", "derivative")
    held = not isinstance(facts.get("person.current_status.status"), Unknown)
    return True if asks or held or answers[1] is False else Unknown("person.is_permanent_resident")


def stay_over(facts: Facts, today: date) -> bool | Unknown:
    """Say whether the stay that was authorized last has ended; duration of status and "no end" never do."""
    if facts.get("person.is_permanent_resident") is True or facts.get("person.is_us_citizen") is True:
        return False
    held = (facts.get("person.current_status.until"), facts.get("person.last_entry.stay_until"))
    days = [day for day in held if isinstance(day, date)]
    if days and not any(isinstance(day, str) for day in held):
        return max(days) < today
    if all(isinstance(day, Unknown) for day in held):
        return Unknown("person.last_entry.stay_until")
    return False


def gap_days(rows: Any, facts: Facts) -> int | Unknown:
    """Give the longest stretch of days between two recorded statuses that follow one another; 0 for none."""
    if isinstance(rows, Unknown):
        return rows
    spans = sorted(_spans(rows if isinstance(rows, tuple) else ()))
    gaps, until = [0], date.min
    for (_start, end), (start, _end) in pairwise(spans):
        until = max(until, end)
        gaps.append((start - until).days - 1)
    longest = max(gaps)
    return (
        longest
        if longest > 0 or facts.complete("person.status_periods")
        else Unknown("person.status_periods")
    )


def _spans(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[date, date]]:
    """Give the first and last day of each status whose beginning is known to the day."""
    for row in rows:
        start, end = row.get("from"), row.get("until")
        if isinstance(start, date):
            yield start, end if isinstance(end, date) else date.max


def _results(findings: Iterable[Finding]) -> Iterator[tuple[tuple[str, str], Any]]:
    for one in findings:
        for result in one.outputs:
            yield (one.rule, result.name), result.value
