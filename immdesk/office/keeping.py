"""Writes what somebody answered into the office's records: one word at a time, lists row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from immdesk.basics.folded import folded
from immdesk.basics.problems import Bug
from immdesk.basics.values import NONE_TEXT
from immdesk.records.answers import say, that_is_all
from immdesk.records.base import Record
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.every import metadata as _every_table
from immdesk.records.family import Relationship
from immdesk.records.kept_in import KEPT, columns, lists
from immdesk.records.people import Person

Texts = Mapping[str, str | None]
"""Word → value as kept text; None takes the word back."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one person: words, list rows (a row with an `id` changes that row), whole lists."""

    facts: Texts
    lists: Mapping[str, Iterable[Mapping[str, str | None]]] = field(default_factory=dict)
    complete: Iterable[str] = ()
    gone: Iterable[str] = ()
    """Ids of list rows that were taken away."""


def keep_facts(session: Session, person: Person, told: Told) -> None:
    """Write the plain words that were told of a person."""
    for word, value in told.facts.items():
        _keep_word(session, "person", person, word, value)
    person.sort_key = folded(" ".join(_name_parts(person)))


def keep_lists(session: Session, person: Person, told: Told) -> None:
    """Write the rows that were told of a person; after the facts of everybody, so that children are found."""
    for name, rows in told.lists.items():
        _keep_list(session, person, name, rows)
    for name in told.complete:
        that_is_all(session, "person", person.id, name)


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
    place = KEPT[f"{shape}.{word}"]
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
    row = session.scalars(select(kind).where(kind.person_id == record.id, *wanted)).first()
    if row is None and value is not None:
        session.add(kind(person_id=record.id, **where, **{column: value}))
    elif row is not None and value is None:
        session.delete(row)
    elif row is not None:
        setattr(row, column, value)


def _keep_list(session: Session, person: Person, name: str, rows: Iterable[Mapping[str, str | None]]) -> None:
    if name == "children":
        for row in rows:
            _keep_child(session, person, row)
        return
    shape, place = lists()[name]
    kind: Any = row_class(place.table)
    words = columns(shape)
    for row in rows:
        values = {words[word]: value for word, value in row.items() if word in words}
        found = session.get(kind, row["id"]) if row.get("id") else None
        if found is None:
            session.add(kind(person_id=person.id, **dict(place.where), **values))
            continue
        for column, value in values.items():
            setattr(found, column, value)


def _keep_child(session: Session, parent: Person, row: Mapping[str, str | None]) -> None:
    """A child is a person of its own; somebody of the same name and birth date is that child."""
    session.flush()
    same = select(Person).where(
        Person.family_name == row.get("family_name"),
        Person.given_name == row.get("given_name"),
        Person.born_on == row.get("born_on"),
    )
    child = session.scalars(same).first()
    if child is None:
        words = {word: value for word, value in row.items() if word not in ("id", "relationship")}
        child = Person(**words, sort_key=folded(f"{row.get('family_name')} {row.get('given_name')}"))
        session.add(child)
    relate(session, child.id, parent.id, row.get("relationship") or "child")


def relate(session: Session, person_id: str, relative_id: str, kind: str) -> None:
    """Record that a person is the `kind` (spouse, child, stepchild, parent) of a relative, once."""
    session.flush()
    known = select(Relationship).where(
        Relationship.person_id == person_id, Relationship.relative_id == relative_id
    )
    if session.scalars(known).first() is None:
        session.add(Relationship(person_id=person_id, relative_id=relative_id, kind=kind))


def _name_parts(person: Person) -> list[str]:
    parts = (person.family_name, person.given_name, person.middle_name)
    return [part for part in parts if part and part != NONE_TEXT]
