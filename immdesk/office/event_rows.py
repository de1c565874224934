"""What has happened in a case, line by line: its filings and notices, as the overview lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.values import NONE_TEXT, text_to_value
from immdesk.basics.words import _
from immdesk.office.event_words import notice_titles, status_words
from immdesk.office.rows import EventRow

if TYPE_CHECKING:
    from immdesk.store.reading import Reading


def happened(read: Reading, case_id: str, names: Mapping[str, str]) -> tuple[EventRow, ...]:
    """Give the filings, then the notices of a case in the order of their days; `names` by person id."""
    filings = read.all(_FILINGS, [case_id])
    notices = read.all(_NOTICES, [case_id])
    return (*(_filing(row, names) for row in filings), *(_notice(row, names) for row in notices))


_FILINGS = "SELECT * FROM filing WHERE case_id = ? ORDER BY coalesce(received_on, postmark_on, '9'), form, id"
_NOTICES = """
SELECT n.*, f.form, f.person_id AS filed_for FROM notice n LEFT JOIN filing f ON f.id = n.filing_id
WHERE n.case_id = ? ORDER BY coalesce(n.dated_on, '9'), n.id
"""


def _filing(row: Mapping[str, Any], names: Mapping[str, str]) -> EventRow:
    days = (
        (_("denied {day}"), "denied_on"),
        (_("rejected {day}"), "rejected_on"),
        (_("approved {day}"), "approved_on"),
        (_("received {day}"), "received_on"),
        (_("mailed {day}"), "postmark_on"),
    )
    last = next(
        (words.format(day=day_shown(row[column])) for words, column in days if day_shown(row[column])), ""
    )
    words = (last, row["receipt_number"] or _("no receipt yet"))
    status = status_words(row["status"]) if row["status"] else ""
    who = names.get(row["person_id"] or "", "")
    return EventRow(row["id"], "filing", _titled(row["form"], who), _together(words), status)


def _notice(row: Mapping[str, Any], names: Mapping[str, str]) -> EventRow:
    title = notice_titles().get(row["kind"], "") or (row["kind"] or _("Notice"))
    who = names.get(row["person_id"] or row["filed_for"] or "", "")
    words = (day_shown(row["dated_on"]), row["form"] or "", row["receipt_number"] or "")
    return EventRow(row["id"], "notice", _titled(title, who), _together(words), "")


def _titled(what: str, who: str) -> str:
    return f"{what} – {who}" if who else what


def day_shown(text: str | None) -> str:
    """Give a kept day in words; "" for none or for one that nobody knows."""
    return on_screen(text_to_value("date", text)) if text and text != NONE_TEXT else ""


def _together(words: tuple[str, ...]) -> str:
    return " · ".join(word for word in words if word)
