"""Which cards of a board are marked, as in any list: Shift extends, Ctrl only goes on, Space marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

MIME = "application/x-immdesk-cases"


class CardMarks:
    """The ids of the marked cards; none means the card that is current."""

    def __init__(self) -> None:
        self._ids: dict[str, None] = {}
        self._from: tuple[int, int] | None = None

    def __contains__(self, card_id: str) -> bool:
        return card_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def ids(self) -> tuple[str, ...]:
        """Give them in the order in which they were marked."""
        return tuple(self._ids)

    def keep(self, known: Sequence[str]) -> None:
        """Forget those that are no longer there."""
        there = set(known)
        self._ids = {one: None for one in self._ids if one in there}

    def clear(self) -> None:
        """Mark nothing."""
        self._ids, self._from = {}, None

    def toggle(self, card_id: str) -> None:
        """Mark a card, or mark it no more."""
        if card_id in self._ids:
            del self._ids[card_id]
        elif card_id:
            self._ids[card_id] = None

    def all(self, ids: Sequence[str]) -> None:
        """Mark all of these."""
        self._ids = dict.fromkeys(ids)

    def begin(self, column: int, row: int) -> None:
        """Remember from where Shift extends, unless that is known."""
        self._from = self._from or (column, row)

    def extend(self, column: int, row: int, ids: Sequence[str]) -> None:
        """Mark what lies between where Shift began and here; `ids` are those of this column."""
        first = self._from[1] if self._from and self._from[0] == column else row
        self._ids |= dict.fromkeys(ids[min(first, row) : max(first, row) + 1])


def cases_mime(ids: Sequence[str]) -> QMimeData:
    """Give what is dragged: these cases."""
    made = QMimeData()
    made.setData(MIME, QByteArray(" ".join(ids).encode()))
    return made


def drag_cases(source: QWidget, ids: Sequence[str]) -> None:
    """Let these cases be dragged from a board. Qt has no other way to begin one than to wait for its end."""
    drag = QDrag(source)
    drag.setMimeData(cases_mime(ids))
    drag.exec(Qt.DropAction.CopyAction)


def cases_in(mime: QMimeData) -> tuple[str, ...]:
    """Give the cases that are dragged, none when it is something else."""
    return tuple(bytes(mime.data(MIME).data()).decode().split()) if mime.hasFormat(MIME) else ()
