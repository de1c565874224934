"""What an event changed: dates proposed, moved or no longer due, and the stage of the case, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.words import _, n_

if TYPE_CHECKING:
    from immdesk.office.office import Office

WAITS = ("proposed", "moved", "lifted", "mismatch")


@dataclass(frozen=True, slots=True)
class Standing:
    """A case at one moment: its stage, and each date that waits, by key, with its state and day."""

    stage: str
    waiting: Mapping[str, tuple[str, date | None]]

    def since(self, before: Standing) -> str:
        """Say in words what is different from `before`; "" when nothing is."""
        new = {key: one for key, one in self.waiting.items() if before.waiting.get(key) != one}
        fresh = sum(one[0] == "proposed" and key not in before.waiting for key, one in new.items())
        changed = sum(one[0] == "proposed" for one in new.values()) - fresh
        gone = sum(key not in self.waiting for key, one in before.waiting.items() if one[0] == "proposed")
        counted = {state: sum(one[0] == state for one in new.values()) for state in WAITS}
        parts = [
            n_("{n} date proposed.", "{n} dates proposed.", fresh) if fresh else "",
            n_("{n} proposed date changed.", "{n} proposed dates changed.", changed) if changed else "",
            n_("{n} proposed date is gone.", "{n} proposed dates are gone.", gone) if gone else "",
            _moved(counted["moved"]),
            _lifted(counted["lifted"]),
            _differs(counted["mismatch"]),
            _("Stage: {stage}.").format(stage=self.stage) if self.stage != before.stage else "",
        ]
        return " ".join(part for part in parts if part)


def told_after(office: Office, case_id: str) -> Standing:
    """Give how a case stands by what is computed of it now."""
    from immdesk.office.computed import computed

    found = computed(office, [case_id]).get(case_id)
    if found is None:
        return Standing("", {})
    rows = {row.key: (row.state, row.on) for row in found.rows if row.state in WAITS}
    return Standing(found.stage, rows)


def _moved(count: int) -> str:
    if not count:
        return ""
    return n_(
        "{n} date on the docket would move: decide on the page Dates.",
        "{n} dates on the docket would move: decide on the page Dates.",
        count,
    )


def _lifted(count: int) -> str:
    if not count:
        return ""
    return n_(
        "{n} date on the docket is no longer due: decide on the page Dates.",
        "{n} dates on the docket are no longer due: decide on the page Dates.",
        count,
    )


def _differs(count: int) -> str:
    if not count:
        return ""
    return n_(
        "{n} date differs from the notice: decide on the page Dates.",
        "{n} dates differ from the notice: decide on the page Dates.",
        count,
    )
