"""Writes the story of the practice office as rows: the firm, its employers, and each case with its people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.values import NONE_TEXT
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.keeping import Told
    from immdesk.office.office import Office
    from immdesk.office.opening import TellingCase, TellingPerson
    from immdesk.store.attachments import Blob

_ASIDE = ("slot", "party", "complete", "documents")
_OF_CASE = ("note", "accept", "still_open", "seen_to", "paralegal", "attorney", "employer", "closed_on")


@dataclass(frozen=True, slots=True)
class Story:
    """All that the data files tell, their days made absolute; scans by title and number of pages."""

    office: Office
    firm: Mapping[str, str]
    staff: Sequence[Mapping[str, str]]
    bulletins: Sequence[Mapping[str, Any]]
    employers: Sequence[Mapping[str, Any]]
    cases: Sequence[Mapping[str, Any]]
    scans: Mapping[str, Blob]
    watched: Watched = ALONE


def write(session: Session, story: Story) -> None:
    """Write the whole practice office, in one operation."""
    from immdesk.office.practice_work import write_employer

    staff = _write_firm(session, story)
    employers = {one["id"]: write_employer(session, one) for one in story.employers}
    for bulletin in story.bulletins:
        for row in bulletin["rows"]:
            _write_bulletin(session, bulletin, row)
    with session.no_autoflush:  # all is new: nothing that is asked for can wait unwritten
        total = len(story.cases)
        for case in story.watched.each(story.cases, total, _("Writing the practice cases"), every=1):
            _write_case(story, session, case, staff, employers)


def kept(text: Any) -> str | None:
    """Give the kept text of a practice value: the word `none` is a recorded none."""
    return NONE_TEXT if text == "none" else str(text)


def told_of(told: Mapping[str, Any], aside: Sequence[str] = _ASIDE) -> Told:
    """Give plain words, rows of lists, and the lists that are whole, as an answer would tell them."""
    from immdesk.office.keeping import Told

    facts: dict[str, str | None] = {}
    lists: dict[str, list[dict[str, str | None]]] = {}
    for word, value in told.items():
        if word in aside:
            continue
        if isinstance(value, list):
            lists[word] = [{name: kept(text) for name, text in row.items()} for row in value]
        elif isinstance(value, dict):
            facts |= {f"{word}.{name}": kept(text) for name, text in value.items()}
        else:
            facts[word] = kept(value)
    return Told(facts, lists, told.get("complete", ()))


def _write_firm(session: Session, story: Story) -> dict[str, str]:
    from sqlalchemy import select

    from immdesk.records.firm import OfficeRecord, Staff

    row = session.scalars(select(OfficeRecord)).one()
    for name, text in story.firm.items():
        setattr(row, name, kept(text))
    staff = {}
    for one in story.staff:
        values = {name: kept(text) for name, text in one.items() if name not in ("id", "whole", "signs_in")}
        attorney = "yes" if one["role"] == "attorney" else "no"
        made = Staff(**values, is_attorney=attorney, active="yes")
        session.add(made)
        staff[one["id"]] = made.id
    return staff


def _write_bulletin(session: Session, told: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    from immdesk.records.bulletin import Bulletin, BulletinChoice

    preference = "employment" if row["category"].startswith("EB") else "family"
    for month in _months(row["month"], row["through"]):
        session.add(
            Bulletin(
                month=month,
                chart=row["chart"],
                preference=preference,
                category=row["category"],
                chargeability=row["chargeability"],
                cutoff=row["cutoff"],
                source=told["source"],
            )
        )
    if row.get("names_chart") == "yes":
        session.add(
            BulletinChoice(
                month=row["month"][:7], preference=preference, chart=row["chart"], source=told["source"]
            )
        )


def _months(first: str, last: str) -> Iterator[str]:
    """Give each month from the day `first` to the day `last` (ISO text) as 2026-08."""
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04d}-{month:02d}" <= last[:7]:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _write_case(
    story: Story,
    session: Session,
    told: Mapping[str, Any],
    staff: Mapping[str, str],
    employers: Mapping[str, str],
) -> None:
    from immdesk.office.opening import open_case
    from immdesk.office.practice_evidence import write_evidence
    from immdesk.office.practice_filed import (
        write_documents,
        write_filings,
        write_notices,
        write_requests,
        write_statuses,
    )
    from immdesk.office.practice_work import write_log, write_work

    case, people = open_case(session, _telling(story.office, told, staff))
    words = told["case"]
    case.employer_id = employers.get(words.get("employer", ""))
    if "closed_on" in words:
        case.status, case.closed_on = "closed", words["closed_on"]
    ids = {one["slot"]: people[str(place)].id for place, one in reversed(list(enumerate(told["people"])))}
    filings = write_filings(session, told, case.id, ids)
    write_notices(session, told, case.id, ids, filings)
    write_documents(story, session, told, case.id, people)
    write_requests(session, told, case.id)
    write_statuses(session, told, people)
    write_work(session, told, case, ids)
    write_evidence(story.office, session, told, case.id, ids)
    write_log(story.office, session, told, case, str(case.responsible_id))


def _telling(office: Office, told: Mapping[str, Any], staff: Mapping[str, str]) -> TellingCase:
    from immdesk.office.opening import TellingCase

    words = {name: text for name, text in told["case"].items() if name not in _OF_CASE}
    case_type, paralegal = words.pop("type"), staff[told["case"].get("paralegal", "ana")]
    known = office.library.case_types.get(case_type)
    return TellingCase(
        case_type,
        [_person(place, one) for place, one in enumerate(told["people"])],
        {name: kept(text) for name, text in words.items() if name not in ("opened_on", "household")},
        office.today().year,
        words["opened_on"],
        paralegal,
        staff[told["case"].get("attorney", "helen")],
        words.get("household", ""),
        restricted=known.restrict if known is not None else "",
        readers=(paralegal,),
    )


def _person(place: int, told: Mapping[str, Any]) -> TellingPerson:
    from immdesk.office.opening import TellingPerson

    party = {name: kept(text) for name, text in told.get("party", {}).items()}
    return TellingPerson(told["slot"], told_of(told), {**party, "role": told["slot"]}, slot=str(place))
