"""What a filing costs: each line due or not, with its reason, by the day and the facts of the filing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from immdesk.law.fee_sheets import FeeSheet, fee_sheet
from immdesk.law.fees import FeeRow, corrected
from immdesk.packs.library import Library
from immdesk.packs.recorded import as_recorded

DAY = date(2026, 11, 21)
H1B = {
    "filing.worker_class": "H-1B", "filing.petition_basis": "new", "filing.first_extension": "no",
    "filing.premium_asked": "no", "filing.worker_abroad": "no", "employer.is_nonprofit": "no",
    "employer.employees_fte": "40", "employer.nonprofit_kind": "none_of_these", "employer.fifty_fifty": "no",
}  # fmt: skip


def sheet(library: Library, form: str, facts: dict[str, str], on: date = DAY) -> FeeSheet:
    known = as_recorded(facts, library.vocabulary)
    return fee_sheet(library.fee_sheets[form], library.fees, library.payments, on, known)


def states(found: FeeSheet) -> dict[str, tuple[str, Decimal | None]]:
    return {line.title: (line.state, line.usd) for line in found.lines}


def test_a_new_h1b_petition_pays_every_fee_of_its_employer(library):
    found = sheet(library, "I-129", H1B)
    assert states(found) == {
        "Filing fee": ("due", 780),
        "Asylum Program Fee": ("due", 600),
        "ACWIA fee": ("due", 1500),
        "Fraud prevention and detection fee": ("due", 500),
        "Pub. L. 114-113 fee (50/50 employers)": ("not due", None),
        "H-1B proclamation payment": ("not due", None),
        "Premium processing (Form I-907)": ("not due", None),
    }
    assert found.total == 3380


@pytest.mark.parametrize(
    ("basis", "first", "acwia", "fraud"),
    [
        ("new", "no", "due", "due"),
        ("change_of_employer", "no", "due", "due"),
        ("continuation", "yes", "due", "not due"),
        ("continuation", "no", "not due", "not due"),
        ("amendment", "no", "not due", "not due"),
    ],
)
def test_acwia_and_fraud_fee_are_due_only_at_the_beginning(library, basis, first, acwia, fraud):
    told = states(
        sheet(library, "I-129", {**H1B, "filing.petition_basis": basis, "filing.first_extension": first})
    )
    assert told["ACWIA fee"][0] == acwia
    assert told["Fraud prevention and detection fee"][0] == fraud


def test_a_small_employer_and_a_nonprofit_pay_less(library):
    small = states(sheet(library, "I-129", {**H1B, "employer.employees_fte": "25"}))
    assert [small[one][1] for one in ("Filing fee", "Asylum Program Fee", "ACWIA fee")] == [460, 300, 750]
    school = {**H1B, "employer.is_nonprofit": "yes", "employer.nonprofit_kind": "higher_education"}
    nonprofit = states(sheet(library, "I-129", school))
    assert nonprofit["Filing fee"] == ("due", 460)
    assert nonprofit["Asylum Program Fee"] == ("due", 0)
    assert nonprofit["ACWIA fee"] == ("not due", None)


def test_what_decides_a_line_is_asked_and_there_is_no_total_then(library):
    facts = {name: value for name, value in H1B.items() if name != "employer.employees_fte"}
    found = sheet(library, "I-129", facts)
    fee = next(line for line in found.lines if line.title == "Filing fee")
    assert (fee.state, fee.ask, found.total) == ("ask", {"employer.employees_fte"}, None)


def test_the_premium_fee_changes_with_the_postmark(library):
    asked = {**H1B, "filing.premium_asked": "yes"}
    assert (
        states(sheet(library, "I-129", asked, date(2026, 2, 28)))["Premium processing (Form I-907)"][1]
        == 2805
    )
    assert (
        states(sheet(library, "I-129", asked, date(2026, 3, 1)))["Premium processing (Form I-907)"][1] == 2965
    )


def test_a_payment_that_may_have_ended_is_looked_up_and_not_guessed(library):
    abroad = {**H1B, "filing.worker_abroad": "yes"}
    assert states(sheet(library, "I-129", abroad, date(2026, 9, 20)))["H-1B proclamation payment"] == (
        "due",
        100000,
    )
    assert states(sheet(library, "I-129", abroad, date(2026, 9, 21)))["H-1B proclamation payment"] == (
        "not known",
        None,
    )


@pytest.mark.parametrize(
    ("born", "with_parent", "usd"),
    [
        ("2012-11-22", "yes", 950),
        ("2012-11-21", "yes", 1440),
        ("2012-11-22", "no", 1440),
        ("1990-01-01", "no", 1440),
    ],
)
def test_a_child_under_14_with_a_parent_pays_less_for_adjustment(library, born, with_parent, usd):
    found = sheet(library, "I-485", {"person.born_on": born, "filing.with_parent": with_parent})
    assert states(found)["Filing fee"] == ("due", usd)


def test_the_fee_of_an_adult_is_not_asked_about_a_parent(library):
    assert states(sheet(library, "I-485", {"person.born_on": "1990-01-01"}))["Filing fee"] == ("due", 1440)


@pytest.mark.parametrize(
    ("filed", "usd"), [("2024-04-01", 260), ("2024-03-31", 0), ("2007-07-30", 0), ("none", 260)]
)
def test_a_work_permit_with_a_pending_adjustment_costs_by_the_day_of_the_adjustment(library, filed, usd):
    facts = {"filing.ead_category": "C09", "party.i485_filed_on": filed, "filing.premium_asked": "no"}
    assert states(sheet(library, "I-765", facts))["Filing fee"] == ("due", usd)


def test_the_fee_of_h_r_1_comes_on_top_and_is_never_waived(library):
    facts = {
        "filing.ead_category": "C08", "filing.online": "no", "filing.ead_renewal": "no",
        "filing.fee_waiver_asked": "yes", "filing.premium_asked": "no",
    }  # fmt: skip
    told = states(sheet(library, "I-765", facts, date(2026, 1, 1)))
    assert told["Filing fee"] == ("waiver asked", 520)
    assert told["H.R. 1 fee, asylum applicants"] == ("due", 560)
    assert (
        states(sheet(library, "I-765", facts, date(2025, 12, 31)))["H.R. 1 fee, asylum applicants"][1] == 550
    )


def test_online_is_cheaper_only_where_a_form_can_be_filed_online(library):
    assert sheet(library, "I-130", {"filing.online": "yes"}).total == 625
    assert sheet(library, "I-130", {"filing.online": "no"}).total == 675
    assert sheet(library, "I-485", {"person.born_on": "1990-01-01", "filing.online": "yes"}).total == 1440


def test_forms_that_cost_nothing_say_so(library):
    for form in ("G-28", "I-864", "I-693"):
        assert [line.state for line in sheet(library, form, {}).lines] == ["not due"]
        assert sheet(library, form, {}).total == 0


def test_checks_are_taken_until_the_day_before_the_change(library):
    before, after = (
        sheet(library, "G-28", {}, day).payment for day in (date(2025, 10, 27), date(2025, 10, 28))
    )
    assert "check" in before[0].methods
    assert not any("check" in method for method in after[0].methods)
    assert "One Form G-1450 or G-1650 for each form" in after[0].text


def test_a_row_that_the_office_signed_goes_before_that_of_the_packs(library):
    row = FeeRow.model_validate(
        {"item": "I-130:paper", "usd": "700", "from": "2026-10-01", "confidence": "sourced",
         "source": "uscis.gov/g-1055", "signed": "Ana Vega, 2026-10-02"},
    )  # fmt: skip
    ours = corrected(library.fees, [row])
    known = as_recorded({"filing.online": "no"}, library.vocabulary)
    before, after = (
        fee_sheet(library.fee_sheets["I-130"], ours, (), day, known).total
        for day in (date(2026, 9, 30), date(2026, 10, 1))
    )
    assert (before, after) == (675, 700)


def test_amounts_of_other_agencies_are_never_invented(library):
    rows = library.fee_tables["other-agencies"].fees
    assert rows
    assert all(row.usd is None and row.confidence == "general-knowledge" for row in rows)


def test_a_weak_amount_is_marked_and_says_what_to_do(library):
    (fee,) = sheet(library, "I-751", {}).lines
    assert (fee.usd, fee.confidence) == (750, "general")
    assert "check the agency's fee schedule" in fee.verify
