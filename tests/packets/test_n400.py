"""Form N-400 filled for real: every question of Part 9 on its own line, trips, homes, work, a new name."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import BoxValues, box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting, poor
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of

TRIPS = tuple(
    {"departed_on": date(year, 6, 1), "returned_on": date(year, 6, 20), "destination": "Mexico"}
    for year in range(2019, 2026)
)
TOLD: dict[str, Any] = {
    "naturalization_basis": "spouse_of_citizen", "spouse_citizen_by": "other",
    "spouse_citizen_since": date(2018, 5, 1), "spouse_lives_here": True, "spouse_times_married": 2,
    "parent_was_citizen": False, "children_under_18": 2,
    "new_name_wanted": True, "new_family_name": "Carter", "new_given_name": "Lucía", "new_middle_name": NONE,
    "test_help": "no_help", "lpr_since": date(2021, 2, 3), "marital_status": "married", "trips": TRIPS,
    "supports_constitution": True, "understands_oath": True, "oath_willing": True, "bears_arms": True,
    "noncombatant_service": True, "civilian_service": True, "interpreter_needed": False,
    "low_household_income": True, "household_earners": 2, "head_of_household": False,
    "household_head_name": "José Carter",
}  # fmt: skip


@cache
def questions() -> tuple[str, ...]:
    """The words of Part 9's questions, in the order of the form."""
    found = [
        box.from_ for box in shipped_map("N-400", "01-20-25").boxes.values() if "/9/" in box.at and box.is_
    ]
    return tuple(dict.fromkeys(path.removeprefix("person.") for path in found))


def applicant(**person: Any) -> Facts:
    """Somebody who has answered everything, each question with no."""
    return adjusting(person={**dict.fromkeys(questions(), False), **TOLD, **person})


def filled(**person: Any) -> BoxValues:
    return box_values(shipped_map("N-400", "01-20-25"), applicant(**person), vocabulary())


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "N-400_01-20-25.pdf").read_bytes()


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("N-400", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 410


def test_each_question_of_part_nine_stands_on_the_line_of_its_item(blank: bytes) -> None:
    form_map, pdf = shipped_map("N-400", "01-20-25"), pypdfium2.PdfDocument(blank)
    wrong = []
    for field in inspect(blank).fields:
        box = form_map.boxes.get(field.name)
        if box is None or field.type != "check" or box.place.part != "9":
            continue
        low = field.rect[1]
        text = (
            pdf[field.page - 1]
            .get_textpage()
            .get_text_bounded(left=30, bottom=low - 5, right=72, top=low + 12)
        )
        if f"{box.place.item}." not in text:
            wrong.append((box.place.item, text))
    assert wrong == []


def test_yes_stands_left_of_no_and_one_of_them_is_ticked(blank: bytes) -> None:
    there = {one.name: one for one in inspect(blank).fields}
    for said, side in ((True, 500), (False, 560)):
        found = filled(
            **{**dict.fromkeys(questions(), said), "sex": "male", "selective_service": "registered"}
        )
        on = [name for name, value in found.values.items() if value is True and there[name].page in (7, 9)]
        ticked = [there[name].rect[0] for name in on]
        assert len(ticked) > 20
        assert all((left < side) if said else (left > 530) for left in ticked)


def test_a_yes_is_explained_in_part_fourteen(blank: bytes) -> None:
    facts = applicant(claimed_to_be_citizen=True, claimed_to_be_citizen_explained="In 2010, to a friend.")
    done = fill_form(blank, shipped_map("N-400", "01-20-25"), facts, vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    first = [found[f"P11_Line3{one}[0]"] for one in "ABC"]
    told = " ".join(found[f"P11_Line{line}D[0]"] for line in range(3, 7))
    assert "In 2010, to a friend." in told
    assert "2019" in told  # the seventh trip
    assert first[0].isdigit()
    assert [name for name in found if re.search("Signature|DateofSig", name) and found[name]] == []
    assert (done.report.unknown, done.report.bad_option) == ([], [])


def test_the_newest_trip_comes_first_and_the_form_keeps_its_own_present(blank: bytes) -> None:
    done = fill_form(blank, shipped_map("N-400", "01-20-25"), applicant(), vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert (found["P8_Line1_DateLeft1[0]"], found["P8_Line1_DateLeft6[0]"]) == ("06/01/2025", "06/01/2020")
    assert found["P4_Line1_DatesofResidence[1]"] == "11/01/2023"
    assert found["P4_Line1_DatesofResidence[0]"] != "11/01/2023"
    assert found["Line1_AlienNumber[13]"] == "012345678"


def test_the_marriage_is_told_only_by_who_files_because_of_it() -> None:
    found = filled(naturalization_basis="general_rule").values
    assert not [name for name in found if "P10_Line4a" in name or "P10_Line5a_When" in name]
    spouse = {name.rsplit(".", 1)[-1]: value for name, value in filled().values.items()}
    assert (spouse["P10_Line4a_FamilyName[0]"], spouse["P10_Line5b_DateBecame[0]"]) == (
        "Carter",
        "05/01/2018",
    )


def test_children_under_18_stand_youngest_first_and_who_lives_elsewhere_is_told(blank: bytes) -> None:
    kids = tuple(
        {"family_name": "López", "given_name": given, "born_on": date(year, 3, 4), "minor": year > 2008,
         "relationship": "child", "residence": where, "kinship": "biological son or daughter",
         "supported": True, "lives": lives, "lives_in": "Puebla, Mexico" if lives == "abroad" else NONE}
        for given, year, where, lives in (
            ("Ana", 2001, "does not reside with me", "abroad"),
            ("Eva", 2012, "resides with me", "with_the_parent"),
            ("Diego", 2015, "does not reside with me", "abroad"),
        )
    )  # fmt: skip
    facts = applicant(children=kids, children_under_18=2)
    done = fill_form(blank, shipped_map("N-400", "01-20-25"), facts, vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert [found[f"P7_EmployerName{row}[0]"] for row in (1, 2, 3)] == ["Diego Lopez", "Eva Lopez", ""]
    assert (found["P7_From1[0]"], found["P7_OccupationFieldStudy2[0]"]) == ("03/04/2015", "resides with me")
    assert found["P7_OccupationFieldStudy1[1]"] == "biological son or daughter"
    told = " ".join(str(found[f"P11_Line{line}D[0]"]) for line in range(3, 7))
    assert "Diego López lives in Puebla, Mexico" in told
    assert "Ana" not in told


def test_a_reduced_fee_tells_the_household_and_without_one_only_no_is_ticked() -> None:
    def fees(**person: Any) -> dict[str, Any]:
        found = filled(**person).values
        part = [name for name in found if "#subform[10].P1" in name and "P12_" not in name]
        return {name.rsplit(".", 1)[-1]: found[name] for name in part}

    assert fees() == {
        "P10_Line1_Citizen[1]": True, "P10_Line2_TotalHouseholdIn[0]": "61000",
        "P10_Line3_HouseHoldSize[0]": "4", "P11_Line1_TotalChildren[1]": "2", "P10_Line5a[0]": True,
        "P10_Line5b_NameOfHousehold[0]": "José Carter",
    }  # fmt: skip
    assert fees(low_household_income=False) == {"P10_Line1_Citizen[0]": True}


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(shipped_map("N-400", "01-20-25"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"person.naturalization_basis", "person.registered_or_voted"} <= set(found.unanswered)
