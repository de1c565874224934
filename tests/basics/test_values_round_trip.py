"""What was read and kept can be read again, from the kept text and from what is shown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.values import NONE_TEXT, TYPES, completions, read_value, text_to_value, value_to_text

TODAY = date(2026, 11, 21)
OPTIONS = ("inspected", "without_inspection", "paroled")
days = st.dates(date(1850, 1, 1), date(2199, 12, 31))
partials = st.builds(PartialDate, st.integers(1850, 2199), st.none() | st.integers(1, 12))
a_numbers = st.from_regex(r"A[0-9]{8}[1-9]", fullmatch=True)


def again(word_type, text):
    return read_value(word_type, text, today=TODAY, options=OPTIONS, partial=True, none_label="none")


def check(word_type, value):
    """Read the kept text, then what is shown; both give the value."""
    kept = value_to_text(value)
    assert text_to_value(word_type, kept) == value
    got = again(word_type, kept)
    assert got.value == value
    assert again(word_type, got.shown).value == value


@given(days | partials)
def test_dates_come_back(value):
    check("date", value)


@given(days)
def test_stays_and_cutoffs_come_back(value):
    check("stay_until", value)
    check("cutoff", value)


@given(a_numbers)
def test_a_numbers_come_back(value):
    check("a_number", value)


@given(
    st.from_regex(r"(IOE|EAC|XQZ)[0-9]{10}", fullmatch=True),
    st.from_regex(r"[0-9]{9}[A-Z][0-9]", fullmatch=True),
)
def test_receipts_and_i94_numbers_come_back(receipt, i94):
    check("receipt", receipt)
    check("i94", i94)


@given(st.from_regex(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}|\+52[0-9]{10}", fullmatch=True))
def test_telephones_come_back(value):
    check("phone", value)


@given(st.integers(0, 999_999_999), st.decimals(0, 10**9, places=2, allow_nan=False))
def test_numbers_and_dollars_come_back(number, dollars):
    check("number", number)
    check("money", Decimal(dollars))


@given(st.booleans(), st.sampled_from(OPTIONS), st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True))
def test_answers_and_choices_come_back(yes, one, several):
    check("yes_no", yes)
    check("choice", one)
    check("choices", tuple(several))


def test_every_country_and_state_comes_back():
    for name in completions("country"):
        check("country", name)
    for name in completions("state"):
        value = again("state", name).value
        check("state", value)


def test_letters_for_duration_and_cutoff_come_back():
    check("stay_until", "D/S")
    check("cutoff", "C")
    check("cutoff", "U")


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40))
def test_whatever_is_typed_is_read_without_an_error(word_type, text):
    got = again(word_type, text)
    assert got.level in ("", "ok", "warn", "bad")
    assert (got.value is None) == (got.level in ("", "bad"))
    assert bool(got.message) == (got.level in ("warn", "bad"))


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40))
def test_what_was_read_once_is_read_the_same_from_its_kept_text(word_type, text):
    got = again(word_type, text)
    if got.value is not None:
        assert again(word_type, value_to_text(got.value)).value == got.value


def test_none_and_unknown_are_kept_differently():
    assert value_to_text(NONE) == NONE_TEXT
    assert text_to_value("date", NONE_TEXT) is NONE
    assert value_to_text(None) is None
    assert value_to_text(Unknown("person.born_on")) is None
    assert text_to_value("date", None) is None


@pytest.mark.parametrize(
    ("word_type", "text"), [("date", "1988-3-7"), ("yes_no", "maybe"), ("date", "hello")]
)
def test_a_damaged_kept_text_is_an_error_without_the_text(word_type, text):
    with pytest.raises(ValueError, match=r"kept text|month|isoformat"):
        text_to_value(word_type, text)


def test_today_is_only_what_it_is_told():
    later = TODAY + timedelta(days=1)
    assert read_value("date", "t", today=later).value == later
