"""Documents: evidence taken in, what is still wanted, and pages to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.file_names import kept_file_name
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled
from immdesk.basics.words import _
from immdesk.office.cases import short_name
from immdesk.office.office import Office
from immdesk.office.rows import Changed, EvidenceRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.packets.evidence import Examined
    from immdesk.packets.picture import Drawn
    from immdesk.records.documents import Document

SCAN_TROUBLES = "scan_troubles"
"""The word of `said` under which a document keeps what was wrong with its scan when it came in."""

SCAN_MEASURED = "scan_measured"
"""The word under which it keeps its blank, coarse and faint pages, as JSON."""

BIGGEST = 200 * 1024 * 1024
"""The largest document that is taken in, in bytes."""


def documents_of(office: Office, case_id: str) -> list[Any]:
    """Give the documents of a case in exhibit order, as plain rows."""
    return office.rows(
        "SELECT d.id, d.person_id, d.kind, coalesce(cd.title, d.title) AS title, d.state, d.blob, d.pages, "
        "d.size, d.mime, d.expires_on, d.number, cd.exhibit, cd.ordinal, cd.include, "
        "p.family_name, p.given_name, (SELECT value FROM said WHERE owner_kind = 'document' "
        f"AND owner_id = d.id AND word = '{SCAN_TROUBLES}') AS troubles "
        "FROM case_document cd JOIN document d ON d.id = cd.document_id "
        "LEFT JOIN person p ON p.id = d.person_id WHERE cd.case_id = ? AND d.deleted_at IS NULL "
        "ORDER BY cd.ordinal, cd.exhibit, d.id",
        [case_id],
    )


def evidence(office: Office, case_id: str) -> tuple[EvidenceRow, ...]:
    """Give the documents of a case with the exhibit letters of its packet, then what is still wanted."""
    from immdesk.office.case_packet import exhibits_of
    from immdesk.office.chase import asked_words
    from immdesk.office.evidence_log import since_of
    from immdesk.office.progress import checklist_in
    from immdesk.records.facts_of import facts_of

    rows = documents_of(office, case_id)
    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
        items = checklist_in(office, read, facts)
    letters = exhibits_of(office, facts, [row for row in rows if row["include"] == "yes"])
    asked = asked_words(office, case_id)
    since = since_of(office, [row["id"] for row in rows])
    here = tuple(_document_row(row, letters.get(row["id"], ""), since.get(row["id"], "")) for row in rows)
    wanted = tuple(
        EvidenceRow(
            item.key,
            "wanted",
            item.title,
            item.who,
            item.person_id or "",
            item.document_kind,
            "asked",
            "",
            0,
            0,
            None,
            item.note,
            asked.get(item.key, ""),
        )
        for item in items
        if item.kind == "evidence" and item.state != "done" and not item.document_id
    )
    return here + wanted


def _document_row(row: Any, exhibit: str, since: str) -> EvidenceRow:
    expires = row["expires_on"]
    return EvidenceRow(
        id=row["id"],
        kind="document",
        title=row["title"] or "",
        who=short_name(row),
        who_id=row["person_id"] or "",
        document_kind=row["kind"],
        state=row["state"] or "received",
        exhibit=exhibit,
        pages=row["pages"] or 0,
        size=row["size"] or 0,
        expires_on=date.fromisoformat(expires) if expires and len(expires) == 10 else None,
        note=(row["troubles"] or "").replace("\n", " ") if row["blob"] else _("No scan yet."),
        since=since,
    )


def attach(
    office: Office, case_id: str, person_id: str, kind: str, title: str, path: Path, **facts: str
) -> Changed:
    """Take a file into a case as evidence of one person.

    `facts` may hold number, country, category, issued_on, expires_on as kept text. The file is read by a
    separate process with limits first; raises Problem or Refused when it is damaged, locked or no document.
    What is odd about a document that can be used is in the message.
    """
    data = read_file(path)
    return attach_bytes(office, case_id, person_id, kind, title, data, path.name, **facts)


def attach_bytes(
    office: Office, case_id: str, person_id: str, kind: str, title: str, data: bytes, name: str, **facts: str
) -> Changed:
    """Take bytes into a case as evidence; as `attach`."""
    return _keep(office, case_id, person_id, kind, title, data, name, looked_at(office, data), facts)


def attach_unless(
    office: Office,
    cancelled: Cancelled,
    case_id: str,
    person_id: str,
    kind: str,
    title: str,
    path: Path,
) -> Changed | None:
    """Take a file into a case as `attach` does; None, and nothing kept, when somebody cancelled meanwhile."""
    data = read_file(path)
    looked = looked_at(office, data)
    if cancelled():
        return None
    return _keep(office, case_id, person_id, kind, title, data, path.name, looked, {})


def looked_at(office: Office, data: bytes) -> Examined:
    """Let the process that is walled off look at a file; raises Problem when it cannot be evidence."""
    looked = office.examiner().examine(data)
    if not looked.usable:
        raise looked.problems[0]
    return looked


def _keep(
    office: Office,
    case_id: str,
    person_id: str,
    kind: str,
    title: str,
    data: bytes,
    name: str,
    looked: Examined,
    facts: dict[str, str],
) -> Changed:
    troubles = "\n".join(one.happened for one in looked.problems)
    blob = office.store.attachments.put(data)
    today = office.today().isoformat()
    values: dict[str, Any] = {
        "person_id": person_id or None,
        "kind": kind,
        "title": title,
        "blob": blob.name,
        "original_name": kept_file_name(name),
        "mime": MIMES[looked.kind],
        "size": len(data),
        "pages": looked.pages,
        "state": "received",
        "received_on": today,
        **facts,
    }

    def work(session: Session) -> str:
        from immdesk.office.evidence_log import step
        from immdesk.records.answers import say

        document = add_document(session, case_id, values)
        step(session, office, document.id, "received")
        if troubles:
            say(session, "document", document.id, SCAN_TROUBLES, troubles)
        if looked.quality:
            say(session, "document", document.id, SCAN_MEASURED, looked.quality)
        return str(document.id)

    told = (
        _("Document added. {troubles} Ask for it again, or scan it again.")
        if troubles
        else _("Document added.")
    )
    message = told.format(troubles=troubles.replace("\n", " "))
    _made, changed = office.change(_("Add a document"), work, message=message)
    return changed


def add_document(session: Session, case_id: str, values: Mapping[str, Any]) -> Document:
    """Put a document into a case, after those that are there; `values` are its columns."""
    from immdesk.records.documents import CaseDocument, Document

    document = Document(**values)
    session.add(document)
    exhibit, place = _next_exhibit(session, case_id)
    session.add(
        CaseDocument(case_id=case_id, document_id=document.id, exhibit=exhibit, ordinal=place, include="yes")
    )
    return document


MIMES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png", "": "application/octet-stream"}


def read_file(path: Path) -> bytes:
    """Give the bytes of a file; Problem when it is larger than BIGGEST, Refused when it cannot be read."""
    try:
        size = path.stat().st_size
        if size > BIGGEST:
            raise Problem(
                _("The file is larger than 200 MB."),
                _("It was not added."),
                _("Split it, or scan it at 300 dpi."),
            )
        return path.read_bytes()
    except (OSError, ValueError) as unreadable:
        raise Refused(
            _("The file cannot be read."),
            _("It was not added."),
            _("Check that it still exists and is not open."),
        ) from unreadable


def _next_exhibit(session: Session, case_id: str) -> tuple[str, int]:
    from sqlalchemy import select

    from immdesk.packets.parts import exhibit_letter
    from immdesk.records.documents import CaseDocument

    places = session.scalars(select(CaseDocument.ordinal).where(CaseDocument.case_id == case_id)).all()
    place = max((number or 0 for number in places), default=0) + 1
    return exhibit_letter(place - 1), place


def set_state(office: Office, document_id: str, state: str, reason: str = "") -> Changed:
    """Say how a document stands: asked, received, wrong (with the reason), in translation, accepted.

    The day and who said it are kept. Raises Problem for wrong without a reason.
    """
    if state == "wrong" and not reason.strip():
        raise Problem(
            _("It is not said what is wrong with the document."),
            _("Nothing was changed."),
            _("Write in a few words what is wrong, so that the client can send the right one."),
        )

    def work(session: Session) -> None:
        from immdesk.office.evidence_log import step
        from immdesk.records.documents import Document

        session.get_one(Document, document_id).state = state
        step(session, office, document_id, state, reason)

    _made, changed = office.change(_("Mark a document"), work)
    return changed


def set_include(office: Office, case_id: str, document_id: str, include: bool) -> Changed:
    """Put a document into the packet, or leave it out."""

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.documents import CaseDocument

        found = select(CaseDocument).where(
            CaseDocument.case_id == case_id, CaseDocument.document_id == document_id
        )
        for row in session.scalars(found):
            row.include = "yes" if include else "no"

    _made, changed = office.change(_("Change the exhibits"), work)
    return changed


def document_bytes(office: Office, document_id: str) -> bytes:
    """Give the scan of a document, decrypted in memory."""
    rows = office.rows("SELECT blob FROM document WHERE id = ?", [document_id])
    if not rows or not rows[0]["blob"]:
        raise Problem(_("This document has no scan yet."), "", _("Add the scanned file."))
    return office.store.attachments.bytes(rows[0]["blob"])


def pages(office: Office, document_id: str) -> int:
    """Give the number of pages of a document, 0 when it has no scan."""
    rows = office.rows("SELECT pages, blob FROM document WHERE id = ?", [document_id])
    return int(rows[0]["pages"] or 0) if rows and rows[0]["blob"] else 0


def picture(office: Office, document_id: str, page: int, width: int) -> Drawn:
    """Give one page of a document as a picture `width` pixels wide; pages count from 0."""
    from immdesk.packets.bind import as_pdf
    from immdesk.packets.picture import draw_page

    return draw_page(as_pdf(document_bytes(office, document_id)), page, width)
