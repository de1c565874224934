"""A rule of the Library as a person reads it: what it asks, what it gives by which steps and authority."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told
from immdesk.law.step_words import Named, condition_words, step_words
from immdesk.office import signing

if TYPE_CHECKING:
    from immdesk.law.compiled import Rule
    from immdesk.law.rules import OutputFile, StepFile, Version
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class VersionText:
    """One version of a rule, in words: when it counts, how sure it is, and what it does, line by line."""

    when: str
    status: str
    opinion: str
    confidence: str
    verified: str
    cite: tuple[str, ...]
    note: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule to be read by a person: what it asks, what it gives, on which authority."""

    id: str
    title: str
    note: str
    applies: str
    given: tuple[tuple[str, str], ...]  # what it is called, the word of the vocabulary
    versions: tuple[VersionText, ...]
    worked_cases: int
    signed: str = ""
    signed_state: str = ""  # "" (nobody), good, changed, over


def rule_text(office: Office, rule_id: str) -> RuleText:
    """Give a rule to be read. Raises Problem when no pack has it (any more)."""
    rule = office.library.rules.get(rule_id)
    if rule is None:
        raise Problem(_("This rule is in no pack that is in use."), "", _("Choose another rule."))
    cases = office.library.cases.get(rule_id)
    sign = signing.sign_offs(office).get(rule_id)
    named = _named(office, rule)
    applies = rule.file.applies_when
    return RuleText(
        id=rule.id,
        title=told(rule.title),
        note=told(rule.file.note),
        applies="" if applies == "yes" else condition_words(applies, named),
        given=tuple((one.word.label or one.name, one.path) for one in rule.given),
        versions=tuple(_version(one.file, named) for one in reversed(rule.versions)),
        worked_cases=len(cases.cases) if cases else 0,
        signed=signing.words_of(sign) if sign else "",
        signed_state=sign.state if sign else "",
    )


def _named(office: Office, rule: Rule) -> Named:
    """Give what names are called: a given name by its label, a result by its title, a path by its word."""
    vocabulary = office.library.vocabulary
    known = {one.name: one.word.label for one in rule.given}
    for version in rule.versions:
        known |= {name: told(one.title) for name, one in version.file.gives.items() if one.title}

    def named(name: str) -> str:
        label = known.get(name) or (vocabulary.word(name).label if vocabulary.has(name) else "")
        return label or told(name.replace("_", " "))

    return named


def _version(version: Version, named: Named) -> VersionText:
    return VersionText(
        when=_when(version),
        status=version.status,
        opinion=_opinion(version.opinion),
        confidence=version.confidence,
        verified=_("Checked {day}, {by}; good until {until}").format(
            day=on_screen(version.verified.on),
            by=_("not reviewed") if version.verified.by == "not reviewed" else version.verified.by,
            until=on_screen(version.verified.until),
        ),
        cite=version.cite,
        note=told(version.note),
        lines=tuple(_lines(version, named)),
    )


def _opinion(opinion: str) -> str:
    words = {"settled": "", "disputed": _("disputed"), "attorney decides": _("attorney decides")}
    return words.get(opinion, opinion)


def _when(version: Version) -> str:
    first = on_screen(version.from_) if version.from_ else ""
    last = on_screen(version.to) if version.to else ""
    if first and last:
        return _("From {first} to {last}").format(first=first, last=last)
    if last:
        return _("Until {last}").format(last=last)
    return _("Since {first}").format(first=first) if first else _("Beginning not recorded")


def _lines(version: Version, named: Named) -> Iterable[str]:
    for name, output in version.gives.items():
        yield told(output.title) or told(name.replace("_", " ")).capitalize()
        yield from (f"    {line}" for line in _steps(output, named))
    for one in version.limits:
        yield _("{given}: {least} to {most}. {says}").format(
            given=named(one.given), least=one.at_least, most=one.at_most, says=told(one.says)
        )
    if version.work:
        numbers = [f"{name.replace('_', ' ')} {value}" for name, value in version.parameters.items()]
        yield _("The desk counts this step by step and shows the arithmetic with each date.")
        if numbers:
            yield _("Numbers of this version: {numbers}").format(numbers=", ".join(numbers))


def _steps(output: OutputFile, named: Named) -> Iterable[str]:
    yield from (_step(step, named) for step in output.steps)
    if output.disputed is not None:
        yield _("Disputed: {reason}").format(reason=told(output.disputed.reason))
        yield from (_step(step, named) for step in output.disputed.steps)


def _step(step: str | StepFile, named: Named) -> str:
    if isinstance(step, str):
        return step_words(step, named)
    why = "; ".join(filter(None, (told(step.why), step.cite)))
    words = step_words(step.step, named)
    return f"{words}  ({why})" if why else words
