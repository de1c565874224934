"""What several calculators take from a rule: its dated numbers, the names that it read, its texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from immdesk.law.working import Names
from immdesk.office.calculators.shapes import Ask

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.calculators.case_at import CaseAt
    from immdesk.records.facts_of import Subject

_NONE: Mapping[str, str] = MappingProxyType({})


def numbers_of(at: CaseAt, rule_id: str) -> Mapping[str, str]:
    """Give the dated numbers of the version of a rule that is in force today; none when no version is."""
    rule = at.library.rules[rule_id]
    version = rule.only or rule.version_on(at.today)
    return version.parameters if version is not None else _NONE


def names_of(finding: Finding) -> Names:
    """Give the names that a rule read for this finding; empty when it did not come so far."""
    return finding.known if isinstance(finding.known, Names) else Names({})


def party_of(at: CaseAt, person_id: str) -> Subject | None:
    """Give the person's part in the case."""
    return next(iter(at.subjects("party", person_id)), None)


def unknown_asks(at: CaseAt, facts: Facts, paths: Iterable[str], person_id: str) -> tuple[Ask, ...]:
    """Give the question for each path that a rule keeps silent without and nobody has recorded."""
    from immdesk.basics.unknown import Unknown

    missing = [path for path in paths if isinstance(facts.get(path), Unknown)]
    return tuple(Ask(path, at.label(path), "" if path.startswith("case.") else person_id) for path in missing)


def notes_of(*findings: Finding) -> tuple[str, ...]:
    """Give what the rules say besides, each once."""
    return tuple(dict.fromkeys(one.note for one in findings if one.note and one.outcome != "not applicable"))


def known_day(value: Any) -> date | None:
    """Give a fact as a day; None when there is none, or nobody knows it to the day."""
    return value if type(value) is date else None
