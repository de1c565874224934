"""How a packet went out, and its correction: a new record that names the old one, which stays."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.reading_dates import read_date
from immdesk.basics.words import _
from immdesk.office.filed_record import keep_record, records_of
from immdesk.office.packet_kept import Mailing, packets_of
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class Sent:
    """How a packet went out: `how` is mail, courier, hand or online.

    `carrier` is who took it, `address` where it went, `confirmation` the number of an online filing.
    """

    how: str = "mail"
    carrier: str = ""
    address: str = ""
    confirmation: str = ""


def ways() -> tuple[tuple[str, str], ...]:
    """Give how a packet may go out, each with its words."""
    return (
        ("mail", _("by mail")),
        ("courier", _("by courier")),
        ("hand", _("by hand")),
        ("online", _("online")),
    )


def correct_mailing(
    office: Office, case_id: str, packet_id: str, day: str, tracking: str, sent: Sent, why: str
) -> Changed:
    """Correct how and when a packet was sent, as a new record that names the old one; the old one stays.

    Raises Problem when the reason is missing, a day does not fit, or nothing would be otherwise.
    """
    on, how = day_of(office, day), complete_way(sent)
    nothing = _("Nothing was recorded.")
    if not why.strip():
        raise Problem(
            _("The reason of the correction is missing."),
            nothing,
            _("Write what was wrong and who says so."),
        )
    packet = next(one for one in packets_of(office, case_id) if one.id == packet_id)
    mailing = mailing_of(office, on, tracking, how)
    if packet.mailing and _way(packet.mailing) == _way(mailing):
        raise Problem(
            _("Nothing is otherwise than it was recorded."), nothing, _("Change what was wrong first.")
        )
    old = [one.id for one in records_of(office, case_id) if one.packet_id == packet_id]
    filed = packet.filed(mailing, packet.files, packet.parts)

    def work(session: Session) -> None:
        from immdesk.records.cases import Packet

        session.get_one(Packet, packet_id).parts = filed.written()
        keep_record(session, office, case_id, filed, old[-1] if old else "", why.strip())

    said = _("The correction is recorded; the earlier record stays.")
    _made, changed = office.change(_("Correct the mailing of a packet"), work, message=said)
    return changed


def day_of(office: Office, day: str) -> date:
    """Give the day of mailing as typed; raises Problem for what is none, or lies after today."""
    read = read_date(day, today=office.today(), partial=False)
    nothing = _("Nothing was recorded.")
    if not isinstance(read.value, date):
        raise Problem(read.message, nothing, _("Type the day of the postmark."))
    if read.value > office.today():
        raise Problem(
            _("The day of mailing lies after today."), nothing, _("Record the mailing when it has gone out.")
        )
    return read.value


def mailing_of(office: Office, on: date, tracking: str, sent: Sent) -> Mailing:
    """Give a mailing as it is recorded now, by whoever is at the desk."""
    return Mailing(on.isoformat(), tracking.strip(), office.user, office.now().isoformat(), **asdict(sent))


def _way(mailing: Mailing) -> tuple[str, ...]:
    return (
        mailing.on,
        mailing.tracking,
        mailing.how,
        mailing.carrier,
        mailing.address,
        mailing.confirmation,
    )


def complete_way(sent: Sent) -> Sent:
    """Give the way as it is kept; raises Problem for one that nobody knows, or that lacks its proof."""
    nothing = _("Nothing was recorded.")
    if sent.how not in dict(ways()):
        names = ", ".join(words for _id, words in ways())
        raise Problem(
            _("“{how}” is no way of sending.").format(how=sent.how), nothing, _("Choose: {}.").format(names)
        )
    kept = Sent(
        sent.how,
        sent.carrier.strip(),
        "\n".join(line.strip() for line in sent.address.splitlines() if line.strip()),
        sent.confirmation.strip(),
    )
    if kept.how == "online" and not kept.confirmation:
        raise Problem(
            _("An online filing has a confirmation."),
            nothing,
            _("Type the confirmation or receipt number that the agency's system showed."),
        )
    return kept
