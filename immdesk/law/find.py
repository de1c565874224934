"""What the law makes of a case: every rule weighed over the facts of one subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from immdesk.basics.dates import iso_day
from immdesk.basics.facts import Facts
from immdesk.basics.finding import Finding, Outcome
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.word import Word
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

    Values as YAML gives them: days (or ISO text), numbers, yes/no (or true/false), null for none.
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
    values = {name: _read(known[name], value) for name, value in given.items()}
    values |= {one.name: today for one in rule.given if one.path == TODAY and one.name not in values}
    return weigh_rule(rule, rule.names(values), Subject(rule.about, "", None), today, tables)


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


def _read(given: Given, value: Any) -> Any:
    if value is None:
        return NONE
    if given.columns is None:
        return typed(given.word, value, given.name)
    if given.form == "row":
        return _read_row(given, given.columns, value)
    if isinstance(value, Mapping) and given.form == "rows" and len(given.columns) == 2:
        first, second = given.columns  # `{INDIA: C, ALL: C}` stands for a row of each pair
        value = [{first: name, second: cell} for name, cell in value.items()]
    if not isinstance(value, (list, tuple)):
        raise Problem(f"'{given.name}' must be a list.")
    if given.form == "each":
        word = next(iter(given.columns.values()))
        return tuple(typed(word, one, given.name) for one in value)
    return tuple(_read_row(given, given.columns, row) for row in value)


def _read_row(given: Given, columns: Mapping[str, Word], row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping) or not set(row) <= set(columns):
        what = "a row" if given.form == "row" else "a list of rows"
        raise Problem(f"'{given.name}' must be {what} with: {', '.join(columns)}.")
    return {name: typed(columns[name], cell, f"{given.name}.{name}") for name, cell in row.items()}


def typed(word: Word, value: Any, name: str = "") -> Any:
    """Give a value as YAML has it as the fact that the word keeps; raises Problem when it does not fit."""
    if value is None:
        return NONE
    if word.family == "day":
        day = value if isinstance(value, date) else iso_day(str(value))
        if day is None:
            raise Problem(f"'{name}' must be a day such as 2026-03-01, not '{value}'.")
        if not 1900 <= day.year <= 2100:
            raise Problem(f"'{name}' is {day.isoformat()}, but days go from 1900 to 2100.")
        return day
    if word.family == "mixed":
        return value if isinstance(value, date) else iso_day(str(value)) or str(value)
    if word.family == "yes_no":
        return _yes_no(value, name)
    if word.family == "number":
        return _number(value, name)
    if word.family == "choices":
        several = value if isinstance(value, (list, tuple)) else str(value).split(",")
        return tuple(str(one).strip() for one in several)
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _yes_no(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    if str(value) in ("yes", "no"):
        return str(value) == "yes"
    raise Problem(f"'{name}' must be yes or no, not '{value}'.")


def _number(value: Any, name: str) -> int | Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Problem(f"'{name}' must be a number, not '{value}'.") from None
    return int(number) if number == number.to_integral_value() else number
