"""Packets: the forms that a case needs, the packet planned and looked over, approved, and written to disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.beside import Beside, in_turn
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, Watched, stretch
from immdesk.basics.words import _, told
from immdesk.office.approvals import Asked, ask, hold
from immdesk.office.case_packet import CasePacket, read_packet
from immdesk.office.clock import day_in
from immdesk.office.firm import must_be_attorney
from immdesk.office.overriding import row_of
from immdesk.office.packet_kept import KeptFile, remember_made
from immdesk.office.rows import Changed, FormRow, PacketMade, PacketPage, PartRow
from immdesk.office.signature_states import planned_signatures

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.packet import Made
    from immdesk.packets.parts import MadePart
    from immdesk.packets.picture import Drawn


def forms_of(office: Office, case_id: str) -> tuple[FormRow, ...]:
    """Give the official forms that the packet of a case holds, for each person, and what each still asks."""
    packet = read_packet(office, case_id)
    return tuple(one.row for one in packet.forms)


def page(office: Office, case_id: str) -> PacketPage:
    """Give the packet of a case before it is built: its parts, what is missing, what to look at first."""
    packet = read_packet(office, case_id)
    draft = packet.draft
    without = {"gap"} if draft else {"gap", "fees", "gaps"}
    return PacketPage(
        case_id=case_id,
        title=told(packet.title),
        parts=tuple(_planned(packet, without)),
        reordered=packet.reordered,
        gaps=tuple(f"{gap.for_office()}: {told(gap.reason)}" for gap in packet.gaps()),
        preflight=tuple(row_of(check) for check in packet.checks(office.today())),
        draft=draft,
        approved_by=packet.approved_by,
        approved_at=day_shown(office, packet.approved_at),
        signatures=tuple(
            (packet.signer(one, line), f"{one.row.form}, p. {line.page}, {line.label}")
            for one in packet.forms
            for line in one.signatures
        ),
        signature_states=tuple(one.state for one in planned_signatures(packet)),
    )


def day_shown(office: Office, at: str) -> str:
    """Give the office's own day of a kept moment, in words; "" for none."""
    return on_screen(day_in(office.zone, datetime.fromisoformat(at))) if at else ""


_KINDS = {
    "letter": "cover letter",
    "contents": "contents",
    "fees": "fees",
    "gaps": "still needed",
    "form": "form",
    "exhibit": "evidence",
}


def _planned(packet: CasePacket, without: Collection[str]) -> Iterator[PartRow]:
    """Give the parts of a packet as its page shows them, all but those kinds."""
    from immdesk.office.payment_forms import FORMS, payment_forms
    from immdesk.packets.parts import exhibit_letter

    tops, exhibits = payment_forms(packet, packet.choices) or {}, count()
    for one in packet.planned:
        letter = exhibit_letter(next(exhibits)) if one.part == "exhibit" else ""
        if one.part in without:
            continue
        paid = one.key in tops and packet.form(one).blank is not None
        note = _("Form {form} on top").format(form=FORMS[packet.choices.payment]) if paid else ""
        words = told(one.title)
        title = f"{words}: {one.who}" if one.who else words
        yield PartRow(title, _KINDS[one.part], packet.pages_of(one), 0, note, one.key, letter)


def build(
    office: Office,
    case_id: str,
    out: Path,
    progress: Progress,
    cancelled: Cancelled,
    beside: Beside = in_turn,
) -> PacketMade:
    """Write the packet of a case as one PDF and remember that it was made.

    Without an attorney's approval of just this state every form and letter carries DRAFT. Raises Problem
    when the person stopped, Refused when the disk or a document says no; then nothing was written.
    """
    from immdesk.packets.packet import build as write

    packet = read_packet(office, case_id)
    ready = packet.input(Watched(stretch(progress, 0, 30), cancelled, _("No packet was written.")))
    made = write(ready, out, stretch(progress, 30, 100), cancelled, beside)
    parts = tuple(_made(one) for one in made.parts)
    try:
        remember(office, case_id, packet, made)
    except Problem as problem:
        written = _("The packet itself is written; only the office's note that it was made is missing.")
        raise Refused(problem.happened, written, problem.do) from problem
    return PacketMade(str(made.path), made.pages, made.size, packet.draft, parts, made.warnings)


def _made(one: MadePart) -> PartRow:
    return PartRow(told(one.title), one.kind, one.pages, one.first_page, told(one.note))


def remember(
    office: Office,
    case_id: str,
    packet: CasePacket,
    made: Made,
    files: tuple[KeptFile, ...] = (),
    seals: tuple[str, ...] = (),
) -> None:
    """Note that a packet was built: its files with their checksums, and what it was made from.

    `files` are its parts when it was split, `seals` the checksums of what is in it.
    """
    from immdesk.office.packet_snapshot import as_bytes, snapshot_of

    remember_made(
        office,
        case_id,
        made,
        as_bytes(snapshot_of(packet)),
        "" if packet.draft else packet.approved_by,
        "" if packet.draft else packet.approved_at,
        draft=packet.draft,
        files=files,
        seals=seals,
    )


def approve(office: Office, case_id: str, staff_id: str, note: str = "") -> Changed:
    """Record that a named attorney has approved the packet as it stands; any later change undoes it.

    Raises Problem when the person is no attorney of the office.
    """
    packet = read_packet(office, case_id)
    hold(office, _asked(packet, case_id))
    rows = office.rows("SELECT is_attorney FROM staff WHERE id = ? AND active = 'yes'", [staff_id])
    if not rows or rows[0]["is_attorney"] != "yes":
        raise Problem(
            _("Only an attorney of the office can approve a packet."),
            _("The packet stays a draft."),
            _("Choose the attorney who has read it."),
        )
    must_be_attorney(office, staff_id)
    seen, at = packet.seen, office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.cases import Approval

        session.add(
            Approval(case_id=case_id, what="packet", staff_id=staff_id, at=at, seen_hash=seen, note=note)
        )

    _done, changed = office.change(_("Approve a packet"), work, message=_("The packet is approved."))
    return changed


def ask_to_approve(office: Office, case_id: str, why: str) -> Changed:
    """Ask an attorney to approve the packet of a case as it stands now."""
    return ask(office, _asked(read_packet(office, case_id), case_id), why)


def _asked(packet: CasePacket, case_id: str) -> Asked:
    title, args = told(packet.title), {"case": case_id}
    return Asked("packet", case_id, case_id, title, _("a draft"), _("approved"), args, packet.seen)


def last_made(office: Office, case_id: str) -> tuple[int, str, bool]:
    """Give pages, moment (ISO, "" when none was made) and whether a draft, of the newest packet of a case."""
    rows = office.rows(
        "SELECT pages, made_at, draft FROM packet WHERE case_id = ? "
        "ORDER BY made_at DESC, rowid DESC LIMIT 1",
        [case_id],
    )
    return (rows[0]["pages"], rows[0]["made_at"], rows[0]["draft"] == "yes") if rows else (0, "", False)


def write_copy(path: Path, out: Path, progress: Progress, cancelled: Cancelled) -> int:
    """Write the office's own copy of a packet, every page marked FILE COPY; give its pages."""
    from immdesk.packets.copies import file_copy

    if out.resolve() == path.resolve():
        raise Problem(
            _("The copy has the name of the packet itself."),
            _("Nothing was written: the packet to be mailed stays as it is."),
            _("Choose another name for the copy."),
        )
    progress(0, 1, _("Making the file copy"))
    return file_copy(path, out, cancelled)


def picture_of(path: Path, page_number: int, width: int) -> Drawn:
    """Give a page of a written packet as a picture `width` pixels wide; pages count from 0."""
    from immdesk.packets.picture import draw_page

    return draw_page(path, page_number, width)


def page_count(path: Path) -> int:
    """Give the number of pages of a written packet."""
    from immdesk.packets.picture import page_count as count

    return count(path)
