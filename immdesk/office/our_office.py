"""Our office as its Settings show it: name, zone, address, and the people who work in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from immdesk.basics.problems import Problem
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office import reminders, watches
from immdesk.office.letting_in import take_away
from immdesk.office.own_settings import own_words
from immdesk.office.rows import Changed
from immdesk.office.send_by import courier, set_courier_days
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

OFFICE_WORDS = ("name", "zone", "street", "unit", "city", "state", "zip", "phone", "fax", "email")
HABIT_WORDS = (
    "receipt_days",
    *(f"remind_{one}" for one in reminders.SEVERITIES),
    *(f"own_day_{one}" for one in reminders.SEVERITIES),
)
STAFF_WORDS = (
    "given_name",
    "family_name",
    "role",
    "is_attorney",
    "bar_number",
    "bar_state",
    "phone",
    "email",
)
ZONES_FIRST = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works here, as the form of Settings edits them: words by name, "" when unknown."""

    id: str
    name: str
    active: bool
    words: Mapping[str, str]


def office_words(office: Office) -> dict[str, str]:
    """Give the office's own words by name, "" when unknown or none."""
    rows = office.rows(f"SELECT {', '.join(OFFICE_WORDS)} FROM office LIMIT 1")
    row = rows[0] if rows else dict.fromkeys(OFFICE_WORDS, "")
    way = courier(office)
    return (
        {word: _plain(row[word]) for word in OFFICE_WORDS}
        | {"courier_days": str(way.days) if way.said else ""}
        | own_words(office, HABIT_WORDS)
    )


def set_office_word(office: Office, word: str, text: str) -> Changed:
    """Change one word of the office. Raises Problem for an empty name or a zone that does not exist."""
    must(office, "people")
    text = text.strip()
    if word == "courier_days":
        return set_courier_days(office, text)
    if word == watches.WORD:
        return watches.set_receipt_days(office, text)
    if word in HABIT_WORDS:
        return reminders.set_habit(office, word, text)
    if word not in OFFICE_WORDS:
        raise KeyError(word)
    if word == "name" and not text:
        raise Problem(_("The office needs a name."), _("It was not changed."), _("Type the name."))
    if word == "zone" and text not in available_timezones():
        raise Problem(
            _("There is no time zone of this name."),
            _("Dates would begin at the wrong hour, so nothing was changed."),
            _("Choose one from the list, such as America/Chicago."),
        )

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.firm import OfficeRecord

        row = session.scalars(select(OfficeRecord)).one()
        setattr(row, word, text or None)

    _made, changed = office.change(_("Change the office's settings"), work, message=_("Kept."))
    if word == "zone":
        office.zone = text
    return changed


def zones() -> tuple[str, ...]:
    """Give the names of all time zones, those of the United States first."""
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return (*ZONES_FIRST, *(name for name in others if name not in ZONES_FIRST))


def members(office: Office) -> tuple[StaffMember, ...]:
    """Give everybody who works or worked here: attorneys first, those who have left last."""
    rows = office.rows(
        "SELECT * FROM staff ORDER BY active = 'no', is_attorney DESC, family_name, given_name, id"
    )
    return tuple(
        StaffMember(
            row["id"],
            " ".join(filter(None, (_plain(row["given_name"]), _plain(row["family_name"])))),
            row["active"] != "no",
            {word: _plain(row[word]) for word in STAFF_WORDS},
        )
        for row in rows
    )


def keep_member(office: Office, staff_id: str, words: Mapping[str, str]) -> Changed:
    """Add somebody to the staff (an empty id), or change what is known of them.

    Raises Problem when there is no family name.
    """
    must(office, "people")
    kept = {word: words.get(word, "").strip() for word in STAFF_WORDS}
    if not kept["family_name"]:
        raise Problem(
            _("A family name is missing."), _("Nobody was added or changed."), _("Type the family name.")
        )
    kept["is_attorney"] = "yes" if kept["is_attorney"] == "yes" else "no"

    def work(session: Session) -> None:
        from immdesk.records.firm import Staff

        row = session.get_one(Staff, staff_id) if staff_id else Staff(active="yes")
        for word, text in kept.items():
            setattr(row, word, text or None)
        session.add(row)

    title = _("Change a member of the staff") if staff_id else _("Add a member of the staff")
    _made, changed = office.change(title, work, message=_("Kept."))
    return changed


def set_active(office: Office, staff_id: str, active: bool) -> Changed:
    """Say that somebody no longer works here, or works here again. Their past work keeps their name.

    Who has left has no way in any more, in the same step. Raises Problem for the last administrator.
    """
    must(office, "people")
    if not active:
        return take_away(office, staff_id, left=True)

    def work(session: Session) -> None:
        from immdesk.records.firm import Staff

        session.get_one(Staff, staff_id).active = "yes"

    title = _("Bring a member of the staff back")
    _made, changed = office.change(title, work, message=_("Kept."))
    return changed


def _plain(text: Any) -> str:
    return str(text or "").replace(NONE_TEXT, "")
