"""The family age-out planner: each child's two ages over the years, and which path keeps which child.

Ages and days are those of the rules (CSPA, immediate relatives, asylum); the speed of the bulletin is a guess
that one may move. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import add_months, add_years, first_of_month
from immdesk.basics.pictures import Ages, AgesPicture, FamilyPicture, Point
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE
from immdesk.basics.words import _, n_
from immdesk.law.bulletin_moves import Wait, wait
from immdesk.law.bulletin_terms import ALL, FINAL_ACTION
from immdesk.office.calculators.by_rule import known_day
from immdesk.office.calculators.case_at import CaseAt, case_at, lines_of, overlaid, value_of
from immdesk.office.calculators.family_ages import AGE, Child, law_words, weigh
from immdesk.office.calculators.shapes import Ask, Field, Line, Sheet, Table, Tone

if TYPE_CHECKING:
    from immdesk.office.family_tree import FamilyTree
    from immdesk.office.office import Office
    from immdesk.records.facts_of import Subject

_NUMBER, _IN_USE = "case.visa_available_on", "case.visa_available_in_use_on"
_YEAR = 365.2425
_BEFORE, _AHEAD = 12, 96
"""Months before and after today that are drawn."""
USUAL = 4.0
"""Weeks a month at which the bulletin is taken to move while the office has no history of the category."""


@dataclass(frozen=True)
class ChildRead:
    """A child as read once: the facts, what the law says today, and the age counted by month."""

    subject: Subject
    today: Child
    late_on: date | None
    by_month: tuple[Point, ...]


@dataclass(frozen=True)
class FamilyRead:
    """A family as read once. `weeks` is the recent speed of its category, None where it is not known."""

    at: CaseAt
    tree: FamilyTree
    children: tuple[ChildRead, ...]
    category: str
    cutoff: str
    weeks: float | None
    number_on: date | None


@dataclass(frozen=True, slots=True)
class AgePlan:
    """The family at a speed: the pictures, the paths, what it comes to in a line, what must be asked."""

    answer: str
    tone: Tone
    family: FamilyPicture
    ages: AgesPicture
    paths: Table
    asks: tuple[Ask, ...]
    speed_words: str


def family_read(office: Office, case_id: str) -> FamilyRead:
    """Read a family once; every speed is then worked out from that. Raises Problem when the case is gone."""
    from immdesk.office.family_tree import family_tree

    at = case_at(office, case_id)
    children = tuple(
        _child_read(at, one) for one in at.subjects("party") if one.facts.get("party.is_child") is True
    )
    case = at.subjects("case")[0].facts
    category = _text(case.get("case.category"))
    cutoff, weeks = _pace(office, category, _text(case.get("case.chargeability")) or ALL, at.today)
    number_on = known_day(case.get(_NUMBER))
    return FamilyRead(at, family_tree(office, case_id), children, category, cutoff, weeks, number_on)


def plan_at(family: FamilyRead, weeks: float) -> AgePlan:
    """Work the family out at a speed of so many weeks a month."""
    number_on, words = _number_on(family, weeks)
    children = [(one, _child_at(family.at, one, number_on)) for one in family.children]
    answer, tone = _answer([child for _read, child in children])
    reach = _reach(family, number_on)
    ages = AgesPicture(
        _("Age by the calendar, and the age that the law counts"),
        tuple(_ages(one, child, number_on, reach) for one, child in children),
        family.at.today,
        reach,
        number_on=number_on,
    )
    asks = tuple(
        dict.fromkeys(
            ask
            for _one, child in children
            for ask in family.at.asks(child.governs, person_id=child.person_id)
        )
    )
    paths = _paths(children, number_on, family.at.today)
    return AgePlan(answer, tone, _family_picture(family.tree), ages, paths, asks, words)


def sheet_of(family: FamilyRead, weeks: float) -> Sheet:
    """Give the page of the family at a speed, for the attorney."""
    plan, at = plan_at(family, weeks), family.at
    number_on, _words = _number_on(family, weeks)
    waits = family.number_on is None and number_on is not None
    speed = Field("weeks", _("Weeks a month that the bulletin moves"), "number", f"{weeks:g}", tried=waits)
    return Sheet(
        "age-planner",
        _("Family age-out planner"),
        ", ".join(one.today.name for one in family.children),
        plan.answer,
        plan.tone,
        fields=(speed,),
        lines=tuple(line for one in family.children for line in _lines(at, _child_at(at, one, number_on))),
        tables=(plan.paths,),
        asks=plan.asks,
        notes=(plan.speed_words,),
        case=f"{at.whose.number}  {at.whose.title}".strip(),
        as_of=at.today,
        pictures=(plan.family, plan.ages),
    )


# -- private ------------------------------------------------------------------------------------


def _child_read(at: CaseAt, subject: Subject) -> ChildRead:
    """Read a child: without a visa number the day on which it ages out, with one the age in each month."""
    today = weigh(at, subject, subject.facts)
    if today.governs.rule != AGE:
        return ChildRead(subject, today, None, ())
    waiting = at.weigh(AGE, subject, _with_number(subject, NONE))
    born = known_day(subject.facts.get("person.born_on"))
    points = []
    first = first_of_month(add_months(at.today, -_BEFORE, "last_day_of_month"))
    for number in range(0, _BEFORE + _AHEAD + 1, 2):
        month = add_months(first, number, "last_day_of_month")
        counted = known_day(value_of(at.weigh(AGE, subject, _with_number(subject, month)), "adjusted_date"))
        if counted and born:
            points.append((month, _years(born, counted)))
    return ChildRead(subject, today, known_day(value_of(waiting, "ages_out")), tuple(points))


def _with_number(subject: Subject, day: Any) -> Any:
    return overlaid(subject.facts, {_NUMBER: day, _IN_USE: day})


def _child_at(at: CaseAt, one: ChildRead, number_on: date | None) -> Child:
    """Give what the rules make of a child when a visa number comes on a day; else what is recorded."""
    if number_on is None or one.today.governs.rule != AGE:
        return one.today
    return weigh(at, one.subject, _with_number(one.subject, number_on))


def _number_on(family: FamilyRead, weeks: float) -> tuple[date | None, str]:
    """Give the day on which a visa number is taken to be available, and say why."""
    if family.number_on:
        day = on_screen(family.number_on)
        return family.number_on, _("A visa number is available since {day}: the age stands.").format(day=day)
    priority = known_day(family.at.subjects("case")[0].facts.get("case.priority_date"))
    if family.category in ("", "IR"):
        return None, _("No visa number is waited for.")
    if priority is None or not family.cutoff:
        return None, _(
            "Without a priority date and a cutoff of this month nobody can say when a number comes."
        )
    told = wait(priority, family.cutoff, weeks, f"{family.at.today:%Y-%m}")
    return _told_day(told), _told_words(told, weeks)


def _told_day(told: Wait) -> date | None:
    return None if told.months is None else date(int(told.on[:4]), int(told.on[5:7]), 1)


def _told_words(told: Wait, weeks: float) -> str:
    if told.months is None:
        return _("At this speed a visa number never comes.")
    months = n_("{n} month to wait", "{n} months to wait", told.months)
    words = _("At {weeks} weeks a month: {months}. A guess, no forecast: each cutoff is set anew.")
    return words.format(weeks=f"{weeks:g}", months=months)


def _pace(office: Office, category: str, area: str, today: date) -> tuple[str, float | None]:
    """Give the cutoff of Final Action Dates now, and the weeks a month of the last year, of a category."""
    from immdesk.office.bulletin_months import history

    for column in (area, ALL):
        found = history(office, category, column, FINAL_ACTION)
        known = [one for one in found.points if one.month <= f"{today:%Y-%m}"]
        if known:
            return known[-1].cutoff, found.weeks
    return "", None


def _answer(children: list[Child]) -> tuple[str, Tone]:
    if not children:
        return _("Nobody in the case claims as a child."), "plain"
    kept = [one.name for one in children if one.is_child]
    lost = [one.name for one in children if one.is_child is False]
    unsure = [one.name for one in children if one.is_child is None]
    said = (
        _("Kept: {names}.").format(names=", ".join(kept)) if kept else "",
        _("Lost: {names}.").format(names=", ".join(lost)) if lost else "",
        _("Not said yet: {names}.").format(names=", ".join(unsure)) if unsure else "",
    )
    return " ".join(filter(None, said)), "bad" if lost else "warn" if unsure else "good"


def _ages(one: ChildRead, child: Child, number_on: date | None, reach: tuple[date, date]) -> Ages:
    born = known_day(one.subject.facts.get("person.born_on"))
    first, last = reach
    if born is None:
        return Ages(child.name, (), (), None, _("ask for the whole date of birth"))
    lived = ((max(first, born), _years(born, max(first, born))), (last, _years(born, last)))
    frozen = known_day(value_of(child.governs, "frozen_on"))
    if one.by_month:
        counted = _until(tuple(point for point in one.by_month if point[0] <= last), number_on)
    elif frozen:
        counted = _until(lived, frozen, _years(born, frozen))
    else:
        counted = () if one.today.governs.rule == AGE else lived
    return Ages(child.name, lived, counted, one.late_on, _words(child, one))


def _until(points: tuple[Point, ...], day: date | None, age: float | None = None) -> tuple[Point, ...]:
    """Give points that rise until a day, on which the age comes to stand."""
    if day is None or not points:
        return points
    before = [one for one in points if one[0] < day]
    stands = age if age is not None else next((one[1] for one in points if one[0] >= day), points[-1][1])
    return (*before, (max(day, points[0][0]), stands), (points[-1][0], stands))


def _words(child: Child, one: ChildRead) -> str:
    if child.married:
        return _("married, so no longer a child.")
    kept = {True: _("kept"), False: _("lost"), None: _("not said yet")}[child.is_child]
    late = _("a visa number must come before {day}").format(day=on_screen(one.late_on)) if one.late_on else ""
    seek = _("seek residence by {day}").format(day=on_screen(child.seek_by)) if child.seek_by else ""
    return "; ".join(part for part in (kept, late, seek if child.is_child else "") if part)


def _paths(children: list[tuple[ChildRead, Child]], number_on: date | None, today: date) -> Table:
    """Give for each child which path keeps it, by when."""
    columns = (
        _("Child"),
        _("Law that counts"),
        _("Visa number on {day}").format(day=on_screen(number_on)) if number_on else _("As recorded"),
        _("A visa number before"),
        _("The parent's oath by"),
        _("Petition received by"),
        _("Kept by"),
    )
    rows = tuple(
        (
            child.name,
            law_words(child),
            {True: _("kept"), False: _("lost"), None: _("not said yet")}[child.is_child],
            on_screen(one.late_on),
            on_screen(known_day(value_of(child.oath, "naturalize_by"))),
            on_screen(known_day(value_of(child.governs, "file_by"))),
            "; ".join(_kept_by(one, child, today)) or _("nothing that the desk knows"),
        )
        for one, child in children
    )
    return Table(_("Which path keeps which child"), columns, rows)


def _kept_by(one: ChildRead, child: Child, today: date) -> Iterator[str]:
    """Name every path that still keeps a child."""
    if child.married:
        return
    if child.is_child:
        yield _("a visa number in time") if one.by_month else _("the law that counts")
    elif one.late_on and one.late_on > today:
        yield _("a visa number before {day}").format(day=on_screen(one.late_on))
    oath = known_day(value_of(child.oath, "naturalize_by"))
    if value_of(child.oath, "immediate_relative") is True or (oath and oath >= today):
        yield _("the parent's oath in time")
    file_by = known_day(value_of(child.governs, "file_by"))
    if file_by and file_by >= today:
        yield _("a petition in time")


def _lines(at: CaseAt, child: Child) -> Iterator[Line]:
    """Give the results of the law that counts for a child; the arithmetic stands on the CSPA sheet."""
    yield Line(law_words(child), child.name, "", "; ".join(child.governs.cite))
    names = [one.name for one in child.governs.outputs]
    yield from lines_of(at, child.governs, *names, steps=False)
    if child.oath.outcome == "found":
        yield from lines_of(at, child.oath, steps=False)


def _family_picture(tree: FamilyTree) -> FamilyPicture:
    rows = tuple(tuple((one.id, one.name, one.words) for one in row) for row in tree.rows)
    return FamilyPicture(_("The family"), rows, tuple((one.kind, one.one, one.other) for one in tree.lines))


def _years(born: date, day: date) -> float:
    """Give an age for drawing, in years and parts; whether somebody is a child only the rules say."""
    return max((day - born).days, 0) / _YEAR


def _reach(family: FamilyRead, number_on: date | None) -> tuple[date, date]:
    """Give the days that are drawn: a year back, and as far ahead as something happens."""
    today = family.at.today
    days = [number_on, *(one.late_on for one in family.children)]
    far = max((day for day in days if day), default=today)
    last = min(
        max(add_years(far, 1, "last_day_of_month"), add_years(today, 3, "last_day_of_month")), _end(today)
    )
    return add_months(today, -_BEFORE, "last_day_of_month"), last


def _end(today: date) -> date:
    return add_years(today, _AHEAD // 12, "last_day_of_month")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
