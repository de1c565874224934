"""Long work that is watched: somebody is told how far it is, and may stop it with nothing left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from immdesk.basics.problems import Problem
from immdesk.basics.words import _

T = TypeVar("T")
Progress = Callable[[int, int, str], None]
"""Told of each step: how many are done, of how many, and what is being done."""
Cancelled = Callable[[], bool]
"""Asked at each step: has somebody pressed Cancel?"""


class Stopped(Problem):
    """Somebody stopped the work; nothing of it is left. `means` says so in plain words."""

    def __init__(self, means: str = "") -> None:
        super().__init__(_("Stopped."), means)


def silent(_done: int, _total: int, _text: str) -> None:
    """Tell nobody how far the work is."""


def stretch(progress: Progress, first: int, last: int) -> Progress:
    """Give whom to tell of one stretch of a work: its steps are `first` to `last` percent of the whole."""

    def told(done: int, total: int, text: str) -> None:
        progress(first + (last - first) * done // max(total, 1), 100, text)

    return told


def never() -> bool:
    """Never stop."""
    return False


@dataclass(frozen=True, slots=True)
class Watched:
    """Who is told how far a work is, who may stop it, and what it says then ("Nothing was read in.")."""

    progress: Progress = silent
    cancelled: Cancelled = never
    nothing: str = ""

    def look(self) -> None:
        """Raise Stopped when somebody cancelled."""
        if self.cancelled():
            raise Stopped(self.nothing)

    def step(self, done: int, total: int, text: str) -> None:
        """Tell how far the work is; raises Stopped when somebody cancelled."""
        self.look()
        self.progress(done, total, text)

    def each(self, rows: Iterable[T], total: int, text: str, every: int = 200) -> Iterator[T]:
        """Give the rows, with a step before each so many of them; raises Stopped as `step` does."""
        for place, row in enumerate(rows):
            if place % every == 0:
                self.step(place, max(total, place), text)
            yield row


ALONE = Watched()
