"""The visa bulletin as the office entered or was given it, and which chart governs a month."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said


class Bulletin(Record):
    """One cutoff of one month: a date, "C" for current, "U" for unavailable."""

    __tablename__ = "bulletin"
    month: Mapped[Must]
    chart: Mapped[Must]
    preference: Mapped[Said]
    category: Mapped[Must]
    chargeability: Mapped[Must]
    cutoff: Mapped[Must]
    source: Mapped[Said]
    __table_args__ = (
        Index("uq_bulletin_cell", "month", "chart", "category", "chargeability", unique=True),
        Index(None, "category", "chargeability", "month"),
    )


class BulletinChoice(Record):
    """Which chart the agency accepts in a month (`preference` family or employment)."""

    __tablename__ = "bulletin_choice"
    month: Mapped[Must]
    preference: Mapped[Must]
    chart: Mapped[Must]
    source: Mapped[Said]
    __table_args__ = (Index("uq_bulletin_choice_month", "month", "preference", unique=True),)
