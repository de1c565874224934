"""The rules, in the order of the packs, found by what they are about and by the word that decides most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from immdesk.basics.facts import Facts, reader
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.law.compiled import Rule


class Rulebook(Mapping[str, Rule]):
    """Rules by id, which also gives those that may apply to a subject without weighing all the others.

    Most conditions rest on words alone (`notice.kind == "rfe"`), and few mixes of words occur: for each mix
    it is remembered which rules apply. Of the other rules those are left out that words alone rule out.
    """

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = dict(rules)
        self._about: dict[str, tuple[Rule, ...]] = {}
        self._key: dict[str, tuple[tuple[Read, bool], ...]] = {}
        self._found: dict[tuple[Any, ...], Candidates] = {}
        for kind in {rule.about for rule in self._rules.values()}:
            self._about[kind] = tuple(rule for rule in self._rules.values() if rule.about == kind)
            self._key[kind] = _key(self._about[kind])

    def __getitem__(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def about(self, kind: str) -> tuple[Rule, ...]:
        """Give the rules that are about this kind of subject."""
        return self._about.get(kind, ())

    def for_subject(self, kind: str, facts: Facts) -> Candidates:
        """Give the rules that apply to these facts, and those whose condition has still to be weighed."""
        key: list[Any] = [kind]
        for read, is_word in self._key.get(kind, ()):
            value = read(facts)
            if isinstance(value, Unknown):
                key.append(None)
            else:
                key.append(value if is_word or isinstance(value, Nothing) else True)
        known = tuple(key)
        found = self._found.get(known)
        if found is None:
            found = _candidates(self.about(kind), facts)
            if len(self._found) < _MOST:
                self._found[known] = found
        return found


Read = Callable[[Facts], Any]
Candidates = tuple[tuple[Rule, ...], tuple[Rule, ...]]
_MOST = 20_000


def _key(rules: tuple[Rule, ...]) -> tuple[tuple[Read, bool], ...]:
    """Give what tells subjects of a kind apart: how to read it, and whether its word counts or only none."""
    uses: dict[str, bool] = {}
    for rule in rules:
        for path, use in rule.applies.uses.items():
            if use != "other":
                uses[path] = uses.get(path, False) or use == "word"
    return tuple((reader(path), is_word) for path, is_word in uses.items())


def _candidates(rules: tuple[Rule, ...], facts: Facts) -> Candidates:
    sure, to_weigh = [], []
    for rule in rules:
        if not rule.applies.decided_by_words:
            to_weigh += [] if rule.applies.ruled_out(facts) else [rule]
            continue
        applies = rule.applies.weigh(facts)
        if isinstance(applies, Unknown):
            to_weigh.append(rule)
        elif applies:
            sure.append(rule)
    return tuple(sure), tuple(to_weigh)
