"""A function written from pieces reads facts exactly as `Facts.get` does."""

import copy
import pickle

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.written import Later, Writing

FACTS = Facts(
    {
        "person": {
            "born_on": NONE,
            "name": "Ana",
            "city": Unknown("person.address"),
            "address": {"zip": "1"},
        },
        "day": "D/S",
        "spouse": NONE,
        "case": Unknown("case"),
    }
)


@pytest.mark.parametrize(
    "path",
    [
        "person.name", "person.born_on", "person.city", "person.gone", "person.address.zip", "person.name.x",
        "day", "gone", "gone.word", "spouse.name", "case.type", "day.word",
    ],
)  # fmt: skip
def test_a_written_function_reads_a_path_as_facts_do(path):
    writing = Writing()
    assert writing.function(writing.read(path))(FACTS) == FACTS.get(path)


def test_a_function_for_later_is_written_once():
    written = []

    def write():
        written.append("once")
        return lambda facts: facts.get("day")

    later = Later(write)
    assert written == []
    assert [later.of(FACTS), later.of(FACTS)] == ["D/S", "D/S"]
    assert written == ["once"]


def test_there_is_only_one_none_in_copies_too():
    assert Nothing() is NONE
    assert copy.deepcopy(NONE) is NONE
    assert pickle.loads(pickle.dumps(NONE)) is NONE
