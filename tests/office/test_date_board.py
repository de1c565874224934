"""The priority-date board: who is current by which chart, months at recent speed, lists that are harmless."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from immdesk.office.office import Office
from immdesk.office.planning.date_board import BoardRow, board
from immdesk.office.planning.date_board_out import cells, columns, to_call, write_list
from immdesk.office.planning.table_files import write_table


@pytest.fixture
def slow(practice: Office) -> Office:
    """Let the cutoff of F2A for Mexico move by 24 weeks over the last twelve months, to July 31, 2021."""
    from sqlalchemy import select

    from immdesk.records.bulletin import Bulletin

    cutoffs = {"2025-08": "2021-02-13", "2026-08": "2021-07-31"}

    def work(session: Any) -> None:
        kept = select(Bulletin).where(Bulletin.category == "F2A", Bulletin.chart == "final_action")
        for row in session.scalars(kept):
            row.cutoff = cutoffs.get(row.month, "2021-06-05")

    practice.change("A slow bulletin", work)
    return practice


def soto(office: Office) -> BoardRow:
    return next(row for row in board(office).rows if row.number == "26-0002")


def test_the_month_the_charts_and_who_became_current_are_told(practice: Office) -> None:
    found = board(practice)
    row = soto(practice)
    assert found.month == "2026-08"
    assert (row.category, row.area, row.priority.isoformat()) == ("F2A", "MEXICO", "2023-05-14")
    assert (row.final.words(), row.final.months) == ("Mon Aug 14, 2023\ncurrent", 0)
    assert row.said == "became current"
    assert [one.number for one in to_call(found.rows)] == ["26-0002"]
    assert "Speaks only with the female paralegal." in row.call  # how it is safe comes first


def test_months_to_wait_are_those_of_the_recent_speed(slow: Office) -> None:
    row = soto(slow)
    assert row.final.weeks == 2.0
    assert row.final.months == 47  # 652 days and the day itself, fourteen days a month
    assert row.final.wait_words() == "47 months to wait"
    assert row.said == ""


def test_the_list_is_written_for_a_spreadsheet_and_as_pages(practice: Office, tmp_path: Path) -> None:
    found = board(practice)
    for name in ("list.xlsx", "list.csv", "list.pdf"):
        write_list(practice, found, found.rows, tmp_path / name)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == columns()
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    assert len(read) == len(found.rows) + 1
    assert len(cells(found.rows[0])) == len(columns())
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    for name in ("bad.csv", "bad.xlsx"):
        write_table(("Name",), [("=1+1",)], tmp_path / name, "Names")
    assert "'=1+1" in (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")
    cell = openpyxl.load_workbook(tmp_path / "bad.xlsx").worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
