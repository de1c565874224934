"""Every name that the office holds, compared with one that is looked for: by sound and spelling."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import name as shown_name
from immdesk.basics.sounding import likeness, names_alike, words_of_name
from immdesk.basics.values import NONE_TEXT
from immdesk.office.near_names import alike
from immdesk.office.search_words import places_of

if TYPE_CHECKING:
    from immdesk.store.reading import Reading

LEAST = 0.72
"""How alike a name must be to be shown."""

_MOST = 400
"""How many people are weighed for one name."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the office holds: what its owner is, what tells of whom, and where it is shown.

    `ids` are the records to which it belongs, so that a matter does not find itself.
    """

    name: str
    what: str
    detail: str
    alike: float
    ids: frozenset[str]
    screen: str = ""
    ref: str = ""


def people_alike(read: Reading, words: tuple[str, ...]) -> Iterator[Known]:
    """Give the people whose name, other name or native name is like these plain words."""
    ids = _people_with(read, words)
    if not ids:
        return
    cases = _cases_of(read, ids)
    for person in _rows(read, "SELECT * FROM person WHERE deleted_at IS NULL AND id IN {ids}", ids):
        mine = (person["id"], *(case_id for case_id, _number in cases.get(person["id"], ())))
        detail = ", ".join(number for _id, number in cases.get(person["id"], ()))
        yield from _person(person, "person", words, frozenset(mine), detail)
    sql = (
        "SELECT n.*, n.person_id AS id FROM person_name n JOIN person p ON p.id = n.person_id "
        "WHERE p.deleted_at IS NULL AND n.person_id IN {ids}"
    )
    for row in _rows(read, sql, ids):
        mine = (row["id"], *(case_id for case_id, _number in cases.get(row["id"], ())))
        detail = ", ".join(number for _id, number in cases.get(row["id"], ()))
        yield from _person(row, "other_name", words, frozenset(mine), detail)


def _person(
    row: Mapping[str, Any], what: str, words: tuple[str, ...], mine: frozenset[str], detail: str
) -> Iterator[Known]:
    native = " ".join(row.get(one) or "" for one in ("native_family_name", "native_given_name")).replace(
        NONE_TEXT, ""
    )
    said = shown_name(row)
    plain, own = names_alike(words, words_of_name(said)), names_alike(words, words_of_name(native))
    if max(plain, own) >= LEAST:
        name = f"{said} ({native})" if own > plain else said
        yield Known(name, what, detail, max(plain, own), mine, "person", row["id"])


def _people_with(read: Reading, words: Sequence[str]) -> list[str]:
    """Give the ids of people with two words in their names that are like two of these.

    For one word alone one is enough, and so it is for people who have one name only.
    """
    near = [alike(read, word) for word in words]
    any_of = [" OR ".join(f'"{one}"' for one in some) for some in near]
    asked = [f"({one}) AND ({other})" for one, other in combinations(any_of, 2)] or any_of
    first, last = places_of("person")
    sql = f"SELECT ref FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? LIMIT {_MOST}"
    found = {ref: None for one in asked for (ref,) in read.tuples(sql, [one, first, last])}
    only = "SELECT id FROM person WHERE sort_key IN (SELECT value FROM json_each(?)) LIMIT 100"
    some = sorted({word for words_alike in near for word in words_alike})
    return [*found, *(ref for (ref,) in read.tuples(only, [json.dumps(some)]) if ref not in found)]


def _cases_of(read: Reading, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    sql = (
        "SELECT p.person_id, c.id, c.number FROM case_party p JOIN case_file c ON c.id = p.case_id "
        "WHERE c.deleted_at IS NULL AND p.person_id IN (SELECT value FROM json_each(?)) ORDER BY c.number"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for person, case_id, number in read.tuples(sql, [json.dumps(list(ids))]):
        found.setdefault(person, []).append((case_id, number))
    return found


def _rows(read: Reading, sql: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    return read.all(sql.replace("{ids}", "(SELECT value FROM json_each(?))"), [json.dumps(list(ids))])


_SPOUSE = (
    "coalesce(spouse_given_name, '') || ' ' || coalesce(spouse_middle_name, '') || ' ' || spouse_family_name"
)
_PLAIN = "coalesce(given_name, '') || ' ' || coalesce(family_name, '')"
_ELSEWHERE: tuple[tuple[str, str, str], ...] = (
    (
        "spouse",
        "person",
        f"SELECT {_SPOUSE}, person_id, '' FROM marriage WHERE spouse_family_name IS NOT NULL",
    ),
    (
        "parent",
        "person",
        "SELECT f.value || ' ' || coalesce(g.value, ''), f.owner_id, '' FROM said f LEFT JOIN said g "
        "ON g.owner_kind = 'person' AND g.owner_id = f.owner_id "
        "AND g.word = replace(f.word, 'family_name', 'given_name') "
        "WHERE f.owner_kind = 'person' AND f.word IN ('father.family_name', 'mother.family_name')",
    ),
    ("employer", "employer", "SELECT name, id, coalesce(city, '') FROM employer WHERE deleted_at IS NULL"),
    ("employer", "employer", "SELECT trade_name, id, name FROM employer WHERE trade_name IS NOT NULL"),
    (
        "employer_contact",
        "employer",
        "SELECT coalesce(c.given_name, '') || ' ' || coalesce(c.family_name, ''), c.employer_id, e.name "
        "FROM employer_contact c JOIN employer e ON e.id = c.employer_id",
    ),
    ("workplace", "person", "SELECT employer, person_id, '' FROM employment WHERE employer IS NOT NULL"),
    (
        "workplace",
        "employer",
        "SELECT third_party_name, employer_id, '' FROM worksite WHERE third_party_name <> ''",
    ),
    ("staff", "settings", f"SELECT {_PLAIN}, id, coalesce(role, '') FROM staff"),
    (
        "other_party",
        "case",
        "SELECT o.name, coalesce(o.case_id, o.enquiry_id), "
        "coalesce(o.part, '') || ' ' || coalesce(c.number, '') "
        "FROM other_party o LEFT JOIN case_file c ON c.id = o.case_id",
    ),
    (
        "enquiry",
        "enquiry",
        f"SELECT {_PLAIN}, id, coalesce(came_on, '') FROM enquiry WHERE deleted_at IS NULL",
    ),
)


Other = tuple[str, str, str, tuple[str, ...], str, str]
"""A name elsewhere: what it is, its screen, as written, its plain words, its owner's id, what tells more."""


def others(read: Reading) -> list[Other]:
    """Give every name that stands elsewhere than with a person: spouses, parents, employers, others …"""
    return [
        (what, screen, said, words_of_name(said), owner, more)
        for what, screen, sql in _ELSEWHERE
        for said, owner, more in read.tuples(sql)
        if said
    ]


def others_alike(rows: Sequence[Other], words: tuple[str, ...]) -> Iterator[Known]:
    """Give the names elsewhere that are like these plain words."""
    every = {one for row in rows for one in row[3]}
    near = {one for one in every if any(likeness(word, one) >= LEAST for word in words)}
    for what, screen, said, theirs, owner, more in rows:
        if near.isdisjoint(theirs):
            continue
        score = names_alike(words, theirs)
        if score >= LEAST:
            text = " ".join(said.replace(NONE_TEXT, "").split())
            yield Known(text, what, more.strip(), score, frozenset((owner,)), screen, owner)
