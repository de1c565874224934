"""The docket beside the law: what is proposed, what stays refused, and what never moves."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from immdesk.basics.finding import Finding, Output, Said
from immdesk.basics.unknown import NONE
from immdesk.docket.decide import accept, done, refuse
from immdesk.docket.reconcile import reconcile

TODAY = date(2026, 11, 21)
DAY = date(2027, 2, 16)
GONE = frozenset({("notice", "other")})


OF_THE_RULE = {"rule", "title", "severity", "docket", "version"}


def rfe(value=DAY, **more):
    said = {
        "rule": "rfe-deadline",
        "title": "Answer the request for evidence",
        "severity": "fatal",
        "version": "2013-06-17",
        **{name: more.pop(name) for name in OF_THE_RULE & more.keys()},
    }
    given = {
        "said": Said(**said),
        "subject_kind": "notice",
        "subject_id": "n1",
        "person_id": None,
        "outcome": "found",
        "outputs": (Output("deadline", "deadline", value, raw=value if isinstance(value, date) else None),),
    }
    return Finding(**{**given, **more})


def proposals(finding, *kept, **more):
    findings = [finding] if finding else []
    return reconcile(findings, kept, today=TODAY, case_id="c1", **more)


def kept(finding, **more):
    return accept(proposals(finding)[0], by="maria", at="2026-11-21T10:00Z", **more)


def kinds(*given, **more):
    return [proposal.kind for proposal in proposals(*given, **more)]


def test_a_found_deadline_is_proposed_as_new_with_its_days_left():
    (proposal,) = proposals(rfe())
    assert (proposal.kind, proposal.on, proposal.days_left) == ("new", DAY, 87)
    assert proposal.severity == "fatal"


def test_an_accepted_date_is_not_proposed_again():
    assert proposals(rfe(), kept(rfe())) == []


def test_a_changed_date_is_proposed_as_moved_from_the_old_one():
    (proposal,) = proposals(rfe(date(2027, 2, 19)), kept(rfe()))
    assert (proposal.kind, proposal.on, proposal.was_on) == ("moved", date(2027, 2, 19), DAY)


def test_a_refused_move_stays_refused_until_something_changes():
    entry = kept(rfe())
    (move,) = proposals(rfe(date(2027, 2, 19)), entry)
    entry = refuse(move, by="maria", at="2026-11-22", reason="The notice was served again.")
    assert entry.due_on == DAY
    assert proposals(rfe(date(2027, 2, 19)), entry) == []
    assert kinds(rfe(date(2027, 2, 22)), entry) == ["moved"]


def test_a_refused_new_date_stays_refused_until_something_changes():
    (proposal,) = proposals(rfe())
    entry = refuse(proposal, by="maria", at="2026-11-22", reason="Answered in person.")
    assert entry.state == "refused"
    assert proposals(rfe(), entry) == []
    assert kinds(rfe(version="2027-01-01"), entry) == ["new"]


def test_a_done_date_never_moves():
    entry = done(kept(rfe()), on=date(2026, 11, 25), proof="Tracking 9400 1")
    assert proposals(rfe(date(2027, 3, 1)), entry) == []
    assert proposals(rfe(outcome="not applicable", outputs=()), entry) == []


def test_only_not_applicable_or_not_in_force_lifts():
    entry = kept(rfe())
    assert kinds(rfe(outcome="not applicable", outputs=()), entry) == ["lifted"]
    assert kinds(rfe(outcome="not in force", outputs=()), entry) == ["lifted"]
    assert kinds(rfe(outcome="ask", outputs=(), ask=frozenset({"notice.served_by"})), entry) == ["cannot say"]
    assert kinds(rfe(outcome="error", outputs=()), entry) == ["cannot say"]


def test_a_missing_rule_cannot_say_and_a_removed_subject_lifts():
    entry = kept(rfe())
    assert kinds(None, entry) == ["cannot say"]
    assert kinds(None, entry, subjects={("notice", "n1")}) == ["cannot say"]
    assert kinds(None, entry, subjects=GONE) == ["lifted"]


def test_an_accepted_lift_leaves_the_docket_and_comes_back_as_new():
    (lift,) = proposals(rfe(outcome="not applicable", outputs=()), kept(rfe()))
    entry = accept(lift, by="maria", at="2026-11-23")
    assert entry.state == "lifted"
    assert proposals(rfe(outcome="not applicable", outputs=()), entry) == []
    assert kinds(rfe(), entry) == ["new"]


def test_a_refused_lift_is_not_proposed_again():
    none = rfe(outcome="not applicable", outputs=())
    (lift,) = proposals(none, kept(rfe()))
    entry = refuse(lift, by="maria", at="2026-11-23", reason="Keep it anyway.")
    assert (entry.state, proposals(none, entry)) == ("kept", [])


def test_an_earlier_printed_day_controls():
    (proposal,) = proposals(rfe(printed=date(2027, 2, 10)))
    assert (proposal.on, proposal.printed_on, proposal.raw_on) == (date(2027, 2, 10), date(2027, 2, 10), DAY)
    assert "earlier day" in proposal.reason


def test_a_later_printed_day_waits_for_an_attorney():
    finding = rfe(printed=date(2027, 3, 1))
    (proposal,) = proposals(finding)
    assert (proposal.kind, proposal.on) == ("new", DAY)
    entry = kept(finding)
    (mismatch,) = proposals(finding, entry)
    assert (mismatch.kind, mismatch.on, mismatch.attorney) == ("mismatch", date(2027, 3, 1), True)
    later = accept(mismatch, by="ana", at="2026-11-23", attorney=True, reason="Served again on Nov 24.")
    assert (later.due_on, proposals(finding, later)) == (date(2027, 3, 1), [])


def test_a_refused_later_printed_day_is_not_offered_again():
    finding = rfe(printed=date(2027, 3, 1))
    (mismatch,) = proposals(finding, kept(finding))
    entry = refuse(mismatch, by="ana", at="2026-11-23", reason="A printing error.")
    assert (entry.due_on, proposals(finding, entry)) == (DAY, [])


def test_the_office_may_keep_an_earlier_day_of_its_own():
    entry = kept(rfe(), own=date(2027, 2, 1))
    assert (entry.due_on, proposals(rfe(), entry)) == (date(2027, 2, 1), [])
    assert kinds(rfe(date(2027, 2, 19)), entry) == ["moved"]


def test_a_passport_has_one_entry_in_all_the_cases_of_its_person():
    passport = rfe(rule="passport-expires", subject_kind="document", subject_id="d1", person_id="p1")
    first = reconcile([passport], [], today=TODAY, case_id="c1")[0]
    second = reconcile([passport], [], today=TODAY, case_id="c2")[0]
    assert (first.key, first.id, first.case_id) == (second.key, second.id, None)
    entry = accept(first, by="maria", at="2026-11-23")
    assert reconcile([passport], [entry], today=TODAY, case_id="c2") == []


def test_a_rule_that_was_renamed_keeps_its_entries():
    entry = kept(rfe(rule="rfe-due"))
    assert proposals(rfe(), entry, formerly={"rfe-deadline": ["rfe-due"]}) == []


def test_a_date_that_cannot_be_worked_out_yet_says_what_to_ask():
    finding = rfe(outcome="ask", outputs=(), ask=frozenset({"notice.sent_abroad"}))
    (proposal,) = proposals(finding)
    assert (proposal.kind, proposal.ask) == ("cannot say", frozenset({"notice.sent_abroad"}))


def test_helper_rules_and_yes_no_answers_never_reach_the_docket():
    assert proposals(rfe(docket=False)) == []
    assert proposals(rfe(outputs=(Output("is_child", "yes_no", True),))) == []


def test_an_output_without_a_day_leaves_the_kept_date_and_cannot_say():
    assert kinds(rfe(NONE), kept(rfe())) == ["cannot say"]
    assert proposals(rfe(NONE)) == []


def test_two_outputs_of_one_name_have_two_entries():
    first, second = Output("opens", "opens", DAY), Output("opens", "opens", date(2027, 3, 1))
    found = proposals(rfe(outputs=(first, second)))
    assert [(one.ordinal, one.on) for one in found] == [(0, DAY), (1, date(2027, 3, 1))]
    assert found[0].title == "Answer the request for evidence: opens"
    assert len({one.id for one in found}) == 2


def test_the_key_does_not_depend_on_version_or_date():
    first, second = proposals(rfe())[0], proposals(rfe(date(2027, 5, 3), version="2030-01-01"))[0]
    assert first.id == second.id
    assert replace(kept(rfe())).id == first.id


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(days, st.none() | days, days)
def test_what_was_accepted_is_not_proposed_again_and_never_later_than_the_safe_day(day, printed, moved):
    finding = rfe(day, printed=printed)
    entry = kept(finding)
    assert entry.due_on == min(day, printed or day)
    assert [one for one in proposals(finding, entry) if one.kind != "mismatch"] == []
    again = rfe(moved, printed=printed)
    for proposal in proposals(again, entry):
        if proposal.kind == "moved":
            entry = accept(proposal, by="maria", at="later")
    assert entry.due_on is not None
    assert entry.due_on <= max(moved, printed or moved)
    assert [one for one in proposals(again, entry) if one.kind == "moved"] == []
