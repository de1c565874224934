"""A fictional petition for a worker, as facts: an extension of the H-1B stay with the same employer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from tests.packets.family_facts import ROOTS, vocabulary

WHOLE = ("person.other_names", "person.citizenships", "person.addresses", "person.stays_in_h_or_l")


def petition(**changed: dict[str, Any]) -> Facts:
    """The facts of an I-129; `changed` replaces words below a first name (None: nobody has said)."""
    said: dict[str, dict[str, Any]] = {
        "office": ROOTS["office"], "attorney": ROOTS["attorney"],
        "person": WORKER, "employer": EMPLOYER, "job": JOB, "case": CASE, "party": {"role": "principal"},
    }  # fmt: skip
    roots = {name: {**words, **changed.get(name, {})} for name, words in said.items()}
    known = {
        name: {word: value for word, value in words.items() if value is not None}
        for name, words in roots.items()
    }
    return vocabulary().derive(Facts(known, frozenset(WHOLE)))


HOME = {
    "kind": "residence", "country": "United States", "street": "77 Palm Avenue", "unit_type": "apt",
    "unit": "5", "city": "San Diego", "state": "CA", "zip": "92103", "from": date(2022, 1, 1), "until": NONE,
}  # fmt: skip
ABROAD = {
    "kind": "foreign", "country": "India", "street": "12 Temple Road", "city": "Chennai",
    "province": "Tamil Nadu", "postal_code": "600004", "from": date(1990, 2, 11), "until": date(2020, 10, 1),
}  # fmt: skip
WORKER: dict[str, Any] = {
    "family_name": "Iyer", "given_name": "Priya", "middle_name": "Lakshmi", "full_name": "Priya Lakshmi Iyer",
    "other_names": (), "sex": "female", "born_on": date(1990, 2, 11), "birth_country": "India",
    "birth_province": "Tamil Nadu", "ssn": "987-65-4320", "a_number": NONE, "in_us_now": True,
    "citizenships": ({"country": "India", "from": date(1990, 2, 11), "until": NONE},),
    "addresses": (HOME, ABROAD),
    "entries": ({"arrived_on": date(2024, 1, 10), "i94_number": "12345678901", "departed_on": NONE},),
    "documents": (
        {
            "kind": "passport", "number": "Z1234567", "country": "India", "issued_on": date(2021, 5, 1),
            "expires_on": date(2031, 4, 30),
        },
    ),
    "status_periods": (
        {
            "status": "H-1B", "from": date(2020, 10, 2), "until": date(2026, 9, 30),
            "i94_until": date(2026, 9, 30),
        },
    ),
    "stays_in_h_or_l": (
        {"from": date(2020, 10, 2), "until": date(2022, 12, 1)},
        {"from": date(2022, 12, 31), "until": NONE},
    ),
    "number_of_stays": 2,
    "education_level": "master", "field_of_study": "Computer science",
    "work_summary": "Data engineer since 2020.", "in_proceedings_now": False, "was_exchange_visitor": False,
    "owns_employer": False,
}  # fmt: skip
EMPLOYER: dict[str, Any] = {
    "name": "Meridian Analytics, Inc.", "fein": "12-3456789", "country": "United States",
    "street": "400 Market Street", "unit_type": "ste", "unit": "900", "city": "San Diego", "state": "CA",
    "zip": "92101", "phone": "(619) 555-0142", "email": "office@meridian.example",
    "type_of_business": "Data analysis software", "naics": "541511", "founded_year": 2009,
    "employees_us": 64, "employees_fte": 60, "gross_income": Decimal(12500000),
    "net_income": Decimal(900000), "is_nonprofit": False, "nonprofit_kind": "none_of_these",
    "h1b_dependent": False, "willful_violator": False, "fifty_fifty": False,
    "signatory": {"family_name": "Okafor", "given_name": "Grace", "title": "Vice President"},
}  # fmt: skip
JOB: dict[str, Any] = {
    "title": "Senior Data Engineer", "duties": "Designs and runs data pipelines.", "full_time": True,
    "offsite": False, "cnmi_only": False, "export_license": False, "wage_from": Decimal(152000),
    "wage_unit": "year", "wage_year": Decimal(152000), "other_compensation": NONE,
    "lca_number": "I-200-26180-123456", "dot_code": "030", "lca_class": "H-1B",
    "requested_from": date(2026, 10, 1),
    "requested_until": date(2026, 11, 20),
    "worksite": {
        "street": "400 Market Street", "unit_type": "ste", "unit": "900", "city": "San Diego", "state": "CA",
        "zip": "92101", "third_party": False,
    },
}  # fmt: skip
CASE: dict[str, Any] = {
    "classification": "H-1B", "petition_basis": "continuation", "petition_action": "extend",
    "latest_receipt": "WAC2012345678",
    "notify_office": "consulate", "consulate_city": "Chennai", "consulate_country": "India",
    "passports_valid": True, "other_petitions_filed": NONE, "i94_applications": NONE,
    "dependent_applications": 1, "immigrant_petitions": NONE, "filed_before_for_worker": True,
    "filed_before_explained": "Form I-129, WAC2012345678, approved.", "itinerary_included": False,
    "later_extension": True, "amended_without_extension": False, "corrects_uscis_error": False,
    "cap_kind": "exempt", "cap_reasons": ("counted_before",), "guam_cap": False, "guam_cap_before": False,
}  # fmt: skip
ABROAD_WORK: dict[str, Any] = {
    "company_abroad": "Meridian Analytics Pvt. Ltd.", "company_abroad_country": "India",
    "company_abroad_street": "9 Mount Road", "company_abroad_city": "Chennai",
    "company_abroad_province": "Tamil Nadu", "company_abroad_postal_code": "600002",
    "company_tie": "subsidiary", "company_tie_same": True, "abroad_from": date(2015, 6, 1),
    "company_owners": "Meridian Analytics, Inc. owns 100 percent of the company abroad.",
    "abroad_until": date(2020, 9, 30), "abroad_breaks": NONE, "abroad_title": "Data engineer",
    "abroad_duties": "Led the data platform group of eleven engineers in Chennai.",
    "new_office": False, "works_at_client": True, "client_control": "Grace Okafor, all of the time.",
    "client_reason": "The client's machines cannot be moved.",
}  # fmt: skip
STAGE: dict[str, Any] = {
    "o1_kind": "film_or_television", "o1_events": "A series of six films, October 2026.",
    "o1_union_exists": True, "o1_opinion_sent": "requested", "o1_peer_name": "Screen Guild",
    "o1_peer_street": "5 Sunset Boulevard", "o1_peer_city": "Los Angeles", "o1_peer_state": "CA",
    "o1_peer_zip": "90028", "o1_peer_on": date(2026, 8, 3), "o1_peer_phone": "(323) 555-0101",
    "o1_management_name": "Alliance of Producers", "o1_management_street": "7 Vine Street",
    "o1_management_city": "Burbank", "o1_management_state": "CA", "o1_management_zip": "91505",
    "o1_management_on": date(2026, 8, 4), "o1_management_phone": "(818) 555-0102",
}  # fmt: skip
