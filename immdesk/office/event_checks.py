"""What does not fit about an event as typed: more days than an officer may give, days out of order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.facts import Facts
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.packs.library import Library

Values = Mapping[str, Any]

IN_ORDER = {
    "notice": (("dated_on", "due_on"), ("dated_on", "received_on")),
    "filing": (
        ("postmark_on", "received_on"),
        ("received_on", "approved_on"),
        ("received_on", "denied_on"),
        ("postmark_on", "rejected_on"),
    ),
    "task": (),
    "document": (("issued_on", "expires_on"),),
}
"""Pairs of days of which the first never comes after the second."""

PAST = {
    "notice": ("dated_on", "received_on"),
    "filing": ("postmark_on", "received_on", "approved_on", "denied_on", "rejected_on"),
    "task": ("done_on",),
    "document": ("issued_on",),
}
"""Days of what has happened: none of them can lie ahead."""


def doubts(
    library: Library, kind: str, values: Values, labels: Mapping[str, str], today: date
) -> dict[str, str]:
    """Give by key what to look at again; nothing of this keeps an event from being recorded."""
    found = dict(_out_of_order(kind, values, labels))
    found |= _ahead(kind, values, today)
    return found | over_limits(library, kind, values, today)


def over_limits(library: Library, kind: str, values: Values, today: date) -> dict[str, str]:
    """Give by word what a rule asks about a number beyond its limit, in the rule's own words.

    `values` are the words of one notice, filing or document; a rule that does not apply says nothing.
    """
    facts, found = Facts({kind: values}), {}
    for rule in library.rules.values():
        if rule.about != kind or rule.applies.weigh(facts) is not True:
            continue
        paths = {one.name: one.path.removeprefix(f"{kind}.") for one in rule.given}
        governed = values.get(paths.get(rule.file.governed_by or "", ""))
        version = rule.version_on(governed if isinstance(governed, date) else today)
        for limit in version.file.limits if version else ():
            number = values.get(paths.get(limit.given, ""))
            if isinstance(number, int) and not limit.at_least <= number <= limit.at_most:
                found[paths[limit.given]] = limit.says
    return found


def _out_of_order(kind: str, values: Values, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for first, second in IN_ORDER[kind]:
        before, after = values.get(first), values.get(second)
        if isinstance(before, date) and isinstance(after, date) and after < before:
            yield second, _("This is before “{label}”.").format(label=labels.get(first, first))


def _ahead(kind: str, values: Values, today: date) -> dict[str, str]:
    days = {word: values.get(word) for word in PAST[kind]}
    return {
        word: _("This day has not come yet.")
        for word, day in days.items()
        if isinstance(day, date) and day > today
    }
