"""The monthly report: what was opened, filed, received, done and missed, who worked, the record's seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from immdesk.basics.dates import add_months, first_of_month
from immdesk.basics.problems import Problem
from immdesk.basics.shown import month_and_year, on_screen
from immdesk.basics.words import _, n_
from immdesk.office.missed import NOT_TOLD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from immdesk.office.office import Office

MONTHS = 12
"""How many months back are offered."""


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One month of the office. `lines` are pairs of a heading and what stands below it."""

    month: date
    title: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def months(office: Office) -> tuple[tuple[str, str], ...]:
    """Give the months that are offered, the running one first: "2026-08" and its words."""
    first = first_of_month(office.today())
    found = (add_months(first, -back, "last_day_of_month") for back in range(MONTHS))
    return tuple((f"{month:%Y-%m}", month_and_year(month)) for month in found)


def month_report(office: Office, month: str) -> MonthReport:
    """Give the report of a month, "2026-08". Raises Problem when it is no month or one still to come."""
    first = _first(office, month)
    until = add_months(first, 1, "last_day_of_month")
    days = {"first": first.isoformat(), "until": until.isoformat()}
    moments = {name: _moment(office, day) for name, day in (("first", first), ("until", until))}
    title = _("Report of {month}").format(month=month_and_year(first))
    return MonthReport(
        first,
        title,
        (
            (_("Cases and filings"), _counted(office, _CASES, days)),
            (_("Dates"), _counted(office, _DATES, days)),
            (_("Who recorded what"), _by_person(office, moments)),
            (_("Backups"), _backups(office)),
            (_("The record of changes"), _record(office)),
        ),
    )


def as_pdf(office: Office, month: str) -> bytes:
    """Give the report as a PDF to be signed and put away. Raises Problem as `month_report` does."""
    from immdesk.packets.impact_page import ImpactGroup, impact_page

    found = month_report(office, month)
    printed = _("Printed on {day}.").format(day=on_screen(office.today()))
    groups = tuple(ImpactGroup(title, "", lines or (_("nothing"),)) for title, lines in found.groups)
    return impact_page(printed, (), groups, found.title, "•")


def _first(office: Office, month: str) -> date:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        first = date.max
    if first > office.today():
        raise Problem(
            _("“{month}” is no month that has been.").format(month=month),
            "",
            _("Type a month such as 2026-08."),
        )
    return first


def _moment(office: Office, day: date) -> str:
    from datetime import UTC

    return (
        datetime.combine(day, time(), ZoneInfo(office.zone))
        .astimezone(UTC)
        .isoformat(timespec="milliseconds")
    )


_CASES = {
    "opened": "SELECT count(*) FROM case_file WHERE opened_on >= :first AND opened_on < :until",
    "closed": "SELECT count(*) FROM case_file WHERE closed_on >= :first AND closed_on < :until",
    "filed": "SELECT count(*) FROM filing WHERE postmark_on >= :first AND postmark_on < :until",
    "approved": "SELECT count(*) FROM filing WHERE approved_on >= :first AND approved_on < :until",
    "denied": "SELECT count(*) FROM filing WHERE denied_on >= :first AND denied_on < :until",
    "notices": "SELECT count(*) FROM notice WHERE dated_on >= :first AND dated_on < :until",
}
_DATES = {
    "done": "SELECT count(*) FROM docket_entry WHERE state = 'done' "
    "AND done_on >= :first AND done_on < :until",
    "missed": "SELECT count(*) FROM missed_date WHERE due_on >= :first AND due_on < :until",
    "untold": "SELECT count(*) FROM docket_entry d WHERE state = 'kept' AND due_on >= :first "
    f"AND due_on < :until AND due_on < :today AND {NOT_TOLD}",
    "fatal": "SELECT count(*) FROM docket_entry WHERE state = 'kept' AND severity = 'fatal' "
    "AND due_on >= :today AND due_on < :soon",
}


def _words() -> dict[str, str]:
    return {
        "opened": _("Cases opened: {n}"),
        "closed": _("Cases closed: {n}"),
        "filed": _("Filings mailed: {n}"),
        "approved": _("Filings approved: {n}"),
        "denied": _("Filings denied: {n}"),
        "notices": _("Notices of the month: {n}"),
        "done": _("Dates done, with proof: {n}"),
        "missed": _("Dates missed or needing nothing, with what happened: {n}"),
        "untold": _("Dates passed of which nobody has said what happened: {n}"),
        "fatal": _("Fatal dates in the next 30 days: {n}"),
    }


def _counted(office: Office, asked: Mapping[str, str], days: Mapping[str, str]) -> tuple[str, ...]:
    today = office.today()
    more = {"today": today.isoformat(), "soon": (today + timedelta(30)).isoformat()}
    words = _words()
    with office.store.read() as read:
        return tuple(words[name].format(n=read.value(sql, {**days, **more})) for name, sql in asked.items())


def _by_person(office: Office, moments: Mapping[str, str]) -> tuple[str, ...]:
    sql = """SELECT who, count(*) AS n FROM operation
             WHERE at >= :first AND at < :until GROUP BY who ORDER BY who"""
    return tuple(
        f"{row['who']}: " + n_("{n} change", "{n} changes", row["n"])
        for row in office.rows(sql, dict(moments))
    )


def _backups(office: Office) -> tuple[str, ...]:
    from immdesk.office import backups, drills, second_place

    newest = next((row for row in backups.own(office) if row.ok), None)
    drilled = drills.last(office)
    told = (
        _("Newest verified backup: {day}").format(day=on_screen(newest.at.date())) if newest else "",
        backups.warning(office),
        second_place.words(office),
        drilled.words() if drilled else _("No restore drill was made on this computer yet."),
    )
    return tuple(line for line in told if line)


def _record(office: Office) -> tuple[str, ...]:
    from immdesk.office.anchor import anchor_of
    from immdesk.office.histories import chain

    found, seal = chain(office), anchor_of(office)
    told = [found.words]
    if seal is not None:
        told.append(_("Seal: {seal}").format(seal=seal.words()))
        told.append(
            _("Keep this page: the seal shows later whether anything before it was changed or cut off.")
        )
    return tuple(told)
