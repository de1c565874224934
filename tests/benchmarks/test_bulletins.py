"""Twenty-four years of visa bulletins: 27,000 cutoffs looked at and taken in within ten seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from immdesk.basics.watched import Stopped
from immdesk.law.bulletin_terms import COLUMNS
from immdesk.office import bulletin_cases, bulletin_months, bulletins, practice
from immdesk.office.clock import stopped_at
from tests.benchmarks.ratio import measure_amount

MOST_SECONDS = 10.0
AREAS = ("ALL", "CHINA", "INDIA", "MEXICO", "PHILIPPINES")
FAMILIES = ("F1", "F2A", "F2B", "F3", "F4")
EMPLOYMENT = ("EB1", "EB2", "EB3", "EB3-OW", "EB4", "EB4-SR", "EB5-UNRESERVED", "EB5-RURAL")


def months() -> Iterator[str]:
    return (f"{year}-{month:02}" for year in range(2002, 2026) for month in range(1, 13))


def history() -> str:
    """Twenty-four years of invented bulletins, as many cutoffs as the real ones had."""
    lines = [",".join(COLUMNS)]
    for month in months():
        tables = ("final_action", "dates_for_filing") if month >= "2015-10" else ("final_action",)
        for preference, categories in (("family", FAMILIES), ("employment", EMPLOYMENT)):
            for place, category in enumerate(categories):
                day = f"{int(month[:4]) - 1 - place}-{month[5:]}-15"
                lines += [
                    f"{month},{preference},{table},{category},{area},,{day}"
                    for table in tables
                    for area in AREAS
                ]
    return "\n".join(lines)


def test_the_history_comes_in_within_ten_seconds(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text(history(), encoding="utf-8")
    with practice.make(tmp_path / "office", stopped_at(date(2026, 8, 14)), whole=False) as office:
        start = time.perf_counter()
        planned = bulletins.plan(office, bulletins.read_file(file))
        with pytest.raises(Stopped):
            bulletins.take(office, planned, {}, cancelled=lambda: True)
        told: list[int] = []
        bulletins.take(office, planned, {}, progress=lambda done, _total, _text: told.append(done))
        took = time.perf_counter() - start
        count = len(planned.new) + len(planned.different)
        assert count > 26_000
        assert len(told) > 20
        start = time.perf_counter()
        bulletin_months.month_page(office, "2025-12")
        bulletin_months.history(office, "EB2", "INDIA", "final_action")
        bulletin_cases.turned(office, "2025-12")
        measure_amount("a month, a history and who turned", time.perf_counter() - start, 0.5, "s")
    measure_amount(f"{count:,} cutoffs of 24 years taken in", took, MOST_SECONDS, "s")
