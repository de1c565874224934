"""Sign-off: an attorney of the office takes a rule on their word, once for all its dates, until a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import add_months
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.clock import day_in
from immdesk.office.firm import must_be_attorney, staff
from immdesk.office.law_rows import SignOff
from immdesk.office.rows import Changed, DateRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.law.compiled import Rule
    from immdesk.office.office import Office

_RULE = "rule "
MONTHS_GOOD = 12
"""How long a sign-off is offered for, when nobody says until when; the attorney may say less or more."""


def sign_off(office: Office, rule_id: str, staff_id: str, until: date, note: str = "") -> Changed:
    """Record that a named attorney has read a rule and answers for it until a day.

    It holds for the rule as it is now; a changed rule needs a new word. Raises Problem for somebody who is
    no attorney of the office, an unknown rule, or a day that is not after today.
    """
    must_be_attorney(office, staff_id)
    rule = _rule(office, rule_id)
    if until <= office.today():
        raise Problem(
            _("{day} is not after today.").format(day=on_screen(until)),
            _("The rule was not signed off."),
            _("Say until when the attorney answers for it."),
        )
    name = next(one.name for one in staff(office) if one.id == staff_id)
    kept = {"staff": staff_id, "name": name, "at": office.now().isoformat(), "until": until.isoformat()}
    kept |= {"mark": mark_of(rule), "note": note.strip()}
    return _say(
        office,
        rule_id,
        json.dumps(kept, ensure_ascii=False),
        _("Sign off a rule"),
        _("The rule is signed off."),
    )


def offered_until(office: Office) -> str:
    """Give the day that is offered as the end of a sign-off, as it would be typed."""
    return on_screen(add_months(office.today(), MONTHS_GOOD, "last_day_of_month"))


def read_until(office: Office, typed: str) -> date:
    """Give the day that was typed ("in 6 months", "Mar 3, 2027"); raises Problem for what is no day."""
    from immdesk.basics.values import read_value

    found = read_value("date", typed, today=office.today())
    if not isinstance(found.value, date):
        raise Problem(
            _("“{typed}” is no day.").format(typed=typed),
            found.message,
            _("Type a day such as March 3, 2027."),
        )
    return found.value


def take_back(office: Office, rule_id: str) -> Changed:
    """Take a sign-off back: "verify" stands at all dates of the rule again."""
    return _say(office, rule_id, None, _("Take a sign-off back"), _("The sign-off was taken back."))


def sign_offs(office: Office) -> dict[str, SignOff]:
    """Give every sign-off of the office by its rule, also those that no longer hold."""
    return {one: sign for one, kept in _kept(office).items() if (sign := _sign_off(office, one, kept))}


def with_sign_offs(office: Office, rows: Iterable[DateRow]) -> list[DateRow]:
    """Give dates as they are to be shown: "verify" falls away at a rule that is signed off and unchanged.

    While the pack is past its day every date says so, but for rules that were signed off after that day.
    """
    from immdesk.office.pack_age import stale

    listed = _signed(office, rows)
    late = stale(office)
    if late is None:
        return listed
    held = {rule for rule, sign in sign_offs(office).items() if sign.state == "good" and sign.on > late.until}
    return [_late(row, late.words) if row.rule and row.rule not in held else row for row in listed]


def _late(row: DateRow, words: str) -> DateRow:
    return row if words in row.verify else replace(row, verify=f"{words} {row.verify}".rstrip())


def _signed(office: Office, rows: Iterable[DateRow]) -> list[DateRow]:
    listed = list(rows)
    kept = _kept(office) if any(row.verify for row in listed) else {}
    if not kept:
        return listed
    signed = {one: _sign_off(office, one, kept[one]) for one in {row.rule for row in listed} if one in kept}
    return [_shown(row, signed.get(row.rule)) for row in listed]


def words_of(one: SignOff) -> str:
    """Give a sign-off in words: who, when, until when, and whether it still holds."""
    said = _("Signed off by {name} on {day}, good until {until}.").format(
        name=one.name, day=on_screen(one.on), until=on_screen(one.until)
    )
    after = {
        "changed": _("The rule has changed since: it needs a new sign-off."),
        "over": _("That day is over: it needs a new sign-off."),
    }
    return " ".join(part for part in (said, after.get(one.state, ""), one.note) if part)


def mark_of(rule: Rule) -> str:
    """Give a mark of all that a rule says; a rule that changes has another."""
    return hashlib.sha256(repr(rule.file).encode()).hexdigest()


def _shown(row: DateRow, sign: SignOff | None) -> DateRow:
    if sign is None or not row.verify:
        return row
    return replace(row, signed=words_of(sign), verify="" if sign.state == "good" else row.verify)


def _rule(office: Office, rule_id: str) -> Rule:
    rule = office.library.rules.get(rule_id)
    if rule is None:
        raise Problem(_("This rule is in no pack that is in use."), "", _("Choose another rule."))
    return rule


def _kept(office: Office) -> dict[str, dict[str, Any]]:
    rows = office.rows("SELECT word, value FROM said WHERE owner_kind = 'office' AND word LIKE 'rule %'")
    return {row["word"].removeprefix(_RULE): json.loads(row["value"]) for row in rows}


def _sign_off(office: Office, rule_id: str, kept: Mapping[str, Any]) -> SignOff | None:
    rule, until = office.library.rules.get(rule_id), date.fromisoformat(kept["until"])
    if rule is None:
        return None
    state = "good" if mark_of(rule) == kept["mark"] else "changed"
    if state == "good" and until < office.today():
        state = "over"
    on = day_in(office.zone, datetime.fromisoformat(kept["at"]))
    return SignOff(rule_id, kept["name"], on, until, kept["note"], state)  # type: ignore[arg-type]


def _say(office: Office, rule_id: str, value: str | None, title: str, message: str) -> Changed:
    office_id = office.id()

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "office", office_id, _RULE + rule_id, value)

    _done, changed = office.change(title, work, why=rule_id, message=message)
    return changed
