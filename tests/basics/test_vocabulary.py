"""The vocabulary: paths, suggestions, and words worked out from lists."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.vocabulary import Vocabulary

WORDS = """
shape: person
words:
  name: {type: name, label: Name, private: yes}
  trips: {type: list, of: trip, label: Trips}
  father: {type: row, of: parent, label: Father}
  times_abroad: {type: number, derived: count, list: trips}
  ever_long_abroad: {type: yes_no, derived: any, list: trips, where: long == yes}
  always_back: {type: yes_no, derived: all, list: trips, where: back != none}
  first_trip: {type: row, of: trip, derived: first, list: trips, by: out}
  last_trip: {type: row, of: trip, derived: last, list: trips, by: out}
  last_long_trip: {type: row, of: trip, derived: last, list: trips, by: back, where: long == yes}
---
shape: trip
words:
  out: {type: date, partial: yes, label: Left}
  back: {type: date, label: Came back, none: yes, none_label: still abroad}
  long: {type: yes_no, label: Longer than a year}
---
shape: parent
words:
  city: {type: text, label: City}
---
roots: {person: person, principal: person}
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load([("words.yaml", WORDS)])


def facts(*trips: dict[str, object], complete: bool = False, **more: object) -> Facts:
    whole = frozenset({"person.trips"}) if complete else frozenset()
    return Facts({"person": {"trips": trips, **more}}, whole)


def trip(out: object, back: object = NONE, long: bool | None = False) -> dict[str, object]:
    return {"out": out, "back": back, "long": long}


def test_paths_reach_into_rows_and_lists_with_or_without_an_index(vocabulary: Vocabulary):
    for path in (
        "person.name",
        "principal.trips.out",
        "person.trips[0].out",
        "person.last_trip.back",
        "person",
    ):
        assert vocabulary.has(path), path
    assert vocabulary.word("person.trips[3].back").none_label == "still abroad"
    assert vocabulary.word("person.father.city").name == "city"


def test_an_unknown_path_is_refused_with_the_nearest_one(vocabulary: Vocabulary):
    assert vocabulary.suggest("person.trps.out") == "person.trips.out"
    with pytest.raises(Problem) as refused:
        vocabulary.check("person.father.citty", "form.yaml, line 9")
    assert refused.value.happened == (
        "form.yaml, line 9: the vocabulary does not know 'citty' in 'person.father' "
        "(path 'person.father.citty'). Did you mean 'person.father.city'?"
    )
    with pytest.raises(Problem, match=r"Did you mean 'principal[.]name'"):
        vocabulary.check("principl.name", "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("list: trips, by: out}", "list: trps, by: out}"), "words.yaml, line 10: 'first_trip' is derived"),
        (("derived: last, list: trips, by: out", "derived: last, list: trips, by: owt"), "goes by 'owt'"),
        (("where: back != none", "where: bak != none"), "'bak' is not known here. Did you mean 'back'?"),
        (("of: parent", "of: parnt"), "of the shape 'parnt', which does not exist. Did you mean 'parent'?"),
        (("label: City", "lable: City"), "words.yaml, line 22: unknown key 'lable'. Did you mean 'label'?"),
        (("type: text", "type: txt"), "'type' is 'txt'"),
        ((", where: long == yes}\n  always", "}\n  always"), "'ever_long_abroad' (any) needs `where`"),
        (("principal: person", "principal: persn"), "has the shape 'persn', which does not exist"),
        (("label: Name, ", ""), "'name' has no label"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_words_stops_the_pack(change: tuple[str, str], said: str):
    with pytest.raises(Problem) as refused:
        Vocabulary.load([("words.yaml", WORDS.replace(*change, 1))])
    assert said in refused.value.happened


def test_a_list_nobody_has_asked_about_is_asked_for(vocabulary: Vocabulary):
    derived = vocabulary.derive(Facts({"person": {"name": "Ana"}}))
    for word in ("times_abroad", "ever_long_abroad", "always_back", "first_trip", "last_trip.out"):
        assert derived.get(f"person.{word}") == Unknown("person.trips"), word
    assert derived.get("person.name") == "Ana"


def test_counts_wait_for_that_is_all(vocabulary: Vocabulary):
    rows = (trip(date(2020, 1, 1)), trip(date(2021, 1, 1)))
    assert vocabulary.derive(facts(*rows)).get("person.times_abroad") == Unknown("person.trips")
    assert vocabulary.derive(facts(*rows, complete=True)).get("person.times_abroad") == 2


def test_any_is_yes_at_the_first_hit_and_no_only_when_complete(vocabulary: Vocabulary):
    short, long = trip(date(2020, 1, 1)), trip(date(2021, 1, 1), long=True)
    assert vocabulary.derive(facts(short, long)).get("person.ever_long_abroad") is True
    assert vocabulary.derive(facts(short)).get("person.ever_long_abroad") == Unknown("person.trips")
    assert vocabulary.derive(facts(short, complete=True)).get("person.ever_long_abroad") is False
    open_row = facts(trip(date(2020, 1, 1), long=None), complete=True)
    assert vocabulary.derive(open_row).get("person.ever_long_abroad") == Unknown("person.trips[0].long")


def test_all_is_no_at_the_first_miss_and_yes_only_when_complete(vocabulary: Vocabulary):
    back, away = trip(date(2020, 1, 1), date(2020, 2, 1)), trip(date(2021, 1, 1))
    assert vocabulary.derive(facts(back, away)).get("person.always_back") is False
    assert vocabulary.derive(facts(back)).get("person.always_back") == Unknown("person.trips")
    assert vocabulary.derive(facts(back, complete=True)).get("person.always_back") is True


def test_first_and_last_go_by_a_word_and_give_the_best_recorded_row(vocabulary: Vocabulary):
    rows = (trip(PartialDate(2021)), trip(date(2019, 5, 1)), trip(PartialDate(2020, 3)), trip(None))
    derived = vocabulary.derive(facts(*rows))
    assert derived.get("person.last_trip.out") == PartialDate(2021)
    assert derived.get("person.first_trip") == trip(None)


def test_an_open_end_is_the_last_of_all(vocabulary: Vocabulary):
    rows = (trip(date(2019, 1, 1), NONE, True), trip(date(2022, 1, 1), date(2023, 1, 1), True))
    assert vocabulary.derive(facts(*rows)).get("person.last_long_trip.out") == date(2019, 1, 1)


def test_no_row_that_fits_is_none_when_the_list_is_complete_and_asked_for_otherwise(vocabulary: Vocabulary):
    short = trip(date(2020, 1, 1))
    assert vocabulary.derive(facts(short)).get("person.last_long_trip") == Unknown("person.trips")
    assert vocabulary.derive(facts(short, complete=True)).get("person.last_long_trip.out") == NONE


def test_a_list_known_to_be_empty_is_complete(vocabulary: Vocabulary):
    derived = vocabulary.derive(Facts({"person": {"trips": NONE}}))
    assert derived.get("person.times_abroad") == 0
    assert derived.get("person.last_trip") == NONE
    assert derived.get("person.ever_long_abroad") is False


def test_a_shape_is_continued_in_another_file_but_a_word_stands_once():
    roots = ("roots.yaml", "roots: {person: person}\n")
    first = ("a.yaml", "shape: person\nwords:\n  name: {type: text, label: Name}\n")
    more = ("b.yaml", "shape: person\nwords:\n  age: {type: number, label: Age}\n")
    assert sorted(Vocabulary.load([roots, first, more]).shape("person")) == ["age", "name"]
    with pytest.raises(Problem, match=r"c\.yaml.*3.*'name'.*stands twice"):
        Vocabulary.load([roots, first, ("c.yaml", "shape: person\nwords:\n  name: {type: text, label: N}\n")])
