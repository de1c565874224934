"""Names that are nearly what was typed: first by pairs and threes of letters, then letter by letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from immdesk.basics.folded import folded
from immdesk.basics.sounding import letters_apart, likeness
from immdesk.office.search_words import place_of, places_of

if TYPE_CHECKING:
    from immdesk.office.search_words import Piece
    from immdesk.store.reading import Reading

_MARK, _START, _END = "\u01c2", "\u01c0", "\u01c1"
"""Letters of the click languages: they stand in no folded name, so that no search meets a pair by chance."""

_LOOKED_AT = 60
_SPLIT = re.compile(r"[\s,]+")


def new_names(read: Reading, people: Mapping[str, Iterable[Piece]]) -> list[tuple[int, str, str, str]]:
    """Give a line of the index for each word in the names of these people that is not in it yet."""
    found: dict[int, tuple[str, str]] = {}
    for pieces in people.values():
        for piece in pieces:
            if piece.what in ("name", "other_name", "native"):
                for word in _SPLIT.split(piece.text):
                    plain = folded(word)
                    if len(word) > 2 and len(plain) > 2:
                        found.setdefault(place_of("name", plain), (word, plain))
    places = "SELECT rowid FROM search WHERE rowid IN (SELECT value FROM json_each(?))"
    for row in read.tuples(places, [json.dumps(list(found))]):
        del found[row[0]]
    return [(place, "name", word, " ".join(_grams(plain))) for place, (word, plain) in found.items()]


def nearly(read: Reading, typed: str, most: int = 3) -> list[str]:
    """Give the names, as written, that differ least from one plain word that was typed; the nearest first."""
    asked = " OR ".join(f'"{gram}"' for gram in _grams(typed))
    first, last = places_of("name")
    rows = read.tuples(
        "SELECT ref FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rank LIMIT ?",
        [asked, first, last, _LOOKED_AT],
    )
    allowed = 1.0 if len(typed) < 5 else 2.0 if len(typed) < 9 else 3.0
    scored = sorted((_distance(typed, folded(row[0])), row[0]) for row in rows)
    return [name for distance, name in scored if 0 < distance <= allowed][:most]


def _grams(plain: str) -> list[str]:
    """Give the pairs and threes of letters of a word with its ends, each with the mark of this index."""
    whole = f"{_START}{plain}{_END}"
    found = [whole[at : at + size] for size in (2, 3) for at in range(len(whole) - size + 1)]
    return [_MARK + gram for gram in dict.fromkeys(found)]


def _distance(typed: str, name: str) -> float:
    """Give how many letters differ, of the whole name or, for a name half typed, of its beginning."""
    whole = float(letters_apart(typed, name))
    if len(typed) >= 5 and len(name) > len(typed):
        return min(whole, letters_apart(typed, name[: len(typed)]) + 0.5)
    return whole


def alike(read: Reading, word: str) -> list[str]:
    """Give every word of people's names that is, sounds like or is written nearly like one plain word."""
    first, last = places_of("name")
    rows = read.tuples("SELECT ref FROM search WHERE rowid BETWEEN ? AND ?", [first, last])
    return sorted({plain for (ref,) in rows if likeness(word, plain := folded(ref)) >= 0.7} | {word})
