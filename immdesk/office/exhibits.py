"""Where a document stands in the packet of its case: "Exhibit C, p. 4", as a letter refers to it.

A reference is kept as the document, never as its letter: so it follows the packet when exhibits are moved,
and the page is the one that is printed at the foot ("Exhibit C, page 4 of 12").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import on_paper

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.plan import Planned

Place = tuple[str, int]
"""The letter of an exhibit, and the page in it (from 1; its sheet does not count)."""


def exhibit_of(office: Office, case_id: str, document_id: str) -> Place | None:
    """Give the exhibit and the page on which a document begins; None when the packet does not show it."""
    return exhibits_in(office, case_id).get(document_id)


def exhibits_in(office: Office, case_id: str) -> dict[str, Place]:
    """Give exhibit and first page of every document that the packet of a case would show now, by its id.

    Empty when the case's type has no packet plan.
    """
    from immdesk.office.case_packet import arranged
    from immdesk.office.documents import documents_of
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
    rows = {row["id"]: row for row in documents_of(office, case_id) if row["include"] == "yes"}
    return places_in(arranged(office, facts, rows.values()), rows)


def places_in(planned: Iterable[Planned], documents: Mapping[str, Any]) -> dict[str, Place]:
    """Give exhibit and first page of each document of a planned packet; `documents` are rows by id."""
    from immdesk.packets.parts import exhibit_letter

    found: dict[str, Place] = {}
    exhibits = [one for one in planned if one.part == "exhibit"]
    for number, one in enumerate(exhibits):
        page = 1
        for document in one.documents:
            found[document] = (exhibit_letter(number), page)
            page += documents[document]["pages"] or 1
    return found


def reference(place: Place) -> str:
    """Give a place as it is printed in a letter: "Exhibit C, p. 4"."""
    return on_paper("Exhibit {letter}, p. {page}").format(letter=place[0], page=place[1])
