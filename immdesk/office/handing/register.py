"""The register of hand-offs: what is out, with whom and until when, what came back, what is overdue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.handing.leaving_out import called
from immdesk.office.handing.returns import hidden_cases
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

State = Literal["out", "overdue", "back", "ended"]


@dataclass(frozen=True, slots=True)
class HandOffRow:
    """A line of the register; `on` is the day on which it went out, `size` that of the file in bytes."""

    id: str
    cases: str
    case_ids: tuple[str, ...]
    to_whom: str
    why: str
    on: date | None
    due: date | None
    state: State
    left_out: tuple[str, ...]
    scans: int
    size: int
    by: str
    terms: str
    back_on: date | None
    changes: int

    def state_words(self) -> str:
        """Say how it stands."""
        if self.state == "back" and self.back_on:
            return _("back") + "\n" + on_screen(self.back_on)
        return {
            "out": _("out"),
            "overdue": _("overdue"),
            "back": _("back"),
            "ended": _("ended"),
        }[self.state]


def register(office: Office) -> tuple[HandOffRow, ...]:
    """Give every hand-off that who sits here may see: what is out first, then the latest."""
    rows = office.rows("SELECT * FROM hand_off ORDER BY state = 'out' DESC, at DESC")
    return tuple(_row(one, office.today()) for one in rows if not hidden_cases(office, one))


def end(office: Office, hand_off_id: str, reason: str) -> Changed:
    """Say that nothing more comes back of a hand-off, and why; its day leaves the docket.

    Raises Problem without a reason. A package that comes back after all is still taken in.
    """
    must(office, "work")
    if not reason.strip():
        raise Problem(_("Say why nothing comes back."), _("Nothing was changed."), _("Type a few words."))
    open_dates = office.rows(
        "SELECT id FROM docket_entry WHERE output = ? AND state = 'kept'", [f"hand-off {hand_off_id}"]
    )
    today = office.today().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.access import HandOff
        from immdesk.records.dates import DocketEntry

        session.get_one(HandOff, hand_off_id).state = "ended"
        for found in open_dates:
            entry = session.get_one(DocketEntry, found["id"])
            entry.state, entry.done_on, entry.done_proof = "done", today, reason.strip()

    return office.change(_("End a hand-off"), work, why=reason.strip(), message=_("The hand-off is ended."))[
        1
    ]


def counts_words(rows: tuple[HandOffRow, ...]) -> str:
    """Say how many are out and overdue."""
    out = sum(one.state in ("out", "overdue") for one in rows)
    late = sum(one.state == "overdue" for one in rows)
    said = n_("{n} package is out.", "{n} packages are out.", out) if out else _("Nothing is out.")
    return said + (" " + n_("{n} is overdue.", "{n} are overdue.", late) if late else "")


# -- private ------------------------------------------------------------------------------------


def _row(row: Mapping[str, Any], today: date) -> HandOffRow:
    told, how = json.loads(row["told"]), json.loads(row["how"] or "{}")
    due = iso_day(row["due_on"] or "")
    state: State = row["state"] if row["state"] in ("back", "ended") else "out"
    if state == "out" and due is not None and due < today:
        state = "overdue"
    returns = told.get("returns", [])
    return HandOffRow(
        row["id"],
        row["what"],
        tuple(one["id"] for one in told["cases"]),
        row["to_whom"],
        row["why"] or "",
        iso_day((row["at"] or "")[:10]),
        due,
        state,
        tuple(called(one) for one in json.loads(row["redacted"] or "[]")),
        int(told.get("scans", 0)),
        int(told.get("size", 0)),
        row["by"] or "",
        _terms(how),
        iso_day((row["back_at"] or "")[:10]),
        len({one for part in returns for one in part["ids"]}),
    )


def _terms(how: Mapping[str, Any]) -> str:
    said = []
    if how.get("stops"):
        after = n_(
            "stops opening {n} day after it is due", "stops opening {n} days after it is due", how["grace"]
        )
        said.append(after)
    if how.get("wipe"):
        said.append(_("is wiped there once it was sent back"))
    return "; ".join(said)
