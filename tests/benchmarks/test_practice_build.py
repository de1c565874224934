"""The whole practice office, 66 cases with their dates, is made in less than five seconds."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

from immdesk.office import practice
from immdesk.office.clock import stopped_at
from tests.benchmarks.ratio import measure_seconds

MOST_SECONDS = 5.0


def test_the_practice_office_is_made_in_five_seconds(tmp_path: Path) -> None:
    numbers = count()

    def make() -> None:
        practice.make(tmp_path / f"office {next(numbers)}", stopped_at(date(2026, 8, 14))).close()

    measure_seconds("Practice office made", make, MOST_SECONDS)
