"""The work ahead: open tasks and coming dates by person and week, in minutes; tasks are moved to other weeks.

The minutes are the task's own where somebody has said them, else what the office takes such work to need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.calculation import Sheet, Table
from immdesk.basics.dates import iso_day
from immdesk.basics.heat import Cell, HeatPicture
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_, told
from immdesk.office.own_settings import keep_own, own_word
from immdesk.office.send_by import titles_to_send

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.rows import Changed

WEEKS: Final = 8
NOBODY: Final = ""
"""The row of work that nobody has."""
HABIT: Final[Mapping[str, int]] = {
    "task": 45, "deadline": 120, "closes": 120, "opens": 60, "status_end": 60, "planning": 30, "other": 30,
    "week": 1800,
}  # fmt: skip
"""Minutes that the office takes a kind of work to need, and that a person has in a week: a habit, no law."""
_DAY = timedelta(days=1)
_MOST = 6000


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One piece of work: a task, which may be moved, or a date of the docket, which may not.

    `own` says that its minutes are its own, not the office's habit. `late` is work whose day has passed.
    """

    id: str
    kind: str
    title: str
    case_id: str
    case: str
    due_on: date | None
    staff_id: str
    minutes: int
    own: bool
    late: bool

    @property
    def is_task(self) -> bool:
        """Say whether it may be moved."""
        return self.kind == "task"


@dataclass(frozen=True, slots=True)
class Workload:
    """The work of `WEEKS` weeks from this week on; `people` are (id, name), nobody last."""

    weeks: tuple[date, ...]
    people: tuple[tuple[str, str], ...]
    items: tuple[WorkItem, ...]
    peaks: tuple[str, ...]
    undated: int
    week_minutes: int

    def of(self, person: int, week: int) -> tuple[WorkItem, ...]:
        """Give the work of a cell; what is late stands in this week."""
        staff_id, first = self.people[person][0], self.weeks[week]
        return tuple(
            one for one in self.items if one.staff_id == staff_id and self.week_of(one.due_on) == first
        )

    def week_of(self, day: date | None) -> date | None:
        """Give the Monday of the week in which work stands; None beyond the weeks shown."""
        if day is None:
            return None
        monday = max(day - day.weekday() * _DAY, self.weeks[0])
        return monday if monday <= self.weeks[-1] else None

    def picture(self) -> HeatPicture:
        """Give the heat map."""
        weeks = tuple(
            (_("from {day}").format(day=_short(week)), peak)
            for week, peak in zip(self.weeks, self.peaks, strict=True)
        )
        people = tuple(
            (name, tuple(self._cell(name, person, week) for week in range(len(self.weeks))))
            for person, (_id, name) in enumerate(self.people)
        )
        return HeatPicture(_("Work by person and week"), weeks, people)

    def head(self) -> str:
        """Say how much there is, and what has no day."""
        words = n_("{n} piece of work", "{n} pieces of work", len(self.items))
        none = n_("{n} task has no day", "{n} tasks have no day", self.undated)
        return " · ".join((words, hours(sum(one.minutes for one in self.items)), none))

    def _cell(self, name: str, person: int, week: int) -> Cell:
        items = self.of(person, week)
        if not items:
            empty = _("{name}, week from {day}: nothing").format(name=name, day=on_screen(self.weeks[week]))
            return Cell("", "", 0.0, empty)
        minutes = sum(one.minutes for one in items)
        late = sum(one.late for one in items)
        count = n_("{n} piece", "{n} pieces", len(items))
        below = n_("{n} late", "{n} late", late) if late else count
        spoken = _("{name}, week from {day}: {hours}, {count}").format(
            name=name, day=on_screen(self.weeks[week]), hours=hours(minutes), count=count
        )
        full = minutes / max(self.week_minutes, 1)
        peak = f", {self.peaks[week]}" if self.peaks[week] else ""
        return Cell(hours(minutes), below, full if self.people[person][0] else min(full, 1.0), spoken + peak)


def hours(minutes: int) -> str:
    """Say minutes as hours: "2 h 30"."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02}" if rest and whole else f"{whole} h" if whole else f"{rest} min"


def habit(office: Office, kind: str) -> int:
    """Give the minutes that the office takes a kind of work to need."""
    said = own_word(office, f"minutes_{kind}")
    return int(said) if said.isdecimal() else HABIT.get(kind, HABIT["other"])


def set_habit(office: Office, kind: str, typed: str) -> Changed:
    """Say how many minutes a kind of work needs, or a week has ("week"); "" goes back to the habit."""
    text = str(_minutes(typed)) if typed.strip() else ""
    return keep_own(office, {f"minutes_{kind}": text}, _("Change the usual minutes"))


def workload(office: Office) -> Workload:
    """Give the work of the coming weeks, from open tasks and from dates that are kept."""
    today = office.today()
    first = today - today.weekday() * _DAY
    weeks = tuple(first + 7 * place * _DAY for place in range(WEEKS))
    last = weeks[-1] + 6 * _DAY
    items, undated = _tasks(office, last)
    items += _dates(office, today, last)
    staff = [(row["id"], row["name"]) for row in office.rows(_STAFF)]
    known = {staff_id for staff_id, _name in staff}
    items = [one if one.staff_id in known else _with(one, NOBODY) for one in items]
    items.sort(key=lambda one: (one.due_on or date.max, not one.is_task, one.title))
    people = (*staff, (NOBODY, _("nobody yet")))
    return Workload(weeks, people, tuple(items), _peaks(office, weeks), undated, habit(office, "week"))


def move(office: Office, item: WorkItem, staff_id: str, week: date) -> Changed:
    """Give a task to somebody ("" to nobody) in the week that begins on this Monday, on the same weekday.

    What is late comes to stand today in this week. Raises Problem for a date of the docket: the law, or the
    agency, has set it.
    """
    if not item.is_task:
        raise Problem(
            _("This is a date of the docket, not a task."),
            _("It stays where it is: the law or the agency has set it."),
            _("Give the case to somebody else, or add a task with a day of its own."),
        )
    today = office.today()
    weekday = item.due_on.weekday() if item.due_on and not item.late else today.weekday()
    day = max(week + weekday * _DAY, today) if week + 6 * _DAY >= today else week

    def work(session: Session) -> None:
        from immdesk.records.cases import Task

        row = session.get_one(Task, item.id)
        row.staff_id, row.due_on = staff_id or None, day.isoformat()

    words = _("Moved to {day}.").format(day=on_screen(day))
    return office.change(_("Move a task"), work, message=words)[1]


def set_minutes(office: Office, item: WorkItem, typed: str) -> Changed:
    """Say how many minutes a task needs; "" goes back to the office's habit. Raises Problem as move does."""
    if not item.is_task:
        raise Problem(
            _("This is a date of the docket, not a task."),
            _("Its minutes are those that the office takes for its kind."),
            _("Change the usual minutes below."),
        )
    text = str(_minutes(typed)) if typed.strip() else None

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "task", item.id, "minutes", text)

    return office.change(_("Say how long a task takes"), work, message=_("Kept."))[1]


def sheet_of(office: Office, found: Workload) -> Sheet:
    """Give the page: the heat map, and each person's work by week."""
    rows = tuple(
        (name, _("from {day}").format(day=_short(week)), on_screen(one.due_on), one.title, one.case,
         hours(one.minutes))
        for person, (_id, name) in enumerate(found.people)
        for place, week in enumerate(found.weeks)
        for one in found.of(person, place)
    )  # fmt: skip
    columns = (_("Who"), _("Week"), _("Day"), _("What"), _("Case"), _("Time"))
    note = _("Minutes are the task's own, else what the office takes such work to need.")
    tables = (Table(_("Work of the coming weeks"), columns, rows, note),)
    return Sheet(
        "workload", _("Workload"), "", found.head(), "plain", tables=tables, as_of=office.today(),
        pictures=(found.picture(),), case=_("Workload"),
    )  # fmt: skip


# -- private ------------------------------------------------------------------------------------

_STAFF = """
SELECT id, trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')) AS name FROM staff
WHERE active = 'yes' ORDER BY is_attorney, family_name, given_name
"""
_TASKS = """
SELECT t.id, t.title, t.case_id, t.due_on, t.staff_id, c.number, c.title AS case_title,
c.responsible_id, m.value AS minutes FROM task t LEFT JOIN case_file c ON c.id = t.case_id
LEFT JOIN said m ON m.owner_kind = 'task' AND m.owner_id = t.id AND m.word = 'minutes'
WHERE t.done_on IS NULL AND (c.id IS NULL OR c.deleted_at IS NULL)
"""
_DATES = """
SELECT d.id, d.title, d.kind, d.due_on, d.raw_on, d.key, d.case_id,
       c.number, c.title AS case_title, c.responsible_id
FROM docket_entry d JOIN case_file c ON c.id = d.case_id
WHERE d.state = 'kept' AND c.deleted_at IS NULL AND c.status = 'open' AND d.due_on <= ?
AND (d.due_on >= ? OR d.kind IN ('deadline', 'closes', 'status_end'))
"""


def _tasks(office: Office, last: date) -> tuple[list[WorkItem], int]:
    usual, undated, found = habit(office, "task"), 0, []
    for row in office.rows(_TASKS):
        day = iso_day(row["due_on"] or "")
        if day is None:
            undated += 1
        elif day <= last:
            said = row["minutes"] or ""
            minutes = int(said) if said.isdecimal() else usual
            whose = row["staff_id"] or row["responsible_id"] or NOBODY
            found.append(_item(office, row, "task", day, whose, minutes, bool(said)))
    return found, undated


def _dates(office: Office, today: date, last: date) -> list[WorkItem]:
    usual, titled = {kind: habit(office, kind) for kind in HABIT}, titles_to_send(office)
    found = []
    for row in office.rows(_DATES, [last.isoformat(), today.isoformat()]):
        day = iso_day(row["due_on"] or "")
        if day is not None:
            minutes = usual.get(row["kind"], usual["other"])
            found.append(
                _item(
                    office,
                    {**row, "title": titled(row)},
                    row["kind"],
                    day,
                    row["responsible_id"] or NOBODY,
                    minutes,
                    False,
                )
            )
    return found


def _item(
    office: Office, row: Mapping[str, Any], kind: str, day: date, whose: str, minutes: int, own: bool
) -> WorkItem:
    case = f"{row['number'] or ''} {row['case_title'] or ''}".strip()
    late = day < office.today()
    return WorkItem(
        row["id"], kind, told(row["title"]), row["case_id"] or "", case, day, whose, minutes, own, late
    )


def _with(one: WorkItem, staff_id: str) -> WorkItem:
    from dataclasses import replace

    return replace(one, staff_id=staff_id)


def _peaks(office: Office, weeks: Sequence[date]) -> tuple[str, ...]:
    """Name the weeks in which much comes at once: H-1B registration by its rule, new bulletins."""
    seasons = [
        (opens, closes)
        for version in office.library.rules["h1b-cap-registration"].versions
        if (opens := iso_day(version.parameters.get("opens", "")))
        and (closes := iso_day(version.parameters.get("closes", "")))
    ]
    found = []
    for week in weeks:
        end = week + 6 * _DAY
        said = [_("H-1B season")] if any(opens <= end and week <= closes for opens, closes in seasons) else []
        turn = next((day for day in (week + n * _DAY for n in range(7)) if day.day == 1), None)
        said += [_("bulletin")] if turn else []
        found.append(", ".join(said))
    return tuple(found)


def _minutes(typed: str) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdecimal() and int(text) <= _MOST):
        raise Problem(
            _("'{typed}' is not a number of minutes.").format(typed=typed),
            _("Nothing was changed."),
            _("Type whole minutes, such as 45."),
        )
    return int(text)


def _short(day: date) -> str:
    return on_screen(day).rpartition(",")[0].partition(" ")[2] or on_screen(day)
