"""Five years without a gap, and the gap by its name."""

from datetime import date

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE
from immdesk.intake.cover import gaps

TODAY = date(2026, 11, 21)


def named(*rows, today=TODAY):
    return gaps([{"from": start, "until": end} for start, end in rows], 5, today)


def test_one_home_for_the_whole_time_leaves_no_gap():
    assert named((date(2010, 1, 1), NONE)) == ()
    assert named((date(2021, 11, 21), NONE)) == ()
    assert named((date(2021, 11, 22), NONE)) == ("Not covered: Nov 21, 2021",)


def test_a_gap_in_the_middle_has_its_two_ends():
    assert named((date(2010, 1, 1), date(2023, 5, 10)), (date(2023, 6, 2), NONE)) == (
        "Not covered: May 11, 2023 – Jun 1, 2023",
    )
    assert named((date(2010, 1, 1), date(2023, 5, 10)), (date(2023, 5, 11), NONE)) == ()


def test_a_month_or_year_counts_as_whole():
    assert named((PartialDate(2022, 4), NONE)) == ("Not covered: Nov 21, 2021 – Mar 2022",)
    assert named((PartialDate(2019), PartialDate(2023)), (PartialDate(2024), NONE)) == ()
    assert named((PartialDate(2019), PartialDate(2023, 3)), (PartialDate(2023, 7), NONE)) == (
        "Not covered: Apr 2023 – Jun 2023",
    )


def test_the_order_of_rows_and_their_overlap_do_not_matter():
    assert named((date(2024, 1, 1), NONE), (date(2020, 1, 1), date(2025, 1, 1))) == ()


def test_an_end_that_nobody_knows_covers_only_the_beginning():
    assert named((date(2020, 1, 1), None)) == ("Not covered: Nov 21, 2021 – Nov 21, 2026",)
    assert named((PartialDate(2022), None)) == (
        "Not covered: Nov 21, 2021 – Dec 2021",
        "Not covered: Jan 2023 – Nov 21, 2026",
    )


def test_nothing_known_leaves_everything_open():
    assert named() == ("Not covered: Nov 21, 2021 – Nov 21, 2026",)
    assert named((None, NONE)) == ("Not covered: Nov 21, 2021 – Nov 21, 2026",)


def test_five_years_before_a_leap_day_begin_on_the_last_of_february():
    assert named((date(2023, 3, 1), NONE), today=date(2028, 2, 29)) == ("Not covered: Feb 28, 2023",)
