"""What an attorney signed or corrected stands in the history in words."""

from __future__ import annotations

from datetime import date

from immdesk.office import histories, own_fees, signing
from immdesk.office.office import Office


def newest(office: Office) -> tuple[str, tuple[str, ...]]:
    row = histories.of_office(office).rows[0]
    return row.title, row.lines


def attorney(office: Office) -> str:
    return str(office.rows("SELECT id FROM staff WHERE family_name = 'Whitaker'")[0]["id"])


def test_a_sign_off_tells_who_and_until_when(practice: Office) -> None:
    signing.sign_off(practice, "rfe-deadline", attorney(practice), date(2027, 5, 1), "read 8 CFR 103.2(b)(8)")
    assert newest(practice) == (
        "Sign off a rule",
        ("Sign-off of the rule rfe-deadline: Helen Whitaker, until Sat May 1, 2027, read 8 CFR 103.2(b)(8)",),
    )


def test_a_corrected_fee_tells_the_amount_the_day_and_the_reason(practice: Office) -> None:
    own_fees.correct_fee(practice, "I-751", "755", date(2026, 11, 1), "fee schedule of October")
    assert newest(practice)[1] == ("Fee I-751: $755, from Sun Nov 1, 2026, fee schedule of October",)
