"""A packet of the practice office that was filed from the desk, kept with its sealed record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _
from immdesk.office.filed_record import keep_record
from immdesk.office.packet_kept import KeptFile, KeptPacket, KeptPart, Mailing
from immdesk.office.practice_scans import practice_pdf

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def keep_filed(office: Office, cases: Iterable[Mapping[str, Any]]) -> None:
    """Keep the packet of each case that says `filed`: who approved it, how it went, what it said then.

    `was` names facts of people that were otherwise when it was filed: path and value, by the person's slot.
    """
    ids = [row["id"] for row in office.rows("SELECT id FROM case_file ORDER BY number")]
    for case_id, told in zip(ids, cases, strict=True):
        if "filed" in told:
            _keep(office, case_id, told["filed"])


def _keep(office: Office, case_id: str, told: Mapping[str, Any]) -> None:
    from immdesk.office.case_packet import read_packet
    from immdesk.office.packet_snapshot import as_bytes, snapshot_of

    snapshot = snapshot_of(read_packet(office, case_id))
    people = {one["name"]: one["words"] for one in snapshot["people"].values()}
    for name, words in told["was"].items():
        people[name] |= words
    packet = _packet(office, told, office.store.attachments.put(as_bytes(snapshot)).name)

    def work(session: Session) -> None:
        from dataclasses import replace

        from immdesk.records.cases import Packet

        row = Packet(
            case_id=case_id,
            made_at=packet.made_at,
            pages=packet.files[0].pages,
            size=packet.files[0].size,
            draft="no",
            sha256=packet.sha256,
            parts=packet.written(),
        )
        session.add(row)
        session.flush()
        keep_record(session, office, case_id, replace(packet, id=row.id))

    office.change(_("Record the mailing of a packet"), work)


def _packet(office: Office, told: Mapping[str, Any], snapshot: str) -> KeptPacket:
    from io import BytesIO

    from immdesk.packets.seal import part_fingerprints

    pages = sum(int(one["pages"]) for one in told["parts"])
    pdf = practice_pdf("Packet as filed", pages)
    blob = office.store.attachments.put(BytesIO(pdf))
    first, places = 1, []
    for one in told["parts"]:
        places.append((first, int(one["pages"])))
        first += int(one["pages"])
    seals = part_fingerprints(BytesIO(pdf), places)
    parts = tuple(
        KeptPart(one["kind"], one["title"], count, start, sha256=seal)
        for one, (start, count), seal in zip(told["parts"], places, seals, strict=True)
    )
    at = f"{told['on']}T15:00:00+00:00"
    way = {name: told[name] for name in ("how", "carrier", "address")}
    mailing = Mailing(told["on"], told["tracking"], office.user, at, **way)
    file = KeptFile(blob.sha256, blob.size, pages, blob.name)
    return KeptPacket("", at, False, blob.sha256, parts, (file,), snapshot, told["approved_by"], at, mailing)
