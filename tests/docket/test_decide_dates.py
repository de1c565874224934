"""What a person may and may not decide about a date."""

from datetime import date

import pytest

from immdesk.basics.finding import Finding, Output, Said
from immdesk.basics.problems import Problem
from immdesk.docket.decide import accept, done, refuse, reopen
from immdesk.docket.reconcile import reconcile

TODAY = date(2026, 11, 21)
DAY = date(2027, 2, 16)


def proposal(printed=None, outcome="found", kept=()):
    finding = Finding(
        Said("rfe-deadline", "Answer the request for evidence"),
        "notice",
        "n1",
        None,
        outcome,
        outputs=(Output("deadline", "deadline", DAY),) if outcome == "found" else (),
        printed=printed,
    )
    return reconcile([finding], kept, today=TODAY, case_id="c1")[0]


def test_the_office_own_day_may_not_be_later_than_the_law():
    with pytest.raises(Problem, match="later than the law"):
        accept(proposal(), by="maria", at="now", own=date(2027, 2, 17))


def test_a_later_printed_day_needs_an_attorney_and_a_reason():
    kept = accept(proposal(printed=date(2027, 3, 1)), by="maria", at="now")
    mismatch = proposal(date(2027, 3, 1), kept=[kept])
    with pytest.raises(Problem, match="Only an attorney"):
        accept(mismatch, by="maria", at="now", reason="It says so.")
    with pytest.raises(Problem, match="Only an attorney"):
        accept(mismatch, by="ana", at="now", attorney=True)


def test_what_cannot_be_worked_out_cannot_be_accepted_or_refused():
    with pytest.raises(Problem, match="cannot be accepted yet"):
        accept(proposal(outcome="ask"), by="maria", at="now")
    with pytest.raises(Problem, match="no date to refuse"):
        refuse(proposal(outcome="ask"), by="maria", at="now", reason="x")


def test_refusing_and_doing_need_a_word():
    with pytest.raises(Problem, match="only with a reason"):
        refuse(proposal(), by="maria", at="now", reason=" ")
    with pytest.raises(Problem, match="only with a proof"):
        done(accept(proposal(), by="maria", at="now"), on=TODAY, proof="")


def test_a_done_date_can_be_reopened_after_a_rejected_filing():
    entry = done(accept(proposal(), by="maria", at="now"), on=TODAY, proof="Filed online")
    assert (entry.state, entry.done_on, entry.done_proof) == ("done", TODAY, "Filed online")
    again = reopen(entry)
    assert (again.state, again.done_on, again.due_on) == ("kept", None, DAY)
