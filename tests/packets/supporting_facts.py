"""A fictional sponsor and what the work permit and the travel document ask, as facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.records.support import affidavit_words
from tests.packets.adjusting_facts import adjusting
from tests.packets.family_facts import PETITIONER, vocabulary

Words = dict[str, Any]


def supported(
    sponsor: Words | None = None,
    party: Words | None = None,
    person: Words | None = None,
    signs_as: str = "petitioner",
    family: tuple[Words, ...] = (),
    others: tuple[Words, ...] = (),
) -> Facts:
    """The facts of an I-864; words given replace those of the rich case (None: nobody has said)."""
    facts = adjusting(
        party={"own_petition": True, "income_counted": False, "assets_counted": False, **(party or {})},
        person=person or {},
    )
    said = {word: value for word, value in {**SPONSOR, **(sponsor or {})}.items() if value is not None}
    derived = vocabulary().derive_root("sponsor", said, Facts({}, frozenset({"sponsor.employment"})))
    case = affidavit_words(derived, facts.root("person"), facts.root("party"), signs_as, family, others)
    roots = {"sponsor": derived, "case": {**facts.root("case"), **case}}
    return facts.also(roots, frozenset({"sponsor.employment"}))


def applying(party: Words | None = None, person: Words | None = None) -> Facts:
    """The facts of an I-765 and an I-131, both wanted and confirmed."""
    return adjusting(party={**WANTS, **(party or {})}, person={**ASKED, **(person or {})})


SPONSOR: Words = {
    **PETITIONER,
    "domicile": "United States",
    "on_active_duty": False,
    "dependent_children": 2,
    "other_dependents": 1,
    "sponsored_before": 0,
    "relatives_combining": 1,
    "employment": (
        {
            "employer": "Alamo Valley Credit Union",
            "occupation": "Loan officer",
            "from": date(2020, 3, 2),
            "until": NONE,
        },
    ),
    "is_employed": True,
    "is_self_employed": False,
    "is_retired": False,
    "is_unemployed": False,
    "income": 68000,
    "combines_income": True,
    "members_sign": True,
    "member_1_name": "Rosa O'Brien",
    "member_1_relationship": "sister",
    "member_1_income": 21500,
    "member_2_name": NONE,
    "filed_three_returns": True,
    "not_required_to_file": False,
    "tax_year_1": 2025,
    "tax_income_1": 66120,
    "tax_year_2": 2024,
    "tax_income_2": 0,
    "tax_year_3": NONE,
    "uses_assets": True,
    "asset_cash": 12000,
    "asset_real_estate": 90500,
    "asset_other": 0,
    "member_assets": NONE,
    "interpreter_needed": False,
}

WANTS: Words = {
    "wants_work_permit": True,
    "work_permit_reason": "initial",
    "work_permit_confirmed": True,
    "wants_travel": True,
    "travel_confirmed": True,
    "travel_departs_on": date(2026, 12, 18),
    "travel_purpose": "To visit my grandmother, who is ill.",
    "travel_countries": "Mexico",
    "travel_trips": "more",
    "travel_days": 21,
    "i485_receipt": NONE,
}

ASKED: Words = {
    "filed_i765_before": False,
    "sevis_number": NONE,
    "travel_document_number": NONE,
    "refugee_status": False,
    "had_reentry_document": False,
    "had_advance_parole": True,
    "advance_parole_issued_on": date(2024, 2, 1),
    "advance_parole_whereabouts": "lost",
    "ever_in_proceedings": False,
}
