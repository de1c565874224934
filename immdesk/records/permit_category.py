"""The category of a work permit as Form I-765 asks for it, told by the kind of case or by the person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from immdesk.basics.unknown import NONE, Unknown

Words = Mapping[str, Any]
_BY_CASE = {"family-adjustment": "(c)(9)", "employment-adjustment": "(c)(9)", "daca-renewal": "(c)(33)"}
_BY_TRAINING = {"before_graduation": "(c)(3)(A)", "after_graduation": "(c)(3)(B)"}
_OWN = ("work-permit", "tps")
_PARTS = re.compile(r"([A-Za-z])0*(\d+)([A-Za-z]*)")


def asks_the_person(case: Words) -> bool:
    """Say whether the category of this case is told by its principal."""
    return case.get("type") in _OWN or case.get("purpose") == "opt"


def category_words(case: Words, principal: Words) -> dict[str, Any]:
    """Give the category of a case and its three parts, none where it has none (8 CFR 274a.12)."""
    told: Any = _BY_CASE.get(str(case.get("type")), NONE)
    if case.get("purpose") == "stem":
        told = "(c)(3)(C)"
    elif case.get("purpose") == "opt":
        told = _BY_TRAINING.get(str(principal.get("practice_kind")), Unknown("person.practice_kind"))
    elif case.get("type") in _OWN:
        told = principal.get("permit_category", Unknown("person.permit_category"))
    return dict(zip(_WORDS, parts(told), strict=True))


_WORDS = ("permit_letter", "permit_number", "permit_suffix", "permit_code")


def parts(told: Any) -> tuple[Any, Any, Any, Any]:
    """Give letter, number, ending and all of them of a category: (c)(3)(C) and C03C are C, 3, C and C03C."""
    found = _PARTS.fullmatch(re.sub(r"[^A-Za-z0-9]", "", told)) if isinstance(told, str) else None
    if found is None:
        return (told, told, told, told) if not isinstance(told, str) else (NONE, told, NONE, told)
    letter, number, ending = found[1].upper(), found[2], found[3].upper()
    return letter, number, ending or NONE, letter + number.rjust(2, "0") + ending
