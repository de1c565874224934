"""Scenarios as pictures, as a table side by side, and as the sheet that is printed for the attorney."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from immdesk.basics.bands import reach_of
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.calculators.case_at import each_step_once
from immdesk.office.calculators.shapes import Ask, Band, BandKind, Chart, Field, Line, Sheet, Table, Tone
from immdesk.office.planning.laid_over import PlannedFor
from immdesk.office.planning.what_if_rows import ScenarioRow, StepRow

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """What pictures above one another share: the days that are drawn, and the longest name of a step."""

    today: date
    reach: tuple[date, date] | None = None
    widest: str = ""


def chart_of(row: ScenarioRow, frame: Frame, *, named: bool = True) -> Chart:
    """Give the picture of a scenario: each step on its day, the days that are open to it, too late.

    `named` writes the day beside its mark, where there is room.
    """
    legend: tuple[tuple[BandKind, str], ...] = (("window", _("in time")), ("over", _("too late")))
    rows = tuple((one.title, tuple(_bands(one, named))) for one in row.steps)
    return Chart(row.title, rows, frame.today, legend, frame.reach, frame.widest)


def frame_of(rows: Sequence[ScenarioRow], today: date) -> Frame:
    """Give the frame in which all these scenarios are drawn: no farther than a while around their steps."""
    alone = Frame(today)
    reaches = [reach_of(chart_of(row, alone)) for row in rows] or [(today, today + 30 * _DAY)]
    names = [step.title for row in rows for step in row.steps]
    days = [today, *(step.day for row in rows for step in row.steps if step.day)]
    first = max(min(one for one, _last in reaches), min(days) - 30 * _DAY)
    reach = first, min(max(last for _first, last in reaches), max(days) + 730 * _DAY)
    return Frame(today, reach, max(names, key=len, default=""))


def _bands(step: StepRow, named: bool) -> Iterator[Band]:
    if step.opens or step.safe:
        if not (step.opens and step.safe and step.safe < step.opens):
            yield Band("", step.opens, step.safe, "window")
        if step.safe:
            yield Band("", step.safe + _DAY, None, "over")
    if step.day:
        label = on_screen(step.day) if named else ""
        yield Band(label, step.day, step.day, "mark", step.remark or how_words(step))


def how_words(step: StepRow) -> str:
    """Say whence the day of a step is."""
    return {
        "recorded": _("recorded"),
        "tried": _("tried"),
        "rule": _("given by the rules"),
        "assumed": _("assumed"),
        "unknown": _("no day yet"),
    }[step.how]


def beside(step: StepRow) -> str:
    """Say what stands beside the day of a step: whence it is, how it stands to the law, why it is assumed."""
    why = _("assumed, no law: {why}").format(why=step.why) if step.why else how_words(step)
    whose = _("last safe day of {name}").format(name=step.whose) if step.whose else ""
    return " · ".join(dict.fromkeys(part for part in (step.remark, whose, why) if part))


def comparison(rows: Sequence[ScenarioRow]) -> Table:
    """Give the scenarios side by side: what each comes to, and what the rules give of it."""
    columns = (_("What the rules give"), *(one.title for one in rows))
    labels = dict.fromkeys(label for one in rows for label, _value in one.results)
    results = [dict(one.results) for one in rows]
    lines = [(label, *(known.get(label) or "–" for known in results)) for label in labels]
    answers = (_("How it stands"), *(one.answer for one in rows))
    return Table(_("Side by side"), columns, (answers, *lines))


def sheet_of(whose: PlannedFor, rows: Sequence[ScenarioRow]) -> Sheet:
    """Give the sheet of these scenarios, with every line of arithmetic and its law."""
    at = whose.at
    frame = frame_of(rows, at.today)
    asks: dict[Ask, None] = dict.fromkeys(ask for one in rows for ask in one.asks)
    answer, tone = _answer(rows)
    lines = each_step_once(line for one in rows for line in _lines(one))
    return Sheet(
        "what-if",
        _("What-if desk"),
        at.name(whose.person_id),
        answer,
        tone,
        fields=tuple(field for one in rows for field in _tried(one)),
        lines=lines,
        tables=(comparison(rows),) if len(rows) > 1 else (),
        charts=tuple(chart_of(one, frame) for one in rows),
        asks=tuple(asks),
        notes=tuple(dict.fromkeys(note for one in rows for note in one.notes)),
        case=f"{at.whose.number}  {at.whose.title}".strip(),
        as_of=at.today,
    )


def _answer(rows: Sequence[ScenarioRow]) -> tuple[str, Tone]:
    """Say which scenarios hold and which do not."""
    good = ", ".join(one.title for one in rows if one.tone != "bad")
    bad = ", ".join(one.title for one in rows if one.tone == "bad")
    said = (
        _("Holds: {which}.").format(which=good) if good else "",
        _("Does not hold: {which}.").format(which=bad) if bad else "",
    )
    return " ".join(filter(None, said)), "bad" if bad and not good else "warn" if bad else "good"


def _tried(row: ScenarioRow) -> Iterator[Field]:
    for step in row.steps:
        if step.how == "tried" and step.day:
            yield Field(step.key, f"{row.title}, {step.title}", "day", step.day.isoformat(), tried=True)


def _lines(row: ScenarioRow) -> Iterator[Line]:
    """Give a scenario as lines: its answer, each step with its day, then the arithmetic of the rules."""
    yield Line(row.answer, row.title, tone=row.tone)
    for step in row.steps:
        yield Line(step.title, on_screen(step.day), _step_words(step), tone=step.tone)
    yield from row.lines


def _step_words(step: StepRow) -> str:
    """Say within which days a step may be taken, and whence its day is."""
    days = (
        _("may be taken from {day}").format(day=on_screen(step.opens)) if step.opens else "",
        _("last safe day {day}").format(day=on_screen(step.safe)) if step.safe else "",
        beside(step),
    )
    return "; ".join(part for part in days if part)
