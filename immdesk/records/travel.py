"""Travel and status: arrivals, trips abroad, and each status that a person held."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Record, Said, to


class Entry(Record):
    """An arrival in the United States, with the manner and class and the I-94 that came of it."""

    __tablename__ = "entry"
    person_id: Mapped[str] = to("person")
    arrived_on: Mapped[Said]
    departed_on: Mapped[Said]
    manner: Mapped[Said]
    class_of_admission: Mapped[Said]
    port: Mapped[Said]
    i94_number: Mapped[Said]
    stay_until: Mapped[Said]
    i94_issued_on: Mapped[Said]


class Trip(Record):
    """A trip out of the United States and back."""

    __tablename__ = "trip"
    person_id: Mapped[str] = to("person")
    departed_on: Mapped[Said]
    returned_on: Mapped[Said]
    destination: Mapped[Said]
    reason: Mapped[Said]


class StatusPeriod(Record):
    """A status held from a day until a day (a date, or "D/S" for duration of status)."""

    __tablename__ = "status_period"
    person_id: Mapped[str] = to("person")
    status: Mapped[Said]
    from_on: Mapped[Said]
    until_on: Mapped[Said]
    i94_until: Mapped[Said]
    i94_issued_on: Mapped[Said]
    petition_until: Mapped[Said]
    petition_i94_until: Mapped[Said]
    petition_issued_on: Mapped[Said]
