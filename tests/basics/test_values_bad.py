"""Answers that cannot be: told what is wrong, never guessed, and never an error of the program."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.values import TYPES, read_value

TODAY = date(2026, 8, 14)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("date", "01/01/0001", "The year 1 is not between 1850 and 2199."),
        ("date", "0001-01-01", "The year 1 is not between 1850 and 2199."),
        ("date", "12/31/9999", "The year 9999 is not between 1850 and 2199."),
        ("date", "Feb 30 2024", "February 2024 has 29 days; 30 typed."),
        ("a_number", "A1234 5678 90", "A-Number has 7, 8 or 9 digits; 10 typed."),
        ("money", "-$1,440", "An amount in dollars is needed, like 1,440 or 1440.50."),
        ("money", "(1,440)", "An amount in dollars is needed, like 1,440 or 1440.50."),
        ("money", "1e99", "An amount in dollars is needed, like 1,440 or 1440.50."),
        ("money", "NaN", "An amount in dollars is needed, like 1,440 or 1440.50."),
        ("number", "-3", "A whole number is needed, like 3."),
    ],
)
def test_an_answer_that_cannot_be_is_told_and_nothing_is_kept(kind: str, text: str, message: str) -> None:
    got = read_value(kind, text, today=TODAY)
    assert (got.value, got.level, got.message) == (None, "bad", message)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A12 345 678", "A012345678"),
        ("12345678", "A012345678"),
        (" a 123 456 789 ", "A123456789"),
        ("A-123-456-789", "A123456789"),
        ("１２３４５６７８９", "A123456789"),
    ],
)
def test_an_a_number_of_eight_or_nine_digits_may_have_spaces(text: str, value: str) -> None:
    assert read_value("a_number", text, today=TODAY).value == value


BAD = [
    "\ud800",
    "a\x00b",
    "x" * 10_000,
    "9" * 5000,
    "👩‍👩‍👧",
    "\u202e",
    "'; DROP TABLE person; --",
    "<b>",
    "%",
    "-",
    "²",
]


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_no_text_breaks_the_reading_of_any_kind_of_answer(kind: str) -> None:
    levels = {read_value(kind, text, today=TODAY, options=("yes", "no")).level for text in BAD}
    assert levels <= {"ok", "warn", "bad", ""}
