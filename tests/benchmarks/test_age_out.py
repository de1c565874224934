"""Which children of a thousand families age out, month by month over two years: within a second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from immdesk.office import firm
from immdesk.office.calculators.age_out import age_out, coming_months
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from immdesk.records.facts_of import CaseFacts, facts_of
from immdesk.store.engine import connect
from tests.benchmarks.ratio import measure_seconds

DAY = date(2026, 8, 14)
FAMILIES, MONTHS = 1_000, 24


def rows_of(number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give a resident who petitions, the wife and two children, the petition approved, no visa number yet."""
    filed = date(2023, 1, 10) + timedelta(days=number % 300)
    yield (
        "case_file",
        {
            "id": f"c{number}",
            "number": f"20-{number:04d}",
            "case_type": "family-adjustment",
            "category": "F2A",
            "chargeability": "MEXICO",
            "filing_place": "adjustment",
            "priority_date": filed.isoformat(),
            "status": "open",
        },
    )
    roles = (
        ("petitioner", None),
        ("principal", "spouse"),
        ("derivative", "child"),
        ("derivative", "child"),
    )
    for place, (role, kind) in enumerate(roles):
        born = (
            date(1980, 1, 1)
            if place < 2
            else date(2004, 1, 1) + timedelta(days=(number * 2 + place) * 7 % 1800)
        )
        yield "person", {"id": f"p{number}-{place}", "family_name": "Soto", "born_on": born.isoformat()}
        yield (
            "case_party",
            {
                "id": f"y{number}-{place}",
                "case_id": f"c{number}",
                "person_id": f"p{number}-{place}",
                "role": role,
                "relationship": kind,
                "ordinal": place,
            },
        )
    yield (
        "filing",
        {
            "id": f"f{number}",
            "case_id": f"c{number}",
            "person_id": f"p{number}-1",
            "form": "I-130",
            "received_on": filed.isoformat(),
            "approved_on": (filed + timedelta(days=500)).isoformat(),
        },
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("families") / "office"
    with firm.new_office(folder, name="", practice=True, clock=stopped_at(DAY), user="ana") as made:
        connection = connect(made.store.database, made.store._database_key)
        connection.execute("BEGIN")
        for number in range(FAMILIES):
            for table, row in rows_of(number):
                marks = ", ".join("?" * (len(row) + 1))
                names = ", ".join(["version", *row])
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [1, *row.values()])
        connection.execute("COMMIT")
        connection.close()
        yield made


@pytest.fixture(scope="module")
def families(office: Office) -> list[CaseFacts]:
    with office.store.read() as read:
        found = facts_of(read, [f"c{one}" for one in range(FAMILIES)], office.library.vocabulary, DAY)
    return list(found.values())


def test_a_thousand_families_over_two_years_of_what_if_take_a_second(office, families):
    months = coming_months(DAY, MONTHS)
    found = age_out(office.library, families, months, DAY)
    assert len(found) == 2 * FAMILIES
    assert all(len(one.protected) == MONTHS for one in found)
    late = [one.late_from(months) for one in found]
    assert {None, months[0]} < set(late)
    assert len(set(late)) > 12
    measure_seconds(
        "age-out of 1,000 families (2,000 children) over 24 months",
        lambda: age_out(office.library, families, months, DAY),
        1.0,
    )
