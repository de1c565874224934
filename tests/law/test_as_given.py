"""Values given by hand in a worked case: the same thing written another way, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE
from immdesk.basics.word import Word
from immdesk.law.as_given import typed
from immdesk.law.find import evaluate_given
from immdesk.law.vectors import differences

TODAY = date(2026, 11, 21)
RFE = {"notice_date": "2026-03-02", "response_days": 84, "served_by": "mail", "recipient_abroad": False}
CHOICE = Word(type="choice", options=("H-1B", "H-1B1", "research_scholar"))


@pytest.mark.parametrize(
    ("word", "said", "meant"),
    [
        (Word(type="yes_no"), "Yes", True),
        (Word(type="yes_no"), "FALSE", False),
        (Word(type="number"), "84", 84),
        (Word(type="date"), " 2026-03-02 ", date(2026, 3, 2)),
        (Word(type="date"), datetime(2026, 3, 2), date(2026, 3, 2)),
        (CHOICE, "h1b", "H-1B"),
        (CHOICE, "H1B1", "H-1B1"),
        (CHOICE, "Research scholar", "research_scholar"),
        (Word(type="choices", options=("mon", "tue")), ["Monday", "TUE"], ("mon", "tue")),
        (Word(type="cutoff"), "current", "C"),
        (Word(type="cutoff"), "u", "U"),
        (Word(type="cutoff"), "01APR24", date(2024, 4, 1)),
        (Word(type="stay_until"), "d/s", "D/S"),
        (Word(type="date"), None, NONE),
    ],
)
def test_the_same_thing_written_another_way_is_understood(word: Word, said: Any, meant: Any):
    assert typed(word, said, "it") == meant


@pytest.mark.parametrize(
    ("word", "said", "told"),
    [
        (Word(type="yes_no"), "perhaps", "'it' must be yes or no, not 'perhaps'."),
        (Word(type="number"), "84 days", "'it' must be a number, not '84 days'."),
        (Word(type="number"), True, "'it' must be a number, not 'True'."),
        (Word(type="number"), "inf", "'it' must be a number, not 'inf'."),
        (Word(type="date"), "2027-02-29", "'it' must be a day such as 2026-03-01, not '2027-02-29'."),
        (Word(type="date"), datetime(2026, 3, 4, 11), "'it' must be a day such as 2026-03-01"),
        (CHOICE, "L-1", "'it' is 'L-1', which is none of: H-1B, H-1B1, research_scholar."),
        (Word(type="cutoff"), "soon", "'it' must be C, U or a day such as 2026-03-01, not 'soon'."),
        (Word(type="stay_until"), "open", "'it' must be a day such as 2026-03-01, not 'open'."),
    ],
)
def test_what_cannot_be_understood_is_refused_in_plain_words(word: Word, said: Any, told: str):
    with pytest.raises(Problem) as refused:
        typed(word, said, "it")
    assert refused.value.happened.startswith(told)


@pytest.mark.parametrize(("name", "asked"), [("response_days", "response_days"), ("served_by", "served_by")])
def test_nothing_said_where_something_must_be_is_asked_for_and_never_counted_as_zero(library, name, asked):
    finding = evaluate_given(library.rules["rfe-deadline"], {**RFE, name: None}, TODAY, library)
    assert (finding.outcome, finding.ask) == ("ask", {f"notice.{asked}"})


def test_a_request_served_by_mail_counts_three_days_however_mail_is_written(library):
    for said in ("mail", "Mail", " MAIL "):
        (deadline,) = evaluate_given(
            library.rules["rfe-deadline"], {**RFE, "served_by": said}, TODAY, library
        ).outputs
        assert deadline.value == date(2026, 5, 28)


def test_words_of_a_rule_beside_the_options_are_known(library):
    rule = library.rules["asylum-program-fee"]
    for said, paid in (("Non-profit", 0), ("regular", 600), ("small employer", 600)):
        given = {"employer_type": said, "fte": 26, "postmark": "2026-03-02"}
        (fee,) = evaluate_given(rule, given, TODAY, library).outputs
        assert fee.value == paid


@pytest.mark.parametrize("bar", ["none", None])
def test_an_expected_null_is_the_word_none(library, bar: str | None):
    given = {"authorized_stay_end": "2026-01-10", "departed": "2026-02-10"}
    finding = evaluate_given(library.rules["unlawful-presence-bars"], given, TODAY, library)
    assert differences({"bar": bar, "unlawful_days": "31"}, finding) == []
    assert differences({"bar": "3-year"}, finding) == ["bar: expected 3-year, got none"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("by mail", None),
        ("First-class mail", None),
        ("electronic mail", "'served_by' is 'electronic mail', which is none of"),
        ("not by mail", "'served_by' is 'not by mail', which is none of"),
    ],
)
def test_a_choice_said_in_more_words_is_understood_when_only_one_can_be_meant(library, said, told):
    given = {"notice_date": "2026-06-04", "days": 30, "served_by": said}
    rule = library.rules["cal-mail-add3"]
    if told is None:
        assert evaluate_given(rule, given, TODAY, library).outputs[0].value == date(2026, 7, 7)
    else:
        with pytest.raises(Problem) as refused:
            evaluate_given(rule, given, TODAY, library)
        assert refused.value.happened.startswith(told)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("nat-physical-presence", {"trips": [], "today": None}),
        ("h1b-ac21-106a", {"filings": [{"filed": "2025-01-01", "status": None}]}),
        ("j1-12-month-bar", {
            "periods": [{"status": None, "start": "2025-01-01"}],
            "new_category": "professor", "new_start": "2026-01-01",
        }),
    ],
)  # fmt: skip
def test_a_null_inside_a_row_or_for_today_breaks_no_rule(library, rule: str, given: dict[str, Any]):
    assert evaluate_given(library.rules[rule], given, TODAY, library).outcome == "found"


def test_an_empty_place_among_the_sunday_advertisements_is_refused_in_words(library):
    with pytest.raises(Problem, match="'sunday_ads' has a place where nothing stands"):
        evaluate_given(library.rules["perm-sunday-ads"], {"sunday_ads": ["2026-01-11", None]}, TODAY, library)
