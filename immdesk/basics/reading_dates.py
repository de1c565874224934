"""Reads a date as people type it: 3/7/1988, 7 Mar 1988, Mar 1988, 1988, t, +90."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from immdesk.basics.facts import PartialDate
from immdesk.basics.folded import folded
from immdesk.basics.reading_outcome import Read, fine, look, wrong
from immdesk.basics.shown import in_words, on_screen
from immdesk.basics.words import _

_FIRST_YEAR, _LAST_YEAR = 1850, 2199
_PIVOT = 10  # two digits are this century's until ten years from now, then the last century's
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january enero ene",
            "feb february febrero",
            "mar march marzo",
            "apr april abril abr",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august agosto ago",
            "sep sept september septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december diciembre dic",
        ),
        start=1,
    )
    for word in words.split()
}
_RELATIVE = re.compile(r"(?:t|today|hoy)?\s*(?:([+-])\s*(\d{1,5}))?")
_PASSED_OVER = frozenset((
    "de", "del", "of", "st", "nd", "rd", "th", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lun", "mie", "jue", "vie", "sab", "dom",
    "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
))  # fmt: skip
_LETTERS = re.compile(r"[a-z]+|\d+")


def read_date(text: str, *, today: date, partial: bool) -> Read:
    """Read a day, or where `partial` a month or a year; says what was counted when it cannot be one."""
    plain = folded(text)
    if not plain or re.search(r"\d{9}", plain):
        return wrong(_("This is not a date. Type it like 3/7/1988."))
    relative = _RELATIVE.fullmatch(plain)
    if relative:
        return _relative(relative, today)
    if re.search(r"[a-z]", plain):
        return _with_month_word(plain, today, partial)
    parts = re.split(r"[/.\-\s]+", plain.strip("/.- "))
    if not all(part.isdigit() for part in parts):
        return wrong(_("This is not a date. Type it like 3/7/1988."))
    return _digits(parts, "." in plain, today, partial)


def counts_from_today(text: str) -> bool:
    """Say whether a typed date is one such as `t` or `+90`, which means another day tomorrow."""
    plain = folded(text)
    return bool(plain and _RELATIVE.fullmatch(plain))


def _relative(found: re.Match[str], today: date) -> Read:
    sign, count = found.groups()
    days = int(count or 0) * (-1 if sign == "-" else 1)
    try:
        day = today + timedelta(days=days)
    except OverflowError:
        return wrong(_("That many days leads out of the calendar."))
    return fine(day, on_screen(day))


def _with_month_word(plain: str, today: date, partial: bool) -> Read:
    words = [word for word in _LETTERS.findall(plain) if word not in _PASSED_OVER]
    months = [word for word in words if word.isalpha()]
    if len(months) == 2 and months[0] == "mar":  # martes
        del months[0]
    numbers = [word for word in words if word.isdigit()]
    if len(months) != 1 or months[0] not in _MONTHS:
        return wrong(_("This is not a date. Type it like 3/7/1988 or 7 Mar 1988."))
    month = _MONTHS[months[0]]
    if len(numbers) == 1:
        return _only(numbers[0], month, today, partial)
    if len(numbers) != 2:
        return wrong(_("A date needs a month, a day and a year."))
    first, second = numbers
    year, day = (first, second) if len(first) == 4 else (second, first)
    return _whole(year, month, int(day), today)


def _digits(parts: list[str], dotted: bool, today: date, partial: bool) -> Read:
    if len(parts) == 1:
        return _run(parts[0], today, partial)
    if len(parts) == 2:
        month, year = (parts[1], parts[0]) if len(parts[0]) == 4 else (parts[0], parts[1])
        return _only(year, int(month), today, partial)
    if len(parts) != 3:
        return wrong(_("A date has three parts: month, day and year; {n} typed.").format(n=len(parts)))
    if len(parts[0]) == 4:
        return _whole(parts[0], int(parts[1]), int(parts[2]), today)
    return _month_and_day(int(parts[0]), int(parts[1]), parts[2], today, dotted)


def _run(run: str, today: date, partial: bool) -> Read:
    """Read digits without marks between them: 1988, 03071988, 19880307, 030788."""
    if len(run) == 4:
        return _only(run, None, today, partial)
    if len(run) == 6:
        return _month_and_day(int(run[:2]), int(run[2:4]), run[4:], today, False)
    if len(run) == 8:
        if run[:2] in ("18", "19", "20") and int(run[:2]) > 12:
            return _whole(run[:4], int(run[4:6]), int(run[6:]), today)
        return _month_and_day(int(run[:2]), int(run[2:4]), run[4:], today, False)
    return wrong(_("A date typed in digits has 8 of them, like 03071988; {n} typed.").format(n=len(run)))


def _month_and_day(first: int, second: int, year: str, today: date, dotted: bool) -> Read:
    if first > 12 and 1 <= second <= 12:
        return _doubt(_whole(year, second, first, today), _("Read as day/month: {day}."))
    got = _whole(year, first, second, today)
    if dotted and second <= 12 and first != second:
        return _doubt(got, _("Read as month/day: {day}."))
    return got


def _doubt(got: Read, message: str) -> Read:
    if got.level == "bad":
        return got
    return look(got.value, got.shown, message.format(day=in_words(got.value)))


def _only(year_text: str, month: int | None, today: date, partial: bool) -> Read:
    year, guessed = _year(year_text, today)
    trouble = _trouble(year, year_text, month, None)
    if trouble:
        return wrong(trouble)
    if not partial:
        part = _("the year") if month is None else _("the month and the year")
        return wrong(_("The whole date is needed: month, day and year; only {part} typed.").format(part=part))
    value = PartialDate(year, month)
    if guessed:
        return look(value, on_screen(value), _("Read as the year {year}.").format(year=year))
    return fine(value, on_screen(value))


def _whole(year_text: str, month: int, day: int, today: date) -> Read:
    year, guessed = _year(year_text, today)
    trouble = _trouble(year, year_text, month, day)
    if trouble:
        return wrong(trouble)
    value = date(year, month, day)
    if guessed:
        return look(value, on_screen(value), _("Read as the year {year}.").format(year=year))
    return fine(value, on_screen(value))


def _year(text: str, today: date) -> tuple[int, bool]:
    """Give the year, and whether the century was guessed from two digits."""
    if len(text) != 2:
        return int(text), False
    century = today.year // 100 * 100
    year = century + int(text)
    return (year if year <= today.year + _PIVOT else year - 100), True


def _trouble(year: int, year_text: str, month: int | None, day: int | None) -> str:
    """Say what was counted when there is no such day, else nothing."""
    if len(year_text) not in (2, 4):
        return _("A year has 4 digits; {n} typed.").format(n=len(year_text))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _("The year {year} is not between {first} and {last}.").format(
            year=year, first=_FIRST_YEAR, last=_LAST_YEAR
        )
    if month is None:
        return ""
    if not 1 <= month <= 12:
        return _("A year has 12 months; {n} typed.").format(n=month)
    days = monthrange(year, month)[1]
    if day is None or 1 <= day <= days:
        return ""
    return _("{month} has {days} days; {n} typed.").format(
        month=in_words(PartialDate(year, month)), days=days, n=day
    )
