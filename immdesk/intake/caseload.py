"""Lines of a caseload from elsewhere, read: what each row says of a case, and what was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from immdesk.basics.facts import PartialDate
from immdesk.basics.folded import folded
from immdesk.basics.values import read_value, value_to_text
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_
from immdesk.intake.caseload_columns import TYPES, Header, labels
from immdesk.intake.sheets import Sheet

NameOrder = Literal["given_first", "family_first"]
DayOrder = Literal["month_first", "day_first"]
_DIGITS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})$")
_PARTIAL: Final = ("born_on",)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that was not understood: its row (as the spreadsheet counts), column, text and the reason.

    `kept` says that it was read all the same, with a doubt.
    """

    row: int
    column: str
    text: str
    reason: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What one row says; `told` is target id to kept text."""

    row: int
    told: Mapping[str, str]
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # "name", "petitioner": family, given

    def get(self, target: str) -> str:
        """Give what the row says of a target, "" when nothing."""
        return self.told.get(target, "")


@dataclass(frozen=True, slots=True)
class ReadLines:
    """The rows that say something, what was not understood, and what was decided for whole columns."""

    lines: tuple[CaseLine, ...]
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]


def read_lines(
    sheet: Sheet,
    header: Header,
    meant: Mapping[int, str],
    *,
    today: date,
    names: NameOrder = "given_first",
    watched: Watched = ALONE,
) -> ReadLines:
    """Read the rows below the titles; `meant` says for each column (from 0) what it holds.

    A cell that cannot be read is left out and told as a Trouble: nothing is guessed in silence. Whether
    3/7 is March 7 or July 3 is decided for a whole column and said. Raises Stopped when somebody cancelled.
    """
    rows = sheet.rows[header.first_row :]
    orders, notes = _orders(rows, meant)
    lines: list[CaseLine] = []
    troubles: list[Trouble] = []
    told_rows = watched.each(rows, len(rows), _("Reading the rows"))
    for number, row in enumerate(told_rows, start=header.first_row + 1):
        if not any(row[column] for column in meant):
            continue
        told: dict[str, str] = {}
        for column, target in meant.items():
            text = row[column]
            if not text:
                continue
            kept, reason = _read(target, TYPES[target], text, orders.get(column), today)
            if reason:
                troubles.append(Trouble(number, header.titles[column], text, reason, bool(kept)))
            if kept:
                told[target] = kept
        lines.append(CaseLine(number, told, _names(told, names)))
    return ReadLines(tuple(lines), tuple(troubles), (*notes, *_name_notes(lines, names)))


def _read(target: str, kind: str, text: str, order: DayOrder | None, today: date) -> tuple[str, str]:
    """Give the text to keep and why it is odd; an unreadable value is not kept."""
    if kind == "text":
        return text, ""
    typed = _month_first(text) if kind == "date" and order == "day_first" else text
    found = read_value(kind, typed, today=today, partial=target in _PARTIAL)
    if found.value is None:
        return "", found.message
    if kind == "date" and not isinstance(found.value, (date, PartialDate)):
        return "", _("This is not a day.")
    doubt = found.level == "warn" and kind != "name"
    return value_to_text(found.value) or "", found.message if doubt else ""


def _orders(rows: Sequence[Sequence[str]], meant: Mapping[int, str]) -> tuple[dict[int, DayOrder], list[str]]:
    """Decide for each column of days, from all its cells, whether the month or the day stands first."""
    orders: dict[int, DayOrder] = {}
    notes: list[str] = []
    for column, target in meant.items():
        if TYPES[target] != "date":
            continue
        found = [_DIGITS.match(row[column]) for row in rows]
        pairs = [(int(one[1]), int(one[2])) for one in found if one]
        first, second = any(a > 12 for a, _b in pairs), any(b > 12 for _a, b in pairs)
        orders[column] = "day_first" if first and not second else "month_first"
        said = _order_words(labels()[target], bool(pairs), first, second)
        notes += [said] if said else []
    return orders, notes


def _order_words(label: str, any_pairs: bool, first: bool, second: bool) -> str:
    if not any_pairs or (second and not first):
        return ""
    if first and second:
        said = _("{label}: some days are written month first, some day first. Month first is taken.")
    elif first:
        said = _("{label}: the day stands first (31/12/2026).")
    else:
        said = _(
            "{label}: nothing shows whether month or day stands first. Month first (12/31/2026) is taken."
        )
    return said.format(label=label)


def _month_first(text: str) -> str:
    found = _DIGITS.match(text)
    return f"{found[2]}/{found[1]}/{found[3]}" if found else text


def _names(told: Mapping[str, str], order: NameOrder) -> dict[str, tuple[str, str]]:
    """Give family and given name of the people whose whole name stands in one cell."""
    found = {key: _split(told[key], order) for key in ("name", "petitioner") if told.get(key)}
    if told.get("family_name") or told.get("given_name"):
        found["name"] = told.get("family_name", ""), told.get("given_name", "")
    return found


def _split(name: str, order: NameOrder) -> tuple[str, str]:
    family, comma, given = name.partition(",")
    if comma:
        return family.strip(), given.strip()
    words = name.split()
    if len(words) < 2:
        return name, ""
    if order == "family_first":
        return words[0], " ".join(words[1:])
    return words[-1], " ".join(words[:-1])


def _name_notes(lines: Iterable[CaseLine], order: NameOrder) -> list[str]:
    without = sum(
        "," not in line.get(key) and len(line.get(key).split()) > 1
        for line in lines
        for key in ("name", "petitioner")
        if not (key == "name" and line.get("family_name"))
    )
    if not without:
        return []
    if order == "family_first":
        return [n_(
            "{n} name has no comma: its first word is taken for the family name.",
            "{n} names have no comma: the first word is taken for the family name.",
            without,
        )]  # fmt: skip
    return [n_(
        "{n} name has no comma: its last word is taken for the family name.",
        "{n} names have no comma: the last word is taken for the family name.",
        without,
    )]  # fmt: skip


def same_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two names (family, given) are the same in plain letters."""
    return [folded(part) for part in one] == [folded(part) for part in other]
