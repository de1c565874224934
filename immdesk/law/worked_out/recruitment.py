"""The steps of a PERM recruitment as they are recorded, and the days that each opens and closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.dates import add_days
from immdesk.basics.finding import Line
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import Nothing
from immdesk.basics.words import _
from immdesk.law.working import Names, Result

RULE = "20 CFR 656.17(e)(1)"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a recruitment: what it is called, its first and its last day, and where it is recorded."""

    words: str
    start: date
    end: date
    path: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps that are recorded, the mandatory ones and the additional ones; `asked` is what they lack."""

    job_order: Step | None
    ads: tuple[Step, ...]
    nof: Step | None
    additional: tuple[Step, ...]
    asked: frozenset[str] = frozenset()

    @property
    def mandatory(self) -> tuple[Step, ...]:
        """The steps that must have ended a month before filing."""
        return tuple(one for one in (self.job_order, *self.ads, self.nof) if one)

    @property
    def every(self) -> tuple[Step, ...]:
        """All steps; the first of them limits the last day for filing."""
        return (*self.mandatory, *self.additional)


@dataclass(frozen=True, slots=True)
class Count:
    """How many days must pass after a step, and how old the first step may be, as the rule has them."""

    wait: int
    within: int

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Count:
        """Read the two numbers from the parameters of a version."""
        return cls(int(parameters["wait_days"]), int(parameters["within_days"]))

    def after(self, steps: Iterable[Step]) -> tuple[Line, ...]:
        """Give for each step the first day on which filing may follow it: the 30th day after its last."""
        said, why = _("{}: {} days after its last day"), _("it ended on {}")
        return tuple(
            Line(
                add_days(one.end, self.wait),
                said.format(one.words, self.wait),
                why.format(on_screen(one.end)),
                RULE,
                one.path,
            )
            for one in steps
        )

    def first(self, steps: Steps) -> Result:
        """Give the first day for filing after all steps; cautious offices take the day after it."""
        waited = (*self.after(steps.mandatory), *self.second_latest(steps.additional))
        ended = max((one.end for one in steps.additional), default=None)
        lines = [
            *waited,
            *([Line(ended, _("the last additional step has ended"), "", RULE)] if ended else []),
        ]
        first: date = max(line.value for line in lines)
        lines.append(Line(first, _("the latest of these days"), _("an earliest day never rolls")))
        if all(line.value != first for line in waited):
            return Result(first, tuple(lines))
        reason = _("The Department of Labor allows day {}; cautious offices file a day later.").format(
            self.wait
        )
        return Result(first, tuple(lines), add_days(first, 1), reason)

    def last(self, steps: Iterable[Step]) -> Result:
        """Give the last day for filing: 180 days after the first day of the first step."""
        first = min(steps, key=lambda one: one.start)
        day = add_days(first.start, self.within)
        lines = (
            Line(
                first.start,
                _("{}: the first day of the first step").format(first.words),
                "",
                RULE,
                first.path,
            ),
            Line(day, _("add {} days").format(self.within), _("no step may be older at filing"), RULE),
        )
        return Result(day, lines)

    def second_latest(self, steps: tuple[Step, ...]) -> tuple[Line, ...]:
        """Give the wait after the second-latest beginning: one step only may lie wholly in the last month."""
        if len(steps) < 2:
            return ()
        one = sorted(steps, key=lambda step: step.start)[-2]
        said = _("{}: {} days after it began").format(one.words, self.wait)
        why = _("only one additional step may lie wholly within the {} days before filing").format(self.wait)
        return (Line(add_days(one.start, self.wait), said, why, "20 CFR 656.17(e)(1)(ii)", one.path),)


def read_steps(names: Names) -> Steps:
    """Read the steps from `job_order`, `sunday_ads`, `nof` and `additional`, as far as they are known."""
    asked: set[str] = set()
    job_order = _row(names, "job_order", _("Job order"), asked)
    nof = _row(names, "nof", _("Notice of filing"), asked)
    days = names.get("sunday_ads")
    ads = tuple(_ad(names, day) for day in sorted(days)) if _many(days) else ()
    rows = names.get("additional")
    several = [_additional(row, names, asked) for row in rows] if _many(rows) else []
    return Steps(job_order, ads, nof, tuple(one for one in several if one), frozenset(asked))


def remarks(steps: Steps, job_order_days: int) -> list[str]:
    """Give what an attorney should look at again: Sundays, the length of the job order, how many steps."""
    said = []
    if any(one.start.weekday() != 6 for one in steps.ads):
        said.append(_("An advertisement is not on a Sunday."))
    if len({one.start for one in steps.ads}) < 2:
        said.append(_("Two different Sundays are needed, or one and a professional journal."))
    order = steps.job_order
    if order and order.end < add_days(order.start, job_order_days - 1):
        said.append(_("The job order ran for fewer than {} days.").format(job_order_days))
    return said


def _row(names: Names, name: str, words: str, asked: set[str]) -> Step | None:
    row = names.get(name)
    if not isinstance(row, Mapping):
        return None
    start, end = row.get("start"), row.get("end")
    for word, day in (("start", start), ("end", end)):
        if not isinstance(day, date):
            asked.add(names.path(f"{name}.{word}") or name)
    return _step(words, start, end, names.path(f"{name}.end") or name, asked)


def _additional(row: Mapping[str, Any], names: Names, asked: set[str]) -> Step | None:
    start, end, path = row.get("start"), row.get("end"), names.path("additional") or "additional"
    end = start if isinstance(end, Nothing) else end  # it still runs: its beginning is what is sure
    if not isinstance(start, date) or not isinstance(end, date):
        asked.add(path)
    return _step(_("Additional step"), start, end, path, asked)


def _step(words: str, start: Any, end: Any, path: str, asked: set[str]) -> Step | None:
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    if end < start:
        asked.add(path)
        return None
    return Step(words, start, end, path)


def _ad(names: Names, day: date) -> Step:
    return Step(_("Sunday advertisement"), day, day, names.path("sunday_ads"))


def _many(value: Any) -> bool:
    return isinstance(value, (tuple, list))
