"""Read pack files so that nothing is guessed: values are text, no key repeats, lines are remembered."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")} | {None, "?", "!"}


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a file: text, a list or a mapping of pieces, with its line and the lines of its keys."""

    value: str | list[Node] | dict[str, Node]
    line: int
    key_lines: dict[str, int]

    def plain(self) -> Any:
        """Give the same as text, lists and dicts."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value


def _yes_no(given: Any) -> Any:
    if isinstance(given, str):
        if given not in ("yes", "no"):
            raise PydanticCustomError("yes_no", "write yes or no")
        return given == "yes"
    return given


def _date(given: Any) -> Any:
    if isinstance(given, str) and iso_day(given) is None:
        raise PydanticCustomError("iso_date", "write the date as 2026-03-01")
    if isinstance(given, str) and not "1900" <= given[:4] <= "2100":
        raise PydanticCustomError("far_date", "write a day from 1900 to 2100")
    return given


def _number(given: Any) -> Any:
    if isinstance(given, str) and not re.fullmatch(r"-?\d+", given):
        raise PydanticCustomError("whole_number", "write a whole number")
    return given


_KEEP = frozenset(
    {"metadata", "default", "config", "cls", "function", "ref", "serialization", "expected", "root_model"}
)
_READERS: dict[str, Callable[[Any], Any]] = {"bool": _yes_no, "date": _date, "int": _number}


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if isinstance(schema, tuple):
        return tuple(_strict(one) for one in schema)
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("type")
    if kind == "function-before" and schema["function"].get("function") in _READERS.values():
        return schema
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is not None:
        return core_schema.no_info_before_validator_function(reader, schema)
    return {key: value if key in _KEEP else _strict(value) for key, value in schema.items()}


class Shape(BaseModel):
    """What a pack file may hold: frozen, no unknown keys; yes/no become booleans, ISO text dates.

    Name a field `from_` with `Field(alias="from")` where the key is a Python word.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any) -> Any:
        if isinstance(data, dict):
            keys = cls.keys()
            for key in data:
                if key not in keys:
                    words = {"key": str(key), "hint": did_you_mean(str(key), keys)}
                    raise PydanticCustomError("unknown_key", "unknown key '{key}'.{hint}", words)
        return data

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Give the keys that a file of this shape may have."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read `yes`/`no` and ISO dates from text, and nothing else that looks like them."""
        schema: CoreSchema = _strict(handler(source))
        return schema


ShapeT = TypeVar("ShapeT", bound=BaseModel)


def read(text: str, name: str) -> Node:
    """Read a file of one document; raises Problem naming file and line."""
    documents = read_all(text, name)
    if len(documents) != 1:
        raise wrong(name, 1, f"one document is expected, {len(documents)} are there")
    return documents[0]


def read_all(text: str, name: str) -> list[Node]:
    """Read a file of documents that stand between lines of `---`."""
    try:
        return [_node(tree, name, set()) for tree in yaml.compose_all(text, Loader=_LOADER) if tree]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise wrong(name, mark.line + 1 if mark else 1, error.problem or "not readable as YAML") from None
    except (yaml.YAMLError, RecursionError):
        raise wrong(name, 1, "not readable as YAML") from None


def parse(shape: type[ShapeT], text: str, name: str) -> ShapeT:
    """Read a file of one document into `shape`; raises Problem with file, line and "did you mean"."""
    return fit(shape, read(text, name), name)


def parse_all(shape: type[ShapeT], text: str, name: str) -> list[ShapeT]:
    """Read a file of several documents, each into `shape`."""
    return [fit(shape, node, name) for node in read_all(text, name)]


def fit(shape: type[ShapeT], node: Node, name: str) -> ShapeT:
    """Fit one document that has been read into `shape`."""
    try:
        return shape.model_validate(node.plain())
    except ValidationError as error:
        found = [_placed(one, node) for one in error.errors(include_url=False, include_context=True)]
        _, line, said = max(found, key=lambda one: (one[0], -one[1]))
        raise wrong(name, line, said) from None


def line_of(node: Node, *steps: str | int) -> int:
    """Give the line at which `steps` (keys and positions) lead; the nearest one when they lead nowhere."""
    return _walk(node, steps)[1]


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Give ` Did you mean 'x'?` when a known word is near, else nothing."""
    near = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else ""


def wrong(name: str, line: int, said: str) -> Problem:
    """Give the Problem for a line of a pack file that is not as it must be."""
    stop = "" if said.endswith(("?", ".")) else "."
    return Problem(
        f"{name}, line {line}: {said}{stop}",
        "The pack is not opened, because nothing in a pack is guessed.",
        "Correct that line.",
    )


def _node(tree: yaml.Node, name: str, seen: set[int]) -> Node:
    line = tree.start_mark.line + 1
    if id(tree) in seen:
        raise wrong(name, line, "an alias (*name) is used; write the words out")
    seen.add(id(tree))
    if tree.tag not in _TAGS:
        raise wrong(name, line, f"the tag {tree.tag} is used; packs hold text only")
    if isinstance(tree, yaml.ScalarNode):
        return Node(str(tree.value), line, {})
    if isinstance(tree, yaml.SequenceNode):
        return Node([_node(one, name, seen) for one in tree.value], line, {})
    return _mapping(tree, name, seen)


def _mapping(tree: yaml.Node, name: str, seen: set[int]) -> Node:
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in tree.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise wrong(name, line, "a key must be a word")
        key = str(key_node.value)
        if key in values:
            raise wrong(name, line, f"the key '{key}' stands twice (first in line {lines[key]})")
        values[key], lines[key] = _node(value_node, name, seen), line
    return Node(values, tree.start_mark.line + 1, lines)


def _walk(node: Node, steps: Iterable[str | int]) -> tuple[int, int]:
    depth, line = 0, node.line
    for step in steps:
        if isinstance(node.value, dict) and str(step) in node.value:
            line, node = node.key_lines[str(step)], node.value[str(step)]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.line
        else:
            continue
        depth += 1
    return depth, line


def _placed(error: Any, node: Node) -> tuple[int, int, str]:
    steps, context = error["loc"], error.get("ctx", {})
    if error["type"] == "unknown_key":
        depth, line = _walk(node, (*steps, context["key"]))
        return depth, line, str(error["msg"])
    depth, line = _walk(node, steps)
    return depth, line, _said(error, context)


def _said(error: Any, context: dict[str, Any]) -> str:
    key = next((str(step) for step in reversed(error["loc"]) if isinstance(step, str)), "")
    given = error.get("input")
    if error["type"] == "missing":
        return f"the key '{key}' is missing"
    if error["type"] == "literal_error":
        options = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = did_you_mean(str(given), options)
        return f"'{key}' is '{given}', but must be one of: {', '.join(options)}.{hint}"
    if error["type"] in ("model_type", "model_attributes_type", "dict_type"):
        return f"'{key}' must be a mapping of keys"
    if error["type"] in ("list_type", "tuple_type"):
        return f"'{key}' must be a list"
    what = str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    shown = f" is '{given}'" if isinstance(given, str) and len(given) < 80 else ""
    return f"'{key}'{shown}: {what[:1].lower()}{what[1:]}" if key else what


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a pack file that can still say where something stands in it."""

    name: str
    text: str
    document: int = 0

    def line(self, *steps: str | int) -> int:
        """Give the line of a key or a place in a list."""
        return line_of(read_all(self.text, self.name)[self.document], *steps)

    def at(self, *steps: str | int) -> str:
        """Give `file, line n` of a key or a place in a list."""
        return f"{self.name}, line {self.line(*steps)}"

    @contextmanager
    def placing(self, *steps: str | int) -> Iterator[None]:
        """Say file and line in front of any Problem that is raised inside."""
        try:
            yield
        except Problem as problem:
            raise Problem(f"{self.at(*steps)}: {problem.happened}", problem.means, problem.do) from None

    def wrong(self, said: str, *steps: str | int) -> Problem:
        """Give the Problem for something that stands there and is not as it must be."""
        return wrong(self.name, self.line(*steps), said)
