"""Reminders: few, by how bad it is to miss a date; put off with a word, and nothing lost while closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.values import read_value
from immdesk.basics.words import _, n_
from immdesk.office.dates import docket_rows
from immdesk.office.missed import NOT_TOLD
from immdesk.office.own_settings import keep_own, own_words
from immdesk.office.pre_days import SEVERITIES as SEVERITIES
from immdesk.office.pre_days import own_ahead
from immdesk.office.rows import Changed, DateRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

HABIT: Final[Mapping[str, tuple[int, ...]]] = {"fatal": (14, 7, 1), "serious": (7,), "normal": ()}
"""Days before a date on which the office is reminded, until it says otherwise: a habit and no law."""

MOST: Final = 6
FURTHEST: Final = 180
MOST_COMING, MOST_PASSED = 200, 60
_STANDING: Final = "reminders to come"
_LATE: Final = "d.kind IN ('deadline', 'closes', 'status_end', 'appointment')"
_SEVERE: Final = "d.severity IN (SELECT value FROM json_each(:severities))"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A date on the docket that reminds of itself now.

    `fell_on` is the day since which it does so, `ahead` how many days before the date that was (0 for a date
    that has passed), `own` that it is the office's own day, `fresh` that it fell since somebody last looked.
    """

    row: DateRow
    fell_on: date
    ahead: int
    own: bool
    fresh: bool

    @property
    def words(self) -> str:
        """Say why it reminds."""
        if self.row.on is not None and self.fell_on > self.row.on:
            return _("It has passed: mark it as done with its proof, or say what happened.")
        if self.own:
            return _("The office's own day for it was {day}.").format(day=on_screen(self.fell_on))
        return n_("Reminder {n} day before it.", "Reminder {n} days before it.", self.ahead)


@dataclass(frozen=True, slots=True)
class Habits:
    """When the office is reminded, by severity, and how many days before the law's day is its own day."""

    days: Mapping[str, tuple[int, ...]]
    own: Mapping[str, int]


def habits(office: Office) -> Habits:
    """Give the office's habits: what it has said, else three reminders of a fatal date."""
    days = {}
    kept = own_words(office, (f"remind_{one}" for one in SEVERITIES))
    for severity in SEVERITIES:
        said = kept[f"remind_{severity}"]
        days[severity] = _numbers(said) if said else HABIT[severity]
    return Habits(days, own_ahead(office))


def set_habit(office: Office, word: str, text: str) -> Changed:
    """Say when the office is reminded (`remind_fatal`: "14 7 1") or its own day (`own_day_fatal`: "3").

    Empty goes back to the habit. Raises Problem for what is no number of days from 1 to 180.
    """
    text = " ".join(text.replace(",", " ").split())
    never = text.lower() in ("never", "nunca", "0")
    numbers = [] if never else text.split()
    several = MOST if word.startswith("remind_") else 1
    fits = len(numbers) <= several and all(
        one.isascii() and one.isdecimal() and 0 < int(one) <= FURTHEST for one in numbers
    )
    if not fits:
        raise Problem(
            _("Days before a date are whole numbers from 1 to 180."),
            _("Nothing was changed."),
            _("Type them with a space between, such as 14 7 1, or “never”; nothing for the habit."),
        )
    return keep_own(office, {word: "never" if never else " ".join(numbers)})


def due(office: Office, since: date | None = None, *, passed: bool = True) -> tuple[Reminder, ...]:
    """Give every reminder that stands now, what has passed first, then the nearest date.

    `since` is the day on which somebody last looked; what fell after it is `fresh`. A date reminds from the
    latest of its days on, for as long as it is on the docket: a desk that was closed misses nothing.
    `passed` says whether dates that have passed are wanted too.
    """
    found = [*_coming(office), *(_gone(office) if passed else ())]
    told = [replace(one, fresh=since is not None and one.fell_on > since) for one in found]
    told.sort(key=lambda one: (one.row.on or date.max, one.row.title))
    return tuple(told)


def _coming(office: Office) -> tuple[Reminder, ...]:
    """Give the reminders of dates to come; read once and held until something changes or the day turns."""
    mark = office.as_of()
    kept = office.standing.get(_STANDING)
    if kept is None or kept[0] != mark:
        kept = office.standing[_STANDING] = mark, _read_coming(office)
    found: tuple[Reminder, ...] = kept[1]
    return found


def _read_coming(office: Office) -> tuple[Reminder, ...]:
    today, found = office.today(), habits(office)
    ahead = {one: max((*found.days.get(one, ()), found.own.get(one, 0)), default=0) for one in SEVERITIES}
    wanted = [one for one in SEVERITIES if ahead[one]]
    last = today + timedelta(days=max(ahead.values(), default=0))
    params = {"today": today.isoformat(), "last": last.isoformat(), "severities": json.dumps(wanted)}
    coming = f"d.state = 'kept' AND d.due_on BETWEEN :today AND :last AND {_LATE} AND {_SEVERE}"
    if not wanted:
        return ()
    with office.store.read() as read:
        rows = docket_rows(office, read, coming, params, "d.due_on", MOST_COMING)
        return _standing(office, read, rows, found)


def _gone(office: Office) -> tuple[Reminder, ...]:
    """Give the reminders of the dates that passed last."""
    gone = f"d.state = 'kept' AND d.due_on < :today AND {_LATE} AND {NOT_TOLD}"
    params = {"today": office.today().isoformat()}
    found = habits(office)
    with office.store.read() as read:
        rows = docket_rows(office, read, gone, params, "d.due_on DESC", MOST_PASSED)
        return _standing(office, read, rows, found)


def _standing(office: Office, read: Reading, rows: list[DateRow], habit: Habits) -> tuple[Reminder, ...]:
    """Give those of these dates that remind now and do not rest."""
    today, rests = office.today(), _rests(read)
    found = []
    for row in rows:
        fell = _fell(row, habit, today)
        if fell is None:
            continue
        on, days, own = fell
        rest = rests.get(row.entry_id)
        if rest is None or rest <= today:
            found.append(Reminder(row, max(on, rest) if rest else on, days, own, False))
    return tuple(found)


def since_words(office: Office, since: date | None, found: tuple[Reminder, ...]) -> str:
    """Say what came due and what fell while nobody looked; "" when nothing did."""
    if since is None or since >= office.today():
        return ""
    passed = sum(
        one.fresh and one.row.on is not None and since <= one.row.on < office.today() for one in found
    )
    fell = sum(one.fresh for one in found) - passed
    parts = (
        n_("{n} date passed", "{n} dates passed", passed) if passed else "",
        n_("{n} reminder fell", "{n} reminders fell", fell) if fell else "",
    )
    told = ", ".join(filter(None, parts))
    if not told:
        return ""
    return _("Since {day}, when ImmDesk was last looked at: {told}.").format(day=on_screen(since), told=told)


def put_off(office: Office, entry_id: str, until: str, reason: str = "") -> Changed:
    """Let a reminder rest until a day as typed.

    A fatal date is put off only with a reason and never beyond itself. Raises Problem.
    """
    rows = office.rows(
        "SELECT severity, due_on FROM docket_entry WHERE id = ? AND state = 'kept'", [entry_id]
    )
    if not rows:
        raise Problem(_("This date is no longer on the docket."), "", _("Look at the list again."))
    day = read_value("date", until, today=office.today()).value
    if not isinstance(day, date) or day <= office.today():
        raise Problem(
            _("“{typed}” is no day to come.").format(typed=until),
            _("The reminder stays."),
            _("Type a day such as +3 or March 3, 2027."),
        )
    fatal = rows[0]["severity"] == "fatal"
    if fatal and not reason.strip():
        raise Problem(
            _("A fatal date is put off only with a reason."),
            _("The reminder stays."),
            _("Say in a few words why it can wait."),
        )
    ends = iso_day(rows[0]["due_on"] or "")
    if fatal and ends and day > ends >= office.today():
        raise Problem(
            _("A fatal date cannot be put off beyond itself."),
            _("It is due on {day}.").format(day=on_screen(ends)),
            _("Choose a day on or before it."),
        )
    values = {
        "entry_id": entry_id,
        "until_on": day.isoformat(),
        "reason": reason.strip() or None,
        "by": office.user,
        "at": office.now().isoformat(),
    }

    def work(session: Session) -> None:
        from immdesk.records.habits import ReminderRest

        session.add(ReminderRest(**values))

    message = _("The reminder comes again on {day}.").format(day=on_screen(day))
    _made, changed = office.change(_("Put a reminder off"), work, why=reason.strip(), message=message)
    return changed


def _fell(row: DateRow, found: Habits, today: date) -> tuple[date, int, bool] | None:
    """Give since when a date reminds: the day, how far ahead, and whether it is the office's own day."""
    if row.on is None:
        return None
    if row.on < today:
        return row.on + timedelta(days=1), 0, False
    days = [(row.on - timedelta(days=one), one, False) for one in found.days.get(row.severity, ())]
    own = found.own.get(row.severity, 0)
    if own:
        days.append((row.on - timedelta(days=own), own, True))
    return max((one for one in days if one[0] <= today), default=None)


def _rests(read: Reading) -> dict[str, date]:
    rows = read.all("SELECT entry_id, max(until_on) AS until_on FROM reminder_rest GROUP BY entry_id")
    return {row["entry_id"]: day for row in rows if (day := iso_day(row["until_on"] or ""))}


def _numbers(said: str) -> tuple[int, ...]:
    return tuple(sorted({int(one) for one in said.split() if one.isdecimal()}, reverse=True))
