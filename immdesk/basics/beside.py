"""Pure work that may run beside other work: the desk lends a thread for it, a command does it in its turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Beside(Protocol):
    """Begins a piece of work that touches no record, and gives a way to ask for its result.

    Asking waits for the end and raises what the work raised. Whoever begins work asks for its result,
    also when something else went wrong meanwhile.
    """

    def __call__(self, work: Callable[[], T], /) -> Callable[[], T]:
        """Begin `work`; give what returns its result."""


def in_turn(work: Callable[[], T], /) -> Callable[[], T]:
    """Do the work when its result is asked for: the way of a program with one thread."""
    return work
