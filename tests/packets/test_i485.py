"""Form I-485 filled for real: each answer stands beside its own question, and silence stands for nothing."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from immdesk.basics.facts import Facts
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting, poor, questions
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of

YES, NO = 497, 540
"""The left edges of the two boxes of a question, in points."""

QUESTIONS = [  # word, page, height of its boxes above the foot of the page, words printed beside them
    ("denied_admission", 14, 499, "been denied admission to the United States?"),
    ("worked_without_permission", 14, 462, "worked in the United States without authorization?"),
    ("in_removal_proceedings", 14, 426, "Are you presently or have you EVER been in removal, exclusion"),
    ("voluntary_departure_overstayed", 14, 361, "been granted voluntary departure by an immigration officer"),
    ("j_two_year_rule", 14, 313, "been a J nonimmigrant exchange visitor"),
    ("arrested_or_detained", 14, 91, "been arrested, cited, charged, or permitted to participate"),
    ("committed_crime", 15, 684, "committed a crime of any kind"),
    ("convicted", 15, 655, "pled guilty to or been convicted of a crime"),
    ("drug_violation", 15, 541, "violated (or attempted or conspired to violate) any controlled"),
    ("prostitution", 15, 385, "engaged in prostitution or are you coming"),
    ("claimed_immunity", 15, 288, "exercised immunity"),
    ("foreign_official", 15, 258, "served as a foreign government official?"),
    ("labor_trafficking", 15, 79, "trafficked a person into involuntary servitude"),
    ("money_laundering", 16, 582, "engaged in money laundering"),
    ("intends_unlawful_activity", 16, 409, "Engage in any other unlawful activity?"),
    ("weapons_training", 16, 373, "Received any weapons training"),
    ("violent_group_member", 16, 235, "Participated in, or been a member of, a group"),
    ("intends_violence", 16, 115, "Do you intend to engage in any of the activities listed"),
    ("military_or_police", 17, 523, "in any military or police"),
    ("totalitarian_party", 17, 408, "the Communist Party or any totalitarian"),
    ("genocide", 17, 342, "Genocide?"),
    ("killing", 17, 325, "Killing, or trying to kill, any person?"),
    ("missed_removal_hearing", 20, 391, "failed or refused to attend or to remain in attendance"),
    ("misrepresented", 20, 289, "lied about, concealed, or misrepresented any information"),
    ("claimed_citizenship", 20, 246, "falsely claimed to be a U.S. citizen"),
    ("smuggled", 20, 210, "encouraged, induced, assisted, abetted, or aided any alien"),
    ("removed_or_left_under_order", 20, 120, "been excluded, deported, or removed from the United States or"),
    ("entered_uninspected", 20, 79, "entered the United States without being inspected"),
    ("unlawfully_present", 21, 702, "have you been unlawfully present in the United States?"),
    ("reentered_after_presence", 21, 492, "Having been unlawfully present in the United States for more"),
    ("reentered_after_removal", 21, 426, "Having been deported, excluded, or removed"),
    ("plans_polygamy", 21, 378, "practice polygamy"),
    ("voted_unlawfully", 21, 289, "voted in violation of"),
    ("desertion", 21, 174, "Been convicted of desertion"),
]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-485_01-20-25.pdf").read_bytes()


def ticked(blank: bytes, **person: object) -> set[tuple[int, int, int]]:
    """The boxes that are ticked, each as page, left edge and height."""
    facts = adjusting(person=person)  # type: ignore[arg-type]
    values = box_values(shipped_map("I-485", "01-20-25"), facts, vocabulary()).values
    there = {one.name: one for one in inspect(blank).fields}
    on = [there[name] for name, value in values.items() if value is True]
    return {(one.page, round(one.rect[0] - 0.4), round(one.rect[1] - 0.4)) for one in on}


def near(found: set[tuple[int, int, int]], page: int, left: int, height: int) -> bool:
    return any(one[0] == page and abs(one[1] - left) < 3 and abs(one[2] - height) < 3 for one in found)


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-485", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 720


def test_each_yes_and_no_stands_beside_its_own_question(blank: bytes) -> None:
    all_no = ticked(blank, **dict.fromkeys((one[0] for one in QUESTIONS), False))
    all_yes = ticked(blank, **dict.fromkeys((one[0] for one in QUESTIONS), True))
    for word, page, height, _text in QUESTIONS:
        assert near(all_no, page, NO, height), word
        assert not near(all_no, page, YES, height), word
        assert near(all_yes, page, YES, height), word
        assert not near(all_yes, page, NO, height), word


def test_a_single_yes_turns_one_question_and_no_other(blank: bytes) -> None:
    before = ticked(blank, **dict.fromkeys((one[0] for one in QUESTIONS), False))
    for word, page, height, _text in QUESTIONS[::6]:
        after = ticked(blank, **{**dict.fromkeys((one[0] for one in QUESTIONS), False), word: True})
        gone, came = before - after, after - before
        assert near(gone, page, NO, height), word
        assert near(came, page, YES, height), word
        assert {one[0:2] for one in gone} == {(page, next(iter(gone))[1])}, word


def test_the_words_of_each_question_are_printed_left_of_its_boxes(blank: bytes) -> None:
    pdf = pypdfium2.PdfDocument(blank)
    for word, page, height, text in QUESTIONS:
        beside = pdf[page - 1].get_textpage()
        said = beside.get_text_bounded(left=30, bottom=height - 45, right=496, top=height + 12)
        assert text in " ".join(said.split()), (word, said)


def test_of_two_boxes_of_a_question_one_is_ticked_at_most(blank: bytes) -> None:
    for answer in (True, False):
        found = ticked(blank, **dict.fromkeys(questions(), answer))
        rows = [(page, height) for page, left, height in found if left > 480 and 13 < page < 22]
        assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("party", "petitioner", "box"),
    [
        ({"relationship": "spouse"}, {}, 0),
        ({"relationship": "child", "classified_as": "child"}, {}, 1),
        ({"relationship": "stepchild", "classified_as": "child"}, {}, 1),
        ({"relationship": "parent"}, {}, 2),
        ({"relationship": "child", "classified_as": "son_or_daughter"}, {}, 6),
        ({"relationship": "child", "classified_as": "married_son_or_daughter"}, {}, 7),
        ({"relationship": "sibling"}, {}, 8),
        ({"relationship": "spouse"}, {"is_us_citizen": False, "is_permanent_resident": True}, 9),
        (
            {"relationship": "child", "classified_as": "child", "role": "derivative"},
            {"is_us_citizen": False, "is_permanent_resident": True},
            9,
        ),
        (
            {"relationship": "child", "classified_as": "child"},
            {"is_us_citizen": False, "is_permanent_resident": True},
            10,
        ),
    ],
)
def test_exactly_one_category_is_ticked(party: dict[str, str], petitioner: dict[str, bool], box: int) -> None:
    facts = adjusting(party=party, petitioner=petitioner)
    values = box_values(shipped_map("I-485", "01-20-25"), facts, vocabulary()).values
    assert [name for name in values if "Pt2Line3" in name] == [f"form1[0].#subform[4].Pt2Line3a_CB[{box}]"]


def test_nothing_is_asked_when_everything_is_told() -> None:
    found = box_values(shipped_map("I-485", "01-20-25"), adjusting(), vocabulary())
    assert found.unanswered == ()
    assert [(one.signer, one.page) for one in found.signatures] == [("applicant", 22), ("attorney", 23)]


def test_of_somebody_hardly_known_no_question_is_answered_and_each_is_named() -> None:
    found = box_values(shipped_map("I-485", "01-20-25"), poor(), vocabulary())
    assert [name for name in found.values if re.search(r"YesNo|_YN", name)] == []
    assert found.values["form1[0].#subform[0].Pt1Line1_FamilyName[0]"] == "Soto"
    conditional = {"j_rule_met", "j_rule_waived", "drug_benefit_known", "trafficking_benefit_known"}
    conditional |= {"religious_freedom_violations", "presence_by_trafficking"}
    assert {f"person.{word}" for word in set(questions()) - conditional} <= set(found.unanswered)


def test_a_yes_without_its_explanation_is_asked_for_and_with_it_printed_under_its_item() -> None:
    form_map = shipped_map("I-485", "01-20-25")
    silent = box_values(form_map, adjusting(person={"denied_visa": True}), vocabulary())
    assert silent.unanswered == ("person.denied_visa_explained",)
    told = {"denied_visa": True, "denied_visa_explained": "Refused in Bogotá in 2012."}
    said = box_values(form_map, adjusting(person=told), vocabulary()).additional
    assert [(one.page, one.part, one.item) for one in said if "Bogotá" in one.text] == [("14", "9", "11")]


def test_arrests_stand_with_place_charge_and_disposition_under_item_22() -> None:
    found = box_values(shipped_map("I-485", "01-20-25"), adjusting(), vocabulary()).additional
    assert [one.text for one in found if one.item == "22"] == [
        "Arrested, 05/04/2019, Guadalajara, Jalisco, Mexico, City police, Disorderly conduct, no charges, "
        "05/06/2019"
    ]


def test_arrests_are_asked_for_until_somebody_says_that_these_are_all() -> None:
    form_map, told = shipped_map("I-485", "01-20-25"), adjusting(person={"arrests": None})
    said_all = frozenset(path for path in ("person.citizenships",) if told.complete(path))
    bare = Facts({root: told.root(root) for root in told.roots()}, said_all)
    assert "person.arrests" in box_values(form_map, bare, vocabulary()).unanswered
    assert "person.arrests" not in box_values(form_map, adjusting(), vocabulary()).unanswered


def test_somebody_who_came_without_inspection_is_not_asked_for_an_i94() -> None:
    entry = {"arrived_on": date(2015, 3, 1), "manner": "without_inspection", "port": "NOGALES, AZ"}
    found = box_values(
        shipped_map("I-485", "01-20-25"), adjusting(person={"entries": (entry,)}), vocabulary()
    )
    assert found.unanswered == ()
    assert found.values["form1[0].#subform[1].Pt2Line11_CB[2]"] is True
    assert not [name for name in found.values if "Line12_" in name and "subform[2]" in name]


@pytest.mark.parametrize(
    ("income", "box"),
    [(0, 0), (27000, 0), (27001, 1), (52000, 1), (85000, 2), (85001, 3), (141000, 3), (141001, 4)],
)
def test_income_stands_in_its_bracket_and_in_no_other(income: int, box: int) -> None:
    facts = adjusting(person={"household_income": income})
    values = box_values(shipped_map("I-485", "01-20-25"), facts, vocabulary()).values
    ticks = [name for name in values if "Pt9Line53_CB" in name]
    assert ticks == [f"form1[0].#subform[18].Pt9Line53_CB[{box}]"]


def test_somebody_exempt_from_public_charge_leaves_the_means_empty() -> None:
    facts = adjusting(person={"public_charge_category": "refugee", "household_income": None})
    found = box_values(shipped_map("I-485", "01-20-25"), facts, vocabulary())
    assert found.unanswered == ()
    assert [name for name in found.values if re.search(r"Line(53|57|59|60|61)_", name)] == []


def test_the_form_is_filled_with_its_copies_and_leaves_signatures_empty(blank: bytes) -> None:
    done = fill_form(blank, shipped_map("I-485", "01-20-25"), adjusting(), vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert {found[f"AlienNumber[{place}]"] for place in range(24)} == {"012345678"}
    assert found["Pt1Line1_FamilyName[1]"] == "Ramirez Ortega"
    assert (found["Pt1Line10_CityTown[0]"], found["Pt1Line10_State[0]"]) == ("LAREDO", "TX")
    assert (found["Pt4Line7_DateTo[0]"], found["Pt9Line9_DateTo[0]"]) == ("PRESENT", "")
    assert (found["Pt5Line6_FamilyName[0]"], found["Pt5Line7_FamilyName[0]"]) == ("Ramirez", "Ortega")
    signed = [name for name in found if re.search(r"Signature|DateofSig", name) and found[name]]
    assert signed == []
    assert (done.report.unknown, done.report.bad_option) == ([], [])
    assert [one.item for one in done.addendum] == ["3", "12", "22", "76"]


def test_the_filing_copy_shows_what_was_answered(blank: bytes) -> None:
    done = fill_form(blank, shipped_map("I-485", "01-20-25"), adjusting(), vocabulary(), flatten=True)
    pdf = pypdfium2.PdfDocument(io.BytesIO(done.pdf))
    assert len(pdf) == 24
    assert "Alamo Bakery" in pdf[7].get_textpage().get_text_range()
    assert "Guadalajara" in pdf[8].get_textpage().get_text_range()


def test_a_derivative_names_the_principal() -> None:
    principal = {
        "family_name": "Ramírez",
        "given_name": "Ana",
        "middle_name": "P",
        "born_on": date(1980, 1, 2),
    }
    facts = adjusting(party={"role": "derivative"}, principal={**principal, "a_number": "A011223344"})
    values = box_values(
        shipped_map("I-485", "01-20-25"), facts.also({"principal": principal}), vocabulary()
    ).values
    assert values["form1[0].#subform[4].Pt2Line2_CB[1]"] is True
    assert values["form1[0].#subform[4].Pt2Line2_FamilyName[0]"] == "Ramírez"
    assert values["form1[0].#subform[4].Pt1Line2_DOB[0]"] == "01/02/1980"


def test_a_worker_ticks_the_category_of_the_petition_and_no_relatives_category() -> None:
    worker = {
        "i140_class": "advanced_degree", "i140_relative": "relative", "i140_relative_is": "brother",
        "i140_relative_status": "us_citizen",
    }  # fmt: skip
    facts = adjusting(person=worker, case={"type": "employment-adjustment"})
    found = box_values(shipped_map("I-485", "01-20-25"), facts, vocabulary()).values
    ticked = {name.rsplit(".", 1)[-1] for name, value in found.items() if value is True and "Pt2" in name}
    kinds = ("Pt2Line3", "Pt2Relative")
    assert {one for one in ticked if one.startswith(kinds)} == {
        "Pt2Line3b_CB140[3]", "Pt2Line3b_CB140Assoc[2]", "Pt2Relative_CB[5]", "Pt2RelativeType_CB[0]",
    }  # fmt: skip
