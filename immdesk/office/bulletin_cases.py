"""What a month of the visa bulletin does to the open cases: who is current now, who no longer, who waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.dates import iso_day
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_
from immdesk.law.bulletin import is_earlier
from immdesk.law.bulletin_moves import cutoff_for, wait
from immdesk.law.bulletin_terms import (
    DATES_FOR_FILING,
    EMPLOYMENT,
    FAMILY,
    FINAL_ACTION,
    month_before,
)
from immdesk.office.bulletins import PRACTICE, TABLES, month_words, named_charts, printed, table_words
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.office.office import Office

Way = Literal["became", "stopped"]
Charts = Mapping[str, Mapping[tuple[str, str], str]]
"""The charts of one month: Final Action Dates and Dates for Filing, each by category and area."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A case whose priority date became current, or stopped being current, in a chart.

    `governs` is yes or no where it is known which chart counts for this case in the month, "" elsewhere:
    at a consulate Final Action Dates, for those who adjust here the chart that USCIS named (8 CFR 245.1(g)).
    """

    case_id: str
    number: str
    title: str
    category: str
    area: str
    priority: date
    table: str
    way: Way
    was: str
    now: str
    governs: Literal["yes", "no", ""]

    def says(self) -> str:
        """Say it in one line."""
        said = _("{category}, priority date {day}, {chart}: {was} → {now}").format(
            category=self.category,
            day=on_screen(self.priority),
            chart=table_words(self.table),
            was=printed(self.was),
            now=printed(self.now),
        )
        told = {"yes": _("this chart counts for the case"), "no": _("the other chart counts for the case")}
        return " · ".join(filter(None, (said, told.get(self.governs, _("ask which chart counts")))))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that is not current, and the bulletins to wait at a given speed; `months` None: never."""

    case_id: str
    number: str
    title: str
    category: str
    area: str
    priority: date
    cutoff: str
    months: int | None
    on: str

    def says(self) -> str:
        """Say it in one line."""
        said = _("{category}, priority date {day}, cutoff {cutoff}").format(
            category=self.category, day=on_screen(self.priority), cutoff=printed(self.cutoff)
        )
        if self.months is None:
            return " · ".join((said, _("no end at this speed")))
        months = n_("{n} month to wait", "{n} months to wait", self.months)
        return f"{said} · {months} ({self.on})"


@dataclass(frozen=True, slots=True)
class MonthForCases:
    """What a month does to the open cases, compared with the month before."""

    month: str
    before: str
    turned: tuple[Turned, ...]
    looked_at: int
    lacking: tuple[tuple[str, str, str], ...]
    """Cases (id, number, title) that wait for a number and lack a category, an area or a priority date."""
    practice: bool


def turned(
    office: Office, month: str, progress: Progress = silent, cancelled: Cancelled = never
) -> MonthForCases:
    """Say over all open cases who became current, and who stopped being current, in a month.

    Both charts are compared with those of the month before. A chart that is not here changes nobody. Raises
    Stopped when somebody cancelled.
    """
    before = month_before(month)
    now, was = _charts(office, month), _charts(office, before)
    named = named_charts(office, month)
    found: list[Turned] = []
    cases = _cases(office)
    watched = Watched(progress, cancelled, _("Nothing was changed."))
    for case in watched.each(cases, len(cases), _("Looking at {n} cases").format(n=len(cases))):
        found += _turned(case, was, now, named)
    found.sort(
        key=lambda one: (one.way != "became", one.governs != "yes", one.table != FINAL_ACTION, one.number)
    )
    return MonthForCases(
        month, before, tuple(found), len(cases), _lacking(office), _has_practice(office, month, before)
    )


def _turned(case: Mapping[str, Any], was: Charts, now: Charts, named: Mapping[str, str]) -> Iterator[Turned]:
    priority = iso_day(case["priority_date"])
    if priority is None:
        return
    for table in TABLES:
        old = cutoff_for(was[table], case["category"], case["chargeability"])
        new = cutoff_for(now[table], case["category"], case["chargeability"])
        if old is None or new is None or _current(priority, old) == _current(priority, new):
            continue
        yield Turned(
            case["id"],
            case["number"],
            case["title"] or "",
            case["category"],
            case["chargeability"],
            priority,
            table,
            "became" if _current(priority, new) else "stopped",
            old,
            new,
            _governs(case, table, named),
        )


def _governs(case: Mapping[str, Any], table: str, named: Mapping[str, str]) -> Literal["yes", "no", ""]:
    if case["filing_place"] == "consulate":
        return "yes" if table == FINAL_ACTION else "no"
    chart = named.get(EMPLOYMENT if case["category"].startswith("EB") else FAMILY)
    if case["filing_place"] != "adjustment" or not chart:
        return ""
    return "yes" if table == chart else "no"


def _current(priority: date, cutoff: str) -> bool:
    return is_earlier(priority, cutoff if cutoff in ("C", "U") else date.fromisoformat(cutoff))


def waits(office: Office, month: str, weeks_a_month: float) -> tuple[Waiting, ...]:
    """Give the open cases that are not current under Final Action Dates, and how long at a steady speed.

    `weeks_a_month` is how many weeks the cutoff is taken to advance in each bulletin. It is a what-if, not
    a forecast: the State Department sets each cutoff anew.
    """
    chart = _charts(office, month)[FINAL_ACTION]
    found: list[Waiting] = []
    for case in _cases(office):
        priority = iso_day(case["priority_date"])
        cutoff = cutoff_for(chart, case["category"], case["chargeability"])
        if priority is None or cutoff is None or _current(priority, cutoff):
            continue
        told = wait(priority, cutoff, weeks_a_month, month)
        found.append(
            Waiting(
                case["id"], case["number"], case["title"] or "", case["category"], case["chargeability"],
                priority, cutoff, told.months, told.on,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.months is None, one.months or 0, one.number)))


def text_of(found: MonthForCases) -> list[str]:
    """Give who turned in plain text, for the command line."""
    lines = [head_words(found)]
    for way in ("became", "stopped"):
        mine = [one for one in found.turned if one.way == way]
        lines += ["", way_words(way)] if mine else []
        lines += [f"  {one.number}  {one.title}  {one.says()}" for one in mine]
    return lines


def head_words(found: MonthForCases) -> str:
    """Say how many became current and how many stopped."""
    became = len({one.case_id for one in found.turned if one.way == "became"})
    stopped = len({one.case_id for one in found.turned if one.way == "stopped"})
    return _("{month}: {became}, {stopped}").format(
        month=month_words(found.month),
        became=n_("{n} case became current", "{n} cases became current", became),
        stopped=n_("{n} case stopped being current", "{n} cases stopped being current", stopped),
    )


def way_words(way: str) -> str:
    """Give the heading of those who turned this way."""
    return _("Became current") if way == "became" else _("No longer current")


def write_turned(office: Office, found: MonthForCases, out: Path) -> None:
    """Write who turned as a PDF, whole or not at all. It names clients: keep it with their files."""
    from immdesk.packets.impact_page import ImpactGroup, impact_page

    dos = {
        "became": _("Look at what may be filed or asked for now, and at the proposed dates of the case."),
        "stopped": _("What was filed stays pending; look at what was planned, and at the proposed dates."),
    }
    groups = []
    for way, do in dos.items():
        lines = tuple(f"{one.number}  {one.title}: {one.says()}" for one in found.turned if one.way == way)
        groups += [ImpactGroup(way_words(way), do, lines)] if lines else []
    day = _("Printed on {day}.").format(day=on_screen(office.today()))
    of = _("Visa bulletin of {month} beside {before}.").format(
        month=month_words(found.month), before=month_words(found.before)
    )
    practice = [_("Practice bulletin: invented cutoffs.")] if found.practice else []
    data = impact_page(" ".join([of, *practice, day]), (), tuple(groups))
    write_out(out, data, _("The list could not be written."))


# -- private ------------------------------------------------------------------------------------


def _charts(office: Office, month: str) -> dict[str, dict[tuple[str, str], str]]:
    charts: dict[str, dict[tuple[str, str], str]] = {FINAL_ACTION: {}, DATES_FOR_FILING: {}}
    rows = office.rows("SELECT chart, category, chargeability, cutoff FROM bulletin WHERE month = ?", [month])
    for row in rows:
        charts[row["chart"]][row["category"], row["chargeability"]] = row["cutoff"]
    return charts


def _cases(office: Office) -> list[dict[str, Any]]:
    return office.rows(
        "SELECT id, number, title, category, chargeability, priority_date, filing_place FROM case_file "
        "WHERE status = 'open' AND deleted_at IS NULL AND category <> 'IR' "
        "AND chargeability IS NOT NULL AND priority_date IS NOT NULL ORDER BY number"
    )


def _lacking(office: Office) -> tuple[tuple[str, str, str], ...]:
    rows = office.rows(
        "SELECT id, number, title FROM case_file WHERE status = 'open' AND deleted_at IS NULL "
        "AND coalesce(category, '') <> 'IR' AND (category IS NOT NULL OR priority_date IS NOT NULL) "
        "AND (category IS NULL OR chargeability IS NULL OR priority_date IS NULL) ORDER BY number"
    )
    return tuple((row["id"], row["number"], row["title"] or "") for row in rows)


def _has_practice(office: Office, *months: str) -> bool:
    marks = ", ".join("?" * len(months))
    sql = f"SELECT 1 FROM bulletin WHERE source = ? AND month IN ({marks}) LIMIT 1"
    return bool(office.rows(sql, [PRACTICE, *months]))
