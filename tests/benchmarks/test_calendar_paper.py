"""A crowded month as a PDF: at most half a second, with every date in it."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pypdf
from PySide6.QtWidgets import QApplication

from immdesk.office.rows import DateRow
from tests.benchmarks.ratio import measure_seconds
from ui.calendar import paper
from ui.calendar.days import by_day

MOST_SECONDS = 0.5
DATES = 300


def a_date(number: int) -> DateRow:
    kind = ("deadline", "closes", "status_end", "opens")[number % 4]
    return DateRow(
        key=str(number), entry_id="", state="kept", title=f"Answer number {number} to the agency",
        who="Wiśniewski, Łukasz", case_id="1", case_number=f"26-{number:04}", case_title="Wiśniewski, Łukasz",
        kind=kind, severity="serious", on=date(2026, 8, 1) + timedelta(days=number % 31), raw_on=None,
        was_on=None, shown="",
    )  # fmt: skip


def test_a_month_of_three_hundred_dates_becomes_a_pdf_in_half_a_second(qapp: QApplication) -> None:
    day = date(2026, 8, 14)
    rows = by_day(a_date(number) for number in range(DATES))
    sheet = paper.Sheet("month", day, day, rows, "August 2026", "300 dates", "Printed")
    made: list[bytes] = []
    measure_seconds("month to PDF", lambda: made.append(paper.as_pdf(sheet)), MOST_SECONDS)
    # by the letters that the file names: pypdfium2 takes a list at the left for columns and drops its spaces
    pages = pypdf.PdfReader(BytesIO(made[0])).pages[1:]
    text = " ".join(page.extract_text() for page in pages)
    assert all(f"Answer number {number} to the agency" in text for number in range(DATES))
