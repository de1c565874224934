"""What a pack would change, in the words of an office: "I-751 fee $595 → $750 from Apr 1, 2024"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from immdesk.basics.shown import money, on_screen
from immdesk.basics.words import _, n_, told

if TYPE_CHECKING:
    from immdesk.law.fees import FeeRow
    from immdesk.packs.compare import Change
    from immdesk.packs.library import Library


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes: in a sentence, line by line, and the marks of what in a case it concerns.

    A mark is "rules ID" or "forms FORM", as an impact names it; "rules *" is every rule.
    """

    words: str
    lines: tuple[str, ...]
    marks: frozenset[str]


def differences(old: Library, new: Library, changes: Iterable[Change]) -> tuple[Difference, ...]:
    """Give what a person reads before a pack is taken: fees first, then each rule, form and list by name."""
    by_item: dict[tuple[str, str], list[Change]] = {}
    for one in changes:
        if one.shelf != "fees":
            by_item.setdefault((one.shelf, one.item), []).append(one)
    fees = [fee for item in sorted(_items(old) | _items(new)) for fee in _fees(item, old, new)]
    return (*fees, *(_of_item(shelf, item, some, old, new) for (shelf, item), some in by_item.items()))


def _items(library: Library) -> set[str]:
    return {row.item for row in library.fees if not row.signed}


def _fees(item: str, old: Library, new: Library) -> Iterator[Difference]:
    was, now = _rows(old, item), _rows(new, item)
    if was == now:
        return
    marks = _forms_with(item, old) | _forms_with(item, new)
    said = [*_amounts(item, was, now)]
    if not now:
        said = [_("{item} fee is gone from the table").format(item=item)]
    for words in said or [_("{item} fee: its days, source or note changed; no amount did").format(item=item)]:
        yield Difference(words, (), marks)


def _rows(library: Library, item: str) -> list[FeeRow]:
    return sorted((row for row in library.fees if row.item == item and not row.signed), key=lambda r: r.from_)


def _amounts(item: str, was: list[FeeRow], now: list[FeeRow]) -> Iterator[str]:
    """Give a sentence for each day from which the new table has another amount than the old one had."""
    for row in now:
        same = _held(was, row.from_)
        if same is not None and same.usd == row.usd:
            continue
        before = same or _held(was, row.from_ - timedelta(days=1))
        words = {"item": item, "after": _dollars(row), "day": on_screen(row.from_)}
        if before is None:
            yield _("{item} fee is new: {after} from {day}").format(**words)
        elif before.usd != row.usd:
            yield _("{item} fee {before} → {after} from {day}").format(before=_dollars(before), **words)


def _held(rows: list[FeeRow], day: date) -> FeeRow | None:
    return next((row for row in reversed(rows) if row.holds_on(day)), None)


def _dollars(row: FeeRow) -> str:
    return money(row.usd) if row.usd is not None else _("not known")


def _forms_with(item: str, library: Library) -> frozenset[str]:
    """Give the forms that may pay an item."""
    return frozenset(
        f"forms {form}"
        for form, sheet in library.fee_sheets.items()
        if any(one == item for line in sheet.lines for one, _when in line.items)
    )


def _of_item(shelf: str, item: str, some: list[Change], old: Library, new: Library) -> Difference:
    lines = tuple(one.words() for one in some)
    marks = {"rules": {f"rules {item}"}, "closures": {"rules *"}, "editions": _editions(some, old, new)}
    marks["fee_sheets"] = {f"forms {item}"}
    return Difference(_head(shelf, item, some, old, new), lines, frozenset(marks.get(shelf, ())))


def _head(shelf: str, item: str, some: list[Change], old: Library, new: Library) -> str:
    if len(some) == 1 and not some[0].place:
        return some[0].words()
    rule: Mapping[str, str] = {
        name: told(one.title) for library in (old, new) for name, one in library.rules.items() if name == item
    }
    name = rule.get(item, item) if shelf == "rules" else item
    count = n_("{n} change", "{n} changes", len(some))
    kinds = {
        "rules": _("Rule “{name}”: {count}"),
        "closures": _("Closed days {name}: {count}"),
        "editions": _("Editions {name}: {count}"),
        "alerts": _("Practice alert {name}: {count}"),
        "case_types": _("Kind of case {name}: {count}"),
        "tasks": _("Tasks of {name}: {count}"),
        "forms": _("Questionnaire {name}: {count}"),
        "packets": _("Packet {name}: {count}"),
        "letters": _("Letter {name}: {count}"),
        "paragraphs": _("Paragraph {name}: {count}"),
        "preflight": _("Check before printing {name}: {count}"),
        "handing_in": _("Handing in, {name}: {count}"),
        "official": _("Map of the form {name}: {count}"),
        "vocabulary": _("Words of {name}: {count}"),
        "fee_sheets": _("Fee sheet of {name}: {count}"),
    }
    return kinds.get(shelf, "{name}: {count}").format(name=name, count=count)


def _editions(some: list[Change], old: Library, new: Library) -> set[str]:
    forms = {one.form for one in (*old.editions, *new.editions)}
    words = {word for one in some for word in (*one.place.split(), *one.item.split())}
    return {f"forms {form}" for form in forms & words}
