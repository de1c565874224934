"""Carry the map of a form over to its new edition: what stays, what moved, and what a person must look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from immdesk.packets.formmap import is_footer
from immdesk.packets.inspect import FormField, FormFile
from immdesk.packets.official import FormMap

Kind = Literal["same", "renumbered", "renamed", "changed", "new", "gone"]

SURE: frozenset[Kind] = frozenset({"same", "renumbered", "renamed"})
"""What needs no look; of all else a person says what it is."""

_PART = re.compile(r"\bpart (\d+)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?<![\w-])(\d{1,2})\. ?(?:([A-Z])\. )?(?=[A-Z])")
_NUMBERS = re.compile(r"\b\d{1,2}\b ?\.? ?(?:[A-Z]\.(?= ))?")


_ALIKE = 0.85
"""How much of the words of two boxes is the same when one is taken for the other, to be looked at."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One box: its name in the old edition and in the new one ("" where it has none), and how it was told.

    `old_words` and `new_words` are what the agency says of it to a screen reader.
    """

    kind: Kind
    old: str
    new: str
    page: int
    old_words: str = ""
    new_words: str = ""


@dataclass(frozen=True, slots=True)
class CarriedMap:
    """A map for the new edition as it is to be written, and how each box of both editions was told."""

    map: Mapping[str, Any]
    boxes: tuple[Carried, ...]

    def to_look_at(self) -> tuple[Carried, ...]:
        """Give the boxes of which a person says what they are, in order of the paper, the gone ones last."""
        return tuple(one for one in self.boxes if one.kind not in SURE)


def carry(form_map: FormMap, old: FormFile, new: FormFile) -> CarriedMap:
    """Carry a map from the blank it was proved against to the blank of another edition.

    A box is the same when its name and its words are; it was renamed when only one box of each edition has
    these words; renumbered when only numbers of its words differ. A box that kept its name and changed its
    words, or the other way round nearly so, is carried and has to be looked at. A new box is left out of the
    map, so that the map does not hold until somebody has said what goes there.
    """
    told = _told(old.fields, new.fields)
    boxes = {one.new: one for one in told if one.new}
    places = {field.name: field for field in new.fields}
    names = {one.old: one.new for one in told if one.old and one.new}
    written = form_map.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    written |= {"edition": new.edition, "fits": [new.fields_hash]}
    written["additional"] = [_block(block, names) for block in written.get("additional", ())]
    written["boxes"] = {
        name: _box(written["boxes"][boxes[name].old], places[name], boxes[name].kind, names)
        for name in (field.name for field in new.fields)
        if name in boxes and boxes[name].old in written["boxes"]
    }
    return CarriedMap({name: value for name, value in written.items() if value}, told)


def _told(old: Iterable[FormField], new: Iterable[FormField]) -> tuple[Carried, ...]:
    """Say of each box of both editions how it was told, those of the new one in their order on paper."""
    left = {field.name: field for field in old if not is_footer(field)}
    open_ = {field.name: field for field in new if not is_footer(field)}
    pairs: dict[str, tuple[str, Kind]] = {}

    def pair(found: Iterable[tuple[str, str]], kind: Kind) -> None:
        for was, name in list(found):
            pairs[name] = (was, kind)
            del left[was], open_[name]

    def by_name(same: Callable[[FormField, FormField], bool]) -> list[tuple[str, str]]:
        return [(name, name) for name in open_ if name in left and same(left[name], open_[name])]

    pair(by_name(lambda a, b: _words(a) == _words(b)), "same")
    pair(_only_ones(left, open_, _words), "renamed")
    pair(by_name(lambda a, b: _unnumbered(a) == _unnumbered(b)), "renumbered")
    pair(_only_ones(left, open_, _unnumbered), "renamed")
    pair(by_name(lambda a, b: a.type == b.type), "changed")
    pair(_alike(left, open_), "changed")
    was = {field.name: field for field in old}
    rows = [
        Carried(
            pairs[field.name][1] if field.name in pairs else "new",
            pairs[field.name][0] if field.name in pairs else "",
            field.name,
            field.page,
            was[pairs[field.name][0]].tooltip if field.name in pairs else "",
            field.tooltip,
        )
        for field in new
        if not is_footer(field)
    ]
    gone = [Carried("gone", one.name, "", one.page, one.tooltip) for one in left.values()]
    return (*rows, *gone)


def _only_ones(
    left: Mapping[str, FormField], open_: Mapping[str, FormField], words: Callable[[FormField], str]
) -> list[tuple[str, str]]:
    """Pair the boxes of which each edition has one only with these words."""
    before, after = (Counter(map(words, one.values())) for one in (left, open_))
    there = {words(field): name for name, field in left.items()}
    return [
        (there[said], name)
        for name, field in open_.items()
        if (said := words(field)) and before[said] == after[said] == 1
    ]


def _alike(left: Mapping[str, FormField], open_: Mapping[str, FormField]) -> list[tuple[str, str]]:
    """Pair boxes of other names whose words are nearly the same: the nearest on the same page first."""
    near = [
        (_nearness(before, after), was, name)
        for name, after in open_.items()
        for was, before in left.items()
        if before.type == after.type and before.tooltip and after.tooltip
    ]
    found: dict[str, str] = {}
    for _near, was, name in sorted((one for one in near if one[0] >= _ALIKE), reverse=True):
        if was not in found and name not in found.values():
            found[was] = name
    return list(found.items())


def _nearness(before: FormField, after: FormField) -> float:
    match = SequenceMatcher(None, _words(before).split(), _words(after).split(), autojunk=False)
    if match.real_quick_ratio() < _ALIKE:
        return 0.0
    return match.ratio() + (0.05 if before.page == after.page else 0.0)


def _words(field: FormField) -> str:
    """Give what a box says of itself, in small letters and without the gaps that a screen reader needs."""
    said = re.sub(r"[^a-z0-9.]+", " ", field.tooltip.lower()).strip()
    kinds = "" if field.type != "check" else "|".join(sorted(one.value.strip() for one in field.options))
    return f"{field.type}|{said}|{kinds}" if said else ""


def _unnumbered(field: FormField) -> str:
    """Give the same without the numbers of parts and items."""
    said = _NUMBERS.sub(" ", field.tooltip)
    return f"{field.type}|{re.sub(r'[^a-z]+', ' ', said.lower()).strip()}" if said.strip() else ""


def _box(box: dict[str, Any], field: FormField, kind: Kind, names: Mapping[str, str]) -> dict[str, Any]:
    """Give the entry of a box: what it copies under its new name, and its place on the new paper."""
    given = dict(box)
    if given.get("copy_of") in names:
        given["copy_of"] = names[given["copy_of"]]
    if "at" in given:
        _page, part, item = given["at"].split("/")
        if kind != "same":
            part, item = _place(field.tooltip, part, item)
        given["at"] = f"{field.page}/{part}/{item}"
    return given


def _place(tooltip: str, part: str, item: str) -> tuple[str, str]:
    found = _PART.search(tooltip)
    items = _ITEM.findall(tooltip[found.end() :] if found else tooltip)
    number = ".".join(filter(None, (items[-1][0], items[-1][1].lower()))) if items else item
    return (found[1] if found else part), number


def _block(block: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {place: names.get(name, name) for place, name in block.items()}
