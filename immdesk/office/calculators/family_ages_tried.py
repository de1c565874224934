"""What may be tried for the children of a family: days of the visa number, the oath, a wedding, a filing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _
from immdesk.office.calculators.case_at import CaseAt, choice_field, day_field, overlaid, yes_no_field
from immdesk.office.calculators.shapes import Field

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.records.facts_of import Subject


@dataclass(frozen=True, slots=True)
class Tried:
    """The fields, the child looked at ("" all), and what is laid over everybody and over that child."""

    fields: tuple[Field, ...]
    child: str
    alone: bool
    family: Mapping[str, Any]
    one: Mapping[str, Any]

    def over(self, subject: Subject) -> Facts:
        """Give the facts of a child with what is tried laid over."""
        mine = self.one if self.alone or subject.person_id == self.child else {}
        return overlaid(subject.facts, {**self.family, **mine})


_ALL = "all"
_PREFERENCE = (
    ("petition_approved", "case.petition_approved_on"),
    ("visa_available", "case.visa_available_on"),
    ("visa_unavailable", "case.visa_unavailable_on"),
    ("visa_again", "case.visa_available_again_on"),
    ("i485_filed", "party.i485_filed_on"),
)
_RELATIVE = (("petition_filed", "party.petition_filed_on"),)
_ASYLUM = (("i589_filed", "case.i589_filed_on"), ("interview", "case.refugee_interview_on"))
_OATH = ("oath", "petitioner.naturalized_on")


def days_of(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Give the days that are tried for the whole family, each with the path over which it is laid.

    They are those that the law reads which governs the family: a petition, a visa number, or asylum.
    """
    category = facts.get("case.category")
    if not isinstance(category, str):
        return _ASYLUM
    mine = _RELATIVE if category == "IR" else _PREFERENCE
    return (*mine, _OATH) if category in ("IR", "F2A", "F2B") else mine


def _label(at: CaseAt, field_id: str, path: str) -> str:
    return _("The petitioning parent's oath of citizenship") if field_id == "oath" else at.label(path)


def read_tried(at: CaseAt, subjects: Sequence[Subject], tried: Mapping[str, str]) -> Tried:
    """Give the fields for these children. Raises Problem when what is tried cannot be read."""
    facts, alone = subjects[0].facts, len(subjects) == 1
    people = tuple((one.person_id or "", at.name(one.person_id or "")) for one in subjects)
    fields: list[Field] = []
    child = ""
    if not alone:
        choices = ((_ALL, _("the whole family")), *people)
        whom, chosen = choice_field("child", _("Looked at"), _ALL, choices, tried)
        child = "" if chosen == _ALL else chosen
        fields.append(replace(whom, tried=False))  # a way of looking, nothing that is tried
    family: dict[str, Any] = {}
    for field_id, path in days_of(facts):
        label = _label(at, field_id, path)
        field, day = day_field(field_id, label, facts.get(path), tried, at.today)
        fields.append(field)
        if field.tried and day:
            family[path] = day
    if "case.visa_available_on" in family:  # a day that is tried stands for either chart
        family["case.visa_available_in_use_on"] = family["case.visa_available_on"]
    mine: dict[str, Any] = {}
    if alone or child:
        own = next(one for one in subjects if alone or one.person_id == child).facts
        fields += _of_one(at, own, tried, mine)
    return Tried(tuple(fields), child, alone, family, mine)


def _of_one(at: CaseAt, facts: Facts, tried: Mapping[str, str], values: dict[str, Any]) -> list[Field]:
    """Give the fields about one child, and put what is tried of it into `values`."""
    path = "person.born_on"
    birth, born = day_field("born_on", at.label(path), facts.get(path), tried, at.today)
    if birth.tried and born:
        values[path] = born
    status = facts.get("person.marital_status")
    known = status in ("married", "separated") if isinstance(status, str) else None
    wed, married = yes_no_field("married", _("Is married"), known, tried)
    if wed.tried and married is not None:
        values["person.marital_status"] = "married" if married else "single"
    return [birth, wed]
