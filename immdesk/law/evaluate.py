"""Take a rule through its steps: pick the version, walk, and write down every line of the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from immdesk.basics.dates import MissingDay
from immdesk.basics.facts import PartialDate
from immdesk.basics.finding import Finding, Line, Output
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.words import _, told
from immdesk.law.compiled import ReadyOutput, ReadyVersion, Rule
from immdesk.law.rules import Limit, Verified
from immdesk.law.steps import Move, Step
from immdesk.law.working import Names, Result, Tables, Worked


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a finding is about."""

    kind: str
    id: str
    person_id: str | None = None


def weigh_rule(rule: Rule, names: Names, subject: Subject, today: date, tables: Tables) -> Finding:
    """Give what the rule makes of its given names; whether it applies was settled before."""
    blank = Finding(
        rule.id, rule.title, subject.kind, subject.id, "ask", severity=rule.file.severity,
        docket=rule.docketed, kind=rule.file.kind, person_id=subject.person_id, note=told(rule.file.note),
        inputs=tuple((one.name, names.get(one.name)) for one in rule.given),
    )  # fmt: skip
    governed = _governed(rule, names)
    if isinstance(governed, Unknown):
        return replace(blank, ask=governed.paths)
    version = rule.version_on(governed)
    if version is None:
        said = _("No version of this rule is in force on {}.").format(on_screen(governed) or _("that day"))
        return replace(blank, outcome="not in force", note=said)
    cited = _cited(blank, version, today)
    try:
        return _weigh_version(rule, version, names, cited, tables)
    except (OverflowError, ValueError, TypeError) as error:
        return replace(cited, outcome="error", note=_("The days given cannot be counted: {}").format(error))


def _weigh_version(
    rule: Rule, version: ReadyVersion, names: Names, cited: Finding, tables: Tables
) -> Finding:
    over = next((one for one in version.file.limits if _over(one, names)), None)
    if over is not None:
        return replace(cited, ask=frozenset({names.path(over.given) or over.given}), note=told(over.says))
    worked = _worked(rule, version, names, tables)
    assumed, names = _plain_rule(rule, names)
    outputs: list[Output] = []
    asked = set(worked.ask)
    for output in version.outputs:
        if not output.steps:
            result = worked.results.get(output.name)
            outputs += [_from_result(output, result)] if result is not None else []
            continue
        walked = _walk_output(output, names, version.file.cite[0])
        if isinstance(walked, Unknown):
            asked |= walked.paths - version.file.gives.keys()
        elif walked is not None and isinstance(walked.value, Nothing) and assumed:
            asked |= assumed  # without any of these there is no day at all
        elif walked is not None:
            outputs.append(walked)
            names = names.also({output.name: walked.value})
    disputed = any(output.disputed is not None for output in outputs)
    settled = "disputed" if disputed and cited.opinion == "settled" else cited.opinion
    return replace(
        cited,
        outcome="ask" if asked else worked.outcome,
        ask=frozenset(asked),
        assumed=assumed,
        outputs=tuple(outputs),
        opinion=settled,
        note=" ".join(part for part in (cited.note, worked.note) if part),
        confidence=worked.confidence or cited.confidence,
        verify=_verify(version.file.verified, worked.confidence or cited.confidence, cited.stale),
        cite=(*cited.cite, worked.source) if worked.source else cited.cite,
    )


def _plain_rule(rule: Rule, names: Names) -> tuple[frozenset[str], Names]:
    """Give the optional facts that are not known, and the names with each of them taken as none."""
    open_ones = {one.name: one for one in rule.optional if isinstance(names.get(one.name), Unknown)}
    if not open_ones:
        return frozenset(), names
    paths = frozenset(one.path or one.name for one in open_ones.values())
    return paths, names.also(dict.fromkeys(open_ones, NONE))


def _governed(rule: Rule, names: Names) -> date | Unknown | None:
    if not rule.file.governed_by:
        return None
    day = names.day(rule.file.governed_by)
    if isinstance(day, Nothing):
        return Unknown(names.path(rule.file.governed_by) or rule.file.governed_by)
    return day


def _cited(blank: Finding, version: ReadyVersion, today: date) -> Finding:
    stale = version.file.verified.until < today
    return replace(
        blank,
        cite=version.file.cite,
        confidence=version.file.confidence,
        verify=_verify(version.file.verified, version.file.confidence, stale),
        version=version.file.name,
        status=version.file.status,
        opinion=version.file.opinion,
        stale=stale,
        note=" ".join(part for part in (blank.note, told(version.file.note)) if part),
    )


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
        return Worked()
    missing: set[str] = set()
    for one in rule.given:
        value = names.get(one.name)
        if not one.optional and isinstance(value, Unknown):
            missing |= value.paths
        if not one.optional and isinstance(value, PartialDate) and one.word.type == "date":
            missing.add(one.path)
    return (
        Worked(ask=frozenset(missing)) if missing else version.work.do(names, version.file.parameters, tables)
    )


def _from_result(output: ReadyOutput, result: Result) -> Output:
    return Output(
        output.name,
        output.file.kind,
        result.value,
        raw=result.value if isinstance(result.value, date) else None,
        lines=result.lines,
        disputed=result.disputed,
        disputed_reason=result.disputed_reason,
        title=output.file.title,
        working=output.file.working,
    )


def _walk_output(output: ReadyOutput, names: Names, authority: str) -> Output | Unknown | None:
    if output.when is not None:
        taken = output.when.weigh(names.facts())
        if taken is not True:
            return taken if isinstance(taken, Unknown) else None
    missing = output.file.missing_day or "last_day_of_month"
    moves = _walk(output.steps, NONE, names, missing)
    if isinstance(moves, Unknown):
        return moves
    day = moves[-1][1].day
    other, reason = _other_reading(output, moves, names, missing)
    return Output(
        output.name,
        output.file.kind,
        day,
        raw=_raw(move for _step, move in moves),
        lines=tuple(_line(step, move, authority) for step, move in moves),
        disputed=other,
        disputed_reason=reason,
        title=output.file.title,
        working=output.file.working,
    )


def _walk(
    steps: tuple[Step, ...], day: Any, names: Names, missing: MissingDay
) -> list[tuple[Step, Move]] | Unknown:
    moves: list[tuple[Step, Move]] = []
    asked: set[str] = set()
    for step in steps:
        taken = step.taken(names)
        if isinstance(taken, Unknown):
            asked |= taken.paths
        elif taken:
            move = step.do(day, names, missing)
            if isinstance(move.day, Unknown):
                asked |= move.day.paths
            else:
                day = move.day
                moves.append((step, move))
    return Unknown(*asked) if asked else moves


def _other_reading(
    output: ReadyOutput, moves: list[tuple[Step, Move]], names: Names, missing: MissingDay
) -> tuple[date | None, str]:
    day = moves[-1][1].day
    if output.file.disputed is not None and isinstance(day, date):
        others = _walk(output.other_steps, day, names, missing)
        other = others[-1][1].day if isinstance(others, list) and others else None
        if isinstance(other, date) and other != day:
            return other, told(output.file.disputed.reason)
    if any(move.other for _step, move in moves) and output.file.kind != "planning":
        other_missing: MissingDay = "next_day" if missing == "last_day_of_month" else "last_day_of_month"
        others = _walk(output.steps, NONE, names, other_missing)
        other = others[-1][1].day if isinstance(others, list) and others else None
        if isinstance(other, date) and other != day:
            return other, _("That month lacks the day; practice differs on which day stands for it.")
    return None, ""


def _raw(moves: Iterable[Move]) -> date | None:
    raw: date | None = None
    for move in moves:
        if not move.rolled and isinstance(move.day, date):
            raw = move.day
    return raw


def _line(step: Step, move: Move, authority: str) -> Line:
    return Line(
        move.day,
        move.words,
        told(step.why) or move.reason,
        step.cite or move.authority or authority,
        move.source,
    )
