"""Read what an agency's XFA twin says of a box: printed lines, the signs that it refuses, one-of groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import pikepdf

from immdesk.packets.fields import RawField, text_of, widget_states

_FIELD = re.compile(rb'<field\s[^>]*?name="([^"]+)"')
_CLASS = re.compile(rb"regex\s*=\s*/(\[\^[^\n]{1,200}?\])/")
_SHARED = re.compile(rb'<bind\s+match="global"')
_ONLY_ONE = re.compile(r"only one|one box|select one\b", re.IGNORECASE)
_ALL = re.compile(r"that apply|all applicable", re.IGNORECASE)
_MOST_OF_ONE = 12
"""Boxes of the largest group that is taken for one-of without its words saying so; larger ones are lists."""


def xfa_of(pdf: pikepdf.Pdf) -> Xfa:
    """Give the XFA twin of a form; ask before it is removed. A form without one says nothing of its boxes."""
    return Xfa(_template(pdf))


class Xfa:
    """What the XFA twin says, by the last name of a box; its template is read only when it is asked."""

    def __init__(self, template: Any) -> None:
        self._stream = template
        self._refused: dict[str, tuple[re.Pattern[str], ...]] = {}

    def line_height(self, leaf: str) -> float:
        """Give the distance in points of the printed lines of a box; 0 when nothing is said."""
        pieces = self._pieces(leaf)
        return _points(pieces[0]) if pieces else 0.0

    def refuses(self, leaf: str, sign: str) -> bool:
        """Say whether every box of this name refuses the sign while it is typed."""
        rules = self.signs(leaf)
        return bool(rules) and all(rule.search(sign) for rule in rules)

    def signs(self, leaf: str) -> tuple[re.Pattern[str], ...]:
        """Give the classes of signs that the boxes of this name refuse; none when one of them takes all."""
        if leaf not in self._refused:
            found = [_refused(piece) for piece in self._pieces(leaf)]
            self._refused[leaf] = tuple(one for one in found if one) if all(found) else ()
        return self._refused[leaf]

    def groups(self, fields: Iterable[RawField]) -> list[tuple[RawField, ...]]:
        """Give the groups of check boxes of which only one may be ticked.

        They stand on one page, and the XFA twin binds them to one datum. Large groups count only when their
        words say so, since a few of them are lists of which all that apply are selected.
        """
        alike: dict[tuple[str, object], list[RawField]] = defaultdict(list)
        for one in fields:
            if one.kind == "check":
                alike[one.leaf, _page(one)].append(one)
        many = Counter(leaf for leaf, page in alike for one in alike[leaf, page])
        return [
            tuple(group) for (leaf, page), group in alike.items() if self._one_of(leaf, group, many[leaf])
        ]

    def _one_of(self, leaf: str, group: list[RawField], of_that_name: int) -> bool:
        pieces = self._pieces(leaf)
        if len(group) < 2 or not pieces or not all(_SHARED.search(piece) for piece in pieces):
            return False
        states = [state.strip() for one in group for widget in one.widgets for state in widget_states(widget)]
        if len(set(states)) < len(states):
            return False
        words = [text_of(one.inherited.get("/TU")) for one in group]
        if of_that_name > _MOST_OF_ONE:
            return all(_ONLY_ONE.search(text) for text in words)
        return any(_ONLY_ONE.search(text) for text in words) or not any(_ALL.search(text) for text in words)

    def _pieces(self, leaf: str) -> list[bytes]:
        text = self._template
        return [text[start:end] for start, end in self._places.get(leaf.encode("utf-8", "replace"), ())]

    @cached_property
    def _template(self) -> bytes:
        return bytes(self._stream.read_bytes()) if self._stream is not None else b""

    @cached_property
    def _places(self) -> dict[bytes, list[tuple[int, int]]]:
        found: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for field in _FIELD.finditer(self._template):
            found[field[1]].append((field.start(), self._template.find(b"</field", field.end())))
        return dict(found)


def _page(one: RawField) -> object:
    home = one.widgets[0].get("/P")
    return home.objgen if isinstance(home, pikepdf.Dictionary) else one.name.rpartition(".")[0]


def _refused(piece: bytes) -> re.Pattern[str] | None:
    found = _CLASS.search(piece)
    if found is None:
        return None
    try:
        return re.compile(found[1].decode("utf-8", "replace").replace("[", r"\[").replace(r"\[", "[", 1))
    except re.error:  # a few of the agency's own scripts are no proper classes
        return None


def _points(piece: bytes) -> float:
    at = piece.find(b'lineHeight="')
    if at < 0:
        return 0.0
    text = piece[at + 12 : piece.find(b'"', at + 12)].decode("ascii", "replace")
    try:
        return float(text.removesuffix("pt")) if text.endswith("pt") else 0.0
    except ValueError:
        return 0.0


def _template(pdf: pikepdf.Pdf) -> Any:
    form = pdf.Root.get("/AcroForm")
    xfa = form.get("/XFA") if isinstance(form, pikepdf.Dictionary) else None
    if isinstance(xfa, pikepdf.Stream):
        return xfa
    if isinstance(xfa, pikepdf.Array):
        for place in range(0, len(xfa) - 1, 2):
            if str(xfa[place]) == "template" and isinstance(xfa[place + 1], pikepdf.Stream):
                return xfa[place + 1]
    return None
