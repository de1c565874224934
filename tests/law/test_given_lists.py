"""A whole list as one given name: read from the facts only when it is complete, and from worked cases."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse
from immdesk.basics.unknown import NONE, Unknown
from immdesk.law.compiled import Given, compile_rule
from immdesk.law.find import evaluate_given
from immdesk.law.rules import RuleFile

TEXT = """
rule: days-abroad
title: Days abroad
about: party
given:
  day: case.priority_date
  trips: {list: person.trips, depart: departed_on, return: returned_on}
versions:
  - cite: [none]
    confidence: general
    verified: {on: 2026-11-21, by: not reviewed, until: 2027-02-21}
    gives:
      same: {kind: date, steps: [from day]}
"""


def compiled(library, text: str = TEXT):
    file = parse(RuleFile, text, "abroad.yaml")
    return compile_rule(file, library.vocabulary, library.closures, Source("abroad.yaml", text))


@pytest.fixture
def trips(library) -> Given:
    return compiled(library).given[1]


def test_a_list_is_read_under_the_names_of_the_rule_when_it_is_complete(trips: Given):
    rows = ({"departed_on": date(2024, 1, 1), "returned_on": date(2024, 2, 1), "destination": "MX"},)
    whole = Facts({"person": {"trips": rows}}, frozenset({"person.trips"}))
    assert trips.read(whole) == ({"depart": date(2024, 1, 1), "return": date(2024, 2, 1)},)
    assert trips.read(Facts({"person": {"trips": rows}})) == Unknown("person.trips")
    assert trips.read(Facts({"person": {"trips": NONE}}, frozenset({"person.trips"}))) == ()


def test_a_worked_case_gives_rows_and_a_misspelt_column_is_refused(library):
    rule, today = compiled(library), date(2026, 11, 21)
    given = {"day": "2020-05-01", "trips": [{"depart": "2024-01-01", "return": "2024-02-01"}]}
    finding = evaluate_given(rule, given, today, library)
    assert dict(finding.inputs)["trips"] == ({"depart": date(2024, 1, 1), "return": date(2024, 2, 1)},)
    with pytest.raises(Problem, match="must be a list of rows with: depart, return"):
        evaluate_given(rule, {"trips": [{"depart": "2024-01-01", "back": "x"}]}, today, library)


def test_a_column_that_the_vocabulary_does_not_know_is_refused(library):
    with pytest.raises(Problem, match=r"abroad\.yaml, line 7: .*does not know 'returned'"):
        compiled(library, TEXT.replace("returned_on", "returned"))


FORMS = TEXT.replace(
    "  trips: {list: person.trips, depart: departed_on, return: returned_on}",
    "  last: {row: person.current_address, start: from, end: until}\n"
    "  mexico: {list: person.trips, each: departed_on, where: destination == 'MX', so_far: yes}\n"
    "  races: person.race",
)


def test_one_row_and_one_word_of_each_fitting_row_are_read_from_what_is_recorded(library):
    _day, last, mexico, _races = compiled(library, FORMS).given
    trips = tuple(
        {"departed_on": date(2024, month, 1), "destination": to} for month, to in ((1, "MX"), (2, "CA"))
    )
    facts = Facts({"person": {"trips": trips, "current_address": {"from": date(2020, 1, 1), "city": "Reno"}}})
    assert last.read(facts) == {"start": date(2020, 1, 1), "end": None}
    assert mexico.read(facts) == (date(2024, 1, 1),)
    assert last.paths()["last.end"] == "person.current_address.until"
    assert last.read(Facts({"person": {"current_address": NONE}})) == NONE


def test_a_row_whose_word_is_not_known_leaves_the_list_unknown(library):
    mexico = compiled(library, FORMS).given[2]
    for row in ({"departed_on": date(2024, 1, 1)}, {"destination": "MX"}):
        assert mexico.read(Facts({"person": {"trips": (row,)}})) == Unknown("person.trips")


def test_worked_cases_write_a_row_a_list_of_days_and_several_choices(library):
    rule, today = compiled(library, FORMS), date(2026, 11, 21)
    given = {"last": {"start": "2020-01-01"}, "mexico": ["2024-01-01"], "races": ["white", "asian"]}
    inputs = dict(evaluate_given(rule, {"day": "2020-05-01", **given}, today, library).inputs)
    assert inputs["last"] == {"start": date(2020, 1, 1)}
    assert inputs["mexico"] == (date(2024, 1, 1),)
    assert inputs["races"] == ("white", "asian")
    for wrong in ({"last": "2020-01-01"}, {"mexico": "2024-01-01"}, {"mexico": ["soon"]}):
        with pytest.raises(Problem, match="must be"):
            evaluate_given(rule, wrong, today, library)


def test_a_key_that_has_no_meaning_beside_a_path_is_refused(library):
    with pytest.raises(Problem, match="unknown key 'wher'"):
        compiled(library, FORMS.replace("person.race", "{path: person.race, wher: x}"))
