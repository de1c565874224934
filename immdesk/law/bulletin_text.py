"""The charts of a visa bulletin in plain text: copied from the page or its PDF, however its lines broke."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.law.bulletin_charts import Chart, half_row
from immdesk.law.bulletin_terms import (
    ALL,
    DATES_FOR_FILING,
    EMPLOYMENT,
    FAMILY,
    FINAL_ACTION,
    chargeability,
    employment_category,
    family_category,
    raw_text,
)

_HEAD: Final = re.compile(
    r"All\s+Charge?\s?-?\s?ability\s+Areas?\s+Except\s+T?hose\s+Listed\b(?!\s+Separately)", re.IGNORECASE
)
_AREA: Final = re.compile(
    r"CHINA(?:\s*-?\s*mainland\s+born)?|INDIA|MEXICO|PHIL+IP\w*\s?-?\s?\w*NES|VIETNAM|DOMINICAN\s+REPUBLIC"
    r"|EL\s+SALVADOR,?\s+GUATEMALA,?\s+(?:AND\s+)?HONDURAS",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"(?<![\w(])(?:\d{1,2}[-\s]?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[-\s]?(?:\d{4}|\d{2})"
    r"|C|U|CURRENT|UNAVAILABLE)(?![\w)])",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"(FINAL\s+ACTION\s+DATES|DATES\s+FOR\s+FILING)\s+(?:FOR\s+|OF\s+)?(?:THE\s+)?(FAMILY|EMPLOYMENT)",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 90


def charts_of_text(text: str) -> list[tuple[Chart, str]]:
    """Give the charts of a text, each with the chart that its heading names ("" when none stands there).

    Raises Refused when there is none, Problem when a row has not a cutoff for each column.
    """
    plain = re.sub(r"\s+", " ", text.replace("\xa0", " "))
    heads = list(_HEAD.finditer(plain))
    found: list[tuple[Chart, str]] = []
    last = 0
    ends_of = [*(one.start() for one in heads[1:]), len(plain)]
    for head, ends in zip(heads, ends_of, strict=False):
        chart = _chart(plain, last, head, ends)
        if chart:
            found.append((chart, _named(plain[last : head.start()], chart.preference)))
            last = head.end()
    if not found:
        raise Refused(
            _("This text holds no chart of a visa bulletin."),
            _("A chart has a column “All Chargeability Areas Except Those Listed”; none was found."),
            _("Copy the whole bulletin, from its heading to the last chart, and paste it here."),
        )
    return found


def _chart(text: str, before: int, head: re.Match[str], ends: int) -> Chart | None:
    first = _CUT.search(text, head.end(), ends)
    if first is None or first.start() - head.end() > 400:
        return None
    titles = list(_AREA.finditer(text, head.end(), first.start()))
    areas = (ALL, *(chargeability(one[0].replace("- ", "")) for one in titles))
    begins = titles[-1].end() if titles else head.end()
    preference = _preference(text[max(before, head.start() - 60) : head.start()] + text[begins : begins + 40])
    if not preference:
        words = [one[2].lower() for one in _NAMED.finditer(text, before, head.start())]
        preference = words[-1] if words else _by_rows(text[begins:ends])
    rows = tuple(_rows(text, begins, ends, preference, len(areas)))
    return Chart(head.start(), preference, areas, rows) if rows else None


def _rows(
    text: str, begins: int, ends: int, preference: str, wide: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each row of a chart, up to the first words that are no label of one."""
    place, many = begins, 0
    while (first := _CUT.search(text, place, ends)) and first.start() - place <= _LONGEST_LABEL:
        label = text[place : first.start()]
        plain = re.sub(r"(?i)^\s*(?:family|employment)\s*-?\s*(?:sponsored|based)?\s*", "", label)
        category = family_category(plain) if preference == FAMILY else employment_category(plain)
        if not category:
            return
        cells: list[str] = []
        place = first.start()
        while one := _CUT.match(text, _skip(text, place)):
            cells.append(raw_text(one[0]))
            place = one.end()
        if len(cells) < wide or (len(cells) > wide and not many):
            raise half_row(label, len(cells), wide)
        yield category, tuple(cells[:wide])
        if len(cells) > wide:  # a stray date behind the last row, hidden on the page
            return
        many += 1


def _skip(text: str, place: int) -> int:
    """Go past the blanks, bars and stars between two cells."""
    while place < len(text) and text[place] in " |*;,\t":
        place += 1
    return place


def _preference(near: str) -> str:
    plain = near.lower()
    family, employment = plain.rfind("family"), plain.rfind("employment")
    if family < 0 and employment < 0:
        return ""
    return FAMILY if family > employment else EMPLOYMENT


def _by_rows(text: str) -> str:
    return FAMILY if re.match(r"\W*(?:1st|first|F1)[^A-Za-z]+(?:\w+\s+){1,9}(?:F?2A)", text) else EMPLOYMENT


def _named(before: str, preference: str) -> str:
    found = [one for one in _NAMED.finditer(before) if one[2].lower() == preference]
    if not found:
        return ""
    return FINAL_ACTION if found[-1][1].upper().startswith("FINAL") else DATES_FOR_FILING
