"""Steps and conditions of a rule in another language; in English they stand as the pack wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from immdesk.basics.words import _, language, told

Named = Callable[[str], str]
"""Gives what a given name or a path of the vocabulary is called."""

_NAME = r"[a-z][a-z0-9_]*"
_TOKEN = re.compile(r'"(?P<text>[^"]*)"|(?P<op>==|!=|<=|>=|<|>)|(?P<word>[a-z][\w.]*)', re.IGNORECASE)


def step_words(text: str, named: Named) -> str:
    """Give a step ("add 84 days when served_by == "mail"") in the language of the desk."""
    if language() == "en":
        return text
    words, has_when, condition = " ".join(text.split()).partition(" when ")
    said = _step(words, named)
    if not has_when:
        return said
    return _("{step}, when {condition}").format(step=said, condition=condition_words(condition, named))


def condition_words(text: str, named: Named) -> str:
    """Give a condition ("party.is_child and not person.married") in the language of the desk."""
    if language() == "en":
        return text
    plain = _plain_words()

    def said(hit: re.Match[str]) -> str:
        if hit["text"] is not None:
            return f"“{_option(hit['text'])}”"
        word = hit["op"] or hit["word"]
        return plain.get(word) or f"«{named(word)}»"

    return _TOKEN.sub(said, text)


def _option(text: str) -> str:
    return told(text.replace("_", " ").capitalize()) if re.fullmatch(r"[a-z][a-z0-9_]*", text) else text


def _plain_words() -> Mapping[str, str]:
    return {
        "and": _("and"),
        "or": _("or"),
        "not": _("not"),
        "in": _("is one of"),
        "yes": _("yes"),
        "no": _("no"),
        "none": _("nothing"),
        "==": _("is"),
        "!=": _("is not"),
        "<": "<",
        ">": ">",
        "<=": "≤",
        ">=": "≥",
    }


def _step(words: str, named: Named) -> str:
    for pattern, say in _STEPS:
        if hit := re.fullmatch(pattern, words):
            return say(hit, named)
    return words


def _from(hit: re.Match[str], named: Named) -> str:
    return _("from “{name}”").format(name=named(hit[1]))


def _from_end(hit: re.Match[str], named: Named) -> str:
    names = [named(one) for one in re.split(r"\s*,\s*|\s+and\s+", hit[2])]
    said = _("from the later of {names}") if hit[1] == "later" else _("from the earlier of {names}")
    return said.format(names=", ".join(f"«{one}»" for one in names))


def _shift(hit: re.Match[str], named: Named) -> str:
    unit = {"day": _("days"), "month": _("months"), "year": _("years")}[hit[3].rstrip("s")]
    count = hit[2] if hit[2].isdigit() else f"«{named(hit[2])}»"
    return (_("add {} {}") if hit[1] == "add" else _("go back {} {}")).format(count, unit)


def _open_days(hit: re.Match[str], named: Named) -> str:
    count = hit[1] if hit[1].isdigit() else f"«{named(hit[1])}»"
    return _("{} open days later").format(count)


def _open_day(hit: re.Match[str], _named: Named) -> str:
    return _("the next open day") if hit[1] == "next" else _("the last open day before")


def _first(_hit: re.Match[str], _named: Named) -> str:
    return _("the first day of that month")


_STEPS: tuple[tuple[str, Callable[[re.Match[str], Named], str]], ...] = (
    (rf"from (earlier|later) of ({_NAME}(?:, {_NAME})* and {_NAME})", _from_end),
    (rf"from ({_NAME})", _from),
    (rf"add (\d+|{_NAME}) open days in {_NAME}", _open_days),
    (rf"(add|subtract) (\d+|{_NAME}) (days?|months?|years?)", _shift),
    (rf"(next|previous) open day in {_NAME}", _open_day),
    (r"first day of month", _first),
)
