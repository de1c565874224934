"""The response as a packet: the notice on top, the letter, an exhibit for each request."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.beside import Beside, in_turn
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _, on_paper, told
from immdesk.office.request_rows import RequestsPage, ResponseCheck
from immdesk.office.responses import heading_of, mark_of, sections_of
from immdesk.office.rows import Changed, PacketMade, PartRow
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
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.letters import LetterText
    from immdesk.packets.plan import PacketPlan, PlanPart

_REQUESTS, OPEN = "requests go here", "[Write:"
PART = (
    "Not everything that was asked for can be submitted. We ask for a decision based on the record, "
    "8 CFR 103.2(b)(11)."
)
APPROVAL = "response "
"""How the approval of a response is kept: this, then the id of the notice."""


@dataclass(frozen=True, slots=True)
class ResponsePacket:
    """A response before it is built. `seen` marks just this state; `checks` begin with the worst."""

    office: Office
    page: RequestsPage
    plan: PacketPlan
    seen: str
    approved_by: str
    approved_at: str
    changed_since: bool
    checks: tuple[ResponseCheck, ...]

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


def read_response(office: Office, notice_id: str, page: RequestsPage | None = None) -> ResponsePacket:
    """Give the response to a notice as it stands; `page` is the desk when it was read already.

    Raises Problem when the notice is gone, or asks for nothing that a pack has a plan for.
    """
    from immdesk.office.requests import page_of

    page = page or page_of(office, notice_id)
    plans = (plan for plan in office.library.packets.values() if page.head.kind in plan.answers)
    plan = next(plans, None)
    if plan is None:
        raise Problem(
            _("There is no plan for the response to this notice."),
            "",
            _("Correct the kind of the notice, or build the response from the Packet page."),
        )
    seen = mark_of(page.requests, page.scan, page.how) + _facts_mark(office, page.head.case_id)
    rows = office.rows(
        "SELECT a.at, a.seen_hash, s.given_name || ' ' || s.family_name AS name FROM approval a "
        "JOIN staff s ON s.id = a.staff_id WHERE a.case_id = ? AND a.what = ? "
        "ORDER BY a.at DESC, a.rowid DESC LIMIT 1",
        [page.head.case_id, APPROVAL + notice_id],
    )
    name, at, changed = "", "", False
    if rows:
        name, at, changed = rows[0]["name"], rows[0]["at"], rows[0]["seen_hash"] != seen
    return ResponsePacket(
        office, page, plan, seen, name, at, changed, _with_approval(page.checks, name, changed)
    )


def read_desk(office: Office, notice_id: str) -> RequestsPage:
    """Give the desk of a notice with what its approval adds to the checks, the worst first."""
    from immdesk.office.requests import page_of

    page = page_of(office, notice_id)
    return replace(page, checks=read_response(office, notice_id, page).checks)


def approve_response(office: Office, notice_id: str, staff_id: str) -> Changed:
    """Record that a named attorney has approved the response as it stands; any later change undoes it.

    Raises Problem for somebody who is no attorney of the office.
    """
    from immdesk.office.firm import must_be_attorney

    must_be_attorney(office, staff_id)
    response = read_response(office, notice_id)

    def work(session: Session) -> None:
        from immdesk.records.cases import Approval

        session.add(
            Approval(
                case_id=response.page.head.case_id,
                what=APPROVAL + notice_id,
                staff_id=staff_id,
                at=office.now().isoformat(),
                seen_hash=response.seen,
                note="",
            )
        )

    _made, changed = office.change(_("Approve a response"), work, message=_("The response is approved."))
    return changed


def build_response(
    office: Office,
    notice_id: str,
    out: Path,
    progress: Progress,
    cancelled: Cancelled,
    beside: Beside = in_turn,
) -> PacketMade:
    """Write the response to a notice as one PDF, and remember that it was made, as `packets.build` does.

    Raises Problem when it is withdrawn instead of answered, or the person stopped; Refused when the disk
    or a document says no; then nothing was written.
    """
    from immdesk.office.packet_kept import remember_made
    from immdesk.office.packet_snapshot import as_bytes
    from immdesk.packets.packet import build

    response = read_response(office, notice_id)
    if response.page.how == "withdraw":
        raise Problem(
            _("This filing is to be withdrawn, not answered."),
            _("No response was written."),
            _("Choose “all requests” first when it is to be answered after all."),
        )
    made = build(response.input(), out, progress, cancelled, beside)
    try:
        remember_made(
            office,
            response.page.head.case_id,
            made,
            as_bytes(_snapshot(response)),
            "" if response.draft else response.approved_by,
            "" if response.draft else response.approved_at,
            draft=response.draft,
            answers=notice_id,
        )
    except Problem as problem:
        written = _("The packet itself is written; only the office's note that it was made is missing.")
        raise Refused(problem.happened, written, problem.do) from problem
    parts = tuple(
        PartRow(told(one.title), one.kind, one.pages, one.first_page, told(one.note)) for one in made.parts
    )
    return PacketMade(str(made.path), made.pages, made.size, response.draft, parts, made.warnings)


def snapshot_now(office: Office, notice_id: str) -> dict[str, Any]:
    """Give what the response to a notice would be made from at this moment."""
    return _snapshot(read_response(office, notice_id))


def _snapshot(response: ResponsePacket) -> dict[str, Any]:
    from immdesk.office.packet_snapshot import people_in

    facts = _facts(response.office, response.page.head.case_id)
    people = people_in(response.office.library.vocabulary, facts)
    return {"people": people, "documents": response.documents(), "forms": {}}


def _facts(office: Office, case_id: str) -> Any:
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        return facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]


def _facts_mark(office: Office, case_id: str) -> str:
    return json.dumps(_facts(office, case_id).fingerprint())


def _with_approval(
    checks: tuple[ResponseCheck, ...], approved_by: str, changed: bool
) -> tuple[ResponseCheck, ...]:
    if approved_by and not changed:
        words = _("{name} has approved it as it is.").format(name=approved_by)
        return (*checks, ResponseCheck("good", words))
    if changed:
        words = _("{name} approved an earlier state; it was changed since.").format(name=approved_by)
        return (ResponseCheck("stop", words, _("Have it approved again.")), *checks)
    words, do = _("No attorney has approved the response."), _("Have an attorney read and approve it.")
    return (ResponseCheck("stop", words, do), *checks)


def _no_scan() -> Any:
    raise Refused(_("There is no scan of it yet."), _("It cannot stand in a packet."), _("Add the scan."))
