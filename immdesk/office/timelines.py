"""The timeline of the office: rows by case, by person or by employer, with their dates and windows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from immdesk.basics.marks import BESIDE
from immdesk.basics.timeline import Line, Spot, Stretch, Timeline, lay_out
from immdesk.basics.words import _
from immdesk.office.calendar_days import CalendarFilter, cases_asked, fitting
from immdesk.office.spots import Read, read_spots

if TYPE_CHECKING:
    from immdesk.office.office import Office

By = Literal["case", "person", "employer"]
ROWS: Final[tuple[By, ...]] = ("case", "person", "employer")


@dataclass(frozen=True, slots=True)
class Spots:
    """The marked days that fit, their windows, and how many dates fit and there are in all."""

    spots: list[Spot]
    windows: list[tuple[Spot, Stretch]]
    fit: int
    total: int
    clients: tuple[tuple[str, str], ...]


def spots_asked(
    office: Office,
    only: CalendarFilter,
    done: bool,
    finding: Callable[[Spot], bool] | None = None,
    read: Read | None = None,
) -> Spots:
    """Give the marked days that a filter and what was typed into the finder ask for.

    `read` is what `read_spots` gave, where nothing has changed since.
    """
    found, fits = read or read_spots(office, done), fitting(office, only)
    asked = [one for one in found.spots if fits(one) and (finding is None or finding(one))]
    windows = found.windows
    if only.asks() or finding is not None:
        keys = {one.key for one in asked}
        windows = [(one, band) for one, band in windows if one.key in keys]
    clients = {one.person_id: one.who for one in found.spots if one.person_id and one.who}
    return Spots(
        asked,
        windows,
        sum(one.kind not in BESIDE for one in asked),
        sum(one.kind not in BESIDE for one in found.spots),
        tuple(sorted(clients.items(), key=lambda one: one[1])),
    )


def timeline_of(office: Office, asked: Spots, by: By, only: CalendarFilter, empty: bool = True) -> Timeline:
    """Give the timeline; `empty` gives open cases without any date a row too: none falls out."""
    names = {"case": _cases, "person": _people, "employer": _employers}[by](office, only, empty)
    return lay_out(rows_of(asked, by, names), office.today().toordinal())


def rows_of(asked: Spots, by: By, names: Names) -> list[Line]:
    """Give the rows with what stands on each, in the order of `names`; what belongs to nobody comes last."""
    spots: dict[str, list[Spot]] = defaultdict(list)
    bands: dict[str, list[Stretch]] = {}
    for one in asked.spots:
        spots[one.case_id if by == "case" else names.row(one, by)].append(one)
    for one, band in asked.windows:
        row_id = names.row(one, by)
        bands.setdefault(row_id, []).append(_named(band, one, names.rows.get(row_id, ("", ""))[0]))
    made = []
    for row_id, (name, under) in names.rows.items():
        mine, theirs = spots.pop(row_id, []), bands.pop(row_id, [])
        if mine or theirs or row_id in names.kept:
            made.append(Line(row_id, name, under, tuple(mine), tuple(sorted(theirs))))
    rest = sorted(one for mine in spots.values() for one in mine)
    if rest:
        others = sorted(band for theirs in bands.values() for band in theirs)
        made.append(Line("", _("Without one"), "", tuple(rest), tuple(others)))
    return made


def _named(band: Stretch, one: Spot, row: str) -> Stretch:
    """Give a window with whose it is, where the row does not say it."""
    return band._replace(title=f"{one.who}: {band.title}") if one.who and one.who not in row else band


@dataclass(frozen=True, slots=True)
class Names:
    """The rows by id, in order, with name and quieter word; which stay when empty; where a case belongs."""

    rows: dict[str, tuple[str, str]]
    kept: frozenset[str]
    of_case: dict[str, str]

    def row(self, one: Spot, by: By) -> str:
        """Give the row on which a marked day stands."""
        if by == "case":
            return one.case_id
        if by == "person" and one.person_id:
            return one.person_id
        return self.of_case.get(one.case_id, "")


def _cases(office: Office, only: CalendarFilter, empty: bool) -> Names:
    asked = cases_asked(office, only)
    sql = (
        "SELECT id, number, title, status FROM case_file WHERE deleted_at IS NULL "
        "ORDER BY status <> 'open', number"
    )
    with office.store.read() as read:
        found = read.tuples(sql)
    wants = empty and not (only.person_id or only.kind or only.severity)
    kept = frozenset(
        row[0] for row in found if wants and row[3] == "open" and (asked is None or row[0] in asked)
    )
    return Names({row[0]: (row[2] or row[1] or "?", row[1] or "") for row in found}, kept, {})


_FIRST_PARTY = """
SELECT p.case_id, p.person_id FROM case_party p
ORDER BY CASE p.role WHEN 'principal' THEN 0 WHEN 'beneficiary' THEN 1 WHEN 'derivative' THEN 2
WHEN 'petitioner' THEN 3 ELSE 4 END DESC, p.ordinal DESC"""

_PEOPLE = """
SELECT q.id, q.family_name, q.given_name, (SELECT min(c.number) FROM case_party p JOIN case_file c
ON c.id = p.case_id WHERE p.person_id = q.id AND c.status = 'open' AND c.deleted_at IS NULL)
FROM person q WHERE q.deleted_at IS NULL ORDER BY q.sort_key, q.id"""


def _people(office: Office, _only: CalendarFilter, _empty: bool) -> Names:
    with office.store.read() as read:
        people, of_case = read.tuples(_PEOPLE), dict(read.tuples(_FIRST_PARTY))
    rows = {row[0]: (", ".join(filter(None, row[1:3])) or "?", row[3] or "") for row in people}
    return Names(rows, frozenset(), of_case)


_OF_CASE = """
SELECT c.id, coalesce(nullif(c.employer_id, ''), (SELECT j.employer_id FROM job j WHERE j.case_id = c.id
AND j.deleted_at IS NULL ORDER BY j.rowid LIMIT 1)) FROM case_file c WHERE c.deleted_at IS NULL"""


def _employers(office: Office, _only: CalendarFilter, _empty: bool) -> Names:
    sql = "SELECT id, name FROM employer WHERE deleted_at IS NULL ORDER BY name, id"
    with office.store.read() as read:
        rows = read.tuples(sql)
    named = {row[0]: (row[1] or "?", "") for row in rows}
    return Names(named, frozenset(), employers_of_cases(office))


def employers_of_cases(office: Office) -> dict[str, str]:
    """Give the employer of each case, the one of its first job where the case names none; "" for none."""
    with office.store.read() as read:
        return {case: one or "" for case, one in read.tuples(_OF_CASE)}


def days_marked(spots: Iterable[Spot], first: int, last: int) -> dict[int, list[Spot]]:
    """Give what stands on each day from `first` to `last`, both included, the worst first."""
    found: dict[int, list[Spot]] = {}
    for one in spots:
        if first <= one.on <= last:
            found.setdefault(one.on, []).append(one)
    return found
