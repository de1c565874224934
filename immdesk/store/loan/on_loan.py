"""An office on loan: cases of another office that work here until a day, and go back with what was done."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.store.home import is_on_loan
from immdesk.store.publisher import Alone
from immdesk.store.slots import KEYS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from immdesk.store.home import Store
    from immdesk.store.operations import RowChange
    from immdesk.store.reading import Reading

LOAN, SEEN = "on loan", "on loan, last day"
"""Lines of the local table `meta`: what the loan is, and the latest day on which it was open."""
_OFFICE_OWN = frozenset(("case_file", "staff_sign_in", "case_reader", "hand_off"))


@dataclass(frozen=True, slots=True)
class Loan:
    """What the office that lent the cases said: who it is, until when, what was left out.

    `due_on` is an ISO day or "". `stops` says that the loan becomes read-only after the day and no longer
    opens after `grace` more days; `wipe` that it is destroyed here once it was sent back.
    """

    id: str
    office: str
    to_whom: str
    why: str = ""
    due_on: str = ""
    stops: bool = False
    grace: int = 0
    wipe: bool = False
    left_out: tuple[str, ...] = ()
    kinds_left_out: tuple[str, ...] = ()
    by: str = ""
    at: str = ""
    passphrase_slot: str = ""

    def written(self) -> str:
        """Give it as text for the table."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def ends(self) -> date | None:
        """Give the last day on which it opens, None when it opens for ever."""
        if not self.due_on or not self.stops:
            return None
        return date.fromisoformat(self.due_on) + timedelta(days=self.grace)

    def read_only(self, today: date) -> bool:
        """Say whether it may only be read by now."""
        return self.stops and bool(self.due_on) and today > date.fromisoformat(self.due_on)


def loan_from(told: Mapping[str, Any]) -> Loan:
    """Give a loan from what was told of it; raises ValueError for what is none."""
    known = {field.name: told[field.name] for field in fields(Loan) if field.name in told}
    for name in ("left_out", "kinds_left_out"):
        known[name] = tuple(str(one) for one in known.get(name, ()))
    for field in fields(Loan):
        kind = {"str": str, "bool": bool, "int": int}.get(str(field.type))
        if kind and field.name in known and type(known[field.name]) is not kind:
            raise ValueError(field.name)
    loan = Loan(**known)
    if loan.due_on:
        date.fromisoformat(loan.due_on)
    if not 0 <= loan.grace <= 3660:
        raise ValueError("grace")
    return loan


def loan_of(reading: Reading) -> Loan | None:
    """Give the loan that this office is, None for an office of its own."""
    found = reading.value("SELECT value FROM meta WHERE key = ?", [LOAN])
    try:
        return loan_from(json.loads(found)) if found else None
    except (ValueError, TypeError):
        return None


class Lent(Alone):
    """Who is told of changes of an office on loan: nobody; and what it may not do is refused here."""

    def __init__(self) -> None:
        self.standing: Callable[[], None] = _nothing

    def turn(self) -> AbstractContextManager[Any]:
        """Give the right to change; raises Refused once the loan may only be read."""
        self.standing()
        return nullcontext()

    def publish(
        self, connection: Connection, line: Mapping[str, Any], rows: Sequence[RowChange], digests: list[str]
    ) -> None:
        """Refuse what belongs to the office that lent the cases: opening and destroying, who may come in."""
        for row in rows:
            if row.act == "purge" or (row.table in _OFFICE_OWN and row.act != "update"):
                raise of_the_lender()


def of_the_lender() -> Problem:
    """Give what to say of work that only the office that lent the cases does."""
    return Problem(
        _("This is done in the office that lent the cases."),
        _("Here you work in the cases that were handed to you; nothing was changed."),
        _("Ask that office, or make a note in a case: it comes back with the package."),
    )


def refuse_on_loan(store: Store) -> None:
    """Raise Problem in an office on loan: who comes in, moving and destroying is the lender's."""
    if isinstance(store.publisher, Lent):
        raise of_the_lender()


def over(loan: Loan) -> Refused:
    """Give what to say of a loan that no longer opens."""
    return Refused(
        _("These cases were on loan until {day}, and that time is over.").format(day=loan.due_on),
        _("The office that lent them chose that they stop opening then. What you did is kept in the folder."),
        _("Send it back: “immdesk hand-off back” still writes it. Or ask the office for another package."),
    )


def only_read(loan: Loan) -> Refused:
    """Give what to say when somebody writes in a loan whose day has passed."""
    return Refused(
        _("These cases were on loan until {day}; now they can only be read.").format(day=loan.due_on),
        _("Nothing was changed."),
        _("Send back what you did, and ask the office for another package if the work goes on."),
    )


def wipe(folder: Path) -> bool:
    """Destroy an office on loan: its keys are written over first, then everything goes.

    Gives whether all of it is gone. Raises Problem, and destroys nothing, when it is an office of its own.
    """
    if not is_on_loan(folder):
        raise Problem(
            _("This is not an office on loan."),
            _("Nothing was destroyed."),
            _("Only cases that were lent are wiped from here."),
        )
    keys = folder / KEYS
    if keys.exists():
        with keys.open("r+b") as file:
            size = os.fstat(file.fileno()).st_size
            for _time in range(2):
                file.seek(0)
                file.write(os.urandom(size))
                file.flush()
                os.fsync(file.fileno())
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _nothing() -> None:
    """Nothing stands in the way."""
