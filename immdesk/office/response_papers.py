"""The papers of a response before it is mailed: unreadable scans, translations, expired papers, empty pages.

The checks are those of the packs (`packets/checks`); only what they say of papers counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.office.request_rows import RequestsPage, ResponseCheck

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.planned import PlannedDocument

_ABOUT_PAPERS = ("document", "language")


def papers_checked(office: Office, page: RequestsPage) -> tuple[ResponseCheck, ...]:
    """Give what the packs' checks find in the papers that answer a notice; remarks are left out."""
    from immdesk.office.overriding import overrides_of
    from immdesk.packets.planned import PlannedPacket
    from immdesk.packets.preflight import preflight

    documents = tuple(_documents(office, page))
    if not documents:
        return ()
    packet = PlannedPacket(documents=documents, approved_by="-")
    overrides = overrides_of(office, page.head.case_id)
    found = preflight(packet, office.library.preflight, office.today(), None, overrides)
    return tuple(
        ResponseCheck("stop" if one.stops else "warn", f"{one.where}: {one.message}", one.do, one.cite)
        for one in found
        if one.go is not None and one.go.kind in _ABOUT_PAPERS
        if one.severity != "note" and one.overridden is None
    )


def _documents(office: Office, page: RequestsPage) -> Iterator[PlannedDocument]:
    from immdesk.office.case_packet import planned_document
    from immdesk.office.documents import documents_of
    from immdesk.office.scan_measures import languages_said, measures_of

    shown = {paper.id: paper for one in page.requests for paper in one.papers}
    rows: dict[str, Any] = {row["id"]: row for row in documents_of(office, page.head.case_id)}
    measures, languages = measures_of(office, shown), languages_said(office, shown)
    for one, paper in shown.items():
        row, scan = rows[one], measures.get(one)
        yield replace(
            planned_document(paper.exhibit, row),
            id=one,
            state=row["state"] or "",
            size=row["size"] or 0,
            person_id=row["person_id"] or "",
            language=languages.get(one, ""),
            blank=scan.blank if scan else (),
            coarse=scan.coarse if scan else (),
            faint=scan.faint if scan else (),
        )
