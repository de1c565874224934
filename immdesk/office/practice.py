"""The practice office: six fictional cases whose dates stand around the desk's own day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from immdesk.basics.paths import resource
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office import computed, dates, firm
from immdesk.office.cases import case_ids
from immdesk.office.clock import Clock, real_clock
from immdesk.office.office import Office
from immdesk.office.sample_dates import dated
from immdesk.office.search import keep_current

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.opening import TellingPerson
    from immdesk.store.attachments import Blob

ZONE = "America/Chicago"
_ASIDE = ("slot", "party", "complete", "documents")


def make(folder: Path, clock: Clock = real_clock, user: str = "ana") -> Office:
    """Build the practice office in an empty folder and open it; under two seconds, no network.

    Raises Problem when the folder is not empty.
    """
    office = firm.new_office(folder, name="", practice=True, zone=ZONE, clock=clock, user=user)
    told = _read(office, "office.yaml")
    cases = _read(office, "cases.yaml")
    bulletin = _read(office, "bulletin.yaml")
    scans = _scans(office, cases)
    office.change(
        _("Make the practice office"), lambda session: _write(office, session, told, cases, bulletin, scans)
    )
    _accept(office, cases)
    keep_current(office)
    return office


def _accept(office: Office, cases: list[Any]) -> None:
    """Put the dates of some cases on the docket, as a paralegal would have done; the others wait."""
    computed.catch_up(office)
    ids = case_ids(office)
    for case_id, told in zip(ids, cases, strict=True):
        if told["case"].get("accept") == "yes":
            dates.accept_all(office, case_id)
    computed.catch_up(office)


def _read(office: Office, name: str) -> Any:
    text = resource("sample_office", name).read_text(encoding="utf-8")
    return dated(yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)), office.today())


def _write(
    office: Office,
    session: Session,
    told: Mapping[str, Any],
    cases: list[Any],
    bulletin: Mapping[str, Any],
    scans: Mapping[str, Blob],
) -> None:
    staff = _write_firm(session, told)
    for month in bulletin["rows"]:
        _write_bulletin(session, bulletin, month)
    for case in cases:
        _write_case(office, session, case, staff, scans)


def _write_firm(session: Session, told: Mapping[str, Any]) -> dict[str, str]:
    from sqlalchemy import select

    from immdesk.records.firm import OfficeRecord, Staff

    row = session.scalars(select(OfficeRecord)).one()
    for name, text in told["office"].items():
        setattr(row, name, _kept(text))
    staff = {}
    for one in told["staff"]:
        values = {name: _kept(text) for name, text in one.items() if name != "id"}
        attorney = "yes" if one["role"] == "attorney" else "no"
        made = Staff(**values, is_attorney=attorney, active="yes")
        session.add(made)
        staff[one["role"]] = made.id
    return staff


def _write_bulletin(session: Session, told: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    from immdesk.records.bulletin import Bulletin, BulletinChoice

    for month in _months(row["month"], row["through"]):
        session.add(
            Bulletin(
                month=month,
                chart=row["chart"],
                preference="family",
                category=row["category"],
                chargeability=row["chargeability"],
                cutoff=row["cutoff"],
                source=told["source"],
            )
        )
    if row["month"] == row["through"] and row["chart"] == told["family_chart"] and row["category"] == "F2A":
        session.add(
            BulletinChoice(
                month=row["month"][:7], preference="family", chart=told["family_chart"], source=told["source"]
            )
        )


def _months(first: str, last: str) -> Iterator[str]:
    """Give each month from the day `first` to the day `last` (ISO text) as 2026-08."""
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04d}-{month:02d}" <= last[:7]:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _write_case(
    office: Office,
    session: Session,
    told: Mapping[str, Any],
    staff: Mapping[str, str],
    scans: Mapping[str, Blob],
) -> None:
    from immdesk.office.opening import TellingCase, open_case
    from immdesk.records.cases import Task
    from immdesk.records.notes import Note

    words = dict(told["case"])
    telling = TellingCase(
        words.pop("type"),
        [_person(place, one) for place, one in enumerate(told["people"])],
        {},
        office.today().year,
        words.pop("opened_on"),
        staff["paralegal"],
        staff["attorney"],
        words.pop("household", ""),
    )
    note = words.pop("note", "")
    words.pop("accept", "")
    telling.words.update({name: _kept(text) for name, text in words.items()})  # type: ignore[attr-defined]
    case, people = open_case(session, telling)
    at = office.now().isoformat()
    if note:
        session.add(Note(case_id=case.id, text=note, at=at, staff_id=staff["paralegal"]))
    for task in told.get("tasks", ()):
        session.add(Task(case_id=case.id, staff_id=staff["paralegal"], **task))
    ids = {one["slot"]: people[str(place)].id for place, one in reversed(list(enumerate(told["people"])))}
    filings = _write_filings(session, told, case.id, ids)
    _write_notices(session, told, case.id, ids, filings)
    _write_documents(office, session, told, case.id, people, scans)


def _person(place: int, told: Mapping[str, Any]) -> TellingPerson:
    from immdesk.office.keeping import Told
    from immdesk.office.opening import TellingPerson

    facts: dict[str, str | None] = {}
    lists: dict[str, list[dict[str, str | None]]] = {}
    for word, value in told.items():
        if word in _ASIDE:
            continue
        if isinstance(value, list):
            lists[word] = [{name: _kept(text) for name, text in row.items()} for row in value]
        elif isinstance(value, dict):
            facts |= {f"{word}.{name}": _kept(text) for name, text in value.items()}
        else:
            facts[word] = _kept(value)
    party = {name: _kept(text) for name, text in told.get("party", {}).items()}
    party["role"] = told["slot"]
    kept = Told(facts, lists, told.get("complete", ()))
    return TellingPerson(told["slot"], kept, party, slot=str(place))


def _write_filings(
    session: Session, told: Mapping[str, Any], case_id: str, people: Mapping[str, str]
) -> dict[str, str]:
    from immdesk.records.filings import Filing

    by_receipt = {}
    for one in told.get("filings", ()):
        values = {name: _kept(text) for name, text in one.items() if name != "for"}
        filing = Filing(case_id=case_id, person_id=people[one["for"]], **values)
        session.add(filing)
        by_receipt[one["receipt_number"]] = filing.id
    session.flush()
    return by_receipt


def _write_notices(
    session: Session,
    told: Mapping[str, Any],
    case_id: str,
    people: Mapping[str, str],
    filings: Mapping[str, str],
) -> None:
    from immdesk.records.notices import Notice

    for one in told.get("notices", ()):
        values = {name: _kept(text) for name, text in one.items() if name != "for"}
        filing = filings.get(one.get("receipt_number", ""))
        session.add(Notice(case_id=case_id, person_id=people[one["for"]], filing_id=filing, **values))


def _write_documents(
    office: Office,
    session: Session,
    told: Mapping[str, Any],
    case_id: str,
    people: Mapping[str, Any],
    scans: Mapping[str, Blob],
) -> None:
    from immdesk.packets.parts import exhibit_letter
    from immdesk.records.documents import CaseDocument, Document

    ordinal = 0
    for place, one in enumerate(told["people"]):
        for row in one.get("documents", ()):
            ordinal += 1
            values = {name: _kept(text) for name, text in row.items() if name not in ("pages", "exhibit")}
            blob = scans[_scan_name(row)]
            document = Document(
                person_id=people[str(place)].id,
                **values,
                blob=blob.name,
                size=blob.size,
                pages=int(row["pages"]),
                original_name=f"{row['kind']}.pdf",
                mime="application/pdf",
                state="accepted",
                received_on=office.today().isoformat(),
            )
            session.add(document)
            session.flush()
            session.add(
                CaseDocument(
                    case_id=case_id,
                    document_id=document.id,
                    exhibit=exhibit_letter(ordinal - 1),
                    ordinal=ordinal,
                    include="yes",
                )
            )


def _rows(cases: list[Any]) -> Iterator[Mapping[str, Any]]:
    for case in cases:
        for one in case["people"]:
            yield from one.get("documents", ())


def _scan_name(row: Mapping[str, Any]) -> str:
    return f"{row['title']}|{row['pages']}"


def _scans(office: Office, cases: list[Any]) -> dict[str, Blob]:
    """Keep one invented scan for each title and number of pages; they name nobody."""
    names = {_scan_name(row): row for row in _rows(cases)}
    return {
        name: office.store.attachments.put(_practice_pdf(row["title"], int(row["pages"])))
        for name, row in names.items()
    }


def _practice_pdf(title: str, pages: int) -> bytes:
    """Give a small PDF in clear print: the title, the page, and that it is for practice."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place in range(pages):
        foot = f"Practice document, page {place + 1} of {pages}. Nobody real."
        text = f"BT /F1 22 Tf 72 640 Td ({title}) Tj /F1 12 Tf 0 -36 Td ({foot}) Tj ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * place} 0 R >>"
        )
        objects.append(f"<< /Length {len(text.encode('cp1252'))} >>\nstream\n{text}\nendstream")
    return _pdf_file(objects)


def _pdf_file(objects: list[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _kept(text: Any) -> str | None:
    """Give the kept text of a practice value: the word `none` is a recorded none."""
    return NONE_TEXT if text == "none" else str(text)
