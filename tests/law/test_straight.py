"""The steps of a result as one function: the same days as step by step, nothing where a fact is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE, Unknown
from immdesk.packs.library import Library

ASKED = {
    "notice_date": date(2026, 3, 2),
    "response_days": 84,
    "served_by": "online",
    "recipient_abroad": False,
}


@pytest.mark.parametrize(
    ("more", "day", "before_the_roll"),
    [
        ({}, date(2026, 5, 26), date(2026, 5, 25)),  # 84 days on is Memorial Day
        ({"served_by": "mail"}, date(2026, 5, 28), date(2026, 5, 28)),
        ({"served_by": "mail", "recipient_abroad": True}, date(2026, 6, 8), date(2026, 6, 8)),
    ],
)
def test_days_that_are_all_known_are_counted_at_once(
    library: Library, more: dict[str, Any], day: date, before_the_roll: date
):
    deadline = library.rules["rfe-deadline"].versions[0].outputs[0]
    assert deadline.straight.now()({**ASKED, **more}) == (day, before_the_roll, False)


@pytest.mark.parametrize(
    "more",
    [
        {"notice_date": Unknown("notice.dated_on")},
        {"notice_date": PartialDate(2026, 3)},
        {"notice_date": NONE},
        {"response_days": Unknown("notice.response_days")},
        {"served_by": Unknown("notice.served_by")},
    ],
)
def test_whatever_is_not_known_is_left_to_the_steps(library: Library, more: dict[str, Any]):
    deadline = library.rules["rfe-deadline"].versions[0].outputs[0]
    assert deadline.straight.now()({**ASKED, **more}) is None


def test_a_month_that_lacks_the_day_is_told(library: Library):
    renew = library.rules["passport-expires"].versions[0].outputs[1]
    assert renew.straight.now()({"expires_on": date(2027, 8, 31)}) == (
        date(2027, 2, 28),
        date(2027, 2, 28),
        True,
    )
