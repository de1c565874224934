"""Rows, the recorded "that is all", and histories without gaps."""

import pytest

from immdesk.basics.values import NONE_TEXT


def block(walk, section, key):
    return next(one for one in walk.view(section).blocks if one.key == key)


def address(walk, row, **more):
    given = {"kind": "residence", "country": "United States", "street": "1 Main St", "city": "Fresno"}
    for word, text in {**given, **more}.items():
        walk.set(f"{row}.{word}", text)


def test_a_person_starts_with_one_empty_address_and_can_get_more(begin):
    walk = begin()
    assert len(block(walk, "petitioner/addresses", "petitioner.addresses").groups) == 1
    assert walk.add_row("petitioner.addresses") == "petitioner.addresses[1]"
    groups = block(walk, "petitioner/addresses", "petitioner.addresses").groups
    assert [(group.title, group.index) for group in groups] == [("Address 1", 0), ("Address 2", 1)]


def test_a_removed_row_lets_the_next_move_up(begin):
    walk = begin()
    address(walk, "petitioner.addresses[0]", city="Fresno")
    walk.add_row("petitioner.addresses")
    address(walk, "petitioner.addresses[1]", city="Merced")
    walk.remove_row("petitioner.addresses[0]")
    assert walk.question("petitioner.addresses[0].city").text == "Merced"
    assert len(block(walk, "petitioner/addresses", "petitioner.addresses").groups) == 1
    walk.remove_row("petitioner.addresses", 0)
    with pytest.raises(KeyError):
        walk.remove_row("petitioner.addresses[0]")


def test_questions_of_a_row_follow_the_rows_own_answers(begin):
    walk = begin()

    def words():
        groups = block(walk, "petitioner/addresses", "petitioner.addresses").groups
        return [question.key.rpartition(".")[2] for question in groups[0].questions]

    assert "state" not in words()
    walk.set("petitioner.addresses[0].country", "United States")
    assert "state" in words()
    assert "province" not in words()
    walk.set("petitioner.addresses[0].country", "Mexico")
    assert "state" not in words()
    assert "province" in words()


def test_the_gap_of_a_history_is_named(begin):
    walk = begin()
    row = "petitioner.addresses[0]"
    address(walk, row, **{"from": "Apr 2022", "until": NONE_TEXT})
    assert block(walk, "petitioner/addresses", "petitioner.addresses").gaps == (
        "Not covered: Nov 21, 2021 – Mar 2022",
    )
    walk.add_row("petitioner.addresses")
    address(walk, "petitioner.addresses[1]", **{"from": "2019", "until": "Mar 2022"})
    assert block(walk, "petitioner/addresses", "petitioner.addresses").gaps == ()


def test_a_mailing_address_covers_no_time(begin):
    walk = begin()
    address(walk, "petitioner.addresses[0]", kind="mailing")
    assert block(walk, "petitioner/addresses", "petitioner.addresses").gaps == (
        "Not covered: Nov 21, 2021 – Nov 21, 2026",
    )


def test_a_list_is_whole_only_when_somebody_says_so(begin):
    walk = begin()
    assert "petitioner.children" in walk.missing_keys()
    walk.said_complete("petitioner.children")
    assert "petitioner.children" not in walk.missing_keys()
    assert walk.result().persons[0].complete == {"children"}
    walk.add_row("petitioner.children")
    assert "petitioner.children" in walk.missing_keys()
    walk.said_complete("petitioner.children", False)
    assert walk.result().persons[0].complete == frozenset()


def test_gaps_stand_in_the_review(begin):
    walk = begin()
    address(walk, "petitioner.addresses[0]", **{"from": "Apr 2022", "until": NONE_TEXT})
    assert ("Addresses", "Not covered: Nov 21, 2021 – Mar 2022") in [
        (line.label, line.message) for line in walk.review()
    ]
    assert any(line.label == "Address 1: City or town" for line in walk.review())


def test_rows_of_a_removed_person_go_with_them(family):
    family.add_row("relatives[0].marriages")
    family.set("relatives[0].marriages[0].city", "Fresno")
    family.set("relatives[1].birth_city", "Oaxaca")
    family.remove_section("relatives[0]")
    assert family.question("relatives[0].birth_city").text == "Oaxaca"
    assert block(family, "relatives[0]/marriages-adjusting", "relatives[0].marriages").groups == ()
