"""Find anything by a few letters: people, cases, employers, receipts, documents and their pages, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Literal

from immdesk.basics.folded import folded
from immdesk.office import found_rows, search
from immdesk.office.near_names import nearly
from immdesk.office.search_words import match_of, pieces_of, places_of, typed_words

if TYPE_CHECKING:
    from immdesk.office.found_rows import Shown
    from immdesk.office.office import Office
    from immdesk.office.search_words import Piece
    from immdesk.store.reading import Reading

Kind = Literal["case", "person", "employer", "receipt", "document", "note", "research"]
_ORDER: tuple[Kind, ...] = ("case", "person", "employer", "receipt", "document", "note", "research")
_TEXTS = ("document", "note", "research")

LOOKED_AT = 40
"""How many of each kind are weighed."""

CROWD = 1000
"""Texts that hold a common word are put in order of merit up to this many; beyond, more words are needed."""

FEW = 3
"""Fewer people and cases than these, and a misspelling is looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `why` says by what, "" when the title shows it; `case_id` opens its case."""

    kind: Kind
    id: str
    title: str
    detail: str
    why: str
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate with how well it fits.

    0: a whole number; 1: whole words of what it is called by; 2: whole words; 3: beginnings; 4: a text.
    """

    tier: int
    kind: Kind
    id: str
    pieces: tuple[Piece, ...]


def find(office: Office, text: str, limit: int = 12) -> tuple[Hit, ...]:
    """Give what holds every word of `text` as the beginning of a word, the best first, at most `limit`.

    Names are found by plain letters or in their own script, numbers with or without dashes or spaces.
    """
    search.keep_current(office, patient=False)
    words = typed_words(text)
    if not words:
        return ()
    with office.store.read() as read:
        weighed = [one for kind in _ORDER for one in _candidates(read, kind, text, words)]
        chosen = _shared_out(weighed, limit)
        shown = found_rows.shown(read, {kind: _ids(chosen, kind) for kind in _ORDER}, words)
    hits = [_hit(one, shown[one.kind].get(one.id), words) for one in chosen]
    return tuple(hit for hit in hits if hit is not None)


def did_you_mean(office: Office, text: str, most: int = 3) -> tuple[str, ...]:
    """Give other spellings of `text`, each of which finds somebody, when it finds hardly anybody itself.

    Only names are spelt anew; a number stays as it was typed.
    """
    words = typed_words(text)
    with office.store.read() as read:
        if not words or len(_refs(read, "case", match_of(text), FEW)) >= FEW:
            return ()
        found: list[str] = []
        for spelt in islice(product(*(_spellings(read, word) for word in words)), 60):
            offer = " ".join(spelt)
            if folded(offer) != " ".join(words) and _finds(read, offer):
                found.append(offer)
            if len(found) == most:
                break
    return tuple(found)


def _spellings(read: Reading, word: str) -> list[str]:
    """Give what a word may have meant: itself first where somebody has that name."""
    known = _refs(read, "person", match_of(word), 1)
    if len(word) < 3 or any(letter.isdigit() for letter in word):
        return [word]
    return ([word] if known else []) + nearly(read, word)


def _finds(read: Reading, text: str) -> bool:
    return any(_refs(read, kind, match_of(text), 1) for kind in ("case", "person"))


def _refs(read: Reading, kind: str, asked: str, most: int, *, ranked: bool = False) -> list[str]:
    first, last = places_of(kind)
    order = "ORDER BY rank" if ranked else ""
    shown = "ref NOT IN (SELECT id FROM temp.hidden_record)"
    sql = f"SELECT ref FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? AND {shown} {order} LIMIT ?"
    return [row[0] for row in read.tuples(sql, [asked, first, last, most])]


def _candidates(read: Reading, kind: Kind, text: str, words: Sequence[str]) -> list[_Weighed]:
    """Give what the index finds of one kind, weighed: names by the word, texts by their merit."""
    if kind in _TEXTS:
        return _texts(read, kind, match_of(text))
    whole = _refs(read, kind, match_of(text, whole=True), LOOKED_AT)
    refs = list(dict.fromkeys(whole + _refs(read, kind, match_of(text), LOOKED_AT)))
    pieces = pieces_of(read, kind, refs)
    found = [_Weighed(_tier(some, words), kind, ref, tuple(some)) for ref, some in pieces.items()]
    return sorted(found, key=lambda one: (one.tier, folded(_title(one))))


def _texts(read: Reading, kind: Kind, asked: str) -> list[_Weighed]:
    refs = _by_merit(read, kind, asked)
    if kind == "document":
        refs = list(dict.fromkeys(refs + _by_merit(read, "text", asked)))
    pieces = pieces_of(read, kind, refs)
    return [_Weighed(4, kind, ref, tuple(pieces[ref])) for ref in refs if ref in pieces]


def _by_merit(read: Reading, kind: str, asked: str) -> list[str]:
    crowded = len(_refs(read, kind, asked, CROWD)) == CROWD
    return _refs(read, kind, asked, LOOKED_AT, ranked=not crowded)


def _title(one: _Weighed) -> str:
    return next((piece.text for piece in one.pieces if piece.what in ("title", "name", "receipt")), "")


def _tier(pieces: Iterable[Piece], words: Sequence[str]) -> int:
    asked = "".join(words).replace("-", "")
    whole, called = set(words), set[str]()
    for piece in pieces:
        plain = folded(piece.text)
        compact = "".join(letter for letter in plain if letter.isalnum())
        if piece.what in ("number", "receipt", "a_number", "fein") and asked in (
            compact,
            compact.lstrip("a"),
        ):
            return 0
        tokens = set(plain.replace(",", " ").split())
        whole -= tokens
        called |= tokens if piece.what in ("title", "name") and not called else set()
    if set(words) <= called:
        return 1
    return 3 if whole else 2


def _shared_out(weighed: list[_Weighed], limit: int) -> list[_Weighed]:
    """Give the best, so that no kind takes more than half of the room while others wait."""
    best = sorted(weighed, key=lambda one: (one.tier, _ORDER.index(one.kind)))
    chosen, room = [], dict.fromkeys(_ORDER, max(limit // 2, 1))
    for one in best:
        if room[one.kind] > 0:
            chosen.append(one)
            room[one.kind] -= 1
    rest = [one for one in best if one not in chosen]
    return sorted((chosen + rest)[:limit], key=best.index)


def _ids(chosen: Iterable[_Weighed], kind: Kind) -> list[str]:
    return [one.id for one in chosen if one.kind == kind]


def _hit(one: _Weighed, shown: Shown | None, words: Sequence[str]) -> Hit | None:
    if shown is None:
        return None
    seen = f"{shown.title} {shown.detail}"
    why = shown.why or found_rows.reason(one.pieces, words, seen)
    return Hit(one.kind, one.id, shown.title, shown.detail, why, shown.case_id)
