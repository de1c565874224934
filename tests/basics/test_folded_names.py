"""Names folded for finding and sorting."""

import pytest

from immdesk.basics.folded import folded, form_name


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đặng Łukasz", "dang lukasz"),
        ("Øster", "oster"),
        ("Yılmaz", "yilmaz"),
        ("Müller", "muller"),
        ("García  Peña", "garcia pena"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Щукина", "shchukina"),
        ("王", "wang"),
        ("  Ana ", "ana"),
    ],
)
def test_every_name_is_found_by_plain_letters(text, plain):
    assert folded(text) == plain


def test_a_name_on_a_form_has_only_letters_hyphen_and_space():
    assert form_name("José María D'Ángelo-Łoś") == "Jose Maria DAngelo-Los"
    assert form_name("12") == ""
