"""FEIN, NAICS and SOC: read with or without marks; a number that looks wrong is said and kept as typed."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.unknown import NONE
from immdesk.basics.values import read_value


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("fein", "12-3456789", "12-3456789"),
        ("fein", " 123456789 ", "12-3456789"),
        ("fein", "12 345 6789", "12-3456789"),
        ("naics", "541511", "541511"),
        ("naics", "54", "54"),
        ("soc", "15-1252", "15-1252"),
        ("soc", "151252", "15-1252"),
        ("soc", "15-1252.00", "15-1252.00"),
    ],
)
def test_a_number_is_read(kind, typed, value):
    read = read_value(kind, typed, today=date(2026, 8, 14))
    assert (read.value, read.level) == (value, "ok")


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("fein", "12-345", "A FEIN has 9 digits, like 12-3456789; 5 typed. Kept as typed."),
        ("fein", "applied for", "A FEIN holds only digits, like 12-3456789. Kept as typed."),
        ("fein", "00-1234567", "A FEIN does not begin with 00 or end with seven zeros. Kept as typed."),
        ("naics", "7", "A NAICS code has 2 to 6 digits, like 541511. Kept as typed."),
        ("soc", "engineer", "A SOC code looks like 15-1252 or 15-1252.00. Kept as typed."),
    ],
)
def test_a_number_that_looks_wrong_is_said_and_kept(kind, typed, said):
    read = read_value(kind, typed, today=date(2026, 8, 14))
    assert (read.value, read.level, read.message) == (typed, "warn", said)


def test_an_employer_can_have_no_fein():
    read = read_value("fein", "none", today=date(2026, 8, 14), none_label="has none")
    assert (read.value, read.shown) == (NONE, "has none")
