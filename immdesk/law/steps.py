"""The closed list of step words, and how each moves a day.

from A · from earlier|later of A and B · add|subtract N days|months|years · add|subtract N open days in CAL ·
next|previous open day in CAL · first day of month · any of them with `when <condition>`.
A new word needs two rules that use it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.dates import MissingDay, add_days, add_months, first_of_month
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import _, told
from immdesk.basics.written import Writing
from immdesk.law.closures import Calendar
from immdesk.law.step_words import open_days_words, shift_words
from immdesk.law.working import Names

Day = date | Nothing | Unknown


@dataclass(frozen=True, slots=True)
class Move:
    """Where a step leads: the day, the step in words, why, by what authority, and the fact it came from.

    `other` is the day that the other reading of a missing day (29 February) gives; `rolled` marks a roll.
    """

    day: Day
    words: str
    reason: str = ""
    authority: str = ""
    source: str = ""
    other: date | None = None
    rolled: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a step may read: the given names with their words, the calendars, the missing day."""

    names: Mapping[str, Word]
    calendars: Mapping[str, Calendar]
    vocabulary: Vocabulary | None
    missing_day: MissingDay | None


Go = Callable[[Day, Names, MissingDay], Day]
Do = Callable[[Day, Names, MissingDay], Move]
Lines = Callable[[Writing], list[str]]


class Ways(NamedTuple):
    """How a step moves the day, fast; the same told in words; and how it is written straight.

    The straight lines of Python move `day` when all that they read in `known` is a whole day or number.
    """

    go: Go
    do: Do
    straight: Lines | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was checked and is ready to be taken.

    `go` gives the day alone, `do` tells the move in words as well. A step that `rolls` looks for an open day;
    one that `clamps` counts months or years and may meet a day that the month lacks.
    """

    text: str
    go: Go
    do: Do
    when: Condition | None
    why: str
    cite: str
    rolls: bool = False
    clamps: bool = False
    straight: Lines | None = None

    def taken(self, names: Names) -> bool | Unknown:
        """Say whether the step is taken, or what decides it."""
        return True if self.when is None else self.when.weigh(names.facts())


def compile_step(text: str, why: str, cite: str, scope: Scope) -> Step:
    """Check a step and make it ready; raises Problem for a word, name or calendar that is not known."""
    words, has_when, condition = " ".join(text.split()).partition(" when ")
    for pattern, build in _WORDS:
        if hit := pattern.fullmatch(words):
            when = (
                compile_condition(condition, scope.vocabulary, roots=(), names=scope.names)
                if has_when
                else None
            )
            go, do, straight = build(hit, scope)
            rolls, clamps = build is _open_day, build is _shift and hit["unit"][:3] != "day"
            return Step(text, go, do, when, why, cite, rolls, clamps, straight)
    hint = did_you_mean(words, _EXAMPLES)
    raise Problem(
        f"'{words}' is not a step that the desk knows.{hint}",
        "The pack is not opened.",
        f"The steps are: {'; '.join(_EXAMPLES)}; each with `when <condition>`.",
    )


def _from(hit: re.Match[str], scope: Scope) -> Ways:
    name = _known(hit["name"], scope, "day")

    def go(_day: Day, names: Names, _missing: MissingDay) -> Day:
        return names.day(name)

    def do(_day: Day, names: Names, _missing: MissingDay) -> Move:
        return Move(names.day(name), names.label(name), source=names.path(name))

    def straight(writing: Writing) -> list[str]:
        return [f"day = known.get({writing.bind(name)})", "if type(day) is not date: return None"]

    return Ways(go, do, straight)


def _from_end(hit: re.Match[str], scope: Scope) -> Ways:
    several = [_known(name, scope, "day") for name in re.split(r"\s*,\s*|\s+and\s+", hit["names"]) if name]
    latest = hit["end"] == "later"

    def do(_day: Day, names: Names, _missing: MissingDay) -> Move:
        days = {name: names.day(name) for name in several}
        unknown = [path for day in days.values() if isinstance(day, Unknown) for path in day.paths]
        known = {name: day for name, day in days.items() if isinstance(day, date)}
        if unknown:
            return Move(Unknown(*unknown), hit[0])
        if not known:
            return Move(next(iter(days.values())), hit[0])
        pick = max if latest else min
        name = pick(known, key=lambda one: known[one])
        others = _(" and ").join(names.label(one) for one in several)
        which = _("the later of {}") if latest else _("the earlier of {}")
        return Move(known[name], which.format(others), reason=names.label(name), source=names.path(name))

    return Ways(lambda day, names, missing: do(day, names, missing).day, do)


def _shift(hit: re.Match[str], scope: Scope) -> Ways:
    count, unit = hit["count"], hit["unit"].rstrip("s")
    if not count.isdigit():
        _known(count, scope, "number")
    if unit != "day" and scope.missing_day is None:
        raise Problem(
            f"'{hit[0]}' counts {unit}s, but the output does not say its `missing_day`.",
            "Nobody could tell what 29 February becomes.",
            "Add `missing_day: last_day_of_month` or `missing_day: next_day`.",
        )
    sign = 1 if hit["verb"] == "add" else -1
    fixed = int(count) if count.isdigit() else None
    per = {"day": 0, "month": 1, "year": 12}[unit]

    def go(day: Day, names: Names, missing: MissingDay) -> Day:
        number = names.number(count) if fixed is None else fixed
        if not isinstance(number, int) or not isinstance(day, date):
            return number if isinstance(number, Unknown) else day
        return add_months(day, sign * number * per, missing) if per else add_days(day, sign * number)

    def do(day: Day, names: Names, missing: MissingDay) -> Move:
        number = names.number(count) if fixed is None else fixed
        if not isinstance(number, int) or not isinstance(day, date):
            return Move(number if isinstance(number, Unknown) else day, hit[0])
        words = shift_words(sign, number, unit)
        reason, source = ("", "") if count.isdigit() else (names.label(count), names.path(count))
        if unit == "day":
            return Move(add_days(day, sign * number), words, reason, source=source)
        months = sign * number * per
        moved = add_months(day, months, missing)
        other: MissingDay = "next_day" if missing == "last_day_of_month" else "last_day_of_month"
        otherwise = add_months(day, months, other)
        return Move(moved, words, reason, source=source, other=None if otherwise == moved else otherwise)

    def straight(writing: Writing) -> list[str]:
        by_name = f"number = known.get({writing.bind(count)})", "if type(number) is not int: return None"
        number = f"number = {fixed}"
        moved = (
            [f"moved = add_months(day, {sign * per} * number, missing)",
             "clamped = clamped or moved.day != day.day", "day = moved"]
            if per else [f"day += timedelta(days={sign} * number)"]
        )  # fmt: skip
        return [*(by_name if fixed is None else (number,)), *moved]

    return Ways(go, do, straight)


def _add_open(hit: re.Match[str], scope: Scope) -> Ways:
    calendar, count = _calendar(hit["calendar"], scope), hit["count"]
    sign = 1 if hit["verb"] == "add" else -1
    if not count.isdigit():
        _known(count, scope, "number")

    def do(day: Day, names: Names, _missing: MissingDay) -> Move:
        number = int(count) if count.isdigit() else names.number(count)
        if not isinstance(number, int) or not isinstance(day, date):
            return Move(number if isinstance(number, Unknown) else day, hit[0])
        words = open_days_words(sign, number)
        return Move(calendar.add_open(day, number, sign), words, authority="; ".join(calendar.file.cite))

    return Ways(lambda day, names, missing: do(day, names, missing).day, do)


def _open_day(hit: re.Match[str], scope: Scope) -> Ways:
    calendar = _calendar(hit["calendar"], scope)
    forward = hit["which"] == "next"

    def go(day: Day, _names: Names, _missing: MissingDay) -> Day:
        return calendar.open_day(day, 1 if forward else -1) if isinstance(day, date) else day

    def do(day: Day, _names: Names, _missing: MissingDay) -> Move:
        if not isinstance(day, date):
            return Move(day, hit[0])
        moved, closed = calendar.next_open(day, 1 if forward else -1)
        if moved == day:
            return Move(day, _("this day is open: it stays"), authority="; ".join(calendar.file.cite))
        words = _("the next open day") if forward else _("the last open day before")
        reason = _("closed: {}").format(", ".join(told(one) for one in dict.fromkeys(closed)))
        return Move(moved, words, reason, "; ".join(calendar.file.cite), rolled=True)

    def straight(writing: Writing) -> list[str]:
        return [f"day = {writing.bind(calendar.open_day)}(day, {1 if forward else -1})"]

    return Ways(go, do, straight)


def _first_of_month(_hit: re.Match[str], _scope: Scope) -> Ways:
    def go(day: Day, _names: Names, _missing: MissingDay) -> Day:
        return first_of_month(day) if isinstance(day, date) else day

    def do(day: Day, names: Names, missing: MissingDay) -> Move:
        return Move(go(day, names, missing), _("the first day of that month"))

    return Ways(go, do)


def _known(name: str, scope: Scope, family: str) -> str:
    word = scope.names.get(name)
    if word is None:
        raise Problem(f"'{name}' is not one of the given names.{did_you_mean(name, scope.names)}")
    if word.family != family:
        raise Problem(f"'{name}' is a {word.type}, but a {family} is needed there.")
    return name


def _calendar(name: str, scope: Scope) -> Calendar:
    if name not in scope.calendars:
        hint = did_you_mean(name, scope.calendars)
        raise Problem(f"there is no calendar of closings '{name}'.{hint}")
    return scope.calendars[name]


_NAME = r"[a-z][a-z0-9_]*"
_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Scope], Ways]], ...] = (
    (
        re.compile(rf"from (?P<end>earlier|later) of (?P<names>{_NAME}(?:, {_NAME})* and {_NAME})"),
        _from_end,
    ),
    (re.compile(rf"from (?P<name>{_NAME})"), _from),
    (
        re.compile(rf"(?P<verb>add|subtract) (?P<count>\d+|{_NAME}) open days? in (?P<calendar>{_NAME})"),
        _add_open,
    ),
    (
        re.compile(rf"(?P<verb>add|subtract) (?P<count>\d+|{_NAME}) (?P<unit>days?|months?|years?)"),
        _shift,
    ),
    (re.compile(rf"(?P<which>next|previous) open day in (?P<calendar>{_NAME})"), _open_day),
    (re.compile(r"first day of month"), _first_of_month),
)
_EXAMPLES = (
    "from notice_date",
    "from later of A and B",
    "from earlier of A and B",
    "add 30 days",
    "subtract 6 months",
    "add 2 years",
    "add 10 open days in federal",
    "subtract 2 open days in federal",
    "next open day in federal",
    "previous open day in federal",
    "first day of month",
)
