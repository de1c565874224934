"""The monthly report, the seal on it, and the history written out."""

from __future__ import annotations

import csv

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import anchor, history_out, month_report


def lines(office, month, heading):
    return dict(month_report.month_report(office, month).groups)[heading]


def test_a_month_counts_what_was_done_in_it(practice, case):
    told = lines(practice, "2026-08", "Cases and filings")
    opened = practice.rows("SELECT count(*) AS n FROM case_file WHERE opened_on LIKE '2026-08%'")[0]["n"]
    assert told[0] == f"Cases opened: {opened}"
    (own,) = [line for line in lines(practice, "2026-08", "Who recorded what") if line.startswith("ana")] or [
        ""
    ]
    before = own
    from immdesk.office import cases

    cases.add_note(practice, case("26-0001"), "A note of August")
    (own,) = [line for line in lines(practice, "2026-08", "Who recorded what") if line.startswith("ana")]
    assert own != before


def test_a_month_to_come_is_refused(practice):
    with pytest.raises(Problem, match="no month that has been"):
        month_report.month_report(practice, "2026-09")
    with pytest.raises(Problem, match="no month that has been"):
        month_report.month_report(practice, "August")


def test_the_report_is_one_page_with_the_seal_of_the_record(practice):
    page = pypdfium2.PdfDocument(month_report.as_pdf(practice, "2026-08"))
    text = page[0].get_textpage().get_text_range()
    assert "Report of August 2026" in text
    assert anchor.anchor_of(practice).seal in " ".join(text.split())


def test_a_seal_fits_as_long_as_nothing_before_it_changed(practice, case):
    from immdesk.office import cases

    printed = anchor.anchor_of(practice).words()
    cases.add_note(practice, case("26-0001"), "After the report")
    assert anchor.holds(practice, printed)
    number, seal = printed.split(" · ")
    assert not anchor.holds(practice, f"{number} · {seal[::-1]}")
    assert not anchor.holds(practice, f"999,999 · {seal}")
    with pytest.raises(Problem, match="no seal of a monthly report"):
        anchor.holds(practice, "the number on the page")


def test_the_history_is_written_whole_for_a_spreadsheet(practice, tmp_path):
    count = history_out.write_history(practice, tmp_path / "history.csv")
    with (tmp_path / "history.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head[:4] == ["Number", "When", "Who", "Change"]
    total = practice.rows("SELECT count(*) AS n FROM operation")[0]["n"]
    assert (count, len(rows), rows[-1][0]) == (total, total, "1")
