"""Letters of a case: each version that was written, what was said of it, the office's Word templates."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Letter(Record):
    """A letter of a case; `letter` names the text of the packs, or the office's template, that began it.

    `work_product` "yes" keeps it out of what a client gets, `in_packet` "yes" puts it into the packet.
    """

    __tablename__ = "letter"
    case_id: Mapped[str] = to("case_file")
    letter: Mapped[Must]
    title: Mapped[Must]
    person_id: Mapped[str | None] = to("person")
    work_product: Mapped[Said]
    in_packet: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]
    deleted_at: Mapped[Said]


class LetterVersion(Record):
    """A letter as it stood when somebody saved it: never changed, but for the attorney's sign-off.

    `told` holds the facts that it was filled from and the documents that it names, `blob` the Word file
    that it came from, `seal` the checksum of the text that was signed off.
    """

    __tablename__ = "letter_version"
    case_id: Mapped[str] = to("case_file")
    letter_id: Mapped[str] = to("letter")
    number: Mapped[Must]
    text: Mapped[Must]
    told: Mapped[Said]
    how: Mapped[Said]
    blob: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]
    signed_by: Mapped[str | None] = to("staff")
    signed_at: Mapped[Said]
    seal: Mapped[Said]


class LetterComment(Record):
    """What somebody remarked on a version of a letter; `done_at` when it was taken care of."""

    __tablename__ = "letter_comment"
    case_id: Mapped[str] = to("case_file")
    letter_id: Mapped[str] = to("letter")
    version_id: Mapped[str] = to("letter_version")
    about: Mapped[Said]
    text: Mapped[Must]
    by: Mapped[Said]
    at: Mapped[Said]
    done_by: Mapped[Said]
    done_at: Mapped[Said]


class LetterTemplate(Record):
    """A Word template of the office's own, looked through before it was taken in."""

    __tablename__ = "letter_template"
    title: Mapped[Must]
    about: Mapped[Said]
    blob: Mapped[Must]
    sha256: Mapped[Must]
    by: Mapped[Said]
    at: Mapped[Said]
    deleted_at: Mapped[Said]
