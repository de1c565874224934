"""A visa bulletin read from what a person has of it: the saved page, its text, or a table of months (CSV)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.law.bulletin_charts import cells_of, month_of, other_months
from immdesk.law.bulletin_csv import cells_of_csv, is_history
from immdesk.law.bulletin_page import charts_of_page
from immdesk.law.bulletin_tables import PageText, read_page
from immdesk.law.bulletin_terms import Cell, is_month
from immdesk.law.bulletin_text import charts_of_text

MOST_PAGE: Final = 6_000_000
MOST_CSV: Final = 30_000_000
"""Bytes: the State Department's pages have 0.1 million, the history of 24 years 1.7."""
_SIGNS: Final = (
    (b"%PDF", "PDF"), (b"PK\x03\x04", "XLSX, DOCX, ZIP"), (b"\xd0\xcf\x11\xe0", "XLS, DOC"),
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "GZIP"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadBulletin:
    """What was read: its cells sorted as the history sorts them, of which kind it was, and what to know."""

    rows: tuple[Cell, ...]
    kind: str  # page, text, csv
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # what a person must look at first: it may be of another month

    @property
    def months(self) -> tuple[str, ...]:
        """Give the months that were read."""
        return tuple(sorted({row.bulletin for row in self.rows}))


def read_bulletin(data: bytes, name: str = "", month: str = "", watched: Watched = ALONE) -> ReadBulletin:
    """Read one bulletin, or a CSV of many.

    `name` is the file's name and helps only when nothing else says the month; `month` (2025-12) is the one
    that the person means. Raises Refused for what is no bulletin, Problem for one that contradicts itself
    or is not of that month.
    """
    _refuse_other_kinds(data)
    text = _decoded(data)
    if month and not is_month(month):
        raise Problem(_("'{text}' is no month.").format(text=month[:20]), "", _("Write it as 2025-12."))
    if is_history(text):
        rows, not_understood = cells_of_csv(text, watched)
        return ReadBulletin(rows, "csv", not_understood)
    _refuse_large(data, MOST_PAGE)
    watched.look()
    notes: list[str] = []
    if re.search(r"<(table|html|td|body)\b", text, re.IGNORECASE):
        page, kind = read_page(text), "page"
        charts = charts_of_page(page, notes)
    else:
        page, kind = PageText("", text), "text"
        charts = charts_of_text(text)
    found = month_of(page, name, month)
    return ReadBulletin(cells_of(charts, found), kind, tuple(notes), other_months(page, name, found))


def _refuse_other_kinds(data: bytes) -> None:
    kind = next((kind for sign, kind in _SIGNS if data.startswith(sign)), "")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if kind or (b"\x00" in data[:2000] and not wide):
        raise Refused(
            _("This file is no page, text or CSV ({kind}).").format(kind=kind or "?"),
            _("The desk reads the saved web page, its copied text, or a CSV file."),
            _("In the browser, save the State Department's page, or copy its text and paste it."),
        )
    if not data.strip():
        raise Refused(_("There is nothing in it."), "", _("Take the saved page, or paste the text."))
    _refuse_large(data, MOST_CSV)


def _refuse_large(data: bytes, most: int) -> None:
    if len(data) > most:
        raise Refused(
            _("This is too large for a visa bulletin: {size} MB.").format(size=len(data) // 1_000_000),
            _("The State Department's pages have about a tenth of one."),
            _("Save the page of one month alone."),
        )


def _decoded(data: bytes) -> str:
    if b"multipart/related" in data[:4000]:
        data = _of_archive(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_archive(data: bytes) -> bytes:
    """Give the page within a page that the browser saved as a single file (MHTML)."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            inside = part.get_payload(decode=True)
            return inside if isinstance(inside, bytes) else data
    return data
