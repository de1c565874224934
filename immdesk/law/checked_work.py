"""Checks that a rule's version and the worked-out function it names fit together."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from immdesk.basics.dates import iso_day
from immdesk.basics.strictyaml import Source, did_you_mean
from immdesk.basics.word import Word
from immdesk.law.closures import Calendar
from immdesk.law.rules import Version
from immdesk.law.worked_out import WORKED_OUT


def check_work(
    version: Version, names: Mapping[str, Word], calendars: Mapping[str, Calendar], source: Source, place: int
) -> None:
    """Raise Problem, with file and line, for an unknown function, given name, parameter or result."""
    at = ("versions", place)
    if version.work not in WORKED_OUT:
        hint = did_you_mean(version.work, WORKED_OUT)
        raise source.wrong(f"there is no worked-out function '{version.work}'.{hint}", *at, "work")
    function = WORKED_OUT[version.work]
    _same("given name", function.given, names, source, ("given",))
    _same("parameter", function.parameters, version.parameters, source, (*at, "parameters"))
    for name, kind in function.parameters.items():
        if not _fits(version.parameters[name], kind, calendars):
            said = f"the parameter '{name}' is '{version.parameters[name]}', but {_CALLED[kind]} needed"
            raise source.wrong(said, *at, "parameters", name)
    for name, output in version.gives.items():
        if not output.steps and name not in function.gives:
            hint = did_you_mean(name, function.gives)
            raise source.wrong(f"'{version.work}' gives no '{name}'.{hint}", *at, "gives", name)


_CALLED = {
    "day": "a day is",
    "number": "a number is",
    "calendar": "a calendar is",
    "words": "words with single spaces between them are",
}


def _same(
    what: str, wanted: Collection[str], there: Collection[str], source: Source, at: tuple[str | int, ...]
) -> None:
    for name in there:
        if name not in wanted:
            raise source.wrong(f"there is no {what} '{name}'.{did_you_mean(name, wanted)}", *at, name)
    for name in wanted:
        if name not in there:
            raise source.wrong(f"the {what} '{name}' is missing", *at)


def _fits(value: str, kind: str, calendars: Mapping[str, Calendar]) -> bool:
    if kind == "calendar":
        return value in calendars
    if kind == "words":
        return re.fullmatch(r"[\w.-]+( [\w.-]+)*", value) is not None
    return iso_day(value) is not None if kind == "day" else re.fullmatch(r"\d+", value) is not None
