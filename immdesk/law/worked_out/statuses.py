"""Time in H or L status among the statuses somebody has held: what counts, what does not, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from immdesk.basics.dates import add_days
from immdesk.basics.shown import in_words
from immdesk.basics.words import _
from immdesk.law.worked_out.days_abroad import Span, merged, without


@dataclass(frozen=True, slots=True)
class Stay:
    """The statuses held since `start`: days that count, days in another status, and what is odd.

    A day of both kinds counts. `unclear` says that a counted status has no whole first day.
    """

    start: date
    counted: tuple[Span, ...]
    other: tuple[Span, ...]
    odd: tuple[str, ...] = ()
    unclear: bool = False

    def first_day_from(self, day: date) -> date | None:
        """Give the first day on or after `day` that counts."""
        return next((max(first, day) for first, last in self.counted if last >= day), None)

    def gaps(self, since: date, abroad: Iterable[Span]) -> tuple[Span, ...]:
        """Give the days between the recorded statuses, from `since`, of which nothing is recorded."""
        known = (*self.counted, *self.other)
        starts = [first for first, _last in known if first > since]
        if not starts:
            return ()
        return without([(since, max(starts))], (*known, *abroad))


def stay_in(rows: Iterable[Mapping[str, Any]], counted: Iterable[str], start: date) -> Stay:
    """Sort rows with `status`, `from`, `until` (or `to`) into days that count and days that do not.

    A status without a last day (still held, D/S, nobody said) ends the day before the next one begins.
    """
    words = {one.replace("-", "").upper() for one in counted}
    known = [row for row in rows if isinstance(row.get("from"), date)]
    lost = [row for row in rows if not isinstance(row.get("from"), date)]
    known.sort(key=lambda row: row["from"])
    spans = [(row, (row["from"], _last_day(row, following))) for row, following in _followed(known)]
    yes = merged(span for row, span in spans if _counts(row, words))
    no = without((span for row, span in spans if not _counts(row, words)), yes)
    odd = (*(_("A status has no whole first day: it is left out.") for _row in lost[:1]), *_overlaps(spans))
    return Stay(start, yes, no, odd, any(_counts(row, words) for row in lost))


def _counts(row: Mapping[str, Any], words: set[str]) -> bool:
    return str(row.get("status")).strip().replace("-", "").upper() in words


def _followed(rows: list[Mapping[str, Any]]) -> Iterable[tuple[Mapping[str, Any], date | None]]:
    begins: list[date | None] = [row["from"] for row in rows]
    return zip(rows, [*begins[1:], None], strict=True) if rows else ()


def _last_day(row: Mapping[str, Any], following: date | None) -> date:
    until = row.get("to") if row.get("until") is None else row["until"]
    if isinstance(until, date):
        return until
    return date.max if following is None else max(row["from"], add_days(following, -1))


def _overlaps(spans: list[tuple[Mapping[str, Any], Span]]) -> list[str]:
    said = _(
        "The status that began on {} overlaps the one before: days in H or L are counted. Correct the days."
    )
    backward = _("The status that began on {} ends before it begins. Correct the days.")
    found = [backward.format(in_words(span[0])) for _row, span in spans if span[1] < span[0]]
    return found + [
        said.format(in_words(after[0]))
        for (_before, before), (_after, after) in pairwise(spans)
        if after[0] <= before[1]
    ]
