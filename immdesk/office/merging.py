"""Two records of one person made one, field by field, by a person; one operation, which Undo takes back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.merge_fields import Side, fields_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.rows import Changed
    from immdesk.records.people import Person

ALIKE_GO = (
    "person_name", "identifier", "citizenship", "contact", "address", "employment", "trip", "entry",
    "marriage", "relationship", "household_member", "arrest", "court_order", "earlier_petition",
    "organization", "benefit", "institution_stay", "skill", "equity", "school", "sibling",
)  # fmt: skip
"""Tables of which a row that says exactly the same of both is kept once."""


@dataclass(slots=True)
class Came:
    """What a merge did, so that it can be split again: values before and after, rows of either side."""

    changed: list[tuple[str, str, str, Any, Any]] = field(default_factory=list)
    dropped: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    added: list[tuple[str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    mine: list[tuple[str, str]] = field(default_factory=list)

    def text(self) -> str:
        """Give it as JSON."""
        told = {name: getattr(self, name) for name in ("changed", "dropped", "added", "moved", "mine")}
        return json.dumps(told, ensure_ascii=False, default=str)


def merge(office: Office, keep_id: str, gone_id: str, choices: Mapping[str, Side]) -> Changed:
    """Make two people one: `keep_id` stays; of each field named in `choices` the side "a" (stays) or "b".

    Everything that names the other follows; the other's own record is put aside, not deleted. Raises
    Problem, and changes nothing, when they cannot be one person or a questionnaire about one is begun.
    """
    refuse(office, keep_id, gone_id)
    fields = {one.word: one for one in fields_of(office, keep_id, gone_id)}
    taken = {word for word, side in choices.items() if side == "b" and word in fields}
    taken |= {word for word, one in fields.items() if not one.a and one.b and choices.get(word) != "a"}
    at, by = office.now().isoformat(), office.user

    def work(session: Session) -> None:
        _merge(session, keep_id, gone_id, taken, at, by)

    _done, changed = office.change(
        _("Merge two records of one person"), work, message=_("The two records are one.")
    )
    return changed


def refuse(office: Office, keep_id: str, gone_id: str) -> None:
    """Raise Problem when two records cannot be made one now, with what to do about it."""
    ids = [keep_id, gone_id]
    with office.store.read() as read:
        there = read.value("SELECT count(*) FROM person WHERE deleted_at IS NULL AND id IN (?, ?)", ids)
        both = read.one(
            "SELECT c.number FROM case_party a JOIN case_party b ON b.case_id = a.case_id "
            "JOIN case_file c ON c.id = a.case_id WHERE a.person_id = ? AND b.person_id = ? LIMIT 1",
            ids,
        )
        related = read.value(
            "SELECT (SELECT count(*) FROM relationship WHERE person_id IN (:a, :b) "
            "AND relative_id IN (:a, :b)) + (SELECT count(*) FROM marriage "
            "WHERE person_id IN (:a, :b) AND spouse_id IN (:a, :b))",
            {"a": keep_id, "b": gone_id},
        )
        drafts = read.tuples("SELECT data FROM draft")
    if keep_id == gone_id or there != 2:
        raise _not_now(_("Choose two people who are in the office."))
    if both:
        said = _("Both stand in case {number}. Take one of them out of the case first.")
        raise _not_now(said.format(number=both["number"]))
    if related:
        raise _not_now(_("They are recorded as relatives of each other. Correct that first."))
    if any(one in data for (data,) in drafts for one in ids):
        raise _not_now(_("A questionnaire about one of them is begun. Finish or drop it first."))


def _not_now(do: str) -> Problem:
    return Problem(_("These two records cannot be made one now."), _("Nothing was changed."), do)


def _merge(session: Session, keep_id: str, gone_id: str, taken: set[str], at: str, by: str) -> None:
    from immdesk.records.enquiries import PersonMerge
    from immdesk.records.people import Person

    came = Came()
    keep, gone = session.get_one(Person, keep_id), session.get_one(Person, gone_id)
    came.mine = [(table, row.id) for table, _column, row in rows_naming(session, keep_id)]
    before = _name_of(keep), _name_of(gone)
    _take_fields(session, keep, gone, taken, came)
    _take_said(session, keep_id, gone_id, taken, came)
    session.flush()
    _move(session, keep_id, gone_id, came)
    _keep_the_name(session, keep, before, came)
    keep.sort_key = folded(" ".join(part for part in _name_of(keep) if part))
    gone.deleted_at = at
    session.add(PersonMerge(person_id=keep_id, gone_id=gone_id, merged_by=by, merged_at=at, came=came.text()))


def _take_fields(session: Session, keep: Person, gone: Person, taken: set[str], came: Came) -> None:
    """Take the fields that were chosen from the other side; of numbers and telephones one stays the main."""
    from immdesk.office.merge_fields import CONTACTS, NUMBERS, columns_of_person

    for word, column in columns_of_person().items():
        if word in taken:
            _set(came, "person", keep, column, getattr(gone, column))
    for kind in NUMBERS:
        _one_number(session, keep.id, gone.id, kind, kind in taken, came)
    for kind in CONTACTS:
        _one_contact(session, keep.id, gone.id, kind, kind in taken, came)


def _one_number(session: Session, keep: str, gone: str, kind: str, other: bool, came: Came) -> None:
    """Let one number of a kind be the main one; another value stays as an additional number."""
    from sqlalchemy import select

    from immdesk.records.people import Identifier

    def main(person_id: str) -> Identifier | None:
        wanted = select(Identifier).where(
            Identifier.person_id == person_id, Identifier.kind == kind, Identifier.is_main == "yes"
        )
        return session.scalars(wanted).first()

    mine, theirs = main(keep), main(gone)
    if mine is None or theirs is None or mine.value == theirs.value:
        return
    loser = mine if other else theirs
    if loser.value == NONE_TEXT:
        _drop(session, came, "identifier", loser)
    else:
        _set(came, "identifier", loser, "is_main", "no")


def _one_contact(session: Session, keep: str, gone: str, kind: str, other: bool, came: Came) -> None:
    """Keep the telephone or e-mail address that was chosen; what only one case may see stays."""
    from sqlalchemy import select

    from immdesk.records.contacts import Contact

    def rows(person_id: str) -> list[Contact]:
        wanted = select(Contact).where(
            Contact.person_id == person_id, Contact.kind == kind, Contact.only_in_case.is_(None)
        )
        return list(session.scalars(wanted))

    mine, theirs = rows(keep), rows(gone)
    if mine and theirs:
        for one in mine if other else theirs:
            _drop(session, came, "contact", one)


def _take_said(session: Session, keep: str, gone: str, taken: set[str], came: Came) -> None:
    """Take over the words that have no column, and what was said to be whole of both sides."""
    from sqlalchemy import select

    from immdesk.records.answers import ListComplete, SaidWord, say, that_is_all

    def of(kind: type[Any], person_id: str) -> dict[str, Any]:
        wanted = select(kind).where(kind.owner_kind == "person", kind.owner_id == person_id)
        return {row.word: row for row in session.scalars(wanted)}

    mine, theirs = of(SaidWord, keep), of(SaidWord, gone)
    for word, row in theirs.items():
        value = row.value
        _drop(session, came, "said", row)
        if word not in mine or word in taken:
            came.changed.append(("said", keep, word, mine[word].value if word in mine else None, value))
            say(session, "person", keep, word, value)
    whole, other = of(ListComplete, keep), of(ListComplete, gone)
    for row in other.values():
        _drop(session, came, "list_complete", row)
    for word in whole.keys() ^ other.keys():
        complete = word in whole and not _has_rows(session, gone, word)
        complete = complete or (word in other and not _has_rows(session, keep, word))
        if complete != (word in whole):
            came.changed.append(("list_complete", keep, word, word in whole, complete))
            that_is_all(session, "person", keep, word, complete)


def _has_rows(session: Session, person_id: str, word: str) -> bool:
    from sqlalchemy import select

    from immdesk.office.keeping import row_class
    from immdesk.records.kept_in import lists

    if word not in lists():
        return True
    kind: Any = row_class(lists()[word][1].table)
    return session.scalars(select(kind.id).where(kind.person_id == person_id)).first() is not None


def _move(session: Session, keep: str, gone: str, came: Came) -> None:
    """Let everything that names the other name the one who stays; what says the same twice goes."""
    seen = {_mark(table, row, keep, gone) for table, _column, row in rows_naming(session, keep)}
    for table, column, row in list(rows_naming(session, gone)):
        if table in ALIKE_GO and _mark(table, row, keep, gone) in seen:
            _drop(session, came, table, row)
            continue
        came.moved.append((table, row.id, column))
        setattr(row, column, keep)


def rows_naming(session: Session, person_id: str) -> Iterator[tuple[str, str, Any]]:
    """Give table, column and row of everything that names a person, but for the merges themselves."""
    from sqlalchemy import select

    from immdesk.records.answers import Answer
    from immdesk.records.base import Record

    for mapper in sorted(Record.registry.mappers, key=lambda one: one.class_.__tablename__):
        kind: Any = mapper.class_
        table = kind.__tablename__
        if table == "person_merge":
            continue
        for column in mapper.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                rows = session.scalars(select(kind).where(column == person_id))
                yield from ((table, column.key, row) for row in rows)
    answers = select(Answer).where(Answer.owner_kind == "person", Answer.owner_id == person_id)
    yield from (("answer", "owner_id", row) for row in session.scalars(answers))


def _mark(table: str, row: Any, keep: str, gone: str) -> tuple[Any, ...]:
    """Give what a row says, whichever of the two it says it of."""
    columns = [attr.key for attr in row.__mapper__.column_attrs if attr.key not in ("id", "version")]
    values = (getattr(row, column) for column in columns)
    return (table, *(keep if value == gone else value for value in values))


def _keep_the_name(
    session: Session, keep: Person, before: tuple[tuple[str, ...], tuple[str, ...]], came: Came
) -> None:
    """Keep the name that was not chosen as another name, so that it is still found."""
    from immdesk.records.people import PersonName

    for name in before:
        if any(name) and folded(" ".join(name)) != folded(" ".join(_name_of(keep))):
            family, given, middle = (part or None for part in name)
            other = PersonName(
                person_id=keep.id, kind="alias", family_name=family, given_name=given, middle_name=middle
            )
            session.add(other)
            came.added.append(("person_name", other.id))


def _name_of(person: Person) -> tuple[str, ...]:
    parts = (person.family_name, person.given_name, person.middle_name)
    return tuple(part if part and part != NONE_TEXT else "" for part in parts)


def _set(came: Came, table: str, row: Any, column: str, value: Any) -> None:
    came.changed.append((table, row.id, column, getattr(row, column), value))
    setattr(row, column, value)


def _drop(session: Session, came: Came, table: str, row: Any) -> None:
    """Delete a row at once and remember what it said."""
    columns = row.__mapper__.column_attrs
    came.dropped.append((table, {attr.key: getattr(row, attr.key) for attr in columns}))
    session.delete(row)
    session.flush()
