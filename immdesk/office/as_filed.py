"""The packet as filed: once the office says that it was mailed, just those files are kept, with checksums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.beside import Beside, in_turn
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _
from immdesk.office.filed_record import keep_record, refuse_unsound
from immdesk.office.filed_rows import FiledRow as FiledRow
from immdesk.office.filed_rows import filed_packets as filed_packets
from immdesk.office.filed_rows import snapshot_kept
from immdesk.office.mailing_way import Sent as Sent
from immdesk.office.mailing_way import complete_way, day_of, mailing_of
from immdesk.office.mailing_way import correct_mailing as correct_mailing
from immdesk.office.mailing_way import ways as ways
from immdesk.office.packet_kept import KeptFile, KeptPacket, KeptPart, packets_of
from immdesk.office.rows import Changed
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def record_mailing(
    office: Office,
    case_id: str,
    files: Sequence[Path],
    day: str,
    tracking: str,
    done: Sequence[str],
    progress: Progress,
    cancelled: Cancelled,
    beside: Beside = in_turn,
    sent: Sent | None = None,
) -> Changed:
    """Record that a packet was mailed: keep its files as filed, and the day with each form that was in it.

    `files` are those that were built (the packet, or all its parts), `day` is as typed, `tracking` the
    number that proves it, `done` the ids of docket entries which it settles, `sent` how it went out.
    Raises Problem when a day or a file does not fit, or an online filing has no confirmation; Refused when
    the disk says no; then nothing is recorded.
    """
    on, how = day_of(office, day), complete_way(sent or Sent())
    packet, paths = _built(office, case_id, files)
    seals, parts = _keep(office, packet, paths, progress, cancelled, beside)
    mailing = mailing_of(office, on, tracking, how)
    filed = packet.filed(mailing, seals, parts)
    snapshot = snapshot_kept(office, filed)

    def work(session: Session) -> None:
        from immdesk.records.cases import Packet

        row = session.get_one(Packet, packet.id)
        row.parts = filed.written()
        keep_record(session, office, case_id, filed)
        _mail_forms(office, session, case_id, snapshot, on.isoformat())

    said = _("The mailing is recorded; the packet is kept as it was filed.")
    _made, changed = office.change(_("Record the mailing of a packet"), work, message=said)
    for entry in done:
        _settle(office, entry, on, tracking)
    return changed


def write_filed(office: Office, case_id: str, packet_id: str, folder: Path) -> tuple[Path, ...]:
    """Write a packet as it was filed into a folder again, each file compared with its checksum.

    Raises Refused when the disk says no or an attachment is no longer what was filed.
    """
    packet = next(one for one in packets_of(office, case_id) if one.id == packet_id)
    number = office.rows("SELECT number FROM case_file WHERE id = ?", [case_id])[0]["number"]
    refuse_unsound(office, packet)
    return tuple(
        _written(office, one, folder / _name(number, place, packet.files))
        for place, one in enumerate(packet.files, 1)
    )


def _built(office: Office, case_id: str, files: Sequence[Path]) -> tuple[KeptPacket, list[Path]]:
    """Give the packet whose files these are, with the files in its order."""
    from immdesk.packets.seal import fingerprint

    try:
        found = {fingerprint(path): path for path in files}
    except OSError:
        raise Refused(
            _("The packet's file cannot be read."),
            _("Nothing was recorded."),
            _("Choose the file that was built and printed."),
        ) from None
    for packet in packets_of(office, case_id):
        wanted = [one.sha256 for one in packet.files]
        if found and set(wanted) & set(found):
            return _complete(packet, wanted, found)
    raise Problem(
        _("This file is not a packet that the desk built for this case, or it was changed afterwards."),
        _("Nothing was recorded: only what was built can be kept as filed."),
        _("Choose the file as it was built; a signed scan is added to the documents."),
    )


def _complete(packet: KeptPacket, wanted: list[str], found: dict[str, Path]) -> tuple[KeptPacket, list[Path]]:
    nothing = _("Nothing was recorded.")
    if set(wanted) != set(found):
        raise Problem(
            _("These are not all parts of the packet."), nothing, _("Choose every part that was built.")
        )
    if packet.draft:
        raise Problem(
            _("This packet carries DRAFT: no attorney had approved it."),
            nothing,
            _("Have it approved, build it again, and mail that one."),
        )
    if packet.mailing:
        raise Problem(
            _("The mailing of this packet is recorded already."), nothing, _("Look at it on the Packet page.")
        )
    return packet, [found[one] for one in wanted]


def _keep(
    office: Office,
    packet: KeptPacket,
    paths: Sequence[Path],
    progress: Progress,
    cancelled: Cancelled,
    beside: Beside,
) -> tuple[tuple[KeptFile, ...], tuple[KeptPart, ...]]:
    """Put the files into the attachments, read once; what was changed meanwhile is refused.

    The parts of a single file get their checksums; those of several files have theirs since they were split.
    """
    from immdesk.packets.bind_write import Cancel
    from immdesk.packets.seal import seal_and_keep

    total, done, kept, parts = sum(one.size for one in packet.files), 0, [], packet.parts

    def told(read: int) -> None:
        nonlocal done
        done += read
        if cancelled():
            raise Cancel
        progress(done >> 10, total >> 10, _("Keeping the packet as filed"))

    places = [(one.first_page, one.pages) for one in parts] if len(paths) == 1 else []
    for path, file in zip(paths, packet.files, strict=True):
        try:
            blob, seals = seal_and_keep(path, places, office.store.attachments.put, told, beside)
        except OSError:
            raise _changed() from None
        if blob.sha256 != file.sha256:
            raise _changed()
        kept.append(replace(file, blob=blob.name))
        if places:
            parts = tuple(replace(one, sha256=seal) for one, seal in zip(parts, seals, strict=True))
    return tuple(kept), parts


def _mail_forms(office: Office, session: Session, case_id: str, snapshot: Any, on: str) -> None:
    """Say of each form with a receipt of its own that it was mailed; a filing without a day gets it."""
    from immdesk.records.filings import Filing

    for form in snapshot.get("forms", {}).values():
        if not _has_receipt(office, form["form"]):
            continue
        person = form["person_id"] or None
        mine = session.query(Filing).filter_by(case_id=case_id, form=form["form"], person_id=person).all()
        open_one = next((one for one in mine if not one.postmark_on and not one.received_on), None)
        if open_one is not None:
            open_one.postmark_on, open_one.status = on, "mailed"
        elif not any(one.postmark_on == on for one in mine):
            session.add(
                Filing(
                    case_id=case_id,
                    person_id=person,
                    form=form["form"],
                    edition=form["edition"],
                    postmark_on=on,
                    status="mailed",
                )
            )


def _has_receipt(office: Office, form: str) -> bool:
    """Say whether the agency gives a form a receipt of its own: those that have a fee in the packs."""
    sheet = office.library.fee_sheets.get(form)
    return sheet is not None and any(line.items for line in sheet.lines)


def _settle(office: Office, entry: str, on: date, tracking: str) -> None:
    from immdesk.office.dates import done

    words = _("mailed {day}").format(day=on_screen(on))
    done(office, entry, f"{words}, {tracking.strip()}" if tracking.strip() else words)


def _written(office: Office, file: KeptFile, out: Path) -> Path:
    from immdesk.packets.seal import fingerprint

    write_out(out, office.store.attachments.bytes(file.blob), _("The packet could not be written."))
    if fingerprint(out) != file.sha256:
        raise Refused(
            _("The file on disk is not what was filed."),
            _("It was changed while it was written."),
            _("Write it again, to another folder."),
        )
    return out


def _name(number: str, place: int, files: Sequence[KeptFile]) -> str:
    from immdesk.basics.file_names import safe_file_name

    part = f"-part-{place}" if len(files) > 1 else ""
    return safe_file_name(f"{number}-as-filed{part}.pdf")


def _changed() -> Refused:
    return Refused(
        _("The packet's file was changed or removed while it was being kept."),
        _("Nothing was recorded."),
        _("Choose the file as it was built, or build it again."),
    )
