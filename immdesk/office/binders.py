"""Binders of a case: which papers stand in which section, what is missing, and the two halves of a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.dates import iso_day
from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _, told
from immdesk.office import copies
from immdesk.office.copies import HandedTo, Paper
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.binder import Bound
    from immdesk.workflow.binders import BinderFile, Slot

Half = Literal["whole", "public", "private"]


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A section of a binder as it stands: its papers, and in `gap` what is missing, "" when nothing is.

    What is not `needed` in every case is no gap of the binder, but says when it would be.
    """

    section: str
    title: str
    public: bool
    papers: tuple[Paper, ...]
    gap: str
    note: str
    cite: str
    needed: bool = True
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class BinderRow:
    """A binder that fits a case. `halves` says that its public part is bound apart."""

    binder: str
    title: str
    about: str
    halves: bool
    cite: str
    slots: tuple[SlotRow, ...]

    def gaps(self, half: Half = "whole") -> tuple[SlotRow, ...]:
        """Give the sections of a half where something is missing."""
        return tuple(one for one in self.of(half) if one.gap)

    def of(self, half: Half) -> tuple[SlotRow, ...]:
        """Give the sections of a half: the public one holds only what the pack says may be shown."""
        return tuple(one for one in self.slots if half == "whole" or one.public == (half == "public"))


def binders_of(office: Office, case_id: str) -> tuple[BinderRow, ...]:
    """Give the binders that fit a case, each with its sections as they stand now."""
    [row] = office.rows("SELECT case_type FROM case_file WHERE id = ?", [case_id])
    files = sorted(office.library.binder_files.values(), key=lambda one: one.order)
    fitting = [one for one in files if not one.fits or row["case_type"] in one.fits]
    papers = copies.papers_of(office, case_id)
    return tuple(_row(office, case_id, one, papers) for one in fitting)


def put_into(office: Office, case_id: str, binder: str, section: str, ids: Sequence[str]) -> Changed:
    """Say by hand which papers stand in a section; none: as the pack finds them.

    Raises Problem when a paper that shows who somebody is would come into a part for everybody.
    """
    file = office.library.binder_files[binder]
    slot = next(one for one in file.sections if one.section == section)
    personal = {kind for one in file.sections if one.share == "private" for kind in one.kinds}
    if slot.share == "public":
        for one in copies.papers_of(office, case_id):
            if one.id in ids and one.kind in personal:
                raise Problem(
                    _("{title} is the worker's own paper.").format(title=one.title),
                    _("The public half is shown to everybody who asks; nothing was changed."),
                    _("Choose another paper, or put it into a private section."),
                )
    text = json.dumps(list(ids)) if ids else None

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "case", case_id, _word(binder, section), text)

    return office.change(_("Put papers into a binder"), work, message=_("Kept."))[1]


def write_binder(
    office: Office,
    case_id: str,
    binder: str,
    half: Half,
    to: HandedTo,
    out: Path,
    progress: Progress,
    cancelled: Cancelled,
    *,
    passphrase: str = "",
    work_product: bool = False,
) -> tuple[Bound, Changed]:
    """Bind a binder, or one half of it, with its index and list of gaps; enter it where somebody gets it.

    The list of gaps of the whole binder stays inside: a public half and what is handed to somebody have none.
    Attorney work product stays out unless it is asked for, and never enters these either. Raises Problem,
    Refused and Stopped as `copies.client_pack`; then nothing was written.
    """
    from immdesk.packets.binder import Binder, Gap, Section

    row = _one(office, case_id, binder)
    if half != "whole" and not row.halves:
        raise Problem(_("This binder has no halves."), _("Nothing was written."), _("Bind it as a whole."))
    open_to_others = half == "public" or bool(to.to_whom.strip())
    day = copies.checked(office, to, passphrase) if to.to_whom.strip() else office.today()
    inside = work_product and not open_to_others
    sections = tuple(
        Section(
            " – ".join(filter(None, (one.title, one.cite))),
            tuple(_paper(office, each) for each in one.papers if _goes(each, inside)),
        )
        for one in row.of(half)
    )
    missing = () if open_to_others else row.gaps()
    gaps = tuple(Gap(one.title, " ".join(filter(None, (one.gap, one.note, one.cite)))) for one in missing)
    number = copies.number_of(office, case_id)
    title = f"{row.title}, {number}{_half_words(half)}"
    lines = tuple(filter(None, (row.cite, _("Bound on {day}.").format(day=on_screen(office.today())))))
    bound = Binder(title, lines, sections, title, None if open_to_others else gaps)
    return copies.bind_and_enter(
        office, case_id, "binder", bound, to, day, out, progress, cancelled, passphrase
    )


# -- private ------------------------------------------------------------------------------------


def _one(office: Office, case_id: str, binder: str) -> BinderRow:
    for row in binders_of(office, case_id):
        if row.binder == binder:
            return row
    names = ", ".join(one.binder for one in binders_of(office, case_id))
    raise Problem(
        _("The binder “{name}” does not fit this case.").format(name=binder),
        _("Nothing was written."),
        _("Choose one of: {words}.").format(words=names),
    )


def _half_words(half: Half) -> str:
    if half == "whole":
        return ""
    return f", {_('public half') if half == 'public' else _('private half')}"


def _goes(paper: Paper, inside: bool) -> bool:
    """Say whether a paper is bound: what has a scan and may leave; inside the office also what may not."""
    has_scan = bool(paper.blob) or paper.id.startswith(("letter:", "filed:"))
    return has_scan and (not paper.why_not or inside)


def _paper(office: Office, paper: Paper) -> Any:
    from immdesk.packets.parts import Evidence

    if paper.id.startswith("filed:"):
        return Evidence(paper.title, partial(office.store.attachments.open, paper.blob), "pdf")
    return copies.evidence_of(office, paper)


def _row(office: Office, case_id: str, file: BinderFile, papers: Sequence[Paper]) -> BinderRow:
    by_hand = _by_hand(office, case_id, file.binder)
    known = {one.id: one for one in papers}
    taken = {one for ids in by_hand.values() for one in ids}
    slots: list[SlotRow] = []
    for slot in file.sections:
        if slot.section in by_hand:
            mine = [known[one] for one in by_hand[slot.section] if one in known]
        else:
            mine = [one for one in _found(office, case_id, slot, papers) if one.id not in taken]
            taken |= {one.id for one in mine}
        slots.append(_slot(slot, mine, slot.section in by_hand))
    cite = "; ".join(file.cite)
    return BinderRow(file.binder, told(file.title), told(file.about), file.halves, cite, tuple(slots))


def _found(office: Office, case_id: str, slot: Slot, papers: Iterable[Paper]) -> list[Paper]:
    if slot.from_ == "filed":
        return _filed(office, case_id)
    letters = slot.from_ == "letters"
    listed = [one for one in papers if one.id.startswith("letter:") == letters]
    if letters:
        return [one for one in listed if not one.why_not]
    if slot.from_ == "others":
        return listed
    return [one for one in listed if _belongs(one, slot)]


def _belongs(paper: Paper, slot: Slot) -> bool:
    title = folded(paper.title)
    return paper.kind in slot.kinds or any(folded(word) in title for word in slot.titles)


def _filed(office: Office, case_id: str) -> list[Paper]:
    """Give the packets as they were filed, each file of each."""
    from immdesk.office.packet_kept import packets_of

    found = []
    for packet in packets_of(office, case_id):
        if packet.mailing is None:
            continue
        day = on_screen(iso_day(packet.mailing.on))
        for place, file in enumerate(packet.files, 1):
            name = _("Packet of {day}").format(day=day)
            name += f" ({place}/{len(packet.files)})" if len(packet.files) > 1 else ""
            paper = Paper(
                f"filed:{packet.id}:{place}", name, "", "", file.pages, file.blob, "application/pdf"
            )
            found.append(paper)
    return found


def _slot(slot: Slot, papers: Sequence[Paper], by_hand: bool) -> SlotRow:
    there = [one for one in papers if _goes(one, inside=False)]
    gap = ""
    if not there and slot.needed:
        gap = _("It has no scan yet.") if papers else _("No paper stands here yet.")
    elif not there and slot.if_any:
        gap = told(slot.if_any)
    return SlotRow(
        slot.section,
        told(slot.title),
        slot.share == "public",
        tuple(papers),
        gap,
        told(slot.note) if slot.note else "",
        "; ".join(slot.cite),
        slot.needed,
        by_hand,
    )


def _by_hand(office: Office, case_id: str, binder: str) -> Mapping[str, list[str]]:
    head = _word(binder, "")
    rows = office.rows(
        "SELECT word, value FROM said WHERE owner_kind = 'case' AND owner_id = ? AND word LIKE ?",
        [case_id, f"{head}%"],
    )
    return {row["word"].removeprefix(head): json.loads(row["value"]) for row in rows if row["value"]}


def _word(binder: str, section: str) -> str:
    return f"binder {binder} {section}"
