"""An open caseload of 600 cases from a spreadsheet: read, tried and brought in within 20 seconds."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from immdesk.intake.sheets import Sheet, read_sheets
from immdesk.office import caseload, practice
from immdesk.office.caseload import Choices
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from tests.benchmarks.ratio import measure_amount

MOST_SECONDS = 20.0
TITLES = (
    "Case No,Last Name,First Name,DOB,A Number,Petitioner,Form,Receipt No,Date Filed,Notice Type,Notice Date,"
    "Deadline,Due Date,Notes"
)


def lines(count: int) -> bytes:
    rows = (
        f"M-{n:05},Fam{n},Giv{n},{n % 12 + 1}/{n % 28 + 1}/1980,A{300000000 + n},Pet{n} Er,I-130,"
        f"IOE{8000000000 + n},2025-03-{n % 28 + 1:02},RFE,2026-07-{n % 28 + 1:02},Answer,"
        f"2026-11-{n % 28 + 1:02},x"
        for n in range(count)
    )
    return "\n".join([TITLES, *rows]).encode()


def chosen(office: Office, sheet: Sheet) -> Choices:
    return replace(caseload.first_choices(office, sheet), default_type="family-adjustment")


def test_six_hundred_cases_come_in_within_twenty_seconds(tmp_path: Path) -> None:
    with practice.make(tmp_path / "office", stopped_at(date(2026, 8, 14))) as office:
        start = time.perf_counter()
        [sheet] = read_sheets(lines(600), "cases")
        trial = caseload.trial(office, sheet, chosen(office, sheet))
        caseload.bring_in(office, trial)
        took = time.perf_counter() - start
        assert trial.counts()["cases"] == 600
    measure_amount("caseload of 600 cases brought in", took, MOST_SECONDS, "s")


def test_twenty_thousand_rows_are_read_and_tried(tmp_path: Path) -> None:
    with practice.make(tmp_path / "office", stopped_at(date(2026, 8, 14))) as office:
        start = time.perf_counter()
        [sheet] = read_sheets(lines(20_000), "cases")
        trial = caseload.trial(office, sheet, chosen(office, sheet))
        took = time.perf_counter() - start
    assert trial.counts()["cases"] == 20_000
    measure_amount("caseload of 20,000 rows tried", took, MOST_SECONDS, "s")
