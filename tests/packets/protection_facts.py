"""A fictional family that asks for protection, as facts: all that Forms I-589, I-821D and I-765WS ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.unknown import NONE
from immdesk.records.relatives import on_a_form
from tests.packets.adjusting_facts import adjusting
from tests.packets.family_facts import relative, vocabulary


def protected(**person: Any) -> Facts:
    """The facts of a form about somebody who asks for asylum; husband and first child apply too."""
    facts = adjusting(person={**TOLD, **person}, case={"purpose": "daca"})
    whole = facts.root("person")
    own = vocabulary().derive(Facts({"person": HUSBAND}, frozenset({"person.entries", "person.documents"})))
    family = ({"id": "jose", "relationship": "spouse"}, *(whole.get("children") or ()))
    seen = on_a_form({**whole, "family_members": family, "spouse": family[0]}, {"jose": own.root("person")})
    lists = frozenset({"person.siblings", "person.schools", "person.family_members", "person.trips"})
    return facts.also({"person": seen}, lists)


HUSBAND: dict[str, Any] = {
    "family_name": "Carter", "given_name": "José", "middle_name": NONE, "born_on": date(1985, 2, 3),
    "birth_country": "Honduras", "a_number": "A23456789", "ssn": "222-33-4444",
    "entries": ({"arrived_on": date(2023, 1, 5), "port": "LAREDO, TX", "class_of_admission": "B-2",
                 "i94_number": "98765432101", "stay_until": date(2023, 7, 4), "manner": "inspected",
                 "departed_on": NONE},),
    "documents": ({"kind": "passport", "number": "H1234567", "country": "Honduras",
                   "expires_on": date(2030, 1, 1)},),
    "other_names": ({"family_name": "Reyes", "given_name": "Pepe", "middle_name": NONE, "kind": "alias"},),
    "citizenships": ({"country": "Honduras", "from": date(1985, 2, 3), "until": NONE},),
}  # fmt: skip


def _child(given: str, year: int, lives: str, **more: Any) -> dict[str, Any]:
    return {**relative("Carter", given, "child", year), "id": given, "birth_city": "Puebla", "sex": "female",
            "marital_status": "single", "lives": lives, **more}  # fmt: skip


TOLD: dict[str, Any] = {
    "marital_status": "married",
    "children": (
        _child("Camila", 2009, "with_the_parent"),
        _child("Diego", 2011, "abroad", sex="male", lives_in="Puebla, Mexico"),
        _child("Eva", 2013, "elsewhere_here"),
        _child("Fe", 2015, "with_the_parent"),
        _child("Gil", 2017, "with_the_parent", sex="male"),
    ),
    "schools": (
        {"name": "Universidad de Puebla", "kind": "University", "place": "Puebla, Mexico",
         "from": PartialDate(2006, 9), "until": PartialDate(2010, 6)},
        {"name": "Colegio Juárez", "kind": "High school", "place": "Puebla, Mexico",
         "from": PartialDate(2003, 9), "until": PartialDate(2006, 6)},
    ),
    "siblings": (
        {"family_name": "Ramírez", "given_name": "Pablo", "birth_city": "Puebla", "birth_country": "Mexico",
         "lives_in": "Deceased"},
        {"family_name": "Ramírez", "given_name": "Ana", "birth_city": "Puebla", "birth_country": "Mexico",
         "lives_in": "Madrid, Spain"},
    ),
    "father": {**relative("Ramírez", "Luis", "parent", 1960), "birth_city": "Atlixco", "city": "Deceased"},
    "mother": {**relative("Ortega", "Rosa", "parent", 1962), "birth_city": "Puebla", "city": "Puebla",
               "country": "Mexico"},
    "birth_nationality": "Mexico", "native_language": "Nahuatl", "fluent_english": False,
    "other_languages": "Spanish", "religion": "Catholic", "ethnic_group": "Nahua",
    "family_ethnic_group": NONE, "spouse_sex": "male", "spouse_birth_city": "Tela", "spouse_here": True,
    "spouse_in_court": False, "children_in_court": False,
    "ever_in_proceedings": True, "in_court_now": True, "left_home_on": date(2022, 12, 20),
    "feared_home": NONE, "asylum_grounds": ("race", "political_opinion", "torture"),
    "asylum_harmed": True, "asylum_harmed_explained": "Beaten in Puebla in May 2022 by the mayor. " * 12,
    "asylum_fears": True, "asylum_fears_explained": "They would find me.",
    "asylum_accused": False, "asylum_groups": True, "asylum_groups_explained": "Farmers' union, member.",
    "asylum_groups_still": False, "asylum_torture": True, "asylum_torture_explained": "By the police.",
    "asylum_asked_before": False, "asylum_passed_through": True, "asylum_status_elsewhere": False,
    "asylum_route": "By bus through Guatemala, two days, as a visitor.",
    "asylum_hurt_others": False, "asylum_went_back": False, "asylum_late": True,
    "asylum_late_explained": "Ill until August 2024.", "asylum_crimes_here": False,
    "family_helped": True, "family_helper_name": "José Carter", "family_helper_relationship": "Husband",
    "told_of_free_help": True,
}  # fmt: skip


def renewing(**person: Any) -> Facts:
    """The facts of a renewal of deferred action: one answer with a history, two trips, four homes."""
    return protected(**{**RENEWAL, **person})


def _home(street: str, start: int, end: int) -> dict[str, Any]:
    return {"kind": "residence", "street": street, "unit_type": "flr", "unit": str(start % 100),
            "city": "Laredo", "state": "TX", "zip": "78040", "country": "United States",
            "from": date(start, 1, 2), "until": date(end, 1, 2)}  # fmt: skip


RENEWAL: dict[str, Any] = {
    **{f"daca_{word}": False for word in (
        "in_detention", "left_without_parole", "offense_abroad", "terrorism", "gang", "torture", "killing",
        "injury", "forced_contact", "child_recruits", "child_fighters")},
    "daca_until": date(2027, 3, 1), "daca_here_since_2007": True, "ever_removed": False,
    "court_state": "closed", "proceedings_date": date(2018, 6, 7), "proceedings_city": "Dallas",
    "proceedings_state": "TX", "border_card_number": NONE,
    "daca_offense_here": True, "daca_offense_here_explained": "Fined for a noisy party in Laredo in 2020.",
    "trips": (
        {"departed_on": date(2024, 6, 1), "returned_on": date(2024, 6, 20), "destination": "Mexico",
         "reason": "Funeral of the grandmother"},
        {"departed_on": date(2025, 6, 1), "returned_on": date(2025, 6, 9), "destination": "Canada",
         "reason": "Study"},
    ),
    "addresses": (
        {"kind": "residence", "street": "4512 Willow Creek Drive", "unit_type": "apt", "unit": "7",
         "city": "San Antonio", "state": "TX", "zip": "78217", "country": "United States",
         "from": date(2023, 11, 1), "until": NONE},
        _home("1 First Street", 2021, 2023), _home("2 Second Street", 2019, 2021),
        _home("3 Third Street", 2016, 2019), _home("4 Fourth Street", 2010, 2016),
    ),
    "own_income_now": 12000, "own_expenses": 11500, "own_assets": 900,
    "work_need_explained": "I pay the rent for my mother and my sister. " * 20,
}  # fmt: skip


def registering(**person: Any) -> Facts:
    """The facts of a first request for temporary protected status, every hard question answered with no."""
    hard = vocabulary().shape("person")
    no = {name: False for name, word in hard.items() if name.startswith("tps_") and word.type == "yes_no"}
    return protected(**{**no, **REGISTERING, **person})


REGISTERING: dict[str, Any] = {
    "tps_request": "first_request", "tps_country": "Mexico", "tps_here_since": date(2023, 1, 5),
    "tps_wants_card": True, "tps_late": False, "tps_settled_elsewhere": False, "tps_lived_in": "Mexico",
    "tps_court_kinds": ("judge",), "tps_court_places": "Dallas, TX", "tps_court_from": date(2023, 6, 7),
    "tps_court_until": NONE, "tps_spouse_same_mail": True, "tps_came_through": True,
    "tps_came_through_countries": "Guatemala", "tps_came_through_from": date(2023, 1, 1),
    "tps_came_through_until": date(2023, 1, 3), "tps_came_through_status": "Visitor",
    "tps_misdemeanor": True, "tps_explained": "8.b: fined in Laredo in 2024 for a noisy party.",
    "travel_document_number": NONE,
    "status_periods": ({"status": "B-2", "from": date(2023, 1, 5), "until": date(2023, 7, 4)},),
}  # fmt: skip
