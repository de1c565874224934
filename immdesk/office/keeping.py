"""Writes what somebody answered into the office's records: one word at a time, lists row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from immdesk.basics.folded import folded
from immdesk.basics.problems import Bug
from immdesk.basics.values import NONE_TEXT
from immdesk.records.answers import say, that_is_all
from immdesk.records.base import Record
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.every import metadata as _every_table
from immdesk.records.family import Relationship
from immdesk.records.kept_in import columns, lists, place_of
from immdesk.records.people import Person

Texts = Mapping[str, str | None]
"""Word → value as kept text; None takes the word back."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one person: words, list rows (a row with an `id` changes that row), whole lists."""

    facts: Texts
    lists: Mapping[str, Iterable[Mapping[str, str | None]]] = field(default_factory=dict)
    complete: Iterable[str] = ()
    gone: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """For each list the ids of its rows that were taken away."""


def keep_facts(session: Session, person: Person, told: Told) -> None:
    """Write the plain words that were told of a person."""
    for word, value in told.facts.items():
        _keep_word(session, "person", person, word, value)
    person.sort_key = folded(" ".join(_name_parts(person)))


def keep_lists(session: Session, person: Person, told: Told, family: list[Person], on: str) -> None:
    """Write the rows that were told of a person; after the facts of everybody, so that children are found.

    `family` are the people among whom a child is looked for (new children are added to it), `on` the day
    on which a document that was taken away is put aside. A list not said to be whole is open again.
    """
    for name, rows in told.lists.items():
        if name == "children":
            for row in rows:
                _keep_child(session, person, row, family)
        else:
            _keep_list(session, "person", person.id, name, rows)
    for name, ids in told.gone.items():
        for row_id in ids:
            _take_away(session, person, name, row_id, on)
    _keep_whole(session, "person", person.id, told)


def keep_work(session: Session, shape: str, record: Record, told: Told) -> None:
    """Write what was told of an employer or a job: its words, its rows, and the lists that are whole."""
    for word, value in told.facts.items():
        _keep_word(session, shape, record, word, value)
    session.flush()
    for name, rows in told.lists.items():
        _keep_list(session, shape, record.id, name, rows)
    for name, ids in told.gone.items():
        kind = row_class(lists(shape)[name][1].table)
        for found in (session.get(kind, row_id) for row_id in ids):
            if found is not None and getattr(found, f"{shape}_id") == record.id:
                session.delete(found)
    _keep_whole(session, shape, record.id, told)


def _keep_whole(session: Session, shape: str, owner_id: str, told: Told) -> None:
    whole = frozenset(told.complete)
    for name in {*told.lists, *whole}:
        that_is_all(session, shape, owner_id, name, name in whole)


def keep_words(session: Session, shape: str, record: CaseFile | CaseParty, words: Texts) -> None:
    """Write words of a case or a party."""
    for word, value in words.items():
        _keep_word(session, shape, record, word, value)


def row_class(table: str) -> type[Record]:
    """Give the record class of a table. Raises Bug for a table that has none."""
    assert _every_table is not None
    for mapper in Record.registry.mappers:
        if mapper.class_.__tablename__ == table:
            found: type[Record] = mapper.class_
            return found
    raise Bug(f"No record is kept in the table {table}.")


def _keep_word(session: Session, shape: str, record: Any, word: str, value: str | None) -> None:
    place = place_of(shape, word)
    if place.table == "said":
        say(session, shape, record.id, word, value)
    elif place.owner == "id":
        setattr(record, place.column, value)
    else:
        _keep_aside(session, record, place.table, place.column, dict(place.where), value)


def _keep_aside(
    session: Session, record: Any, table: str, column: str, where: dict[str, str], value: str | None
) -> None:
    """Write a word whose value is a row of its own: a number, a telephone."""
    kind: Any = row_class(table)
    wanted = [getattr(kind, name) == text for name, text in where.items()]
    if hasattr(kind, "only_in_case"):
        wanted.append(kind.only_in_case.is_(None))
    row = session.scalars(select(kind).where(kind.person_id == record.id, *wanted)).first()
    if row is None and value is not None:
        session.add(kind(person_id=record.id, **where, **{column: value}))
    elif row is not None and value is None:
        session.delete(row)
    elif row is not None:
        setattr(row, column, value)


def _keep_list(
    session: Session, owner: str, owner_id: str, name: str, rows: Iterable[Mapping[str, str | None]]
) -> None:
    shape, place = lists(owner)[name]
    kind: Any = row_class(place.table)
    words = columns(shape)
    for row in rows:
        values = {words[word]: value for word, value in row.items() if word in words}
        if name == "documents" and (not row.get("id") or "kind" in values):
            values["kind"] = values.get("kind") or "other"  # a document of no told kind is still a document
        found = session.get(kind, row["id"]) if row.get("id") else None
        if found is None:
            session.add(kind(**{place.owner: owner_id}, **dict(place.where), **values))
            continue
        for column, value in values.items():
            setattr(found, column, value)


def _take_away(session: Session, person: Person, name: str, row_id: str, on: str) -> None:
    """Take a row of a list away; a child stays a person, and a document is only put aside."""
    if name == "children":
        for found in session.scalars(_related(row_id, person.id)):
            session.delete(found)
        return
    row: Any = session.get(row_class(lists()[name][1].table), row_id)
    if row is None or row.person_id != person.id:
        return
    if name == "documents":
        row.deleted_at = on
    else:
        session.delete(row)


def _keep_child(
    session: Session, parent: Person, row: Mapping[str, str | None], family: list[Person]
) -> None:
    """A child is a person of its own: the one of the row, or of that name and birth in the same family.

    Somebody of another family is never taken for the child unasked.
    """
    words = {word: value for word, value in row.items() if word not in ("id", "relationship")}
    child = session.get(Person, row["id"]) if row.get("id") else None
    if child is None:
        child = next((one for one in family if _same(one, words)), None)
    if child is None:
        child = Person()
        session.add(child)
        family.append(child)
    for word, value in words.items():
        setattr(child, word, value)
    child.sort_key = folded(" ".join(_name_parts(child)))
    relate(session, child.id, parent.id, row.get("relationship") or "child")


def _same(person: Person, words: Texts) -> bool:
    return all(getattr(person, word) == words.get(word) for word in ("family_name", "given_name", "born_on"))


def relate(session: Session, person_id: str, relative_id: str, kind: str, *, told: bool = True) -> None:
    """Record that a person is the `kind` (spouse, child, stepchild, parent) of a relative, once.

    What was not `told` but follows from the rest never changes what somebody has said.
    """
    session.flush()
    known = session.scalars(_related(person_id, relative_id)).first()
    if known is None:
        session.add(Relationship(person_id=person_id, relative_id=relative_id, kind=kind))
    elif told:
        known.kind = kind


def _related(person_id: str, relative_id: str) -> Select[Any]:
    return select(Relationship).where(
        Relationship.person_id == person_id, Relationship.relative_id == relative_id
    )


def _name_parts(person: Person) -> list[str]:
    parts = (person.family_name, person.given_name, person.middle_name)
    return [part for part in parts if part and part != NONE_TEXT]
