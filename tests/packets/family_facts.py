"""A fictional couple as facts: all that Forms I-130 and G-28 ask, and names that are hard to print."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.paths import resource
from immdesk.basics.strictyaml import parse
from immdesk.basics.unknown import NONE
from immdesk.basics.vocabulary import Vocabulary
from immdesk.packets.official import FormMap

USA = "United States"
LISTS = ("addresses", "marriages", "employment", "other_names", "entries", "documents", "family_members")


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    files = sorted(resource("packs", "us", "vocabulary").glob("*.yaml"))
    return Vocabulary.load([(path.name, path.read_text(encoding="utf-8")) for path in files])


@cache
def shipped_map(form: str, edition: str) -> FormMap:
    """The shipped map of a form: `shipped_map("I-130", "04-01-24")`."""
    path = resource("packs", "us", "official", form, edition, "map.yaml")
    return parse(FormMap, path.read_text(encoding="utf-8"), f"{form}/{edition}/map.yaml")


def couple(**changed: dict[str, Any]) -> Facts:
    """The facts of a petition for a spouse; `changed` replaces words below a first name (None: unknown)."""
    roots = {name: {**words, **changed.get(name, {})} for name, words in ROOTS.items()}
    known = {
        name: {word: value for word, value in words.items() if value is not None}
        for name, words in roots.items()
    }
    whole = {f"{root}.{word}" for root in ("petitioner", "person") for word in LISTS}
    return vocabulary().derive(Facts(known, frozenset(whole | {"case.other_petitions"})))


def home(street: str, city: str, **more: Any) -> dict[str, Any]:
    """One address row."""
    return {"kind": "residence", "street": street, "city": city, "country": USA, "until": NONE, **more}


def relative(family: str, given: str, relationship: str, year: int) -> dict[str, Any]:
    """One relative row."""
    words = {"family_name": family, "given_name": given, "middle_name": NONE, "relationship": relationship}
    return {**words, "born_on": date(year, 3, 4), "birth_country": "Mexico"}


PETITIONER = {
    "family_name": "O'Brien <b>&Co",
    "given_name": "José Łukasz",
    "middle_name": "Nguyễn",
    "sex": "male",
    "born_on": date(1986, 5, 14),
    "birth_city": "Austin",
    "birth_country": USA,
    "a_number": NONE,
    "ssn": "123-45-6789",
    "uscis_account": NONE,
    "phone_day": "(210) 555-0171",
    "phone_mobile": "+1 210 555 0172",
    "email": "jose@example.com",
    "mailing_same_as_home": True,
    "marital_status": "married",
    "is_us_citizen": True,
    "is_permanent_resident": False,
    "citizen_how": "birth",
    "has_citizenship_certificate": False,
    "ethnicity": "not_hispanic",
    "race": ("white", "asian"),
    "height_feet": 5,
    "height_inches": 11,
    "weight_pounds": 82,
    "eye_color": "hazel",
    "hair_color": "bald",
    "interpreter_needed": False,
    "father": {
        **relative("Carter", "Robert", "parent", 1957),
        "sex": "male",
        "city": "Dublin",
        "country": "Ireland",
    },
    "mother": {
        **relative("Miller", "Susan", "parent", 1959),
        "sex": "female",
        "born_on": PartialDate(1959, 9),
        "city": "Toronto",
        "country": "Canada",
    },
    "other_names": (
        {"family_name": "Carter", "given_name": "Joe", "middle_name": NONE},
        {"family_name": "Carter-Smith", "given_name": "Joey", "middle_name": "X"},
    ),
    "addresses": (
        home(
            "1 Old Road",
            "Dallas",
            state="TX",
            zip="75001",
            **{"from": PartialDate(2010), "until": date(2017, 1, 1)},
        ),
        home(
            "88 Congress Avenue",
            "Austin",
            state="TX",
            zip="78701-1234",
            unit_type="apt",
            unit="12B",
            **{"from": date(2017, 1, 1), "until": date(2023, 11, 1)},
        ),
        home(
            "4512 Willow Creek Drive North Extension",
            "San Antonio",
            state="TX",
            zip="78217",
            **{"from": date(2023, 11, 1)},
        ),
    ),
    "employment": (
        {
            "employer": "Big Bend Diner",
            "occupation": "Cook",
            "street": "7 Main St",
            "city": "Alpine",
            "state": "TX",
            "zip": "79830",
            "country": USA,
            "from": date(2016, 1, 6),
            "until": date(2020, 1, 1),
        },
    ),
    "marriages": (
        {
            "spouse_family_name": "Old",
            "spouse_given_name": "Wanda",
            "spouse_middle_name": NONE,
            "married_on": date(2005, 1, 1),
            "ended_on": date(2009, 2, 2),
            "city": "Reno",
            "country": USA,
        },
        {
            "spouse_family_name": "Ramírez Ortega",
            "spouse_given_name": "Lucía",
            "spouse_middle_name": NONE,
            "married_on": date(2024, 9, 21),
            "ended_on": NONE,
            "city": "San Antonio",
            "country": USA,
        },
    ),
}

PERSON = {
    "family_name": "Ramírez Ortega",
    "given_name": "Lucía",
    "middle_name": NONE,
    "sex": "female",
    "born_on": date(1988, 3, 7),
    "birth_city": "Guadalajara",
    "birth_country": "Mexico",
    "a_number": "A12345678",
    "ssn": NONE,
    "uscis_account": NONE,
    "phone_day": "(210) 555-0173",
    "phone_mobile": NONE,
    "email": "lucia@example.com",
    "marital_status": "married",
    "in_us_now": True,
    "ever_in_us": True,
    "ever_in_proceedings": False,
    "other_names": (),
    "addresses": (
        home(
            "4512 Willow Creek Drive", "San Antonio", state="TX", zip="78217", **{"from": date(2023, 11, 1)}
        ),
        home("Calle Hidalgo 214", "Guadalajara", kind="foreign", country="Mexico", postal_code="44100"),
    ),
    "employment": (),
    "marriages": PETITIONER["marriages"][1:],  # type: ignore[index]
    "entries": (
        {
            "arrived_on": date(2023, 11, 1),
            "manner": "inspected",
            "class_of_admission": "B-2",
            "i94_number": "123456789A1",
            "stay_until": "D/S",
        },
    ),
    "documents": (
        {"kind": "passport", "number": "G12345678", "country": "Mexico", "expires_on": date(2027, 4, 21)},
    ),
    "family_members": tuple(
        relative("López", f"Child {place}", "stepchild", 2004 + place) for place in range(1, 8)
    ),
}

ROOTS: dict[str, dict[str, Any]] = {
    "petitioner": PETITIONER,
    "person": PERSON,
    "party": {
        "role": "principal",
        "relationship": "spouse",
        "adopted": False,
        "status_through_adoption": False,
        "petitioned_by_others": "unknown",
        "never_lived_together": True,
    },
    "case": {
        "type": "family-adjustment",
        "permit_code": "C09",
        "permit_letter": "C",
        "permit_number": "9",
        "permit_suffix": NONE,
        "filing_place": "adjustment",
        "uscis_office_city": "San Antonio",
        "uscis_office_state": "TX",
        "filed_before_for_beneficiary": False,
        "other_petitions": (relative("López", "Camila", "stepchild", 2012),),
        "appearance_forms": "I-130",
    },
    "attorney": {
        "family_name": "Whitfield",
        "given_name": "Grace",
        "middle_name": "Ann",
        "role": "attorney",
        "bar_number": "24012345",
        "bar_state": "Texas",
        "uscis_account": NONE,
        "phone": "(210) 555-0100",
        "mobile": NONE,
        "email": "grace@whitfield.example",
    },
    "office": {
        "name": "Whitfield Immigration Law PLLC",
        "street": "100 Main Plaza",
        "unit_type": "ste",
        "unit": "400",
        "city": "San Antonio",
        "state": "TX",
        "zip": "78205",
        "country": USA,
        "fax": NONE,
    },
}
