"""The printed code: it opens the office, forgives what eyes confuse, and tells a slip from a wrong sheet."""

from __future__ import annotations

import json
import random

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.store.home import office_id
from immdesk.store.keys import Cost, add_passphrase, change_passphrase, new_key, open_key
from immdesk.store.recovery import (
    LETTERS,
    Place,
    give_back,
    grouped,
    make_sheet,
    new_code,
    open_by_code,
    places_to_ask,
    read_code,
    unchecked_code,
)
from immdesk.store.subkeys import subkey

LIGHT = Cost(memory=64, passes=1, lanes=1)
CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ42"  # 32 digits, and 4 × 32 + 2 = 130: their remainder by 1021


@pytest.fixture
def office(tmp_path, key):
    office_id(tmp_path)
    add_passphrase(tmp_path, key, "words of the office", cost=LIGHT)
    return tmp_path


def test_a_code_has_six_groups_of_digits_and_letters_that_nobody_confuses():
    groups = new_code().split("-")
    assert [len(group) for group in groups] == [6, 6, 6, 6, 6, 4]
    assert not set("".join(groups)) & set("ILOU")


def test_the_check_at_the_end_is_the_remainder_by_1021():
    number = sum(place * 32 ** (31 - place) for place in range(32))
    assert number % 1021 == 130
    assert read_code(CODE) == CODE


def test_the_code_of_the_sheet_opens_the_office(office, key):
    code = make_sheet(office, key, on="2026-11-22")
    assert open_by_code(office, code) == key


@pytest.mark.parametrize("one", ["1", "l", "I", "i"])
def test_what_eyes_confuse_is_forgiven(one):
    assert read_code(f" o{one}23 45-6789ab cdefgh jkmnpq rstvwx yz42 ") == CODE


def test_one_wrong_character_is_told_as_a_slip_and_not_as_a_wrong_code():
    with pytest.raises(Problem) as told:
        read_code(CODE.replace("7", "8", 1))
    assert told.value.happened == "A character of the code is mistyped."
    assert not isinstance(told.value, Refused)


def test_every_single_slip_and_every_swap_of_neighbours_is_noticed():
    draw = random.Random(7)
    code = read_code(new_code())
    for at in range(34):
        other = draw.choice([letter for letter in LETTERS if letter != code[at]])
        slips = [code[:at] + other + code[at + 1 :]]
        if at < 33 and code[at] != code[at + 1]:
            slips.append(code[:at] + code[at + 1] + code[at] + code[at + 2 :])
        for slip in slips:
            with pytest.raises(Problem, match="mistyped"):
                read_code(slip)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "This is 0 characters of the code."),
        (CODE[:-1], "This is 33 characters of the code."),
        (CODE + "7", "This is 35 characters of the code."),
        (CODE[:-1] + "U", "“U” is never part of a recovery code."),
        (CODE[:-1] + "ñ", "“Ñ” is never part of a recovery code."),
    ],
)
def test_a_code_that_cannot_be_one_says_why(typed, told):
    with pytest.raises(Problem) as problem:
        read_code(typed)
    assert problem.value.happened == told


def test_a_right_code_of_another_sheet_is_told_apart_from_a_slip(office, key):
    old = make_sheet(office, key, on="2026-11-21")
    make_sheet(office, key, on="2026-11-22")
    with pytest.raises(Refused) as refused:
        open_by_code(office, old)
    assert refused.value.happened == "This is the code of another sheet."
    assert refused.value.do == "Look for the sheet made on Sun Nov 22, 2026."


def test_an_office_without_a_sheet_says_so(office):
    with pytest.raises(Refused, match="has no recovery sheet"):
        open_by_code(office, CODE)


def test_a_sheet_cannot_be_moved_to_another_office(office, key, tmp_path_factory):
    code = make_sheet(office, key, on="2026-11-22")
    other = tmp_path_factory.mktemp("other")
    office_id(other)
    (other / "keys.json").write_text((office / "keys.json").read_text())
    with pytest.raises(Refused, match="another sheet"):
        open_by_code(other, code)


def test_the_code_stands_nowhere_in_clear(office, key):
    code = make_sheet(office, key, on="2026-11-22")
    kept = (office / "keys.json").read_text()
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert unchecked_code(office, subkey(key, "recovery sheet")) == code
    assert unchecked_code(office, new_key()) is None


def test_four_characters_given_back_end_the_question(office, key):
    groups = make_sheet(office, key, on="2026-11-22").split("-")
    asked = places_to_ask()
    assert len({place.group for place in asked}) == 4
    given = {place: f" {groups[place.group - 1][place.character - 1].lower()}" for place in asked}
    assert give_back(office, subkey(key, "recovery sheet"), given) == ()
    assert unchecked_code(office, subkey(key, "recovery sheet")) is None
    assert "unchecked" not in json.loads((office / "keys.json").read_text())["slots"]["recovery"]


def test_a_wrong_character_given_back_is_named_and_asked_again(office, key):
    groups = make_sheet(office, key, on="2026-11-22").split("-")
    given = {Place(group, 1): groups[group - 1][0] for group in (1, 2, 3)}
    given[Place(6, 4)] = "0" if groups[5][3] != "0" else "1"
    assert give_back(office, subkey(key, "recovery sheet"), given) == (Place(6, 4),)
    assert unchecked_code(office, subkey(key, "recovery sheet")) is not None


def test_fewer_than_four_characters_do_not_end_the_question(office, key):
    groups = make_sheet(office, key, on="2026-11-22").split("-")
    assert give_back(office, subkey(key, "recovery sheet"), {Place(1, 1): groups[0][0]}) == ()
    assert unchecked_code(office, subkey(key, "recovery sheet")) is not None


def test_the_sheet_outlives_a_change_of_passphrase(office, key):
    code = make_sheet(office, key, on="2026-11-22")
    change_passphrase(office, "words of the office", "other words", cost=LIGHT)
    assert open_by_code(office, grouped(read_code(code))) == key
    assert open_key(office, "other words") == key
