"""A client has moved: the new address and everybody who must be told, as one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.problems import Problem
from immdesk.basics.values import NONE_TEXT, read_value, value_to_text
from immdesk.basics.words import _, n_
from immdesk.office.cases import short_name
from immdesk.office.event_outcome import told_after
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

WORDS: Final = (
    ("street", "text"),
    ("unit", "text"),
    ("city", "text"),
    ("state", "state"),
    ("zip", "zip"),
)
_NEEDED: Final = ("street", "city", "state", "zip")
_CONSULAR: Final = ("family-consular",)


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who may have moved, and who shares the present home."""

    id: str
    name: str
    home: str
    together: tuple[tuple[str, str], ...]  # id, name


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to be told of a move: the title of its task, its case, whom it concerns, its authority."""

    title: str
    case_id: str
    person_id: str


def movers(office: Office) -> tuple[Mover, ...]:
    """Give everybody with a part in an open case, by name, each with those of the same home."""
    sql = (
        "SELECT DISTINCT q.id, q.family_name, q.given_name, q.sort_key, (SELECT a.street || ', ' || "
        "coalesce(a.city, '') FROM address a WHERE a.person_id = q.id AND a.kind = 'residence' "
        "AND a.until_on = ? ORDER BY a.from_on DESC LIMIT 1) AS home FROM person q "
        "JOIN case_party p ON p.person_id = q.id JOIN case_file c ON c.id = p.case_id "
        "WHERE c.status = 'open' AND c.deleted_at IS NULL AND q.deleted_at IS NULL ORDER BY q.sort_key"
    )
    rows = office.rows(sql, [NONE_TEXT])
    homes: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        homes.setdefault(row["home"] or "", []).append((row["id"], short_name(row)))
    return tuple(
        Mover(
            row["id"],
            short_name(row),
            row["home"] or "",
            tuple(one for one in homes[row["home"]] if one[0] != row["id"]) if row["home"] else (),
        )
        for row in rows
    )


def to_tell(office: Office, people: Sequence[str]) -> tuple[ToTell, ...]:
    """Give who must be told besides AR-11 and EOIR-33, whose days the rules count from the new address.

    Every pending receipt (8 CFR 265.1 goes to USCIS as such; each office that holds a case has its own
    record), the visa center of a consular case, and Form I-865 of a sponsor (INA 213A(d), 8 CFR 213a.3).
    The desk holds no rule that counts the sponsor's days: the task says to look them up.
    """
    with office.store.read() as read:
        found = [one for person in people for one in _of_person(read, person)]
    return tuple({(one.case_id, one.title): one for one in found}.values())


def moved(office: Office, people: Sequence[str], texts: Mapping[str, str], day: str) -> Changed:
    """Record that these people moved on a day, with a task for everybody who must be told: one operation.

    `texts` are street, unit, city, state and zip as typed. Raises Problem when a word cannot be read; then
    nothing is recorded.
    """
    if not people:
        raise Problem(_("Nobody was chosen."), _("Nothing was recorded."), _("Choose who moved."))
    on, home = _day(office, day), _home(office, texts)
    telling = to_tell(office, people)
    cases = _cases(office, people)
    before = {case_id: told_after(office, case_id) for case_id in cases}

    def work(session: Session) -> None:
        for person in people:
            _move(session, person, home, on)
        _add_tasks(session, telling, office.today())

    _made, changed = office.change(_("Record a move"), work)
    tasks = n_("{n} task made.", "{n} tasks made.", len(telling)) if telling else ""
    new = [after for one in cases if (after := told_after(office, one).since(before[one]))]
    return replace(changed, message=" ".join(filter(None, (_("The move is recorded."), tasks, *new[:2]))))


def _of_person(read: Reading, person_id: str) -> list[ToTell]:
    name = _name(read, person_id)
    pending = read.all(
        "SELECT f.case_id, f.form, f.receipt_number, f.person_id FROM filing f "
        "JOIN case_file c ON c.id = f.case_id JOIN case_party p ON p.case_id = c.id AND p.person_id = :who "
        "WHERE c.status = 'open' AND c.deleted_at IS NULL AND f.status = 'pending' "
        "AND (f.person_id = :who OR p.role IN ('petitioner', 'joint_sponsor')) ORDER BY f.form",
        {"who": person_id},
    )
    receipt = _("Tell USCIS the new address of {name} for {form} {receipt}")
    found = [
        ToTell(
            receipt.format(name=name, form=row["form"], receipt=row["receipt_number"] or "").strip(),
            row["case_id"],
            person_id,
        )
        for row in pending
    ]
    parts = read.all(
        "SELECT p.case_id, p.role, c.case_type, EXISTS (SELECT 1 FROM notice n WHERE n.case_id = c.id "
        "AND n.kind = 'visa_available') AS at_nvc, EXISTS (SELECT 1 FROM filing f WHERE f.case_id = c.id "
        "AND f.form LIKE 'I-864%') AS sponsored FROM case_party p JOIN case_file c ON c.id = p.case_id "
        "WHERE p.person_id = ? AND c.status = 'open' AND c.deleted_at IS NULL",
        [person_id],
    )
    for row in parts:
        if row["case_type"] in _CONSULAR or row["at_nvc"]:
            words = _("Tell the National Visa Center the new address of {name}")
            found.append(ToTell(words.format(name=name), row["case_id"], person_id))
        if row["sponsored"] and row["role"] in ("petitioner", "joint_sponsor"):
            words = _(
                "Form I-865 of the sponsor {name}: look up its last day (INA 213A(d), 8 CFR 213a.3; verify)"
            )
            found.append(ToTell(words.format(name=name), row["case_id"], person_id))
    return found


def _move(session: Session, person_id: str, home: Mapping[str, str | None], on: date) -> None:
    from sqlalchemy import select

    from immdesk.records.contacts import Address

    here = select(Address).where(
        Address.person_id == person_id, Address.kind == "residence", Address.until_on == NONE_TEXT
    )
    for row in session.scalars(here):
        row.until_on = on.isoformat()
    session.add(
        Address(
            person_id=person_id,
            kind="residence",
            country="United States",
            from_on=on.isoformat(),
            until_on=NONE_TEXT,
            **home,
        )
    )


def _add_tasks(session: Session, telling: Sequence[ToTell], today: date) -> None:
    from immdesk.records.cases import CaseFile, Task

    for one in telling:
        who = session.get_one(CaseFile, one.case_id).responsible_id
        session.add(
            Task(
                case_id=one.case_id,
                person_id=one.person_id,
                title=one.title,
                due_on=today.isoformat(),
                staff_id=who,
            )
        )


def _day(office: Office, text: str) -> date:
    read = read_value("date", text, today=office.today())
    if not isinstance(read.value, date):
        raise Problem(
            _("The day of the move is missing or no day."),
            _("Nothing was recorded; the days for AR-11 and the court count from it."),
            _("Type a day such as March 3, 2026."),
        )
    return read.value


def _home(office: Office, texts: Mapping[str, str]) -> dict[str, str | None]:
    words = office.library.vocabulary.shapes["address"]
    found: dict[str, str | None] = {}
    for word, kind in WORDS:
        text = texts.get(word, "")
        label = words[word].label
        if word in _NEEDED and not text.strip():
            raise Problem(
                _("“{label}” is missing.").format(label=label),
                _("Nothing was recorded; all that was typed is still here."),
                _("Answer it, then record."),
            )
        read: Any = read_value(kind, text, today=office.today())
        if read.level == "bad":
            raise Problem(f"{label}: {read.message}", _("Nothing was recorded."), _("Correct this answer."))
        found[word] = value_to_text(read.value)
    return found


def _name(read: Reading, person_id: str) -> str:
    rows = read.all("SELECT family_name, given_name FROM person WHERE id = ?", [person_id])
    return short_name(rows[0]) if rows else ""


def _cases(office: Office, people: Sequence[str]) -> list[str]:
    marks = ", ".join("?" * len(people))
    rows = office.rows(
        "SELECT DISTINCT p.case_id FROM case_party p JOIN case_file c ON c.id = p.case_id "
        f"WHERE p.person_id IN ({marks}) AND c.status = 'open' AND c.deleted_at IS NULL ORDER BY p.case_id",
        list(people),
    )
    return [row["case_id"] for row in rows]
