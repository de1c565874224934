"""Charts of a visa bulletin as they were found, and their cells: which chart, which month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.law.bulletin_tables import PageText
from immdesk.law.bulletin_terms import DATES_FOR_FILING, FINAL_ACTION, Cell, cutoff_of, months_in

TABLES: Final = (FINAL_ACTION, DATES_FOR_FILING)
_HEADINGS: Final = (r"IMMIGRANT NUMBERS FOR ", r"VISA BULLETIN FOR ")


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of a page that is a chart of family or employment cutoffs: its areas and its rows."""

    begins: int
    preference: str
    areas: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # category, cell by area


def half_row(label: str, found: int, wanted: int) -> Problem:
    """Give what to say of a row that has not a cell for each column."""
    return Problem(
        _("The row “{label}” has {found} cutoffs for {wanted} columns.").format(
            label=" ".join(label.split())[:60], found=found, wanted=wanted
        ),
        _("A part of the table is missing. Nothing was read."),
        _("Save the page again, or copy the whole table."),
    )


def cells_of(named: Sequence[tuple[Chart, str]], month: str) -> tuple[Cell, ...]:
    """Give the cells of charts; the first of a preference is Final Action unless a heading says otherwise."""
    taken: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for chart, said in named:
        free = [table for table in TABLES if (chart.preference, table) not in taken]
        for table in filter(None, dict.fromkeys([said, *free[:1], *TABLES])):
            cells = tuple(_of_chart(chart, table, month))
            other = taken.get((chart.preference, table))
            if other is None:
                taken[chart.preference, table] = cells
                break
            if _same(other, cells):
                break  # printed twice
            if table == said or not free:
                raise Problem(
                    _("The page holds two different charts for the same dates ({month}).").format(
                        month=month
                    ),
                    _("Nobody can say which of them counts."),
                    _("Take the State Department's own page, or copy only the chart that counts."),
                )
    return tuple(sorted((cell for cells in taken.values() for cell in cells), key=history_order))


def _of_chart(chart: Chart, table: str, month: str) -> Iterator[Cell]:
    for category, raws in chart.rows:
        for area, raw in zip(chart.areas, raws, strict=True):
            yield Cell(month, chart.preference, table, category, area, raw, cutoff_of(raw, month))


def _same(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return {(cell.place, cell.cutoff) for cell in one} == {(cell.place, cell.cutoff) for cell in other}


def history_order(cell: Cell) -> tuple[str, ...]:
    """Give what the history is sorted by."""
    return (
        cell.bulletin, cell.preference, cell.table, cell.category, cell.chargeability, cell.raw
    )  # fmt: skip


class NoMonth(Problem):
    """Nothing says of which month a bulletin is: ask for it and read again."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing here says of which month this bulletin is."),
            _("A cutoff without its month is worth nothing."),
            _("Say the month, as 2025-12, or copy the heading too."),
        )


def month_of(page: PageText, name: str, meant: str) -> str:
    """Give the month of a bulletin: its title, else its own headings, else the file's name, else `meant`.

    Raises Problem when nobody says it, or when two say different months.
    """
    words = " ".join(page.words.split())
    told = months_in(page.title) or _announced(words)
    found = told[0] if told else next(iter(months_in(name.replace("-", " "))), "")
    if not found and not meant:
        raise NoMonth()
    if meant and found and meant != found:
        raise Problem(
            _("This is the bulletin of {found}, not of {meant}.").format(found=found, meant=meant),
            _("Nothing was read."),
            _("Take the page of the month that you mean, or say the other month."),
        )
    return meant or found


def other_months(page: PageText, name: str, month: str) -> tuple[str, ...]:
    """Say where a page names another month than the one that it is taken for."""
    words = " ".join(page.words.split())
    heading = _announced(words, (r"IMMIGRANT NUMBERS FOR ",))
    named = months_in(name.replace("-", " "))
    said = []
    if heading and heading[0] != month:
        said.append(_("Its heading says {other}, its title {month}.").format(other=heading[0], month=month))
    if named and named[0] != month:
        said.append(_("The file is named for {other}, it is of {month}.").format(other=named[0], month=month))
    return tuple(said)


def _announced(words: str, headings: Sequence[str] = _HEADINGS) -> list[str]:
    """Give the month behind "Immigrant Numbers for", else behind "Visa Bulletin for", where it is but one."""
    for heading in headings:
        found: set[str] = set()
        for one in re.finditer(heading, words, re.IGNORECASE):
            found.update(months_in(words[one.end() : one.end() + 20])[:1])
        if len(found) == 1:
            return sorted(found)
    return []
