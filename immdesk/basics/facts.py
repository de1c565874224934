"""Facts: a read-only view from a path such as `petitioner.family_name` to what the office knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from immdesk.basics.unknown import Nothing, Unknown


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date known only to the month or the year: `1988-03`, `1988`."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


Row = Mapping[str, Any]
"""One element of a list fact: word → value, the element's own `id` among them."""

Value = str | bool | int | Decimal | date | PartialDate | Nothing | tuple[Row, ...]
"""What a fact can be once it is known; a list fact is a tuple of rows."""


@lru_cache(maxsize=4096)
def reader(path: str) -> Callable[[Facts], Any]:
    """Give what reads one path of any facts, as `Facts.get` does; for paths that are read very often."""
    words = words_of(path)
    missing = Unknown(path)

    def walk(facts: Facts) -> Any:
        here: Any = facts._roots
        for word in words:
            if type(here) is not dict and not isinstance(here, Mapping):
                return here if isinstance(here, (Nothing, Unknown)) else missing
            here = here.get(word)
        return missing if here is None else here

    if len(words) != 2:
        return walk
    root, last = words

    def read(facts: Facts) -> Any:
        row = facts._roots.get(root)
        if type(row) is dict:
            value = row.get(last)
            return missing if value is None else value
        return walk(facts)

    return read


@lru_cache(maxsize=4096)
def words_of(path: str) -> tuple[str, ...]:
    """Give the words of a path: `person`, `born_on`."""
    return tuple(path.split("."))


class Facts:
    """What is known, by root (`person`, `petitioner`, `case` …) and word.

    `complete` holds the list paths of which somebody has recorded "that is all".
    A dotted path below a row (`person.current_address.city`) walks into mappings.
    """

    __slots__ = ("_complete", "_roots")

    def __init__(
        self, roots: Mapping[str, Mapping[str, Any]], complete: frozenset[str] = frozenset()
    ) -> None:
        self._roots, self._complete = roots, complete

    def get(self, path: str) -> Any:
        """Give the value at `path`, NONE when known to be none, or Unknown(path)."""
        return self.follow(words_of(path), path)

    def follow(self, words: tuple[str, ...], path: str) -> Any:
        """Give the same as `get`, the words of the path already taken apart."""
        here: Any = self._roots
        for word in words:
            if type(here) is not dict and not isinstance(here, Mapping):
                return here if isinstance(here, (Nothing, Unknown)) else Unknown(path)
            here = here.get(word)
        return Unknown(path) if here is None else here

    def complete(self, path: str) -> bool:
        """Say whether the list at `path` is recorded as complete."""
        return path in self._complete

    def roots(self) -> Iterator[str]:
        """Give the first names that are in scope."""
        return iter(self._roots)

    def root(self, name: str) -> Mapping[str, Any]:
        """Give all words known below a first name; empty when nothing is known."""
        return self._roots.get(name, {})

    def also(self, roots: Mapping[str, Mapping[str, Any]], complete: frozenset[str] = frozenset()) -> Facts:
        """Give the same facts with more first names in scope (same names are replaced)."""
        return Facts({**self._roots, **roots}, self._complete | complete if complete else self._complete)
