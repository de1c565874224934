"""The office's own fee rows: an amount corrected, dated and signed by its user, and taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import money, on_screen
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.words import _
from immdesk.office.clock import day_in
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.law.fees import FeeRow
    from immdesk.office.office import Office
    from immdesk.packs.library import Library

_FEE, _OWN = "fee ", " own "
_MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class OwnFee:
    """A row that the office has corrected: since when, how much in dollars, why, by whom and when."""

    item: str
    usd: Decimal
    since: date
    reason: str
    by: str
    on: date


def correct_fee(office: Office, item: str, usd: str, since: date, reason: str) -> Changed:
    """Let the office count `usd` dollars for an item from a postmark day on; the packs' row stays below it.

    Raises Problem for an unknown item, an amount that is none, and without a reason (where it was seen).
    """
    if item not in {row.item for row in office.library.fees}:
        items = {row.item for row in office.library.fees}
        raise Problem(_("There is no fee {item}.").format(item=item) + did_you_mean(item, items), "", "")
    amount = _amount(usd)
    if not reason.strip():
        raise Problem(
            _("A corrected fee needs a reason."),
            _("Nothing was changed."),
            _("Say where the amount was seen, such as the agency's fee schedule of a day."),
        )
    kept = {"item": item, "usd": str(amount), "from": since.isoformat(), "reason": reason.strip()}
    kept |= {"by": office.user, "at": office.now().isoformat()}
    value = json.dumps(kept, ensure_ascii=False)
    return _say(office, f"{item} {since.isoformat()}", value, _("Correct a fee"), _("The fee was corrected."))


def take_fee_back(office: Office, item: str, since: date) -> Changed:
    """Count what the packs say again."""
    return _say(
        office,
        f"{item} {since.isoformat()}",
        None,
        _("Take a corrected fee back"),
        _("The packs' fee counts again."),
    )


def own_fees(office: Office) -> tuple[OwnFee, ...]:
    """Give the office's corrected rows by item, the newest day first."""
    rows = office.rows("SELECT value FROM said WHERE owner_kind = 'office' AND word LIKE 'fee %'")
    found = [_own(office, json.loads(row["value"])) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.item, -one.since.toordinal())))


def with_own_fees(office: Office, library: Library) -> Library:
    """Give the library with the office's own rows; its hash changes with them: all is computed anew."""
    from immdesk.law.fees import corrected

    own = own_fees(office)
    mark = ";".join(f"{one.item} {one.since} {one.usd}" for one in own)
    packs = library.hash.partition(_OWN)[0]
    whole = f"{packs}{_OWN}{mark}" if own else packs
    if whole == library.hash:
        return library
    of_packs = [row for row in library.fees if not row.signed]
    return replace(library, fees=corrected(of_packs, _rows(own)), hash=whole)


def signed_words(one: OwnFee) -> str:
    """Give who corrected a row, when and why."""
    said = _("{amount} since {since}: corrected by {who} on {day}. {reason}")
    return said.format(
        amount=money(one.usd),
        since=on_screen(one.since),
        who=one.by,
        day=on_screen(one.on),
        reason=one.reason,
    )


def _rows(own: tuple[OwnFee, ...]) -> list[FeeRow]:
    """Give rows that follow one another: each ends on the day before the next of its item begins."""
    from immdesk.law.fees import FeeRow

    made, later = [], dict[str, date]()
    for one in own:
        values: dict[str, Any] = {
            "item": one.item, "usd": one.usd, "from": one.since, "confidence": "sourced",
            "source": one.reason, "signed": signed_words(one),
        }  # fmt: skip
        if one.item in later:
            values["to"] = date.fromordinal(later[one.item].toordinal() - 1)
        later[one.item] = one.since
        made.append(FeeRow(**values))
    return made


def _own(office: Office, kept: dict[str, Any]) -> OwnFee:
    on = day_in(office.zone, datetime.fromisoformat(kept["at"]))
    since = date.fromisoformat(kept["from"])
    return OwnFee(kept["item"], Decimal(kept["usd"]), since, kept["reason"], kept["by"], on)


def _amount(typed: str) -> Decimal:
    try:
        amount = Decimal(typed.strip().removeprefix("$").replace(",", ""))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= _MOST or amount != round(amount, 2):
        raise Problem(
            _("“{typed}” is no amount.").format(typed=typed),
            _("Nothing was changed."),
            _("Type dollars, such as 675 or 1,440.50."),
        )
    return amount


def _say(office: Office, word: str, value: str | None, title: str, message: str) -> Changed:
    office_id = office.id()

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "office", office_id, _FEE + word, value)

    _done, changed = office.change(title, work, message=message)
    return changed
