"""The facts of a worked case, written as an office would have them recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.law.as_given import typed

Written = str | list[dict[str, str]]


def as_recorded(written: Mapping[str, Written], vocabulary: Vocabulary) -> Facts:
    """Give facts from vocabulary paths and values; raises Problem for an unknown path or an unfit value.

    A list is taken as complete. A word that comes from a list may be said itself
    (`person.current_status.status: F-1`); then what is said stands.
    """
    roots: dict[str, dict[str, Any]] = {}
    lists = set()
    for path, value in written.items():
        word = vocabulary.word(path)
        lists |= {path} if word.type == "list" else set()
        _put(roots, path, _value(word, value, vocabulary, path))
    derived = vocabulary.derive(Facts(roots, frozenset(lists)))
    whole = {root: dict(derived.root(root)) for root in derived.roots()}
    for path in written:
        _put(whole, path, Facts(roots).get(path))
    return Facts(whole, frozenset(lists))


def _value(word: Word, value: Written, vocabulary: Vocabulary, path: str) -> Any:
    if isinstance(value, str):
        return typed(word, None if value == "none" else value, path)
    rows = (
        {
            key: typed(vocabulary.word_in(word.of, key), None if cell == "none" else cell, key)
            for key, cell in row.items()
        }
        for row in value
    )
    return NONE if not value else tuple(rows)


def _put(roots: dict[str, dict[str, Any]], path: str, value: Any) -> None:
    root, *words, last = path.split(".")
    here = roots.setdefault(root, {})
    for word in words:
        below = here.get(word)
        here[word] = below = dict(below) if isinstance(below, Mapping) else {}
        here = below
    here[last] = value
