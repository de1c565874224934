"""The rules, in the order of the packs, found by what they are about and by the word that decides most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from immdesk.basics.facts import Facts, reader
from immdesk.basics.unknown import Unknown
from immdesk.basics.written import OfFacts, Writing
from immdesk.law.by_none import weigh_by_none
from immdesk.law.compiled import Rule
from immdesk.law.given import TODAY


class Rulebook(Mapping[str, Rule]):
    """Rules by id, which also gives those that may apply to a subject without weighing all the others.

    Most conditions rest on words alone (`notice.kind == "rfe"`), and few mixes of words occur: for each mix
    it is remembered which rules apply. Of the other rules those are left out that words alone rule out, or
    that are ruled out because one of their days is none, or that keep silent.
    """

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = dict(rules)
        self._about: dict[str, tuple[Rule, ...]] = {}
        self._sort: dict[str, Read] = {}
        self._groups: dict[tuple[str, Any], _Mixes] = {}
        for kind in {rule.about for rule in self._rules.values()}:
            self._about[kind] = tuple(rule for rule in self._rules.values() if rule.about == kind)
            self._sort[kind] = reader(_sorting_word(self._about[kind]))

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
        read = self._sort.get(kind)
        if read is None:
            return Candidates()
        sort = read(facts)
        group = self._groups.get((kind, None if type(sort) is Unknown else sort))
        if group is None:
            group = self._group(kind, sort)
        return group.candidates(facts)

    def _group(self, kind: str, sort: Any) -> _Mixes:
        known = None if isinstance(sort, Unknown) else sort
        if sum(one == kind for one, _ in self._groups) > _MOST_SORTS:
            return _group_of(self.about(kind))
        root, word = _sorting_word(self.about(kind)).split(".")
        alone = Facts({root: {word: known}})
        group = _group_of(tuple(rule for rule in self.about(kind) if not rule.applies.ruled_out(alone)))
        self._groups[kind, known] = group
        return group


Read = Callable[[Facts], Any]
_MOST = 20_000
_MOST_SORTS = 500


class Candidates(NamedTuple):
    """The rules that apply for sure, and others in their order, each with whether it has to be weighed."""

    sure: tuple[Rule, ...] = ()
    others: tuple[tuple[Rule, bool], ...] = ()
    rest: _Mixes | None = None
    """Decides more of the others, by which of their days and numbers are none or not known."""


class _Mixes:
    """Remembers, for each mix of what `key` gives of the facts, what `decide` made of the rules."""

    def __init__(self, key: OfFacts, decide: Callable[[Facts], Candidates]) -> None:
        self._key, self._decide = key, decide
        self._found: dict[Any, Candidates] = {}

    def candidates(self, facts: Facts) -> Candidates:
        key = self._key(facts)
        found = self._found.get(key)
        if found is None:
            found = self._decide(facts)
            if len(self._found) < _MOST:
                self._found[key] = found
        return found if found.rest is None else found.rest.candidates(facts)


def _group_of(rules: tuple[Rule, ...]) -> _Mixes:
    """Give the rules for one sort of subjects (a passport, an RFE), by each mix of their words."""
    return _Mixes(_key(rules), partial(_candidates, rules))


def _rest_of(sure: tuple[Rule, ...], rules: tuple[Rule, ...]) -> _Mixes:
    """Give rules that words alone do not decide: those that apply when some of their days are none."""
    return _Mixes(_key_of_none(rules), partial(_weighed_by_none, sure, rules))


def _weighed_by_none(sure: tuple[Rule, ...], rules: tuple[Rule, ...], facts: Facts) -> Candidates:
    weighed = [(rule, weigh_by_none(rule.applies, facts)) for rule in rules]
    return Candidates(sure, tuple((rule, answer is None) for rule, answer in weighed if answer is not False))


def _sorting_word(rules: tuple[Rule, ...]) -> str:
    """Give the word by which most rules tell whether they apply: `document.kind`, `notice.kind`."""
    uses = Counter(path for rule in rules for path, use in rule.applies.uses.items() if use == "word")
    uses = Counter({path: count for path, count in uses.items() if path.count(".") == 1})
    return uses.most_common(1)[0][0] if uses else f"{rules[0].about}.kind"


def _key(rules: tuple[Rule, ...]) -> OfFacts:
    """Give what tells subjects of a kind apart: of each path its word, or only whether there is one.

    Of the words without which a rule keeps silent it tells too whether they are known.
    """
    uses: dict[str, bool] = {}
    for rule in rules:
        for path, use in rule.applies.uses.items():
            if use != "other":
                uses[path] = uses.get(path, False) or use == "word"
        for path in rule.file.silent_without:
            uses.setdefault(path, False)
    return _told(uses)


def _key_of_none(rules: tuple[Rule, ...]) -> OfFacts:
    """Give what tells subjects apart by days and numbers: of each path whether it is known, and none."""
    several = dict.fromkeys(
        path for rule in rules for path, use in rule.applies.uses.items() if use == "other" and path != TODAY
    )
    return _told(dict.fromkeys(several, False))


def _told(uses: Mapping[str, bool]) -> OfFacts:
    """Write what of each path a key holds: nothing while unknown, NONE, its word or that there is one."""
    writing = Writing()
    told = []
    for path, is_word in uses.items():
        value = writing.name()
        known = value if is_word else f"{value} if type({value}) is Nothing else True"
        told.append(f"(None if type({value} := {writing.read(path)}) is Unknown else {known}), ")
    return writing.function(f"({''.join(told)})")


def _candidates(rules: tuple[Rule, ...], facts: Facts) -> Candidates:
    sure, others = [], []
    for rule in rules:
        if rule.silent is not None and rule.silent(facts):
            continue
        if not rule.applies.decided_by_words:
            others += [] if rule.applies.ruled_out(facts) else [rule]
            continue
        applies = rule.applies.weigh(facts)
        if isinstance(applies, Unknown):
            others.append(rule)
        elif applies:
            sure.append(rule)
    if all(rule.applies.decided_by_words for rule in others):
        return Candidates(tuple(sure), tuple((rule, True) for rule in others))
    return Candidates(tuple(sure), rest=_rest_of(tuple(sure), tuple(others)))
