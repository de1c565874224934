"""How values look: on the screen, in a letter, in a file and on an official form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _

_SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def on_screen(value: Any) -> str:
    """Give a value for the screen: "Mon Mar 7, 1988", "Mar 1988", "yes", "$1,440", "none", "" if unknown."""
    if value is None or isinstance(value, Unknown):
        return ""
    if isinstance(value, Nothing):
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        day = f"{_(_SHORT[value.month - 1])} {value.day}, {value.year:04d}"
        return f"{_(_SHORT_DAYS[value.weekday()])} {day}"
    if isinstance(value, PartialDate):
        return _partial(value, _SHORT)
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def in_letter(value: date | PartialDate) -> str:
    """Give a day as a letter writes it: "March 7, 1988", "March 1988", "1988"."""
    if isinstance(value, PartialDate):
        return _partial(value, _LONG)
    return f"{_(_LONG[value.month - 1])} {value.day}, {value.year:04d}"


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


def _partial(value: PartialDate, months: tuple[str, ...] | list[str]) -> str:
    return f"{value.year:04d}" if value.month is None else f"{_(months[value.month - 1])} {value.year:04d}"
