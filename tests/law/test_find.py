"""Findings over facts: applies or not, what to ask, the arithmetic, the printed day."""

from __future__ import annotations

from datetime import date
from typing import Any

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.finding import Finding
from immdesk.basics.unknown import NONE
from immdesk.law.find import evaluate_given, find

TODAY = date(2026, 11, 21)
RFE = {
    "kind": "rfe", "dated_on": date(2026, 3, 2), "response_days": 84, "served_by": "mail",
    "sent_abroad": False, "due_on": NONE,
}  # fmt: skip


def one(library, rule: str, kind: str, roots: dict[str, dict[str, Any]], complete: str = "") -> Finding:
    facts = library.vocabulary.derive(Facts(roots, frozenset(complete.split())))
    found = find(
        library.rules, facts, subject_kind=kind, subject_id="s1", person_id="p1", today=TODAY, library=library
    )
    return next(finding for finding in found if finding.rule == rule)


def child(**case: Any) -> dict[str, dict[str, Any]]:
    known = {
        "category": "F2A", "petition_filed_on": date(2022, 1, 10), "petition_approved_on": date(2023, 1, 10),
        "visa_available_on": NONE,
    }  # fmt: skip
    return {
        "party": {"is_child": True, "i485_filed_on": NONE},
        "person": {"born_on": date(2006, 2, 10)},
        "case": {**known, **case},
    }


def test_a_request_for_evidence_gives_its_deadline_line_by_line(library):
    finding = one(library, "rfe-deadline", "notice", {"notice": RFE})
    (deadline,) = finding.outputs
    assert (finding.outcome, finding.opinion, finding.severity) == ("found", "settled", "fatal")
    assert (deadline.kind, deadline.value, deadline.raw) == ("deadline", date(2026, 5, 28), date(2026, 5, 28))
    assert [(str(line.value), line.step, line.reason) for line in deadline.lines] == [
        ("2026-03-02", "Date of the notice", ""),
        ("2026-05-25", "add 84 days", "the days that the notice gives"),
        ("2026-05-28", "add 3 days", "served by mail"),
        ("2026-05-28", "this day is open: it stays", ""),
    ]
    assert deadline.lines[0].source == "notice.dated_on"
    assert deadline.lines[2].authority == "8 CFR 103.8(b)"
    assert finding.version == "beginning not recorded"
    assert "No attorney has reviewed this rule yet." in finding.verify


def test_the_raw_day_is_kept_beside_the_rolled_one(library):
    notice = {**RFE, "dated_on": date(2026, 4, 6), "response_days": 30}
    (deadline,) = one(library, "rfe-deadline", "notice", {"notice": notice}).outputs
    assert (deadline.raw, deadline.value) == (date(2026, 5, 9), date(2026, 5, 11))


def test_a_rule_that_does_not_apply_says_so_and_one_that_may_asks(library):
    assert (
        one(library, "rfe-deadline", "notice", {"notice": {**RFE, "kind": "noid"}}).outcome
        == "not applicable"
    )
    unknown = one(library, "rfe-deadline", "notice", {"notice": {"dated_on": date(2026, 3, 2)}})
    assert (unknown.outcome, unknown.ask) == ("ask", {"notice.kind"})


def test_everything_still_missing_is_asked_for_at_once(library):
    notice = {"kind": "rfe", "dated_on": date(2026, 3, 2)}
    finding = one(library, "rfe-deadline", "notice", {"notice": notice})
    assert finding.ask == {"notice.response_days", "notice.served_by"}
    assert finding.assumed == {"notice.sent_abroad"}


def test_an_optional_fact_that_is_not_recorded_is_named_and_the_plain_rule_counted(library):
    notice = {name: value for name, value in RFE.items() if name != "sent_abroad"}
    finding = one(library, "rfe-deadline", "notice", {"notice": notice})
    assert (finding.outcome, finding.outputs[0].value) == ("found", date(2026, 5, 28))
    assert finding.assumed == {"notice.sent_abroad"}


def test_a_notice_known_only_to_the_month_is_asked_for(library):
    finding = one(library, "rfe-deadline", "notice", {"notice": {**RFE, "dated_on": PartialDate(2026, 3)}})
    assert (finding.outcome, finding.ask) == ("ask", {"notice.dated_on"})


def test_the_printed_day_stands_beside_the_computed_one(library):
    finding = one(library, "rfe-deadline", "notice", {"notice": {**RFE, "due_on": date(2026, 5, 20)}})
    assert (finding.printed, finding.outputs[0].value) == (date(2026, 5, 20), date(2026, 5, 28))


def test_eighty_seven_days_are_asked_about_in_plain_words(library):
    finding = one(library, "rfe-deadline", "notice", {"notice": {**RFE, "response_days": 87}})
    assert (finding.outcome, finding.ask) == ("ask", {"notice.response_days"})
    assert "enter the days without them (84)" in finding.note


def test_a_fee_from_before_the_rule_is_not_in_force(library):
    rule = library.rules["fee-lookup"]
    found = evaluate_given(rule, {"item": "I-130:paper", "postmark": date(2000, 1, 4)}, TODAY, library)
    assert found.outcome == "not in force"


def test_a_child_close_to_21_gets_the_day_of_ageing_out(library):
    finding = one(library, "cspa-age", "party", child())
    days = {output.name: output for output in finding.outputs}
    assert finding.outcome == "found"
    assert days["pending_days"].value == 365
    assert (days["ages_out"].kind, days["ages_out"].value) == ("planning", date(2028, 2, 10))
    assert days["ages_out"].disputed == date(2028, 2, 11)
    assert days["ages_out"].lines[-1].value == date(2028, 2, 1)


def test_a_child_whose_date_is_current_is_protected_or_not(library):
    finding = one(library, "cspa-age", "party", child(visa_available_on=date(2027, 12, 1)))
    assert {output.name: output.value for output in finding.outputs} == {
        "pending_days": 365,
        "visa_available": date(2027, 12, 1),
        "adjusted_date": date(2026, 12, 1),
        "cspa_age_years": 20,
        "under_21": True,
        "seek_by": date(2028, 11, 30),
    }


def test_who_has_filed_need_not_seek_any_more(library):
    roots = child(visa_available_on=date(2027, 12, 1)) | {
        "party": {"is_child": True, "i485_filed_on": date(2027, 12, 20)}
    }
    names = {output.name for output in one(library, "cspa-age", "party", roots).outputs}
    assert "under_21" in names
    assert "seek_by" not in names


def test_immediate_relatives_and_cases_without_a_petition_have_no_cspa_count(library):
    assert one(library, "cspa-age", "party", child(category="IR")).outcome == "not applicable"
    assert one(library, "cspa-age", "party", child(petition_filed_on=NONE)).outcome == "not applicable"
    grown = child() | {"party": {"is_child": False}}
    assert one(library, "cspa-age", "party", grown).outcome == "not applicable"


def test_a_birth_date_known_to_the_month_is_asked_for(library):
    finding = one(library, "cspa-age", "party", child() | {"person": {"born_on": PartialDate(2006, 2)}})
    assert (finding.outcome, finding.ask) == ("ask", {"person.born_on"})


def passport(expires: date, country: str = "MX") -> dict[str, Any]:
    return {"kind": "passport", "expires_on": expires, "country": country}


def test_a_passport_expires_and_a_newer_one_takes_its_place(library):
    old, new, other = (
        passport(date(2027, 5, 16)),
        passport(date(2032, 1, 1)),
        passport(date(2026, 1, 1), "ES"),
    )

    def of(document: dict[str, Any], *documents: dict[str, Any]) -> Finding:
        return one(
            library, "passport-expires", "document",
            {"document": document, "person": {"documents": documents}},
        )  # fmt: skip

    assert {one.name: one.value for one in of(old, old).outputs} == {
        "expires": date(2027, 5, 16),
        "renew_from": date(2026, 11, 16),
    }
    assert of(old, old, new).outcome == "not applicable"
    assert of(other, old, new, other).outcome == "found"


def test_a_stay_that_has_ended_is_left_alone(library):
    ended = {"until": date(2025, 1, 1), "i94_until": date(2025, 1, 1), "petition_i94_until": NONE}
    assert one(library, "i94-governs", "status_period", {"status_period": ended}).outcome == "not applicable"
    held = {**ended, "until": NONE, "i94_until": "D/S"}
    stay = {
        out.name: out.value
        for out in one(library, "i94-governs", "status_period", {"status_period": held}).outputs
    }
    assert stay == {"stay_until": "D/S", "governs": "admission"}


def test_the_same_facts_give_the_same_finding(library):
    assert one(library, "cspa-age", "party", child()) == one(library, "cspa-age", "party", child())


def test_a_stale_rule_says_that_it_must_be_checked_again(library):
    facts = Facts({"notice": RFE})
    late = find(
        library.rules, facts, subject_kind="notice", subject_id="s", person_id=None,
        today=date(2027, 3, 1), library=library,
    )  # fmt: skip
    rfe = next(finding for finding in late if finding.rule == "rfe-deadline")
    assert rfe.stale
    assert "It was to be checked again by Sun Feb 21, 2027." in rfe.verify
