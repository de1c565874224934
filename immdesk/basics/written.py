"""Functions written from checked pieces: one that reads facts by known paths, without asking at each step.

What a pack says is taken apart and checked elsewhere; here only a closed list of forms is put together, and
all that comes from a pack (words of a path, values) is bound by a name and never stands in the text itself.
So a function costs what the same lines would cost if somebody had typed them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from immdesk.basics.facts import Facts, reader, words_of
from immdesk.basics.unknown import Nothing, Unknown

OfFacts = Callable[[Facts], Any]


class Writing:
    """The pieces of one function of facts: the values it is bound to and the first names it looks up once."""

    def __init__(self) -> None:
        self._bound: dict[str, Any] = {
            "Unknown": Unknown, "Nothing": Nothing, "date": date, "dict": dict, "type": type,
            "holes": (Nothing, Unknown),
        }  # fmt: skip
        self._roots: dict[str, str] = {}
        self._names = 0

    def name(self) -> str:
        """Give a name that nothing else in the function has."""
        self._names += 1
        return f"x{self._names}"

    def bind(self, value: Any) -> str:
        """Give the name by which the function knows a value."""
        name = self.name()
        self._bound[name] = value
        return name

    def known_as(self, name: str, value: Any) -> None:
        """Let the function know a value by a name of our own."""
        self._bound[name] = value

    def read(self, path: str) -> str:
        """Give the piece that reads a path as `Facts.get` does: a value, NONE or Unknown."""
        words, missing = words_of(path), self.bind(Unknown(path))
        found = self.name()
        if len(words) == 1:
            return f"({missing} if ({found} := roots.get({self.bind(path)})) is None else {found})"
        read = f"{self.bind(reader(path))}(facts)"
        root, word = self._root(words[0]), self.bind(words[1])
        if len(words) > 3:
            return read
        if len(words) == 3:
            row, last = self.name(), self.bind(words[2])
            return (
                f"({read} if type({root}) is not dict else "
                f"(({missing} if ({found} := {row}.get({last})) is None else {found}) "
                f"if type({row} := {root}.get({word})) is dict else "
                f"{missing} if {row} is None else {row} if type({row}) in holes else {read}))"
            )
        return (
            f"({read} if type({root}) is not dict else "
            f"{missing} if ({found} := {root}.get({word})) is None else {found})"
        )

    def function(self, piece: str) -> OfFacts:
        """Give the function of facts that works the piece out."""
        looked_up = "".join(
            f" {name} = roots.get({self.bind(root)}, nothing_known)\n" for root, name in self._roots.items()
        )
        self._bound["nothing_known"] = {}
        made: OfFacts = self.made(f"def written(facts):\n roots = facts._roots\n{looked_up} return {piece}\n")
        return made

    def made(self, text: str) -> Any:
        """Give the function `written` that the text defines."""
        names = dict(self._bound)
        exec(compile(text, "<written from a pack>", "exec"), names)
        return names["written"]

    def _root(self, word: str) -> str:
        if word not in self._roots:
            self._roots[word] = self.name()
        return self._roots[word]


class Later:
    """A function of facts (or given names) that is written when it is first needed; most never are.

    With `meanwhile`, that serves for the first `uses`: writing pays only for what is done many times.
    """

    __slots__ = ("_first", "_write", "of")
    of: Callable[[Any], Any]

    def __init__(
        self,
        write: Callable[[], Callable[[Any], Any]],
        meanwhile: Callable[[Any], Any] | None = None,
        uses: int = 0,
    ) -> None:
        left = uses

        def first(known: Any) -> Any:
            nonlocal left
            if meanwhile is not None and left > 0:
                left -= 1
                return meanwhile(known)
            self.of = write()
            return self.of(known)

        self.of, self._first, self._write = first, first, write

    def now(self) -> Callable[[Any], Any]:
        """Give the function itself, written by now."""
        if self.of is self._first:
            self.of = self._write()
        return self.of
