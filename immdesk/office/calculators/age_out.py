"""What if a visa number became available in a coming month: which children of which families it would help.

Each month is weighed by the rule of the CSPA age itself, with only the month laid over; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from immdesk.basics.dates import add_months, first_of_month
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import Unknown
from immdesk.basics.words import _, n_
from immdesk.law.evaluate import Subject as About
from immdesk.law.evaluate import weigh_rule

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.law.compiled import Rule
    from immdesk.law.working import Names
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.records.facts_of import CaseFacts, Subject

RULE = "cspa-age"


@dataclass(frozen=True, slots=True)
class AgeOut:
    """One child: for each month whether a visa number in it would come in time, or what has to be asked.

    `protected` has one answer a month, empty when the rule cannot say; `ask` are the paths it needs then.
    """

    case_id: str
    person_id: str
    protected: tuple[bool, ...] = ()
    ask: frozenset[str] = frozenset()

    def late_from(self, months: Sequence[date]) -> date | None:
        """Give the first month that comes too late; None when all of them help, or nothing can be said."""
        return next((month for month, safe in zip(months, self.protected, strict=False) if not safe), None)


@dataclass(frozen=True, slots=True)
class AgeOutRow:
    """One child as a list shows it; no `late_from` where every month helps, or more has to be asked."""

    id: str
    case_id: str
    case_number: str
    case_title: str
    child: str
    category: str
    late_from: date | None
    ask: tuple[str, ...]


def age_out_words(row: AgeOutRow, months: int) -> str:
    """Say from when a visa number comes too late for a child, or what has to be asked first."""
    if row.ask:
        return _("ask first: {what}").format(what=", ".join(row.ask))
    if row.late_from is None:
        return n_(
            "a visa number in the next {n} month helps", "a visa number in the next {n} months helps", months
        )
    return _("a visa number from {day} on is too late").format(day=on_screen(row.late_from))


def coming_months(today: date, count: int = 24) -> tuple[date, ...]:
    """Give the first days of `count` months, the next one first."""
    start = first_of_month(today)
    return tuple(add_months(start, number, "last_day_of_month") for number in range(1, count + 1))


def age_out(
    library: Library, families: Iterable[CaseFacts], months: Sequence[date], today: date
) -> list[AgeOut]:
    """Give every child of these cases for whom the CSPA age is still open, month by month.

    Children whose visa number is available already, or whose age another law fixes, are left out.
    """
    rule = library.rules[RULE]
    return [
        _over_months(rule, library, facts.case_id, subject, months, today)
        for facts in families
        for subject in _children(facts)
        if _is_open(rule, subject.facts)
    ]


def over_cases(office: Office, count: int = 24) -> tuple[AgeOutRow, ...]:
    """Give the children of all open cases, those who age out first at the top; nothing is written."""
    from immdesk.office.whose import whose_of
    from immdesk.records.facts_of import facts_of

    library, today = office.library, office.today()
    months = coming_months(today, count)
    ids = [row["id"] for row in office.rows(_OPEN)]
    with office.store.read() as read:
        facts = facts_of(read, ids, library.vocabulary, today)
        found = age_out(library, facts.values(), months, today)
        whose = whose_of(read, sorted({one.case_id for one in found}), library)
    rows = []
    for one in found:
        case = whose[one.case_id]
        category = facts[one.case_id].for_person(one.person_id).get("case.category")
        ask = tuple(case.labels.get(path, path) for path in sorted(one.ask))
        rows.append(
            AgeOutRow(
                f"{one.case_id}/{one.person_id}",
                one.case_id,
                case.number,
                case.title,
                case.names.get(one.person_id, ""),
                category if isinstance(category, str) else "",
                one.late_from(months),
                ask,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.late_from or date.max, not row.ask, row.case_number)))


_OPEN = """SELECT id FROM case_file WHERE status = 'open' AND deleted_at IS NULL
           AND category IS NOT NULL AND category <> 'IR' ORDER BY number"""


def _children(facts: CaseFacts) -> Iterator[Subject]:
    """Give the parties of a case, who stand right after the case itself."""
    early = takewhile(lambda one: one.kind in ("case", "party"), facts.subjects())
    return (one for one in early if one.kind == "party" and one.facts.get("party.is_child") is True)


def _is_open(rule: Rule, facts: Facts) -> bool:
    if rule.silent is not None and rule.silent(facts):
        return False
    available = facts.get("case.visa_available_on")
    return rule.applies.weigh(facts) is not False and not isinstance(available, date)


def _over_months(
    rule: Rule, library: Library, case_id: str, subject: Subject, months: Sequence[date], today: date
) -> AgeOut:
    about = About(subject.kind, subject.id, subject.person_id)
    applies = rule.applies.weigh(subject.facts)
    person_id = subject.person_id or ""
    if isinstance(applies, Unknown):
        return AgeOut(case_id, person_id, ask=applies.paths)
    names = rule.names(rule.read.of(subject.facts))
    helped, late = 0, len(months)  # of a later month it is never less late: the first that is, is looked for
    while helped < late:
        middle = late - 1 if not helped and late == len(months) else (helped + late) // 2
        answer = _protected(rule, names, months[middle], about, today, library)
        if not isinstance(answer, bool):
            return AgeOut(case_id, person_id, ask=answer)
        helped, late = (middle + 1, late) if answer else (helped, middle)
    return AgeOut(case_id, person_id, tuple(place < late for place in range(len(months))))


def _protected(
    rule: Rule, names: Names, month: date, about: About, today: date, library: Library
) -> bool | frozenset[str]:
    """Say whether a visa number in this month comes in time, or what the rule has to know first."""
    finding = weigh_rule(rule, names.also({"bulletin_available": month}), about, today, library)
    for output in finding.outputs:
        if output.name == "under_21":
            return bool(output.value)
    return finding.ask
