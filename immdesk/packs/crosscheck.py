"""Checks across the packs: every path that a map, letter or questionnaire names is in the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem

if TYPE_CHECKING:
    from immdesk.packs.library import Library


def cross_problems(library: Library) -> Iterator[Problem]:
    """Give a Problem for every word, path or name that nothing in the packs explains."""
    yield from _maps(library)
    yield from _letters(library)


def _maps(library: Library) -> Iterator[Problem]:
    from immdesk.packets.formmap import check_words

    for maps in library.official.values():
        for one in maps:
            yield from check_words(one, library.vocabulary)


def _letters(library: Library) -> Iterator[Problem]:
    for letter in library.letters.values():
        for path in letter.fields():
            if "." in path:
                where = f"Letter '{letter.letter}'"
                yield from _tried(partial(library.vocabulary.check, path, where))


def _tried(check: Callable[[], object]) -> Iterator[Problem]:
    try:
        check()
    except Problem as problem:
        yield problem
