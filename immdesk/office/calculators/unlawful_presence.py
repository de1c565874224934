"""Days without permission: each stay, the bar that leaving brings, until when one may leave, INA 245(i)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE, Nothing
from immdesk.basics.words import _, n_
from immdesk.law.worked_out.presence import Marks, earlier_stays, marks_of
from immdesk.office.calculators.by_rule import (
    known_day,
    names_of,
    notes_of,
    numbers_of,
    party_of,
    unknown_asks,
)
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    choice_field,
    day_field,
    lines_of,
    overlaid,
    value_of,
    yes_no_field,
)
from immdesk.office.calculators.shapes import Band, Chart, Field, Line, Sheet, Table, Tone

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office
    from immdesk.records.facts_of import Subject

_BARS, _PROTECTED = "unlawful-presence-bars", "adjust-245i"
_STAY = "person.last_entry.stay_until"
_SECRET = "without_inspection"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules make of one person: the bars, INA 245(i), and the days on which the stay turns."""

    at: CaseAt
    bars: Finding
    protected: Finding
    marks: Marks | None
    runs_until: date | None
    """The last day of a stay that is not over: then the bars are those of the days that follow."""


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the sheet of one person. Raises Problem when what is tried cannot be read."""
    at = case_at(office, case_id)
    subject = party_of(at, person_id)
    if subject is None:
        return Sheet("", "", "", _("Nobody of this case is asked about."), "plain")
    fields, facts = _tried(at, subject.facts, tried)
    found = weigh(at, subject, facts)
    answer, tone = _answer(at, facts, found)
    silent = unknown_asks(at, facts, (_STAY, "person.grandfathering_petition_on"), person_id)
    asks = {one.path: one for one in (*silent, *at.asks(found.bars, found.protected, person_id=person_id))}
    return Sheet(
        "",
        "",
        at.name(person_id),
        answer,
        tone,
        fields=fields,
        lines=_lines(found),
        tables=_stays(at, facts, found),
        charts=_chart(at, facts, found),
        asks=tuple(asks.values()),
        notes=notes_of(found.bars, found.protected),
    )


def weigh(at: CaseAt, subject: Subject, facts: Facts) -> Weighed:
    """Weigh the bars today, or on a later day of leaving; a stay that still runs, from the day after it."""
    until, leaves = known_day(facts.get(_STAY)), known_day(facts.get("person.last_entry.departed_on"))
    runs = until if until and until >= at.today and not (leaves and leaves <= at.today) else None
    day = max(filter(None, (at.today, leaves, runs + _DAY if runs else None)))
    bars = replace(at, today=day).weigh(_BARS, subject, facts)
    return Weighed(
        at,
        bars,
        at.weigh(_PROTECTED, subject, facts),
        marks_of(names_of(bars), numbers_of(at, _BARS)) if names_of(bars).values else None,
        runs,
    )


def _tried(at: CaseAt, facts: Facts, tried: Mapping[str, str]) -> tuple[tuple[Field, ...], Facts]:
    entry = facts.get("person.last_entry")
    row: dict[str, Any] = dict(entry) if isinstance(entry, Mapping) else {}
    ways = (
        ("inspected", _("inspected and admitted, or paroled")),
        (_SECRET, _("without inspection")),
    )
    manner = str(row.get("manner") or "")
    own = "inspected" if manner == "paroled" else manner if manner in dict(ways) else ""
    how, came = choice_field("manner", _("How the last entry was made"), own, ways, tried)
    arrived, entered = day_field("arrived", _("Last entry on"), row.get("arrived_on"), tried, at.today)
    stay, until = day_field(
        "stay_until", _("Permission to stay until"), row.get("stay_until"), tried, at.today
    )
    leave, gone = day_field("leaves", _("Leaves, or left, on"), row.get("departed_on"), tried, at.today)
    birth, born = day_field(
        "born_on", at.label("person.born_on"), facts.get("person.born_on"), tried, at.today
    )
    pending, filed = day_field(
        "i485", at.label("party.i485_filed_on"), facts.get("party.i485_filed_on"), tried, at.today
    )
    row |= {"arrived_on": entered} if arrived.tried else {}
    row |= {"stay_until": until} if stay.tried else {}
    row |= {"departed_on": gone} if leave.tried else {}
    if came == _SECRET and not isinstance(row.get("stay_until"), date):
        row["stay_until"] = NONE
    if gone is None and "departed_on" not in row and row:
        row["departed_on"] = NONE
    values: dict[str, Any] = {"person.last_entry": row} if row else {}
    if stay.tried or how.tried:
        values["person.current_status"] = NONE  # what is tried stands for the permission there is
    values |= {"person.born_on": born} if birth.tried else {}
    values |= {"party.i485_filed_on": filed} if pending.tried else {}
    waits, asked = day_field(
        "i589", at.label("case.i589_filed_on"), facts.get("case.i589_filed_on"), tried, at.today
    )
    values |= {"case.i589_filed_on": asked} if waits.tried else {}
    more, besides = _questions(at, facts, tried)
    return (how, arrived, stay, leave, birth, pending, waits, *more), overlaid(facts, values | besides)


def _questions(
    at: CaseAt, facts: Facts, tried: Mapping[str, str]
) -> tuple[tuple[Field, ...], dict[str, Any]]:
    """Give the questions of the permanent bar and of INA 245(i)."""
    fields: list[Field] = []
    values: dict[str, Any] = {}
    for field_id, path in (
        ("removed", "person.ever_removed"),
        ("came_back", "person.came_back_uninspected"),
        ("worked", "person.worked_without_permission"),
        ("here_2000", "person.here_on_2000_12_21"),
    ):
        field, answer = yes_no_field(field_id, at.label(path), facts.get(path), tried)
        fields.append(field)
        values |= {path: answer} if field.tried else {}
    path = "person.grandfathering_petition_on"
    field, day = day_field("old_petition", at.label(path), facts.get(path), tried, at.today)
    return (*fields[:3], field, fields[3]), values | ({path: day} if field.tried else {})


def _answer(at: CaseAt, facts: Facts, found: Weighed) -> tuple[str, Tone]:
    bar, days = value_of(found.bars, "bar"), value_of(found.bars, "unlawful_days")
    if bar is None:
        if isinstance(facts.get(_STAY), str):
            return _("Duration of status (D/S): no day counts before a formal finding."), "good"
        if found.bars.outcome == "not applicable" and known_day(facts.get(_STAY)) is None:
            return _("Cannot say yet how many days without permission there are."), "warn"
        return found.bars.note or _("Cannot say yet which bar leaving would bring."), "warn"
    if found.runs_until and not known_day(facts.get("person.last_entry.departed_on")):
        words = _("The permission runs until {day}: no day counts yet.").format(
            day=on_screen(found.runs_until)
        )
        return f"{words} {_last_day(found)}".strip(), "good"
    counted = n_("{n} day without permission", "{n} days without permission", int(days or 0))
    said = {
        "none": _("{days}: leaving brings no bar."),
        "3-year": _("{days}: leaving brings the three-year bar."),
        "10-year": _("{days}: leaving brings the ten-year bar."),
        "permanent": _("{days}: the permanent bar. An attorney decides before anything is filed."),
    }[str(bar)].format(days=counted)
    ends = value_of(found.bars, "bar_ends")
    if isinstance(ends, date):
        until = _("The bar ends on {day}.").format(day=on_screen(ends))
        said = f"{said} {until}"
    tone: Tone = "good" if bar == "none" and not days else "warn" if bar == "none" else "bad"
    return f"{said} {_last_day(found)}".strip(), tone


def _last_day(found: Weighed) -> str:
    day, ten = value_of(found.bars, "leave_by"), value_of(found.bars, "leave_before_ten_years")
    if isinstance(day, date):
        return _("Last day to leave without a bar: {day}.").format(day=on_screen(day))
    if isinstance(ten, date):
        return _("Last day to leave without the ten-year bar: {day}.").format(day=on_screen(ten))
    return ""


def _lines(found: Weighed) -> tuple[Line, ...]:
    tones: dict[str, Tone] = {"none": "plain", "3-year": "bad", "10-year": "bad", "permanent": "bad"}
    tone = tones.get(str(value_of(found.bars, "bar")), "warn")
    covered: Tone = "good" if value_of(found.protected, "protected") else "plain"
    return (*lines_of(found.at, found.bars, tone=tone), *lines_of(found.at, found.protected, tone=covered))


def _stays(at: CaseAt, facts: Facts, found: Weighed) -> tuple[Table, ...]:
    """Give each arrival with its days without permission, the last one as the rule counted it."""
    names = names_of(found.bars)
    if not names.values:
        return ()
    rows = [
        (on_screen(one.entered), _until(one.until), on_screen(one.left), str(one.days), one.note)
        for one in earlier_stays(names, numbers_of(at, _BARS))
    ]
    days = value_of(found.bars, "unlawful_days")
    left = names.get("departed")
    rows.append(
        (
            on_screen(names.get("entered")),
            _until(names.get("authorized_stay_end")),
            on_screen(left) if isinstance(left, date) else _("still here"),
            on_screen(days),
            _("the stay asked about"),
        )
    )
    columns = (_("Arrived"), _("Permission until"), _("Left"), _("Days without permission"), _("Remark"))
    note = _("For three and ten years each stay counts by itself; the permanent bar looks at all together.")
    return (Table(_("Stays"), columns, tuple(rows), note),)


def _until(value: Any) -> str:
    return _("none: without inspection") if isinstance(value, Nothing) else on_screen(value)


def _chart(at: CaseAt, facts: Facts, found: Weighed) -> tuple[Chart, ...]:
    marks, names = found.marks, names_of(found.bars)
    if marks is None:
        return ()
    entered, left = known_day(names.get("entered")), known_day(names.get("departed"))
    end = left or None
    stay: list[Band] = []
    if entered and entered <= marks.last_good:
        stay.append(Band(_("no day counts"), entered, marks.last_good, "other"))
    for label, first, last, kind in (
        (_("no bar yet"), marks.last_good + _DAY, marks.no_bar, "counted"),
        (_("three years"), marks.no_bar + _DAY, marks.no_ten_years, "over"),
        (_("ten years"), marks.no_ten_years + _DAY, None, "over"),
    ):
        if end is None or first <= end:
            stop = last if end is None or (last and last <= end) else end
            stay.append(Band(label, first, stop, kind))  # type: ignore[arg-type]
    rows = [(_("This stay"), tuple(stay))]
    over = value_of(found.bars, "bar_ends")
    if left and isinstance(over, date):
        rows.append((_("Bar"), (Band("", left, over - _DAY, "over"),)))
    by = value_of(found.bars, "leave_by")
    if isinstance(by, date):
        rows.append((_("Leave by"), (Band(on_screen(by), by, by, "mark"),)))
    return (Chart(_("Days without permission"), tuple(rows), at.today),)
