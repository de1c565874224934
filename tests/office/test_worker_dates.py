"""An office with an H-1B worker near the sixth year: what its docket proposes from the records themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from immdesk.office import dates
from immdesk.office.office import Office

Dates = dict[str, date | None]


@pytest.fixture
def worker(practice: Office, set_fact: Callable[..., None]) -> Callable[..., None]:
    """Make the H-4 wife of the practice office an H-1B worker since October 1, 2020, with these trips."""
    set_fact(
        "status_period", "status = 'H-4'", status="H-1B", from_on="2020-10-01", until_on="2026-12-31",
        i94_until="2027-01-10", petition_until="2026-12-31", petition_i94_until="2027-01-10",
        petition_issued_on="2023-11-02", i94_issued_on="2020-10-01",
    )  # fmt: skip
    person = practice.rows("SELECT person_id FROM status_period WHERE status = 'H-1B'")[0]["person_id"]

    def travelled(*trips: tuple[str, str | None]) -> None:
        from immdesk.records.travel import Trip

        def work(session: Any) -> None:
            for left, back in trips:
                session.add(Trip(person_id=person, departed_on=left, returned_on=back))

        practice.change("Record trips", work)

    return travelled


def proposed(office: Office, case_id: str) -> Dates:
    return {one.title: one.on for one in dates.dates_of(office, case_id)}


def test_the_limit_the_perm_by_date_and_the_window_of_the_extension_are_proposed(practice, case, worker):
    worker(("2022-12-15", "2023-01-10"))
    found = proposed(practice, case("26-0002"))
    assert found["Last day of H-1B time (with days abroad given back)"] == date(2026, 10, 25)
    assert found["File a PERM or I-140 by (no gap after the six years)"] == date(2025, 10, 26)
    assert found["H-1B petition may be filed from"] == date(2026, 7, 1)
    assert found["Ten days after the petition end (no work)"] == date(2027, 1, 10)


def test_another_trip_moves_the_limit_and_the_perm_by_date_with_it(practice, case, worker):
    worker(("2022-12-15", "2023-01-10"), ("2024-02-27", "2024-03-02"))
    found = proposed(practice, case("26-0002"))
    assert found["Last day of H-1B time (with days abroad given back)"] == date(2026, 10, 28)
    assert found["File a PERM or I-140 by (no gap after the six years)"] == date(2025, 10, 29)


def test_a_trip_without_a_return_is_named_and_gives_nothing_back(practice, case, worker):
    worker(("2026-07-01", None))
    limit = next(one for one in dates.dates_of(practice, case("26-0002")) if one.rule == "h1b-six-year-max")
    assert limit.on == date(2026, 9, 30)
    assert "has no day of return" in limit.note


def test_before_she_is_a_worker_nothing_of_it_is_proposed(practice, case):
    assert not any("H-1B" in title for title in proposed(practice, case("26-0002")))
