"""What a rule may hold beside days and numbers: words as a parameter, and several days as one result."""

from __future__ import annotations

from datetime import date

from immdesk.basics.finding import Finding, Output, Said
from immdesk.law.checked_work import _fits
from immdesk.law.vectors import differences, shown


def test_several_days_are_compared_one_by_one_with_a_list_of_a_vector():
    days = (date(2027, 1, 1), date(2027, 7, 1))
    finding = Finding(Said("r", "r"), "document", "", None, "found", outputs=(Output("days", "date", days),))
    assert differences({"days": ["2027-01-01", "2027-07-01"]}, finding) == []
    assert differences({"days": ["2027-01-01"]}, finding) != []
    assert shown(days) == "2027-01-01, 2027-07-01"


def test_words_stand_with_single_spaces_between_them():
    assert _fits("A03 C09 C33", "words", {})
    assert not _fits("", "words", {})
    assert not _fits("A03, C09", "words", {})
