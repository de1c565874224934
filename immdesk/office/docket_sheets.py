"""What a careful office keeps on paper: morning and week sheets, deadline control, expirations, charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from immdesk.basics.marks import BESIDE, mark_of
from immdesk.basics.shown import in_words, on_screen
from immdesk.basics.words import _, n_
from immdesk.office.calendar_days import CalendarFilter, calendar_dates, filter_words, fitting
from immdesk.office.expirations import ExpiryLine, expirations, shown_end
from immdesk.office.firm import staff
from immdesk.office.pack_age import stale_words
from immdesk.office.pre_days import days_words
from immdesk.office.timelines import By, employers_of_cases

if TYPE_CHECKING:
    from immdesk.basics.timeline import Spot
    from immdesk.office.office import Office
    from immdesk.office.rows import DateRow
    from immdesk.packets.docket_pages import Column, Group, Paper

LISTS: Final = ("morning", "week-sheet", "control", "expirations")
CHARTS: Final = ("timeline", "year", "month", "lifeline")
_LIVE: Final = ("kept", "proposed", "moved", "mismatch")
_AHEAD: Final = 7
_CONTROL: Final = 90
_PAST: Final = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is asked for: the filter, the day from which it counts, the rows of a timeline.

    `finding` says what fits what was typed to find something, `words` are those words; charts keep to them.
    """

    only: CalendarFilter
    day: date
    by: By = "case"
    finding: Callable[[Spot], bool] | None = None
    words: str = ""


def sheet_names() -> dict[str, str]:
    """Give the sheets with their titles, lists first."""
    return {
        "morning": _("Morning sheet"),
        "week-sheet": _("Week sheet"),
        "control": _("Deadline control"),
        "expirations": _("Expirations by employer"),
        "timeline": _("Timeline of 12 months"),
        "year": _("Year calendar"),
        "month": _("Month calendar"),
    }


def sheet_pdf(office: Office, name: str, asked: Asked, person_id: str = "") -> bytes:
    """Give a sheet (`sheet_names`, or "lifeline" of a person) as a PDF. It names clients."""
    if name in LISTS:
        return {
            "morning": _morning,
            "week-sheet": _week,
            "control": _control,
            "expirations": _expirations,
        }[name](office, asked)
    from immdesk.office import docket_charts

    return docket_charts.chart_pdf(office, name, asked, person_id)


def paper_of(
    office: Office, title: str, only: CalendarFilter, count: str = "", across: bool = False
) -> Paper:
    """Give what stands at the top of each page: title, filter in words, when and where printed."""
    from immdesk.packets.docket_pages import Paper

    asked = filter_words(office, only) or _("All cases")
    words = " · ".join(part for part in (count, asked) if part)
    return Paper(title, words, printed_words(office), stale_words(office), across)


def printed_words(office: Office) -> str:
    """Say when and where something is printed: the office's day, time and name."""
    from immdesk.office.our_office import office_words

    time = office.now().astimezone(ZoneInfo(office.zone))
    when = _("Printed {day}, {time}").format(day=on_screen(office.today()), time=f"{time:%H:%M}")
    return " · ".join(part for part in (when, office_words(office)["name"]) if part)


def _morning(office: Office, asked: Asked) -> bytes:
    """For everybody who works here, on pages of their own: what was missed, what is for today, what comes."""
    from immdesk.packets.docket_pages import Group, list_pages

    last = asked.day + timedelta(days=_AHEAD)
    rows = _open_rows(office, asked.only, _PAST, last)
    names, people = _responsible(office), {one.id: one.name for one in staff(office)}
    mine: dict[str, list[DateRow]] = {one: [] for one in (*people, "")}
    for row in rows:
        who = names.get(row.case_id, "")
        mine[who if who in people else ""].append(row)
    tasks = _tasks(office, asked.only, last, people, names)
    groups: list[Group] = []
    for who, theirs in mine.items():
        parts = [(title, tuple(map(_line, part))) for title, part in _parts(theirs, asked.day)]
        if tasks.get(who):
            parts.append((_("tasks"), tuple(tasks[who])))
        name = people.get(who) or _("Nobody is responsible")
        groups += [Group(f"{name}: {title}", part, place == 0) for place, (title, part) in enumerate(parts)]
    title = _("Morning sheet, {day}").format(day=on_screen(asked.day))
    paper = paper_of(office, title, asked.only, n_("{n} date", "{n} dates", len(rows)))
    none = _("Nothing is open until {day}.").format(day=on_screen(last))
    return list_pages(paper, _ticked(), groups, none)


def _tasks(
    office: Office, only: CalendarFilter, last: date, people: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, list[tuple[str, str, str]]]:
    """Give the open tasks due until `last`, or on no day, of each member of the staff; "" is nobody's."""
    from immdesk.office.today import open_tasks

    ids, fits = {name: one for one, name in people.items()}, _case_fits(office, only)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in open_tasks(office):
        who = ids.get(one.who) or names.get(one.case_id, "")
        if fits(one.case_id, "") and (one.due_on is None or one.due_on <= last):
            line = (on_screen(one.due_on), one.title, one.case_title)
            found.setdefault(who if who in people else "", []).append(line)
    return found


def _parts(rows: Sequence[DateRow], day: date) -> Iterable[tuple[str, list[DateRow]]]:
    late = ("deadline", "closes", *BESIDE)
    missed = [row for row in rows if row.on and row.on < day and row.kind in late]
    now = [row for row in rows if row.on == day]
    ahead = [row for row in rows if row.on and row.on > day]
    words = (_("passed, say what happened"), _("today"), _("in the next seven days"))
    for title, part in zip(words, (missed, now, ahead), strict=True):
        if part:
            yield title, part


def _week(office: Office, asked: Asked) -> bytes:
    from immdesk.packets.docket_pages import Group, list_pages

    first = asked.day - timedelta(days=(asked.day.weekday() + 1) % 7)
    rows = _open_rows(office, asked.only, first, first + timedelta(days=6))
    groups = []
    for day in (first + timedelta(days=place) for place in range(7)):
        mine = tuple(_line(row) for row in rows if row.on == day)
        if mine:
            groups.append(Group(on_screen(day), mine))
    title = _("Week of {day}").format(day=in_words(first))
    paper = paper_of(office, title, asked.only, n_("{n} date", "{n} dates", len(rows)))
    return list_pages(paper, _ticked(), groups, _("No date in this week."))


def _control(office: Office, asked: Asked) -> bytes:
    """Every open deadline, last day and end, the earliest first, with room for two signatures."""
    from immdesk.packets.docket_pages import Column, Group, list_pages

    until = asked.day + timedelta(days=_CONTROL)
    rows = [
        row
        for row in _open_rows(office, asked.only, _PAST, until)
        if row.kind in ("deadline", "closes", "appointment")
        or (row.kind == "status_end" and row.on and row.on >= asked.day)
    ]
    people = {one.id: one.name for one in staff(office)}
    names = _responsible(office)
    columns = (
        Column("", 2.6, "tick"),
        Column(_("Day"), 11),
        Column(_("Days left"), 6),
        Column(_("What"), 26),
        Column(_("Whose"), 20),
        Column(_("Responsible"), 13),
        Column(_("Done on"), 9, "sign"),
        Column(_("Signature"), 15, "sign"),
    )
    groups = [
        Group(
            title,
            tuple(
                (
                    on_screen(row.on),
                    _left(row, asked.day),
                    _what(row),
                    _whose(row),
                    people.get(names.get(row.case_id, ""), ""),
                )
                for row in part
            ),
        )
        for title, part in (
            (_("Passed, not done"), [row for row in rows if row.on and row.on < asked.day]),
            (
                _("Until {day}").format(day=on_screen(until)),
                [row for row in rows if row.on and row.on >= asked.day],
            ),
        )
        if part
    ]
    paper = paper_of(office, _("Deadline control"), asked.only, n_("{n} date", "{n} dates", len(rows)), True)
    return list_pages(paper, columns, groups, _("No deadline is open."))


def _expirations(office: Office, asked: Asked) -> bytes:
    """Everything that ends, by employer of the case; people without one come last."""
    from immdesk.packets.docket_pages import Column, Group, list_pages

    fits = _case_fits(office, asked.only)
    lines = [one for one in expirations(office) if fits(one.case_id, one.person_id)]
    employers = _employers(office)
    by_name: dict[str, list[ExpiryLine]] = {}
    for one in lines:
        by_name.setdefault(employers.get(one.case_id, ""), []).append(one)
    columns = (
        Column("", 2.6, "tick"),
        Column(_("Ends on"), 14),
        Column(_("Begin by"), 14),
        Column(_("What ends"), 22),
        Column(_("Whose"), 20),
        Column(_("Case"), 9),
        Column(_("Signature"), 12, "sign"),
    )
    groups = [
        Group(
            name or _("No employer"),
            tuple(
                (
                    shown_end(one),
                    on_screen(one.begin_on),
                    f"{one.what}: {one.start}",
                    one.who,
                    one.open_number or one.case_number,
                )
                for one in by_name[name]
            ),
        )
        for name in sorted(by_name, key=lambda one: (not one, one))
    ]
    count = n_("{n} expiration", "{n} expirations", len(lines))
    paper = paper_of(office, _("Expirations by employer"), asked.only, count)
    return list_pages(paper, columns, groups, _("Nothing expires."))


def _ticked() -> tuple[Column, ...]:
    from immdesk.packets.docket_pages import Column

    return (
        Column("", 2.6, "tick"),
        Column(_("Day"), 13),
        Column(_("What"), 28),
        Column(_("Whose"), 26),
        Column(_("Signed"), 12, "sign"),
    )


def _line(row: DateRow) -> tuple[str, str, str]:
    waits = "" if row.state == "kept" else _("not yet accepted")
    what = " – ".join(part for part in (_what(row), waits) if part)
    return on_screen(row.on), what, _whose(row)


def _what(row: DateRow) -> str:
    """Say what a date is: its mark's words and its title, unless the title says it itself."""
    words = row.title if row.kind in BESIDE else f"{mark_of(row).words}: {row.title}"
    return " – ".join(filter(None, (words, days_words(row))))


def _whose(row: DateRow) -> str:
    who = row.who if row.who and row.who not in row.case_title else ""
    return " · ".join(part for part in (row.case_number, row.case_title, who) if part)


def _left(row: DateRow, day: date) -> str:
    return str((row.on - day).days) if row.on else ""


def _open_rows(office: Office, only: CalendarFilter, first: date, last: date) -> list[DateRow]:
    found = calendar_dates(office, first, last, only, done=False).rows
    return [row for row in found if row.state in _LIVE]


def _responsible(office: Office) -> dict[str, str]:
    rows = office.rows("SELECT id, responsible_id FROM case_file WHERE deleted_at IS NULL")
    return {row["id"]: row["responsible_id"] or "" for row in rows}


def _employers(office: Office) -> dict[str, str]:
    names = {row["id"]: row["name"] or "" for row in office.rows("SELECT id, name FROM employer")}
    return {case: names.get(employer, "") for case, employer in employers_of_cases(office).items()}


def _case_fits(office: Office, only: CalendarFilter) -> Callable[[str, str], bool]:
    """Give what says whether a case and a person are asked for, whatever the kind and severity of dates."""
    fits = fitting(office, replace(only, kind="", severity=""))
    return lambda case_id, person_id: fits(_Ends(case_id, person_id))


@dataclass(frozen=True, slots=True)
class _Ends:
    case_id: str
    person_id: str
    kind: str = ""
    severity: str = ""
