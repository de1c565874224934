"""The record of what was filed: told whole in one text, sealed, compared with every trace of it when shown.

Each record's seal is the SHA-256 of a seal before it in the case (two desks may follow the same) and of its
own text; the text names the
SHA-256 of every file and part. A record is never changed: a correction is a new one that names the old.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.office.packet_kept import KeptFile, KeptPacket

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

_TABLE = "filed_record"


class Sealed(Protocol):
    """A record with its text and its seal, as the table keeps it or as it was read."""

    @property
    def told(self) -> str:
        """Give all that it tells."""

    @property
    def seal(self) -> str:
        """Give its seal."""


Told = TypeVar("Told", bound=Sealed)


@dataclass(frozen=True, slots=True)
class FiledRecordRow:
    """One record: when it was made, by whom, why (of a correction), what it tells, and its seal."""

    id: str
    packet_id: str
    corrects_id: str
    at: str
    by: str
    why: str
    told: str
    seal: str

    @property
    def mailing(self) -> dict[str, str]:
        """Give how the packet was sent, as this record tells it."""
        found: dict[str, str] = json.loads(self.told).get("mailing", {})
        return found


def text_of(packet: KeptPacket) -> str:
    """Give all that is told of a packet as filed, as one text that is always the same for the same packet."""
    told = {
        "packet": packet.id,
        "built": packet.made_at,
        "sha256": packet.sha256,
        "files": [asdict(one) for one in packet.files],
        "parts": [asdict(one) for one in packet.parts],
        "made from": packet.snapshot,
        "approved_by": packet.approved_by,
        "approved_at": packet.approved_at,
        "answers": packet.answers,
        "mailing": asdict(packet.mailing) if packet.mailing else {},
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def seal_of(before: str, told: str) -> str:
    """Give the seal of a record: over the seal before it in the case ("" for the first) and its text."""
    return hashlib.sha256(f"{before}\n{told}".encode()).hexdigest()


def keep_record(
    session: Session, office: Office, case_id: str, packet: KeptPacket, corrects_id: str = "", why: str = ""
) -> None:
    """Write the record of a packet behind the other records of its case."""
    from sqlalchemy import select

    from immdesk.records.requests import FiledRecord

    mine = select(FiledRecord).where(FiledRecord.case_id == case_id)
    before = [one.seal for one in _in_turn(session.scalars(mine.order_by(FiledRecord.at, FiledRecord.id)))]
    told = text_of(packet)
    session.add(
        FiledRecord(
            case_id=case_id,
            packet_id=packet.id,
            corrects_id=corrects_id or None,
            at=office.now().isoformat(),
            by=office.user,
            why=why or None,
            told=told,
            seal=seal_of(before[-1] if before else "", told),
        )
    )


def records_of(office: Office, case_id: str) -> tuple[FiledRecordRow, ...]:
    """Give all records of what was filed in a case, each behind the one whose seal it follows."""
    rows = office.rows(f"SELECT * FROM {_TABLE} WHERE case_id = ? ORDER BY at, id", [case_id])
    made = (
        FiledRecordRow(
            row["id"],
            row["packet_id"],
            row["corrects_id"] or "",
            row["at"],
            row["by"] or "",
            row["why"] or "",
            row["told"],
            row["seal"],
        )
        for row in rows
    )
    return tuple(_in_turn(made))


def _in_turn(rows: Iterable[Told]) -> list[Told]:
    """Put each record behind the one whose seal it follows: records of one moment have no other order."""
    left, found = list(rows), list[Told]()
    while left:
        known = ("", *(one.seal for one in found))
        follows = (one for one in left if any(one.seal == seal_of(seal, one.told) for seal in known))
        found.append(next(follows, left[0]))
        left.remove(found[-1])
    return found


def troubles_of(office: Office, packet: KeptPacket, records: tuple[FiledRecordRow, ...]) -> tuple[str, ...]:
    """Give in plain words what is no longer as it was filed: the record, or a kept file; none when all is.

    `records` are all of the case. Every kept file is read through: call it beside the screen.
    """
    return (*_of_records(office, packet, records), *_of_files(office, packet))


def _of_records(office: Office, packet: KeptPacket, records: tuple[FiledRecordRow, ...]) -> Iterator[str]:
    mine = [one for one in records if one.packet_id == packet.id]
    if not mine:
        if _was_recorded(office, packet):
            yield _("The record of this filing was taken out of the office's file. History says what it was.")
        return
    seals = {"", *(one.seal for one in records)}
    broken = any(one.seal not in {seal_of(before, one.told) for before in seals} for one in records)
    if broken or any(_written_first(office, one.id) != (one.told, one.seal) for one in mine):
        yield _(
            "The record of this filing is not what was written: somebody changed it outside of ImmDesk. "
            "Compare it with a backup; History holds it as recorded."
        )
    elif mine[-1].told != text_of(packet):
        yield _(
            "What the packet says of itself differs from the sealed record. Trust the record; "
            "compare the packet with a backup."
        )


def _of_files(office: Office, packet: KeptPacket) -> Iterator[str]:
    for place, one in enumerate(packet.files, 1):
        name = (
            _("File {n} of the packet").format(n=place) if len(packet.files) > 1 else _("The packet's file")
        )
        try:
            same = _sha256(office, one) == one.sha256
        except Problem as problem:
            yield _together(name, problem.happened, problem.means)
            continue
        if not same:
            yield _together(name, _("It is not what was filed."))


def _together(name: str, *said: str) -> str:
    return " ".join((f"{name}:", *said, _again()))


def _again() -> str:
    return _("Restore the office from a backup of before, or scan the office's own paper copy.")


def _sha256(office: Office, file: KeptFile) -> str:
    if not file.blob:
        return file.sha256
    with office.store.attachments.open(file.blob) as clear:
        return hashlib.file_digest(clear, "sha256").hexdigest()


def _written_first(office: Office, record_id: str) -> tuple[str, str]:
    """Give text and seal of a record as the operation that made it wrote them down."""
    rows = office.rows(
        'SELECT "after" FROM operation_row WHERE "table" = ? AND pk = ? AND act = \'insert\' '
        "ORDER BY op LIMIT 1",
        [_TABLE, record_id],
    )
    after: Mapping[str, Any] = json.loads(rows[0]["after"] or "{}") if rows else {}
    return str(after.get("told", "")), str(after.get("seal", ""))


def _was_recorded(office: Office, packet: KeptPacket) -> bool:
    """Say whether history tells of a sealed record of this packet; an older desk made none."""
    rows = office.rows('SELECT "after" FROM operation_row WHERE "table" = ? AND act = \'insert\'', [_TABLE])
    return any(json.loads(row["after"] or "{}").get("packet_id") == packet.id for row in rows)


def refuse_unsound(office: Office, packet: KeptPacket) -> None:
    """Raise Refused when a kept file of a packet is no longer what was filed."""
    found = next(_of_files(office, packet), "")
    if found:
        raise Refused(found, _("No copy was written."), _again())
