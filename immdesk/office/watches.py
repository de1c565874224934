"""What the agency keeps the office waiting for: sent and no receipt, or past its processing time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import add_months, iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.cases import short_name
from immdesk.office.own_settings import keep_own, own_word
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from immdesk.office.office import Office

HABIT: Final = 30
"""Days after the mailing within which a receipt is expected, until the office says otherwise: no law."""

WORD: Final = "receipt_days"
MOST: Final = 365


@dataclass(frozen=True, slots=True)
class Watch:
    """A filing that the agency is late with; `since` is the day from which that is so."""

    id: str
    case_id: str
    case_number: str
    title: str
    who: str
    words: str
    since: date
    kind: str  # no receipt | past time | no time

    @property
    def waiting(self) -> str:
        """Say in two words what is waited for."""
        return _("the receipt") if self.kind == "no receipt" else _("the decision")


_FILINGS = """
SELECT f.id, f.case_id, f.form, f.postmark_on, f.received_on, f.receipt_number, c.number, q.family_name,
  q.given_name,
  (SELECT value FROM said WHERE owner_kind = 'filing' AND owner_id = f.id
   AND word = 'processing_months') AS months,
  (SELECT value FROM said WHERE owner_kind = 'filing' AND owner_id = f.id
   AND word = 'processing_looked_up_on') AS seen
FROM filing f JOIN case_file c ON c.id = f.case_id LEFT JOIN person q ON q.id = f.person_id
WHERE c.status = 'open' AND c.deleted_at IS NULL AND f.status IN ('mailed', 'pending')
AND (f.received_on IS NULL OR f.id IN (SELECT owner_id FROM said WHERE owner_kind = 'filing'
  AND word = 'processing_months'))
"""


def receipt_days(office: Office) -> int:
    """Give within how many days of the mailing a receipt is expected: the office's word, else 30."""
    said = own_word(office, WORD)
    return int(said) if said.isdecimal() else HABIT


def set_receipt_days(office: Office, text: str) -> Changed:
    """Say within how many days a receipt is expected; empty goes back to 30. Raises Problem for no number."""
    text = text.strip()
    if text and not (text.isascii() and text.isdecimal() and 0 < int(text) <= MOST):
        raise Problem(
            _("Days to a receipt are a whole number from 1 to 365."),
            _("Nothing was changed."),
            _("Type a number such as 30, or nothing for the habit."),
        )
    return keep_own(office, {WORD: text})


def late(office: Office) -> list[Watch]:
    """Give every filing that the agency is late with, the longest wait first.

    Sent, and no receipt within the office's days; or pending longer than the processing time that somebody
    looked up, which is told with the day of looking: the agency changes it.
    """
    days, today = receipt_days(office), office.today()
    found = (_watch(row, days, today) for row in office.rows(_FILINGS))
    return sorted((one for one in found if one), key=lambda one: (one.since, one.title))


def _watch(row: Mapping[str, Any], days: int, today: date) -> Watch | None:
    mailed, received = iso_day(row["postmark_on"] or ""), iso_day(row["received_on"] or "")
    if mailed and not received and not row["receipt_number"]:
        since = mailed + timedelta(days=days)
        gone = (today - mailed).days
        words = _("mailed {day}, {days} and no receipt").format(
            day=on_screen(mailed), days=n_("{n} day ago", "{n} days ago", gone)
        )
        return _row(row, words, since, "no receipt") if since < today else None
    months = str(row["months"] or "")
    if received and months.isdecimal() and int(months):
        since = add_months(received, int(months), "next_day")
        seen = iso_day(row["seen"] or "")
        looked = (
            _("looked up on {day}").format(day=on_screen(seen)) if seen else _("nobody said when looked up")
        )
        words = _("past {months} months since {day} ({looked}): ask the agency").format(
            months=months, day=on_screen(since), looked=looked
        )
        return _row(row, words, since, "past time") if since < today else None
    return None


def _row(row: Mapping[str, Any], words: str, since: date, kind: str) -> Watch:
    who = short_name(row) if row["family_name"] or row["given_name"] else ""
    title = f"{row['form']} – {who}" if who else row["form"]
    return Watch(row["id"], row["case_id"], row["number"], title, who, words, since, kind)
