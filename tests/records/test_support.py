"""The arithmetic of the affidavit of support: unknown stays unknown, nobody is counted twice."""

from __future__ import annotations

from typing import Any

import pytest

from immdesk.basics.unknown import NONE, Unknown
from immdesk.records.support import accompanying, affidavit_words, receipt_words, signs_as, total

SPONSOR = {
    "marital_status": "married", "dependent_children": 2, "other_dependents": 0, "sponsored_before": 1,
    "relatives_combining": 0, "income": 40000, "combines_income": False,
}  # fmt: skip
SPOUSE = {"relationship": "spouse", "income_counted": False, "assets_counted": False}
CHILD = {"relationship": "child", "classified_as": "child", "income_counted": False, "assets_counted": False}


def words(sponsor: Any = SPONSOR, party: Any = SPOUSE, by: str = "petitioner", others: Any = ()) -> Any:
    return affidavit_words(sponsor, {}, party, by, [], others)


def test_the_sum_of_numbers_with_an_unknown_names_every_unknown() -> None:
    assert total(1, NONE, 2) == 3
    assert total(1, Unknown("sponsor.income"), Unknown("a.b")) == Unknown("sponsor.income", "a.b")


@pytest.mark.parametrize(
    ("party", "by", "status", "spouse"),
    [
        (SPOUSE, "petitioner", "married", 0),
        (CHILD, "petitioner", "married", 1),
        (CHILD, "petitioner", "separated", 1),
        (CHILD, "petitioner", "divorced", 0),
        (SPOUSE, "only_joint", "married", 1),
        (SPOUSE, "only_joint", "single", 0),
    ],
)
def test_the_sponsors_spouse_counts_unless_sponsored_here(
    party: Any, by: str, status: str, spouse: int
) -> None:
    assert words({**SPONSOR, "marital_status": status}, party, by)["household_spouse"] == spouse


def test_only_the_petitioner_counts_the_children_of_the_case_and_only_those_who_are_children() -> None:
    grown = {"relationship": "child", "classified_as": "son_or_daughter"}
    parent = {"relationship": "parent"}
    assert words(others=[CHILD, grown, parent])["household_children"] == 3
    assert words(by="only_joint", others=[CHILD, grown, parent])["household_children"] == 2
    unclear = words(others=[{"relationship": "stepchild"}])
    assert unclear["household_children"] == Unknown("party.classified_as")
    assert unclear["support_household"] == Unknown("party.classified_as")


def test_the_household_of_one_affidavit_is_added_up() -> None:
    assert words()["support_household"] == 1 + 1 + 0 + 2 + 0 + 1 + 0
    assert words(party=CHILD)["support_household"] == 1 + 1 + 1 + 2 + 0 + 1 + 0


def test_income_of_others_counts_only_when_it_is_told() -> None:
    more = {**SPONSOR, "combines_income": True}
    assert words(more)["support_income"] == Unknown("sponsor.member_1_name")
    named = {**more, "member_1_name": "Rosa", "member_1_relationship": "sister"}
    assert isinstance(words(named)["support_income"], Unknown)
    told = {**named, "member_1_income": 12000, "member_2_name": NONE}
    assert words(told)["support_income"] == 52000
    assert words({**SPONSOR, "combines_income": None})["support_income"] == Unknown("sponsor.combines_income")


def test_the_immigrants_income_counts_for_the_petitioner_alone() -> None:
    earning = {**SPOUSE, "income_counted": True, "immigrant_income": 9000}
    assert words(party=earning)["support_income"] == 49000
    assert words(party=earning, by="only_joint")["support_income"] == 40000


def test_a_sponsor_signs_by_the_place_among_the_joint_sponsors() -> None:
    one = [{"person_id": "p", "role": "petitioner"}, {"person_id": "a", "role": "joint_sponsor"}]
    two = [*one, {"person_id": "b", "role": "joint_sponsor"}]
    assert [signs_as(one, who) for who in "pa"] == ["petitioner", "only_joint"]
    assert [signs_as(two, who) for who in "ab"] == ["first_joint", "second_joint"]


def party(person: str, role: str, relationship: str, own: str) -> dict[str, str]:
    return {"person_id": person, "role": role, "relationship": relationship, "own_petition": own}


def test_those_without_a_petition_come_with_the_spouse_and_with_nobody_else() -> None:
    spouse = party("s", "principal", "spouse", "yes")
    child = party("c", "derivative", "stepchild", "no")
    own = party("o", "beneficiary", "child", "yes")

    def on(person: str, *parties: dict[str, str]) -> list[dict[str, Any]]:
        besides = [one for one in parties if one["person_id"] != person]
        return accompanying(besides, parties, person, lambda who, kind: {"id": who, "relationship": kind})

    assert on("s", own, spouse, child) == [{"id": "c", "relationship": "child"}]
    assert on("o", own, spouse, child) == []
    assert on("o", own, child) == [{"id": "c", "relationship": None}]


def test_the_receipt_of_the_green_card_form_is_none_until_it_is_filed() -> None:
    assert receipt_words([{"form": "I-130", "person_id": "a"}], "a") == {"i485_receipt": NONE}
    filed = [{"form": "I-485", "person_id": "a", "receipt_number": "IOE0912345678"}]
    assert receipt_words(filed, "a") == {"i485_receipt": "IOE0912345678"}
    assert receipt_words([{"form": "I-485", "person_id": "a"}], "a") == {"i485_receipt": None}
