"""The law of an office from a terminal: fees, dates to decide, sign-off, whom a practice alert reaches."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from immdesk.office import firm, signing
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from tests.commandline.told import Run
from tests.conftest import DAY


def test_the_fees_of_a_case_are_told_with_their_reasons(run: Run, office: Path) -> None:
    told = run("case", "fees", "26-0002", "--office", office).stdout
    assert "each applicant; less for a child under 14" in told
    assert "No fee is paid with: G-28" in told


def test_dates_to_decide_are_listed_over_all_cases(run: Run, office: Path) -> None:
    assert " for a decision in " in run("law", "decide", "--office", office).stdout


def test_alerts_name_the_cases_and_the_list_is_written(run: Run, office: Path, tmp_path: Path) -> None:
    told = run("law", "impact", "--office", office, "--out", tmp_path / "list.pdf").stdout
    assert "26-0002  Soto Luna, Guadalupe" in told
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")


def test_explain_says_who_signed_the_rule_off(run: Run, office: Path) -> None:
    given = ("notice_date=2026-07-10", "response_days=30", "served_by=mail", "--office", office)
    assert "Nobody in the office has signed" in run("law", "explain", "noid-deadline", *given).stdout
    with open_office(office, clock=stopped_at(DAY)) as opened:
        attorney = next(one.id for one in firm.staff(opened) if one.is_attorney)
        signing.sign_off(opened, "noid-deadline", attorney, date(2099, 1, 1))
    assert "Signed off by " in run("law", "explain", "noid-deadline", *given).stdout


@pytest.mark.parametrize(
    "command", [["case", "fees"], ["case", "unknowns"], ["law", "decide"], ["law", "impact"]], ids=" ".join
)
def test_the_new_commands_have_help_and_json(run: Run, command: list[str]) -> None:
    assert "--json" in run(*command, "--help").stdout
