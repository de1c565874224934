"""What a filing costs: rows of item, dollars, and the postmark days on which they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal

from pydantic import Field

from immdesk.basics.strictyaml import Shape, Source


class FeeRow(Shape):
    """The fee of one item from a postmark day to a postmark day, both included; dollars.

    Without `usd` the amount must be looked up. A row that an office has corrected is `signed` by whom and
    when, and goes before a row of the packs that holds on the same day.
    """

    item: str
    usd: Decimal | None = Field(None, ge=0)
    from_: date = Field(alias="from")
    to: date | None = None
    confidence: Literal["sourced", "general-knowledge"]
    source: str
    note: str = ""
    signed: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether the row holds for a postmark day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class PaymentRule(Shape):
    """How fees may be paid, for filings postmarked from a day to a day, both included."""

    from_: date | None = Field(None, alias="from")
    to: date | None = None
    methods: tuple[str, ...] = Field(min_length=1)
    text: str
    confidence: Literal["sourced", "general-knowledge"]
    source: str

    def holds_on(self, day: date) -> bool:
        """Say whether the rule holds for a postmark day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class FeeFile(Shape):
    """A table of fees with what its compiler says must be verified."""

    table: str
    compiled: date
    newest_source_seen: str
    cite: tuple[str, ...]
    must_verify: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    payments: tuple[PaymentRule, ...] = ()
    fees: tuple[FeeRow, ...]


class FeeTable(tuple[FeeRow, ...]):
    """All rows of all tables, which also finds those of one item without looking at the others."""

    def __new__(cls, rows: Iterable[FeeRow]) -> FeeTable:
        """Give the table of these rows."""
        return super().__new__(cls, rows)

    def held(self, item: str, day: date) -> tuple[FeeRow, ...]:
        """Give the rows of one item that hold on a postmark day."""
        return tuple([row for begins, ends, row in self._by_item.get(item, ()) if begins <= day <= ends])

    @cached_property
    def _by_item(self) -> dict[str, list[tuple[date, date, FeeRow]]]:
        index: dict[str, list[tuple[date, date, FeeRow]]] = {}
        for row in self:
            index.setdefault(row.item, []).append((row.from_, row.to or date.max, row))
        return index


def fee_rows(table: tuple[FeeRow, ...], item: str, postmark: date) -> tuple[FeeRow, ...]:
    """Give the rows of `item` that hold on the postmark day: one, or the table has no answer.

    Rows that an office has signed go before the others.
    """
    held = (
        table.held(item, postmark)
        if isinstance(table, FeeTable)
        else tuple(row for row in table if row.item == item and row.holds_on(postmark))
    )
    return held if len(held) < 2 else tuple(row for row in held if row.signed) or held


def corrected(table: Iterable[FeeRow], rows: Iterable[FeeRow]) -> FeeTable:
    """Give the table with an office's own signed rows."""
    return FeeTable((*table, *rows))


def check_fees(file: FeeFile, source: Source) -> None:
    """Raise Problem when two rows of one item hold on the same day."""
    placed = sorted(enumerate(file.fees), key=lambda one: (one[1].item, one[1].from_))
    for (_, earlier), (place, later) in pairwise(placed):
        if earlier.item == later.item and (earlier.to is None or earlier.to >= later.from_):
            said = f"two rows of '{later.item}' hold on {later.from_}"
            raise source.wrong(said, "fees", place, "item")
