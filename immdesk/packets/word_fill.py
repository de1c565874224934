"""A Word template filled from the facts: fields of a closed list, if, for over known lists, nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from immdesk.basics.words import _
from immdesk.packets.letter_text import harmless
from immdesk.packets.word_check import WORD, WordFile, looked_through, read_whole, refuse, where

Fields = Callable[[str], bool]
"""Says whether a field ("petitioner.family_name", or "person.given_name" within a list) is known."""

LOOP: Final = frozenset({"loop.first", "loop.last", "loop.index"})


class OpenField(str):
    """A field that nobody has answered: printed as a field again, and no in an `if`."""

    def __bool__(self) -> bool:
        """Say no: it is not known."""
        return False


class Scope:
    """The facts below one name, as a template may ask for them: by a word, and nothing more."""

    __slots__ = ("_of",)

    def __init__(self, of: Callable[[str], Any]) -> None:
        self._of = of

    def __getitem__(self, word: str) -> Any:
        return self._of(word)


def checked_template(data: bytes, known: Fields, lists: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Give the fields of a Word template; raises Problem, with the place, for all that is no plain field.

    `lists` are the lists that `for` may walk, each with the words of its rows.
    """
    word = looked_through(data, template=True)
    found: dict[str, None] = {}
    for name, text in _texts(word):
        for field in _fields(text, name, known, lists):
            found[field] = None
    return tuple(found)


def fill_template(
    data: bytes,
    fact: Callable[[str], str | None],
    known: Fields,
    rows: Mapping[str, Sequence[Mapping[str, str]]],
) -> bytes:
    """Give the Word file with its fields filled; raises Problem as `checked_template`.

    A fact is put in as text and nothing else; a field that nobody has answered stands as `{field}`.
    """
    from docxtpl import DocxTemplate

    fields = checked_template(data, known, {name: _words_of(one) for name, one in rows.items()})

    def fill(file: io.BytesIO) -> bytes:
        made, out = DocxTemplate(file), io.BytesIO()
        made.render(_context(fields, fact, rows), _environment(), autoescape=True)
        made.save(out)
        return out.getvalue()

    return read_whole(data, fill)


def _words_of(rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for row in rows for word in row)) or ("name", "role")


def _environment() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(autoescape=True)
    made.globals.clear()
    made.filters.clear()
    return made


def _context(
    fields: Sequence[str],
    fact: Callable[[str], str | None],
    rows: Mapping[str, Sequence[Mapping[str, str]]],
) -> dict[str, Any]:
    def below(path: str) -> Any:
        if path in fields:
            value = fact(path)
            return OpenField(f"{{{path}}}") if value is None else harmless(value)
        return Scope(lambda word: below(f"{path}.{word}"))

    found: dict[str, Any] = {field.partition(".")[0]: below(field.partition(".")[0]) for field in fields}
    for name, listed in rows.items():
        found[name] = [
            Scope({word: harmless(text) for word, text in row.items()}.__getitem__) for row in listed
        ]
    return found


def _row(row: Mapping[str, str]) -> Scope:
    return Scope({word: harmless(text) for word, text in row.items()}.__getitem__)


def _texts(word: WordFile) -> Iterator[tuple[str, str]]:
    """Give each part's text as the filler reads it: statements put together, their tags taken out."""
    from docxtpl import DocxTemplate
    from lxml import etree

    patch = DocxTemplate(io.BytesIO(word.data)).patch_xml
    for name, tree in word.texts():
        if re.search(r"\{[{%]r\s", "".join(one.text or "" for one in tree.iter(f"{WORD}t"))):
            raise refuse(
                _("A field {where} begins with an r, which puts in more than text.").format(
                    where=where(name)
                ),
                _("Write the field without the r."),
            )
        yield name, patch(etree.tostring(tree, encoding="unicode"))


def _fields(text: str, name: str, known: Fields, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    from jinja2 import TemplateSyntaxError

    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as wrong:
        said = _("A field {where} is not closed or not written right: {why}")
        raise refuse(
            said.format(where=where(name), why=(wrong.message or "")[:120]),
            _("Write fields as {{ petitioner.family_name }}; every {% if %} and {% for %} needs its end."),
        ) from None
    yield from _Reader(name, known, lists).fields(tree, {})


class _Reader:
    """Reads the statements of a template one by one; what it does not know, it refuses."""

    def __init__(self, name: str, known: Fields, lists: Mapping[str, Sequence[str]]) -> None:
        self._name, self._known, self._lists = name, known, lists

    def fields(self, node: Any, loops: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Give the fields below a statement; `loops` are the names of lists that are walked."""
        kind = type(node).__name__
        if kind in ("Name", "Getattr"):
            yield from self._field(node, loops)
        elif kind == "For":
            yield from self._loop(node, loops)
        elif kind in ("Template", "Output", "If", "Compare", "Operand", "And", "Or", "Not", "CondExpr"):
            for one in node.iter_child_nodes():
                yield from self.fields(one, loops)
        elif kind not in ("TemplateData", "Const"):
            raise self._refused(node, _said(node))

    def _loop(self, node: Any, loops: Mapping[str, Sequence[str]]) -> Iterator[str]:
        listed, each = _path(node.iter), _path(node.target)
        if listed not in self._lists or not each or "." in each or node.test or node.recursive:
            names = ", ".join(sorted(self._lists))
            what = _("a list that is not known ({name}); the lists are: {names}")
            raise self._refused(node, what.format(name=listed or "?", names=names))
        inside = {**loops, each: self._lists[listed]}
        for one in (*node.body, *node.else_):
            yield from self.fields(one, inside)

    def _field(self, node: Any, loops: Mapping[str, Sequence[str]]) -> Iterator[str]:
        path = _path(node)
        root, _dot, word = path.partition(".")
        if not path or any(part.startswith("_") for part in path.split(".")):
            raise self._refused(node, _said(node))
        if root in loops:
            if word not in loops[root]:
                raise self._refused(node, path)
        elif path not in LOOP or not loops:
            if not self._known(path):
                raise self._refused(node, path)
            yield path

    def _refused(self, node: Any, what: str) -> Exception:
        said = _("The template holds something {where} that is no known field: {what}")
        return refuse(
            said.format(where=where(self._name), what=what[:120]),
            _("Use only the fields of the list, {% if field %} and {% for … in … %}; take the rest out."),
        )


def _path(node: Any) -> str:
    """Give `a.b.c` of names joined by points; "" for anything else."""
    kind = type(node).__name__
    if kind == "Name":
        return str(node.name)
    below = _path(node.node) if kind == "Getattr" else ""
    return f"{below}.{node.attr}" if below else ""


def _said(node: Any) -> str:
    names = {
        "Call": _("a call"),
        "Filter": _("a filter"),
        "Getattr": _("a name that begins with an underscore, or a word of what is no field"),
        "Name": _("a name that begins with an underscore"),
        "Getitem": _("square brackets"),
        "Macro": _("a macro"),
        "Assign": _("a value that is set"),
    }
    kind = type(node).__name__
    return names.get(kind, kind)
