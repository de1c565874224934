"""The office's visa bulletins: what a file would change, and taking it in as one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_
from immdesk.law.bulletin_charts import NoMonth as NoMonth
from immdesk.law.bulletin_check import doubts_of, once
from immdesk.law.bulletin_read import ReadBulletin, read_bulletin
from immdesk.law.bulletin_terms import (
    DATES_FOR_FILING,
    EMPLOYMENT,
    FAMILY,
    FINAL_ACTION,
    Cell,
    kept_cutoff,
)
from immdesk.law.bulletin_terms import TWO_CHARTS_SINCE as TWO_CHARTS_SINCE
from immdesk.office.bulletin_words import area_words as area_words
from immdesk.office.bulletin_words import chart_words as chart_words
from immdesk.office.bulletin_words import difference_words as difference_words
from immdesk.office.bulletin_words import month_words as month_words
from immdesk.office.bulletin_words import plan_words as plan_words
from immdesk.office.bulletin_words import printed as printed
from immdesk.office.bulletin_words import table_words as table_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.rows import Changed

PREFERENCES: Final = (FAMILY, EMPLOYMENT)
TABLES: Final = (FINAL_ACTION, DATES_FOR_FILING)
PRACTICE: Final = "practice"
"""The source of the practice office's own, invented bulletin."""
SOURCES: Final = {"page": "State Department page", "text": "copied text", "csv": "CSV file"}
_FLUSH: Final = 1000
_ALIKE: Final = 0.97
Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Different:
    """A cutoff that the office has otherwise; `was` is what it has, `source` where it had that from."""

    cell: Cell
    was: str
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bulletin would change, before anything is changed.

    `doubts` are to be looked at and confirmed by a person; `notes` only inform.
    """

    kind: Literal["page", "text", "csv"]
    months: tuple[str, ...]
    new: tuple[Cell, ...]
    different: tuple[Different, ...]
    same: int
    doubts: tuple[str, ...]
    notes: tuple[str, ...]
    named: Mapping[str, str]  # the chart that USCIS named for the last month, by preference, where kept

    @property
    def empty(self) -> bool:
        """Say whether everything in it is here already."""
        return not self.new and not self.different

    @property
    def asks_chart(self) -> bool:
        """Say whether USCIS names a chart for its last month (both are printed since October 2015)."""
        return bool(self.months) and self.months[-1] >= TWO_CHARTS_SINCE


def read_file(
    path: Path, month: str = "", progress: Progress = silent, cancelled: Cancelled = never
) -> ReadBulletin:
    """Read a saved page, text or CSV; `month` (2025-12) is the one that the person means, "" for any.

    Raises Refused or Problem in plain words, Stopped when somebody cancelled.
    """
    from immdesk.law.bulletin_read import MOST_CSV

    watched = Watched(progress, cancelled, _("Nothing was read."))
    try:
        with path.open("rb") as file:
            data = file.read(MOST_CSV + 1)
    except OSError as unreadable:
        raise Refused(
            _("The file cannot be read."), unreadable.strerror or "", _("Check its name.")
        ) from None
    return read_bulletin(data, path.name, month, watched)


def read_text(text: str, month: str = "") -> ReadBulletin:
    """Read what a person pasted: the copied text of the bulletin, its page's source, or lines of CSV."""
    return read_bulletin(text.encode("utf-8", "replace"), "", month)


def plan(office: Office, read: ReadBulletin) -> Plan:
    """Say what of a bulletin is new or different here, and what is odd about it. Nothing is changed."""
    cells = once(read.rows)
    have = _have(office, read.months)
    new = tuple(cell for place, cell in cells.items() if place not in have)
    different = tuple(
        Different(cell, have[place][0], have[place][1])
        for place, cell in cells.items()
        if place in have and have[place][0] != kept_cutoff(cell.cutoff)
    )
    doubts = [
        *read.doubts,
        *doubts_of(read.rows, office.today()),
        *_of_another_year(office, read.months, cells),
    ]
    doubts += _about_differences(different, len(cells))
    last = read.months[-1] if read.months else ""
    return Plan(
        kind=read.kind,  # type: ignore[arg-type]
        months=read.months,
        new=new,
        different=different,
        same=len(cells) - len(new) - len(different),
        doubts=tuple(doubts),
        notes=read.notes,
        named=named_charts(office, last),
    )


def take(
    office: Office,
    planned: Plan,
    charts: Mapping[str, str] | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Changed:
    """Keep what is new or different, in one operation that Undo takes back whole.

    `charts` says which chart USCIS named for the last month, by preference ("" when not named yet). The
    dates of the cases are worked out again and proposed; nothing that was accepted moves by itself. Raises
    Problem when there is nothing to take, Stopped when somebody cancelled: then nothing was kept.
    """
    wanted = {key: chart for key, chart in (charts or {}).items() if chart}
    named = {key: chart for key, chart in wanted.items() if planned.named.get(key) != chart}
    if planned.empty and not named:
        raise Problem(
            _("Everything in this bulletin is here already."),
            _("Nothing was changed."),
            _("Take the page of another month."),
        )
    watched = Watched(progress, cancelled, _("Nothing was kept of the bulletin."))

    def work(session: Session) -> None:
        _write(session, planned, watched)
        for preference, chart in named.items():
            _name(session, planned.months[-1], preference, chart)

    count = len(planned.new) + len(planned.different)
    words = n_("Visa bulletin: {n} cutoff taken in.", "Visa bulletin: {n} cutoffs taken in.", count)
    if not count:
        words = _("The chart that USCIS named is kept.")
    _nothing, changed = office.change(_("Take in the visa bulletin"), work, message=words)
    return changed


def name_chart(office: Office, month: str, preference: str, chart: str) -> Changed:
    """Keep which chart USCIS named for a month (`preference` family or employment; `chart` "" forgets it)."""

    def work(session: Session) -> None:
        _name(session, month, preference, chart)

    message = _("{month}: {chart} named.").format(
        month=month, chart=chart_words(preference, chart) if chart else _("no chart")
    )
    _nothing, changed = office.change(_("Name the chart of the month"), work, message=message)
    return changed


def named_charts(office: Office, month: str) -> dict[str, str]:
    """Give the chart that USCIS named for a month, by preference, where it is kept."""
    rows = office.rows("SELECT preference, chart FROM bulletin_choice WHERE month = ?", [month])
    return {row["preference"]: row["chart"] for row in rows}


def is_practice(office: Office) -> bool:
    """Say whether this is the practice office, whose own bulletin is invented."""
    rows = office.rows("SELECT practice FROM office LIMIT 1")
    return bool(rows) and rows[0]["practice"] == "yes"


# -- private ------------------------------------------------------------------------------------


def _have(office: Office, months: Sequence[str]) -> dict[Place, tuple[str, str]]:
    if not months:
        return {}
    with office.store.read() as read:
        rows = read.tuples(
            "SELECT month, chart, category, chargeability, cutoff, source FROM bulletin "
            "WHERE month BETWEEN ? AND ?",
            [months[0], months[-1]],
        )
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5] or "") for row in rows}


def _of_another_year(office: Office, months: Sequence[str], cells: Mapping[Place, Cell]) -> Iterable[str]:
    """Say so when a month repeats nearly all the days of the same month of another year."""
    if len(months) != 1:
        return
    month = months[0]
    days = {place[1:]: cell.cutoff for place, cell in cells.items() if cell.cutoff[:1].isdigit()}
    for step in (-1, 1):
        other = f"{int(month[:4]) + step:04}{month[4:]}"
        have = {place[1:]: kept for place, (kept, _source) in _have(office, [other]).items()}
        alike = sum(have.get(place) == day for place, day in days.items())
        if days and alike >= _ALIKE * len(days):
            said = _("Its cutoffs are those of {other}: is the year of the bulletin right?")
            yield said.format(other=other)


def _about_differences(different: Sequence[Different], count: int) -> Iterable[str]:
    practice = sum(one.source == PRACTICE for one in different)
    if practice:
        yield n_(
            "{n} invented cutoff of the practice office would be replaced.",
            "{n} invented cutoffs of the practice office would be replaced.",
            practice,
        )
    others = len(different) - practice
    if others and others > count // 2:
        yield _("Most cutoffs differ from those that are here for the same month: is it another month?")


def _write(session: Session, planned: Plan, watched: Watched) -> None:
    from sqlalchemy import select

    from immdesk.records.base import id_of
    from immdesk.records.bulletin import Bulletin

    source, total = SOURCES[planned.kind], len(planned.new) + len(planned.different)
    words = _("Keeping the visa bulletin")
    with session.no_autoflush:
        for count, cell in enumerate(watched.each(planned.new, total, words, every=_FLUSH), 1):
            session.add(
                Bulletin(
                    id=id_of("bulletin", *cell.place),
                    month=cell.bulletin,
                    chart=cell.table,
                    preference=cell.preference,
                    category=cell.category,
                    chargeability=cell.chargeability,
                    cutoff=kept_cutoff(cell.cutoff),
                    source=source,
                )
            )
            if count % _FLUSH == 0:
                session.flush()
        for one in planned.different:
            month, chart, category, area = one.cell.place
            found = select(Bulletin).filter_by(
                month=month, chart=chart, category=category, chargeability=area
            )
            row = session.scalars(found).one()
            row.cutoff, row.source = kept_cutoff(one.cell.cutoff), source


def _name(session: Session, month: str, preference: str, chart: str) -> None:
    from sqlalchemy import select

    from immdesk.records.base import id_of
    from immdesk.records.bulletin import BulletinChoice

    found = select(BulletinChoice).filter_by(month=month, preference=preference)
    row = session.scalars(found).one_or_none()
    if row is not None and not chart:
        session.delete(row)
    elif row is not None:
        row.chart, row.source = chart, "USCIS"
    elif chart:
        session.add(
            BulletinChoice(
                id=id_of("bulletin_choice", month, preference),
                month=month,
                preference=preference,
                chart=chart,
                source="USCIS",
            )
        )
