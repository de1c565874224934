"""Write a value the way a box wants it: dates as 03/07/1988, digits only, ten digits of a telephone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from immdesk.basics.facts import PartialDate
from immdesk.basics.shown import name as full_name
from immdesk.basics.shown import us_form
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.packets.official import Format


def written(value: Any, how: Format, width: int = 0) -> str:
    """Give the text for a box; `value` is a known fact, not none and not unknown."""
    if how == "full_name":
        return full_name(value, "given") if isinstance(value, Mapping) else plain(value)
    text = plain(value)
    match how:
        case "capitals":
            return text.upper()
        case "title":
            return text[:1].upper() + text[1:].replace("_", " ")
        case "digits":
            return _digits(text).rjust(width, "0") if width and _digits(text) else _digits(text)
        case "letters_digits":
            return re.sub(r"[^A-Z0-9]", "", text.upper())
        case "phone":
            return _phone(text)
        case "soc_major":
            return _digits(text)[:2]
        case "soc_minor":
            return _digits(text)[2:6]
        case "initial":
            return text[:1].upper()
        case "area_code":
            return _phone(text)[:3]
        case "local_phone":
            return "-".join(part for part in (_phone(text)[3:6], _phone(text)[6:]) if part)
        case "month_year":
            return _month_year(value, text)
        case "before_comma":
            return text.partition(",")[0].strip()
        case "after_comma":
            return text.partition(",")[2].strip()
        case "zip5":
            return _digits(text)[:5]
        case "digit_1" | "digit_2" | "digit_3":
            number = _digits(text.split(".")[0]).rjust(3, "0")
            return number[int(how[-1]) - 1] if len(number) == 3 else ""
    return text


def plain(value: Any) -> str:
    """Give any value as text for a form: dates as the agency writes them, yes/no as Yes or No."""
    if value is None or isinstance(value, (Unknown, Nothing)):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (date, PartialDate)):
        return us_form(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (tuple, list, frozenset)):
        return ", ".join(plain(one) for one in value)
    return str(value)


def same_word(value: Any, words: tuple[str, ...]) -> bool:
    """Say whether a value is one of the words of a check box (`yes`, `no`, `spouse`), or holds it."""
    if isinstance(value, bool):
        return ("yes" if value else "no") in words
    if isinstance(value, (tuple, list, frozenset)):
        return any(str(one) in words for one in value)
    return plain(value) in words


def said(template: str, row: Mapping[str, Any]) -> str:
    """Fill `{word}` in a sentence from a row and drop what stays empty, with its commas and double spaces."""
    text = _tidied(re.sub(r"\{(\w+)\}", lambda hit: _word(row.get(hit[1]), hit[1]), template))
    return text[:1].upper() + text[1:]


def joined(template: str, texts: Mapping[str, str]) -> str:
    """Fill `{path}` in a line from texts; what is empty leaves no comma and no brackets behind."""
    return _tidied(re.sub(r"\{([^}]+)\}", lambda hit: texts[hit[1]], template))


def in_line(value: Any, path: str, how: Format) -> str:
    """Give a value as part of a line; options of the vocabulary as words."""
    return written(value, how) if how != "text" else _word(value, path.rpartition(".")[2])


def _tidied(text: str) -> str:
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?:\s*,)+(?=\s*[,;.]|\s*$)", "", text)
    return re.sub(r"\s+([,;.])", r"\1", text).strip(" ,;")


def _word(value: Any, name: str) -> str:
    text = plain(value)
    if re.fullmatch(r"[a-z]+(_[a-z]+)+", text):  # an option of the vocabulary: no_charges
        return text.replace("_", " ")
    return text.title() if name == "unit_type" else text


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _month_year(value: Any, text: str) -> str:
    return f"{value.month:02d}/{value.year:04d}" if isinstance(value, date) else text


def _phone(text: str) -> str:
    digits = _digits(text)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
