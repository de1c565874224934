"""Words worked out from lists: what is said early still holds when the whole list is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import Unknown
from immdesk.basics.vocabulary import Vocabulary

WORDS = """
shape: person
words:
  trips: {type: list, of: trip, label: Trips}
  many: {type: number, derived: count, list: trips}
  long_ones: {type: number, derived: count, list: trips, where: long == yes}
  any_long: {type: yes_no, derived: any, list: trips, where: long == yes}
  all_long: {type: yes_no, derived: all, list: trips, where: long == yes}
---
shape: trip
words:
  out: {type: date, label: Left}
  long: {type: yes_no, label: Longer than a year}
---
roots: {person: person}
"""
VOCABULARY = Vocabulary.load([("words.yaml", WORDS)])
TRIPS = st.lists(st.fixed_dictionaries({"out": st.dates(), "long": st.booleans()}), max_size=5)


def derived(trips: list[dict[str, Any]], complete: bool) -> dict[str, Any]:
    whole = frozenset({"person.trips"}) if complete else frozenset()
    facts = VOCABULARY.derive(Facts({"person": {"trips": tuple(trips)}}, whole))
    return {word: facts.get(f"person.{word}") for word in ("many", "long_ones", "any_long", "all_long")}


@settings(deadline=None)
@given(TRIPS, st.integers(0, 5), st.lists(st.booleans(), min_size=5, max_size=5))
def test_what_part_of_a_list_says_the_whole_list_says(trips, recorded, told):
    part = [row if known else {"out": row["out"]} for row, known in zip(trips[:recorded], told, strict=False)]
    early, late = derived(part, complete=False), derived(trips, complete=True)
    for word, value in early.items():
        assert isinstance(value, Unknown) or value == late[word], word


def test_the_whole_list_says_everything():
    rows = [{"out": date(2020, 1, 1), "long": True}, {"out": date(2021, 1, 1), "long": False}]
    assert derived(rows, complete=True) == {
        "many": 2, "long_ones": 1, "any_long": True, "all_long": False,
    }  # fmt: skip
