"""What a person wants with a date in the calendar: accept it, refuse it, mark it as done, put it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow
    from ui.parts.desk import Desk


class DayWishes(QObject):
    """Asks for what is missing, a proof or a reason, and then does it in the office."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk

    def do(self, verb: str, row: DateRow) -> None:
        """Do what a button of a date says."""
        from immdesk.office import dates

        if verb == "open":
            self._desk.go("case", f"{row.case_id}/dates")
        elif verb == "accept":
            self._do(dates.accept, row.case_id, [row.key])
        elif verb == "reopen":
            self._do(dates.reopen, row.entry_id)
        elif verb == "done":
            self._ask_proof(row.entry_id)
        elif verb == "refuse":
            self._ask_reason(row.case_id, row.key)

    def _ask_proof(self, entry_id: str) -> None:
        self._desk.ask_text(
            _("Done, with what proof?"),
            _("Tracking number, receipt, or how it was done"),
            _("Mark as done"),
            partial(self._done, entry_id),
        )

    def _ask_reason(self, case_id: str, key: str) -> None:
        self._desk.ask_text(
            _("Not this date?"),
            _("Why it is not kept; the attorney reads this in the history"),
            _("Do not keep it"),
            partial(self._refuse, case_id, key),
            long=True,
        )

    def _done(self, entry_id: str, proof: str) -> None:
        from immdesk.office import dates

        self._do(dates.done, entry_id, proof)

    def _refuse(self, case_id: str, key: str, reason: str) -> None:
        from immdesk.office import dates

        self._do(dates.refuse, case_id, key, reason)

    def _do(self, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args, done=self._desk.changed, failed=self._desk.problem
        )
