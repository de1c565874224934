"""Reads countries and states from the desk's own lists, by exact name or code."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from immdesk.basics.folded import folded
from immdesk.basics.paths import resource
from immdesk.basics.reading_outcome import Read, fine, look, wrong
from immdesk.basics.words import _, language


class Place(NamedTuple):
    """A country or state: its code, the name that US forms use, the Spanish one, others it is found by."""

    code: str
    name: str
    spanish: str
    also: tuple[str, ...]

    @property
    def said(self) -> str:
        """Give the name in the language of the desk."""
        return self.spanish if self.spanish and language() == "es" else self.name


@lru_cache(maxsize=4)
def places(kind: str) -> tuple[Place, ...]:
    """Give the list of `kind` "countries" or "states" in the order of names."""
    rows = json.loads(resource("lists", f"{kind}.json").read_text(encoding="utf-8"))
    return tuple(
        Place(row["code"], row["name"], row.get("es", ""), tuple(row.get("also", ()))) for row in rows
    )


@lru_cache(maxsize=4)
def _found_by(kind: str) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for place in places(kind):
        for word in (place.spanish, *place.also, place.code, place.name):
            found[folded(word)] = place
    return found


def read_country(text: str) -> Read:
    """Read a country by its exact name, also the Spanish one, or two-letter code.

    The value is its name as US forms write it.
    """
    place = _found_by("countries").get(folded(text))
    if place is None:
        return wrong(_("No country of this name is on the list. Choose one from the list."))
    return fine(place.name, place.said)


def read_zip(text: str) -> Read:
    """Read a ZIP code: five digits, or nine; another is kept as typed and marked."""
    plain = re.sub(r"[\s\-–—]+", "", text)
    if re.fullmatch(r"[0-9]{5}", plain):
        return fine(plain, plain)
    if re.fullmatch(r"[0-9]{9}", plain):
        return fine(f"{plain[:5]}-{plain[5:]}", f"{plain[:5]}-{plain[5:]}")
    digits = sum(one.isdigit() for one in plain)
    return look(text, text, _("A ZIP code has 5 or 9 digits; {n} typed. Kept as typed.").format(n=digits))


def read_state(text: str) -> Read:
    """Read a U.S. state or territory by its exact name or two letters; the value is the two letters."""
    place = _found_by("states").get(folded(text))
    if place is None:
        return wrong(_("No U.S. state of this name is on the list. Type two letters or the whole name."))
    return fine(place.code, place.name)


def country_in_words(name: str) -> str:
    """Give a country's name in the language of the desk; what is not on the list stays as it is."""
    place = _found_by("countries").get(folded(name)) if language() == "es" and name else None
    return place.said if place else name


def country_code(name: str) -> str:
    """Give the two ISO letters of a country's name, "" when it is not on the list."""
    place = _found_by("countries").get(folded(name))
    return place.code if place else ""


def completions(word_type: str) -> tuple[str, ...]:
    """Give what a box of type "country" or "state" may offer while one types; nothing for other types."""
    kind = {"country": "countries", "state": "states"}.get(word_type)
    return tuple(sorted((place.said for place in places(kind)), key=folded)) if kind else ()
