"""The step words: each moves a day as it says, and says why."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.word import Word
from immdesk.law.steps import Move, Scope, compile_step
from immdesk.law.working import Names

WORDS = {
    "a": Word(type="date", label="First day", none=True),
    "b": Word(type="date", label="Second day", none=True),
    "c": Word(type="date", label="Third day"),
    "n": Word(type="number", label="Days to respond"),
    "mailed": Word(type="yes_no", label="Mailed"),
}
KNOWN = {"a": date(2026, 8, 31), "b": date(2026, 7, 3), "c": NONE, "n": 10, "mailed": True}
PATHS = {name: f"notice.{name}" for name in WORDS}


def move(text: str, library, start: object = NONE, **other: object) -> Move:
    step = compile_step(text, "", "", Scope(WORDS, library.closures, None, "last_day_of_month"))
    names = Names({**KNOWN, **other}, {name: word.label for name, word in WORDS.items()}, PATHS)
    return step.do(start, names, "last_day_of_month")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("from a", "2026-08-31"),
        ("from earlier of a and b", "2026-07-03"),
        ("from later of a and b", "2026-08-31"),
        ("from later of a, b and c", "2026-08-31"),
    ],
)
def test_a_count_begins_at_a_given_day(text: str, result: str, library):
    assert str(move(text, library).day) == result


@pytest.mark.parametrize(
    ("start", "text", "result"),
    [
        ("2026-03-02", "add 84 days", "2026-05-25"),
        ("2026-03-02", "add n days", "2026-03-12"),
        ("2026-03-02", "subtract 1 day", "2026-03-01"),
        ("2026-08-31", "subtract 6 months", "2026-02-28"),
        ("2026-01-31", "add 1 month", "2026-02-28"),
        ("2024-02-29", "add 1 year", "2025-02-28"),
        ("2026-07-03", "next open day in federal", "2026-07-06"),
        ("2026-07-05", "previous open day in federal", "2026-07-02"),
        ("2026-07-01", "add 2 open days in federal", "2026-07-06"),
        ("2026-07-17", "first day of month", "2026-07-01"),
    ],
)
def test_each_word_moves_the_day(start: str, text: str, result: str, library):
    assert str(move(text, library, date.fromisoformat(start)).day) == result


def test_a_step_says_its_words_reason_and_source(library):
    assert move("from a", library) == Move(date(2026, 8, 31), "First day", source="notice.a")
    added = move("add n days", library, date(2026, 3, 2))
    assert (added.words, added.reason, added.source) == ("add 10 days", "Days to respond", "notice.n")
    rolled = move("next open day in federal", library, date(2026, 5, 24))
    assert (rolled.words, rolled.reason) == ("the next open day", "closed: Sunday, Memorial Day")
    assert rolled.authority == "5 USC 6103; E.O. 11582"


def test_a_missing_day_remembers_the_other_reading(library):
    assert move("add 1 year", library, date(2024, 2, 29)).other == date(2025, 3, 1)
    assert move("add 1 year", library, date(2024, 2, 28)).other is None


def test_what_is_not_known_is_asked_for_and_none_stays_none(library):
    assert move("from a", library, a=Unknown("notice.a")).day == Unknown("notice.a")
    assert move("from later of a and b", library, b=None).day == Unknown("notice.b")
    assert move("add n days", library, date(2026, 1, 1), n=None).day == Unknown("notice.n")
    assert move("from c", library).day == NONE
    assert move("add 3 days", library, NONE).day == NONE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("add 3 dais", "'add 3 dais' is not a step that the desk knows. Did you mean 'add 30 days'?"),
        ("multiply by 2", "is not a step"),
        ("from aa", "'aa' is not one of the given names"),
        ("from n", "'n' is a number, but a day is needed there"),
        ("add a days", "'a' is a date, but a number is needed there"),
        ("next open day in federl", "no calendar of closings 'federl'. Did you mean 'federal'?"),
        ("add 3 days when mailled", "'mailled' is not known here. Did you mean 'mailed'?"),
        ("add 3 days when n", "is not a yes or no"),
    ],
)
def test_a_step_that_cannot_be_is_refused(text: str, said: str, library):
    with pytest.raises(Problem) as refused:
        compile_step(text, "", "", Scope(WORDS, library.closures, library.vocabulary, "next_day"))
    assert said in refused.value.happened


def test_months_need_a_missing_day(library):
    with pytest.raises(Problem, match="does not say its `missing_day`"):
        compile_step("add 6 months", "", "", Scope(WORDS, library.closures, None, None))
