"""Steps and conditions of a rule as a person reads them, with what their words are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from immdesk.basics.words import _, n_, told

Named = Callable[[str], str]
"""Gives what a given name or a path of the vocabulary is called."""

_NAME = r"[a-z][a-z0-9_]*"
_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|(?P<op>(==|!=)\s+none\b|not\s+in\b|==|!=|<=|>=|<|>)|(?P<word>[a-z][\w.]*)',
    re.IGNORECASE,
)


def step_words(text: str, named: Named) -> str:
    """Give a step ("add 84 days when served_by == "mail"") in the language of the desk."""
    words, has_when, condition = " ".join(text.split()).partition(" when ")
    said = _step(words, named)
    if not has_when:
        return said
    return _("{step}, when {condition}").format(step=said, condition=condition_words(condition, named))


def condition_words(text: str, named: Named) -> str:
    """Give a condition ("party.is_child and not person.married") in the language of the desk."""
    plain = _plain_words()

    def said(hit: re.Match[str]) -> str:
        if hit["text"] is not None:
            return f"“{_option(hit['text'])}”"
        word = " ".join((hit["op"] or hit["word"]).split())
        return plain.get(word) or f"«{named(word)}»"

    return _TOKEN.sub(said, text)


def _option(text: str) -> str:
    return told(re.sub("[_-]", " ", text).capitalize()) if re.fullmatch(r"[a-z][a-z0-9_-]*", text) else text


def _plain_words() -> Mapping[str, str]:
    return {
        "and": _("and"),
        "or": _("or"),
        "not": _("not"),
        "in": _("is one of"),
        "not in": _("is none of"),
        "== none": _("is none"),
        "!= none": _("is known"),
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
    sign, unit = 1 if hit[1] == "add" else -1, hit[3].rstrip("s")
    if hit[2].isdigit():
        return shift_words(sign, int(hit[2]), unit)
    units = {"day": _("days"), "month": _("months"), "year": _("years")}
    return (_("add {} {}") if sign > 0 else _("go back {} {}")).format(f"«{named(hit[2])}»", units[unit])


def shift_words(sign: int, number: int, unit: str) -> str:
    """Give "add 84 days", "go back 1 month"; `unit` is day, month or year."""
    if sign > 0:
        return {
            "day": n_("add {n} day", "add {n} days", number),
            "month": n_("add {n} month", "add {n} months", number),
            "year": n_("add {n} year", "add {n} years", number),
        }[unit]
    return {
        "day": n_("go back {n} day", "go back {n} days", number),
        "month": n_("go back {n} month", "go back {n} months", number),
        "year": n_("go back {n} year", "go back {n} years", number),
    }[unit]


def open_days_words(sign: int, number: int) -> str:
    """Give "1 open day later", "10 open days earlier"."""
    if sign > 0:
        return n_("{n} open day later", "{n} open days later", number)
    return n_("{n} open day earlier", "{n} open days earlier", number)


def _open_days(hit: re.Match[str], named: Named) -> str:
    if hit[1].isdigit():
        return open_days_words(1, int(hit[1]))
    return _("{} open days later").format(f"«{named(hit[1])}»")


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
