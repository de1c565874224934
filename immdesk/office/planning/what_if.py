"""The what-if desk: scenarios for one person side by side, every day given by the rules of the pack.

What is tried is laid over the facts in memory; nothing is written to the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from immdesk.basics.dates import add_days, add_months
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.words import _, told
from immdesk.law.scenarios import TODAY
from immdesk.office.calculators.by_rule import known_day, notes_of
from immdesk.office.calculators.case_at import each_step_once, lines_of, read_day
from immdesk.office.calculators.shapes import Ask, Line, Tone
from immdesk.office.planning.laid_over import LaidOver, PlannedFor
from immdesk.office.planning.what_if_rows import How, Offer, ScenarioRow, StepRow

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding
    from immdesk.law.scenarios import (
        MilestoneFile,
        PlanFile,
        ReadyScenario,
        ResultFile,
        RuleUseFile,
        ScenarioFile,
    )

Tried = Mapping[str, str]
"""Days by step ("extend.filed"), as people type them."""

_FAR = timedelta(days=3660)
"""How far ahead a last safe day is looked for."""


def offers(whose: PlannedFor) -> tuple[Offer, ...]:
    """Give every scenario, those that fit the person first."""
    found = [_offer(one, whose) for one in whose.at.library.scenarios]
    return tuple(sorted(found, key=lambda one: not one.fits))


def _offer(one: ReadyScenario, whose: PlannedFor) -> Offer:
    fits = one.when.weigh(whose.facts) is True
    file = one.file
    return Offer(
        file.scenario, told(file.title), told(file.about), fits, "" if fits else told(file.otherwise)
    )


def scenario(whose: PlannedFor, scenario_id: str, tried: Tried | None = None) -> ScenarioRow:
    """Work one scenario out with the days that are tried.

    Raises Problem for a scenario or step that is none, and for a day that cannot be read.
    """
    file = _file(whose, scenario_id)
    days = _read(whose, file, tried or {})
    placed, laid = _placed(whose, file, days)
    usual = _placed(whose, file, {})[0] if days else placed
    order = sorted(file.milestones, key=lambda one: usual[one.step].day or date.max)
    return _row(whose, file, tuple(_step(file, one, placed, laid) for one in order), laid)


def backward(whose: PlannedFor, scenario_id: str, tried: Tried) -> dict[str, str]:
    """Give the days that put each step on its last safe day, planned backward from the target.

    The target itself, what has happened and steps without a last day stay where they are.
    """
    found = dict(tried)
    file = _file(whose, scenario_id)
    for one in file.milestones:
        key = f"{file.scenario}.{one.step}"
        step = next(row for row in scenario(whose, scenario_id, found).steps if row.key == key)
        if step.safe and one.step != file.target and step.how != "recorded":
            found[key] = step.safe.isoformat()
    return found


# -- private ------------------------------------------------------------------------------------


def _file(whose: PlannedFor, scenario_id: str) -> ScenarioFile:
    files = {one.file.scenario: one.file for one in whose.at.library.scenarios}
    if scenario_id not in files:
        raise Problem(
            _("There is no scenario '{id}'.").format(id=scenario_id) + did_you_mean(scenario_id, files),
            "",
            _("There are: {ids}.").format(ids=", ".join(files)),
        )
    return files[scenario_id]


def _read(whose: PlannedFor, file: ScenarioFile, tried: Tried) -> dict[str, date]:
    found = {}
    for one in file.milestones:
        if typed := tried.get(f"{file.scenario}.{one.step}", "").strip():
            found[one.step] = read_day(typed, told(one.title), whose.at.today)
    return found


@dataclass(frozen=True, slots=True)
class _Placed:
    day: date | None
    how: How


def _placed(
    whose: PlannedFor, file: ScenarioFile, days: Mapping[str, date]
) -> tuple[dict[str, _Placed], LaidOver]:
    """Give the day of each step in the order of the file, and the facts with all of them laid over."""
    laid = LaidOver(whose, whose.at.today)
    laid.lay(file.lays, None)
    placed: dict[str, _Placed] = {}
    for one in file.milestones:
        recorded = known_day(whose.facts.get(one.recorded)) if one.recorded else None
        if one.step in days and days[one.step] != recorded:
            placed[one.step] = _Placed(days[one.step], "tried")
        elif recorded:
            placed[one.step] = _Placed(recorded, "recorded")
        else:
            placed[one.step] = _planned(whose, one.plan, placed, laid)
        day = placed[one.step]
        if day.how != "recorded":
            laid.lay(one.sets, day.day)
        if one.step == file.as_of and day.day:
            laid.today = max(whose.at.today, day.day)
    return placed, laid


def _planned(whose: PlannedFor, plan: PlanFile, placed: Mapping[str, _Placed], laid: LaidOver) -> _Placed:
    if plan.result is not None:
        day = min((day for day, _who in laid.days_of(plan.result)), default=None)
        return _Placed(max(day, whose.at.today) if day else None, "rule" if day else "unknown")
    if plan.path:
        day = known_day(whose.facts.get(plan.path))
        return _Placed(add_days(day, plan.days), "rule") if day else _Placed(None, "unknown")
    name = plan.after or plan.before
    start = whose.at.today if name == TODAY else placed[name].day
    if start is None:
        return _Placed(None, "unknown")
    way = 1 if plan.after else -1
    moved = add_months(start, way * plan.months, "last_day_of_month") if plan.months else start
    return _Placed(max(add_days(moved, way * plan.days), whose.at.today), "assumed")


def _step(
    file: ScenarioFile,
    one: MilestoneFile,
    placed: Mapping[str, _Placed],
    laid: LaidOver,
) -> StepRow:
    at = placed[one.step]
    without = _without(file, one, placed, laid) if one.by or one.opens else laid
    opens = max((day for day, _who in _days(without, one.opens)), default=None)
    ends = [*_days(without, one.by), *_kept_until(one, laid)]
    safe, who = min(ends, default=(None, ""))
    tone, remark = _judged(at, opens, safe, laid.whose.at.today)
    why = told(one.plan.why) if at.how == "assumed" else ""
    key = f"{file.scenario}.{one.step}"
    whose = laid.whose.at.name(who) if who != laid.whose.person_id else ""
    return StepRow(key, told(one.title), at.day, at.how, why, opens, safe, tone, remark, whose)


def _without(
    file: ScenarioFile, step: MilestoneFile, placed: Mapping[str, _Placed], laid: LaidOver
) -> LaidOver:
    """Give the facts as long as this step is not taken: by when it must be is asked of these."""
    if not step.sets or placed[step.step].how == "recorded":
        return laid
    other = LaidOver(laid.whose, laid.today)
    other.lay(file.lays, None)
    for one in file.milestones:
        if one.step != step.step and placed[one.step].how != "recorded":
            other.lay(one.sets, placed[one.step].day)
    return other


def _days(laid: LaidOver, results: Iterable[ResultFile]) -> list[tuple[date, str]]:
    """Give the days of these results, the earliest of each, with the id of the person whose it is."""
    return [min(days) for one in results if (days := laid.days_of(one))]


def _kept_until(one: MilestoneFile, laid: LaidOver) -> list[tuple[date, str]]:
    """Give for each person the last day on which the step may be taken for its rule still to answer yes.

    The rule itself is asked of one day after the other, by halves; nothing where it is never yes or always.
    """
    keeps = one.keeps
    if keeps is None:
        return []
    first, far = laid.whose.at.today - _FAR / 2, (_FAR + _FAR / 2).days

    def holds(days: int) -> dict[str, bool]:
        return laid.with_day(one.sets, first + timedelta(days=days)).holds_for(keeps)

    soon, late = holds(0), holds(far)
    people = [person for person, answer in soon.items() if answer and late.get(person) is False]
    return [(first + timedelta(days=_last_good(holds, person, far)), person) for person in people]


def _last_good(holds: Callable[[int], Mapping[str, bool]], person: str, far: int) -> int:
    good, late = 0, far
    while late - good > 1:
        middle = (good + late) // 2
        good, late = (middle, late) if holds(middle).get(person) else (good, middle)
    return good


def _judged(at: _Placed, opens: date | None, safe: date | None, today: date) -> tuple[Tone, str]:
    """Say how the day of a step stands to the days that the rules give."""
    if at.how == "recorded":
        late = bool(safe and at.day and at.day > safe)
        return ("bad", _("after the last safe day")) if late else ("good", _("recorded"))
    if at.day is None:
        return "warn", _("no day yet")
    if safe and at.day > safe:
        return "bad", _("too late")
    if opens and at.day < opens:
        return "bad", _("too early")
    if at.day < today:
        return "bad", _("the day is over")
    if safe and (safe - at.day).days < 30:
        return "warn", _("close to the last day")
    return "plain", ""


def _row(whose: PlannedFor, file: ScenarioFile, steps: tuple[StepRow, ...], laid: LaidOver) -> ScenarioRow:
    found = [(use, one) for use in file.rules for one in laid.findings(use.rule, use.whom)]
    asks = _asks(whose, [one for _use, one in found])
    known = [(use, one) for use, one in found if one.outcome == "found"]
    lines = [line for use, one in known for line in _lines(whose, use, one)]
    answer, tone = _answer(file, steps, laid, asks)
    notes = (told(file.note), *notes_of(*(one for _use, one in known)))
    return ScenarioRow(
        file.scenario,
        told(file.title),
        told(file.about),
        f"{file.scenario}.{file.target}",
        answer,
        tone,
        steps,
        tuple((line.label, line.value) for line in lines if not line.step),
        (*each_step_once(lines), *_law(file)),
        asks,
        tuple(dict.fromkeys(filter(None, notes))),
        any(one.how == "tried" for one in steps),
    )


def _asks(whose: PlannedFor, findings: Iterable[Finding]) -> tuple[Ask, ...]:
    asked = (ask for one in findings for ask in whose.at.asks(one, person_id=one.person_id or ""))
    return tuple(dict.fromkeys(asked))


def _lines(whose: PlannedFor, use: RuleUseFile, finding: Finding) -> Iterator[Line]:
    """Give the lines of a rule; of children and petitioners with whose they are."""
    who = whose.at.name(finding.person_id or "") if use.whom != "applicant" else ""
    for line in lines_of(whose.at, finding, *use.gives):
        yield replace(line, label=f"{who}: {line.label}") if who and not line.step else line


def _law(file: ScenarioFile) -> tuple[Line, ...]:
    """Give the authority on which the scenario itself rests."""
    verify = file.confidence != "sourced"
    return (Line(_("What this scenario rests on"), "§", authority="; ".join(file.cite), verify=verify),)


def _answer(
    file: ScenarioFile, steps: tuple[StepRow, ...], laid: LaidOver, asks: tuple[Ask, ...]
) -> tuple[str, Tone]:
    bad = [one for one in steps if one.tone == "bad"]
    if bad:
        return " ".join(_trouble(one) for one in bad), "bad"
    holds = laid.holds(file.goal) if file.goal else None
    if file.goal and holds is False:
        return _("This plan does not reach what it is for."), "bad"
    ahead = sorted(
        (one for one in steps if one.how != "recorded" and one.day), key=lambda one: one.day or date.max
    )
    if not ahead:
        words = _("Everything of this plan has happened.") if not asks else _("Nothing can be planned yet.")
        return words, "warn" if asks else "good"
    first = next((one for one in ahead if one.safe), ahead[0])
    words = _("Next: {step}, {day}.").format(step=ahead[0].title, day=on_screen(ahead[0].day))
    if first.safe:
        words += " " + _("Last safe day for “{step}”: {day}.").format(
            step=first.title, day=on_screen(first.safe)
        )
    open_ones = bool(asks) or any(one.day is None or one.tone == "warn" for one in steps)
    return words, "warn" if open_ones else "good"


def _trouble(one: StepRow) -> str:
    day = on_screen(one.day)
    if one.safe and one.day and one.day > one.safe:
        if one.whose:
            words = _("“{step}” on {day} is too late for {name}: the last safe day is {safe}.")
            return words.format(step=one.title, day=day, name=one.whose, safe=on_screen(one.safe))
        words = _("“{step}” on {day} is too late: the last safe day is {safe}.")
        return words.format(step=one.title, day=day, safe=on_screen(one.safe))
    if one.opens and one.day and one.day < one.opens:
        words = _("“{step}” on {day} is too early: it may be taken from {opens} on.")
        return words.format(step=one.title, day=day, opens=on_screen(one.opens))
    return _("“{step}” stands on {day}, which is over: give it another day.").format(step=one.title, day=day)
