"""SEVIS, ZIP codes, names in their own letters, machine-readable lines (the samples of ICAO 9303)."""

from datetime import date

import pytest

from immdesk.basics.reading_mrz import machine_lines
from immdesk.basics.values import read_value

TODAY = date(2026, 11, 21)
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
SMALL = (
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"  # the samples of ICAO 9303
)


def read(kind, text):
    return read_value(kind, text, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "text", "value", "level", "words"),
    [
        ("sevis", "n 0012-345 678", "N0012345678", "ok", ""),
        ("sevis", "0012345678", "N0012345678", "ok", ""),
        ("sevis", "N001234567", None, "bad", "9 typed"),
        ("sevis", "A001234567", None, "bad", "letter N and 10 digits"),
        ("zip", "937211234", "93721-1234", "ok", ""),
        ("zip", "93721 – 1234", "93721-1234", "ok", ""),
        ("zip", "9372", "9372", "warn", "4 typed. Kept as typed."),
        ("native_name", "王芳", "王芳", "ok", ""),
        ("native_name", "Wang Fang", "Wang Fang", "warn", "Roman letters"),
    ],
)
def test_numbers_of_papers_are_read_and_the_message_says_what_was_counted(kind, text, value, level, words):
    found = read(kind, text)
    assert (found.value, found.level) == (value, level)
    assert words in found.message


@pytest.mark.parametrize(
    ("text", "number"), [(PASSPORT, "L898902C3"), (CARD, "D23145890"), (SMALL, "D23145890")]
)
def test_lines_of_a_passport_and_of_cards_are_read(text, number):
    found = machine_lines(text, TODAY)
    assert (found.family_name, found.given_name, found.number) == ("Eriksson", "Anna Maria", number)
    assert (found.born_on, found.sex, found.expires_on) == (date(1974, 8, 12), "female", date(2012, 4, 15))
    assert found.wrong_fields == ()
    assert read("mrz", text).level == "ok"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("L898902C36", "L898902O36", "document number"),
        ("7408122", "7408132", "date of birth"),
        ("1204159", "1204158", "date of expiry"),
        ("ZE184226B<<<<<1", "ZE184226B<<<<<2", "personal number"),
    ],
)
def test_a_wrong_letter_names_its_field_and_is_kept(old, new, field):
    found = read("mrz", PASSPORT.replace(old, new))
    assert found.level == "warn"
    assert field in found.message
    assert new in found.value


def test_pasted_lines_may_run_on_or_be_spaced_and_a_short_one_is_counted():
    assert read("mrz", PASSPORT.replace("\n", "  ").lower()).value == PASSPORT
    assert read("mrz", PASSPORT.replace("\n", "").replace("<<", "«")).value == PASSPORT
    assert "87 typed" in read("mrz", PASSPORT[:-1]).message
    assert "typed: Ü" in read("mrz", "P<Ü").message


def test_a_number_longer_than_its_field_goes_on_beside_it():
    first = "I<UTOD23145890<7349<<<<<<<<<<<"
    found = machine_lines(f"{first}\n7408122F1204159UTO<<<<<<<<<<<4\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", TODAY)
    assert found.number == "D23145890734"
    assert "document number" not in found.wrong_fields
