"""The response as a packet: the notice on top, the letter, an exhibit for each request."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.beside import Beside, in_turn
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _, told
from immdesk.office.approvals import Asked, hold
from immdesk.office.request_rows import RequestsPage, ResponseCheck
from immdesk.office.response_papers import papers_checked
from immdesk.office.response_parts import ResponsePacket, places_of
from immdesk.office.responses import mark_of
from immdesk.office.rows import Changed, PacketMade, PartRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.letter_print import PacketLetter
    from immdesk.office.office import Office
    from immdesk.packets.plan import PacketPlan

APPROVAL = "response "
"""How the approval of a response is kept: this, then the id of the notice."""


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
    letter = _letter_of(office, page, plan)
    seen = mark_of(page.requests, page.scan, page.how) + _facts_mark(office, page.head.case_id)
    seen += letter.text if letter is not None else ""
    rows = office.rows(
        "SELECT a.at, a.seen_hash, s.given_name || ' ' || s.family_name AS name FROM approval a "
        "JOIN staff s ON s.id = a.staff_id WHERE a.case_id = ? AND a.what = ? "
        "ORDER BY a.at DESC, a.rowid DESC LIMIT 1",
        [page.head.case_id, APPROVAL + notice_id],
    )
    name, at, changed = "", "", False
    if rows:
        name, at, changed = rows[0]["name"], rows[0]["at"], rows[0]["seen_hash"] != seen
    checks = _worst_first((*_of_letter(page, letter), *page.checks, *papers_checked(office, page)))
    return ResponsePacket(
        office, page, plan, seen, name, at, changed, _with_approval(checks, name, changed), letter
    )


def _worst_first(checks: tuple[ResponseCheck, ...]) -> tuple[ResponseCheck, ...]:
    return tuple(sorted(checks, key=lambda one: ("stop", "warn", "good").index(one.level)))


def _letter_of(office: Office, page: RequestsPage, plan: PacketPlan) -> PacketLetter | None:
    """Give the letter of the letter desk for this notice: only for the newest, and not an older one."""
    from immdesk.office.letter_print import letters_in_packet
    from immdesk.office.requests import notices_asking

    head = page.head
    if notices_asking(office, head.case_id)[0].notice_id != head.notice_id:
        return None
    wanted = next((one.letter for one in plan.parts if one.part == "letter"), "")
    found = letters_in_packet(office, head.case_id).get(wanted)
    return found if found is not None and found.row.newest.at >= head.dated_on else None


def _of_letter(page: RequestsPage, letter: PacketLetter | None) -> tuple[ResponseCheck, ...]:
    if letter is None:
        return ()
    do = _("Finish the letter on the page Letters of the case.")
    return tuple(
        ResponseCheck("stop", f"{letter.row.title}: {what}", do) for what in letter.open(places_of(page))
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

    response = read_response(office, notice_id)
    hold(office, _asked(response, notice_id))
    must_be_attorney(office, staff_id)

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


def _asked(response: ResponsePacket, notice_id: str) -> Asked:
    title, case_id = response.title, response.page.head.case_id
    args = {"notice": notice_id}
    return Asked("response", notice_id, case_id, title, _("a draft"), _("approved"), args, response.seen)


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
