"""Checks before printing, as the packs hold them: what is looked for, since when, on what authority, how bad.

Files of resources/packs/*/preflight are read into `CheckFile`; beside them `<name>.cases.yaml` into
`CheckCases`: small packets with what must be found in them.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.facts import Facts
from immdesk.basics.strictyaml import Shape, Source, did_you_mean
from immdesk.basics.vocabulary import Vocabulary
from immdesk.packets.checks import LOOKS
from immdesk.packets.checks.seen import Seen
from immdesk.packets.planned import PlannedPacket
from immdesk.packets.preflight import MayOverride, Severity

_ROOTS = ("case", "principal", "petitioner", "employer", "office")


class CheckFile(Shape):
    """One check: the way of looking with its parameters, when it counts, what it says and what to do.

    `from` and `to` are days of mailing, both included. `override` says who may let a finding stand.
    """

    check: str
    title: str
    look: str
    with_: Mapping[str, str] = Field({}, alias="with")
    when: str = ""
    from_: date | None = Field(None, alias="from")
    to: date | None = None
    severity: Severity
    override: MayOverride
    message: str
    do: str
    cite: str
    confidence: Literal["sourced", "general", "office"]
    verified_on: date
    until: date | None = None

    def texts(self) -> Iterator[str]:
        """Give what a person reads."""
        yield from (self.title, self.message, self.do)


class CheckCase(Shape):
    """A packet, a day, and the messages that the check must find in it, each as "where: message"."""

    case: str
    today: date
    packet: PlannedPacket
    facts: Mapping[str, str] = {}
    finds: tuple[str, ...] = ()
    source: str


class CheckCases(Shape):
    """The worked cases of one check."""

    check: str
    cases: tuple[CheckCase, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ReadyCheck:
    """A check whose function, parameters, words and condition were looked at."""

    file: CheckFile
    when: Condition | None

    def holds_on(self, day: date) -> bool:
        """Say whether the check is in force for a packet mailed on a day."""
        first, last = self.file.from_, self.file.to
        return (first is None or first <= day) and (last is None or day <= last)

    def applies(self, facts: Facts | None) -> bool:
        """Say whether the case is one that is looked at; what is not known is looked at."""
        return self.when is None or facts is None or self.when.weigh(facts) is not False

    def look(self, packet: PlannedPacket, today: date) -> Iterator[Seen]:
        """Give what is found in a packet."""
        return LOOKS[self.file.look].look(packet, today, self.file.with_)


def compile_check(file: CheckFile, vocabulary: Vocabulary, source: Source) -> ReadyCheck:
    """Check what a check names; raises Problem with file and line."""
    if file.look not in LOOKS:
        raise source.wrong(
            f"there is no way of looking '{file.look}'.{did_you_mean(file.look, LOOKS)}", "look"
        )
    if file.from_ and file.to and file.to < file.from_:
        raise source.wrong(f"the check ends ({file.to}) before it begins", "to")
    if file.severity == "stop" and file.override == "anyone":
        raise source.wrong("a stop is overridden by an attorney or by nobody", "override")
    _check_parameters(file, source)
    _check_words(file, source)
    if not file.when:
        return ReadyCheck(file, None)
    with source.placing("when"):
        return ReadyCheck(file, compile_condition(file.when, vocabulary, roots=_ROOTS))


def _check_parameters(file: CheckFile, source: Source) -> None:
    wanted = LOOKS[file.look].parameters or {}
    for name in file.with_:
        if name not in wanted:
            raise source.wrong(
                f"'{file.look}' has no parameter '{name}'.{did_you_mean(name, wanted)}", "with"
            )
    for name, kind in wanted.items():
        if name not in file.with_:
            raise source.wrong(f"'{file.look}' needs the parameter '{name}'", "with")
        if kind == "number" and not file.with_[name].isdecimal():
            raise source.wrong(f"'{name}' must be a whole number", "with")


def _check_words(file: CheckFile, source: Source) -> None:
    known = LOOKS[file.look].words
    for key, text in (("message", file.message), ("do", file.do)):
        for _text, name, _format, _conversion in string.Formatter().parse(text):
            if name is not None and name not in known:
                said = f"'{file.look}' fills no word '{{{name}}}'.{did_you_mean(name, known)}"
                raise source.wrong(said, key)
