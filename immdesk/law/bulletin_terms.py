"""The State Department's own words in a visa bulletin: classes, countries, cutoffs, months.

The categories, chargeability areas and table names are those of the history: F1 to F4, EB1 to EB5 with their
parts, ALL, CHINA …, `final_action` and `dates_for_filing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

FAMILY: Final = "family"
EMPLOYMENT: Final = "employment"
FINAL_ACTION: Final = "final_action"
DATES_FOR_FILING: Final = "dates_for_filing"
CURRENT: Final = "CURRENT"
UNAVAILABLE: Final = "UNAVAILABLE"
ALL: Final = "ALL"
COLUMNS: Final = ("bulletin", "preference", "table", "category", "chargeability", "raw", "cutoff")
TWO_CHARTS_SINCE: Final = "2015-10"
"""The month from which the State Department prints Dates for Filing beside Final Action Dates."""

MONTHS: Final = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
    "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
)  # fmt: skip
_SHORT: Final = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_FAMILY: Final = {
    "f1": "F1", "1st": "F1", "first": "F1", "1": "F1",
    "f2a": "F2A", "2a": "F2A", "2nda": "F2A", "seconda": "F2A",
    "f2b": "F2B", "2b": "F2B", "2ndb": "F2B", "secondb": "F2B",
    "f3": "F3", "3rd": "F3", "third": "F3", "3": "F3",
    "f4": "F4", "4th": "F4", "fourth": "F4", "4": "F4", "4rd": "F4",
}  # fmt: skip
_EMPLOYMENT: Final = (
    ("otherworker", "EB3-OW"),
    ("schedulea", "SCHEDULE A"),
    ("translator", "SI-TRANSLATORS"),
    ("religi", "EB4-SR"),
    ("unreserved", "EB5-UNRESERVED"),
    ("infrastructure", "EB5-INFRASTRUCTURE"),
    ("nonregional", "EB5-NON-RC"),
    ("regionalcent", "EB5-RC"),
    ("pilotprog", "EB5-RC"),
    ("targeted", "EB5-TARGETED"),
    ("highunemployment", "EB5-HIGH-UNEMPLOYMENT"),
    ("rural", "EB5-RURAL"),
)
_KNOWN: Final = {
    FAMILY: frozenset(_FAMILY.values()),
    EMPLOYMENT: frozenset((*(f"EB{place}" for place in range(1, 6)), *(name for _part, name in _EMPLOYMENT))),
}
_NUMBERED: Final = re.compile(
    r"(?:eb|employment)?(?:(1st|first|1)|(2nd|second|2)|(3rd|third|3)|(4th|fourth|4)|(5th|fifth|5))(?:preference)?$"
)
_COUNTRIES: Final = (
    ("china", "CHINA"),
    ("india", "INDIA"),
    ("mexico", "MEXICO"),
    ("phil", "PHILIPPINES"),
    ("vietnam", "VIETNAM"),
    ("dominican", "DOMINICAN REPUBLIC"),
    ("elsalvador", "EL SALVADOR, GUATEMALA, HONDURAS"),
)
_ALL_AREAS: Final = re.compile(r"allcharge?ability(?:area|$)")  # one page spells it "Chargability"
_CUTOFF: Final = re.compile(r"(\d{1,2})[-. ]?([A-Z]{3,9})[-. ]?(\d{4}|\d{2})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH: Final = re.compile(rf"\b({'|'.join(MONTHS)})[\s,\-_]+([12][0-9]{{3}})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cutoff of one month, with the columns of the history.

    `raw` is what is printed; `cutoff` is an ISO day, CURRENT, UNAVAILABLE, or "" when it cannot be read.
    """

    bulletin: str
    preference: str
    table: str
    category: str
    chargeability: str
    raw: str
    cutoff: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Give which cell it is: month, table, category, chargeability."""
        return self.bulletin, self.table, self.category, self.chargeability


def letters(text: str) -> str:
    """Give only the letters and digits of a text, small, as titles are compared."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def is_all_areas(text: str) -> bool:
    """Say whether a title is "All Chargeability Areas Except Those Listed" (a lottery table's is not)."""
    plain = letters(text)
    return len(plain) < 60 and bool(_ALL_AREAS.match(plain))


def family_category(label: str) -> str:
    """Give F1 to F4 for the label of a row of a family table, "" when it is none."""
    plain = letters(re.sub(r"\(.*", "", label))
    return _FAMILY.get(plain.removesuffix("preference").removeprefix("family"), "")


def employment_category(label: str) -> str:
    """Give the category for the label of a row of an employment table, "" when it is none."""
    plain = letters(label)
    for part, category in _EMPLOYMENT:
        if part in plain:
            return category
    found = _NUMBERED.match(letters(re.sub(r"\(.*", "", label)))
    place = next((place for place in range(1, 6) if found and found[place]), 0)
    return f"EB{place}" if place else ""


def chargeability(title: str) -> str:
    """Give the chargeability area of a column's title; a country not met before is given in capitals."""
    if is_all_areas(title):
        return ALL
    plain = letters(title)
    known = next((name for part, name in _COUNTRIES if plain.startswith(part) or plain == part[:2]), "")
    return known or " ".join(title.upper().split())


def is_known_area(area: str) -> bool:
    """Say whether some bulletin since 2001 had a column for this area."""
    return area == ALL or area in {name for _part, name in _COUNTRIES}


def is_known_category(preference: str, category: str) -> bool:
    """Say whether some bulletin since 2001 had a row for this category under this preference."""
    return category in _KNOWN.get(preference, ())


def raw_text(text: str) -> str:
    """Give a cell as the history writes it: `01JAN02`, `C`, `U`; else the text as it stands."""
    plain = " ".join(text.replace("*", " ").replace("\u200b", "").split()).upper().rstrip(".")
    if plain in ("C", "CURRENT"):
        return "C"
    if plain in ("U", "UNAVAILABLE", "UNAUTHORIZED"):
        return "U"
    joined = re.sub(r"[\s\-./]", "", plain)
    found = _CUTOFF.fullmatch(joined)
    if found and found[2][:3] in _SHORT and MONTHS[_SHORT[found[2][:3]] - 1].startswith(found[2].rstrip(".")):
        return f"{found[1]}{found[2][:3]}{found[3]}"
    return f"{found[1]}SEP{found[3]}" if found and found[2] == "SEPT" else plain


def cutoff_of(raw: str, month: str) -> str:
    """Give a cell's cutoff: an ISO day, CURRENT or UNAVAILABLE; "" when it is none.

    Two digits of a year are of the century that keeps the day before the bulletin's own year has ended.
    """
    if raw in ("C", CURRENT):
        return CURRENT
    if raw in ("U", UNAVAILABLE):
        return UNAVAILABLE
    if _ISO.fullmatch(raw):
        return raw if _day(*map(int, raw.split("-"))) else ""
    found = _CUTOFF.fullmatch(raw)
    if not found or found[2] not in _SHORT:
        return ""
    year = int(found[3])
    if len(found[3]) == 2:
        year += 2000 if not month or 2000 + year <= int(month[:4]) else 1900
    day = _day(year, _SHORT[found[2]], int(found[1]))
    return day.isoformat() if day else ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_month(text: str) -> bool:
    """Say whether a text is a month from 1990 on, written as 2025-12."""
    return bool(re.fullmatch(r"(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])", text))


def months_in(text: str) -> list[str]:
    """Give the months that a text names in words, as 2025-12, in its order."""
    names = [one.upper() for one in MONTHS]
    return [f"{year}-{names.index(name.upper()) + 1:02}" for name, year in _MONTH.findall(text)]


def month_before(month: str) -> str:
    """Give the month before 2025-12: 2025-11."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{year - 1}-12" if number == 1 else f"{year:04}-{number - 1:02}"


def kept_cutoff(cutoff: str) -> str:
    """Give a cutoff as the office keeps it: "C", "U" or the ISO day."""
    return {CURRENT: "C", UNAVAILABLE: "U"}.get(cutoff, cutoff)
