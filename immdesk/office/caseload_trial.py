"""A caseload from elsewhere laid beside the office: what would be made, who is here already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.intake.caseload import CaseLine, ReadLines, Trouble

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.same_person import Candidate

_FORM = re.compile(r"\b([A-Z]{1,4})\s*-?\s*(\d{1,4}[A-Z]{0,2})\b")
_NOTICES = {
    "receipt": ("receipt", "i 797c", "recibo"),
    "rfe": ("rfe", "request for evidence", "evidence", "evidencia"),
    "noid": ("noid", "intent to deny"),
    "noir": ("noir", "intent to revoke"),
    "approval": ("approval", "approved", "aprobacion"),
    "denial": ("denial", "denied", "denegacion"),
    "rejection": ("rejection", "rejected", "rechazo"),
    "biometrics": ("biometric", "fingerprint", "huellas"),
    "interview": ("interview", "entrevista"),
    "transfer": ("transfer",),
}


@dataclass(slots=True)
class PersonPlan:
    """Somebody of the caseload; `id` is set when the office knows the person already.

    `alike` are people of the office who may be the same; a person decides, and `id` follows.
    """

    family: str
    given: str
    told: dict[str, str] = field(default_factory=dict)
    id: str = ""
    alike: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class CasePlan:
    """One case of the caseload: its client, its words, and the filings, notices and dates of its rows."""

    rows: list[int]
    client: PersonPlan
    petitioner: PersonPlan | None = None
    number: str = ""
    case_type: str = ""
    opened_on: str = ""
    priority_date: str = ""
    filings: list[dict[str, str]] = field(default_factory=list)
    notices: list[dict[str, str]] = field(default_factory=list)
    dates: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    id: str = ""  # of the case that is here already


@dataclass(frozen=True, slots=True)
class Trial:
    """What a caseload would make, before anything is made."""

    cases: tuple[CasePlan, ...]
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]

    def people(self) -> tuple[PersonPlan, ...]:
        """Give everybody of the caseload once."""
        found = {id(one): one for case in self.cases for one in (case.client, case.petitioner) if one}
        return tuple(found.values())

    def counts(self) -> dict[str, int]:
        """Give how many of each thing would be made, and how many are here already."""
        people = self.people()
        return {
            "cases": sum(not case.id for case in self.cases),
            "cases_known": sum(bool(case.id) for case in self.cases),
            "people": sum(not one.id for one in people),
            "people_known": sum(bool(one.id) for one in people),
            "receipts": sum(len(case.filings) for case in self.cases),
            "notices": sum(len(case.notices) for case in self.cases),
            "dates": sum(len(case.dates) for case in self.cases),
        }


def plan_cases(office: Office, read: ReadLines, default_type: str, watched: Watched = ALONE) -> Trial:
    """Lay the lines beside the office: rows of one case together, people and cases that are here found.

    `default_type` is taken where a row names no kind of case that the desk knows; that is told. Raises
    Stopped when somebody cancelled.
    """
    known = _Known(office, watched)
    types = _types(office)
    people: dict[str, PersonPlan] = {}
    cases: dict[str, CasePlan] = {}
    troubles = list(read.troubles)
    for line in watched.each(read.lines, len(read.lines), _here()):
        client = _person(people, known, line, "name")
        if client is None:
            troubles.append(Trouble(line.row, "", "", _("The row names no client and was left out.")))
            continue
        if not client.family:
            said = _("The row gives no family name; merged cells have a text only in the first.")
            troubles.append(Trouble(line.row, _("Client"), client.given, said, kept=True))
        case = _case(cases, known, line, client)
        troubles += _other_client(case, line, client)
        _fill_case(case, line, people, known)
        troubles += _type(case, line, types, default_type)
        troubles += _filed(case, line, known)
        troubles += _noticed(case, line)
        _dated(case, line)
    for case in cases.values():
        known.leave_out(case)
    found = Trial(tuple(cases.values()), tuple(troubles), read.notes)
    _look_alike(office, found.people(), watched)
    return found


def _look_alike(office: Office, people: tuple[PersonPlan, ...], watched: Watched) -> None:
    """Find who of the office may be each of these; whom the office surely knows stands first."""
    from immdesk.office.same_person import Alikes, Asked

    with office.store.read() as read:
        known = Alikes(read)
        for one in watched.each(people, len(people), _here()):
            told = one.told
            asked = Asked(one.family, one.given, told.get("born_on", ""), told.get("a_number", ""))
            one.alike = known.find(asked, one.id)


class _Known:
    """Who and what the office has already, by what tells them apart."""

    def __init__(self, office: Office, watched: Watched) -> None:
        watched.step(0, 0, _here())
        with office.store.read() as read:
            numbers = read.tuples("SELECT value, person_id FROM identifier WHERE kind = 'a_number'")
            self.by_number = dict(numbers)
            rows = read.tuples(
                "SELECT id, family_name, given_name, born_on FROM person WHERE deleted_at IS NULL"
            )
            people = watched.each(rows, len(rows), _here())
            self.by_name = {
                (*_plain(family, given), born): one for one, family, given, born in people if born
            }
            self.cases = dict(read.tuples("SELECT number, id FROM case_file WHERE deleted_at IS NULL"))
            receipts = read.tuples(
                "SELECT receipt_number, case_id FROM filing WHERE receipt_number IS NOT NULL"
            )
            self.receipts = dict(receipts)

            notices = read.tuples("SELECT case_id, kind, dated_on FROM notice")
            self._notices = {tuple(row) for row in notices}
            dates = read.tuples("SELECT case_id, title, due_on FROM docket_entry WHERE rule = ''")
            self._dates = {tuple(row) for row in dates}

    def leave_out(self, case: CasePlan) -> None:
        """Leave out of a case that is here already what is here too, so that a file may come twice."""
        if case.id:
            case.notices = [
                one
                for one in case.notices
                if (case.id, one["kind"], one["dated_on"] or None) not in self._notices
            ]
            case.dates = [
                one for one in case.dates if (case.id, one["title"], one["due_on"]) not in self._dates
            ]

    def person(self, told: Mapping[str, str], family: str, given: str) -> str:
        """Give the id of the person with this A-Number, else of this name and day of birth."""
        by_number = self.by_number.get(told.get("a_number", ""), "")
        return str(by_number or self.by_name.get((*_plain(family, given), told.get("born_on", "")), ""))


def _plain(family: Any, given: Any) -> tuple[str, str]:
    return folded(family or ""), folded(given or "")


def _here() -> str:
    return _("Looking for who is here already")


_OF_PERSON = ("born_on", "birth_country", "a_number", "email", "phone", "middle_name")


def _person(people: dict[str, PersonPlan], known: _Known, line: CaseLine, key: str) -> PersonPlan | None:
    if key not in line.names:
        return None
    family, given = line.names[key]
    told = {word: line.get(word) for word in _OF_PERSON if line.get(word)} if key == "name" else {}
    mark = told.get("a_number") or " ".join((*_plain(family, given), told.get("born_on", "")))
    found = people.setdefault(mark, PersonPlan(family, given))
    found.told = {**told, **found.told}
    found.id = found.id or known.person(found.told, family, given)
    return found


def _case(cases: dict[str, CasePlan], known: _Known, line: CaseLine, client: PersonPlan) -> CasePlan:
    number = line.get("case_number")
    mark = number or f"{id(client)} {folded(line.get('case_type'))}"
    case = cases.setdefault(mark, CasePlan([], client, number=number))
    case.rows.append(line.row)
    case.id = case.id or known.cases.get(number, "") or known.receipts.get(line.get("receipt_number"), "")
    return case


def _other_client(case: CasePlan, line: CaseLine, client: PersonPlan) -> Iterable[Trouble]:
    """Keep a second person of a case as a note: what the person is to the client, the row does not say."""
    if client is case.client:
        return
    name = ", ".join(filter(None, (client.family, client.given)))
    case.notes.append(" ".join(filter(None, (name, *client.told.values()))))
    said = _(
        "The case has another client already; this person is kept as a note. Add the person to the case."
    )
    yield Trouble(line.row, _("Client"), name, said, kept=True)


def _fill_case(case: CasePlan, line: CaseLine, people: dict[str, PersonPlan], known: _Known) -> None:
    case.petitioner = case.petitioner or _person(people, known, line, "petitioner")
    case.opened_on = case.opened_on or line.get("opened_on")
    case.priority_date = case.priority_date or line.get("priority_date")
    if line.get("note"):
        case.notes.append(line.get("note"))


def _type(case: CasePlan, line: CaseLine, types: Mapping[str, str], default: str) -> Iterable[Trouble]:
    if case.case_type:
        return
    text = line.get("case_type")
    case.case_type = types.get(folded(text), "") or default
    if text and folded(text) not in types:
        case.notes.append(text)
        said = _("The desk has no kind of case of this name; it is kept as a note.")
        yield Trouble(line.row, _("Kind of case"), text, said, kept=True)


def _types(office: Office) -> dict[str, str]:
    """Give each kind of case by its id and title in plain letters."""
    found: dict[str, str] = {}
    for name, one in office.library.case_types.items():
        found |= {folded(name): name, folded(name.replace("-", " ")): name, folded(one.title): name}
    return found


def _filed(case: CasePlan, line: CaseLine, known: _Known) -> Iterable[Trouble]:
    receipt = line.get("receipt_number")
    form = _FORM.search(line.get("form").upper())
    if receipt in known.receipts or any(one["receipt_number"] == receipt for one in case.filings if receipt):
        return
    if not receipt and not form:
        return
    if line.get("form") and not form:
        yield Trouble(
            line.row, _("Form"), line.get("form"), _("This is no form's name; the receipt is kept."), True
        )
    case.filings.append(
        {
            "form": f"{form[1]}-{form[2]}" if form else _("unknown form"),
            "receipt_number": receipt,
            "received_on": line.get("filed_on"),
            "approved_on": line.get("approved_on"),
        }
    )


def _noticed(case: CasePlan, line: CaseLine) -> Iterable[Trouble]:
    text = line.get("notice_kind")
    if not text and not line.get("notice_on"):
        return
    plain = folded(text)
    kind = next((one for one, words in _NOTICES.items() if any(word in plain for word in words)), "")
    if not kind:
        case.notes.append(" ".join(filter(None, (text, line.get("notice_on")))))
        yield Trouble(
            line.row, _("Notice"), text, _("The kind of notice is not known; it is kept as a note."), True
        )
        return
    case.notices.append(
        {
            "kind": kind,
            "dated_on": line.get("notice_on"),
            "due_on": line.get("notice_due"),
            "receipt_number": line.get("receipt_number"),
        }
    )


def _dated(case: CasePlan, line: CaseLine) -> None:
    """Keep an open date; a printed answer date without a notice is one too."""
    if line.get("date_on"):
        case.dates.append({"title": line.get("date_title") or _("Date"), "due_on": line.get("date_on")})
    elif line.get("date_title"):
        case.notes.append(line.get("date_title"))
    if line.get("notice_due") and not line.get("notice_kind"):
        case.dates.append({"title": _("Answer due"), "due_on": line.get("notice_due")})
