"""What is written on the pages of documents, read beside the screen and put into the search index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Cancelled, never
from immdesk.office import search
from immdesk.office.search_words import Piece, indexed, place_of, places_of

if TYPE_CHECKING:
    from immdesk.office.office import Office


def read_pages(office: Office, cancelled: Cancelled = never) -> int:
    """Read the documents whose pages are not in the index yet; give how many were read.

    The process that is walled off reads them. A scan without letters is remembered as read: the desk does
    not guess at pictures of text.
    """
    if not search.keep_current(office, cancelled=cancelled):
        return 0
    done = 0
    for document_id, blob in waiting(office):
        if cancelled():
            break
        text = office.examiner().text(_bytes(office, blob))
        line = (place_of("text", document_id), "text", document_id, indexed([Piece("text", text)]))
        with office.store.local() as local:
            search.put(local, [line[0]], [line])
        done += 1
    return done


def forget_pages(office: Office, document_ids: Iterable[str]) -> None:
    """Take the text of documents whose pages were changed out of the index: they are read again."""
    with office.store.local() as local:
        search.put(local, [place_of("text", one) for one in document_ids], [])


def waiting(office: Office) -> list[tuple[str, str]]:
    """Give the documents that were never read, each with the name of its attachment."""
    first, last = places_of("text")
    with office.store.read() as read:
        known = {
            row[0]
            for row in read.tuples("SELECT rowid FROM search WHERE rowid BETWEEN ? AND ?", [first, last])
        }
        documents = read.tuples("SELECT id, blob FROM document WHERE blob <> '' AND deleted_at IS NULL")
    return [(one, blob) for one, blob in documents if place_of("text", one) not in known]


def _bytes(office: Office, blob: str) -> bytes:
    try:
        return office.store.attachments.bytes(blob)
    except Problem:
        return b""
