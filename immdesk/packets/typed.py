"""The answers of one person or case in the order in which an online system asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.packets.boxtext import plain, written
from immdesk.packets.online import TAKEN, ItemFile, ReadyOnline, ScreenFile

TypedState = Literal["ready", "none", "missing", "open", "by_hand"]
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One thing to type: what the system calls it, the answer, and what to look at.

    `key` names it within its system for as long as the file is the same; `paths` are the words that nobody
    has answered. `none`: the answer is known to be none, so the system's "Does not apply" is chosen;
    `open`: nobody has said, and the system may do without.
    """

    key: str
    label: str
    value: str
    state: TypedState
    warnings: tuple[str, ...] = ()
    note: str = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedScreen:
    """One screen of the system with what is typed on it."""

    id: str
    title: str
    note: str
    rows: tuple[TypedRow, ...]


def typed_screens(online: ReadyOnline, facts: Facts) -> tuple[TypedScreen, ...]:
    """Give the screens in the order of the system; screens and items that do not apply are left out."""
    found = []
    for screen in online.file.screens:
        if _applies(screen.only_if, online, facts):
            found.append(TypedScreen(screen.screen, screen.title, screen.note, _rows(screen, online, facts)))
    return tuple(found)


def _rows(screen: ScreenFile, online: ReadyOnline, facts: Facts) -> tuple[TypedRow, ...]:
    found: list[TypedRow] = []
    for item in screen.items:
        if _applies(item.only_if, online, facts):
            key = f"{screen.screen}/{item.label}"
            found += _each(key, item, facts) if item.each else [_row(key, item.label, item, facts)]
    return tuple(found)


def _applies(condition: str, online: ReadyOnline, facts: Facts) -> bool:
    """Say whether something is shown; an open question is shown, so that nothing is overlooked."""
    return not condition or online.conditions[condition].weigh(facts) is not False


def _each(key: str, item: ItemFile, facts: Facts) -> Iterator[TypedRow]:
    listed = facts.get(item.each)
    if isinstance(listed, Unknown):
        yield TypedRow(key, item.label, "", "missing", (), item.note, (item.each,))
    elif isinstance(listed, Nothing) or not listed:
        known = isinstance(listed, Nothing) or facts.complete(item.each)
        state: TypedState = "none" if known else "missing"
        yield TypedRow(key, item.label, "", state, (), item.note, () if known else (item.each,))
    else:
        for number, row in enumerate(listed, 1):
            for one in item.items:
                label = f"{item.label} {number}: {one.label}"
                yield _row(f"{key} {number}/{one.label}", label, one, Facts({"row": row}), "row.", item.each)


def _row(key: str, label: str, item: ItemFile, facts: Facts, before: str = "", of_list: str = "") -> TypedRow:
    if item.by_hand:
        return TypedRow(key, label, "", "by_hand", (), " ".join(filter(None, (item.by_hand, item.note))))
    if item.text:
        return TypedRow(key, label, item.text, "ready", _warnings(item, item.text), item.note)
    values = [facts.get(before + path) for path in item.from_]
    unknown = [
        f"{of_list}.{path}" if of_list else path for path, value in _pairs(item, values) if _open(value)
    ]
    shown = " ".join(text for value in values if (text := _text(item, value)))
    if unknown and not shown:
        return TypedRow(key, label, "", "open" if item.optional else "missing", (), item.note, tuple(unknown))
    if not shown:
        return TypedRow(key, label, "", "none", (), item.note)
    return TypedRow(key, label, shown, "ready", _warnings(item, shown), item.note, tuple(unknown))


def _pairs(item: ItemFile, values: list[Any]) -> Iterator[tuple[str, Any]]:
    return zip(item.from_, values, strict=True)


def _open(value: Any) -> bool:
    return isinstance(value, Unknown)


def _text(item: ItemFile, value: Any) -> str:
    if isinstance(value, (Unknown, Nothing)) or value is None:
        return ""
    if item.says:
        return item.says.get(plain(value).lower() if isinstance(value, bool) else plain(value), plain(value))
    match item.format:
        case "dd_mon_yyyy":
            return _day(value)
        case "number":
            return f"{value:f}" if isinstance(value, Decimal) else plain(value).replace(",", "")
        case how:
            return written(value, how)


def _day(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day:02d}-{_MONTHS[value.month - 1]}-{value.year}"
    if isinstance(value, PartialDate):
        month = _MONTHS[value.month - 1] if value.month else ""
        return "-".join(part for part in (month, str(value.year)) if part)
    return plain(value)


def _warnings(item: ItemFile, text: str) -> tuple[str, ...]:
    found = []
    if item.max and len(text) > item.max:
        found.append(
            _(
                "{n} letters; the system takes {most}. Shorten it, and say the rest where it asks for more."
            ).format(n=len(text), most=item.max)
        )
    refused = "".join(dict.fromkeys(sign for sign in text if not TAKEN[item.allowed].fullmatch(sign)))
    if refused:
        found.append(
            _("The system does not take {signs}. Type it with other letters.").format(
                signs=" ".join(refused.replace(" ", "␣"))
            )
        )
    return tuple(found)
