"""Visa bulletins in the office: looked at, taken in as one step, taken back; whose case became current."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Stopped
from immdesk.office import bulletin_cases, bulletin_months, bulletins, computed, deciding, histories, undo
from immdesk.office.office import Office
from tests.law import bulletin_pages as pages

AHEAD = pages.page_2018().replace("May 2018", "September 2026")


def plan(office: Office, text: str, month: str = "") -> bulletins.Plan:
    return bulletins.plan(office, bulletins.read_text(text, month))


def cutoff(office: Office, month: str, category: str, area: str) -> str:
    chart = bulletin_months.month_page(office, month).charts[0]
    return chart.cells[category, area].cutoff


def test_a_month_is_looked_at_taken_in_and_taken_back(practice: Office) -> None:
    planned = plan(practice, pages.page_2018())
    assert (len(planned.new), len(planned.different), planned.same) == (162, 0, 0)
    changed = bulletins.take(practice, planned, {"family": "dates_for_filing", "employment": ""})
    assert changed.message == "Visa bulletin: 162 cutoffs taken in."
    page = bulletin_months.month_page(practice, "2018-05")
    assert cutoff(practice, "2018-05", "F4", "INDIA") == "2006-11-01"
    assert (page.practice, page.named) == (False, {"family": "dates_for_filing"})
    assert [(one.preference, one.table) for one in page.charts] == [
        ("family", "final_action"),
        ("family", "dates_for_filing"),
        ("employment", "final_action"),
        ("employment", "dates_for_filing"),
    ]
    undo.undo(practice, changed.operation)
    assert bulletin_months.month_page(practice, "2018-05").charts == ()


def test_a_month_pasted_twice_has_nothing_to_take(practice: Office) -> None:
    bulletins.take(practice, plan(practice, pages.page_2018()), {})
    again = plan(practice, pages.page_2018())
    assert (again.empty, again.same) == (True, 162)
    with pytest.raises(Problem, match="here already"):
        bulletins.take(practice, again)
    changed = pages.page_2018().replace("<td>01MAR06</td>", "<td>01APR06</td>", 1)
    corrected = plan(practice, changed)
    assert [bulletins.difference_words(one) for one in corrected.different] == [
        "2018-05 F1 Mexico, Final Action Dates: was 01MAR06, is now 01APR06"
    ]
    bulletins.take(practice, corrected)
    assert cutoff(practice, "2018-05", "F1", "MEXICO") == "2006-04-01"
    last, first, *_others = histories.of_office(practice).rows
    assert last.title == "Take in the visa bulletin"
    assert last.lines[0] == "2018-05 F1 Mexico, Final Action Dates: 01MAR06 → 01APR06"
    assert "2018-05 F4 India, Final Action Dates: 01NOV06" in first.lines
    assert len(first.lines) == 162


def test_the_days_of_another_year_are_noticed(practice: Office) -> None:
    bulletins.take(practice, plan(practice, pages.page_2018()))
    assert plan(practice, pages.page_2018().replace("May 2018", "May 2019")).doubts == (
        "Its cutoffs are those of 2018-05: is the year of the bulletin right?",
    )


def test_the_practice_office_says_that_its_bulletin_is_invented(practice: Office) -> None:
    assert bulletin_months.month_page(practice, "2026-08").practice
    planned = plan(practice, pages.page_2018().replace("May 2018", "August 2026"))
    assert "3 invented cutoffs of the practice office would be replaced." in planned.doubts


def test_who_presses_cancel_keeps_nothing(practice: Office) -> None:
    before = practice.rows("SELECT count(*) AS n FROM bulletin")
    with pytest.raises(Stopped):
        bulletins.take(practice, plan(practice, pages.page_2018()), {}, cancelled=lambda: True)
    assert practice.rows("SELECT count(*) AS n FROM bulletin") == before


def test_whose_case_became_current_and_whose_no_longer(practice: Office, tmp_path: Path) -> None:
    found = bulletin_cases.turned(practice, "2026-08")
    assert [(one.title, one.way, one.table, one.governs) for one in found.turned] == [
        ("Soto Luna, Guadalupe", "became", "final_action", "yes")
    ]
    assert found.practice
    bulletins.take(practice, plan(practice, AHEAD.replace("<td>C</td>", "<td>01JAN20</td>")), {})
    after = bulletin_cases.turned(practice, "2026-09")
    assert [(one.title, one.way, one.was, one.now) for one in after.turned if one.governs != "no"] == [
        ("Soto Luna, Guadalupe", "stopped", "2023-08-14", "2020-01-01"),
        ("Soto Luna, Guadalupe", "stopped", "2025-08-14", "2017-01-01"),
    ]
    assert bulletin_cases.head_words(after) == (
        "September 2026: 0 cases became current, 1 case stopped being current"
    )
    out = tmp_path / "turned.pdf"
    bulletin_cases.write_turned(practice, after, out)
    assert out.read_bytes().startswith(b"%PDF")


def test_how_long_the_others_wait_at_a_speed(practice: Office) -> None:
    bulletins.take(practice, plan(practice, AHEAD.replace("<td>C</td>", "<td>01JAN20</td>")), {})
    waiting = {one.title: one for one in bulletin_cases.waits(practice, "2026-09", 10)}
    # priority date May 14, 2023: 1230 days past January 1, 2020 with the day itself, 17.6 times 70 days
    assert waiting["Soto Luna, Guadalupe"].months == 18
    assert waiting["Soto Luna, Guadalupe"].on == "2028-03"


def test_dates_follow_a_bulletin_as_proposals_and_nothing_moves_by_itself(practice: Office) -> None:
    soto = practice.rows("SELECT id FROM case_file WHERE title LIKE 'Soto%'")[0]["id"]
    computed.catch_up(practice)
    kept = practice.rows("SELECT key, due_on, state FROM docket_entry ORDER BY key")
    text = pages.page_2018().replace("May 2018", "August 2026").replace("<td>C</td>", "<td>01JAN20</td>")
    changed = bulletins.take(practice, plan(practice, text), {})
    assert soto in changed.cases
    deciding.to_decide(practice)
    assert practice.rows("SELECT key, due_on, state FROM docket_entry ORDER BY key") == kept
    shown = computed.computed(practice, [soto])[soto].rows
    current = next(row for row in shown if row.rule == "visa-bulletin-current")
    assert current.shown.lower() == "no", current
