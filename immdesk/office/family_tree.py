"""The family of a case as a tree: people by generation, who is married to whom, whose child is whose.

What is drawn is only what somebody has recorded: relationships, marriages between people of the office,
and what each party is to the petitioner.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from immdesk.basics.facts import PartialDate
from immdesk.basics.shown import name, on_screen
from immdesk.basics.values import NONE_TEXT, text_to_value
from immdesk.basics.words import _, n_
from immdesk.office.person_page import role_words

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading, Row

LineKind = Literal["spouse", "ended", "child", "stepchild", "sibling"]
_STEP = {"spouse": 0, "ended": 0, "sibling": 0, "child": 1, "stepchild": 1}


@dataclass(frozen=True, slots=True)
class TreePerson:
    """A box: the name, what the person is to the case and of what age, and the row that it stands in."""

    id: str
    name: str
    words: str
    generation: int
    party: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A line: from spouse to spouse, from parent down to child, or between siblings."""

    kind: LineKind
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class FamilyTree:
    """Rows of boxes, the eldest generation first, and the lines between them."""

    rows: tuple[tuple[TreePerson, ...], ...]
    lines: tuple[TreeLine, ...]


def family_tree(office: Office, case_id: str) -> FamilyTree:
    """Give the tree of the people of a case and of their relatives whom the office knows."""
    with office.store.read() as read:
        parties = read.all(
            "SELECT person_id, role, relationship FROM case_party WHERE case_id = ? ORDER BY ordinal, rowid",
            [case_id],
        )
        ids = list(dict.fromkeys(row["person_id"] for row in parties))
        lines = _lines(read, ids, parties)
        everybody = list(dict.fromkeys([*ids, *(end for line in lines for end in (line.one, line.other))]))
        people = {row["id"]: row for row in read.all(_PEOPLE, [json.dumps(everybody)])}
    lines = [line for line in lines if line.one in people and line.other in people]
    roles = {row["person_id"]: row["role"] for row in reversed(parties)}
    generations = _generations([one for one in everybody if one in people], lines)
    made = {
        one: _person(people[one], roles, generations[one], lines, people, office.today())
        for one in generations
    }
    return FamilyTree(_rows(made, lines, people), tuple(lines))


_THESE = "(SELECT value FROM json_each(?))"
_PEOPLE = f"SELECT * FROM person WHERE deleted_at IS NULL AND id IN {_THESE}"
_RELATED = f"""
SELECT person_id, relative_id, kind, until_on FROM relationship
WHERE person_id IN {_THESE.replace("?", "?1")} OR relative_id IN {_THESE.replace("?", "?1")} ORDER BY rowid
"""
_MARRIED = f"""
SELECT person_id, spouse_id, ended_on FROM marriage WHERE spouse_id IS NOT NULL
AND (person_id IN {_THESE.replace("?", "?1")} OR spouse_id IN {_THESE.replace("?", "?1")}) ORDER BY rowid
"""


def _lines(read: Reading, ids: list[str], parties: list[Row]) -> list[TreeLine]:
    """Give each line once; what was recorded as a relationship comes before what a party's role says."""
    these = [json.dumps(ids)]
    found: dict[frozenset[str], TreeLine] = {}
    for row in read.all(_MARRIED, these):
        ended = row["ended_on"] not in (None, NONE_TEXT)
        _add(found, TreeLine("ended" if ended else "spouse", row["person_id"], row["spouse_id"]))
    for row in read.all(_RELATED, these):
        ended = row["until_on"] not in (None, NONE_TEXT)
        _add(found, _line(row["kind"], row["person_id"], row["relative_id"], ended))
    petitioner = next((row["person_id"] for row in parties if row["role"] == "petitioner"), None)
    for row in parties:
        if petitioner and row["relationship"] and row["person_id"] != petitioner:
            _add(found, _line(row["relationship"], row["person_id"], petitioner, False))
    return list(found.values())


def _add(found: dict[frozenset[str], TreeLine], line: TreeLine | None) -> None:
    if line is not None and line.one != line.other:
        found.setdefault(frozenset((line.one, line.other)), line)


def _line(kind: str, person: str, relative: str, ended: bool) -> TreeLine | None:
    """Give the line that says: this person is the `kind` of that relative; parents come first."""
    if kind == "spouse":
        return TreeLine("ended" if ended else "spouse", person, relative)
    if kind == "sibling":
        return TreeLine("sibling", person, relative)
    if kind in ("child", "stepchild"):
        return TreeLine("child" if kind == "child" else "stepchild", relative, person)
    if kind in ("parent", "stepparent"):
        return TreeLine("child" if kind == "parent" else "stepchild", person, relative)
    return None


def _generations(people: Iterable[str], lines: list[TreeLine]) -> dict[str, int]:
    """Give each person a row, counted from the first person; who is related to nobody stands with them."""
    found: dict[str, int] = {}
    for start in people:
        if start in found:
            continue
        found[start] = 0
        waiting = [start]
        while waiting:
            one = waiting.pop(0)
            for other, step in _next_to(one, lines):
                if other not in found:
                    found[other] = found[one] + step
                    waiting.append(other)
    return found


def _next_to(one: str, lines: list[TreeLine]) -> Iterator[tuple[str, int]]:
    for line in lines:
        if line.one == one:
            yield line.other, _STEP[line.kind]
        elif line.other == one:
            yield line.one, -_STEP[line.kind]


def _rows(
    made: Mapping[str, TreePerson], lines: list[TreeLine], people: Mapping[str, Row]
) -> tuple[tuple[TreePerson, ...], ...]:
    """Give the rows from the eldest generation on; spouses stand side by side, children by age."""
    rows: list[tuple[TreePerson, ...]] = []
    above: dict[str, int] = {}
    for generation in sorted({one.generation for one in made.values()}):
        here = [one for one in made.values() if one.generation == generation]
        parents = {line.other: above[line.one] for line in lines if _STEP[line.kind] and line.one in above}
        here.sort(key=lambda one: (parents.get(one.id, len(above)), people[one.id]["born_on"] or "9"))
        ordered: list[TreePerson] = []
        for one in here:
            if one not in ordered:
                ordered += [one, *_spouses(one, here, ordered, lines)]
        above = {one.id: place for place, one in enumerate(ordered)}
        rows.append(tuple(ordered))
    return tuple(rows)


def _spouses(
    one: TreePerson, here: list[TreePerson], placed: list[TreePerson], lines: list[TreeLine]
) -> list[TreePerson]:
    married = [
        other for line in lines if line.kind in ("spouse", "ended") for other in _other_end(line, one.id)
    ]
    return [other for other in here if other.id in married and other not in placed]


def _other_end(line: TreeLine, person_id: str) -> tuple[str, ...]:
    if person_id not in (line.one, line.other):
        return ()
    return (line.other if line.one == person_id else line.one,)


def _person(
    row: Row,
    roles: Mapping[str, str],
    generation: int,
    lines: list[TreeLine],
    people: Mapping[str, Row],
    today: date,
) -> TreePerson:
    role = role_words(roles[row["id"]]) if row["id"] in roles else ""
    called = name(row) or _("No name yet")
    words = " · ".join(filter(None, (role, _age(row, today))))
    related = [f"{kind} {name(people[other])}" for kind, other in _related(row["id"], lines)]
    spoken = ", ".join(filter(None, (called, role, _age(row, today), *related)))
    return TreePerson(row["id"], called, words, generation, row["id"] in roles, spoken)


def _related(person_id: str, lines: list[TreeLine]) -> Iterator[tuple[str, str]]:
    """Give what the person is to each other one, for the ear."""
    down = {"child": _("parent of"), "stepchild": _("stepparent of"), "spouse": _("spouse of")}
    down |= {"ended": _("former spouse of"), "sibling": _("sibling of")}
    up = {**down, "child": _("child of"), "stepchild": _("stepchild of")}
    for line in lines:
        if line.one == person_id:
            yield down[line.kind], line.other
        elif line.other == person_id:
            yield up[line.kind], line.one


def _age(row: Row, today: date) -> str:
    """Give the age today, the year of birth where only that is known, or that the person has died."""
    if row["deceased_on"] not in (None, NONE_TEXT):
        return _("died {day}").format(day=on_screen(text_to_value("date", row["deceased_on"])))
    born = text_to_value("date", row["born_on"]) if row["born_on"] != NONE_TEXT else None
    if isinstance(born, PartialDate):
        return _("born {day}").format(day=on_screen(born))
    if not isinstance(born, date):
        return ""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return n_("age {n}", "age {n}", years) if years >= 0 else ""
