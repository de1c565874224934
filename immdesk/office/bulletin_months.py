"""The months of the visa bulletin as one looks at them: both charts, what moved, the history of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.law.bulletin_moves import Move as Move
from immdesk.law.bulletin_moves import Point as Point
from immdesk.law.bulletin_moves import move, points, speed
from immdesk.law.bulletin_terms import ALL, month_before
from immdesk.office.bulletins import (
    PRACTICE,
    PREFERENCES,
    TABLES,
    area_words,
    named_charts,
    printed,
    table_words,
)

if TYPE_CHECKING:
    from immdesk.office.office import Office

Chart = Mapping[tuple[str, str], str]
"""One chart of one month: cutoff ("C", "U", ISO day) by category and area."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month that the office has: how many cutoffs, and whether they are the practice office's own."""

    month: str
    count: int
    practice: bool


@dataclass(frozen=True, slots=True)
class CutoffCell:
    """A cutoff in its chart, with how it stands to the month before."""

    category: str
    area: str
    cutoff: str
    move: Move


@dataclass(frozen=True, slots=True)
class ChartTable:
    """One chart: its areas across, its categories down; a cell is None where the chart has none."""

    preference: str
    table: str
    areas: tuple[str, ...]
    categories: tuple[str, ...]
    cells: Mapping[tuple[str, str], CutoffCell]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """All charts of a month; `before` is the month that they are compared with, "" when it is not here."""

    month: str
    before: str
    charts: tuple[ChartTable, ...]
    named: Mapping[str, str]
    practice: bool


def month_lines(office: Office) -> tuple[MonthLine, ...]:
    """Give the months that the office has, the newest first."""
    rows = office.rows(
        "SELECT month, count(*) AS count, max(coalesce(source, '') = ?) AS practice "
        "FROM bulletin GROUP BY month ORDER BY month DESC",
        [PRACTICE],
    )
    return tuple(MonthLine(row["month"], row["count"], bool(row["practice"])) for row in rows)


def month_page(office: Office, month: str) -> MonthPage:
    """Give the charts of a month, each cell compared with the month before where that is here."""
    before = month_before(month)
    with office.store.read() as read:
        rows = read.all("SELECT * FROM bulletin WHERE month IN (?, ?)", [month, before])
    now = [row for row in rows if row["month"] == month]
    was = {
        (row["chart"], row["category"], row["chargeability"]): row["cutoff"]
        for row in rows
        if row["month"] == before
    }
    charts = []
    for preference in PREFERENCES:
        for table in TABLES:
            mine = [row for row in now if (row["preference"], row["chart"]) == (preference, table)]
            if mine:
                charts.append(_chart(preference, table, mine, was))
    practice = any(row["source"] == PRACTICE for row in now)
    return MonthPage(month, before if was else "", tuple(charts), named_charts(office, month), practice)


def _chart(
    preference: str, table: str, rows: list[dict[str, str]], was: Mapping[tuple[str, str, str], str]
) -> ChartTable:
    areas = sorted({row["chargeability"] for row in rows}, key=lambda area: (area != ALL, area))
    cells = {
        (row["category"], row["chargeability"]): CutoffCell(
            row["category"],
            row["chargeability"],
            row["cutoff"],
            move(was.get((table, row["category"], row["chargeability"])), row["cutoff"]),
        )
        for row in rows
    }
    categories = sorted({row["category"] for row in rows})
    return ChartTable(preference, table, tuple(areas), tuple(categories), cells)


def cell_words(cell: CutoffCell) -> str:
    """Give a cell as it is drawn: the cutoff, and how it moved by a sign: "01FEB23  ▲ 31"."""
    moved = move_sign(cell.move)
    return f"{printed(cell.cutoff)}  {moved}".rstrip()


def move_sign(moved: Move) -> str:
    """Give how a cutoff moved as a sign, with the days where it moved from day to day."""
    sign = {"forward": "▲", "back": "▼"}.get(moved.way, "")
    return f"{sign} {abs(moved.days)}" if sign and moved.days else sign


def move_words(moved: Move) -> str:
    """Say how a cutoff moved since the month before."""
    days = n_("{n} day", "{n} days", abs(moved.days)) if moved.days else ""
    if moved.way == "forward":
        return _("advanced by {days}").format(days=days) if days else _("advanced")
    if moved.way == "back":
        return _("went back by {days}").format(days=days) if days else _("went back")
    return {"same": _("did not move"), "new": _("no month before it here")}.get(moved.way, "")


def cutoff_words(cutoff: str) -> str:
    """Say a cutoff: current, unavailable, or the day."""
    return {"C": _("current"), "U": _("unavailable")}.get(cutoff) or on_screen(date.fromisoformat(cutoff))


def spoken(table: ChartTable, cell: CutoffCell) -> str:
    """Say a cell whole, for a screen reader."""
    parts = (cell.category, area_words(cell.area), table_words(table.table), cutoff_words(cell.cutoff))
    return ", ".join((*parts, move_words(cell.move)))


@dataclass(frozen=True, slots=True)
class CellHistory:
    """The history of one category and area in one chart; `weeks` is its speed over the last twelve months."""

    category: str
    area: str
    table: str
    points: tuple[Point, ...]
    weeks: float | None

    def title(self) -> str:
        """Give what is drawn."""
        return f"{self.category} · {area_words(self.area)} · {table_words(self.table)}"

    def summary(self) -> str:
        """Say the history in one line: how long, how often it went back, how fast it was lately."""
        if not self.points:
            return _("No month is here.")
        back = sum(one.move.way == "back" for one in self.points)
        said = [
            _("{first} to {last}").format(first=self.points[0].month, last=self.points[-1].month),
            n_("went back {n} time", "went back {n} times", back),
        ]
        if self.weeks is not None:
            said.append(_("last twelve months: {weeks} weeks a month").format(weeks=f"{self.weeks:.1f}"))
        return " · ".join(said)


def history(office: Office, category: str, area: str, table: str) -> CellHistory:
    """Give every month's cutoff of a category and area in a chart."""
    rows = office.rows(
        "SELECT month, cutoff FROM bulletin WHERE category = ? AND chargeability = ? AND chart = ? "
        "ORDER BY month",
        [category, area, table],
    )
    found = points([(row["month"], row["cutoff"]) for row in rows])
    return CellHistory(category, area, table, found, speed(found))


def choices(office: Office) -> dict[str, tuple[str, ...]]:
    """Give the categories that the office has, each with its areas."""
    rows = office.rows("SELECT DISTINCT category, chargeability FROM bulletin")
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["category"], set()).add(row["chargeability"])
    return {
        name: tuple(sorted(areas, key=lambda area: (area != ALL, area)))
        for name, areas in sorted(found.items())
    }
