"""Conditions: three answers, checked against the vocabulary, nothing that runs."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.conditions import compile_condition
from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.vocabulary import Vocabulary

WORDS = """
shape: person
words:
  sex: {type: choice, options: [male, female], label: Sex}
  born_on: {type: date, label: Born}
  left_on: {type: date, label: Left, none: yes, none_label: still here}
  has_child: {type: yes_no, label: Has a child}
  ever_ill: {type: yes_no, label: Ever ill}
  income: {type: money, label: Income}
  race: {type: choices, options: [white, asian], label: Race}
  stay: {type: stay_until, label: Stay, none: yes}
  homes: {type: list, of: home, label: Homes}
  home: {type: row, of: home, derived: last, list: homes, by: from}
---
shape: home
words:
  city: {type: text, label: City}
  from: {type: date, partial: yes, label: From}
---
roots: {person: person, principal: person}
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load([("words.yaml", WORDS)])


def weigh(text: str, vocabulary: Vocabulary, **person: object) -> object:
    return compile_condition(text, vocabulary).weigh(Facts({"person": person}))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('person.sex == "female"', True),
        ('person.sex != "female"', False),
        ('person.sex in ("female", "male")', True),
        ('person.sex not in ("male",)', True),
        ('person.born_on < "1990-01-01"', True),
        ('"1988-03-07" <= person.born_on < "1988-03-08"', True),
        ("person.has_child and not person.ever_ill", True),
        ("person.has_child == no", False),
        ("person.income >= 1000.50", True),
        ("person.income > -1", True),
        ('"asian" in person.race', True),
        ("person.left_on == none", True),
        ('person.left_on < "2020-01-01"', False),
        ('not person.left_on < "2020-01-01"', True),
        ('person.stay == "D/S"', True),
        ('person.stay < "2030-01-01"', False),
        ("person.home != none", True),
        ('person.home.from < "2020-01-01"', True),
        ("yes", True),
        ("no", False),
    ],
)
def test_known_facts_give_yes_or_no(text: str, answer: bool, vocabulary: Vocabulary):
    person = {
        "sex": "female", "born_on": date(1988, 3, 7), "left_on": NONE, "has_child": True, "ever_ill": False,
        "income": 2000, "race": ("white", "asian"), "stay": "D/S",
        "home": {"city": "Gary", "from": PartialDate(2019)},
    }  # fmt: skip
    assert weigh(text, vocabulary, **person) is answer


def test_an_unknown_fact_is_asked_for_by_its_path(vocabulary: Vocabulary):
    assert weigh('person.sex == "male"', vocabulary) == Unknown("person.sex")


def test_one_no_settles_an_and_and_one_yes_an_or(vocabulary: Vocabulary):
    assert weigh("person.has_child and person.ever_ill", vocabulary, ever_ill=False) is False
    assert weigh("person.has_child or person.ever_ill", vocabulary, ever_ill=True) is True
    both = weigh("person.has_child and person.ever_ill", vocabulary, ever_ill=True)
    assert both == Unknown("person.has_child")


def test_the_opposite_of_unknown_is_unknown(vocabulary: Vocabulary):
    assert weigh("not person.ever_ill", vocabulary) == Unknown("person.ever_ill")


def test_a_partial_date_asks_only_when_the_day_would_decide(vocabulary: Vocabulary):
    born = PartialDate(1988, 3)
    assert weigh('person.born_on < "1988-04-01"', vocabulary, born_on=born) is True
    assert weigh('person.born_on < "1988-03-01"', vocabulary, born_on=born) is False
    assert weigh('person.born_on < "1988-03-15"', vocabulary, born_on=born) == Unknown("person.born_on")
    assert weigh('person.born_on == "1988-03-15"', vocabulary, born_on=born) == Unknown("person.born_on")
    assert weigh('person.born_on == "1988-04-15"', vocabulary, born_on=born) is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("len(person.homes) > 2", "a function call is not allowed"),
        ("person.income + 1 > 2", "arithmetic is not allowed"),
        ('person.homes[0].city == "x"', "is not allowed in a condition"),
        ("person.sex", "is not a yes or no"),
        ('person.sex == "femal"', "'femal' is not one of: male, female. Did you mean 'female'?"),
        (
            'person.sxe == "male"',
            "does not know 'sxe' in 'person' (path 'person.sxe'). Did you mean 'person.sex'?",
        ),
        ('persn.sex == "male"', "'persn' is not known here. Did you mean 'person'?"),
        ('person.born_on < "soon"', "'soon' is not a day; write it as 2026-03-01"),
        ("person.born_on == none", "'born_on' is never none in the vocabulary"),
        ("person.left_on < none", "none is compared with == or != only"),
        ("person.has_child == True", "write yes, not True"),
        ("person.left_on == None", "write none, not None"),
        ('person.has_child == "yes"', "cannot be compared"),
        ('person.sex < "male"', "only days and numbers stand before or after one another"),
        ("person.homes == none", "a list cannot be compared"),
        ('person.born_on is "x"', "write =="),
        ("person.sex in person.born_on", "after `in` stands a list of values"),
        ("lambda: yes", "a function is not allowed"),
        ("yes if yes else no", "an if is not allowed"),
        ("person.sex ==", "cannot be read as a condition"),
        ("", "a condition of 1 to 1000 characters is expected"),
        ('person.sex == f"{person.sex}"', "a composed text is not allowed"),
    ],
)
def test_what_may_not_be_written_is_refused_when_the_pack_loads(text: str, said: str, vocabulary: Vocabulary):
    with pytest.raises(Problem) as refused:
        compile_condition(text, vocabulary, where="rules/x.yaml, line 3")
    assert said in refused.value.happened
    assert refused.value.happened.startswith("rules/x.yaml, line 3")


def test_only_the_names_in_scope_may_be_read(vocabulary: Vocabulary):
    with pytest.raises(Problem, match="'principal' is not known here"):
        compile_condition('principal.sex == "male"', vocabulary, roots=("person",))


def test_bare_names_are_the_words_of_a_row(vocabulary: Vocabulary):
    condition = compile_condition('from < "2020-01-01"', vocabulary, roots=(), names=vocabulary.shape("home"))
    assert condition.paths == {"from"}
    assert condition.weigh(Facts({"from": date(2019, 1, 1)})) is True  # type: ignore[dict-item]
