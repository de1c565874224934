"""The board: the open cases of one kind by stage, each where its facts say that it stands, never stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.folded import folded
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_, told
from immdesk.office.clock import day_in
from immdesk.office.send_by import titles_to_send

if TYPE_CHECKING:
    from immdesk.office.office import Office

NOBODY = "nobody"
"""Chosen for the cases that nobody is responsible for; staff ids are never this word."""

_CHUNK = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case that the office has open, its title, and how many."""

    id: str
    title: str
    cases: int


@dataclass(frozen=True, slots=True)
class NextDate:
    """The next date of a case, as its mark needs it; `kind` and `severity` are those of the docket."""

    on: date
    title: str
    kind: str
    severity: str
    state: str = "kept"


@dataclass(frozen=True, slots=True)
class NextTask:
    """The open task of a case that is due first; one without a day comes last."""

    id: str
    title: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """A case on the board; `quiet_days` since the last thing was recorded, None when nothing ever was.

    `stage_days` is how long it stands in its stage, None where the stage has no day of its own.
    """

    id: str
    number: str
    title: str
    responsible_id: str
    responsible: str
    next: NextDate | None
    quiet_days: int | None
    task: NextTask | None = None
    stage_days: int | None = None
    restricted: bool = False

    def has(self, wanted: Sequence[str]) -> bool:
        """Say whether every one of these folded words stands in it."""
        about = (
            self.title,
            self.number,
            self.responsible,
            self.action(),
            self.next.title if self.next else "",
        )
        text = folded(" ".join(about))
        return all(word in text for word in wanted)

    def action(self) -> str:
        """Say what is to be done next: the first open task, else what the next date is for."""
        return self.task.title if self.task else self.next.title if self.next else ""

    def age_line(self) -> str:
        """Say how long it stands in its stage, and how long ago the last thing was recorded."""
        age = n_("{n} day here", "{n} days here", self.stage_days or 0) if self.stage_days is not None else ""
        return " · ".join(filter(None, (age, self.quiet_words())))

    def next_lines(self) -> tuple[str, ...]:
        """Say the next date and what it is, a line each."""
        return (on_screen(self.next.on), self.next.title) if self.next else (_("no date ahead"),)

    def quiet_words(self) -> str:
        """Say how long ago the last thing was recorded."""
        if self.quiet_days is None:
            return _("nothing recorded")
        if self.quiet_days <= 0:
            return _("recorded today")
        return n_("recorded {n} day ago", "recorded {n} days ago", self.quiet_days)


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with its cards, those whose next date comes first on top."""

    stage: str
    title: str
    cards: tuple[Card, ...]

    def words(self) -> str:
        """Say the stage and how many cases stand there."""
        return f"{self.title}: " + n_("{n} case", "{n} cases", len(self.cards))


@dataclass(frozen=True, slots=True)
class Board:
    """The stages of a kind in their order, and who is responsible for any of its cases: id and name."""

    kind: str
    columns: tuple[Column, ...]
    colleagues: tuple[tuple[str, str], ...]

    def only(self, staff_id: str) -> Board:
        """Give the board with the cases of one colleague (or NOBODY); "" gives it whole."""
        if not staff_id:
            return self
        wanted = "" if staff_id == NOBODY else staff_id
        columns = tuple(
            Column(one.stage, one.title, tuple(card for card in one.cards if card.responsible_id == wanted))
            for one in self.columns
        )
        return Board(self.kind, columns, self.colleagues)

    def having(self, words: str) -> Board:
        """Give the board with the cases in which every one of these words is found; "" gives it whole."""
        wanted = folded(words).split()
        if not wanted:
            return self
        columns = tuple(
            Column(one.stage, one.title, tuple(card for card in one.cards if card.has(wanted)))
            for one in self.columns
        )
        return Board(self.kind, columns, self.colleagues)

    def cases(self) -> int:
        """Give how many cases stand on it."""
        return sum(len(one.cards) for one in self.columns)


def kinds(office: Office) -> tuple[Kind, ...]:
    """Give the kinds of the open cases by title, each with how many there are."""
    rows = office.rows(
        "SELECT case_type, count(*) AS n FROM case_file "
        "WHERE status = 'open' AND deleted_at IS NULL GROUP BY case_type"
    )
    found = [
        Kind(row["case_type"] or "", _kind_title(office, row["case_type"] or ""), row["n"]) for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def board(office: Office, kind: str, progress: Progress = silent, cancelled: Cancelled = never) -> Board:
    """Give the board of the open cases of a kind. Raises Stopped when somebody cancelled."""
    watched = Watched(progress, cancelled, _("Nothing was changed."))
    rows = office.rows(_CASES, [kind])
    ids = [row["id"] for row in rows]
    stages = _stages(office, kind)
    standing = _standing(office, ids, stages, watched)
    nexts, recorded, tasks = _next_dates(office, ids), _recorded(office, ids), _next_tasks(office, ids)
    placed: dict[str, list[Card]] = {stage: [] for stage, _title in stages}
    for row in rows:
        quiet = recorded.get(row["id"])
        days = (office.today() - quiet).days if quiet else None
        stage, since = standing[row["id"]]
        aged = (office.today() - since).days if since else None
        card = _card(row, nexts.get(row["id"]), days)
        placed[stage].append(replace(card, task=tasks.get(row["id"]), stage_days=aged))
    columns = tuple(
        Column(stage, told(title), tuple(sorted(placed[stage], key=_order))) for stage, title in stages
    )
    names = {row["responsible_id"]: row["responsible"] for row in rows if row["responsible_id"]}
    return Board(kind, columns, tuple(sorted(names.items(), key=lambda one: one[1].casefold())))


# -- private ------------------------------------------------------------------------------------

_CASES = """
SELECT c.id, c.number, c.title, c.restricted, s.id AS responsible_id,
  s.given_name || ' ' || s.family_name AS responsible
FROM case_file c LEFT JOIN staff s ON s.id = c.responsible_id
WHERE c.status = 'open' AND c.deleted_at IS NULL AND coalesce(c.case_type, '') = ? ORDER BY c.number
"""

_REMEMBERED = """
SELECT case_id, json_extract(findings, '$.stage') AS stage,
json_extract(findings, '$.stage_since') AS since FROM finding_cache
WHERE day = ? AND packs_hash = ? AND case_id IN (SELECT value FROM json_each(?))
"""

_TASKS = """
SELECT t.case_id, t.id, t.title, t.due_on FROM json_each(?) j CROSS JOIN task t ON t.case_id = j.value
WHERE t.done_on IS NULL ORDER BY t.case_id, t.due_on IS NOT NULL, t.due_on DESC, t.title DESC
"""

_LAST = """
SELECT case_id, max(at) AS at FROM (
  SELECT r.case_id, o.at FROM json_each(?1) j CROSS JOIN operation_row r ON r.case_id = j.value
  JOIN operation o ON o.id = r.op
  UNION ALL
  SELECT p.case_id, o.at FROM json_each(?1) j CROSS JOIN case_party p ON p.case_id = j.value
  CROSS JOIN operation_row r ON r.person_id = p.person_id AND r.case_id IS NULL
  JOIN operation o ON o.id = r.op
) GROUP BY case_id
"""


def _kind_title(office: Office, kind: str) -> str:
    workflow = office.workflow(kind)
    return told(workflow.shape.title) if workflow else kind.replace("-", " ").capitalize()


def _stages(office: Office, kind: str) -> tuple[tuple[str, str], ...]:
    """Give the stages of a kind, id and title; a single one when no pack knows the kind."""
    workflow = office.workflow(kind)
    if workflow is None:
        return (("", _("No stages are known")),)
    return tuple((one.stage, one.title) for one in workflow.shape.stages)


def _standing(
    office: Office, ids: Sequence[str], stages: Sequence[tuple[str, str]], watched: Watched
) -> dict[str, tuple[str, date | None]]:
    """Give stage and its day for each case: where the law looked today from memory, else from the facts."""
    by_title = {title: stage for stage, title in stages}
    known = [office.today().isoformat(), office.library.hash, json.dumps(list(ids))]
    found = {
        row["case_id"]: (by_title[row["stage"]], iso_day(row["since"] or ""))
        for row in office.rows(_REMEMBERED, known)
        if row["stage"] in by_title
    }
    missing = [one for one in ids if one not in found]
    said = _("Looking at {n} cases").format(n=len(missing))
    for start in range(0, len(missing), _CHUNK):
        watched.step(start, len(missing), said)
        found |= _worked_out(office, missing[start : start + _CHUNK], by_title)
    return {one: found.get(one, (stages[0][0], None)) for one in ids}


def _worked_out(
    office: Office, ids: Sequence[str], by_title: dict[str, str]
) -> dict[str, tuple[str, date | None]]:
    from immdesk.office.progress import stage_now
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, ids, office.library.vocabulary, office.today())
        stages = {one: stage_now(office, of_case) for one, of_case in facts.items()}
    return {one: (by_title[title], since) for one, (title, since) in stages.items() if title in by_title}


def _next_dates(office: Office, ids: Sequence[str]) -> dict[str, NextDate]:
    from immdesk.office.case_list import DATES_AHEAD

    rows = office.rows(DATES_AHEAD, {"today": office.today().isoformat(), "ids": json.dumps(list(ids))})
    titled = titles_to_send(office)
    return {row["case_id"]: _next_date(row, titled(row)) for row in _last_of_each(rows)}


def _last_of_each(rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Of the dates, which run backward, give the next of each case."""
    return {row["case_id"]: row for row in rows}.values()


def _next_date(row: dict[str, Any], title: str) -> NextDate:
    on = date.fromisoformat(row["due_on"])
    return NextDate(on, title, row["kind"] or "", row["severity"] or "")


def _next_tasks(office: Office, ids: Sequence[str]) -> dict[str, NextTask]:
    """Give the open task of each case that is due first."""
    rows = office.rows(_TASKS, [json.dumps(list(ids))])
    return {
        row["case_id"]: NextTask(row["id"], told(row["title"]), iso_day(row["due_on"] or "")) for row in rows
    }


def _recorded(office: Office, ids: Sequence[str]) -> dict[str, date]:
    """Give the day, in the office's zone, on which something of each case or its people was last recorded."""
    rows = office.rows(_LAST, [json.dumps(list(ids))])
    return {row["case_id"]: day_in(office.zone, datetime.fromisoformat(row["at"])) for row in rows}


def _card(row: dict[str, Any], following: NextDate | None, quiet_days: int | None) -> Card:
    return Card(
        row["id"],
        row["number"],
        row["title"] or "",
        row["responsible_id"] or "",
        row["responsible"] or "",
        following,
        quiet_days,
        restricted=(row["restricted"] or "no") != "no",
    )


def _order(card: Card) -> tuple[bool, date, str]:
    """Put the next date first; cases without one are last, by number."""
    return card.next is None, card.next.on if card.next else date.max, card.number
