"""Take a rule through its steps: pick the version, walk, and write down every line of the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from immdesk.basics.dates import MissingDay
from immdesk.basics.facts import PartialDate
from immdesk.basics.finding import Finding, Line, LinesLater, Opinion, Outcome, Output, Said
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.words import _, language, told
from immdesk.law.compiled import ReadyOutput, ReadyVersion, Rule
from immdesk.law.given import TODAY
from immdesk.law.rules import Limit, Verified
from immdesk.law.steps import Day, Move, Step
from immdesk.law.working import Names, Result, Tables, Worked


class Subject(NamedTuple):
    """Whom or what a finding is about."""

    kind: str
    id: str
    person_id: str | None = None


_new = tuple.__new__
"""Makes a row of a named tuple in half the time; for the kinds of which every case has dozens."""

_NO_WORK = Worked()
_NOTHING: frozenset[str] = frozenset()
_NOT_SAID = Unknown()


def weigh_rule(rule: Rule, names: Names, subject: Subject, today: date, tables: Tables) -> Finding:
    """Give what the rule makes of its given names; whether it applies was settled before."""
    version = rule.only
    if version is None:
        governed = _governed(rule, names)
        if isinstance(governed, Unknown):
            note = told(rule.file.note)
            return _of_no_version(rule, subject, names, "ask", ask=governed.paths, note=note)
        version = rule.version_on(governed)
        if version is None:
            day = on_screen(governed) or _("that day")
            note = _("No version of this rule is in force on {}.").format(day)
            return _of_no_version(rule, subject, names, "not in force", note=note)
    said_of = _said_of(rule, version, today, language())
    try:
        return _weigh_version(rule, version, names, subject, said_of, today, tables)
    except (OverflowError, ValueError, TypeError) as error:
        note = _("The days given cannot be counted: {}").format(error)
        said, opinion, _note = said_of
        whose = subject.kind, subject.id, subject.person_id
        return Finding(said, *whose, "error", opinion, note=note, known=names)


def _weigh_version(
    rule: Rule,
    version: ReadyVersion,
    names: Names,
    subject: Subject,
    said_of: _SaidOf,
    today: date,
    tables: Tables,
) -> Finding:
    said, opinion, note = said_of
    kind, subject_id, person_id = subject
    if not version.outputs and not rule.optional:  # a note
        fields = (
            said, kind, subject_id, person_id, "found", opinion, (), _NOTHING, note, _NOTHING, None, names,
        )  # fmt: skip
        return _new(Finding, fields)
    if version.limits and (over := next((one for one in version.limits if _over(one, names)), None)):
        ask = frozenset({names.path(over.given) or over.given})
        says = told(over.says)
        return Finding(said, kind, subject_id, person_id, "ask", opinion, (), ask, says, known=names)
    worked = _worked(rule, version, names, tables) if version.work is not None else _NO_WORK
    assumed = _assumed(rule, names.values) if rule.optional else _NOTHING
    if version.in_steps:
        outputs, asked = _outputs(version, _plain(rule, names) if assumed else names, worked, assumed)
    else:
        outputs, asked = tuple(_results(version.outputs, worked.results)), worked.ask
    if opinion == "settled":
        for output in outputs:
            opinion = "disputed" if output.disputed is not None else opinion
    if worked.note:
        note = f"{note} {worked.note}".strip()
    if worked.confidence or worked.source:
        said = _by_row(rule, version, today, worked.confidence, worked.source, language())
    outcome = "ask" if asked else worked.outcome
    return _new(Finding, (
        said, kind, subject_id, person_id, outcome, opinion, outputs, asked, note, assumed, None, names,
    ))  # fmt: skip


def _results(outputs: tuple[ReadyOutput, ...], results: Mapping[str, Result]) -> list[Output]:
    """Give what a worked-out function gave, in the order of the version."""
    given = []
    for one in outputs:
        result = results.get(one.name)
        if result is not None:
            value, lines, disputed, reason = result
            raw = value if isinstance(value, date) else None
            fields = (one.name, one.kind, value, raw, lines, disputed, reason, one.title, one.working)
            given.append(_new(Output, fields))
    return given


def _outputs(
    version: ReadyVersion, names: Names, worked: Worked, assumed: frozenset[str]
) -> tuple[tuple[Output, ...], frozenset[str]]:
    """Give the results of a version, and what has to be asked for the others."""
    outputs: list[Output] = []
    asked = worked.ask
    for output in version.outputs:
        if not output.steps:
            outputs += _results((output,), worked.results)
            continue
        walked = _walk_output(output, names, version.authority)
        if isinstance(walked, Unknown):
            asked |= walked.paths - version.file.gives.keys()
        elif walked is not None and assumed and isinstance(walked.value, Nothing):
            asked |= assumed  # without any of these there is no day at all
        elif walked is not None:
            outputs.append(walked)
            if version.chained:
                names = names.also({output.name: walked.value})
    return tuple(outputs), asked


class _SaidOf(NamedTuple):
    """What is said of every finding of one version on one day, with its own opinion and note."""

    said: Said
    opinion: Opinion
    note: str


@lru_cache(maxsize=2048)
def _said_of(rule: Rule, version: ReadyVersion, today: date, _language: str) -> _SaidOf:
    file = version.file
    stale = file.verified.until < today
    notes = (told(rule.file.note), told(file.note))
    said = replace(
        said_of_rule(rule),
        cite=file.cite,
        confidence=file.confidence,
        verify=_verify(file.verified, file.confidence, stale),
        version=file.name,
        status=file.status,
        stale=stale,
        given=tuple(one.name for one in rule.given if one.path != TODAY),
    )
    return _SaidOf(said, file.opinion, " ".join(part for part in notes if part))


@lru_cache(maxsize=1024)
def said_of_rule(rule: Rule) -> Said:
    """Give what is said of every finding of a rule, whatever its version."""
    return Said(rule.id, rule.title, rule.file.severity, rule.docketed, rule.file.kind)


def _of_no_version(rule: Rule, subject: Subject, names: Names, outcome: Outcome, **more: Any) -> Finding:
    """Give the finding of a rule of which no version could be taken, with what was known."""
    said = replace(said_of_rule(rule), given=tuple(one.name for one in rule.given if one.path != TODAY))
    found = Finding(said, subject.kind, subject.id, subject.person_id, outcome, known=names)
    return found._replace(**more)


@lru_cache(maxsize=2048)
def _by_row(
    rule: Rule, version: ReadyVersion, today: date, confidence: str, source: str, spoken: str
) -> Said:
    """Give what is said with the confidence and the source of the row of a table that decided it."""
    said = _said_of(rule, version, today, spoken).said
    confidence = confidence or said.confidence
    return replace(
        said,
        confidence=confidence,
        verify=_verify(version.file.verified, confidence, said.stale),
        cite=(*said.cite, source) if source else said.cite,
    )


def _assumed(rule: Rule, known: Mapping[str, Any]) -> frozenset[str]:
    """Give the optional facts that are not known."""
    missing = [path for name, path in rule.optional if type(known.get(name, _NOT_SAID)) is Unknown]
    return frozenset(missing) if missing else _NOTHING


def _plain(rule: Rule, names: Names) -> Names:
    """Give the names with each optional fact that is not known taken as none."""
    known = names.values
    return names.also({
        name: NONE for name, _path in rule.optional if type(known.get(name, _NOT_SAID)) is Unknown
    })  # fmt: skip


def _governed(rule: Rule, names: Names) -> date | Unknown | None:
    if not rule.file.governed_by:
        return None
    day = names.day(rule.file.governed_by)
    if isinstance(day, Nothing):
        return Unknown(names.path(rule.file.governed_by) or rule.file.governed_by)
    return day


def _verify(verified: Verified, confidence: str, stale: bool) -> str:
    said = []
    if verified.by == "not reviewed":
        said.append(_("No attorney has reviewed this rule yet."))
    if confidence != "sourced":
        said.append(_("Part of it rests on general knowledge: check the source before relying on it."))
    if stale:
        said.append(_("It was to be checked again by {}.").format(on_screen(verified.until)))
    return " ".join(said)


def _over(limit: Limit, names: Names) -> bool:
    number = names.number(limit.given)
    return isinstance(number, int) and not limit.at_least <= number <= limit.at_most


def _worked(rule: Rule, version: ReadyVersion, names: Names, tables: Tables) -> Worked:
    if version.work is None:
        return _NO_WORK
    known = names.values
    for name in rule.required:
        if type(known.get(name)) in _HOLES:
            missing = _missing(rule, names)
            if missing:
                return Worked(ask=missing)
    return version.work.do(names, version.parameters, tables)


_HOLES = frozenset({type(None), Unknown, PartialDate})


def _missing(rule: Rule, names: Names) -> frozenset[str]:
    """Give what has to be asked before a worked-out function can do anything."""
    missing: set[str] = set()
    for one in rule.given:
        value = NONE if one.optional else names.get(one.name)
        if isinstance(value, Unknown):
            missing |= value.paths
        elif isinstance(value, PartialDate) and one.word.type == "date":
            missing.add(one.path)
    return frozenset(missing)


def _walk_output(output: ReadyOutput, names: Names, authority: str) -> Output | Unknown | None:
    if output.when is not None:
        taken = output.when.weigh(names.facts())
        if taken is not True:
            return taken if isinstance(taken, Unknown) else None
    missing = output.missing
    walked = output.straight.of(names.values) or _days(output.steps, names, missing)
    if isinstance(walked, Unknown):
        return walked
    day, raw, clamped = walked
    other, reason = (
        _other_reading(output, day, clamped, names, missing) if clamped or output.other_steps else (None, "")
    )
    lines = LinesLater(lambda: _lines(output.steps, names, missing, authority))
    kind, title, working = output.kind, output.title, output.working
    return _new(Output, (output.name, kind, day, raw, lines, other, reason, title, working))


class _Walked(NamedTuple):
    """Where the steps lead: the day, the day before any roll, and whether a month lacked its day."""

    day: Day
    raw: date | None
    clamped: bool


def _days(steps: tuple[Step, ...], names: Names, missing: MissingDay) -> _Walked | Unknown:
    """Take the steps for the day alone; the lines are written when somebody looks."""
    day: Day = NONE
    raw: date | None = None
    clamped = False
    asked: Unknown | None = None
    for step in steps:
        taken = True if step.when is None else step.taken(names)
        if taken is False:
            moved = day
        else:
            moved = step.go(day, names, missing) if taken is True else taken
        if isinstance(moved, Unknown):
            asked = moved if asked is None else asked | moved
            continue
        if isinstance(moved, date):
            if step.clamps and isinstance(day, date) and moved.day != day.day:
                clamped = True
            if not step.rolls or moved == day:
                raw = moved
        day = moved
    return _Walked(day, raw, clamped) if asked is None else asked


def _lines(steps: tuple[Step, ...], names: Names, missing: MissingDay, authority: str) -> tuple[Line, ...]:
    day: Day = NONE
    lines = []
    for step in steps:
        if step.taken(names) is True:
            move = step.do(day, names, missing)
            day = move.day
            lines.append(_line(step, move, authority))
    return tuple(lines)


def _other_reading(
    output: ReadyOutput, day: Day, clamped: bool, names: Names, missing: MissingDay
) -> tuple[date | None, str]:
    if not isinstance(day, date):
        return None, ""
    if output.file.disputed is not None:
        other = _days_from(day, output.other_steps, names, missing)
        if other is not None and other != day:
            return other, told(output.file.disputed.reason)
    if clamped and (output.file.kind != "planning" or _from_a_leap_day(output.steps, names, missing)):
        other_missing: MissingDay = "next_day" if missing == "last_day_of_month" else "last_day_of_month"
        other = _days_from(NONE, output.steps, names, other_missing)
        if other is not None and other != day:
            return other, _("That month lacks the day; practice differs on which day stands for it.")
    return None, ""


def _from_a_leap_day(steps: tuple[Step, ...], names: Names, missing: MissingDay) -> bool:
    """Say whether the steps pass February 29: then a plan has two readings too."""
    days = (line.value for line in _lines(steps, names, missing, ""))
    return any(isinstance(day, date) and (day.month, day.day) == (2, 29) for day in days)


def _days_from(day: Day, steps: tuple[Step, ...], names: Names, missing: MissingDay) -> date | None:
    """Take the steps from a day on; None when they lead to no day, or when something is not known."""
    for step in steps:
        taken = step.taken(names)
        if isinstance(taken, Unknown):
            return None
        day = step.go(day, names, missing) if taken else day
    return day if isinstance(day, date) else None


def _line(step: Step, move: Move, authority: str) -> Line:
    return Line(
        move.day,
        move.words,
        told(step.why) or move.reason,
        step.cite or move.authority or authority,
        move.source,
    )
