"""The numbers of the field, counted aloud when they are not right."""

from datetime import date
from decimal import Decimal

import pytest

from immdesk.basics.unknown import NONE
from immdesk.basics.values import NONE_TEXT, read_value

TODAY = date(2026, 11, 21)


def read(word_type, text, **more):
    return read_value(word_type, text, today=TODAY, **more)


@pytest.mark.parametrize(
    "text", ["A012345678", "12345678", "A 12-345-678", "a12345678", "Ａ１２３４５６７８"]
)
def test_an_a_number_is_filled_to_nine_digits(text):
    got = read("a_number", text)
    assert (got.value, got.level, got.shown) == ("A012345678", "ok", "A012-345-678")


def test_a_short_a_number_says_how_many_digits_were_typed():
    assert read("a_number", "A12345").message == "A-Number has 7, 8 or 9 digits; 5 typed."
    assert read("a_number", "A1234567890").message == "A-Number has 7, 8 or 9 digits; 10 typed."
    assert read("a_number", "A12345X7").level == "bad"
    assert read("a_number", "000000000").level == "bad"


def test_a_social_security_number_keeps_its_digits():
    got = read("ssn", "123-45-6789")
    assert (got.value, got.shown, got.level) == ("123456789", "123-45-6789", "ok")


@pytest.mark.parametrize(
    ("text", "level"),
    [("000-12-3456", "bad"), ("666-12-3456", "bad"), ("123-00-6789", "bad"), ("123-45-0000", "bad"),
     ("912-70-1234", "warn"), ("12345678", "bad"), ("12345678X", "bad")],
)  # fmt: skip
def test_numbers_that_were_never_issued_are_told(text, level):
    assert read("ssn", text).level == level


def test_a_receipt_of_a_known_center_is_read_and_an_unknown_one_kept_with_a_mark():
    assert read("receipt", "ioe 0912345678").value == "IOE0912345678"
    odd = read("receipt", "XYZ0912345678")
    assert (odd.value, odd.level) == ("XYZ0912345678", "warn")
    assert (
        read("receipt", "IOE091234567").message
        == "A receipt number has 10 digits after the letters; 9 typed."
    )
    assert read("receipt", "0912345678").level == "bad"


def test_both_kinds_of_i94_numbers_are_read():
    assert read("i94", "123 45678 901").value == "12345678901"
    assert read("i94", "123456789a1").value == "123456789A1"
    assert "10 typed" in read("i94", "1234567890").message


@pytest.mark.parametrize(
    ("text", "value", "shown", "level"),
    [
        ("(213) 555-0123", "+12135550123", "(213) 555-0123", "ok"),
        ("1 213 555 0123", "+12135550123", "(213) 555-0123", "ok"),
        ("+1 213.555.0123", "+12135550123", "(213) 555-0123", "ok"),
        ("+52 55 1234 5678", "+525512345678", "+52 55 1234 5678", "ok"),
        ("011 52 55 1234 5678", "+525512345678", "+525512345678", "ok"),
        ("555-0123", "555-0123", "555-0123", "warn"),
        ("(113) 555-0123", "+11135550123", "(113) 555-0123", "warn"),
        ("213 555 0123 ext 9", "+12135550123x9", "(213) 555-0123 x9", "warn"),
    ],
)
def test_telephones_are_read_and_odd_ones_kept_with_a_mark(text, value, shown, level):
    got = read("phone", text)
    assert (got.value, got.shown, got.level) == (value, shown, level)


def test_a_telephone_without_digits_is_refused():
    assert read("phone", "call me").level == "bad"
    assert read("phone", "()").level == "bad"


@pytest.mark.parametrize(
    ("text", "level"),
    [("ana@example.com", "ok"), ("a.b+c@mail.example.org", "ok"), ("ana@example", "bad"), ("ana", "bad"),
     ("a@b@example.com", "bad"), ("ana @example.com", "bad"), ("josé@example.com", "warn")],
)  # fmt: skip
def test_e_mail_addresses_need_one_at_and_a_domain(text, level):
    assert read("email", text).level == level


def test_money_and_numbers_take_commas_and_refuse_words():
    assert (read("money", "$1,440").value, read("money", "$1,440").shown) == (Decimal("1440"), "$1,440")
    assert read("money", "1440.5").shown == "$1,440.50"
    assert read("money", "-5").level == "bad"
    assert read("number", "1,024").value == 1024
    assert read("number", "three").level == "bad"


def test_none_is_an_answer_only_where_the_question_allows_it():
    assert read("ssn", NONE_TEXT, none_label="has none").value is NONE
    assert read("ssn", NONE_TEXT, none_label="has none").shown == "has none"
    typed = read("ssn", "N/A", none_label="has none")
    assert (typed.value, typed.level, typed.message) == (NONE, "warn", "Read as: has none.")
    assert read("ssn", NONE_TEXT).level == "bad"


def test_a_stay_is_a_day_or_duration_of_status_and_a_cutoff_a_day_or_a_letter():
    assert read("stay_until", "d/s").value == "D/S"
    assert read("stay_until", "3/7/2027").value == date(2027, 3, 7)
    assert read("stay_until", "Mar 2027").level == "bad"
    assert read("cutoff", "current").value == "C"
    assert read("cutoff", "U").value == "U"
    assert read("cutoff", "2024-02-01").value == date(2024, 2, 1)


def test_nothing_typed_is_read_as_nothing_and_never_as_no():
    for word_type in ("yes_no", "date", "a_number", "text", "choice", "country"):
        got = read(word_type, "   ")
        assert (got.value, got.level, got.message) == (None, "", "")
