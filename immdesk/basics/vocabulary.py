"""Every word the desk knows: which paths exist, what they are, and how derived words come from lists."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.derived import Derivation, derive_word
from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Node, Shape, did_you_mean, fit, line_of, read_all, wrong
from immdesk.basics.word import Word

_INDEX = re.compile(r"\[\d*\]")

Places = dict[tuple[str, str], tuple[str, Node]]
"""Where each word of a shape stands: file name and document."""


class ShapeFile(Shape):
    """A document of the vocabulary that names words of one shape; another may name more of its words."""

    shape: str
    words: dict[str, Word]


class RootsFile(Shape):
    """The document of the vocabulary that names the first names in scope."""

    roots: dict[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The shapes (person, address …) with their words, and the first names with their shapes.

    `compiled` keeps the conditions that were checked against these words: many stand in several places.
    """

    shapes: Mapping[str, Mapping[str, Word]]
    roots: Mapping[str, str]
    derivations: Mapping[str, tuple[Derivation, ...]] = field(default_factory=dict)
    compiled: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, files: Iterable[tuple[str, str]]) -> Vocabulary:
        """Read the vocabulary from (file name, text) pairs; raises Problem with file and line."""
        shapes: dict[str, dict[str, Word]] = {}
        roots: dict[str, str] = {}
        places: Places = {}
        for name, text in files:
            for node in read_all(text, name):
                if isinstance(node.value, dict) and "roots" in node.value:
                    roots |= fit(RootsFile, node, name).roots
                    continue
                file = fit(ShapeFile, node, name)
                words = shapes.setdefault(file.shape, {})
                for key, word in file.words.items():
                    if key in words:
                        said = f"the word '{key}' of the shape '{file.shape}' stands twice"
                        raise wrong(name, line_of(node, "words", key), said)
                    words[key] = word.model_copy(update={"name": key})
                    places[file.shape, key] = name, node
        return _checked(cls(shapes, roots), places)

    def spoken(self, texts: Mapping[str, str]) -> Vocabulary:
        """Give the vocabulary with its labels in another language, by their English text."""
        if not texts:
            return self
        shapes = {
            shape: {name: word.spoken(texts) for name, word in words.items()}
            for shape, words in self.shapes.items()
        }
        return Vocabulary(shapes, self.roots, self.derivations)

    def word(self, path: str) -> Word:
        """Give the word at `person.addresses.city` or `person.addresses[0].city`; Problem if unknown."""
        self.check(path, "Vocabulary")
        found = self._find(path)
        assert isinstance(found, Word)
        return found

    def word_in(self, shape: str, path: str, where: str = "Vocabulary") -> Word:
        """Give the word at a path that begins inside a shape: `city` in `address`."""
        found = self._follow(shape, _INDEX.sub("", path).split("."))
        if not isinstance(found, Word):
            raise _unknown_word(where, path, found, "")
        return found

    def has_in(self, shape: str, path: str) -> bool:
        """Say whether a path exists that begins inside a shape: `city` in `address`."""
        return isinstance(self._follow(shape, _INDEX.sub("", path).split(".")), Word)

    def shape(self, name: str) -> Mapping[str, Word]:
        """Give the words of a shape; Problem when there is no such shape."""
        if name not in self.shapes:
            raise Problem(f"The vocabulary has no shape '{name}'.{did_you_mean(name, self.shapes)}")
        return self.shapes[name]

    def has(self, path: str) -> bool:
        """Say whether the path exists."""
        return isinstance(self._find(path), Word)

    def suggest(self, path: str) -> str:
        """Give the nearest path that exists, or nothing."""
        found = self._find(path)
        if isinstance(found, Word):
            return path
        good, word, words = found
        near = re.search(r"'(.*)'", did_you_mean(word, words))
        if not near:
            return ""
        rest = _INDEX.sub("", path).split(".")[len(good) + 1 :]
        whole = ".".join((*good, near[1], *rest))
        return whole if self.has(whole) else ".".join((*good, near[1]))

    def check(self, path: str, where: str) -> None:
        """Raise Problem, with `where` and "did you mean", when the path does not exist."""
        found = self._find(path)
        if not isinstance(found, Word):
            raise _unknown_word(where, path, found, self.suggest(path))

    def paths(self) -> Iterator[tuple[str, Word]]:
        """Give every path of one root and one word, with its word."""
        for root, shape in self.roots.items():
            for name, word in self.shapes[shape].items():
                yield f"{root}.{name}", word

    def derive(self, facts: Facts) -> Facts:
        """Give the facts with all derived words worked out (count, any, all, first, last)."""
        roots = {}
        for root in facts.roots():
            if self.derivations.get(self.roots.get(root, "")):
                roots[root] = self.derive_root(root, facts.root(root), facts)
        return facts.also(roots) if roots else facts

    def derive_root(self, root: str, words: Mapping[str, Any], facts: Facts) -> Mapping[str, Any]:
        """Give the words below one first name with its derived words; `facts` says which lists are whole."""
        derived = {}
        for one in self.derivations.get(self.roots.get(root, ""), ()):
            rows = words.get(one.list)
            complete = rows is not None and facts.complete(f"{root}.{one.list}")
            derived[one.name] = derive_word(one, root, rows, complete)
        return {**words, **derived} if derived else words

    def _find(self, path: str) -> Word | tuple[tuple[str, ...], str, Iterable[str]]:
        root, *rest = _INDEX.sub("", path).split(".")
        if root not in self.roots:
            return (), root, self.roots
        if not rest:
            return Word(type="row", of=self.roots[root], name=root, label=root)
        found = self._follow(self.roots[root], rest)
        return found if isinstance(found, Word) else ((root, *found[0]), found[1], found[2])

    def _follow(self, shape: str, words: list[str]) -> Word | tuple[tuple[str, ...], str, Iterable[str]]:
        good: tuple[str, ...] = ()
        known = self.shapes.get(shape, {})
        for position, name in enumerate(words):
            word = known.get(name)
            if word is None:
                return good, name, known
            if position == len(words) - 1:
                return word
            known, good = self.shapes.get(word.of, {}), (*good, name)
        return good, "", known


def _unknown_word(
    where: str, path: str, found: tuple[tuple[str, ...], str, Iterable[str]], near: str
) -> Problem:
    good, word, words = found
    hint = f" Did you mean '{near}'?" if near else did_you_mean(word, words)
    place = f"{where}: the" if where else "The"
    inside = f" in '{'.'.join(good)}'" if good else ""
    return Problem(
        f"{place} vocabulary does not know '{word}'{inside} (path '{path}').{hint}",
        "Nothing can be asked, kept or printed under a word that is not in the vocabulary.",
        "Correct the path, or add the word to the vocabulary.",
    )


def _checked(vocabulary: Vocabulary, places: Places) -> Vocabulary:
    for root, shape in vocabulary.roots.items():
        if shape not in vocabulary.shapes:
            raise Problem(f"The first name '{root}' has the shape '{shape}', which does not exist.")
    derivations = {
        shape: tuple(
            _derivation(vocabulary, shape, word, *places[shape, word.name])
            for word in words.values()
            if word.derived
        )
        for shape, words in vocabulary.shapes.items()
    }
    for shape, words in vocabulary.shapes.items():
        for word in words.values():
            _check_word(vocabulary, shape, word, *places[shape, word.name])
    return Vocabulary(vocabulary.shapes, vocabulary.roots, derivations)


def _check_word(vocabulary: Vocabulary, shape: str, word: Word, name: str, node: Node) -> None:
    line = line_of(node, "words", word.name)
    if word.type in ("list", "row") and word.of not in vocabulary.shapes:
        hint = did_you_mean(word.of, vocabulary.shapes)
        raise wrong(name, line, f"'{word.name}' is of the shape '{word.of}', which does not exist.{hint}")
    if word.type in ("choice", "choices") and not word.options:
        raise wrong(name, line, f"the choice '{word.name}' has no options")
    if not word.label and not word.derived:
        raise wrong(name, line, f"'{word.name}' has no label")


def _derivation(vocabulary: Vocabulary, shape: str, word: Word, name: str, node: Node) -> Derivation:
    line = line_of(node, "words", word.name)
    words = vocabulary.shapes[shape]
    source = words.get(word.list)
    if source is None or source.type != "list":
        lists = [key for key, one in words.items() if one.type == "list"]
        hint = did_you_mean(word.list, lists)
        raise wrong(name, line, f"'{word.name}' is derived from '{word.list}', which is no list here.{hint}")
    row = vocabulary.shapes.get(source.of, {})
    if word.derived in ("first", "last") and word.by not in row:
        raise wrong(
            name, line, f"'{word.name}' goes by '{word.by}', which is no word.{did_you_mean(word.by, row)}"
        )
    condition: Condition | None = None
    if word.where:
        condition = compile_condition(
            word.where, vocabulary, roots=(), names=row, where=f"{name}, line {line}"
        )
    elif word.derived in ("any", "all"):
        raise wrong(name, line, f"'{word.name}' ({word.derived}) needs `where`")
    return Derivation(word.name, word.derived, word.list, word.by, condition)
