"""Sign-off: an attorney answers for a rule, once for all its dates, until a day or until it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import attorney_page, cases, dates, firm, library_rules, signing
from immdesk.office.office import Office
from immdesk.office.rows import DateRow

RULE = "noid-deadline"


def staff_id(office: Office, attorney: bool) -> str:
    return next(one.id for one in firm.staff(office) if one.is_attorney is attorney)


def sign(office: Office, until: date = date(2027, 2, 1)) -> None:
    signing.sign_off(office, RULE, staff_id(office, attorney=True), until)


def the_date(office: Office) -> DateRow:
    [case_id] = cases.case_ids(office, "wisniewski")
    return next(row for row in dates.dates_of(office, case_id) if row.rule == RULE)


def test_verify_stands_until_an_attorney_signs_the_rule_off(practice: Office) -> None:
    assert the_date(practice).verify
    sign(practice)
    row = the_date(practice)
    assert row.verify == ""
    assert row.signed.startswith("Signed off by ")
    assert row.signed.endswith("on Fri Aug 14, 2026, good until Mon Feb 1, 2027.")


def test_one_word_is_for_all_dates_of_the_rule_and_of_no_other(practice: Office) -> None:
    sign(practice)
    [case_id] = cases.case_ids(practice, "wisniewski")
    other = next(row for row in dates.dates_of(practice, case_id) if row.rule == "passport-expires")
    assert other.verify
    assert other.signed == ""


def test_a_sign_off_taken_back_lets_verify_stand_again(practice: Office) -> None:
    sign(practice)
    signing.take_back(practice, RULE)
    assert the_date(practice).verify
    assert signing.sign_offs(practice) == {}


def test_a_changed_rule_needs_a_new_word(practice: Office) -> None:
    sign(practice)
    rule = practice.library.rules[RULE]
    changed = replace(rule, file=rule.file.model_copy(update={"title": "Another title"}))
    rules = type(practice.library.rules)({**practice.library.rules, RULE: changed})
    practice._library[0] = replace(practice.library, rules=rules)
    assert signing.sign_offs(practice)[RULE].state == "changed"
    assert the_date(practice).verify
    assert "it needs a new sign-off" in the_date(practice).signed


def test_it_ends_on_its_day(practice: Office) -> None:
    from immdesk.office.clock import stopped_at

    sign(practice, date(2026, 9, 1))
    practice.clock = stopped_at(date(2026, 9, 2))
    assert signing.sign_offs(practice)[RULE].state == "over"
    assert the_date(practice).verify


def test_only_an_attorney_signs_and_only_for_days_to_come(practice: Office) -> None:
    with pytest.raises(Problem, match="Only an attorney"):
        signing.sign_off(practice, RULE, staff_id(practice, attorney=False), date(2027, 2, 1))
    with pytest.raises(Problem, match="is not after today"):
        sign(practice, date(2026, 8, 14))
    assert signing.sign_offs(practice) == {}


def test_the_library_and_the_attorneys_page_say_who_signed(practice: Office) -> None:
    sign(practice)
    text = library_rules.rule_text(practice, RULE)
    assert (text.signed_state, text.signed[:14]) == ("good", "Signed off by ")
    [case_id] = cases.case_ids(practice, "wisniewski")
    sheet = attorney_page.sheet_of(practice, case_id)
    said = [words for _title, group in sheet.groups for one in group for words in one.told]
    assert any(words.startswith("Signed off by ") for words in said)
