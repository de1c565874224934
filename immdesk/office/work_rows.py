"""Rows about work, money and talk that several screens show: jobs, payments, recruitment, conversations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from immdesk.basics.shown import money, name, on_screen
from immdesk.basics.values import NONE_TEXT, read_value, text_to_value
from immdesk.basics.words import _
from immdesk.office.employers import said
from immdesk.office.work_words import Asked, choices

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.store.reading import Reading, Row


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line that opens a record: a worksite, a contact, a job, a payment; `note` is a mark at its end."""

    id: str
    title: str
    words: str = ""
    note: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One conversation: when, by whom of the office, with whom, how, and what was said."""

    id: str
    at: datetime
    timed: bool
    head: str
    summary: str
    minutes: int
    about: str = ""


def jobs(read: Reading, library: Library, column: str, owner_id: str) -> Iterator[WorkLine]:
    """Give the jobs of an employer, a case or a person (by the column that names it), each in one line."""
    sql = (
        "SELECT j.*, e.name AS employer, q.family_name, q.given_name FROM job j "
        "LEFT JOIN employer e ON e.id = j.employer_id LEFT JOIN person q ON q.id = j.person_id "
        f"WHERE j.deleted_at IS NULL AND j.{column} = ? ORDER BY j.rowid"
    )
    units = dict(library.vocabulary.word("job.wage_unit").choices)
    for row in read.all(sql, [owner_id]):
        worker = name(row)
        words = (
            worker if column != "person_id" else "",
            row["employer"] if column != "employer_id" else "",
            wage_words(row, units),
            _span(row),
        )
        ended = _("ended") if said(row["terminated_on"]) else ""
        yield WorkLine(row["id"], said(row["title"]) or _("Job"), " · ".join(filter(None, words)), ended)


def wage_words(row: Row, units: Mapping[str, str]) -> str:
    """Give the wage of a job: "$120,000 per year", "" when it is not known."""
    if not said(row["wage_from"]):
        return ""
    shown = money(text_to_value("money", row["wage_from"]))
    if said(row["wage_to"]):
        shown = f"{shown} – {money(text_to_value('money', row['wage_to']))}"
    unit = units.get(row["wage_unit"] or "", "")
    return _("{amount} per {unit}").format(amount=shown, unit=unit) if unit else shown


def _span(row: Row) -> str:
    """Give the days that the petition asks for, else those of the LCA."""
    for first, last in (("requested_from", "requested_until"), ("lca_from", "lca_until")):
        days = [on_screen(text_to_value("date", row[one])) if said(row[one]) else "" for one in (first, last)]
        if any(days):
            return f"{days[0] or '…'} – {days[1] or '…'}"
    return ""


def talks(read: Reading, office: Office, column: str, owner_id: str) -> tuple[TalkLine, ...]:
    """Give the conversations about a case, a person or an employer, the newest first."""
    sql = (
        "SELECT l.*, s.given_name || ' ' || s.family_name AS staff, c.number AS number FROM contact_log l "
        "LEFT JOIN staff s ON s.id = l.staff_id LEFT JOIN case_file c ON c.id = l.case_id "
        f"WHERE l.{column} = ? ORDER BY l.at DESC, l.rowid DESC"
    )
    words = office.library.vocabulary.shape("contact_log")
    hows, ways = dict(words["how"].choices), dict(words["direction"].choices)
    return tuple(_talk(row, hows, ways, ZoneInfo(office.zone)) for row in read.all(sql, [owner_id]))


def talks_of(office: Office, column: str, owner_id: str) -> tuple[TalkLine, ...]:
    """Give the conversations about a case, a person or an employer; as `talks`, with a view of its own."""
    with office.store.read() as read:
        return talks(read, office, column, owner_id)


def _talk(row: Row, hows: Mapping[str, str], ways: Mapping[str, str], zone: Any) -> TalkLine:
    timed = len(row["at"]) > 10
    at = datetime.fromisoformat(row["at"])
    how = hows.get(row["how"] or "", "")
    with_whom = _("with {name}").format(name=row["spoke_with"]) if said(row["spoke_with"]) else ""
    head = " · ".join(
        filter(
            None, (how[:1].upper() + how[1:], ways.get(row["direction"] or "", ""), with_whom, row["staff"])
        )
    )
    minutes = int(row["minutes"]) if (row["minutes"] or "").isdigit() else 0
    return TalkLine(
        row["id"],
        at.astimezone(zone) if timed else at,
        timed,
        head,
        said(row["summary"]),
        minutes,
        row["number"] or "",
    )


@dataclass(frozen=True, slots=True)
class Payments:
    """The payments of a case, and what they come to: still due, paid, given back."""

    lines: tuple[WorkLine, ...]
    due: Decimal
    paid: Decimal
    refunded: Decimal


def payments(read: Reading, library: Library, case_id: str) -> Payments:
    """Give the payments of a case, what is due first, and their sums in dollars."""
    rows = read.all(
        "SELECT p.*, f.form, q.family_name, q.given_name FROM payment p "
        "LEFT JOIN filing f ON f.id = p.filing_id LEFT JOIN person q ON q.id = p.person_id "
        "WHERE p.case_id = ? "
        "ORDER BY p.state = 'refunded', p.state = 'paid', p.due_on IS NULL, p.due_on, p.rowid",
        [case_id],
    )
    sums = dict.fromkeys(("due", "paid", "refunded"), Decimal(0))
    for row in rows:
        sums[row["state"] or "due"] += _amount(row)
    states = dict(library.vocabulary.shape("payment")["state"].choices)
    lines = tuple(_payment(row, library, states) for row in rows)
    return Payments(lines, sums["due"], sums["paid"], sums["refunded"])


def _amount(row: Row) -> Decimal:
    try:
        return Decimal(row["amount"] or 0)
    except ArithmeticError:
        return Decimal(0)


def _payment(row: Row, library: Library, states: Mapping[str, str]) -> WorkLine:
    methods = dict(library.vocabulary.shape("payment")["method"].choices)
    payers = dict(library.vocabulary.shape("payment")["payer"].choices)
    day = said(row["paid_on"]) or said(row["due_on"])
    words = (
        row["form"] or "",
        name(row),
        payers.get(row["payer"] or "", ""),
        methods.get(row["method"] or "", ""),
        said(row["reference"]),
        on_screen(text_to_value("date", day)) if day else "",
        _("G-1450 or G-1650") if row["g1450"] == "yes" else "",
    )
    amount = money(_amount(row)) if row["amount"] else _("amount not known")
    title = f"{amount}  {said(row['item'])}".strip()
    state = row["state"] or "due"
    return WorkLine(
        row["id"], title, " · ".join(filter(None, words)), states.get(state, state), _LEVELS[state]
    )


_LEVELS = {"due": "warn", "paid": "ok", "refunded": ""}


def value_words(asked: Asked, text: str | None) -> str:
    """Give a kept text of a word as the screen shows it; "" when it is not known."""
    word = asked.word
    if not text:
        return ""
    if text == NONE_TEXT:
        return word.none_label or _("none")
    try:
        value = text_to_value(word.type, text)
    except ValueError:
        return text
    if word.type == "phone":
        return read_value("phone", text, today=date.min).shown or text
    if word.type == "choices":
        return ", ".join(dict(choices(word)).get(one, one) for one in value)
    if word.type == "money":
        return money(value)
    return dict(choices(word)).get(text) or on_screen(value)
