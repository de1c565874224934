"""What left the office: copies that were handed over, to whom, when and how, and who says so."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class HandOver(Record):
    """One hand-over: `what` is pack, binder or export, `told` the titles that were in it, line by line.

    `sealed` "yes" says that the file was encrypted; its passphrase is kept nowhere. `sha256` is the file's.
    """

    __tablename__ = "hand_over"
    case_id: Mapped[str] = to("case_file")
    what: Mapped[Must]
    title: Mapped[Must]
    told: Mapped[Must]
    to_whom: Mapped[Must]
    how: Mapped[Must]
    on_day: Mapped[Must]
    sealed: Mapped[Said]
    pages: Mapped[Said]
    sha256: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]
