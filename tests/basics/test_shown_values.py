"""How values look on the screen, in letters, in files and on forms."""

from datetime import date
from decimal import Decimal

from immdesk.basics import shown
from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE, Unknown

DAY = date(1988, 3, 7)


def test_a_day_has_one_look_for_each_place():
    assert shown.on_screen(DAY) == "Mon Mar 7, 1988"
    assert shown.in_letter(DAY) == "March 7, 1988"
    assert shown.iso(DAY) == "1988-03-07"
    assert shown.us_form(DAY) == "03/07/1988"


def test_a_month_or_year_alone_never_gets_a_day():
    march, year = PartialDate(1988, 3), PartialDate(1988)
    assert [shown.on_screen(march), shown.in_letter(march), shown.us_form(march), shown.iso(march)] == [
        "Mar 1988", "March 1988", "03/1988", "1988-03",
    ]  # fmt: skip
    assert [shown.on_screen(year), shown.in_letter(year), shown.us_form(year)] == ["1988", "1988", "1988"]


def test_unknown_shows_nothing_and_none_says_none():
    assert shown.on_screen(Unknown("person.ssn")) == ""
    assert shown.on_screen(None) == ""
    assert shown.on_screen(NONE) == "none"


def test_money_yes_no_and_several_words():
    assert shown.on_screen(Decimal("1440")) == "$1,440"
    assert shown.money(Decimal("1440.5")) == "$1,440.50"
    assert shown.money(85) == "$85"
    assert (shown.on_screen(True), shown.on_screen(False)) == ("yes", "no")
    assert shown.on_screen(("white", "asian")) == "white, asian"


def test_a_name_in_both_orders_leaves_out_what_is_not_known():
    person = {"family_name": "Ramírez", "given_name": "José", "middle_name": NONE}
    assert shown.name(person) == "Ramírez, José"
    assert shown.name(person, "given") == "José Ramírez"
    assert shown.name({"family_name": "Ramírez"}) == "Ramírez"
    assert shown.name({"given_name": "Ana", "middle_name": "Luz", "family_name": "Gil"}) == "Gil, Ana Luz"


def test_lists_show_only_the_tail_of_an_a_number():
    assert shown.a_number_tail("A012345678") == "…5678"
    assert shown.a_number_tail("") == ""
