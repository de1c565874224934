"""Enquiries: somebody asks for help before there is a case; followed up, answered, or made a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.values import read_value, value_to_text
from immdesk.basics.words import _, n_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.rows import Changed

WORDS = (
    "given_name", "family_name", "phone", "email", "languages", "asks", "source", "came_on", "follow_up_on",
    "note",
)  # fmt: skip
OUTCOMES = ("open", "case", "declined", "referred", "no_answer")
_DAYS = ("came_on", "follow_up_on")
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """One enquiry: `words` as kept, days as ISO text; `case_id` once it is a case."""

    id: str
    name: str
    words: Mapping[str, str]
    outcome: str
    outcome_words: str
    follow_up_on: date | None
    late: bool
    case_id: str
    person_id: str

    @property
    def line(self) -> str:
        """Give what a list says below the name."""
        day = on_screen(self.follow_up_on) if self.follow_up_on else ""
        follow = _("follow up on {day}").format(day=day) if day and self.outcome == "open" else ""
        asks = " ".join(self.words.get("asks", "").split())[:90]
        phone = shown_word("phone", self.words.get("phone", ""))
        return " · ".join(part for part in (asks, phone, follow) if part)


def enquiries(office: Office, *, only_open: bool = True, find: str = "") -> tuple[EnquiryRow, ...]:
    """Give the enquiries, those to be followed up first; `find` are letters of a name or of what they ask."""
    from immdesk.basics.folded import folded

    where = "AND outcome = 'open'" if only_open else ""
    rows = office.rows(
        f"SELECT * FROM enquiry WHERE deleted_at IS NULL {where} "
        "ORDER BY outcome <> 'open', follow_up_on IS NULL, follow_up_on, came_on DESC, id LIMIT 2000"
    )
    found = (_row(office, row) for row in rows)
    words = folded(find).split()
    return tuple(one for one in found if all(word in folded(f"{one.name} {one.line}") for word in words))


def enquiry(office: Office, enquiry_id: str) -> EnquiryRow:
    """Give one enquiry; raises Problem when it is gone."""
    rows = office.rows("SELECT * FROM enquiry WHERE id = ? AND deleted_at IS NULL", [enquiry_id])
    if not rows:
        raise Problem(_("This enquiry is no longer in the office."), "", _("Go back to Enquiries."))
    return _row(office, rows[0])


def to_follow_up(office: Office, limit: int = 12) -> tuple[tuple[EnquiryRow, ...], int]:
    """Give the open enquiries whose day has come or comes within a week, the first ones, and how many."""
    until = (office.today() + _SOON).isoformat()
    where = "FROM enquiry WHERE outcome = 'open' AND follow_up_on <= ? AND deleted_at IS NULL"
    rows = office.rows(f"SELECT * {where} ORDER BY follow_up_on, id LIMIT ?", [until, limit])
    count = len(rows)
    if count == limit:
        count = int(office.rows(f"SELECT count(*) AS n {where}", [until])[0]["n"])
    return tuple(_row(office, row) for row in rows), count


def keep(office: Office, enquiry_id: str, words: Mapping[str, str], outcome: str = "") -> tuple[str, Changed]:
    """Keep what was told of an enquiry, a new one when `enquiry_id` is ""; give its id.

    Raises Problem when nobody's name is told, a day is not a day, or an address cannot be read.
    """
    told = {word: _read(office, word, words.get(word, "")) for word in WORDS if word in words}
    named = told.get("family_name") or told.get("given_name")
    if not named and (not enquiry_id or {"family_name", "given_name"} <= told.keys()):
        raise Problem(_("The name is missing."), _("Nothing was kept."), _("Type at least one name."))
    if not enquiry_id:
        told.setdefault("came_on", office.today().isoformat())

    def work(session: Session) -> str:
        from immdesk.records.enquiries import Enquiry

        row = session.get_one(Enquiry, enquiry_id) if enquiry_id else Enquiry(outcome="open")
        session.add(row)
        for word, value in told.items():
            setattr(row, word, value or None)
        if outcome in OUTCOMES:
            row.outcome = outcome
        return row.id

    title = _("Change an enquiry") if enquiry_id else _("Take down an enquiry")
    return office.change(title, work, message=_("The enquiry is kept."))


def put_aside(office: Office, enquiry_id: str) -> Changed:
    """Put an enquiry aside; Undo brings it back."""
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.enquiries import Enquiry

        session.get_one(Enquiry, enquiry_id).deleted_at = at

    _done, changed = office.change(_("Put an enquiry aside"), work)
    return changed


def make_case(
    office: Office, enquiry_id: str, case_type: str, role: str, person_id: str = ""
) -> tuple[str, Changed]:
    """Open a case from an enquiry without retyping: the person with what is known, and the case; give its id.

    `person_id` is somebody whom the office knows already: then what that record says is not overwritten.
    What they asked becomes the first note; other people in the matter and the enquiry go with the case.
    """
    from immdesk.office.keeping import Told
    from immdesk.office.opening import TellingCase, TellingPerson, open_case
    from immdesk.office.restricting import at_opening

    row = enquiry(office, enquiry_id)
    if row.case_id:
        raise Problem(_("This enquiry is a case already."), _("Nothing was changed."), _("Open the case."))
    facts = {} if person_id else _facts(row)
    staff = office.rows(
        "SELECT id, is_attorney FROM staff WHERE active = 'yes' ORDER BY is_attorney, family_name"
    )
    responsible = next((one["id"] for one in staff if one["is_attorney"] != "yes"), None)
    proposed = at_opening(office, case_type, [person_id], responsible)
    telling = TellingCase(
        case_type=case_type,
        people=[TellingPerson(role, Told(facts), person_id=person_id)],
        words={},
        year=office.today().year,
        opened_on=office.today().isoformat(),
        responsible_id=responsible,
        attorney_id=next((one["id"] for one in staff if one["is_attorney"] == "yes"), None),
        restricted=proposed.reason,
        readers=proposed.readers,
    )
    at = office.now().isoformat()

    def work(session: Session) -> str:
        case, people = open_case(session, telling)
        session.flush()
        (person,) = people.values()
        _follow(session, enquiry_id, case.id, person.id, row, at)
        return case.id

    return office.change(_("Open a case from an enquiry"), work, message=_("The case is open."))


def _follow(
    session: Session, enquiry_id: str, case_id: str, person_id: str, row: EnquiryRow, at: str
) -> None:
    from sqlalchemy import select

    from immdesk.records.enquiries import ConflictCheck, Enquiry, OtherParty
    from immdesk.records.notes import Note

    kept = session.get_one(Enquiry, enquiry_id)
    kept.case_id, kept.person_id, kept.outcome = case_id, person_id, "case"
    for party in session.scalars(select(OtherParty).where(OtherParty.enquiry_id == enquiry_id)):
        party.case_id = case_id
    for check in session.scalars(select(ConflictCheck).where(ConflictCheck.enquiry_id == enquiry_id)):
        check.case_id = case_id
    said = [row.words.get(word, "") for word in ("asks", "note")]
    text = "\n".join(part for part in said if part)
    if text:
        session.add(Note(case_id=case_id, text=text, at=at))


def _facts(row: EnquiryRow) -> dict[str, str | None]:
    names = {"given_name": "given_name", "family_name": "family_name", "phone": "phone_day", "email": "email"}
    facts: dict[str, str | None] = {to: row.words[word] for word, to in names.items() if row.words.get(word)}
    if row.words.get("languages"):
        facts["language"] = row.words["languages"].split(",")[0].strip()[:40]
    return facts


def shown_word(word: str, text: str) -> str:
    """Give what is kept of a word as a person reads and types it."""
    day = iso_day(text) if word in _DAYS else None
    if day:
        return on_screen(day)
    return (read_value("phone", text, today=date.min).shown or text) if word == "phone" and text else text


def outcome_words(outcome: str) -> str:
    """Give what became of an enquiry, in words."""
    return {
        "open": _("open"),
        "case": _("became a case"),
        "declined": _("the office declined"),
        "referred": _("referred to somebody else"),
        "no_answer": _("no answer any more"),
    }.get(outcome, outcome)


def said_of(count: int) -> str:
    """Say how many enquiries there are."""
    return n_("{n} enquiry", "{n} enquiries", count)


def _read(office: Office, word: str, text: str) -> str:
    """Give a text as it is kept. Raises Problem when it is no day, telephone or address."""
    text = text.strip()
    kind = "date" if word in _DAYS else {"phone": "phone", "email": "email"}.get(word, "")
    if not text or not kind:
        return text
    found = read_value(kind, text, today=office.today())
    if found.value is None or (kind == "date" and not isinstance(found.value, date)):
        said = found.message or _("This is not a day.")
        raise Problem(said, _("Nothing was kept."), _("Correct “{text}”.").format(text=text[:60]))
    return value_to_text(found.value) or ""


def _row(office: Office, row: Mapping[str, Any]) -> EnquiryRow:
    name = ", ".join(part for part in (row["family_name"], row["given_name"]) if part)
    follow = iso_day(row["follow_up_on"] or "")
    late = bool(follow and follow <= office.today() and row["outcome"] == "open")
    words = {word: row[word] or "" for word in WORDS}
    said = outcome_words(row["outcome"])
    ids = row["case_id"] or "", row["person_id"] or ""
    return EnquiryRow(row["id"], name, words, row["outcome"], said, follow, late, *ids)
