"""A fictional person who asks for the green card, as facts: the spouse of a citizen, with a hard history."""

from __future__ import annotations

from datetime import date
from typing import Any

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.paths import resource
from immdesk.basics.strictyaml import parse
from immdesk.basics.unknown import NONE
from immdesk.basics.vocabulary import ShapeFile
from tests.packets.family_facts import LISTS, PERSON, PETITIONER, ROOTS, relative, vocabulary

_MORE_LISTS = (
    "other_a_numbers", "citizenships", "children", "arrests", "court_orders", "organizations", "skills",
    "benefits", "institution_stays", "trips",
)  # fmt: skip


def questions() -> tuple[str, ...]:
    """Every yes-or-no question of admissibility, in the order of the form."""
    path = resource("packs", "us", "vocabulary", "admissibility.yaml")
    words = parse(ShapeFile, path.read_text(encoding="utf-8"), path.name).words
    return tuple(name for name, word in words.items() if word.type == "yes_no")


def adjusting(**changed: dict[str, Any]) -> Facts:
    """The facts of an I-485; `changed` replaces words below a first name (None: nobody has said)."""
    said: dict[str, dict[str, Any]] = {
        **ROOTS,
        "petitioner": {**PETITIONER, "addresses": PETITIONER["addresses"][2:]},
        "person": {**PERSON, **dict.fromkeys(questions(), False), **APPLICANT},
        "party": {**ROOTS["party"], "petition_receipt": "IOE0912345678", "classified_as": "child"},
    }
    roots = {name: {**words, **changed.get(name, {})} for name, words in said.items()}
    known = {
        name: {word: value for word, value in words.items() if value is not None}
        for name, words in roots.items()
    }
    whole = {f"{root}.{word}" for root in ("petitioner", "person") for word in (*LISTS, *_MORE_LISTS)}
    return vocabulary().derive(Facts(known, frozenset(whole)))


def poor() -> Facts:
    """The facts of somebody of whom little more than the name is known."""
    return vocabulary().derive(
        Facts({"person": {"family_name": "Soto", "given_name": "Ana"}, "party": {"role": "principal"}})
    )


APPLICANT: dict[str, Any] = {
    "middle_name": "María",
    "ssn": "987-65-4321",
    "phone_mobile": "(210) 555-0174",
    "other_names": (
        {"family_name": "Ortega", "given_name": "Lucía", "middle_name": NONE},
        {"family_name": "López", "given_name": "Lucía", "middle_name": "María"},
        {"family_name": "Ramirez", "given_name": "Lucy", "middle_name": NONE},
    ),
    "used_other_birth_date": True,
    "other_born_on": date(1988, 7, 3),
    "other_born_on_too": NONE,
    "other_a_numbers": ({"kind": "a_number", "value": "A98765432"},),
    "citizenships": ({"country": "Mexico", "from": date(1988, 3, 7), "until": NONE},),
    "arrived_with_passport": True,
    "arrival_visa_number": "V1234567",
    "arrival_visa_issued_on": date(2022, 2, 3),
    "i94_name_same": True,
    "last_arrival_was_first": False,
    "status_now": NONE,
    "crewman_visa": False,
    "arrived_as_crew": False,
    "five_years_at_home": False,
    "mailing_same_as_home": True,
    "wants_ssn_card": True,
    "ssn_consent": True,
    "adjusting_in_court": False,
    "asks_245i": False,
    "asks_cspa": False,
    "support_exemption": "must_submit",
    "applied_for_immigrant_visa": True,
    "immigrant_visa_city": "Ciudad Juárez",
    "immigrant_visa_country": "Mexico",
    "immigrant_visa_result": "refused",
    "immigrant_visa_decided_on": PartialDate(2015, 6),
    "applied_for_residence_before": False,
    "residence_rescinded": False,
    "addresses": (
        {"kind": "residence", "street": "4512 Willow Creek Drive", "unit_type": "apt", "unit": "7",
         "city": "San Antonio", "state": "TX", "zip": "78217", "country": "United States",
         "from": date(2023, 11, 1), "until": NONE},
        {"kind": "residence", "street": "88 Congress Avenue", "city": "Austin", "state": "TX", "zip": "78701",
         "country": "United States", "from": date(2023, 1, 5), "until": date(2023, 11, 1)},
        {"kind": "foreign", "street": "Calle Hidalgo 214", "city": "Guadalajara", "province": "Jalisco",
         "postal_code": "44100", "country": "Mexico", "from": PartialDate(2010), "until": date(2023, 1, 5)},
    ),
    "employment": (
        {"employer": "Alamo Bakery", "occupation": "Baker", "street": "5 Commerce St", "city": "San Antonio",
         "state": "TX", "zip": "78205", "country": "United States", "from": date(2024, 2, 1), "until": NONE},
        {"employer": "Panadería Sol", "occupation": "Clerk", "street": "Av. Juárez 3", "city": "Guadalajara",
         "country": "Mexico", "from": PartialDate(2018), "until": date(2022, 12, 1)},
    ),
    "father": {**relative("Ramírez", "Luis", "parent", 1960), "legal_family_name": NONE},
    "mother": {**relative("Ortega", "Rosa", "parent", 1962), "legal_family_name": "Ramírez"},
    "marriages": (
        {"spouse_family_name": "López", "spouse_given_name": "Juan", "spouse_middle_name": NONE,
         "spouse_born_on": date(1985, 1, 2), "spouse_birth_country": "Mexico", "spouse_citizenship": "Mexico",
         "married_on": date(2008, 1, 1), "city": "Guadalajara", "province": "Jalisco", "country": "Mexico",
         "ended_on": date(2015, 2, 2), "ended_how": "divorce", "ended_city": "Guadalajara",
         "ended_province": "Jalisco", "ended_country": "Mexico"},
        {"spouse_family_name": "Carter", "spouse_given_name": "José", "spouse_middle_name": NONE,
         "married_on": date(2024, 9, 21), "city": "San Antonio", "state": "TX", "country": "United States",
         "ended_on": NONE},
    ),
    "spouse_in_armed_forces": False,
    "living_children": 3,
    "children": tuple(
        {**relative("López", given, "child", 2009 + place), "applies_too": place == 0}
        for place, given in enumerate(("Camila", "Diego", "Eva"))
    ),
    "entries": (
        {"arrived_on": date(2023, 1, 5), "departed_on": NONE, "manner": "inspected", "port": "LAREDO, TX",
         "class_of_admission": "B-2", "i94_number": "123456789A1", "stay_until": date(2023, 7, 4)},
    ),
    "ethnicity": "hispanic",
    "race": ("white", "native_american"),
    "height_feet": 5,
    "height_inches": 4,
    "weight_pounds": 131,
    "eye_color": "brown",
    "hair_color": "black",
    "member_of_organization": True,
    "organizations": (
        {"name": "Bakers of San Antonio", "city": "San Antonio", "province": "TX", "country": "United States",
         "nature": "Trade group, training of bakers", "involvement": "Member",
         "from": PartialDate(2024), "until": NONE},
    ),
    "worked_without_permission": True,
    "worked_without_permission_explained": "Baked at a restaurant in Austin from March to June 2023.",
    "arrested_or_detained": True,
    "arrests": (
        {"kind": "arrested", "happened_on": date(2019, 5, 4), "city": "Guadalajara", "province": "Jalisco",
         "country": "Mexico", "agency": "City police", "charge": "Disorderly conduct",
         "disposition": "no_charges", "disposed_on": date(2019, 5, 6), "sentence": NONE},
    ),
    "unlawfully_present": True,
    "unlawfully_present_explained": "Since July 5, 2023, when the authorized stay ended.",
    "public_charge_category": "not_exempt",
    "household_size": 4,
    "household_income": 61000,
    "household_assets": 18400,
    "household_debts": 0,
    "schooling": "high_school",
    "skills": ({"title": "Food handler certificate, Texas"},),
    "court_orders": (),
    "benefits": (),
    "institution_stays": (),
    "interpreter_needed": False,
}  # fmt: skip
