"""Who in the office may be the same person: name in any spelling, date of birth, A-Number; only shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import a_number_tail
from immdesk.basics.shown import name as shown_name
from immdesk.basics.sounding import letters_apart, names_alike, sound, words_of_name
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.conflict_names import people_alike
from immdesk.office.people import day_shown, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

LEAST = 55
"""How alike somebody must be to be shown, of 100."""

_WEIGHED = 200
"""How many people whose names sound alike are weighed one by one."""

SURE = 70
"""How alike somebody must be to be shown unasked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the person who is looked for; kept texts, "" for what is not known."""

    family: str
    given: str
    born_on: str = ""
    a_number: str = ""

    @property
    def name(self) -> str:
        """The name in order of speech."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the same person: `alike` 0 to 100, and `why` in words."""

    person_id: str
    name: str
    born_on: str
    a_number: str
    cases: str
    alike: int
    why: str

    @property
    def words(self) -> str:
        """Give the candidate on one line."""
        tail = f"A {self.a_number}" if self.a_number else ""
        parts = (self.name, self.born_on, tail, self.cases, f"{self.alike} % ({self.why})")
        return " · ".join(part for part in parts if part)


def candidates(
    office: Office, asked: Asked, besides: frozenset[str] = frozenset(), most: int = 5
) -> tuple[Candidate, ...]:
    """Give who may be the same person, the most alike first. Nothing is ever joined by itself."""
    from immdesk.office.search import keep_current

    keep_current(office, patient=False)  # a screen does not wait for a large index
    with office.store.read() as read:
        return candidates_in(read, asked, besides, most)


def candidates_in(
    read: Reading, asked: Asked, besides: frozenset[str] = frozenset(), most: int = 5
) -> tuple[Candidate, ...]:
    """Give the same from a view that is open, whose index is up to date."""
    names: dict[str, float] = {}
    for known in people_alike(read, words_of_name(asked.name)):
        names[known.ref] = max(names.get(known.ref, 0.0), known.alike)
    if asked.a_number and asked.a_number != NONE_TEXT:
        sql = "SELECT person_id FROM identifier WHERE kind = 'a_number' AND value = ?"
        for (person_id,) in read.tuples(sql, [asked.a_number]):
            names.setdefault(person_id, 0.0)
    ids = [one for one in names if one not in besides]
    rows = read.all(_PEOPLE, [json.dumps(ids)])
    found = [one for row in rows if (one := _candidate(asked, row, names[row["id"]])).alike >= LEAST]
    return tuple(sorted(found, key=lambda one: (-one.alike, one.name))[:most])


_PEOPLE = """
SELECT p.*, (SELECT value FROM identifier i WHERE i.person_id = p.id AND i.kind = 'a_number'
             ORDER BY i.is_main DESC LIMIT 1) AS a_number,
       (SELECT group_concat(c.number, ', ') FROM case_party q JOIN case_file c ON c.id = q.case_id
        WHERE q.person_id = p.id AND c.deleted_at IS NULL) AS cases
FROM person p WHERE p.deleted_at IS NULL AND p.id IN (SELECT value FROM json_each(?))
"""


def _candidate(asked: Asked, row: Mapping[str, Any], alike: float) -> Candidate:
    why = [_("name {n} %").format(n=round(alike * 100))] if alike else [_("another name")]
    score = alike * 62
    points, words = _born(asked.born_on, said(row["born_on"]))
    score, why = score + points, [*why, *words]
    number = said(row["a_number"])
    if asked.a_number and number:
        same = asked.a_number == number
        score = max(score + 40, 90.0) if same else score - 40
        why.append(_("same A-Number") if same else _("another A-Number"))
    return Candidate(
        row["id"],
        shown_name(row) or _("No name yet"),
        day_shown(row["born_on"]),
        a_number_tail(number),
        row["cases"] or "",
        max(0, min(100, round(score))),
        ", ".join(why),
    )


def _born(asked: str, known: str) -> tuple[float, list[str]]:
    """Weigh two days of birth: the same, the same as far as known, nearly typed the same, or another."""
    if not asked or not known:
        return 0.0, []
    if asked == known:
        return 36.0, [_("same date of birth")]
    if asked.startswith(known) or known.startswith(asked):
        return 20.0, [_("same date of birth as far as known")]
    swapped = len(asked) == len(known) == 10 and asked[:5] + asked[8:] + "-" + asked[5:7] == known
    if swapped or letters_apart(asked, known) == 1:
        return 14.0, [_("date of birth differs by a slip")]
    return -30.0, [_("another date of birth")]


class Alikes:
    """Everybody of the office by the sound of the words of their names, for many searches at once."""

    def __init__(self, read: Reading) -> None:
        self._read = read
        self._by_sound: dict[str, set[str]] = {}
        self._names: dict[str, list[tuple[str, ...]]] = {}
        people = "SELECT id, given_name, family_name FROM person WHERE deleted_at IS NULL"
        others = "SELECT person_id, given_name, family_name FROM person_name"
        for person_id, given, family in (*read.tuples(people), *read.tuples(others)):
            words = words_of_name(f"{given or ''} {family or ''}")
            self._names.setdefault(person_id, []).append(words)
            for word in words:
                self._by_sound.setdefault(sound(word), set()).add(person_id)

    def find(self, asked: Asked, sure: str = "", most: int = 3) -> tuple[Candidate, ...]:
        """Give who may be this person, the most alike first; `sure` is given whatever the name."""
        words = words_of_name(asked.name)
        counted: dict[str, int] = {}
        for heard in {sound(word) for word in words}:
            for person_id in self._by_sound.get(heard, ()):
                counted[person_id] = counted.get(person_id, 0) + 1
        least = 2 if len(words) > 1 else 1
        near = [one for one, times in counted.items() if times >= least and one in self._names]
        alike = {
            one: max(names_alike(words, name) for name in self._names[one]) for one in sorted(near)[:_WEIGHED]
        }
        if sure:
            alike.setdefault(sure, 0.0)
        if not alike:
            return ()
        rows = self._read.all(_PEOPLE, [json.dumps(list(alike))])
        found = [_candidate(asked, row, alike[row["id"]]) for row in rows]
        found = [one for one in found if one.alike >= LEAST or one.person_id == sure]
        return tuple(sorted(found, key=lambda one: (one.person_id != sure, -one.alike, one.name))[:most])


def candidates_of(office: Office, person_id: str, most: int = 3) -> tuple[Candidate, ...]:
    """Give who may be the same person as one of the office; relatives and people of one case are not.

    Only those who are really alike are given: the card stands on every person's page.
    """
    rows = office.rows(
        "SELECT p.*, (SELECT value FROM identifier i WHERE i.person_id = p.id AND i.kind = 'a_number' "
        "ORDER BY i.is_main DESC LIMIT 1) AS a_number FROM person p WHERE p.id = ?",
        [person_id],
    )
    if not rows:
        return ()
    near = office.rows(
        "SELECT b.person_id AS id FROM case_party a JOIN case_party b ON b.case_id = a.case_id "
        "WHERE a.person_id = :id UNION SELECT relative_id FROM relationship WHERE person_id = :id "
        "UNION SELECT person_id FROM relationship WHERE relative_id = :id",
        {"id": person_id},
    )
    row = rows[0]
    words = (said(row[one]) for one in ("family_name", "given_name", "born_on", "a_number"))
    besides = frozenset((person_id, *(one["id"] for one in near)))
    found = candidates(office, Asked(*words), besides, most)
    return tuple(one for one in found if one.alike >= SURE)
