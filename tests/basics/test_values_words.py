"""Names, places and choices as typed."""

from datetime import date

import pytest

from immdesk.basics.values import completions, country_code, read_value

TODAY = date(2026, 11, 21)


def read(word_type, text, **more):
    return read_value(word_type, text, today=TODAY, **more)


def test_a_name_is_kept_exactly_and_marked_when_the_forms_cannot_hold_it():
    got = read("name", "Đặng Łukasz")
    assert (got.value, got.level) == ("Đặng Łukasz", "warn")
    assert "printed there as Dang Lukasz" in got.message
    assert read("name", "Mary-Jane Van Dyke").level == "ok"


def test_a_name_in_another_script_asks_for_the_passport():
    got = read("name", "李")
    assert got.value == "李"
    assert got.level == "warn"


def test_two_ways_of_writing_one_letter_become_one():
    assert read("name", "Jose\u0301").value == "Jos\u00e9"


def test_a_name_with_marks_of_html_is_only_text():
    assert read("name", "<b>&\"'").value == "<b>&\"'"


def test_a_text_longer_than_its_box_is_kept_and_marked():
    got = read("text", "Llanfairpwllgwyngyll", max_length=10)
    assert (got.value, got.level) == ("Llanfairpwllgwyngyll", "warn")
    assert got.message.startswith("20 characters typed; the form's box holds 10.")


@pytest.mark.parametrize("text", ["Mexico", "mexico", "MX", "mx", "México"])
def test_a_country_is_found_by_name_or_code(text):
    assert read("country", text).value == "Mexico"


def test_names_that_people_use_lead_to_the_name_on_the_forms():
    assert read("country", "Myanmar").value == "Burma"
    assert read("country", "Viet Nam").value == "Vietnam"
    assert read("country", "USA").value == "United States"
    assert read("country", "Mexiko").level == "bad"
    assert country_code("Mexico") == "MX"
    assert country_code("Nowhere") == ""


def test_a_state_is_kept_as_two_letters_and_shown_in_full():
    got = read("state", "california")
    assert (got.value, got.shown) == ("CA", "California")
    assert read("state", "ca").value == "CA"
    assert read("state", "Ontario").level == "bad"


def test_boxes_for_places_offer_the_whole_list():
    assert len(completions("country")) == 249
    assert completions("country")[0] == "Afghanistan"
    assert "Wyoming" in completions("state")
    assert completions("text") == ()


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("Y", True), ("sí", True), ("no", False), ("N", False)]
)
def test_yes_and_no_are_read_in_short_and_in_spanish(text, value):
    assert read("yes_no", text).value is value


def test_a_yes_or_no_question_takes_nothing_else():
    assert read("yes_no", "maybe").message == "Answer yes or no."


def test_a_choice_is_found_by_value_or_label():
    options = (("without_inspection", "Without inspection"), ("paroled", "Paroled"))
    assert read("choice", "without_inspection", options=options).shown == "Without inspection"
    assert read("choice", "without inspection", options=options).value == "without_inspection"
    assert read("choice", "PAROLED", options=("paroled",)).value == "paroled"
    assert read("choice", "swam", options=options).message == "Choose one of: Without inspection, Paroled."


def test_several_choices_are_kept_once_each_and_all_must_be_on_the_list():
    got = read("choices", "white, asian, white", options=("white", "asian", "black"))
    assert (got.value, got.shown) == (("white", "asian"), "white, asian")
    assert read("choices", "white, green", options=("white",)).level == "bad"
    assert read("choices", ",", options=("white",)).level == "bad"
