"""The table of all calculators: what each answers, for whom it is of use, and the function that works it out.

A calculator's function is `work_out(office, case_id, person_id, tried) -> Sheet`. To add one: a module here,
and a row below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.words import _
from immdesk.office.calculators.case_at import CaseAt, case_at
from immdesk.office.calculators.shapes import Sheet

if TYPE_CHECKING:
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator. It is of use where one of the conditions `needs` holds (none: always).

    A condition is written as in the packs, over the facts of the person (roots person, case, party …).
    `otherwise` says in a sentence why it is of no use where none holds. `whom` says whether it is about
    each person of the case or about the case (then `person_id` is ""). `made_by` is "module:function".
    """

    id: str
    title: str
    about: str
    made_by: str
    needs: tuple[str, ...] = ()
    otherwise: str = ""
    whom: Literal["person", "case"] = "person"


@dataclass(frozen=True, slots=True)
class Offered:
    """A calculator as offered for a case: for whom, and why not where it does not fit."""

    id: str
    title: str
    about: str
    person_id: str
    who: str
    fits: bool
    reason: str = ""


def calculators() -> tuple[Calculator, ...]:
    """Give all calculators in the order of the list."""
    return (*_of_work(), *_of_visas(), *_of_stays())


def _of_work() -> tuple[Calculator, ...]:
    return (
        Calculator(
            "worker-clock",
            _("H-1B and L-1 clock"),
            _("The last day of the years allowed, days abroad given back, PERM-by, AC21"),
            "immdesk.office.calculators.worker_clock:work_out",
            ('person.current_status.status in ("H-1B", "H1B", "L-1", "L1", "L-1A", "L1A", "L-1B", "L1B")',),
            _("Nobody in the case holds H-1B or L-1 status now."),
        ),
        Calculator(
            "perm-plan",
            _("PERM plan"),
            _("A legal schedule of the recruitment, and the days on which one may file"),
            "immdesk.office.calculators.perm_plan:work_out",
            ('case.petitioner_is_employer and case.type in ("perm", "h1b-extension")',),
            _("No employer petitions in this case."),
            "case",
        ),
        Calculator(
            "practical-training",
            _("Days without a job (OPT, STEM)"),
            _("Days used of 90 or 150, each gap, and when the limit is reached without a job"),
            "immdesk.office.calculators.practical_training:work_out",
            ("person.opt_card_until != none",),
            _("Nobody in the case has a work permit for practical training."),
        ),
    )


def _of_visas() -> tuple[Calculator, ...]:
    return (
        Calculator(
            "cspa",
            _("Children of the family (CSPA)"),
            _("Whose age is fixed when, by which law; the year to seek residence; a wedding, an oath"),
            "immdesk.office.calculators.family_ages:work_out",
            ("party.is_child",),
            _("Nobody in the case claims as a child."),
            "case",
        ),
        Calculator(
            "charged-to",
            _("Cross-chargeability"),
            _("Whose country of birth the visa is charged to, and which is best this month"),
            "immdesk.office.calculators.charged_to:work_out",
            ('case.category != "IR" and party.role in ("principal", "beneficiary", "derivative")',),
            _("Only where visas are numbered: no category with a cutoff is recorded."),
        ),
    )


def _of_stays() -> tuple[Calculator, ...]:
    return (
        Calculator(
            "naturalization",
            _("Naturalization"),
            _("When Form N-400 may be filed: residence, long absences, each trip, days in the country"),
            "immdesk.office.calculators.naturalization:work_out",
            (
                'case.type == "naturalization" and party.role in ("principal", "beneficiary")',
                "person.is_permanent_resident and not person.is_us_citizen",
            ),
            _("Nobody in the case is a permanent resident."),
        ),
        Calculator(
            "unlawful-presence",
            _("Days without permission"),
            _("Each stay, the bar that leaving brings, until when one may leave, INA 245(i)"),
            "immdesk.office.calculators.unlawful_presence:work_out",
            (
                'party.role not in ("petitioner", "joint_sponsor") and not person.is_us_citizen'
                " and not person.is_permanent_resident",
            ),
            _("Everybody in the case is a citizen or a permanent resident."),
        ),
        Calculator(
            "asylum",
            _("Asylum year and clock"),
            _("The year in which to apply, what excuses a delay, the clock of the work permit"),
            "immdesk.office.calculators.asylum:work_out",
            ('case.type == "asylum" and party.role in ("principal", "beneficiary")',),
            _("This is no asylum case."),
        ),
        Calculator(
            "forgiven-days",
            _("Days forgiven, INA 245(k)"),
            _("Days of violation or of work without permission of a worker who adjusts"),
            "immdesk.office.calculators.forgiven_days:work_out",
            (
                'case.category in ("EB1", "EB2", "EB3", "EB3-OW") and case.filing_place == "adjustment"'
                ' and party.role in ("principal", "beneficiary", "derivative")',
            ),
            _("Only for EB-1, EB-2 and EB-3 where the green card is asked for here."),
        ),
    )


def offered(office: Office, case_id: str) -> tuple[Offered, ...]:
    """Give the calculators for a case and its people: those that fit first, then the others with a reason."""
    at = case_at(office, case_id)
    found = [one for calculator in calculators() for one in _offered(at, calculator)]
    return tuple(sorted(found, key=lambda one: not one.fits))


def work_out(
    office: Office,
    case_id: str,
    calculator_id: str,
    person_id: str = "",
    tried: Mapping[str, str] | None = None,
) -> Sheet:
    """Give the sheet of one calculator, of the first person whom it fits when none is named.

    `tried` holds values by the id of a field, and is never written. Raises Problem for an id that is none,
    a person who is not of the case, or a value that cannot be read.
    """
    calculator = calculator_of(calculator_id)
    at = case_at(office, case_id)
    if calculator.whom == "case":
        person_id = ""
    elif not person_id:
        ranked = sorted(_offered(at, calculator), key=lambda one: not one.fits)
        person_id = ranked[0].person_id if ranked else ""
    elif person_id not in at.whose.names:
        raise Problem(
            _("This person is not part of the case."), _("Nothing was counted."), _("Choose another.")
        )
    module, name = calculator.made_by.split(":")
    made: Sheet = getattr(import_module(module), name)(office, case_id, person_id, tried or {})
    unknown = [one for one in tried or {} if one not in {field.id for field in made.fields}]
    if unknown:
        ids = [field.id for field in made.fields]
        raise Problem(
            _("Nothing called '{id}' may be tried here.").format(id=unknown[0])
            + did_you_mean(unknown[0], ids),
            _("Nothing was tried."),
            _("It may be: {ids}.").format(ids=", ".join(ids)),
        )
    case = f"{at.whose.number}  {at.whose.title}".strip()
    return replace(
        made,
        id=calculator.id,
        title=made.title or calculator.title,
        who=made.who or at.name(person_id),
        case=made.case or case,
        as_of=made.as_of or at.today,
    )


def calculator_of(calculator_id: str) -> Calculator:
    """Give the calculator of this id. Raises Problem when there is none."""
    by_id = {one.id: one for one in calculators()}
    if calculator_id not in by_id:
        raise Problem(
            _("There is no calculator '{id}'.").format(id=calculator_id) + did_you_mean(calculator_id, by_id),
            "",
            _("There are: {ids}.").format(ids=", ".join(by_id)),
        )
    return by_id[calculator_id]


def _offered(at: CaseAt, calculator: Calculator) -> list[Offered]:
    people = [""] if calculator.whom == "case" else list(at.whose.names)
    rows = []
    for person_id in people:
        fits = _fits(at, calculator, person_id)
        rows.append(
            Offered(
                calculator.id,
                calculator.title,
                calculator.about,
                person_id,
                at.name(person_id),
                fits,
                "" if fits else calculator.otherwise,
            )
        )
    return [one for one in rows if one.fits] or rows[:1]


def _fits(at: CaseAt, calculator: Calculator, person_id: str) -> bool:
    """Say whether a calculator is of use for a person; one about the case, where it is for anybody in it."""
    if person_id:
        scopes = [at.of_person(person_id)]
    else:
        scopes = [at.subjects("case")[0].facts, *(at.of_person(one) for one in at.whose.names)]
    return not calculator.needs or any(
        _holds(at, text, facts) for text in calculator.needs for facts in scopes
    )


def _holds(at: CaseAt, text: str, facts: Any) -> bool:
    from immdesk.basics.conditions import compile_condition

    return compile_condition(text, at.library.vocabulary, where="calculators").weigh(facts) is True
