"""What is given to a rule by hand, as in a worked case or on a command line, read as facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.unknown import NONE
from immdesk.basics.word import Word
from immdesk.law.bulletin_terms import cutoff_of, kept_cutoff, raw_text
from immdesk.law.given import Given

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_given_value(given: Given, value: Any) -> Any:
    """Give a value as the rule reads it: a fact, a row or a tuple of rows; raises Problem where it is unfit.

    Values as YAML gives them: days (or ISO text), numbers, yes/no (or true/false), null for none.
    """
    if value is None:
        return NONE
    if given.columns is None:
        return typed(given.word, value, given.name, given.also)
    if given.form == "row":
        return _row(given, given.columns, value)
    if isinstance(value, Mapping) and given.form == "rows" and len(given.columns) == 2:
        first, second = given.columns  # `{INDIA: C, ALL: C}` stands for a row of each pair
        value = [{first: name, second: cell} for name, cell in value.items()]
    if not isinstance(value, (list, tuple)):
        raise Problem(f"'{given.name}' must be a list.")
    if given.form == "each":
        if None in value:
            raise Problem(f"'{given.name}' has a place where nothing stands.")
        word = next(iter(given.columns.values()))
        return tuple(typed(word, one, given.name) for one in value)
    return tuple(_row(given, given.columns, row) for row in value)


def _row(given: Given, columns: Mapping[str, Word], row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping) or not set(row) <= set(columns):
        what = "a row" if given.form == "row" else "a list of rows"
        raise Problem(f"'{given.name}' must be {what} with: {', '.join(columns)}.")
    return {name: typed(columns[name], cell, f"{given.name}.{name}") for name, cell in row.items()}


def typed(word: Word, value: Any, name: str = "", also: Sequence[str] = ()) -> Any:
    """Give a value as YAML has it as the fact that the word keeps; raises Problem when it does not fit.

    `also` are words that a rule understands beside the options of a choice.
    """
    if value is None:
        return NONE
    if word.family == "day":
        return _day(value, name)
    if word.family == "mixed":
        return _day_or_word(word, value, name)
    if word.family == "yes_no":
        return _yes_no(value, name)
    if word.family == "number":
        return _number(value, name)
    if word.family == "choice":
        return _option((*word.options, *also), value, name)
    if word.family == "choices":
        several = value if isinstance(value, (list, tuple)) else str(value).split(",")
        return tuple(_option(word.options, one, name) for one in several)
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _day(value: Any, name: str) -> date:
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    hour = isinstance(value, datetime)
    day = value if isinstance(value, date) and not hour else iso_day(str(value).strip())
    if day is None:
        raise Problem(f"'{name}' must be a day such as 2026-03-01, not '{value}'.")
    if not 1900 <= day.year <= 2100:
        raise Problem(f"'{name}' is {day.isoformat()}, but days go from 1900 to 2100.")
    return day


def _day_or_word(word: Word, value: Any, name: str) -> date | str:
    """Give the end of a stay (a day or D/S), or a cutoff of the bulletin (a day, C or U)."""
    if isinstance(value, date):
        return _day(value, name)
    text = str(value).strip()
    if word.type == "stay_until":
        return "D/S" if _letters(text) in ("ds", "durationofstatus") else _day(text, name)
    cutoff = kept_cutoff(cutoff_of(raw_text(text), ""))
    if not cutoff:
        raise Problem(f"'{name}' must be C, U or a day such as 2026-03-01, not '{value}'.")
    return iso_day(cutoff) or cutoff


def _option(options: Sequence[str], value: Any, name: str) -> str:
    """Give the option that is meant: `H1B` is H-1B, `J-1 Professor` professor, `by mail` mail."""
    meant = _letters(str(value))
    for one in options:
        if _letters(one) == meant or (one in _WEEK and _WEEK[one] == meant):
            return one
    words = _words(str(value))
    within = [one for one in options if _within(_words(one), words)]
    if len(within) == 1 and not set(words) & {"no", "not", "non"}:
        return within[0]
    said = f"'{name}' is '{value}', which is none of: {', '.join(options)}."
    raise Problem(said + did_you_mean(str(value), options))


_WEEK = {
    "mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday",
    "sat": "saturday", "sun": "sunday",
}  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(one if one.isalnum() else " " for one in text.casefold()).split())


def _within(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(others[at : at + len(words)] == words for at in range(len(others)))


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _yes_no(value: Any, name: str) -> bool:
    said = _YES_NO.get(str(value).strip().lower())
    if said is None:
        raise Problem(f"'{name}' must be yes or no, not '{value}'.")
    return said


def _number(value: Any, name: str) -> int | Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Problem(f"'{name}' must be a number, not '{value}'.") from None
    if isinstance(value, bool) or not number.is_finite():
        raise Problem(f"'{name}' must be a number, not '{value}'.")
    return int(number) if number == number.to_integral_value() else number
