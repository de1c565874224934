"""What stands in the boxes of Forms I-130 and G-28, worked out from the facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.strictyaml import parse
from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import FilledForm, fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.boxtext import said, same_word, written
from immdesk.packets.inspect import inspect
from immdesk.packets.official import FormMap
from tests.packets.family_facts import couple, home, relative, shipped_map, vocabulary
from tests.packets.small_form import values_of

OLD_ROAD = "Physical address: 1 Old Road, Dallas, TX 75001, United States, from 2010 to 01/01/2017"


def i130(**changed: dict[str, Any]) -> dict[str, str | bool]:
    """The values of Form I-130 by the last part of their box names."""
    found = box_values(shipped_map("I-130", "04-01-24"), couple(**changed), vocabulary())
    return {name.rsplit(".", 1)[-1]: value for name, value in found.values.items()}


def unanswered(**changed: dict[str, Any]) -> tuple[str, ...]:
    return box_values(shipped_map("I-130", "04-01-24"), couple(**changed), vocabulary()).unanswered


def test_nothing_is_asked_when_everything_is_told() -> None:
    assert unanswered() == ()


def test_what_nobody_told_is_listed_and_its_box_stays_empty() -> None:
    told = unanswered(petitioner={"birth_city": None, "eye_color": None})
    assert told == ("petitioner.birth_city", "petitioner.eye_color")
    assert "Pt2Line6_CityTownOfBirth[0]" not in i130(petitioner={"birth_city": None})


def test_an_empty_case_asks_and_writes_nothing() -> None:
    found = box_values(shipped_map("I-130", "04-01-24"), Facts({}), vocabulary())
    assert found.values == {}
    assert {"petitioner.family_name", "person.family_name", "party.relationship"} <= set(found.unanswered)


def test_known_to_be_none_leaves_the_box_empty_and_asks_nothing() -> None:
    assert "Pt2Line1_AlienNumber[0]" not in i130()
    assert unanswered(petitioner={"a_number": None}) == ("petitioner.a_number",)


def test_the_spouse_box_is_ticked_and_no_other() -> None:
    found = i130()
    assert found["Pt1Line1_Spouse[0]"] is True
    assert not {"Pt1Line1_Child[0]", "Pt1Line1_Parent[0]", "Pt1Line1_Siblings[0]"} & set(found)


def test_a_stepchild_is_a_child_and_a_stepchild() -> None:
    found = i130(party={"relationship": "stepchild"})
    assert found["Pt1Line1_Child[0]"] is True
    assert found["Pt1Line2_Stepchild[0]"] is True
    assert "Pt4Line57_StreetNumberName[0]" not in found


def test_the_home_now_stands_first_and_the_one_before_second() -> None:
    found = i130()
    assert found["Pt2Line12_StreetNumberName[0]"] == "4512 Willow Creek Drive North Extension"
    assert found["Pt2Line13a_DateFrom[0]"] == "11/01/2023"
    assert found["Pt2Line14_StreetNumberName[0]"] == "88 Congress Avenue"
    assert (found["Pt2Line14_Unit[0]"], found["Pt2Line14_AptSteFlrNumber[0]"]) == (True, "12B")
    assert found["Pt2Line14_ZipCode[0]"] == "78701"


def test_the_mailing_address_is_the_home_only_when_said_so() -> None:
    post = home("PO Box 9", "Boerne", kind="mailing", state="TX", zip="78006")
    rows = (*couple().get("petitioner.addresses"), post)
    found = i130(petitioner={"mailing_same_as_home": False, "addresses": rows})
    assert found["Pt2Line10_StreetNumberName[0]"] == "PO Box 9"
    assert i130()["Pt2Line10_StreetNumberName[0]"] == "4512 Willow Creek Drive North Extension"


def test_the_spouse_now_stands_before_the_former_one() -> None:
    found = i130()
    assert (found["PtLine20a_FamilyName[0]"], found["Pt2Line22a_FamilyName[0]"]) == ("Ramírez Ortega", "Old")
    assert found["Pt2Line23_DateMarriageEnded[0]"] == "02/02/2009"
    assert "Pt2Line21_DateMarriageEnded[0]" not in found
    assert found["Pt2Line16_NumberofMarriages[0]"] == "2"


def test_somebody_without_work_is_unemployed_and_the_last_employer_stands_second() -> None:
    found = i130()
    assert found["Pt2Line40_EmployerOrCompName[0]"] == "Unemployed"
    assert found["Pt2Line44_EmployerOrOrgName[0]"] == "Big Bend Diner"
    assert found["Pt4Line26_NameOfCompany[0]"] == "Unemployed"


def test_weight_height_race_and_colors_go_to_their_boxes() -> None:
    found = i130()
    assert [found[f"Pt3Line4_Pound{digit}[0]"] for digit in (1, 2, 3)] == ["0", "8", "2"]
    assert (found["Pt3Line3_HeightFeet[0]"], found["Pt3Line3_HeightInches[0]"]) == ("5", "11")
    assert found["Pt3Line2_Race_White[0]"] is found["Pt3Line2_Race_Asian[0]"] is True
    assert "Pt3Line2_Race_Black[0]" not in found
    assert (found["Pt3Line5_EyeColor[2]"], found["Pt3Line6_HairColor[0]"]) == (True, True)


def test_a_beneficiary_in_the_united_states_lives_at_the_same_address() -> None:
    found = i130()
    assert found["Pt4Line12a_StreetNumberName[0]"] == "SAME"
    assert found["Pt4Line13_StreetNumberName[0]"] == "Calle Hidalgo 214"
    abroad = i130(person={"in_us_now": False})
    assert abroad["Pt4Line13_StreetNumberName[0]"] == "SAME"
    assert "Pt4Line21b_ArrivalDeparture[0]" not in abroad


def test_an_entry_without_inspection_is_written_as_the_form_wants_it() -> None:
    assert i130()["Pt4Line21a_ClassOfAdmission[0]"] == "B2"
    rows = ({"arrived_on": date(2019, 5, 1), "manner": "without_inspection"},)
    assert i130(person={"entries": rows})["Pt4Line21a_ClassOfAdmission[0]"] == "EWI"


def test_numbers_and_telephones_are_digits_only() -> None:
    found = i130()
    assert found["Pt2Line11_SSN[0]"] == "123456789"
    assert found["Pt4Line1_AlienNumber[0]"] == "012345678"
    assert (found["Pt6Line3_DaytimePhoneNumber[0]"], found["Pt6Line4_MobileNumber[0]"]) == (
        "2105550171",
        "2105550172",
    )


def test_rows_without_a_box_go_to_additional_information() -> None:
    found = box_values(shipped_map("I-130", "04-01-24"), couple(), vocabulary()).additional
    assert [(one.page, one.part, one.item, one.text) for one in found] == [
        ("2", "2", "5.a", "Other name used: Carter-Smith, Joey X"),
        ("2", "2", "14.a", OLD_ROAD),
        ("7", "4", "41.a", "Stepchild: López, Child 6, born 03/04/2010 in Mexico"),
        ("7", "4", "41.a", "Stepchild: López, Child 7, born 03/04/2011 in Mexico"),
    ]


def test_signatures_are_listed_by_signer_and_never_written() -> None:
    found = box_values(shipped_map("I-130", "04-01-24"), couple(), vocabulary())
    assert [(one.signer, one.page, one.label) for one in found.signatures] == [
        ("petitioner", 9, "Part 6, item 6.a"),
        ("attorney", 11, "Part 8, item 8.a"),
    ]
    assert not [name for name in found.values if "Signature" in name]


def test_an_interpreter_signs_when_one_is_needed() -> None:
    facts = couple(petitioner={"interpreter_needed": True, "language": "Spanish"})
    found = box_values(shipped_map("I-130", "04-01-24"), facts, vocabulary())
    assert "interpreter" in [one.signer for one in found.signatures]


def filled(shared: Path, **changed: dict[str, Any]) -> FilledForm:
    blank = (shared / "forms" / "I-130_04-01-24.pdf").read_bytes()
    return fill_form(blank, shipped_map("I-130", "04-01-24"), couple(**changed), vocabulary())


def test_form_i130_is_filled_for_real(shared: Path) -> None:
    done = filled(shared)
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert found["Pt2Line4a_FamilyName[0]"] == found["Pt2Line4a_FamilyName[1]"] == "OBrien <b>andCo"
    assert found["Pt2Line4b_GivenName[1]"] == "Jose Lukasz"
    assert found["Pt4Line21a_ClassOfAdmission[0]"] == "B2"
    assert found["P5_Line6a_SignatureofApplicant[0]"] == found["Pt6Line6b_DateofSignature[0]"] == ""
    changed = {(one.given, one.written) for one in done.report.lossy}
    assert {
        ("O'Brien <b>&Co", "OBrien <b>andCo"),  # what Form I-130 lets nobody type into a name
        ("José Łukasz", "Jose Lukasz"),
        ("Nguyễn", "Nguyen"),
    } <= changed
    assert (done.report.unknown, done.report.bad_option, done.addendum) == ([], [], ())


def test_what_was_cut_stands_whole_on_the_additional_page(shared: Path) -> None:
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(filled(shared).pdf).items()}
    assert found["Pt2Line12_StreetNumberName[0]"] == "4512 Willow Creek Drive North Exte"
    kinds = ("a_PageNumber[0]", "c_ItemNumber[0]", "d_AdditionalInfo[0]")
    blocks = [tuple(found[f"Pt9Line{line}{kind}"] for kind in kinds) for line in (3, 4, 5, 6)]
    assert blocks == [
        ("2", "5.a", "Other name used: Carter-Smith, Joey X"),
        ("2", "10.b", "Street number and name: 4512 Willow Creek Drive North Extension"),
        ("2", "12.a", "Street number and name: 4512 Willow Creek Drive North Extension"),
        ("2", "14.a", OLD_ROAD),
    ]


def test_what_has_no_room_on_the_additional_page_goes_to_the_addendum(shared: Path) -> None:
    rows = tuple(
        {
            "spouse_family_name": f"Spouse {n}",
            "spouse_given_name": "Ann",
            "spouse_middle_name": "B",
            "married_on": date(1990 + n, 1, 1),
            "ended_on": date(1991 + n, 1, 1),
        }
        for n in range(3)
    )
    done = filled(shared, person={"marriages": rows})
    assert [(one.page, one.part, one.item) for one in done.addendum] == [("7", "4", "41.a")]
    assert done.addendum[0].text.startswith("Stepchild: López, Child 6")


def test_an_addendum_line_carries_on_where_the_page_ends(shared: Path) -> None:
    names = tuple(
        {"family_name": f"Longname{n}", "given_name": "Maximilian", "middle_name": "A"} for n in range(40)
    )
    done = filled(shared, petitioner={"other_names": names})
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    first = found["Pt9Line3d_AdditionalInfo[0]"]
    rest = next(one.text for one in done.addendum if one.item == "5.a")
    assert first.startswith("Other name used: Longname1, Maximilian A")
    assert rest.endswith("Longname39, Maximilian A")
    assert len(first.split()) + len(rest.split()) == 39 * 6


def test_only_one_box_of_a_group_is_ticked(shared: Path) -> None:
    form_map = shipped_map("I-130", "04-01-24")
    tips = {one.name: one.tooltip for one in inspect(shared / "forms" / "I-130_04-01-24.pdf").fields}
    for relationship in ("spouse", "parent", "child", "stepchild", "sibling"):
        facts = couple(party={"relationship": relationship, "born_in_wedlock": True})
        ticked: dict[str, int] = {}
        for name, value in box_values(form_map, facts, vocabulary()).values.items():
            if value is True and "only one" in tips[name].lower():
                place = form_map.boxes[name].at
                ticked[place] = ticked.get(place, 0) + 1
        assert set(ticked.values()) == {1}, ticked


@pytest.mark.parametrize("name", ["G-28_09-17-18", "G-28_09-17-18_no-barcode-97-fields"])
def test_form_g28_is_filled_for_the_petitioner(shared: Path, name: str) -> None:
    blank = (shared / "forms" / f"{name}.pdf").read_bytes()
    facts = couple()
    facts = facts.also({"person": facts.root("petitioner"), "party": {"role": "petitioner"}})
    done = fill_form(blank, shipped_map("G-28", "09-17-18"), facts, vocabulary())
    found = {key.rsplit(".", 1)[-1]: value for key, value in values_of(done.pdf).items()}
    assert found["Pt3Line5a_FamilyName[0]"] == found["Pt3Line5a_FamilyName[1]"] == "OBrien <b>andCo"
    assert found["Line4_Checkbox[3]"] == "P"
    assert found["Line7_MobileTelephoneNumber[0]"] == "grace@whitfield.example"
    assert found["Line1b_ListFormNumber[0]"] == "I-130"
    assert [one.signer for one in done.boxes.signatures] == ["attorney", "client"]
    assert done.boxes.unanswered == ()


@pytest.mark.parametrize(
    ("value", "how", "width", "text"),
    [
        (date(1988, 3, 7), "us_date", 0, "03/07/1988"),
        (PartialDate(1988, 3), "us_date", 0, "03/1988"),
        ("D/S", "us_date", 0, "D/S"),
        ("A12345678", "digits", 9, "012345678"),
        ("MSC-21 900 12345", "letters_digits", 0, "MSC2190012345"),
        ("+1 (210) 555-0172", "phone", 0, "2105550172"),
        ("78701-1234", "zip5", 0, "78701"),
        ("not_hispanic", "title", 0, "Not hispanic"),
        (relative("Ortega", "Ana", "child", 2000), "full_name", 0, "Ana Ortega"),
        (182, "digit_1", 0, "1"),
    ],
)
def test_values_are_written_as_the_box_wants_them(value: Any, how: Any, width: int, text: str) -> None:
    assert written(value, how, width) == text


def test_a_sentence_drops_what_is_not_known_with_its_commas() -> None:
    row = {"street": "1 Road", "city": "Dallas", "state": "TX"}
    assert said("{street} {unit}, {city}, {state} {zip}, {country}", row) == "1 Road, Dallas, TX"


def test_yes_and_no_are_words_of_a_box() -> None:
    assert same_word(True, ("yes",))
    assert same_word(False, ("no",))
    assert not same_word(False, ("yes",))
    assert same_word(("white", "asian"), ("asian",))


def test_a_line_holds_several_values_and_what_is_empty_leaves_no_comma() -> None:
    form_map = parse(FormMap, LINES, "map.yaml")
    person = {"birth_city": "Guadalajara", "phone_day": "+1 (210) 555-0171", "addresses": (
        {"kind": "residence", "city": "Lima", "country": "Peru", "from": PartialDate(2019, 6), "until": NONE},
    )}  # fmt: skip
    found = box_values(form_map, Facts({"person": person}, frozenset({"person.addresses"})), vocabulary())
    assert found.values == {
        "Birth": "Guadalajara", "Area": "210", "Local": "555-0171", "Home": "Lima, Peru", "Since": "06/2019",
    }  # fmt: skip
    assert found.unanswered == ("person.birth_country", "person.addresses.street")


LINES = """
form: X-1
edition: 04/01/24
title: A form
about: Somebody.
fits: []
lists: {homes: {list: person.addresses}}
boxes:
  Birth: {line: "{person.birth_city}, {person.birth_country}"}
  Area: {from: person.phone_day, format: area_code}
  Local: {from: person.phone_day, format: local_phone}
  Home: {line: "{homes[0].street}, {homes[0].city} {homes[1].city}, {homes[0].country}"}
  Since: {from: "homes[0].from", format: month_year}
"""
