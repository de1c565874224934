"""Read and weigh the short conditions that packs hold: `notice.kind == "rfe" and not notice.sent_abroad`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics import weighing
from immdesk.basics.dates import iso_day
from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.weighing import Answer
from immdesk.basics.word import Word
from immdesk.basics.written import Later
from immdesk.basics.written_answers import WritingAnswers

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary

Use = Literal["none", "word", "other"]

_WORDS: dict[str, Any] = {"yes": True, "no": False, "none": NONE}
_COMPARE: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any, Unknown], Answer]]] = {
    ast.Eq: ("same", weighing.equal),
    ast.NotEq: ("same", weighing.different),
    ast.Lt: ("order", weighing.ordered(before=True, or_same=False)),
    ast.LtE: ("order", weighing.ordered(before=True, or_same=True)),
    ast.Gt: ("order", weighing.ordered(before=False, or_same=False)),
    ast.GtE: ("order", weighing.ordered(before=False, or_same=True)),
    ast.In: ("among", weighing.among),
    ast.NotIn: ("among", weighing.not_among),
}
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_NOT_ALLOWED = {
    ast.Call: "a function call",
    ast.BinOp: "arithmetic",
    ast.Subscript: "an index in brackets",
    ast.Lambda: "a function",
    ast.IfExp: "an if",
    ast.JoinedStr: "a composed text",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that was checked and compiled; `paths` are the facts it reads.

    `uses` says of each path whether its word counts, only whether it is none, or something other.
    """

    text: str
    paths: frozenset[str]
    _written: Later
    uses: Mapping[str, Use] = field(default_factory=dict)
    _words: Later | None = None

    @property
    def decided_by_words(self) -> bool:
        """Say whether words, yes-or-no and "is there one" decide it, and no day, number or list."""
        return "other" not in self.uses.values()

    def written(self) -> Callable[[Facts], bool | Unknown]:
        """Give what weighs it, for those who weigh it very often."""
        return self._written.now()

    def ruled_out(self, facts: Facts) -> bool:
        """Say whether the parts that words alone decide make it no, whatever the others are."""
        return self._words is not None and self._words.of(facts) is False

    def weigh(self, facts: Facts) -> bool | Unknown:
        """Give yes, no, or the Unknown paths that would decide it."""
        answer: bool | Unknown = self._written.of(facts)
        return answer


@dataclass(frozen=True, slots=True)
class _Part:
    """A checked piece: its text (see `Writing`), what family of values it gives, and its constant, if any."""

    text: str
    family: str
    paths: frozenset[str] = frozenset()
    word: Word | None = None
    constant: Any = None


def compile_condition(
    text: str,
    vocabulary: Vocabulary | None,
    *,
    roots: Iterable[str] | None = None,
    names: Mapping[str, Word] | None = None,
    where: str = "",
) -> Condition:
    """Check and compile a condition; raises Problem saying what may not be written there.

    `roots` limits the first names in scope; `names` are bare names (the words of a row, the given
    names of a rule) with their types; without a vocabulary nothing is type-checked. `where` (file and
    line) begins the message.
    """
    scope = None if roots is None else frozenset(roots)
    kept, key = _kept_for(vocabulary, names), (text, scope, id(names) if names else 0)
    if key not in kept:
        kept[key] = _compiled(_Compiler(text, vocabulary, scope, names or {}, where))
    return kept[key]


def _kept_for(vocabulary: Vocabulary | None, names: Mapping[str, Word] | None) -> dict[Hashable, Condition]:
    """Give where the vocabulary keeps its conditions; names of a rule's own are kept nowhere."""
    if vocabulary is None or (names and not any(names is one for one in vocabulary.shapes.values())):
        return {}
    return vocabulary.compiled


def _compiled(compiler: _Compiler) -> Condition:
    part = compiler.truth(compiler.tree())
    written = Later(lambda: compiler.writing.function(part.text))
    return Condition(compiler.text, part.paths, written, *compiler.by_words())


@dataclass(frozen=True, slots=True)
class _Compiler:
    text: str
    vocabulary: Vocabulary | None
    roots: frozenset[str] | None
    names: Mapping[str, Word]
    where: str
    writing: WritingAnswers = field(default_factory=WritingAnswers)

    def tree(self) -> ast.expr:
        text = _FROM.sub(lambda hit: hit[1] or "from_", " ".join(self.text.split()))
        if not text or len(text) > 1000:
            raise self.wrong("a condition of 1 to 1000 characters is expected")
        try:
            return ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise self.wrong("this cannot be read as a condition") from None

    def by_words(self) -> tuple[dict[str, Use], Later | None]:
        """Give how each path is used, and how to weigh those parts of an `and` that words alone decide."""
        tree = self.tree()
        parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
        uses = [(part, self.uses(part)) for part in parts]
        plain = [self.truth(part).text for part, found in uses if "other" not in found.values()]
        written = Later(lambda: self.writing.function(self.writing.in_turn(plain, decisive=False)))
        return _merged(found for _, found in uses), written if plain else None

    def uses(self, node: ast.AST) -> dict[str, Use]:
        """Give how each path below a piece is used."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            path = re.sub(r"\bfrom_\b", "from", ast.unparse(node))
            word = None if path in _WORDS else self.word(path)
            plain = word is not None and word.family in ("text", "choice", "yes_no")
            return {} if path in _WORDS else {path: "word" if plain else "other"}
        found = _merged(self.uses(one) for one in ast.iter_child_nodes(node))
        only_none = isinstance(node, ast.Compare) and any(
            isinstance(one, ast.Name) and one.id == "none" for one in (node.left, *node.comparators)
        )
        return dict.fromkeys(found, "none") if only_none else found

    def truth(self, node: ast.expr) -> _Part:
        """Compile a piece that must be yes or no."""
        part = self.piece(node)
        if part.family not in ("yes_no", "any"):
            raise self.wrong(f"'{_source(node)}' is not a yes or no; compare it with something")
        if isinstance(node, (ast.Name, ast.Attribute)):
            return replace(part, text=self.writing.yes(part.text))
        return part

    def piece(self, node: ast.expr) -> _Part:
        match node:
            case ast.BoolOp():
                parts = [self.truth(value) for value in node.values]
                text = self.writing.in_turn(
                    [part.text for part in parts], decisive=isinstance(node.op, ast.Or)
                )
                return _Part(text, "yes_no", _paths(parts))
            case ast.UnaryOp(op=ast.Not()):
                inner = self.truth(node.operand)
                return _Part(self.writing.opposite(inner.text), "yes_no", inner.paths)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return self.constant(Decimal(str(-number)), "number")
            case ast.Compare():
                return self.compare(node)
            case ast.Constant():
                return self.literal(node)
            case ast.Tuple() | ast.List():
                parts = [self.piece(one) for one in node.elts]
                if any(part.paths for part in parts):
                    raise self.wrong("a list in a condition holds plain values only")
                return self.constant(tuple(part.constant for part in parts), "several")
            case ast.Name() | ast.Attribute():
                return self.name(node)
        raise self.wrong(
            f"{_NOT_ALLOWED.get(type(node), f'`{_source(node)}`')} is not allowed in a condition"
        )

    def literal(self, node: ast.Constant) -> _Part:
        value = node.value
        if value is None or isinstance(value, bool):
            raise self.wrong(f"write {'none' if value is None else 'yes' if value else 'no'}, not {value}")
        if isinstance(value, (int, float)):
            return self.constant(value if isinstance(value, int) else Decimal(str(value)), "number")
        if isinstance(value, str):
            return self.constant(value, "text")
        raise self.wrong(f"{_source(node)} is not allowed in a condition")

    def name(self, node: ast.Name | ast.Attribute) -> _Part:
        if not all(isinstance(one, (ast.Name, ast.Attribute, ast.Load)) for one in ast.walk(node)):
            raise self.wrong(f"{_source(node)} is not allowed in a condition")
        path = re.sub(r"\bfrom_\b", "from", ast.unparse(node))
        if path in _WORDS:
            return self.constant(_WORDS[path], "none" if path == "none" else "yes_no")
        word = self.word(path)
        return _Part(self.writing.read(path), word.family if word else "any", frozenset({path}), word)

    def word(self, path: str) -> Word | None:
        first, _, rest = path.partition(".")
        if first in self.names:
            if not rest:
                return self.names[first]
            if self.vocabulary is not None and self.names[first].of:
                return self.vocabulary.word_in(self.names[first].of, rest, self.where)
        if self.vocabulary is None:
            return None
        scope = [*(self.vocabulary.roots if self.roots is None else self.roots), *self.names]
        if first not in scope:
            raise self.wrong(f"'{first}' is not known here.{did_you_mean(first, scope)}")
        self.vocabulary.check(path, self.where)
        return self.vocabulary.word(path)

    def compare(self, node: ast.Compare) -> _Part:
        parts = [self.piece(one) for one in (node.left, *node.comparators)]
        pairs = [
            self.pair(left, right, type(op))
            for left, right, op in zip(parts, parts[1:], node.ops, strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else _Part(
            self.writing.in_turn([pair.text for pair in pairs], decisive=False), "yes_no", _paths(pairs)
        )  # fmt: skip

    def pair(self, left: _Part, right: _Part, op: type[ast.cmpop]) -> _Part:
        if op not in _COMPARE:
            raise self.wrong("`is` is not allowed in a condition; write ==")
        kind, compare = _COMPARE[op]
        left, right = self.fitted(left, right, kind), self.fitted(right, left, kind)
        self.fits(left, right, kind)
        paths = left.paths | right.paths
        if not right.paths and isinstance(right.constant, (str, Nothing)) and op in (ast.Eq, ast.NotEq):
            return _Part(self.writing.is_word(left.text, right.constant, op is ast.Eq), "yes_no", paths)
        if kind == "among" and right.family == "several" and NONE not in right.constant:
            return _Part(self.writing.one_of(left.text, right.constant, op is ast.In), "yes_no", paths)
        sign = _SIGNS.get(op)
        if sign is not None:
            return _Part(self.writing.of_days(left.text, right.text, sign, compare, paths), "yes_no", paths)
        return _Part(self.writing.compared(left.text, right.text, compare, paths), "yes_no", paths)

    def fitted(self, part: _Part, other: _Part, kind: str) -> _Part:
        """Read a text constant as the day or the option that it is compared with."""
        if part.paths or other.family not in ("day", "mixed", "choice", "choices", "any"):
            return part
        values = part.constant if part.family == "several" else (part.constant,)
        read = tuple(self.read(value, other) for value in values if part.family != "none")
        if part.family == "several":
            return self.constant(read, "several")
        return part if part.family == "none" else self.constant(read[0], _fitted_family(read[0], other))

    def read(self, value: Any, other: _Part) -> Any:
        if not isinstance(value, str):
            return value
        if other.family in ("choice", "choices") and other.word is not None:
            if value not in other.word.options:
                hint = did_you_mean(value, other.word.options)
                raise self.wrong(f"'{value}' is not one of: {', '.join(other.word.options)}.{hint}")
            return value
        day = iso_day(value)
        if day is None and other.family == "day":
            raise self.wrong(f"'{value}' is not a day; write it as 2026-03-01")
        return value if day is None else day

    def fits(self, left: _Part, right: _Part, kind: str) -> None:
        families = {left.family, right.family}
        if families & {"list"}:
            raise self.wrong("a list cannot be compared; use a word derived from it (count, any, all)")
        if "any" in families:
            return
        if "none" in families:
            self.fits_none(left, right, kind)
        elif kind == "among":
            if right.family not in ("several", "choices"):
                raise self.wrong('after `in` stands a list of values: in ("a", "b")')
        elif kind == "order" and not families <= {"day", "number", "mixed"}:
            raise self.wrong("only days and numbers stand before or after one another")
        elif len({_alike(family) for family in families} - {"mixed"}) > 1 or "several" in families:
            raise self.wrong(f"{_called(left)} cannot be compared with {_called(right)}")

    def fits_none(self, left: _Part, right: _Part, kind: str) -> None:
        if kind != "same":
            raise self.wrong("none is compared with == or != only")
        for part in (left, right):
            if part.word is not None and not part.word.may_be_none:
                raise self.wrong(f"'{part.word.name}' is never none in the vocabulary")

    def constant(self, value: Any, family: str) -> _Part:
        return _Part(self.writing.bind(value), family, constant=value)

    def wrong(self, said: str) -> Problem:
        place = f"{self.where}: in" if self.where else "In"
        text = " ".join(self.text.split())[:120]
        stop = "" if said.endswith(("?", ".")) else "."
        return Problem(
            f"{place} the condition `{text}`, {said}{stop}",
            "The pack is not opened.",
            "Correct the condition.",
        )


def _merged(several: Iterable[Mapping[str, Use]]) -> dict[str, Use]:
    found: dict[str, Use] = {}
    for path, use in (pair for one in several for pair in one.items()):
        found[path] = max(found.get(path, use), use, key=_RANK.index)
    return found


_RANK: tuple[Use, ...] = ("none", "word", "other")
_FROM = re.compile(r"(\"[^\"]*\"|'[^']*')|\bfrom\b")


def _fitted_family(value: Any, other: _Part) -> str:
    if isinstance(value, str):
        return "mixed" if other.family == "mixed" else "choice" if other.family == "choice" else "text"
    return {bool: "yes_no", int: "number", Decimal: "number"}.get(type(value), "day")


def _alike(family: str) -> str:
    return "text" if family == "choice" else family


def _called(part: _Part) -> str:
    return f"'{part.word.name}' ({part.word.type})" if part.word else f"{part.constant!r}"


def _paths(parts: Iterable[_Part]) -> frozenset[str]:
    return frozenset(_each_path(parts))


def _each_path(parts: Iterable[_Part]) -> Iterator[str]:
    for part in parts:
        yield from part.paths


def _source(node: ast.expr) -> str:
    return ast.unparse(node)[:60]
