"""Rows fetched a chunk at a time and kept for a while, so that a table of 50,000 lines opens at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")

CHUNK = 32
KEPT = 160


class Chunks(Generic[Row]):
    """The rows of a list of ids. `fetch` gives the rows of some ids, by id."""

    def __init__(self, fetch: Callable[[Sequence[str]], Mapping[str, Row]]) -> None:
        self._fetch = fetch
        self._kept: OrderedDict[int, Mapping[str, Row]] = OrderedDict()
        self.ids: list[str] = []

    def set_ids(self, ids: list[str]) -> None:
        """Take a new list of ids; what was fetched is forgotten."""
        self.ids = ids
        self._kept.clear()

    def place_of(self, row_id: str) -> int:
        """Give the place of an id, -1 when it is not in the list."""
        try:
            return self.ids.index(row_id) if row_id else -1
        except ValueError:
            return -1

    def row(self, place: int) -> Row | None:
        """Give the row at a place, fetching its chunk when it is not kept; None when it has gone."""
        number = place // CHUNK
        chunk = self._kept.get(number)
        if chunk is None:
            chunk = self._fetch(self.ids[number * CHUNK : (number + 1) * CHUNK])
            self._kept[number] = chunk
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(number)
        return chunk.get(self.ids[place])
