"""What each record is found by: names in plain letters, numbers with and without dashes, what was written.

One list of pieces serves twice: the index is made of them, and a hit says by which piece it was found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from immdesk.basics.folded import folded
from immdesk.basics.values import NONE_TEXT

if TYPE_CHECKING:
    from immdesk.store.reading import Reading

KINDS = ("case", "person", "receipt", "document", "note", "text", "name", "employer", "research")
"""What stands in the index; `text` is what the pages of a document say, `name` is for misspellings."""

_BITS = 48
_LONGEST = 100_000
"""How many characters of one note are found again; nobody reads further."""

_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
_NUMBER = re.compile(r"[a-z]{0,3}\d{6,}")
_MARKED = re.compile(r"[^\x00-\x7f]|['`-]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text by which a record is found; `what` says what it is: name, native, a_number, receipt, form …"""

    what: str
    text: str


def place_of(kind: str, ref: str) -> int:
    """Give the place of a record in the index, the same on every desk and in every run."""
    number = int.from_bytes(blake2b(ref.encode(), digest_size=_BITS // 8).digest(), "big")
    return (KINDS.index(kind) + 1) << _BITS | number


def places_of(kind: str) -> tuple[int, int]:
    """Give the first and the last place that records of a kind can have."""
    start = (KINDS.index(kind) + 1) << _BITS
    return start, start + (1 << _BITS) - 1


def typed_words(text: str) -> list[str]:
    """Give the words of what a person typed, in plain small letters and digits; signs are left out."""
    plain = folded(text[:400].encode("utf-8", "ignore").decode())
    return [word.strip("-") for word in _WORD.findall(plain)][:12]


def match_of(text: str, *, whole: bool = False) -> str:
    """Give the question to the index, "" when nothing was asked: every word by its beginning, or `whole`.

    A number is found with or without its dashes and spaces. Words are quoted, so that nothing typed can
    be taken for the index's own language.
    """
    words, any_end = typed_words(text), "" if whole else "*"
    asked = " AND ".join(_asked(word, any_end) for word in words)
    number = "".join(words).replace("-", "")
    if len(words) > 1 and re.fullmatch(r"a?\d{4,9}|[a-z]{3}\d{4,10}", number):
        asked = f'({asked}) OR "{number}"{any_end}'
    return asked


def _asked(word: str, any_end: str) -> str:
    if "-" not in word:
        return f'"{word}"{any_end}'
    return f'("{word}"{any_end} OR "{word.replace("-", "")}"{any_end})'


def indexed(pieces: Iterable[Piece]) -> str:
    """Give the words under which a record stands in the index: as written, and in plain letters."""
    texts, more = [], []
    for piece in pieces:
        texts.append(piece.text)
        for token in piece.text.split():
            more += _other_spellings(token)
        if piece.what == "native":
            more.append(folded("".join(piece.text.split())))
    return " ".join((*texts, *dict.fromkeys(more)))


def _other_spellings(token: str) -> list[str]:
    """Give the spellings of a word that the index would not see by itself."""
    found = []
    plain = folded(token) if _MARKED.search(token) else token.lower()
    if plain != token.lower():
        found.append(plain)
    if "-" in plain:
        plain = plain.replace("-", "")
        found.append(plain)
    if _NUMBER.fullmatch(plain):
        digits = plain.lstrip("abcdefghijklmnopqrstuvwxyz")
        found += [digits, digits.lstrip("0"), digits[-4:]]
    return found


def pieces_of(read: Reading, kind: str, refs: Sequence[str]) -> dict[str, list[Piece]]:
    """Give what each of these records is found by, by id; a record that is gone or put aside has nothing."""
    if kind == "case":
        return _of_cases(read, refs)
    return _gather(read, _SQL[kind], refs)


def _of_cases(read: Reading, refs: Sequence[str]) -> dict[str, list[Piece]]:
    found = _gather(read, _CASE, refs)
    parties = read.tuples(_PARTIES, {"ids": json.dumps(list(refs))})
    people = _gather(read, _SQL["person"], sorted({person for _case, person in parties}))
    numbers = _gather(read, _OF_CASES, refs)
    for case, person in parties:
        if case in found:
            found[case] += people.get(person, [])
    for case, pieces in numbers.items():
        if case in found:
            found[case] += pieces
    return found


def _gather(read: Reading, statements: Iterable[str], refs: Sequence[str]) -> dict[str, list[Piece]]:
    """Run the statements in order; the first says which records there are."""
    found: dict[str, list[Piece]] = {}
    ids = {"ids": json.dumps(list(refs))}
    for place, sql in enumerate(statements):
        for ref, what, text in read.tuples(sql, ids):
            if place == 0:
                found.setdefault(ref, [])
            if text and text != NONE_TEXT and ref in found:
                said = text.replace(NONE_TEXT, "").strip(", ")[:_LONGEST]
                found[ref] += [Piece(what, said)] if said else []
    return found


_THESE = "(SELECT value FROM json_each(:ids))"
_CASE = (
    f"SELECT id, 'number', number FROM case_file WHERE deleted_at IS NULL AND id IN {_THESE}",
    f"SELECT id, 'title', title FROM case_file WHERE id IN {_THESE}",
)
_PARTIES = f"SELECT case_id, person_id FROM case_party WHERE case_id IN {_THESE} ORDER BY ordinal"
_OF_CASES = (
    f"SELECT case_id, 'receipt', receipt_number FROM filing WHERE case_id IN {_THESE}",
    f"SELECT case_id, 'form', 'Form ' || form FROM filing WHERE case_id IN {_THESE}",
    f"SELECT case_id, 'receipt', receipt_number FROM notice WHERE case_id IN {_THESE}",
)
_FULL = "coalesce(family_name, '') || ', ' || coalesce(given_name, '') || ' ' || coalesce(middle_name, '')"
_SQL: Mapping[str, tuple[str, ...]] = {
    "person": (
        f"SELECT id, 'name', {_FULL} FROM person WHERE deleted_at IS NULL AND id IN {_THESE}",
        "SELECT id, 'native', coalesce(native_family_name, '') || ' ' || coalesce(native_given_name, '') "
        f"FROM person WHERE id IN {_THESE}",
        f"SELECT person_id, 'other_name', {_FULL} FROM person_name WHERE person_id IN {_THESE}",
        "SELECT person_id, 'a_number', value FROM identifier WHERE kind = 'a_number' "
        f"AND person_id IN {_THESE}",
    ),
    "receipt": (
        f"SELECT id, 'receipt', receipt_number FROM filing WHERE receipt_number <> '' AND id IN {_THESE} "
        "UNION ALL SELECT id, 'receipt', receipt_number FROM notice WHERE receipt_number <> '' "
        f"AND id IN {_THESE}",
    ),
    "document": (
        f"SELECT id, 'title', title FROM document WHERE deleted_at IS NULL AND id IN {_THESE}",
        f"SELECT document_id, 'title', title FROM case_document WHERE document_id IN {_THESE}",
        f"SELECT id, 'kind', replace(kind, '_', ' ') FROM document WHERE id IN {_THESE}",
        f"SELECT id, 'document_number', number FROM document WHERE id IN {_THESE}",
        f"SELECT id, 'file', replace(original_name, '_', ' ') FROM document WHERE id IN {_THESE}",
    ),
    "note": (f"SELECT id, 'note', text FROM note WHERE id IN {_THESE}",),
    "research": (
        f"SELECT id, 'title', title FROM research_note WHERE deleted_at IS NULL AND id IN {_THESE}",
        f"SELECT id, 'source', source FROM research_note WHERE id IN {_THESE}",
        f"SELECT id, 'source', link FROM research_note WHERE id IN {_THESE}",
        f"SELECT note_id, 'tag', value FROM research_tag WHERE note_id IN {_THESE}",
        f"SELECT id, 'note', text FROM research_note WHERE id IN {_THESE}",
        f"SELECT id, 'note', changed_why FROM research_note WHERE id IN {_THESE}",
    ),
    "employer": (
        f"SELECT id, 'name', name FROM employer WHERE deleted_at IS NULL AND id IN {_THESE}",
        f"SELECT id, 'trade_name', trade_name FROM employer WHERE id IN {_THESE}",
        f"SELECT id, 'fein', fein FROM employer WHERE id IN {_THESE}",
        f"SELECT employer_id, 'contact', {_FULL} FROM employer_contact WHERE employer_id IN {_THESE}",
    ),
}
