"""The steps of a result as one Python function, for the many times when every day and number is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from immdesk.basics.dates import MissingDay, add_months
from immdesk.basics.facts import Facts
from immdesk.basics.written import Writing
from immdesk.law.steps import Step

Straight = Callable[[Mapping[str, Any]], "tuple[date, date, bool] | None"]
"""From the given names: the day, the day before any roll, whether a month lacked its day; or None, when
something is not known to the day and the steps have to be taken one by one."""


def straight_way(steps: tuple[Step, ...], missing: MissingDay) -> Straight:
    """Write the steps as one function; it gives nothing when one of them cannot be written so."""
    if not steps or steps[0].when is not None or any(step.straight is None for step in steps):
        return one_by_one
    writing = Writing()
    for name, value in _NAMES.items():
        writing.known_as(name, value)
    writing.known_as("missing", missing)
    lines = ["clamped = False"]
    if any(step.when is not None for step in steps):
        lines.append("facts = Facts(known)")
    for step in steps:
        lines += _written(step, writing)
    text = "\n ".join(["def written(known):", *lines, "return day, raw, clamped"])
    made: Straight = writing.made(text + "\n")
    return made


def one_by_one(_known: Mapping[str, Any]) -> None:
    """Give nothing: the steps are taken one by one."""


_NAMES: Mapping[str, Any] = {"add_months": add_months, "timedelta": timedelta, "Facts": Facts}


def _written(step: Step, writing: Writing) -> list[str]:
    """Write one step; `raw` stays where it was when the day rolls."""
    assert step.straight is not None
    lines = step.straight(writing)
    lines = (
        ["before = day", *lines, "raw = day if day == before else raw"]
        if step.rolls
        else [*lines, "raw = day"]
    )
    if step.when is None:
        return lines
    taken = f"taken = {writing.bind(step.when.written())}(facts)"
    inner = [f" {line}" for line in lines]
    return [taken, "if taken is True:", *inner, "elif taken is False:", " raw = day", "else: return None"]
