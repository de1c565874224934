"""A fee that the office corrects: dated, signed by its user, seen wherever it counts, and taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, fee_sheet, own_fees, undo
from immdesk.office.fee_sheet import PaidLine
from immdesk.office.office import Office
from immdesk.office.rows import Changed

TODAY = date(2026, 8, 14)


def the_line(office: Office) -> PaidLine:
    [case_id] = cases.case_ids(office, "soto")
    found = fee_sheet.fees_of_case(office, case_id)
    return next(one for one in found.filings if one.form == "I-485").lines[0]


def correct(office: Office, usd: str = "$1,500") -> Changed:
    return own_fees.correct_fee(office, the_line(office).item, usd, TODAY, "Form G-1055 of August 10, 2026")


def test_a_corrected_fee_counts_and_says_who_corrected_it_and_when(practice: Office) -> None:
    assert (the_line(practice).shown, the_line(practice).signed) == ("$1,440", "")
    correct(practice)
    assert the_line(practice).shown == "$1,500"
    assert the_line(practice).signed == (
        "$1,500 since Fri Aug 14, 2026: corrected by ana on Fri Aug 14, 2026. Form G-1055 of August 10, 2026"
    )


def test_a_correction_can_be_taken_back_and_undone(practice: Office) -> None:
    correct(practice)
    own_fees.take_fee_back(practice, the_line(practice).item, TODAY)
    assert the_line(practice).shown == "$1,440"
    undo.undo(practice, correct(practice).operation)
    assert the_line(practice).shown == "$1,440"


def test_days_before_it_keep_what_the_packs_say(practice: Office) -> None:
    from immdesk.law.fees import fee_rows

    correct(practice)
    item = the_line(practice).item
    [before] = fee_rows(practice.library.fees, item, date(2026, 8, 13))
    [after] = fee_rows(practice.library.fees, item, date(2026, 8, 14))
    assert (before.usd, after.usd) == (Decimal(1440), Decimal(1500))


def test_a_later_correction_ends_the_one_before(practice: Office) -> None:
    from immdesk.law.fees import fee_rows

    correct(practice)
    item = the_line(practice).item
    own_fees.correct_fee(practice, item, "1600.50", date(2026, 10, 1), "Form G-1055 of September 20, 2026")
    [row] = fee_rows(practice.library.fees, item, date(2026, 9, 30))
    [later] = fee_rows(practice.library.fees, item, date(2026, 10, 1))
    assert (row.usd, later.usd) == (Decimal(1500), Decimal("1600.50"))


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1.005", "NaN", "1e9"])
def test_what_is_no_amount_is_refused(practice: Office, typed: str) -> None:
    with pytest.raises(Problem, match="is no amount"):
        correct(practice, typed)
    assert own_fees.own_fees(practice) == ()


def test_a_correction_without_a_source_is_refused(practice: Office) -> None:
    with pytest.raises(Problem, match="needs a reason"):
        own_fees.correct_fee(practice, the_line(practice).item, "675", TODAY, "  ")
