"""How cutoffs move and how long a wait is at a steady speed, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.law.bulletin_check import doubts_of, once
from immdesk.law.bulletin_moves import Move, cutoff_for, move, points, speed, wait
from immdesk.law.bulletin_terms import Cell


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("2020-01-01", "2020-02-01", Move("forward", 31)),
        ("2020-02-01", "2020-01-01", Move("back", -31)),
        ("2020-01-01", "C", Move("forward")),
        ("C", "2020-01-01", Move("back")),
        ("C", "U", Move("back")),
        ("U", "2020-01-01", Move("forward")),
        ("C", "C", Move("same")),
        (None, "C", Move("new")),
    ],
)
def test_current_is_ahead_of_every_day_and_unavailable_behind(
    before: str | None, now: str, expected: Move
) -> None:
    assert move(before, now) == expected


def test_an_area_without_a_column_is_among_all_others() -> None:
    chart = {("F1", "ALL"): "2016-11-08", ("F4", "INDIA"): "2006-11-01", ("F4", "ALL"): "2008-01-08"}
    assert cutoff_for(chart, "F1", "CHINA") == "2016-11-08"
    assert cutoff_for(chart, "F4", "INDIA") == "2006-11-01"
    assert cutoff_for(chart, "F1", "INDIA") is None  # India is listed; its F1 is not here
    assert cutoff_for(chart, "EB2", "CHINA") is None


def test_a_wait_ends_in_the_month_whose_cutoff_is_past_the_priority_date() -> None:
    # from June 1 to June 30 are 29 days, and one more to be strictly earlier: 30 days, 2 weeks a month: 3
    told = wait(date(2020, 6, 30), "2020-06-01", 2, "2026-11")
    assert (told.months, told.days, told.on) == (3, 30, "2027-02")
    assert wait(date(2020, 6, 30), "2020-07-01", 2, "2026-11").months == 0
    assert wait(date(2020, 6, 30), "C", 0, "2026-11").months == 0
    assert wait(date(2020, 6, 30), "U", 9, "2026-11").months is None
    assert wait(date(2020, 6, 30), "2020-06-01", 0, "2026-11").months is None


def test_the_speed_is_that_of_the_last_twelve_months() -> None:
    found = points([("2025-01", "2019-01-01"), ("2025-11", "2020-03-01"), ("2025-12", "2020-02-01")])
    assert [one.move.way for one in found] == ["new", "forward", "back"]
    assert speed(found) == 5.1  # 396 days, 56.6 weeks, over 11 months
    assert speed(points([("2025-11", "C"), ("2025-12", "2020-01-01")])) is None


def cell(category: str, raw: str, cutoff: str, month: str = "2012-05") -> Cell:
    return Cell(month, "family", "final_action", category, "ALL", raw, cutoff)


def test_of_two_cutoffs_for_one_cell_the_earlier_is_kept_and_said() -> None:
    two = [cell("F1", "C", "CURRENT"), cell("F1", "01JAN10", "2010-01-01"), cell("F2A", "", "")]
    kept = once(two)
    assert [one.raw for one in kept.values()] == ["01JAN10"]
    said = "\n".join(doubts_of(two, date(2026, 8, 14)))
    assert "Two rows say different things of one cell; the earlier cutoff is kept: 2012-05 F1 ALL C." in said
    assert "left out: 2012-05 F2A ALL." in said
    assert "F2B, F3, F4 (family, Final Action Dates) is missing: 2012-05." in said
    assert "employment, Final Action Dates is missing: 2012-05." in said


def test_a_wrong_year_is_noticed() -> None:
    said = "\n".join(doubts_of([cell("F1", "01JAN13", "2013-01-01")], date(2026, 8, 14)))
    assert "A cutoff is later than the bulletin itself: a wrong year?: 2012-05 F1 ALL 01JAN13." in said
    ahead = "\n".join(doubts_of([cell("F1", "C", "CURRENT", "2027-05")], date(2026, 8, 14)))
    assert "far ahead: a wrong year?: 2027-05." in ahead
