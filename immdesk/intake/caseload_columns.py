"""What the columns of a caseload from elsewhere mean: found by their titles, English and Spanish."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from immdesk.basics.folded import folded
from immdesk.basics.paths import resource
from immdesk.basics.words import _
from immdesk.intake.sheets import Sheet

_LOOKED_AT: Final = 15
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the titles stand: the first row after them, the titles, and what was odd about them."""

    first_row: int
    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()


TYPES: Final[Mapping[str, str]] = {
    "case_number": "text",
    "case_type": "text",
    "opened_on": "date",
    "name": "text",
    "family_name": "name",
    "given_name": "name",
    "middle_name": "name",
    "born_on": "date",
    "birth_country": "country",
    "a_number": "a_number",
    "email": "email",
    "phone": "phone",
    "petitioner": "text",
    "form": "text",
    "receipt_number": "receipt",
    "filed_on": "date",
    "approved_on": "date",
    "priority_date": "date",
    "notice_kind": "text",
    "notice_on": "date",
    "notice_due": "date",
    "date_title": "text",
    "date_on": "date",
    "note": "text",
}
"""What can be brought in, in the order of a case, and how its text is read."""


def labels() -> dict[str, str]:
    """Give what each target is called."""
    return {
        "case_number": _("Case number"),
        "case_type": _("Kind of case"),
        "opened_on": _("Opened on"),
        "name": _("Client (whole name)"),
        "family_name": _("Client's family name"),
        "given_name": _("Client's given name"),
        "middle_name": _("Client's middle name"),
        "born_on": _("Client's date of birth"),
        "birth_country": _("Client's country of birth"),
        "a_number": _("Client's A-Number"),
        "email": _("Client's e-mail"),
        "phone": _("Client's telephone"),
        "petitioner": _("Petitioner (whole name)"),
        "form": _("Form"),
        "receipt_number": _("Receipt number"),
        "filed_on": _("Received on"),
        "approved_on": _("Approved on"),
        "priority_date": _("Priority date"),
        "notice_kind": _("Notice"),
        "notice_on": _("Date of the notice"),
        "notice_due": _("Answer due (printed)"),
        "date_title": _("Open date: what"),
        "date_on": _("Open date: day"),
        "note": _("Note"),
    }


def find_header(sheet: Sheet) -> Header:
    """Find the row of titles among the first rows, and a second row of titles below it if there is one.

    What was decided is said in `notes`; a person may choose another row.
    """
    rows = sheet.rows[:_LOOKED_AT]
    known = [len(guess(row)) for row in rows]
    first = max(range(len(rows)), key=lambda place: (known[place], -place))
    if known[first] == 0:
        said = _("No row of titles was recognised; the first row is taken for it.")
        return Header(1, _named(rows[0]), (said,))
    return _two_rows(rows, first) or Header(first + 1, _named(rows[first]), _above(first))


def header_at(sheet: Sheet, row: int) -> Header:
    """Take the titles from a row that a person chose, counted from 1."""
    return Header(row, _named(sheet.rows[row - 1]))


def guess(titles: Sequence[str]) -> dict[int, str]:
    """Give, for each column whose title is known, what it holds; each thing once, the best title first."""
    found: list[tuple[int, int, str]] = []
    for column, title in enumerate(titles):
        plain = _plain(title)
        for target, words in _titles().items() if plain else ():
            found += [(fit, column, target) for fit in (_fit(plain, one) for one in words) if fit]
    meant: dict[int, str] = {}
    for _score, column, target_id in sorted(found, key=lambda one: (-one[0], one[1])):
        if column not in meant and target_id not in meant.values():
            meant[column] = target_id
    return dict(sorted(meant.items()))


def _fit(title: str, words: str) -> int:
    """Say how well a title fits: equal is best, then by how many letters the words explain."""
    if title == words:
        return 1_000 + len(words)
    inside = f" {words} " in f" {title} "
    return 10 * len(words) if inside and len(words) > 2 else 0


def _two_rows(rows: Sequence[Sequence[str]], first: int) -> Header | None:
    """Join two rows of titles ("Receipt" above "Number") when together they say more than either."""
    best = len(guess(rows[first]))
    for upper in (first - 1, first):
        if upper < 0 or upper + 1 >= len(rows) or any(re.search(r"\d{3}", cell) for cell in rows[upper + 1]):
            continue
        joined = _joined(rows[upper], rows[upper + 1])
        if len(guess(joined)) > best:
            said = _("Rows {a} and {b} were read together as titles.").format(a=upper + 1, b=upper + 2)
            return Header(upper + 2, joined, (said, *_above(upper)))
    return None


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    carried, titles = "", []
    for above, below in zip(upper, lower, strict=True):
        carried = above or carried
        titles.append(f"{carried} {below}".strip() if below else above)
    return _named(titles)


def _above(first: int) -> tuple[str, ...]:
    return (_("The rows above row {n} were passed over.").format(n=first + 1),) if first else ()


def _named(titles: Sequence[str]) -> tuple[str, ...]:
    """Give each column a title; one without gets its place."""
    return tuple(title or _("Column {n}").format(n=place) for place, title in enumerate(titles, start=1))


@cache
def _titles() -> Mapping[str, Sequence[str]]:
    found = json.loads(resource("lists", "caseload_titles.json").read_text(encoding="utf-8"))
    titles: Mapping[str, Sequence[str]] = found["titles"]
    return titles


def _plain(title: str) -> str:
    return _SIGNS.sub(" ", folded(title).replace("#", " number")).strip()
