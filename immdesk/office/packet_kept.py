"""What the office remembers of a packet that was built: its files with their checksums, its parts, its state.

All of it stands in the column `parts` of the packet's row, so that History and Undo know it too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.packet import Made


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part of a packet as it was written; `sha256` covers what its pages show, "" until it was filed."""

    kind: str
    title: str
    pages: int
    first_page: int
    note: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file of a packet: its SHA-256, bytes and pages; `blob` names the attachment once it was filed."""

    sha256: str
    size: int
    pages: int
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Mailing:
    """That a packet went out: the day (ISO), by what number it is followed, who recorded it and when.

    `how` is mail, courier, hand or online ("" for a packet of an older desk), `carrier` who took it,
    `address` where it went, `confirmation` the number that the agency's system gave for it.
    """

    on: str
    tracking: str
    recorded_by: str
    recorded_at: str
    how: str = ""
    carrier: str = ""
    address: str = ""
    confirmation: str = ""


@dataclass(frozen=True, slots=True)
class KeptPacket:
    """A packet as it was built, and, when it was mailed, as it was filed.

    `files` are in the order in which they are read; `snapshot` names the attachment that says what facts,
    documents and forms it was made from; `answers` is the notice that a response answers, "" for a filing.
    """

    id: str
    made_at: str
    draft: bool
    sha256: str
    parts: tuple[KeptPart, ...] = ()
    files: tuple[KeptFile, ...] = ()
    snapshot: str = ""
    approved_by: str = ""
    approved_at: str = ""
    mailing: Mailing | None = field(default=None)
    answers: str = ""

    def written(self) -> str:
        """Give what the column `parts` keeps."""
        told: dict[str, Any] = {
            "parts": [asdict(one) for one in self.parts],
            "files": [asdict(one) for one in self.files],
            "snapshot": {"blob": self.snapshot},
            "approved_by": self.approved_by,
            "approved_at": self.approved_at,
        }
        if self.mailing:
            told["mailing"] = asdict(self.mailing)
        if self.answers:
            told["answers"] = self.answers
        return json.dumps(told, ensure_ascii=False)

    def filed(self, mailing: Mailing, files: tuple[KeptFile, ...], parts: tuple[KeptPart, ...]) -> KeptPacket:
        """Give the same packet as filed."""
        return replace(self, mailing=mailing, files=files, parts=parts)


def kept_packet(row: Mapping[str, Any]) -> KeptPacket:
    """Read a row of the table `packet`; a row of an older desk has parts without titles, and no files."""
    told = json.loads(row["parts"] or "[]")
    base = KeptPacket(row["id"], row["made_at"], row["draft"] == "yes", row["sha256"] or "")
    if isinstance(told, list):
        return replace(base, parts=tuple(KeptPart(kind, "", pages, first) for kind, pages, first in told))
    mailing = told.get("mailing")
    return replace(
        base,
        parts=tuple(KeptPart(**one) for one in told["parts"]),
        files=tuple(KeptFile(**one) for one in told["files"]),
        snapshot=told["snapshot"]["blob"],
        approved_by=told["approved_by"],
        approved_at=told["approved_at"],
        mailing=Mailing(**mailing) if mailing else None,
        answers=told.get("answers", ""),
    )


def packets_of(office: Office, case_id: str) -> tuple[KeptPacket, ...]:
    """Give the packets that were built for a case, the newest first."""
    rows = office.rows(
        "SELECT id, made_at, draft, sha256, parts FROM packet WHERE case_id = ? "
        "ORDER BY made_at DESC, rowid DESC",
        [case_id],
    )
    return tuple(kept_packet(row) for row in rows)


def remember_made(
    office: Office,
    case_id: str,
    made: Made,
    snapshot: bytes,
    approved_by: str,
    approved_at: str,
    *,
    draft: bool,
    files: tuple[KeptFile, ...] = (),
    seals: tuple[str, ...] = (),
    answers: str = "",
) -> None:
    """Note that a packet was built: its files with their checksums, and what it was made from.

    `files` are its parts when it was split, `seals` the checksums of what is in it, `answers` the notice
    that it answers.
    """
    from immdesk.packets.seal import whole_fingerprint

    files = files or (KeptFile(made.sha256, made.size, made.pages),)
    sealed = seals or ("",) * len(made.parts)
    kept = KeptPacket(
        id="",
        made_at=office.now().isoformat(),
        draft=draft,
        sha256=whole_fingerprint([one.sha256 for one in files]),
        parts=tuple(
            KeptPart(one.kind, one.title, one.pages, one.first_page, one.note, seal)
            for one, seal in zip(made.parts, sealed, strict=True)
        ),
        files=files,
        snapshot=office.store.attachments.put(snapshot).name,
        approved_by=approved_by,
        approved_at=approved_at,
        answers=answers,
    )

    def work(session: Session) -> None:
        from immdesk.records.cases import Packet

        session.add(
            Packet(
                case_id=case_id,
                made_at=kept.made_at,
                pages=made.pages,
                size=made.size,
                draft="yes" if kept.draft else "no",
                sha256=kept.sha256,
                parts=kept.written(),
            )
        )

    office.change(_("Build a packet"), work)
