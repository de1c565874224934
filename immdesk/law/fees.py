"""What a filing costs: rows of item, dollars, and the postmark days on which they hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pydantic import Field

from immdesk.basics.strictyaml import Shape, Source


class FeeRow(Shape):
    """The fee of one item from a postmark day to a postmark day, both included; dollars."""

    item: str
    usd: Decimal = Field(ge=0)
    from_: date = Field(alias="from")
    to: date | None = None
    confidence: Literal["sourced", "general-knowledge"]
    source: str
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether the row holds for a postmark day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class FeeFile(Shape):
    """A table of fees with what its compiler says must be verified."""

    table: str
    compiled: date
    newest_source_seen: str
    cite: tuple[str, ...]
    must_verify: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    fees: tuple[FeeRow, ...]


def fee_rows(table: tuple[FeeRow, ...], item: str, postmark: date) -> tuple[FeeRow, ...]:
    """Give the rows of `item` that hold on the postmark day: one, or the table has no answer."""
    return tuple(row for row in table if row.item == item and row.holds_on(postmark))


def check_fees(file: FeeFile, source: Source) -> None:
    """Raise Problem when two rows of one item hold on the same day."""
    placed = sorted(enumerate(file.fees), key=lambda one: (one[1].item, one[1].from_))
    for (_, earlier), (place, later) in pairwise(placed):
        if earlier.item == later.item and (earlier.to is None or earlier.to >= later.from_):
            said = f"two rows of '{later.item}' hold on {later.from_}"
            raise source.wrong(said, "fees", place, "item")
