"""How values look: on the screen, in a letter, in a file and on an official form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from immdesk.basics import day_names
from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _


def on_screen(value: Any) -> str:
    """Give a value for the screen: "Mon Mar 7, 1988", "Mar 1988", "yes", "$1,440", "none", "" if unknown."""
    if value is None or isinstance(value, Unknown):
        return ""
    if isinstance(value, Nothing):
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        weekday, month = day_names.short_days()[value.weekday()], day_names.short_months()[value.month - 1]
        return _("{weekday} {month} {day}, {year}").format(
            weekday=weekday, month=month, day=value.day, year=f"{value.year:04d}"
        )
    if isinstance(value, PartialDate):
        return _partial(value, day_names.short_months())
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, tuple):
        return ", ".join(on_screen(one) for one in value)
    return str(value)


def in_letter(value: date | PartialDate) -> str:
    """Give a day as letters to the agency write it, in English: "March 7, 1988", "March 1988", "1988"."""
    if isinstance(value, PartialDate):
        month = "" if value.month is None else f"{day_names.LONG_MONTHS[value.month - 1]} "
        return f"{month}{value.year:04d}"
    return f"{day_names.LONG_MONTHS[value.month - 1]} {value.day}, {value.year:04d}"


def in_words(value: date | PartialDate) -> str:
    """Give a day in full in the language of the desk: "March 7, 1988", "7 de marzo de 1988"."""
    if isinstance(value, PartialDate):
        return _partial(value, day_names.months())
    return _("{month} {day}, {year}").format(
        month=day_names.months()[value.month - 1], day=value.day, year=f"{value.year:04d}"
    )


def month_and_year(day: date) -> str:
    """Give the month of a day in the language of the desk: "March 1988"."""
    return _("{month} {year}").format(month=day_names.months()[day.month - 1], year=day.year)


def iso(value: date | PartialDate) -> str:
    """Give a day as files keep it: "1988-03-07", "1988-03", "1988"."""
    return str(value)


def us_form(value: date | PartialDate) -> str:
    """Give a day as the agency's forms want it: "03/07/1988"; "03/1988" or "1988" when only that is known."""
    if isinstance(value, PartialDate):
        return f"{value.year:04d}" if value.month is None else f"{value.month:02d}/{value.year:04d}"
    return f"{value.month:02d}/{value.day:02d}/{value.year:04d}"


def money(value: Decimal | int) -> str:
    """Give dollars: "$1,440", "$1,440.50"."""
    amount = Decimal(value)
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"


def name(person: Mapping[str, Any], order: str = "family") -> str:
    """Give a person's name: "Ramírez, José Luis", or "José Luis Ramírez" when `order` is "given"."""
    given = " ".join(part for part in (_word(person, "given_name"), _word(person, "middle_name")) if part)
    family = _word(person, "family_name")
    if order == "given":
        return " ".join(part for part in (given, family) if part)
    return ", ".join(part for part in (family, given) if part)


def a_number_tail(value: str) -> str:
    """Give the last four digits of an A-Number, as lists show it: "…5678"."""
    return f"…{value[-4:]}" if len(value) >= 4 else ""


def _word(person: Mapping[str, Any], word: str) -> str:
    value = person.get(word)
    return value if isinstance(value, str) and value != "∅" else ""


def _partial(value: PartialDate, months: tuple[str, ...]) -> str:
    if value.month is None:
        return f"{value.year:04d}"
    return _("{month} {year}").format(month=months[value.month - 1], year=f"{value.year:04d}")
