"""The children of a family: whose age is fixed when, by which law, until when residence must be sought.

Every answer is that of a rule of the pack, weighed over the case and over what is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.words import _
from immdesk.law.worked_out.cspa import CHART_IN_USE, FINAL_ACTION
from immdesk.office.calculators.by_rule import known_day, notes_of
from immdesk.office.calculators.case_at import CaseAt, case_at, lines_of, value_of
from immdesk.office.calculators.family_ages_opt_out import opt_out
from immdesk.office.calculators.family_ages_picture import ages_chart
from immdesk.office.calculators.family_ages_tried import Tried, read_tried
from immdesk.office.calculators.shapes import Ask, Line, Sheet, Table, Tone

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office
    from immdesk.records.facts_of import Subject

AGE, FREEZE, ASYLEE = "cspa-age", "cspa-ir-freeze", "cspa-asylee-refugee"
CHART, SEEK, OATH = "cspa-chart-policy", "cspa-sought-to-acquire", "cspa-f2a-naturalization"
MARRIAGE = "marriage-ends-child-category"


@dataclass(frozen=True, slots=True)
class Child:
    """One child: the facts with what is tried, the rule that governs, and what the rules make of it."""

    person_id: str
    name: str
    facts: Facts
    governs: Finding
    chart: Finding
    seek: Finding
    oath: Finding
    marriage: Finding
    again: Finding | None = None
    """The CSPA age by the day on which a visa number was available again, where a new year began."""

    @property
    def all(self) -> tuple[Finding, ...]:
        """Give every finding."""
        return self.governs, self.chart, self.seek, self.oath, self.marriage

    @property
    def married(self) -> bool:
        """Say whether the child is married."""
        return self.facts.get("person.marital_status") in ("married", "separated")

    @property
    def is_child(self) -> bool | None:
        """Say whether the law still takes this person as a child; None while nobody can say."""
        if self.married:
            return False
        for name in ("under_21", "child"):
            answer = value_of(self.governs, name)
            if isinstance(answer, bool):
                return answer
        return None

    @property
    def seek_by(self) -> date | None:
        """Give the safe last day to seek residence; none while no year runs, or where none is needed."""
        if value_of(self.seek, "restarted") is True:
            return known_day(value_of(self.seek, "seek_by"))
        return known_day(value_of(self.governs, "seek_by"))


def work_out(office: Office, case_id: str, _person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the sheet of all children of a case. Raises Problem when what is tried cannot be read."""
    at = case_at(office, case_id)
    subjects = [one for one in at.subjects("party") if one.facts.get("party.is_child") is True]
    open_asks = _of_whom_nobody_knows(at)
    if not subjects:
        words = _("Cannot say yet who claims as a child.") if open_asks else ""
        words = words or _("Nobody in the case claims as a child.")
        return Sheet("", "", "", words, "warn" if open_asks else "plain", asks=open_asks)
    asked = read_tried(at, subjects, tried)
    children = [weigh(at, one, asked.over(one)) for one in subjects]
    answer, tone = _answer(children)
    shown = [one for one in children if asked.child in ("", one.person_id)]
    keeping, option = opt_out(office, at, shown)
    return Sheet(
        "",
        "",
        ", ".join(one.name for one in children),
        answer,
        tone,
        fields=asked.fields,
        lines=tuple(line for one in shown for line in _lines(at, one, asked)),
        tables=(_table(at, children), *keeping),
        charts=ages_chart(at, children),
        asks=(*_asks(at, children), *open_asks),
        notes=(*option, *dict.fromkeys(note for one in shown for note in notes_of(*one.all))),
    )


def weigh(at: CaseAt, subject: Subject, facts: Facts) -> Child:
    """Weigh all rules about a child's age; asylum and refugee families first, then immediate relatives."""
    found = {one: at.weigh(one, subject, facts) for one in (ASYLEE, FREEZE, AGE)}
    governs = next(
        (one for one in found.values() if one.outcome != "not applicable"),
        found[_would_govern(facts)],
    )
    seek = at.weigh(SEEK, subject, facts)
    again = None
    if governs.rule == AGE and value_of(seek, "restarted") is True:
        later = facts.get("case.visa_available_again_on")
        case = {
            **facts.root("case"),
            "visa_available_on": later if isinstance(later, date) else NONE,
        }
        again = at.weigh(AGE, subject, facts.also({"case": case}))
    chart, oath, marriage = (at.weigh(one, subject, facts) for one in (CHART, OATH, MARRIAGE))
    person_id = subject.person_id or ""
    return Child(person_id, at.name(person_id), facts, governs, chart, seek, oath, marriage, again)


def _would_govern(facts: Facts) -> str:
    """Give the rule that will count once more is known: without a category the family asks for asylum."""
    category = facts.get("case.category")
    if not isinstance(category, str):
        return ASYLEE
    return FREEZE if category == "IR" else AGE


def law_words(child: Child) -> str:
    """Say which law fixes the age, and by which chart where one decides."""
    if child.governs.rule == ASYLEE:
        return _("asylee or refugee family: the day the principal asked")
    if child.governs.rule == FREEZE:
        return _("immediate relative: the day the petition was filed")
    charts = {
        FINAL_ACTION: _("CSPA age, Final Action Dates"),
        CHART_IN_USE: _("CSPA age, the chart in use (policy of 2023)"),
    }
    if child.facts.get("case.filing_place") == "consulate":
        return charts[FINAL_ACTION]
    return charts.get(str(value_of(child.chart, "policy")), _("CSPA age"))


def _answer(children: list[Child]) -> tuple[str, Tone]:
    said = [_("{name}: {words}").format(name=one.name, words=_words(one)) for one in children]
    answers = [one.is_child for one in children]
    if False in answers:
        return " ".join(said), "bad"
    waits = any(one is None for one in answers) or any(one.seek_by for one in children)
    return " ".join(said), "warn" if waits else "good"


def _words(child: Child) -> str:
    if child.married:
        return _("married, so no longer a child.")
    answer, by = child.is_child, child.seek_by
    if answer is False:
        return _("no longer a child.")
    if answer and by:
        return _("stays a child if residence is sought by {day}.").format(day=on_screen(by))
    if answer and value_of(child.seek, "restarted") is True:
        return _("a new year begins when a visa number is available again.")
    if answer:
        return _("stays a child.")
    out, file_by = value_of(child.governs, "ages_out"), value_of(child.governs, "file_by")
    if isinstance(out, date):
        return _("ages out on {day} unless a visa number is available before.").format(day=on_screen(out))
    if isinstance(file_by, date):
        return _("stays a child if the petition is received by {day}.").format(day=on_screen(file_by))
    if child.governs.rule == ASYLEE:
        return _("the age is fixed on the day on which the principal asks for asylum.")
    return _("cannot say yet.")


def _table(at: CaseAt, children: list[Child]) -> Table:
    columns = (
        _("Child"),
        _("Born"),
        _("Law that counts"),
        _("Age counted"),
        _("Still a child"),
        _("Day"),
        _("Remark"),
    )
    rows = tuple(
        (
            one.name,
            on_screen(one.facts.get("person.born_on")) or _("not recorded"),
            law_words(one),
            _age(one),
            {True: _("yes"), False: _("no"), None: "?"}[one.is_child],
            _day(one),
            "; ".join(_remarks(at, one)),
        )
        for one in children
    )
    return Table(_("Children"), columns, rows)


def _age(child: Child) -> str:
    years, on = value_of(child.governs, "cspa_age_years"), value_of(child.governs, "adjusted_date")
    if years is not None:
        return _("{years} on {day}").format(years=years, day=on_screen(on))
    frozen = value_of(child.governs, "frozen_on")
    return _("on {day}").format(day=on_screen(frozen)) if isinstance(frozen, date) else ""


def _day(child: Child) -> str:
    for words, day in (
        (_("seek by {day}"), child.seek_by if child.is_child else None),
        (_("ages out {day}"), value_of(child.governs, "ages_out")),
        (_("file by {day}"), value_of(child.governs, "file_by")),
    ):
        if isinstance(day, date):
            return words.format(day=on_screen(day))
    return ""


def _remarks(at: CaseAt, child: Child) -> list[str]:
    said = []
    born, filed = child.facts.get("person.born_on"), child.facts.get("case.petition_filed_on")
    if not isinstance(born, date):
        said.append(_("ask for the whole date of birth"))
    elif isinstance(filed, date) and born > filed:
        said.append(_("born after the petition was filed"))
    if isinstance(born, date) and born > at.today:
        said.append(_("the date of birth lies ahead: correct it"))
    if child.married:
        said.append(_("married"))
    in_use = value_of(child.chart, "policy") == CHART_IN_USE
    if in_use and not isinstance(child.facts.get("case.visa_available_in_use_on"), date):
        said.append(_("which chart USCIS named then is not recorded: Final Action Dates were counted"))
    category = child.facts.get("case.category")
    if child.is_child is False and category == "F2A" and not child.married:
        said.append(_("moves to F2B and keeps the priority date"))
    by_oath = value_of(child.oath, "naturalize_by")
    if isinstance(by_oath, date):
        said.append(_("immediate relative if the parent's oath is by {day}").format(day=on_screen(by_oath)))
    if value_of(child.oath, "immediate_relative") is True:
        said.append(_("immediate relative since the parent's oath"))
    if child.again is not None:
        said.append(_again(child.again))
    return said


def _again(again: Finding) -> str:
    safe, out = value_of(again, "under_21"), value_of(again, "ages_out")
    if isinstance(safe, bool):
        words = _("counted again from the new day: still a child") if safe else ""
        return words or _("counted again from the new day: no longer a child")
    return _("counted again when it is available: ages out on {day}").format(day=on_screen(out))


def _lines(at: CaseAt, child: Child, asked: Tried) -> tuple[Line, ...]:
    """Give the answers about one child; the arithmetic too where one is chosen, or there is only one."""
    tones: dict[bool | None, Tone] = {True: "good", False: "bad", None: "warn"}
    tone, steps = tones[child.is_child], bool(asked.child) or asked.alone
    lines = [Line(law_words(child), child.name, "", "; ".join(child.governs.cite), tone=tone)]
    if child.married:
        why = _("a child must be unmarried; a later divorce does not bring a resident's petition back")
        cited = "; ".join(child.marriage.cite or child.governs.cite)
        lines.append(
            Line(at.label("person.marital_status"), _("married"), why, cited, verify=True, tone="bad")
        )
    shown = (child.governs, *([child.seek] if child.seek.outcome == "found" else []), child.oath)
    for finding in shown:
        names = () if steps else _KEY.get(finding.rule, ())
        lines += lines_of(
            at, finding, *names, tone=tone if finding is child.governs else "plain", steps=steps
        )
    if child.chart.outcome == "found" and steps:
        lines += lines_of(at, child.chart)
    return tuple(lines)


_KEY = {AGE: ("cspa_age_years", "under_21", "ages_out", "seek_by")}
"""The results that are shown of a child when the whole family is looked at."""


def _asks(at: CaseAt, children: list[Child]) -> tuple[Ask, ...]:
    found: dict[tuple[str, str], Ask] = {}
    for child in children:
        for ask in at.asks(child.governs, child.seek, person_id=child.person_id):
            found.setdefault((ask.path, ask.person_id), ask)
        born = child.facts.get("person.born_on")
        if not isinstance(born, date):
            ask = Ask("person.born_on", at.label("person.born_on"), child.person_id)
            found.setdefault((ask.path, ask.person_id), ask)
    return tuple(found.values())


def _of_whom_nobody_knows(at: CaseAt) -> tuple[Ask, ...]:
    """Ask what the people are of whom nobody has said whether they claim as a child."""
    path = "party.relationship"
    unknown = (one for one in at.subjects("party") if isinstance(one.facts.get("party.is_child"), Unknown))
    return tuple(Ask(path, at.label(path), one.person_id or "") for one in unknown)
