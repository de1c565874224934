"""The anchor of the record of changes: a number and a seal to print, and to hold against the record later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.office import Office

_LETTERS = 16
"""How many letters of a seal are printed: enough that nobody finds another record with the same ones."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest change: its number, and the first letters of its seal in groups of four."""

    seq: int
    seal: str

    def words(self) -> str:
        """Give it as it is printed and typed again: "1,204 · 3f2a 90bc 11d4 7e05"."""
        return f"{self.seq:,} · {self.seal}"


def anchor_of(office: Office) -> Anchor | None:
    """Give the anchor of the record as it is now; None while nothing was ever recorded."""
    rows = office.rows("SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1")
    return Anchor(rows[0]["seq"], _grouped(rows[0]["hash"])) if rows else None


def holds(office: Office, printed: str) -> bool:
    """Say whether the record still has, at the printed number, the change whose seal was printed.

    With an unbroken chain this proves that nothing up to that number was changed or cut off since.
    Raises Problem when the text is no anchor.
    """
    number, seal = _read(printed)
    rows = office.rows("SELECT hash FROM operation WHERE seq = ?", [number])
    return bool(rows) and _grouped(rows[0]["hash"]) == _grouped(seal)


def words_of(same: bool) -> str:
    """Say in words what comparing a seal showed."""
    if same:
        return _("The seal fits: the record up to this number is the one that was printed.")
    return _("The seal does not fit: the record was changed, or its end was cut off, since it was printed.")


def _read(printed: str) -> tuple[int, str]:
    found = re.fullmatch(r"\s*([\d,.]+)\W+([0-9a-fA-F\s]+)", printed)
    seal = re.sub(r"\s", "", found[2]).lower() if found else ""
    if not found or len(seal) != _LETTERS:
        raise Problem(
            _("This is no seal of a monthly report."),
            _("Nothing was compared."),
            _("Type the number and the sixteen letters as printed: 1,204 · 3f2a 90bc 11d4 7e05."),
        )
    return int(re.sub(r"\D", "", found[1])), seal


def _grouped(seal: str) -> str:
    short = seal[:_LETTERS]
    return " ".join(short[start : start + 4] for start in range(0, _LETTERS, 4))
