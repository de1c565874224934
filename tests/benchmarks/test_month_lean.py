"""A month of a large office is read lean: well under the time of reading it with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from immdesk.office import calendar_days
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from tests.benchmarks.ratio import measure
from tests.many import DAY, make_many


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("month") / "office"
    make_many(folder, 3000)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as opened:
        yield opened


def test_a_month_is_turned(office: Office) -> None:
    turn = partial(
        calendar_days.calendar_dates,
        office,
        date(2026, 8, 30),
        date(2026, 10, 10),
        calendar_days.CalendarFilter(),
    )
    assert [row.key for row in turn(lean=True).rows] == [row.key for row in turn().rows]
    measure("month of 4,500 entries, lean", ours=partial(turn, lean=True), reference=turn, limit=0.6)
