"""The rules, in the order of the packs, found by what they are about and by the word that decides most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from immdesk.basics.facts import Facts, reader
from immdesk.basics.unknown import Unknown
from immdesk.law.compiled import Rule


class Rulebook(Mapping[str, Rule]):
    """Rules by id, which also gives those that may apply to a subject without weighing all the others.

    Most conditions name a word that must be one of a few (`notice.kind == "rfe"`). A rule whose word is
    known to be another cannot apply, and is left out before its condition is looked at.
    """

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = dict(rules)
        self._about: dict[str, tuple[Rule, ...]] = {}
        self._deciding: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[Any, ...], tuple[Rule, ...]] = {}
        for kind in {rule.about for rule in self._rules.values()}:
            self._about[kind] = tuple(rule for rule in self._rules.values() if rule.about == kind)
            self._deciding[kind] = tuple(dict.fromkeys(_deciding(self._about[kind])))

    def __getitem__(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def about(self, kind: str) -> tuple[Rule, ...]:
        """Give the rules that are about this kind of subject."""
        return self._about.get(kind, ())

    def for_subject(self, kind: str, facts: Facts) -> tuple[Rule, ...]:
        """Give the rules about this kind of subject that these facts do not rule out at once."""
        paths = self._deciding.get(kind, ())
        values = [reader(path)(facts) for path in paths]
        key = (kind, *(None if isinstance(value, Unknown) else value for value in values))
        found = self._found.get(key)
        if found is None:
            known = dict(zip(paths, key[1:], strict=True))
            found = tuple(rule for rule in self.about(kind) if _may_apply(rule, known))
            if len(self._found) < _MOST:
                self._found[key] = found
        return found


_MOST = 4096


def _deciding(rules: tuple[Rule, ...]) -> Iterator[str]:
    for rule in rules:
        yield from rule.applies.needs


def _may_apply(rule: Rule, known: Mapping[str, Any]) -> bool:
    """Say whether each word that the rule needs is one that it may be, or not known yet (None)."""
    return all(known[path] is None or known[path] in words for path, words in rule.applies.needs.items())
