"""What the law makes of a case: every rule weighed over the facts of one subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from immdesk.basics.facts import Facts
from immdesk.basics.finding import Finding, Outcome
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.law.as_given import read_given_value
from immdesk.law.compiled import Rule
from immdesk.law.evaluate import Subject, said_of_rule, weigh_rule
from immdesk.law.given import TODAY, Given
from immdesk.law.rulebook import Rulebook
from immdesk.law.working import Names, Tables

_NOTHING: frozenset[str] = frozenset()


def find(
    rules: Mapping[str, Rule] | Iterable[Rule],
    facts: Facts,
    *,
    subject_kind: str,
    subject_id: str,
    person_id: str | None,
    today: date,
    library: Tables,
    kept: Collection[str] | None = None,
) -> list[Finding]:
    """Give one finding for each rule that is about this kind of subject.

    `library` holds the closures and fees that rules look into.
    Pure: the same facts, rules, tables and day give the same findings. `today` is read only by rules
    that say so. Rules that do not apply are given as "not applicable", so that a kept date can be lifted;
    when `kept` names the rules of the kept dates, only those.
    """
    subject = tuple.__new__(Subject, (subject_kind, subject_id, person_id))
    if not isinstance(rules, Rulebook):
        rules = Rulebook(rules if isinstance(rules, Mapping) else {rule.id: rule for rule in rules})
    sure, others, _rest = rules.for_subject(subject_kind, facts)
    found = [apply_rule(rule, facts, subject, today, library) for rule in sure]
    if others:
        for rule, is_open in others:
            applies = rule.applies.weigh(_dated(rule, facts, today)) if is_open else True
            if applies is True:
                found.append(apply_rule(rule, facts, subject, today, library))
            elif applies is not False:
                found.append(not_applicable(rule, subject, applies.paths))
    if kept is not None and not kept:
        return found
    rest = rules.about(subject_kind) if kept is None else [rules[one] for one in kept if one in rules]
    met = {finding.rule for finding in found}
    return found + [
        not_applicable(rule, subject) for rule in rest if rule.about == subject_kind and rule.id not in met
    ]


def evaluate_given(rule: Rule, given: Mapping[str, Any], today: date, tables: Tables) -> Finding:
    """Weigh a rule over inputs named as in its `given`; whether it applies is taken as settled.

    Values as YAML gives them: days (or ISO text), numbers, yes/no (or true/false), null for none; of what
    cannot be none, null says that it is not known.
    Raises Problem for an unknown name or a value that does not fit.
    """
    known = {one.name: one for one in rule.given}
    for name in given:
        if name not in known:
            raise Problem(
                f"The rule {rule.id} is not given '{name}'.{did_you_mean(name, known)}",
                "",
                f"It is given: {', '.join(known)}.",
            )
    values = {name: read_given_value(known[name], value) for name, value in given.items()}
    values = {name: value for name, value in values.items() if not _left_open(rule, known[name], value)}
    values |= {one.name: today for one in rule.given if one.path == TODAY and one.name not in values}
    return weigh_rule(rule, rule.names(values), Subject(rule.about, "", None), today, tables)


def _left_open(rule: Rule, given: Given, value: Any) -> bool:
    """Say whether "none" answers nothing: the steps need a value, and of that word there is always one."""
    if not isinstance(value, Nothing) or given.optional or given.columns is not None:
        return False
    if given.word.may_be_none:
        return False
    return given.path == TODAY or given.word.family != "day" or any(one.in_steps for one in rule.versions)


def find_one(rule: Rule, facts: Facts, subject: Subject, today: date, tables: Tables) -> Finding:
    """Give what one rule makes of the facts of one subject, whether it applies first."""
    if rule.silent is not None and rule.silent(facts):
        return not_applicable(rule, subject)
    applies = rule.applies.weigh(_dated(rule, facts, today))
    if isinstance(applies, Unknown):
        return not_applicable(rule, subject, applies.paths)
    return apply_rule(rule, facts, subject, today, tables) if applies else not_applicable(rule, subject)


def not_applicable(rule: Rule, subject: Subject, ask: frozenset[str] = frozenset()) -> Finding:
    """Give the finding that a rule is not for this subject, or that `ask` decides whether it is."""
    outcome: Outcome = "ask" if ask else "not applicable"
    said = said_of_rule(rule)
    kind, subject_id, person_id = subject
    fields = (said, kind, subject_id, person_id, outcome, "settled", (), ask, "", _NOTHING, None, None)
    return tuple.__new__(Finding, fields)


def _dated(rule: Rule, facts: Facts, today: date) -> Facts:
    """Give the facts, with today for a rule that says that it reads it."""
    return facts.also({TODAY: today}) if rule.uses_today else facts  # type: ignore[dict-item]


def apply_rule(rule: Rule, facts: Facts, subject: Subject, today: date, tables: Tables) -> Finding:
    """Give what a rule that applies, and does not keep silent, makes of the facts."""
    values = rule.read.of(facts)
    for name in rule.todays:
        values[name] = today
    names = tuple.__new__(Names, (values, rule.labels, rule.places))
    finding = weigh_rule(rule, names, subject, today, tables)
    if not rule.printed:
        return finding
    printed = facts.get(rule.printed)
    return finding._replace(printed=printed) if isinstance(printed, date) else finding
