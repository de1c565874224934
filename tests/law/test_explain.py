"""Every finding explains itself in plain lines."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.problems import Problem
from immdesk.law.explain import explain
from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)


def test_a_deadline_is_explained_line_by_line(library):
    given = {"notice_date": "2026-04-06", "response_days": 30, "served_by": "mail", "recipient_abroad": False}
    lines = explain(evaluate_given(library.rules["rfe-deadline"], given, TODAY, library))
    assert lines[:7] == [
        "Answer the request for evidence: found",
        "",
        "deadline: Mon May 11, 2026",
        "  Mon Apr 6, 2026    Date of the notice  [8 CFR 103.2(b)(8)(iv)]  (fact: notice.dated_on)",
        "  Wed May 6, 2026    add 30 days (the days that the notice gives)  [8 CFR 103.2(b)(8)(iv)]"
        "  (fact: notice.response_days)",
        "  Sat May 9, 2026    add 3 days (served by mail)  [8 CFR 103.8(b)]",
        '  Mon May 11, 2026   the next open day (closed: Saturday, Sunday)  [8 CFR 1.2 "Day"; 5 USC 6103]',
    ]
    assert "Authority: 8 CFR 103.2(b)(8)(iv); 8 CFR 103.2(b)(11); 8 CFR 103.8(b); 8 CFR 1.2" in lines


def test_a_disputed_day_shows_the_other_reading(library):
    given = {"dob": "2006-02-10", "petition_filed": "2022-01-10", "petition_approved": "2023-01-10"}
    text = "\n".join(explain(evaluate_given(library.rules["cspa-age"], given, TODAY, library)))
    assert "Ages out if no visa number is available before this day: Thu Feb 10, 2028" in text
    assert "Other reading: Fri Feb 11, 2028." in text
    assert "Days the petition was pending: 365 days" in text


def test_what_is_missing_is_named(library):
    lines = explain(evaluate_given(library.rules["fee-lookup"], {"item": "I-130:paper"}, TODAY, library))
    assert lines[0] == "Filing fee: cannot say yet; still to be asked: filing.postmark_on"


def test_a_given_name_that_does_not_exist_is_refused_with_the_nearest(library):
    with pytest.raises(Problem, match=r"is not given 'notice_dat'\. Did you mean 'notice_date'"):
        evaluate_given(library.rules["rfe-deadline"], {"notice_dat": "2026-03-02"}, TODAY, library)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"notice_date": "soon"}, "'notice_date' must be a day such as 2026-03-01, not 'soon'."),
        ({"response_days": "many"}, "'response_days' must be a number, not 'many'."),
        ({"recipient_abroad": "perhaps"}, "'recipient_abroad' must be yes or no, not 'perhaps'."),
    ],
)
def test_a_value_that_does_not_fit_is_refused(library, given, said):
    with pytest.raises(Problem) as refused:
        evaluate_given(library.rules["rfe-deadline"], given, TODAY, library)
    assert refused.value.happened == said
