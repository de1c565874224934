"""A workbook that is being read can be stopped at any moment, in plain words."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from immdesk.basics.watched import Stopped, Watched
from immdesk.intake.sheets import read_sheets


def workbook(rows: int) -> bytes:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("cases")
    for number in range(rows):
        sheet.append([f"M-{number}", "Ek, Bo"])
    book.save(out)
    return out.getvalue()


def test_a_workbook_stops_wherever_somebody_cancels_and_else_is_read_whole():
    data, looks = workbook(250), []
    [sheet] = read_sheets(data, "cases", Watched(cancelled=lambda: bool(looks.append(1))))
    assert len(sheet.rows) == 250
    assert len(looks) > 10
    for place in range(0, len(looks), 7):
        countdown = iter([False] * place)
        with pytest.raises(Stopped, match="Nothing was read in"):
            read_sheets(
                data,
                "cases",
                Watched(cancelled=lambda c=countdown: next(c, True), nothing="Nothing was read in."),
            )
