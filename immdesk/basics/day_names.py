"""The names of months and days in the language of the desk; English is here, others come from Babel."""

from __future__ import annotations

from functools import cache
from typing import Final

from immdesk.basics.words import language

Names = tuple[str, ...]

LONG_MONTHS: Final[Names] = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS: Final[Names] = tuple(name[:3] for name in LONG_MONTHS)
LONG_DAYS: Final[Names] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_DAYS: Final[Names] = tuple(name[:3] for name in LONG_DAYS)
_REGION: Final = {"es": "es_US"}  # Spanish as this country writes it
_ENGLISH: Final = (LONG_MONTHS, SHORT_MONTHS, LONG_DAYS, SHORT_DAYS)


def months() -> Names:
    """Give the twelve months in full: "March", "marzo"."""
    return _names(language())[0]


def short_months() -> Names:
    """Give the twelve months in short: "Mar", "mar"."""
    return _names(language())[1]


def days() -> Names:
    """Give the seven days in full, Monday first: "Monday", "lunes"."""
    return _names(language())[2]


def short_days() -> Names:
    """Give the seven days in short, Monday first: "Mon", "lun"."""
    return _names(language())[3]


@cache
def _names(code: str) -> tuple[Names, Names, Names, Names]:
    """Give months, short months, days and short days; English where Babel does not know the language."""
    if code.startswith("en"):
        return _ENGLISH
    from babel.core import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(_REGION.get(code, code))
    except (UnknownLocaleError, ValueError):
        return _ENGLISH
    months, days = locale.months["format"], locale.days["format"]
    return (
        tuple(months["wide"][number] for number in range(1, 13)),
        tuple(months["abbreviated"][number].rstrip(".") for number in range(1, 13)),
        tuple(days["wide"][number] for number in range(7)),
        tuple(days["abbreviated"][number].rstrip(".") for number in range(7)),
    )
