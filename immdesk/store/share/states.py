"""What a desk says of its share: how it is, what waits, and what one look at it brought."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field

from immdesk.store.operations import Operation
from immdesk.store.share.rebase import Rebased
from immdesk.store.share.trouble import Kind

LONGEST_WAIT = 0.5
"""Seconds that a desk waits at most before it reaches for a number again."""


@dataclass(frozen=True, slots=True)
class ShareState:
    """How the share is, as this desk last saw it.

    `seq` is the number that `kind` speaks of, `head` the last one that is known to be on the share,
    `waiting` how many operations of this desk are not there yet, `held` how many wait for a choice.
    """

    kind: Kind = "well"
    seq: int = 0
    head: int = 0
    waiting: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Synced:
    """What one look at the share brought: operations of others, and what became of one's own.

    `given_back` is how many changes the share had lost, being restored to an earlier day, and has again.
    """

    taken_in: tuple[Operation, ...] = ()
    sent: int = 0
    rebased: Rebased = field(default_factory=Rebased)
    from_snapshot: bool = False
    given_back: int = 0


def back_off(turn: int, took: float) -> None:
    """Wait by chance after the loss number `turn`: desks that met must not meet again and again.

    `took` is how long publishing takes, in seconds: on a slow server all would only slow each other down.
    """
    if turn:
        threading.Event().wait(random.uniform(0, min(LONGEST_WAIT, 2 * took * turn)))
