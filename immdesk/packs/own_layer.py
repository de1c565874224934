"""The office's own layer may be stricter than the law, never looser: held against the law's worked cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from immdesk.basics.finding import Finding, Output
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.packs.proof import weighed

if TYPE_CHECKING:
    from immdesk.law.compiled import Rule
    from immdesk.packs.library import Library
    from immdesk.packs.proof import Case

_LAST: Final = ("deadline", "closes", "status_end")
"""Kinds of days that nobody may move later; a day that a window opens may not be moved earlier."""


def looser_than_the_law(law: Library, own: Library) -> Iterator[Problem]:
    """Give a Problem for each rule of the office's own layer that gives more time than the law's rule.

    `law` is what lies beneath, `own` the same with the layer. Each worked case of the law is worked out
    with both rules; a day that the own rule leaves out is looser too.
    """
    for name, rule in own.rules.items():
        before = law.rules.get(name)
        if before is None or before.file == rule.file or name not in law.cases:
            continue
        for case in law.cases[name].cases:
            said = _looser(before, rule, case, law, own)
            if said:
                yield _problem(name, case.case, said)
                break


def _looser(before: Rule, after: Rule, case: Case, law: Library, own: Library) -> str:
    today = case.today or law.edition
    by_law = weighed(before, case, law, law.vocabulary, today)
    try:
        ours = weighed(after, case, own, own.vocabulary, today)
    except Problem as problem:
        return problem.happened
    return next(filter(None, (_later(one, ours) for one in by_law.outputs)), "")


def _later(one: Output, ours: Finding) -> str:
    if not isinstance(one.value, date) or one.kind not in (*_LAST, "opens"):
        return ""
    same = [other.value for other in ours.outputs if other.name == one.name and isinstance(other.value, date)]
    if not same:
        return _("the law gives {day}, the office's rule gives no day").format(day=on_screen(one.value))
    own = min(same) if one.kind == "opens" else max(same)
    if own >= one.value if one.kind == "opens" else own <= one.value:
        return ""
    words = _("the law gives {day}, the office's rule gives {own}")
    return words.format(day=on_screen(one.value), own=on_screen(own))


def _problem(rule: str, case: str, said: str) -> Problem:
    return Problem(
        _("The office's own rule {rule} allows more than the law: in the case “{case}” {said}.").format(
            rule=rule, case=case, said=said
        ),
        _("The pack is not opened: an own rule may only be stricter."),
        _("Correct the rule in the office's folder of packs, or take it out."),
    )
