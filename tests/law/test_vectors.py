"""Files of worked cases: what passes, what fails, and the vectors that all hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.law.vectors import check_vectors

GOOD = """
- {id: A, rule: rfe-deadline, inputs: {notice_date: "2026-03-02", response_days: 84, served_by: mail,
   recipient_abroad: false}, expected: {deadline: "2026-05-28"}}
- {id: B, rule: fee-lookup, inputs: {item: "I-130:paper", postmark: 2026-08-14}, expected: {usd: 675}}
"""
BAD = """
- {id: C, rule: rfe-deadlin, inputs: {}, expected: {deadline: "2026-05-28"}}
- {id: D, rule: fee-lookup, inputs: {item: "I-130:paper", postmark: 2026-08-14}, expected: {usd: 676}}
- {id: E, rule: fee-lookup, inputs: {itm: x}, expected: {usd: 676}}
- {id: F, rule: fee-lookup, inputs: {item: "I-130:paper"}, expected: {usd: 675}}
- {id: G, rule: fee-lookup, inputs: {item: "I-130:paper"}}
"""


def test_cases_that_hold_pass(library):
    report = check_vectors(GOOD, "good.yaml", library)
    assert (report.passed, report.failed, report.lines) == (2, 0, ())


def test_each_difference_is_told_and_an_unknown_rule_fails(library):
    report = check_vectors(BAD, "bad.yaml", library)
    assert (report.passed, report.failed) == (0, 5)
    assert report.lines == (
        "C  rfe-deadlin: unknown rule",
        "D  fee-lookup: usd: expected 676, got 675",
        "E  fee-lookup: The rule fee-lookup is not given 'itm'. Did you mean 'item'?",
        "F  fee-lookup: usd: expected 675, not given (ask: filing.postmark_on)",
        "G  fee-lookup: the case has no inputs or no expected results",
    )


@pytest.mark.parametrize("text", ["rule: x", "- 3", "[unclosed", ""])
def test_a_file_that_is_no_list_of_cases_is_refused(library, text: str):
    with pytest.raises(Problem, match=r"x\.yaml is not a file of worked cases"):
        check_vectors(text, "x.yaml", library)


@pytest.mark.parametrize(("name", "count"), [("vectors.yaml", 80), ("vectors_section17.yaml", 5)])
def test_all_reference_vectors_hold(library, shared, name: str, count: int):
    report = check_vectors((shared / "law" / name).read_text(encoding="utf-8"), name, library)
    assert (report.lines, report.passed) == ((), count)


def test_the_harder_vectors_of_a_second_reader_hold(library):
    text = (Path(__file__).parent / "harder_vectors.yaml").read_text(encoding="utf-8")
    report = check_vectors(text, "harder_vectors.yaml", library)
    assert (report.lines, report.passed) == ((), 191)
