"""What was filed, as a screen tells it: when and how it went out, and what is not as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.office.filed_record import FiledRecordRow, records_of, troubles_of
from immdesk.office.mailing_way import ways
from immdesk.office.packet_kept import KeptFile, KeptPacket, KeptPart, Mailing, packets_of

if TYPE_CHECKING:
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class Correction:
    """A later record that names an earlier one: when, by whom, and why."""

    at: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A packet that was mailed, as a screen tells it: days in words, files, parts, and what has changed.

    `sent` is how in words, `seal` that of its newest record ("" for an older desk's), `troubles` what is no
    longer as it was filed; `answers` is the notice that a response answers. `since` is told of the newest.
    """

    packet_id: str
    mailed_on: str
    tracking: str
    approved_by: str
    approved_at: str
    recorded_by: str
    sha256: str
    files: tuple[KeptFile, ...]
    parts: tuple[KeptPart, ...]
    since: tuple[str, ...] = ()
    how: str = ""
    sent: str = ""
    carrier: str = ""
    address: str = ""
    confirmation: str = ""
    recorded_at: str = ""
    seal: str = ""
    corrections: tuple[Correction, ...] = ()
    troubles: tuple[str, ...] = ()
    answers: str = ""
    overridden: tuple[str, ...] = ()
    compared: bool = False


def filed_packets(office: Office, case_id: str, answers: str | None = None) -> tuple[FiledRow, ...]:
    """Give the packets of a case that were mailed, the newest first, each compared with its sealed record.

    What has changed since is told of the newest filing, and of the newest response to each notice; `answers`
    names a notice to give the responses to it alone. Reads every kept file through: call it beside the
    screen.
    """
    from immdesk.office.since_filing import since_filing

    records = records_of(office, case_id)
    rows, told = [], set[str]()
    for one in packets_of(office, case_id):
        if one.mailing and answers in (None, one.answers):
            row = _row(office, one, records)
            if one.answers not in told:
                told.add(one.answers)
                row = replace(row, since=since_filing(office, case_id, one), compared=True)
            rows.append(row)
    return tuple(rows)


def snapshot_kept(office: Office, packet: KeptPacket) -> dict[str, Any]:
    """Give what a packet was made from, as it was kept when it was built; empty for an older one."""
    if not packet.snapshot:
        return {}
    told: dict[str, Any] = json.loads(office.store.attachments.bytes(packet.snapshot))
    return told


def _row(office: Office, packet: KeptPacket, records: tuple[FiledRecordRow, ...]) -> FiledRow:
    from immdesk.office.packets import day_shown

    mailing = packet.mailing
    assert mailing is not None
    mine = [one for one in records if one.packet_id == packet.id]
    row = _plain_row(office, packet, mailing)
    return replace(
        row,
        how=mailing.how,
        sent=dict(ways()).get(mailing.how, ""),
        carrier=mailing.carrier,
        address=mailing.address,
        confirmation=mailing.confirmation,
        recorded_at=day_shown(office, mailing.recorded_at),
        seal=mine[-1].seal if mine else "",
        corrections=tuple(
            Correction(day_shown(office, one.at), one.by, one.why) for one in mine if one.corrects_id
        ),
        troubles=troubles_of(office, packet, records),
        answers=packet.answers,
    )


def _plain_row(office: Office, packet: KeptPacket, mailing: Mailing) -> FiledRow:
    from immdesk.office.packets import day_shown

    return FiledRow(
        packet.id,
        on_screen(date.fromisoformat(mailing.on)),
        mailing.tracking,
        packet.approved_by,
        day_shown(office, packet.approved_at),
        mailing.recorded_by,
        packet.sha256,
        packet.files,
        packet.parts,
        overridden=tuple(snapshot_kept(office, packet).get("overridden", ())),
    )
