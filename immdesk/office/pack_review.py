"""A pack's file looked at before it is taken: who signed it, what it changes here, whether its cases hold."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_, tell_packs_from
from immdesk.office.impact import Impact, ImpactRow, impact_between
from immdesk.office.tasks.review import pack_words

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packs.differences import Difference
    from immdesk.packs.installed import Used
    from immdesk.packs.trust import Keys
    from immdesk.packs.unsealing import Sealed


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One thing that a pack changes, how many open cases it concerns, and the change line by line."""

    text: str
    cases: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackReview:
    """What is known of a pack before it is taken. `staged` is where it lies unpacked until then.

    `problems` keep it from being taken; `older` says that it is no newer than `replaces`, so that an
    attorney must say why.
    """

    name: str
    title: str
    version: str
    edition: date
    made_on: date
    valid_until: date | None
    signed_by: str
    replaces: str
    older: bool
    cases_passed: int
    problems: tuple[str, ...]
    lines: tuple[ReviewLine, ...]
    impact: Impact
    staged: Path
    mark: str


def review(
    office: Office,
    file: Path,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    trusted: Keys | None = None,
) -> PackReview:
    """Verify a pack, unpack it beside the office's packs, and say what it would do here; changes nothing.

    Its worked cases are all worked out. Raises Refused for a file that is not right in any way, Problem for
    one that is in use already, Stopped when somebody cancelled; then nothing of it stays.
    """
    from immdesk.packs.installed import HOME, STAGED, tidy
    from immdesk.packs.trust import built_in_keys
    from immdesk.packs.unsealing import unpack

    watched = Watched(progress, cancelled, _("Nothing was installed."))
    tidy(office.folder / HOME)
    staged = office.folder / HOME / f"{STAGED}{secrets.token_hex(6)}"
    sealed = unpack(file, built_in_keys() if trusted is None else trusted, staged, watched)
    try:
        return _reviewed(office, sealed, staged, watched)
    except BaseException:
        throw_away(staged)
        raise
    finally:
        tell_packs_from(office.pack_words)


def throw_away(staged: Path) -> None:
    """Remove a pack that was looked at and not taken."""
    import shutil

    shutil.rmtree(staged, ignore_errors=True)


def _reviewed(office: Office, sealed: Sealed, staged: Path, watched: Watched) -> PackReview:
    from immdesk.packs.installed import manifest_of
    from immdesk.packs.sealed import number

    seal, used = sealed.seal, used_now(office, sealed.seal.name)
    _may_be_read(seal.requires)
    if used and used.entry and used.entry.mark == sealed.mark:
        raise Problem(_("This pack is in use already."), _("Nothing was changed."), "")
    replaced = manifest_of(used.folder) if used else None
    problems, passed, lines, impact = _weighed(office, staged / seal.name, used, watched)
    return PackReview(
        name=seal.name,
        title=seal.title,
        version=seal.version,
        edition=seal.edition,
        made_on=seal.made_on,
        valid_until=seal.valid_until,
        signed_by=sealed.signed_by,
        replaces=replaced.issue if replaced else "",
        older=bool(replaced and number(seal.version) <= number(replaced.issue)),
        cases_passed=passed,
        problems=problems,
        lines=lines,
        impact=impact,
        staged=staged,
        mark=sealed.mark,
    )


def used_now(office: Office, name: str) -> Used | None:
    """Give what counts now under a name, None when nothing does."""
    from immdesk.packs.installed import HOME, in_use

    every = in_use(office.folder / HOME, resource("packs", "us"))
    return next((one for one in every if one.name == name), None)


def _may_be_read(requires: str) -> None:
    from importlib.metadata import version

    from immdesk.packs.sealed import number

    if requires and number(version("immdesk")) < number(requires):
        raise Refused(
            _("This pack needs ImmDesk {version} or newer.").format(version=requires),
            _("Nothing was installed."),
            _("Update ImmDesk first."),
        )


def _weighed(
    office: Office, folder: Path, used: Used | None, watched: Watched
) -> tuple[tuple[str, ...], int, tuple[ReviewLine, ...], Impact]:
    """Read the packs as they would be, run all worked cases, and lay them beside what counts now."""
    from immdesk.packs.compare import compare
    from immdesk.packs.differences import differences
    from immdesk.packs.library import load_library, prove

    stray = _strays(folder)
    if stray:
        return stray, 0, (), Impact((), ())
    cache, mine = office.folder / "cache", office.folder / "packs"
    layers = _layers(office, folder, used)
    try:
        watched.step(0, 0, _("Working out the worked cases of the pack"))
        alone = load_library(layers, cache=cache)
        proof = prove(alone)
        own = mine.is_dir()
        new = load_library([*layers, mine], cache=cache, own=mine) if own else alone
    except Problem as problem:
        return (str(problem),), 0, (), Impact((), ())
    if proof.problems:
        return tuple(map(str, proof.problems)), proof.passed, (), Impact((), ())
    changes = compare(used.folder if used else layers[0], folder)
    if not used:  # laid over the others: what it does not hold stays
        changes = [one for one in changes if one.place or one.act != "removed"]
    impact = impact_between(office, office.library, new, changes, watched.progress, watched.cancelled)
    watched.look()
    found = differences(office.library, new, changes)
    impact = replace(impact, rows=tuple(_plainly(row, found) for row in impact.rows))
    of_tasks = (ReviewLine(words, cases) for words, cases in pack_words(office, new, watched))
    return (), proof.passed, (*(_line(one, impact) for one in found), *of_tasks), impact


def _plainly(row: ImpactRow, found: Iterable[Difference]) -> ImpactRow:
    """Say of a form what changed in plain words; a rule says it with the days of the case."""
    if not row.about.startswith("forms "):
        return row
    words = dict.fromkeys(one.words for one in found if row.about in one.marks)
    return replace(row, says="; ".join(words) or row.says)


def _strays(folder: Path) -> tuple[str, ...]:
    from immdesk.packs.files import strays

    return tuple(map(str, strays(folder)))


def _layers(office: Office, folder: Path, used: Used | None) -> list[Path]:
    now = office.layers(own=False)
    return [folder if used and one == used.folder else one for one in now] + ([] if used else [folder])


def _line(one: Difference, impact: Impact) -> ReviewLine:
    hit = {row.case_id for row in impact.rows if _concerns(one.marks, row.about)}
    return ReviewLine(one.words, len(hit), one.lines)


def _concerns(marks: Iterable[str], about: str) -> bool:
    return any(about == mark or (mark == "rules *" and about.startswith("rules ")) for mark in marks)


def line_words(one: ReviewLine) -> str:
    """Give a line with its cases: "I-751 fee $595 → $750 from Apr 1, 2024; 3 open cases"."""
    cases = n_("{n} open case", "{n} open cases", one.cases)
    return f"{one.text.rstrip('.')}; {cases}" if one.cases else one.text


def text_of(found: PackReview) -> list[str]:
    """Give a review in plain text, for the command line."""
    lines = [
        _("{title}, {name} {version}, made on {day}, signed by {key}").format(
            title=found.title,
            name=found.name,
            version=found.version,
            day=found.made_on.isoformat(),
            key=found.signed_by,
        )
    ]
    if found.replaces:
        lines.append(_("It replaces {version}.").format(version=found.replaces))
    lines += [f"• {line_words(one)}" for one in found.lines] or [_("Nothing changed.")]
    lines.append(cases_words(found))
    return [*lines, *found.problems]


def cases_words(found: PackReview) -> str:
    """Say how the worked cases came out."""
    if found.problems:
        return _("It cannot be taken: not everything in it holds.")
    return n_("{n} worked case holds.", "All {n} worked cases hold.", found.cases_passed)
