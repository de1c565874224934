"""Names that sound alike: "Muhammad" and "Mohamed", "Chowdhury" and "Chaudhry", "Ivanov" and "Ivanoff"."""

from __future__ import annotations

import re
from functools import lru_cache

from immdesk.basics.folded import folded

_WORD = re.compile(r"[a-z]+")
_PARTICLES = frozenset(
    (
        "al", "el", "de", "del", "la", "las", "los", "le", "di", "da", "do", "dos", "das", "du",
        "van", "von", "der", "den", "ter", "bin", "binti", "bint", "ibn", "ben", "abu", "y", "e",
        "i", "san", "inc", "llc", "llp", "ltd", "corp", "co", "company", "the", "and", "of", "pllc",
        "pc", "sa", "srl", "gmbh", "plc", "lp",
    )
)  # fmt: skip
"""Words that say nothing of whose name it is."""

_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("dzh", "y"), ("dj", "y"), ("ph", "f"), ("gh", "g"),
    ("kh", "h"), ("ck", "k"), ("ch", "c"), ("sh", "s"), ("zh", "s"), ("ts", "s"), ("tz", "s"), ("dh", "d"),
    ("th", "t"), ("bh", "b"), ("dt", "t"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("v", "f"),
    ("j", "y"),
)  # fmt: skip
_IDEOGRAPH = re.compile("([\u3400-\u9fff])")
_SOFT_C = re.compile(r"c(?=[eiy])")
_HARD_C = re.compile(r"c(?=[aou]|$)")
_QUIET_W = re.compile(r"(?<=[ao])w(?![aeiouy])")


@lru_cache(maxsize=200_000)
def words_of_name(name: str) -> tuple[str, ...]:
    """Give the words of a name in plain small letters, without particles; an only particle stays."""
    found = _WORD.findall(folded(_IDEOGRAPH.sub(r"\1 ", name)).replace("-", " "))
    return tuple(one for one in found if one not in _PARTICLES) or tuple(found)


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Give how a plain word sounds, roughly: consonants by their kind, the vowels but for one at the start.

    Made for spellings of one name across alphabets, not for any one language; more alike than different.
    """
    text = word
    if "ch" not in text:
        text = _HARD_C.sub("k", _SOFT_C.sub("s", text))
    for letters, heard in _SOUNDS:
        text = text[:1] + text[1:].replace("j", "y") if letters == "j" else text.replace(letters, heard)
    text = _QUIET_W.sub("", text).replace("w", "f")
    head = "a" if text[:1] in "aeiouy" else text[:1]
    rest = re.sub("[aeiouyh]", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", head + rest)


def likeness(one: str, other: str) -> float:
    """Give how alike two plain words are, 0 to 1: the same, in sound, but for some letters, an initial."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return 0.6 if long.startswith(short) else 0.0
    same_sound = sound(one) == sound(other)
    if not same_sound and (len(long) - len(short) > 2 or len(set(one) ^ set(other)) > 4):
        return 0.0  # too many letters differ: most pairs end here
    apart = letters_apart(one, other)
    if same_sound and len(sound(one)) > 2:
        return 0.92 if apart <= 2 else 0.85
    if same_sound and len(sound(one)) == 2 and len(short) > 3:
        return 0.92 if apart <= 1 else 0.78 if apart <= 3 else 0.0
    if same_sound and len(short) <= 3 and apart <= 2:
        return 0.75
    allowed = 1 if len(short) < 7 else 2
    return 0.8 if len(short) > 3 and apart <= allowed else 0.7 if len(short) <= 3 and apart == 1 else 0.0


def names_alike(asked: tuple[str, ...], found: tuple[str, ...]) -> float:
    """Give how alike two names are, word by word in any order, 0 to 1; a word left out costs a little."""
    if not asked or not found:
        return 0.0
    few, many = sorted((asked, found), key=len)
    left, total = list(many), 0.0
    for word in few:
        best = max(left, key=lambda each, word=word: likeness(word, each))  # type: ignore[misc]
        total += likeness(word, best)
        left.remove(best)
    mean = total / len(few)
    if len(few) == 1 < len(many):
        return mean * 0.72
    return mean * (1 - 0.04 * (len(many) - len(few)))


def letters_apart(one: str, other: str) -> int:
    """Give how many letters must be put in, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for place, there in enumerate(other, start=1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != there))
            swapped = at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == there
            row.append(min(cost, earlier[place - 2] + 1) if swapped else cost)
    return row[-1]
