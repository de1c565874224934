"""Turns what people type into values that rules and forms can use, and values into the text that is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from immdesk.basics.facts import PartialDate
from immdesk.basics.folded import folded
from immdesk.basics.reading_codes import read_fein, read_naics, read_soc
from immdesk.basics.reading_contact import read_email, read_phone
from immdesk.basics.reading_dates import counts_from_today, read_date
from immdesk.basics.reading_mrz import read_mrz
from immdesk.basics.reading_numbers import (
    read_a_number,
    read_i94,
    read_money,
    read_number,
    read_receipt,
    read_sevis,
    read_ssn,
)
from immdesk.basics.reading_outcome import EMPTY, Level, Read, fine, look, wrong
from immdesk.basics.reading_places import completions, country_code, read_country, read_state, read_zip
from immdesk.basics.reading_words import (
    pairs,
    read_choice,
    read_choices,
    read_name,
    read_native_name,
    read_text,
    read_yes_no,
)
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.words import _

__all__ = [
    "NONE_TEXT",
    "TYPES",
    "Level",
    "Read",
    "completions",
    "country_code",
    "counts_from_today",
    "pairs",
    "read_value",
    "text_to_value",
    "value_to_text",
]

NONE_TEXT: Final = "\u2205"  # kept in the database for: known that there is none
Options = Sequence[str | tuple[str, str]]

_PLAIN: Final[dict[str, Callable[[str], Read]]] = {
    "yes_no": read_yes_no,
    "number": read_number,
    "money": read_money,
    "a_number": read_a_number,
    "ssn": read_ssn,
    "receipt": read_receipt,
    "i94": read_i94,
    "sevis": read_sevis,
    "zip": read_zip,
    "fein": read_fein,
    "naics": read_naics,
    "soc": read_soc,
    "phone": read_phone,
    "email": read_email,
    "country": read_country,
    "state": read_state,
}
TYPES: Final = frozenset(_PLAIN) | {
    "text",
    "long_text",
    "name",
    "native_name",
    "mrz",
    "date",
    "choice",
    "choices",
    "stay_until",
    "cutoff",
}
_NONE_WORDS = frozenset(("none", "n/a", "na", "ninguno", "ninguna"))
_STAY = frozenset(("d/s", "ds", "duration of status", "d/s (duration of status)"))
_CUTOFFS = {
    **dict.fromkeys(("c", "current", "c (current)"), "C"),
    **dict.fromkeys(("u", "unavailable", "u (unavailable)"), "U"),
}


def read_value(
    word_type: str,
    text: str,
    *,
    today: date,
    options: Options = (),
    partial: bool = False,
    max_length: int = 0,
    none_label: str = "",
) -> Read:
    """Read what was typed for a word of the vocabulary.

    `today` is the office's day (for `t`, `+90` and two-digit years), `partial` allows a month or a
    year alone, `none_label` (not empty) allows "none" and is what it is called. An unknown
    `word_type` is a programming error (KeyError). Nothing typed is read as nothing, never as no.
    """
    kept = unicodedata.normalize("NFC", text).strip()
    if not kept:
        return EMPTY
    if kept == NONE_TEXT:
        return (
            fine(NONE, none_label) if none_label else wrong(_("This question cannot be answered with none."))
        )
    if none_label and folded(kept) in _NONE_WORDS:
        return look(NONE, none_label, _("Read as: {none}.").format(none=none_label))
    if word_type in ("text", "long_text"):
        return read_text(kept, max_length)
    if word_type == "name":
        return read_name(kept, max_length)
    if word_type == "native_name":
        return read_native_name(kept, max_length)
    return _read_plain(word_type, unicodedata.normalize("NFKC", text).strip(), today, options, partial)


def _read_plain(word_type: str, text: str, today: date, options: Options, partial: bool) -> Read:
    match word_type:
        case "date":
            return read_date(text, today=today, partial=partial)
        case "mrz":
            return read_mrz(text, today)
        case "choice":
            return read_choice(text, options)
        case "choices":
            return read_choices(text, options)
        case "stay_until" if folded(text) in _STAY:
            return fine("D/S", _("D/S (duration of status)"))
        case "cutoff" if folded(text) in _CUTOFFS:
            return _cutoff(_CUTOFFS[folded(text)])
        case "stay_until" | "cutoff":
            return read_date(text, today=today, partial=False)
    return _PLAIN[word_type](text)


def _cutoff(letter: str) -> Read:
    return fine(letter, _("C (current)") if letter == "C" else _("U (unavailable)"))


def value_to_text(value: Any) -> str | None:
    """Give the text kept in the database: ISO dates, "1988-03", "yes", NONE_TEXT; None for unknown."""
    if value is None or isinstance(value, Unknown):
        return None
    if isinstance(value, Nothing):
        return NONE_TEXT
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(str(one) for one in value)
    return str(value)


def text_to_value(word_type: str, text: str | None) -> Any:
    """Give the value of a kept text for Facts; None for unknown. Raises ValueError on a damaged text."""
    if text is None or text == "":
        return None
    if text == NONE_TEXT:
        return NONE
    if word_type == "yes_no":
        return _kept_yes_no(text)
    if word_type == "number":
        return int(text)
    if word_type == "money":
        return Decimal(text)
    if word_type == "choices":
        return tuple(text.split(","))
    if word_type == "date":
        return _kept_date(text)
    if word_type in ("stay_until", "cutoff"):
        return text if text in ("D/S", "C", "U") else _kept_date(text)
    return text


def _kept_date(text: str) -> date | PartialDate:
    if len(text) == 10:
        return date.fromisoformat(text)
    if len(text) in (4, 7) and text.replace("-", "").isdigit():
        return PartialDate(int(text[:4]), int(text[5:]) if len(text) == 7 else None)
    raise ValueError("A kept text is not a date.")


def _kept_yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("A kept text is not yes or no.")
    return text == "yes"
