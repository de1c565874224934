"""`immdesk bulletin`: rows with the history's columns, a bulletin taken in, shown, and its cases."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer
from tests.law import bulletin_pages as pages


def test_a_page_is_printed_as_rows_of_the_history(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(pages.page_2018(), encoding="utf-8")
    rows = answer(run("bulletin", "read", page, "--json"))
    assert len(rows) == 162
    assert rows[0] == {
        "bulletin": "2018-05", "preference": "employment", "table": "dates_for_filing", "category": "EB1",
        "chargeability": "ALL", "raw": "C", "cutoff": "CURRENT",
    }  # fmt: skip
    other = run("bulletin", "read", page, "--month", "2018-06")
    assert other.exit_code == 1
    assert "bulletin of 2018-05, not of 2018-06" in other.stderr


def test_a_bulletin_is_tried_taken_in_and_shown(run: Run, office: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(pages.page_2018().replace("F3", "F9"), encoding="utf-8")
    ask = ("bulletin", "import", page, "--office", office, "--json")
    refused = run(*ask)
    assert "F3 (family, Final Action Dates) is missing: 2018-05." in answer(refused, 1)["means"]
    tried = answer(run(*ask, "--trial"))
    assert (tried["taken"], tried["new"], len(tried["notes"])) == (False, 152, 2)
    taken = answer(run(*ask, "--anyway", "--family", "final_action"))
    assert (taken["taken"], taken["months"]) == (True, ["2018-05"])
    shown = run("bulletin", "show", "2018-05", "--office", office).stdout
    assert "family, Final Action Dates  (named by USCIS)" in shown
    assert "EB4" in shown
    assert (
        run("bulletin", "chart", "2018-05", "employment", "final_action", "--office", office).exit_code == 0
    )


def test_the_cases_of_a_month_are_listed(run: Run, office: Path) -> None:
    told = run("bulletin", "cases", "2026-08", "--weeks", "3", "--office", office).stdout
    assert "August 2026: 1 case became current, 0 cases stopped being current" in told
    assert "Soto Luna, Guadalupe  F2A" in told
    assert run("bulletin", "cases", "2001-01", "--office", office).exit_code == 1
