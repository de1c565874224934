"""What a response is made of: the notice on top, the letter, an exhibit for each request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _, on_paper
from immdesk.office.request_rows import RequestsPage, ResponseCheck
from immdesk.office.responses import heading_of, sections_of
from immdesk.packets.parts import (
    ContentsPart,
    Evidence,
    ExhibitPart,
    FilledLetter,
    FormPart,
    Gap,
    GapsPart,
    LetterPart,
    PacketInput,
    Paragraph,
    Part,
)

if TYPE_CHECKING:
    from immdesk.office.letter_print import PacketLetter
    from immdesk.office.office import Office
    from immdesk.packets.letters import LetterText
    from immdesk.packets.plan import PacketPlan, PlanPart

_REQUESTS, OPEN = "requests go here", "[Write:"
PART = (
    "Not everything that was asked for can be submitted. We ask for a decision based on the record, "
    "8 CFR 103.2(b)(11)."
)


@dataclass(frozen=True, slots=True)
class ResponsePacket:
    """A response before it is built. `seen` marks just this state; `checks` begin with the worst.

    `letter` is the one that was begun at the letter desk for this notice; without it the letter is put
    together from the paragraphs of the requests.
    """

    office: Office
    page: RequestsPage
    plan: PacketPlan
    seen: str
    approved_by: str
    approved_at: str
    changed_since: bool
    checks: tuple[ResponseCheck, ...]
    letter: PacketLetter | None = None

    @property
    def draft(self) -> bool:
        """Say whether its letter carries DRAFT: not approved as it is, or something stops it."""
        return any(one.level == "stop" for one in self.checks)

    @property
    def title(self) -> str:
        """Give what the PDF is called."""
        return f"{self.page.head.case_number} {self.plan.title}"

    def input(self) -> PacketInput:
        """Give the packet to build. Raises Refused when the notice cannot be read."""
        parts = [made for one in self.plan.parts for made in self._made(one)]
        gaps = [
            Gap(one.called, "; ".join(one.missing))
            for one in self.page.requests
            if one.missing and self.draft
        ]
        return PacketInput(self.title, tuple(parts), tuple(gaps), (), self.draft, self.approved_by)

    def documents(self) -> dict[str, Any]:
        """Give the documents that it shows by id: exhibit letter, title, attachment."""
        rows = self._rows()
        shown = [paper for one in self.page.requests for paper in one.papers]
        return {
            one.id: {"letter": one.exhibit, "title": one.title, "blob": rows[one.id]["blob"] or ""}
            for one in shown
        }

    def _made(self, one: PlanPart) -> list[Part]:
        if one.part == "notice":
            return self._notice(one.title)
        if one.part == "letter":
            return [LetterPart(one.title, self._letter(self.office.library.letters[one.letter]))]
        if one.part == "contents":
            return [ContentsPart(one.title)]
        if one.part == "gaps":
            return [GapsPart(one.title)] if self.draft else []
        return self._exhibits(one.title) if one.part == "exhibit" else []

    def _notice(self, title: str) -> list[Part]:
        from immdesk.packets.bind import as_pdf

        row = self._rows().get(self.page.scan)
        if row is None or not row["blob"]:
            return []
        _refuse_unreadable(self._evidence(self.page.scan, title))
        pdf = as_pdf(self.office.store.attachments.bytes(row["blob"]))
        return [FormPart(on_paper("Notice"), title, pdf, edition=self.page.head.dated)]

    def _exhibits(self, title: str) -> list[Part]:
        shown: set[str] = set()
        parts: list[Part] = []
        for one in self.page.requests:
            new = [paper for paper in one.papers if paper.id not in shown]
            shown |= {paper.id for paper in new}
            if new:
                papers = tuple(self._evidence(paper.id, paper.title) for paper in new)
                parts.append(ExhibitPart(title.replace("{request}", heading_of(one)), papers))
        return parts

    def _evidence(self, document_id: str, title: str) -> Evidence:
        row = self._rows()[document_id]
        kinds = {"application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png"}
        if not row["blob"]:
            return Evidence(title, _no_scan)
        kind: Any = kinds.get(row["mime"] or "", "")
        return Evidence(title, partial(self.office.store.attachments.open, row["blob"]), kind)

    def _rows(self) -> dict[str, Any]:
        from immdesk.office.documents import documents_of

        return {row["id"]: row for row in documents_of(self.office, self.page.head.case_id)}

    def _letter(self, text: LetterText) -> FilledLetter:
        if self.letter is not None:
            return self.letter.filled(self.office, places_of(self.page))
        from immdesk.office.letter_facts import letter_facts
        from immdesk.packets.letters import BLANK, LetterBlock, fill

        found = letter_facts(self.office, self.page.head.case_id)
        head = self.page.head
        own = {"notice_date": head.dated_in_letter, "notice_receipt": head.receipt}
        words = {name: said for name, said in {**found.words, **own}.items() if said}
        body = tuple(
            LetterBlock(text=_REQUESTS) if block.list == "requests" else block for block in text.body
        )
        filled = fill(text.model_copy(update={"body": body}), found.scope, words, self.office.today())
        lines = [
            line
            for one in filled.body
            if not (isinstance(one, Paragraph) and OPEN in one.text)
            for line in (self._answers(BLANK) if one == Paragraph(_REQUESTS) else [one])
        ]
        silent = tuple(heading_of(one) for one in self.page.requests if not one.answer.strip())
        return replace(filled, body=tuple(lines), missing=(*filled.missing, *silent))

    def _answers(self, blank: str) -> list[Paragraph]:
        found = []
        for one in sections_of(self.page.requests):
            found.append(Paragraph(one.heading, strong=True))
            found += [Paragraph(line) for line in (one.paragraph or blank).splitlines() if line.strip()]
            if one.exhibits:
                see = on_paper("See {exhibits}.").format(exhibits="; ".join(one.exhibits))
                found.append(Paragraph(see))
        if self.page.how == "partial":
            found.append(Paragraph(on_paper(PART)))
        return found


def _refuse_unreadable(notice: Evidence) -> None:
    """Raise Refused when the notice cannot be read: no response goes out without it."""
    from immdesk.packets.bind import open_evidence
    from immdesk.packets.bind_streams import Shelf

    shelf = Shelf()
    try:
        source = open_evidence(shelf, notice)
        if source.pdf is not None:
            source.pdf.close()
    except Refused as problem:
        said = _("The notice: {what}").format(what=problem.happened)
        raise Refused(said, _("No response was written."), problem.do) from None
    finally:
        shelf.close()


def places_of(page: RequestsPage) -> dict[str, tuple[str, int]]:
    """Give exhibit and first page of each document of a response, as letters refer to them."""
    shown = (paper for one in page.requests for paper in one.papers)
    return {paper.id: (paper.exhibit, paper.page) for paper in shown}


def _no_scan() -> Any:
    raise Refused(_("There is no scan of it yet."), _("It cannot stand in a packet."), _("Add the scan."))
