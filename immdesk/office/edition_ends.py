"""Drafts on an edition that the agency stops accepting: which form, its last day by postmark, which cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.blank_needs import cases_that_need
from immdesk.office.blanks import listed

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.editions import Edition

AHEAD = timedelta(days=120)
"""How long before its last day an ending edition is told."""
_MOST = 6


@dataclass(frozen=True, slots=True)
class EndingEdition:
    """An edition that is drafted on and ends: its last day, what comes after it, and the open cases."""

    form: str
    edition: str
    last_day: date
    past: bool
    after: str
    no_grace: bool
    cases: tuple[str, ...]

    def words(self) -> str:
        """Say it in one or two sentences."""
        cases = ", ".join(self.cases[:_MOST]) + (" …" if len(self.cases) > _MOST else "")
        count = n_("{n} open case drafts on it", "{n} open cases draft on it", len(self.cases))
        drafts = f"{count}: {cases}."
        said = (
            _("Form {form}, edition {edition}, has not been accepted since {day}.")
            if self.past
            else _("Form {form}, edition {edition}, must be mailed by {day}; the postmark counts.")
        )
        day = self.last_day + timedelta(days=1) if self.past else self.last_day
        after = _("Get edition {edition}.").format(edition=self.after) if self.after else ""
        grace = _("There is no grace period.") if self.no_grace and not self.past else ""
        head = said.format(form=self.form, edition=self.edition, day=on_screen(day))
        return " ".join(filter(None, (head, grace, drafts, after)))


def ending_editions(office: Office) -> tuple[EndingEdition, ...]:
    """Give the editions that open cases are drafted on and that have ended or end soon, the soonest first."""
    today, found = office.today(), []
    sheets = {one.form: one.editions for one in office.library.editions}
    held: dict[str, list[str]] = {}
    for one in listed(office):
        held.setdefault(one.form, []).append(one.edition)
    for form, editions in held.items():
        drafted = _drafted(sheets.get(form, ()), editions, today)
        if drafted is not None and drafted.until is not None and drafted.until - today <= AHEAD:
            found.append((form, drafted, _after(sheets[form], drafted)))
    if not found:
        return ()
    wanted, filed = cases_that_need(office), _filed(office)
    drafts = {
        form: tuple(one for one in numbers if (one, form) not in filed) for form, numbers in wanted.items()
    }
    rows = [
        EndingEdition(
            form,
            one.edition,
            one.until,
            one.until < today,
            after.edition if after else "",
            bool(after and after.from_ and after.from_ == one.until + timedelta(days=1)),
            drafts[form],
        )
        for form, one, after in found
        if one.until is not None and drafts.get(form)
    ]
    return tuple(sorted(rows, key=lambda one: (one.last_day, one.form)))


def _filed(office: Office) -> set[tuple[str, str]]:
    """Give the number of each case with each form that has gone out: it is no draft any more."""
    rows = office.rows(
        "SELECT c.number, f.form FROM filing f JOIN case_file c ON c.id = f.case_id "
        "WHERE coalesce(f.postmark_on, f.received_on, f.receipt_number) IS NOT NULL"
    )
    return {(row["number"], row["form"]) for row in rows}


def _drafted(known: tuple[Edition, ...], held: list[str], today: date) -> Edition | None:
    """Give the edition that the office's drafts stand on: the last of those held that is accepted longest."""
    mine = [one for one in known if one.edition in held and (one.from_ is None or one.from_ <= today)]
    if not mine or any(one.until is None for one in mine):
        return None
    return max(mine, key=lambda one: one.until or date.min)


def _after(known: tuple[Edition, ...], ended: Edition) -> Edition | None:
    """Give the edition that counts on the day after another one ends."""
    if ended.until is None:
        return None
    then = ended.until + timedelta(days=1)
    found = [
        one
        for one in known
        if (one.from_ is None or one.from_ <= then) and (one.until is None or one.until >= then)
    ]
    return found[-1] if found else None
