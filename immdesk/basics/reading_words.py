"""Reads words: names exactly as typed, texts, choices by value or label, yes and no."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from immdesk.basics.folded import folded, form_name
from immdesk.basics.reading_outcome import Read, fine, look, wrong
from immdesk.basics.words import _

_YES = frozenset(("yes", "y", "si", "true", "x"))
_NO = frozenset(("no", "n", "false"))


def read_text(text: str, max_length: int) -> Read:
    """Keep a text as typed; mark it when it is longer than the box on the form."""
    return _within(text, max_length, "")


def read_name(text: str, max_length: int) -> Read:
    """Keep a name exactly as typed; mark it when the agency's forms cannot hold its letters."""
    printed = form_name(text)
    message = ""
    if not printed:
        message = _("The agency's forms take only letters A to Z: give the name as in the passport.")
    elif printed != text:
        message = _("The agency's forms take only letters A to Z: this is printed there as {name}.").format(
            name=printed
        )
    return _within(text, max_length, message)


def read_native_name(text: str, max_length: int) -> Read:
    """Keep a name in its own letters; Roman letters alone are marked: the form asks for the others."""
    letters = [one for one in text if one.isalpha()]
    roman = bool(letters) and all("LATIN" in unicodedata.name(one, "") for one in letters)
    message = (
        _("These are Roman letters: write the name in the letters of its own language.") if roman else ""
    )
    return _within(text, max_length, message)


def read_yes_no(text: str) -> Read:
    """Read yes or no."""
    plain = folded(text)
    if plain in _YES:
        return fine(True, _("yes"))
    if plain in _NO:
        return fine(False, _("no"))
    return wrong(_("Answer yes or no."))


def read_choice(text: str, options: Sequence[str | tuple[str, str]]) -> Read:
    """Read one of `options` (values, or pairs of value and label) by value or label."""
    plain = folded(text)
    for value, label in pairs(options):
        if plain in (folded(value), folded(label)):
            return fine(value, label)
    if not options:
        return fine(text, text)
    return wrong(
        _("Choose one of: {choices}.").format(choices=", ".join(label for _v, label in pairs(options)))
    )


def read_choices(text: str, options: Sequence[str | tuple[str, str]]) -> Read:
    """Read several of `options`, with commas between them; each counts once."""
    values: list[str] = []
    shown: list[str] = []
    for part in text.split(","):
        if not part.strip():
            continue
        got = read_choice(part.strip(), options)
        if got.level == "bad":
            return got
        if got.value not in values:
            values.append(got.value)
            shown.append(got.shown)
    if not values:
        return wrong(_("Choose at least one."))
    return fine(tuple(values), ", ".join(shown))


def pairs(options: Sequence[str | tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give options as pairs of value and label; a bare value "has_left" is labelled "has left"."""
    return tuple((one, one.replace("_", " ")) if isinstance(one, str) else one for one in options)


def _within(text: str, max_length: int, message: str) -> Read:
    if max_length and len(text) > max_length:
        message = _(
            "{n} characters typed; the form's box holds {max}. The rest goes to a page of its own."
        ).format(n=len(text), max=max_length)
    return look(text, text, message) if message else fine(text, text)
