"""Closing a case: what is looked at before, how it ended, and opening it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.values import read_value
from immdesk.basics.words import _, n_
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

State = Literal["seen", "open", "asked"]


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One thing to look at: seen, open (the records say so), or asked of a person.

    `go` names the page of the case where an open one is seen to; only those asked can be ticked by hand.
    """

    id: str
    text: str
    state: State
    note: str = ""
    go: str = ""


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """A case before it is closed, or closed: `ended` is how, in words, `closed_on` when."""

    case_id: str
    number: str
    title: str
    lines: tuple[ClosingLine, ...]
    open_count: int
    closed_on: date | None = None
    ended: str = ""
    why: str = ""


def endings() -> dict[str, str]:
    """Give how a case may end, by word."""
    return {
        "approved": _("Approved or granted"),
        "denied": _("Denied"),
        "withdrawn": _("Withdrawn"),
        "other_counsel": _("Gone to other counsel"),
        "client_ended": _("Ended by the client"),
        "office_ended": _("Ended by the office"),
        "never_filed": _("Never filed"),
    }


def closing_page(office: Office, case_id: str) -> ClosingPage:
    """Give the closing checklist of a case: what the records say, and what only a person knows."""
    with office.store.read() as read:
        found = read.all(
            "SELECT number, title, status, closed_on FROM case_file WHERE id = ? AND deleted_at IS NULL",
            [case_id],
        )
        if not found:
            raise Problem(
                _("This case is no longer in the office."),
                _("Nothing was changed."),
                _("Choose another case."),
            )
        said = _said(read, case_id)
        lines = (*_of_records(read, case_id), *_of_people(said))
    case = found[0]
    closed = case["status"] == "closed" and case["closed_on"]
    return ClosingPage(
        case_id,
        case["number"],
        case["title"] or "",
        lines,
        sum(line.state != "seen" for line in lines),
        date.fromisoformat(case["closed_on"]) if closed else None,
        endings().get(said.get("closing_how", ""), ""),
        said.get("closing_why", ""),
    )


def tick(office: Office, case_id: str, line: str, seen: bool) -> Changed:
    """Keep that a person has seen to a line of the checklist, with the day and who; or take that back."""
    if line not in _by_hand():
        raise Problem(
            _("This line follows from the records."),
            _("It cannot be ticked by hand."),
            _("See to it on its page of the case."),
        )
    text = f"{office.today().isoformat()} {office.user}" if seen else None

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "case", case_id, f"closing_{line}", text)

    return office.change(_("Tick the closing checklist"), work, message=_("Kept."))[1]


def close_case(office: Office, case_id: str, on: str, how: str, why: str = "") -> Changed:
    """Close a case on a day as typed, with how it ended; its dates leave the calendar and stay in the case.

    Raises Problem when the text is no day or a day to come, the ending is unknown, or lines are open and no
    reason is given.
    """
    page = closing_page(office, case_id)
    day = _day_typed(office, on)
    _refuse(page, how, why.strip())
    words = {"closing_how": how, "closing_why": why.strip() or None}

    def work(session: Session) -> None:
        _set(session, case_id, "closed", day.isoformat(), words)

    said = _("Case {number} is closed.").format(number=page.number)
    return office.change(_("Close a case"), work, why=why.strip(), message=said)[1]


def reopen_case(office: Office, case_id: str, why: str) -> Changed:
    """Open a closed case again; its dates are back on the calendar. Raises Problem without a reason."""
    if not why.strip():
        raise Problem(
            _("Say why the case is opened again."), _("It stays closed until then."), _("Type some words.")
        )
    page = closing_page(office, case_id)

    def work(session: Session) -> None:
        _set(session, case_id, "open", None, {"closing_how": None, "closing_why": None})

    said = _("Case {number} is open again.").format(number=page.number)
    return office.change(_("Open a closed case again"), work, why=why.strip(), message=said)[1]


def _day_typed(office: Office, typed: str) -> date:
    day = read_value("date", typed, today=office.today()).value
    if not isinstance(day, date):
        raise Problem(
            _("“{typed}” is no day.").format(typed=typed),
            _("The case stays open."),
            _("Type a day such as Sep 1, 2026."),
        )
    if day > office.today():
        raise Problem(
            _("{day} is still to come.").format(day=on_screen(day)),
            _("A case is closed on a day that has been."),
            _("Type today's day or an earlier one."),
        )
    return day


def _refuse(page: ClosingPage, how: str, why: str) -> None:
    if how not in endings():
        raise Problem(
            _("Say how the case ended."), _("Nothing was changed."), _("Choose one of the endings.")
        )
    if page.open_count and not why:
        raise Problem(
            n_("{n} line of the checklist is open.", "{n} lines of the checklist are open.", page.open_count),
            _("A case may be closed so, but the office must be able to say why."),
            _("See to the lines, or type the reason."),
        )


def _set(session: Session, case_id: str, status: str, on: str | None, words: dict[str, str | None]) -> None:
    from immdesk.records.answers import say
    from immdesk.records.cases import CaseFile

    case = session.get_one(CaseFile, case_id)
    case.status, case.closed_on = status, on
    for word, text in words.items():
        say(session, "case", case_id, word, text)


def _said(read: Reading, case_id: str) -> dict[str, str]:
    sql = "SELECT word, value FROM said WHERE owner_kind = 'case' AND owner_id = ? AND word LIKE 'closing%'"
    return {word: value or "" for word, value in read.tuples(sql, [case_id])}


def _of_records(read: Reading, case_id: str) -> tuple[ClosingLine, ...]:
    counted = {name: int(str(read.value(sql, [case_id]) or 0)) for name, sql in _COUNTS.items()}
    return tuple(
        ClosingLine(line, text, *(("open", note.format(n=n)) if (n := counted[line]) else ("seen", "")), go)
        for line, text, note, go in (
            ("dates", _("No date of the case is open"), _("{n} on the docket"), "dates"),
            ("tasks", _("No task is open"), _("{n} to do"), "overview"),
            ("answered", _("Every filing has its answer"), _("{n} without approval or denial"), "overview"),
            ("drafts", _("No questionnaire is half filled in"), _("{n} drafts"), "facts"),
        )
    )


def _by_hand() -> dict[str, str]:
    return {
        "originals": _("Originals went back to their owners"),
        "told": _("The client was told in writing that the case is closed, and how long the file is kept"),
        "next": _("The client knows what comes next: renewals, travel, change of address"),
        "withdrawn": _("The office's appearance was withdrawn where it still stands"),
        "money": _("Fees and trust money are settled"),
        "copy": _("The client has, or was offered, a copy of the file"),
    }


def _of_people(said: dict[str, str]) -> tuple[ClosingLine, ...]:
    made = []
    for line, text in _by_hand().items():
        day, _blank, who = said.get(f"closing_{line}", "").partition(" ")
        note = _("{day}, {who}").format(day=on_screen(date.fromisoformat(day)), who=who) if day else ""
        made.append(ClosingLine(line, text, "seen" if day else "asked", note))
    return tuple(made)


_COUNTS = {
    "dates": "SELECT count(*) FROM docket_entry WHERE case_id = ? AND state = 'kept'",
    "tasks": "SELECT count(*) FROM task WHERE case_id = ? AND done_on IS NULL",
    "answered": "SELECT count(*) FROM filing WHERE case_id = ? "
    "AND coalesce(approved_on, denied_on, rejected_on) IS NULL AND coalesce(status, '') <> 'withdrawn'",
    "drafts": "SELECT count(*) FROM draft WHERE case_id = ?",
}
