"""What is known of each box of a blank beyond its name: the signs it refuses, its group, its repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immdesk.packets.fields import COMB, MULTI_LINE, READ_ONLY, RawField, open_pdf, raw_fields, text_of
from immdesk.packets.xfa import Xfa, xfa_of


@dataclass(frozen=True, slots=True)
class Lore:
    """Of one box: the signs that it refuses ("" = takes all), the boxes of which only one may be ticked,
    the read-only boxes that repeat it, and how its text stands: in cells, on several lines."""

    refuses: str = ""
    group: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    comb: bool = False
    lines: bool = False


def lore_of(blank: bytes) -> Mapping[str, Lore]:
    """Give what is known of every box, by its name; raises Refused for a file that is no readable PDF."""
    with open_pdf(blank) as pdf:
        fields = raw_fields(pdf)
        twin = xfa_of(pdf)
        groups = {
            one.name: tuple(each.name for each in group) for group in twin.groups(fields) for one in group
        }
        copies = _repeats(fields)
        return {
            one.name: Lore(
                _refused(one, twin),
                groups.get(one.name, ()),
                copies.get(one.name, ()),
                bool(one.kind == "text" and one.flags & COMB),
                bool(one.kind == "text" and one.flags & MULTI_LINE),
            )
            for one in fields
        }


def _refused(one: RawField, twin: Xfa) -> str:
    if one.kind != "text":
        return ""
    return " ".join(dict.fromkeys(rule.pattern for rule in twin.signs(one.leaf)))


def _repeats(fields: Iterable[RawField]) -> Mapping[str, tuple[str, ...]]:
    """Give the read-only text boxes with the last name of the one that is open."""
    alike: dict[str, list[RawField]] = defaultdict(list)
    for one in fields:
        if one.kind == "text":
            alike[one.leaf].append(one)
    found = {}
    for group in alike.values():
        open_ = [one for one in group if not one.flags & READ_ONLY]
        rest = [one for one in group if one.flags & READ_ONLY and not text_of(one.inherited.get("/V"))]
        if len(open_) == 1 and rest:
            found[open_[0].name] = tuple(one.name for one in rest)
    return found


def written_in(blank: bytes) -> bool:
    """Say whether somebody has typed something into a blank before it came here.

    Ticks do not count: some of the agencies' own files come with one.
    """
    from immdesk.packets.fill import is_barcode

    with open_pdf(blank) as pdf:
        for one in raw_fields(pdf):
            value = text_of(one.inherited.get("/V")).strip()
            if one.kind == "text" and value and not one.flags & READ_ONLY and not is_barcode(one):
                return True
    return False
