"""The home of one person copied to another, "same address as the spouse": only when somebody says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from immdesk.basics.facts import PartialDate
from immdesk.intake.draft import Slot
from immdesk.intake.plan import AskedList, AskedPage
from immdesk.intake.reading import Reading

_LIST = "addresses"
_OWN = ("from",)  # since when somebody lives there is each person's own


def homes_to_copy(reading: Reading, slot: Slot, page: AskedPage) -> tuple[str, ...]:
    """Give the ids of the other people whose present home may be copied to the addresses on this page."""
    asked = reading.section(slot).lists.get(_LIST)
    if asked is None or asked not in page.items:
        return ()
    mine = [_where(row) for row in reading.rows(slot, asked)]
    found: list[str] = []
    seen: list[str] = []
    for other in reading.draft.slots:
        home = _home(reading, other) if other.id != slot.id else None
        where = _where(home[1]) if home else ""
        if where and where not in (*mine, *seen):
            found.append(other.id)
            seen.append(where)
    return tuple(found)


def copy_home(reading: Reading, slot: Slot, other: Slot) -> str:
    """Copy the present home of `other` into the first empty address of `slot`, or a new one; give its key.

    Raises KeyError when `other` has no home, or `slot` is asked for no address.
    """
    home, draft = _home(reading, other), reading.draft
    asked = reading.section(slot).lists[_LIST]
    if home is None:
        raise KeyError(other.id)
    place, _row = home
    list_key = f"{slot.id}.{_LIST}"
    rows = reading.rows(slot, asked)
    empty = next((number for number, row in enumerate(rows) if not row), None)
    key = draft.add_row(list_key) if empty is None else f"{list_key}[{empty}]"
    for question in asked.questions:
        word = question.name.rpartition(".")[2]
        text = draft.texts.get(f"{other.id}.{_LIST}[{place}].{word}", "")
        if text and word not in _OWN:
            draft.texts[f"{key}.{word}"] = text
    draft.complete.discard(list_key)
    return key


def _home(reading: Reading, slot: Slot) -> tuple[int, Mapping[str, Any]] | None:
    """Give the place and the words of somebody's present home: a residence that has not ended."""
    asked: AskedList | None = reading.section(slot).lists.get(_LIST)
    for place, row in enumerate(reading.rows(slot, asked) if asked else ()):
        ended = isinstance(row.get("until"), (date, PartialDate))
        if row.get("kind") == "residence" and not ended and _where(row):
            return place, row
    return None


def _where(row: Mapping[str, Any]) -> str:
    return " ".join(str(row[word]).casefold() for word in ("street", "unit", "city", "zip") if row.get(word))
