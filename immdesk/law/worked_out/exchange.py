"""J-1 exchange visitors: how long a program may last, and which new program is barred for a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from immdesk.basics.dates import MissingDay, add_days, add_months
from immdesk.basics.finding import Line
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, ParameterKind, Result, Tables, Worked, WorkedOut

_TWO_YEARS = "22 CFR 62.20(i)(2)"
_ONE_YEAR = "22 CFR 62.20(d)(2)(i)(D)"
_LIMITS = "22 CFR 62.20-62.32"
_SCHOLARS = ("professor", "research_scholar")
_KNOWN_BY = (("short", "short_term_scholar"), ("research", "research_scholar"), ("professor", "professor"))


def plain_program(text: Any) -> str:
    """Give a program's category as the vocabulary names it: `J-1 Research Scholar` is `research_scholar`."""
    if isinstance(text, (Nothing, Unknown)):
        return ""
    word = "_".join("".join(sign if sign.isalnum() else " " for sign in str(text).lower()).split())
    return next((name for part, name in _KNOWN_BY if part in word), word)


def two_year_bar(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether a new professor or scholar program begins too soon after the last one, and when it may.

    Given `prior_category`, `prior_end` and, once a new program is planned, `new_category`, `new_start`;
    `transfer` continues the same program. 22 CFR 62.20(i)(2).
    """
    end, prior = names.day("prior_end"), plain_program(names.get("prior_category"))
    if not isinstance(end, date):
        return Worked(ask=frozenset({names.path("prior_end")}))
    months = int(parameters["months"])
    began = Line(end, _("the last program ended"), "", "", names.path("prior_end"))
    if prior not in _SCHOLARS:
        line = Line(False, _("the last program was neither a professor's nor a scholar's"), "", _TWO_YEARS)
        return Worked({"barred": Result(False, (began, line))})
    free, sooner = _months(end, months, "next_day"), _months(end, months, "last_day_of_month")
    lines = (began, Line(free, _("add {} months").format(months), _("free again from this day"), _TWO_YEARS))
    reason = _("That month lacks the day; practice differs on which day stands for it.")
    doubt = (None, "") if sooner == free else (sooner, reason)
    results = {"free_from": Result(free, lines, *doubt)}
    new, start = names.get("new_category"), names.day("new_start")
    if isinstance(new, str) and isinstance(start, date):
        barred = _barred(names, lines, start < free, _TWO_YEARS)
        turns = barred.value and start >= sooner
        results["barred"] = Result(barred.value, barred.lines, *doubt) if turns else barred
    return Worked(results)


def one_year_bar(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether earlier J stays bar a new professor or scholar program.

    Given `periods` (rows with `status`, `start`, `end`, and `category` where it is known), `new_category`,
    `new_start`, `transfer`. A stay counts when it was longer than six months and any of it falls in the
    twelve months before the new start. 22 CFR 62.20(d)(2)(i)(D).
    """
    start, rows = names.day("new_start"), names.get("periods")
    if not isinstance(start, date) or not isinstance(rows, tuple):
        return Worked(ask=frozenset({names.path("new_start"), names.path("periods")}))
    back = add_months(start, -int(parameters["months"]), "last_day_of_month")
    lines = [
        Line(start, _("the new program begins"), "", "", names.path("new_start")),
        Line(back, _("go back {} months").format(parameters["months"]), "", _ONE_YEAR),
    ]
    last: date | None = None
    for first, until in _long_stays(rows, start, int(parameters["short_months"])):
        lines.append(
            Line(
                until, _("a J stay of more than six months, from {}").format(on_screen(first)), "", _ONE_YEAR
            )
        )
        last = until if last is None or until > last else last
    results = {"barred": _barred(names, tuple(lines), last is not None and last >= back, _ONE_YEAR)}
    if last is not None and results["barred"].value:
        free = add_days(_months(last, int(parameters["months"]), "next_day"), 1)
        why = _("the last day of the stay must lie before the twelve months")
        results["free_from"] = Result(
            free, (*lines, Line(free, _("free again from this day"), why, _ONE_YEAR))
        )
    return Worked(results)


def _long_stays(rows: tuple[Any, ...], start: date, short: int) -> list[tuple[date, date]]:
    found = []
    for row in rows:
        first, end, status = row.get("start"), row.get("end"), row.get("status")
        if isinstance(status, str) and status and not status.upper().startswith("J"):
            continue
        if plain_program(row.get("category")) == "short_term_scholar" or not isinstance(first, date):
            continue
        until = min(end, start) if isinstance(end, date) else start
        if until > _months(first, short, "last_day_of_month"):
            found.append((first, until))
    return found


def _barred(names: Names, lines: tuple[Line, ...], too_soon: bool, cite: str) -> Result:
    new = plain_program(names.get("new_category"))
    if names.get("transfer") is True:
        return Result(False, (*lines, Line(False, _("a transfer continues the program"), "", cite)))
    if new not in _SCHOLARS:
        said = _("the bar is for professors and research scholars only")
        return Result(False, (*lines, Line(False, said, "", cite)))
    return Result(too_soon, (*lines, Line(too_soon, _("begins before that day"), "", cite)))


def longest_program(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the last day of the longest program of this `category`, and the end of the 30 days to leave.

    Given `category`, `program_began`, `program_end`; each of the two days may be unknown. A program of N
    months that begins on S ends the day before S plus N months. 22 CFR 62.20-62.32; 8 CFR 214.2(j)(1)(ii).
    """
    began, end = names.day("program_began"), names.day("program_end")
    category = plain_program(names.get("category"))
    results: dict[str, Result] = {}
    months = parameters.get(category)
    if isinstance(began, date) and months is not None:
        over = add_months(began, int(months), "last_day_of_month")
        last = add_days(over, -1)
        results["max_end"] = Result(
            last,
            (
                Line(began, _("the program began"), "", "", names.path("program_began")),
                Line(over, _("add {} months").format(months), category.replace("_", " "), _LIMITS),
                Line(last, _("go back 1 day"), _("the day before is the last"), _LIMITS),
            ),
        )
    if isinstance(end, date):
        days = int(parameters["grace_days"])
        grace = add_days(end, days)
        lines = (
            Line(end, _("the program ends"), "", "", names.path("program_end")),
            Line(grace, _("add {} days").format(days), _("to leave; no work"), "8 CFR 214.2(j)(1)(ii)"),
        )
        results["grace_end"] = Result(grace, lines)
    note = "" if months is not None else _("The limit of this category depends on the program.")
    return Worked(results, note=note)


def home_residence(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say how many of the 730 days at home are left before H, L, K or residence. INA 212(e)."""
    spent, needed = names.number("days_at_home"), int(parameters["days"])
    if not isinstance(spent, int):
        return Worked(ask=frozenset({names.path("days_at_home")}))
    left = max(0, needed - spent)
    lines = (
        Line(spent, names.label("days_at_home"), "", "", names.path("days_at_home")),
        Line(left, _("days left of {}").format(needed), _("counted together"), "INA 212(e)"),
    )
    return Worked({"days_left": Result(left, lines), "satisfied": Result(left == 0, lines)})


def _months(day: date, months: int, missing: MissingDay) -> date:
    return add_months(day, months, missing)


_PROGRAMS = (
    "professor",
    "research_scholar",
    "short_term_scholar",
    "specialist",
    "intern",
    "trainee",
    "physician",
    "teacher",
    "au_pair",
)
_LIMIT_NUMBERS: Final[Mapping[str, ParameterKind]] = {
    "grace_days": "number",
    **dict.fromkeys(_PROGRAMS, "number"),
}
EXCHANGE: Final[Mapping[str, WorkedOut]] = {
    "j1_two_year_bar": WorkedOut(
        two_year_bar,
        given=("prior_category", "prior_end", "new_category", "new_start", "transfer"),
        gives=("barred", "free_from"),
        parameters={"months": "number"},
    ),
    "j1_one_year_bar": WorkedOut(
        one_year_bar,
        given=("periods", "new_category", "new_start", "transfer"),
        gives=("barred", "free_from"),
        parameters={"months": "number", "short_months": "number"},
    ),
    "j1_longest_program": WorkedOut(
        longest_program,
        given=("category", "program_began", "program_end"),
        gives=("max_end", "grace_end"),
        parameters=_LIMIT_NUMBERS,
    ),
    "j1_home_residence": WorkedOut(
        home_residence,
        given=("days_at_home",),
        gives=("days_left", "satisfied"),
        parameters={"days": "number"},
    ),
}
