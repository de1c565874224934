"""The four moments of a conflict check: the names to look for with a client, a case, the staff or a party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import name as shown_name
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.conflicts import About

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.rows import Changed
    from immdesk.store.reading import Reading


def about(office: Office, ref: str) -> About:
    """Give what a check is about from "case/ID", "enquiry/ID", "person/ID", "staff/ID", or "" for any name.

    Raises Problem when it is no longer in the office.
    """
    kind, _slash, record_id = ref.partition("/")
    with office.store.read() as read:
        if kind == "case":
            return _case(read, record_id)
        if kind == "enquiry":
            return _enquiry(read, record_id)
        if kind == "person":
            return _person(read, record_id)
        if kind == "staff":
            return _staff(read, record_id)
    return About("client", "", _("Any name"), (), frozenset())


NEW = timedelta(days=14)
"""How long a new case asks by itself whether somebody has looked for conflicts."""


def still_to_look(office: Office, case_id: str) -> tuple[str, ...]:
    """Give the names of a case that nobody has looked for: of a new case, and of one that was looked at.

    Old cases that came into the office before are not asked about by themselves.
    """
    from immdesk.office.conflicts import checks_of, new_names

    rows = office.rows("SELECT opened_on, status FROM case_file WHERE id = ?", [case_id])
    checks = checks_of(office, case_id, case_id)
    opened = iso_day(rows[0]["opened_on"] or "") if rows and rows[0]["status"] == "open" else None
    if not rows or not (checks or (opened and opened >= office.today() - NEW)):
        return ()
    return new_names(about(office, f"case/{case_id}"), checks)


def add_other_party(office: Office, name: str, part: str, case_id: str = "", enquiry_id: str = "") -> Changed:
    """Keep somebody in a matter who is no client: an opposing party, a former spouse, an employer."""
    if not name.strip():
        raise Problem(_("The name is missing."), _("Nothing was kept."), _("Type a name."))

    def work(session: Session) -> None:
        from immdesk.records.enquiries import OtherParty

        session.add(
            OtherParty(
                name=name.strip(),
                part=part.strip() or None,
                case_id=case_id or None,
                enquiry_id=enquiry_id or None,
            )
        )

    _done, changed = office.change(_("Add another person in a matter"), work)
    return changed


def other_parties(
    office: Office, case_id: str = "", enquiry_id: str = ""
) -> tuple[tuple[str, str, str], ...]:
    """Give id, name and part of the other people in a case or an enquiry."""
    rows = office.rows(
        "SELECT id, name, part FROM other_party WHERE case_id = ? OR enquiry_id = ? ORDER BY rowid",
        [case_id, enquiry_id],
    )
    return tuple((row["id"], row["name"], row["part"] or "") for row in rows)


def take_other_party_away(office: Office, party_id: str) -> Changed:
    """Take another person out of a matter again."""

    def work(session: Session) -> None:
        from immdesk.records.enquiries import OtherParty

        session.delete(session.get_one(OtherParty, party_id))

    _done, changed = office.change(_("Take another person out of a matter"), work)
    return changed


def _case(read: Reading, case_id: str) -> About:
    case = read.one("SELECT * FROM case_file WHERE id = ? AND deleted_at IS NULL", [case_id])
    if case is None:
        raise _gone()
    sql = "SELECT p.* FROM case_party c JOIN person p ON p.id = c.person_id WHERE c.case_id = ? ORDER BY c.id"
    people = read.all(sql, [case_id])
    names = [name for person in people for name in _names_of(read, person)]
    employer = read.one("SELECT name FROM employer WHERE id = ?", [case["employer_id"]])
    names += [employer["name"]] if employer else []
    names += _others(read, "case_id", case_id)
    own = {
        case_id,
        *(person["id"] for person in people),
        *([case["employer_id"]] if case["employer_id"] else []),
    }
    own |= {row["id"] for row in read.all("SELECT id FROM enquiry WHERE case_id = ?", [case_id])}
    title = f"{case['number']}  {case['title'] or ''}".strip()
    return About("case", case_id, title, _once(names), frozenset(own), case_id=case_id)


def _enquiry(read: Reading, enquiry_id: str) -> About:
    row = read.one("SELECT * FROM enquiry WHERE id = ? AND deleted_at IS NULL", [enquiry_id])
    if row is None:
        raise _gone()
    said = _plain(row)
    own = {enquiry_id, *filter(None, (row["case_id"], row["person_id"]))}
    names = _once([said, *_others(read, "enquiry_id", enquiry_id)])
    return About("client", enquiry_id, said, names, frozenset(own), enquiry_id=enquiry_id)


def _person(read: Reading, person_id: str) -> About:
    row = read.one("SELECT * FROM person WHERE id = ? AND deleted_at IS NULL", [person_id])
    if row is None:
        raise _gone()
    cases = read.all("SELECT case_id FROM case_party WHERE person_id = ?", [person_id])
    own = frozenset((person_id, *(one["case_id"] for one in cases)))
    names = _once(_names_of(read, row))
    return About("client", person_id, shown_name(row), names, own, person_id=person_id)


def _staff(read: Reading, staff_id: str) -> About:
    row = read.one("SELECT * FROM staff WHERE id = ?", [staff_id])
    if row is None:
        raise _gone()
    return About("staff", staff_id, shown_name(row), _once([_plain(row)]), frozenset((staff_id,)))


def _names_of(read: Reading, person: dict[str, Any]) -> Iterator[str]:
    yield _plain(person)
    native = " ".join(filter(None, (person["native_given_name"], person["native_family_name"])))
    yield native
    for row in read.all("SELECT * FROM person_name WHERE person_id = ?", [person["id"]]):
        yield _plain(row)
    sql = "SELECT spouse_given_name, spouse_family_name, ended_on FROM marriage WHERE person_id = ?"
    for row in read.all(sql, [person["id"]]):
        yield " ".join(filter(None, (row["spouse_given_name"], row["spouse_family_name"])))


def _plain(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row.get(one) for one in ("given_name", "middle_name", "family_name"))))


def _others(read: Reading, column: str, owner: str) -> list[str]:
    return [row["name"] for row in read.all(f"SELECT name FROM other_party WHERE {column} = ?", [owner])]


def _once(names: Iterable[str | None]) -> tuple[str, ...]:
    """Give each name once; an employer may still be without one."""
    plain = (" ".join((name or "").replace(NONE_TEXT, "").split()) for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))


def _gone() -> Problem:
    return Problem(_("This is no longer in the office."), _("Nothing was looked for."), _("Go back."))
