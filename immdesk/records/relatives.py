"""Relatives as a form asks of them: who is in the same case brings the own answers along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immdesk.basics.shown import name as full_name

Words = Mapping[str, Any]
_HERE = ("with_the_parent", "elsewhere_here")


def on_a_form(person: Words, own: Mapping[str, Words]) -> Words:
    """Give a person's words with the spouse and the children as a form asks of them.

    `own` holds the words of everybody who applies in the case, by id. Whoever is among them is included;
    a child who lives here and is not among them is left out of the application.
    """
    found = dict(person)
    for name in ("children", "family_members"):
        if isinstance(person.get(name), tuple):
            found[name] = tuple(_relative(row, person, own) for row in person[name])
    spouse, marriage = person.get("spouse"), person.get("current_marriage")
    if isinstance(spouse, Mapping):
        found["spouse"] = _relative(spouse, person, own)
        if isinstance(marriage, Mapping):
            found["current_marriage"] = {**_spouse_words(own.get(spouse["id"], {})), **marriage}
    return found


def _relative(relative: Words, person: Words, own: Mapping[str, Words]) -> Words:
    applies = relative["id"] in own
    words: dict[str, Any] = {**relative, "applies_too": applies}
    if applies:
        record = words["record"] = own[relative["id"]]
        if "child_status" in record:
            words.setdefault("marital_status", record["child_status"])
        if others := [full_name(one, "given") for one in record.get("other_names") or ()]:
            words["names_used"] = ", ".join(others)
    keeper = person if relative.get("lives") == "with_the_parent" else words.get("record", {})
    if isinstance(home := keeper.get("current_address"), Mapping):
        words["home"] = home
    if applies or relative.get("lives") in _HERE:
        words["included"] = applies
        if person.get("children_in_court") is False:
            words["in_court"] = False
    return words


def _spouse_words(record: Words) -> Words:
    """Give what the spouse's own answers say of words that a marriage may hold too."""
    citizenship = record.get("citizenship_now")
    told = {
        "spouse_born_on": record.get("born_on"),
        "spouse_birth_country": record.get("birth_country"),
        "spouse_a_number": record.get("a_number"),
        "spouse_citizenship": citizenship.get("country") if isinstance(citizenship, Mapping) else None,
    }
    return {word: value for word, value in told.items() if value is not None}
