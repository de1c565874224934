"""The pages of a document: turned, split, joined, blank ones left out; the file as it came in stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.documents import MIMES, SCAN_MEASURED, add_document, document_bytes, looked_at
from immdesk.office.evidence_log import gone, keep_first_file, keep_origin, step
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.evidence import Examined
    from immdesk.packets.evidence_made import Page


def turn(office: Office, document_id: str, pages: Sequence[int], degrees: int) -> Changed:
    """Turn pages (counted from 1) to the right by 90, 180 or 270 degrees."""
    row = _row(office, document_id)
    turned = {_real(row, page) for page in pages}
    plan: list[Page] = [
        (0, place, degrees if place + 1 in turned else 0) for place in range(int(row["pages"] or 0))
    ]
    return _rewrite(office, row, plan, _("Turn pages of a document"))


def leave_out(office: Office, document_id: str, pages: Sequence[int]) -> Changed:
    """Take pages (counted from 1) out of a document; raises Problem when none would be left."""
    row = _row(office, document_id)
    out = {_real(row, page) for page in pages}
    plan: list[Page] = [(0, place, 0) for place in range(int(row["pages"])) if place + 1 not in out]
    if not plan:
        raise Problem(
            _("All pages would be gone."), _("Nothing was changed."), _("Leave the document out instead.")
        )
    message = n_(
        "{n} page left out; the original is kept.", "{n} pages left out; the original is kept.", len(out)
    )
    return _rewrite(office, row, plan, _("Leave out pages of a document"), message)


def blank_pages(office: Office, document_id: str) -> tuple[int, ...]:
    """Give the pages, counted from 1, that look blank. Somebody looks and decides; nothing is changed."""
    from immdesk.packets.evidence_made import blank_pages as found_in

    return found_in(office.examiner(), document_bytes(office, document_id))


def split(office: Office, case_id: str, document_id: str, before: int) -> Changed:
    """Split a document in two before a page (counted from 1); what follows becomes a document of its own."""
    from immdesk.packets.evidence_made import arrange

    row = _row(office, document_id)
    count = int(row["pages"] or 0)
    if not 1 < before <= count:
        raise Problem(
            _("A document is split before its second page or a later one."),
            _("Nothing was changed."),
            _("Turn to the page with which the second document begins."),
        )
    data = document_bytes(office, document_id)
    halves = [range(before - 1), range(before - 1, count)]
    first, second = (arrange(office.examiner(), [data], [(0, place, 0) for place in half]) for half in halves)
    files = [_file(office, one) for one in (first, second)]

    def work(session: Session) -> None:
        document = _document(session, row)
        keep_first_file(session, office, document)
        _put(session, document, files[0])
        words = ("person_id", "employer_id", "kind", "title", "original_name", "state", "received_on")
        values = {word: getattr(document, word) for word in words}
        other = add_document(session, case_id, values)
        session.flush()
        _put(session, other, files[1])
        step(session, office, other.id, document.state or "received")
        keep_origin(session, office, other.id, **_provenance(office, document_id))

    message = _("Split in two: name what each is.")
    return _done(office, [document_id], _("Split a document"), work, message)


def join(office: Office, document_id: str, others: Sequence[str]) -> Changed:
    """Append the pages of other documents to one; the others are put aside, and undo brings them back."""
    from immdesk.packets.evidence_made import arrange

    rows = [_row(office, one) for one in (document_id, *others)]
    if len({row["id"] for row in rows}) < 2:
        raise Problem(_("Two documents are needed to join."), "", _("Choose another document."))
    documents = [document_bytes(office, row["id"]) for row in rows]
    plan: list[Page] = [
        (place, page, 0) for place, row in enumerate(rows) for page in range(int(row["pages"] or 0))
    ]
    made = _file(office, arrange(office.examiner(), documents, plan))

    def work(session: Session) -> None:
        document = _document(session, rows[0])
        keep_first_file(session, office, document)
        _put(session, document, made)
        for row in rows[1:]:
            _document(session, row).deleted_at = office.today().isoformat()

    message = _("Joined into one document; Undo brings the others back.")
    return _done(office, [document_id], _("Join documents"), work, message)


def as_it_came(office: Office, document_id: str) -> Changed:
    """Put the file as it came in back in the place of what was made of it."""
    row = _row(office, document_id)
    kept = office.rows(
        "SELECT blob FROM document_origin WHERE document_id = ? AND blob <> ''",
        [document_id],
    )
    if not kept:
        raise Problem(_("The document is as it came in."), "", "")

    first = _file(office, office.store.attachments.bytes(kept[0]["blob"]))

    def work(session: Session) -> None:
        _put(session, _document(session, row), first)

    return _done(office, [document_id], _("Take the original of a document back"), work)


def _rewrite(
    office: Office, row: dict[str, Any], plan: Sequence[Page], title: str, told: str = ""
) -> Changed:
    from immdesk.packets.evidence_made import arrange

    made = _file(office, arrange(office.examiner(), [document_bytes(office, row["id"])], plan))

    def work(session: Session) -> None:
        document = _document(session, row)
        keep_first_file(session, office, document)
        _put(session, document, made)

    return _done(office, [row["id"]], title, work, told)


def _done(office: Office, ids: Sequence[str], title: str, work: Any, told: str = "") -> Changed:
    """Make the change; what was read from the pages before is forgotten, so that search reads them again."""
    from immdesk.office.search_pages import forget_pages

    changed = office.change(title, work, message=told)[1]
    forget_pages(office, ids)
    return changed


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is kept as an attachment, with what the process that is walled off says of it."""

    blob: str
    size: int
    looked: Examined


def _file(office: Office, data: bytes) -> _File:
    return _File(office.store.attachments.put(data).name, len(data), looked_at(office, data))


def _put(session: Session, document: Any, file: _File) -> None:
    from immdesk.records.answers import say

    document.blob, document.size, document.pages = file.blob, file.size, file.looked.pages
    document.mime = MIMES[file.looked.kind]
    say(session, "document", document.id, SCAN_MEASURED, file.looked.quality or None)


def _row(office: Office, document_id: str) -> dict[str, Any]:
    rows = office.rows(
        "SELECT id, version, pages FROM document WHERE id = ? AND deleted_at IS NULL", [document_id]
    )
    if not rows:
        raise gone()
    return rows[0]


def _real(row: dict[str, Any], page: int) -> int:
    if not 1 <= page <= int(row["pages"] or 0):
        raise Problem(_("The document has no page {n}.").format(n=page), _("Nothing was changed."), "")
    return page


def _document(session: Session, row: dict[str, Any]) -> Any:
    """Give the record; raises Problem when somebody else changed it since its pages were read."""
    from immdesk.records.documents import Document

    document = session.get(Document, row["id"])
    if document is None:
        raise gone()
    if document.version != row["version"]:
        raise Problem(
            _("Somebody else changed this document meanwhile."),
            _("Nothing was overwritten."),
            _("Look at it again, then try once more."),
        )
    return document


def _provenance(office: Office, document_id: str) -> dict[str, Any]:
    rows = office.rows(
        "SELECT given_by, given_on, how FROM document_origin WHERE document_id = ?", [document_id]
    )
    return dict(rows[0]) if rows else {}
