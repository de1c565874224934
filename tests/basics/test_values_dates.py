"""Dates as people type them."""

from datetime import date

import pytest

from immdesk.basics.facts import PartialDate
from immdesk.basics.values import read_value

TODAY = date(2026, 11, 21)


def read(text, partial=True):
    return read_value("date", text, today=TODAY, partial=partial)


@pytest.mark.parametrize(
    "text",
    [
        "3/7/1988",
        "03/07/1988",
        "03071988",
        "19880307",
        "7 Mar 1988",
        "Mar 7, 1988",
        "March 7th 1988",
        "1988-03-07",
        "1988/3/7",
        "3-7-1988",
        "7 de marzo de 1988",
        "３/７/１９８８",
        "٣/٧/١٩٨٨",
    ],
)
def test_a_whole_day_is_read_in_every_usual_way(text):
    got = read(text)
    assert (got.value, got.level, got.shown) == (date(1988, 3, 7), "ok", "Mon Mar 7, 1988")


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("Mar 1988", PartialDate(1988, 3), "Mar 1988"),
        ("3/1988", PartialDate(1988, 3), "Mar 1988"),
        ("1988-03", PartialDate(1988, 3), "Mar 1988"),
        ("1988", PartialDate(1988), "1988"),
    ],
)
def test_a_month_or_a_year_alone_is_kept_where_that_is_allowed(text, value, shown):
    got = read(text)
    assert (got.value, got.level, got.shown) == (value, "ok", shown)
    assert read(text, partial=False).level == "bad"
    assert "The whole date is needed" in read(text, partial=False).message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("t", date(2026, 11, 21)),
        ("today", date(2026, 11, 21)),
        ("+90", date(2027, 2, 19)),
        ("t+90", date(2027, 2, 19)),
        ("-30", date(2026, 10, 22)),
    ],
)
def test_days_are_counted_from_today(text, value):
    assert read(text).value == value


def test_a_day_before_the_month_is_read_and_marked():
    got = read("25/12/1990")
    assert (got.value, got.level) == (date(1990, 12, 25), "warn")
    assert got.message == "Read as day/month: December 25, 1990."


def test_points_between_the_numbers_leave_a_doubt():
    got = read("7.3.1988")
    assert (got.value, got.level) == (date(1988, 7, 3), "warn")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/7/88", date(1988, 3, 7)),
        ("030788", date(1988, 3, 7)),
        ("3/7/36", date(2036, 3, 7)),
        ("3/7/37", date(1937, 3, 7)),
    ],
)
def test_two_digit_years_are_this_century_until_ten_years_ahead(text, value):
    got = read(text)
    assert (got.value, got.level) == (value, "warn")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/02/1988", "February 1988 has 29 days; 31 typed."),
        ("2/30/1989", "February 1989 has 28 days; 30 typed."),
        ("13/13/1990", "A year has 12 months; 13 typed."),
        ("4/31/2020", "April 2020 has 30 days; 31 typed."),
        ("3/7/198", "A year has 4 digits; 3 typed."),
        ("3/7/1788", "The year 1788 is not between 1850 and 2199."),
        ("3/7", "A year has 4 digits; 1 typed."),
        ("12", "A date typed in digits has 8 of them, like 03071988; 2 typed."),
        ("1/2/3/1988", "A date has three parts: month, day and year; 4 typed."),
    ],
)
def test_an_impossible_day_says_what_was_counted(text, message):
    got = read(text)
    assert (got.value, got.level, got.message) == (None, "bad", message)


@pytest.mark.parametrize("text", ["soon", "7 Foo 1988", "-", "'", "9" * 5000, "Mar 7 1988 12", "+99999"])
def test_what_is_no_date_is_refused_without_an_error(text):
    got = read(text)
    assert got.level in ("bad", "ok")
    assert got.value is None or text == "+99999"


def test_the_29th_of_february_exists_only_in_leap_years():
    assert read("2/29/2024").value == date(2024, 2, 29)
    assert read("2/29/2023").message == "February 2023 has 28 days; 29 typed."
