"""When a question on paper is asked, in words: found by trying what each open answer would lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final

from immdesk.basics.conditions import Condition
from immdesk.basics.facts import Facts
from immdesk.basics.paper_questions import Both, OnlyIf, PaperQuestion
from immdesk.basics.unknown import NONE, Unknown

APPLIES: Final = OnlyIf()
"""Something decides that stands on no paper, or a day or an amount does: "if it applies to you"."""

_MOST_DECIDERS, _MOST_TRIALS = 3, 400
_LITERAL = re.compile(r'"([^"]*)"')
_OTHER = "\0"
YES: Final[Both] = ("yes", "Yes")
NO: Final[Both] = ("no", "No")
"""Marks: whoever prints says them in the client's language."""

NOT: Final[Both] = ("not", "not")
"""Stands before answers that close a question: "if it is not: United States"."""


@dataclass(frozen=True, slots=True)
class Decider:
    """A question on paper whose answer may decide about others; `only_if` says when it is asked itself."""

    path: str
    question: PaperQuestion
    only_if: tuple[OnlyIf, ...]


def only_if(when: Condition, facts: Facts, deciders: Mapping[str, Decider]) -> tuple[OnlyIf, ...]:
    """Say when a question is asked whose condition cannot be decided yet; at best one hint a decider.

    What another hint says already is left out: who answers question 5 has said yes to question 4.
    """
    weighed = when.weigh(facts)
    paths = weighed.paths if isinstance(weighed, Unknown) else frozenset()
    open_ = [path for path in deciders if path in paths or path in when.paths][-_MOST_DECIDERS:]
    tried = {path: _values(deciders[path].question, when.text) for path in open_}
    tried = {path: values for path, values in tried.items() if values}
    if not tried or not paths <= set(deciders):
        return (APPLIES,) if not tried else _hints(when, facts, tried, deciders) or (APPLIES,)
    return _hints(when, facts, tried, deciders) or (APPLIES,)


def _hints(
    when: Condition,
    facts: Facts,
    tried: Mapping[str, list[tuple[Any, Both]]],
    deciders: Mapping[str, Decider],
) -> tuple[OnlyIf, ...]:
    wins: dict[str, dict[Any, Both]] = {path: {} for path in tried}
    for combination in islice(product(*tried.values()), _MOST_TRIALS):
        values = {path: value for path, (value, _label) in zip(tried, combination, strict=True)}
        if when.weigh(_supposing(facts, values)) is not False:
            for path, (value, label) in zip(tried, combination, strict=True):
                wins[path][value] = label
    found = {}
    for path, won in wins.items():
        if 0 < len(won) < len(tried[path]):
            question = deciders[path].question
            found[path] = OnlyIf(question.number, _said(won, tried[path]))
    implied = {number for path in found for number in _above(deciders[path].only_if, deciders)}
    return tuple(hint for hint in found.values() if hint.number not in implied)


def _above(hints: tuple[OnlyIf, ...], deciders: Mapping[str, Decider]) -> set[str]:
    """Give the numbers of all questions that had to be answered before, one leading on to the next."""
    numbers = {one.number for one in hints}
    for one in deciders.values():
        if one.question.number in numbers and one.only_if:
            numbers |= _above(one.only_if, deciders)
    return numbers


def _said(won: Mapping[Any, Both], all_: Iterable[tuple[Any, Both]]) -> tuple[Both, ...]:
    """Give the answers that open a question, or what it must not be where anything else opens it."""
    if _OTHER in won:
        return (NOT, *(label for value, label in all_ if value not in won))
    return tuple(won.values())


def _values(question: PaperQuestion, text: str) -> list[tuple[Any, Both]]:
    """Give what may be answered: yes and no, the options, or the words that the condition names."""
    if question.room == "yes_no":
        return [(True, YES), (False, NO)]
    if question.room == "one_of":
        return [(value, label) for value, label in question.options]
    literals = list(dict.fromkeys(_LITERAL.findall(text)))
    if question.type in ("text", "name", "country", "state") and literals:
        return [*((one, (one, one)) for one in literals), (_OTHER, ("", ""))]
    if question.none[1] and "none" in text.split():
        return [(NONE, question.none), (_OTHER, ("", ""))]
    return []


def _supposing(facts: Facts, values: Mapping[str, Any]) -> Facts:
    """Give the facts as if these answers had been given."""
    roots: dict[str, Any] = {}
    for path, value in values.items():
        root, _dot, rest = path.partition(".")
        if not rest:
            roots[root] = value
            continue
        words = roots.setdefault(root, dict(facts.root(root)))
        *rows, last = rest.split(".")
        for row in rows:
            inner = words.get(row)
            words[row] = dict(inner) if isinstance(inner, Mapping) else {}
            words = words[row]
        words[last] = value
    return facts.also(roots)
