"""A fictional conditional resident as facts: all that Form I-751 asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from tests.packets.protection_facts import protected


def conditional(**person: Any) -> Facts:
    """The facts of somebody who lifts the conditions together with the spouse, one child applying too."""
    return protected(**{**TOLD, **person})


_SPOUSE = {
    "spouse_family_name": "Carter", "spouse_given_name": "José", "spouse_middle_name": NONE,
    "spouse_born_on": date(1985, 2, 3), "spouse_a_number": NONE, "married_on": date(2024, 9, 21),
    "city": "San Antonio", "state": "TX", "country": "United States",
}  # fmt: skip

TOLD: dict[str, Any] = {
    "marriages": ({**_SPOUSE, "ended_on": NONE},),
    "conditional_until": date(2027, 3, 9), "lift_basis": "together", "conditions_through": "spouse",
    "conditions_spouse_ssn": "111-22-3333", "conditions_spouse_here": True,
    "conditions_other_marriage": False,
    "conditions_moved": True, "conditions_spouse_serves": False, "ever_in_proceedings": False,
    "conditions_offense": True, "conditions_offense_explained": "Fined for a noisy party in 2025.",
    "conditions_paid_other": False, "accommodation_own": True, "accommodation_spouse": False,
    "accommodation_child": True,
    "accommodation_deaf": NONE, "accommodation_blind": "Large print", "accommodation_other": NONE,
}  # fmt: skip

DIVORCED: dict[str, Any] = {
    "marital_status": "divorced", "lift_basis": "divorced", "lift_alone_told": "He left in May 2026.",
    "marriages": ({**_SPOUSE, "ended_on": date(2026, 7, 2), "ended_how": "divorce"},),
    "conditions_spouse_here": False, "conditions_spouse_street": "9 Ninth Street",
    "conditions_spouse_unit": NONE, "conditions_spouse_city": "Waco", "conditions_spouse_state": "TX",
    "conditions_spouse_zip": "76701",
}  # fmt: skip
