"""Where an operation becomes the office's: here at once, or first where all desks of the office see it.

An office alone keeps an operation in its own table and is done. An office with many desks publishes it as
number N+1 first, and only then keeps it here. Both write the very same operation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from immdesk.store.operations import RowChange


class Lost(Exception):
    """Another desk published this number first: what it did is taken in, then the work is done again."""


class WorkAway(Exception):
    """The other desks cannot be reached and nothing was published: the work is done again for this desk."""


class Publisher(Protocol):
    """Makes operations known to the office's other desks."""

    @property
    def away(self) -> bool:
        """Say whether work is kept on this desk for now, because the others cannot be reached."""

    def turn(self) -> AbstractContextManager[Any]:
        """Give the right to change the office, held for a whole change. Raises Refused when there is none."""

    def publish(
        self, connection: Connection, line: Mapping[str, Any], rows: Sequence[RowChange], digests: list[str]
    ) -> None:
        """Publish an operation that stands in the open transaction of `connection` and is kept after this.

        Raises Lost or WorkAway, when the transaction is to be taken back and the work done again.
        """

    def catch_up(self, turn: int) -> None:
        """Take in what other desks published, after the loss number `turn` (0 the first)."""

    def is_published(self, operation_id: str) -> bool:
        """After keeping it here failed: say whether the operation counts all the same."""

    def sync(self) -> Any:
        """Take in what other desks did and send what waits here. Never raises for what the others do."""

    def bring(self, attachment: str) -> None:
        """Bring an attachment that is not here yet from where the other desks keep it, if they do."""

    def forget(self, attachments: Sequence[str]) -> None:
        """Take attachments away from where the other desks keep them: no record names them any more."""

    def close(self) -> None:
        """Let go of what is open."""


class Alone:
    """The publisher of an office with one desk: there is nobody to tell."""

    away = False

    def turn(self) -> AbstractContextManager[Any]:
        """Give the right to change, which nobody else wants."""
        return nullcontext()

    def publish(
        self, connection: Connection, line: Mapping[str, Any], rows: Sequence[RowChange], digests: list[str]
    ) -> None:
        """Tell nobody."""

    def catch_up(self, turn: int) -> None:
        """Take in nothing."""

    def is_published(self, operation_id: str) -> bool:
        """Say no: an operation that is not kept does not count."""
        return False

    def sync(self) -> Any:
        """Look at nothing."""

    def bring(self, attachment: str) -> None:
        """Bring nothing: all there is lies here."""

    def forget(self, attachments: Sequence[str]) -> None:
        """Take away nothing: all there is lies here."""

    def close(self) -> None:
        """Let go of nothing."""


ALONE = Alone()
