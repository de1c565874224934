"""The whole practice office, made at four clocks: many kinds of cases, alive on each day, no nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from immdesk.office import cases, computed, dates, employers, fee_sheet, keys, practice, practice_gone, today
from immdesk.office.clock import day_in, real_clock, stopped_at
from immdesk.office.office import Office

CLOCKS = [date(2028, 2, 29), date(2026, 12, 31), date(2026, 8, 14), None]


@pytest.fixture(params=CLOCKS, ids=["leap day", "year end", "the pack's day", "today"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The whole practice office as made on the day."""
    day = request.param or day_in(practice.ZONE, real_clock())
    with practice.make(tmp_path / "office", stopped_at(day)) as made:
        yield made


def test_the_whole_practice_office_is_alive_and_makes_sense_on_any_day(office: Office) -> None:
    its_size_and_staff(office)
    dates_stand_around_today(office)
    nothing_is_asked_that_nobody_would_ask(office)
    nothing_ends_before_it_begins(office)
    nothing_is_to_be_filed_that_is_filed(office)
    fees_known_so_far_are_told(office)
    nobody_in_it_can_be_reached(office)


def its_size_and_staff(office: Office) -> None:
    rows = office.rows("SELECT case_type, status FROM case_file")
    assert len(rows) >= 60
    assert len({row["case_type"] for row in rows}) >= 12
    assert {row["case_type"] for row in rows} <= set(office.library.case_types)
    staff = office.rows("SELECT is_attorney FROM staff")
    assert sorted(row["is_attorney"] for row in staff) == ["no", "no", "yes", "yes"]
    assert len(employers.employer_ids(office)) == 7
    assert computed.waiting(office) == []
    assert all(row.stage for row in cases.case_rows(office, cases.case_ids(office)).values())


def dates_stand_around_today(office: Office) -> None:
    page, day = today.today_page(office), office.today()
    assert all((page.overdue, page.this_week, page.next_weeks, page.open_now))
    coming = dates.kept_between(office, day, day + timedelta(days=35), states=("kept",))
    opening = {row.rule for row in coming if row.kind == "opens"}
    assert {"i751-window", "n400-early-filing", "f1-opt-window"} <= opening
    assert {row.rule for row in page.overdue} == {"i9-section1", "ar11-10-day"}
    assert page.counted.cases_without_date <= 3


def nothing_is_asked_that_nobody_would_ask(office: Office) -> None:
    for case_id in cases.case_ids(office):
        asked = [row for row in dates.dates_of(office, case_id) if row.state == "cannot say"]
        number = asked[0].case_number[3:] if asked else ""
        assert number <= "0006", asked


def nothing_is_to_be_filed_that_is_filed(office: Office) -> None:
    assert told_by(office, "Mejía", "asylum-one-year") == ["Asylum application (Form I-589) received by"]
    assert told_by(office, "Petrenko", "asylum-one-year") == []
    assert told_by(office, "Petrenko", "asylum-ead-clock") == [
        "Work permit may be asked for from (asylum)",
        "Work permit may be granted from (asylum)",
    ]
    assert told_by(office, "Al-Sayed", "asylum-ead-clock") == []
    assert told_by(office, "Ferreira", "i539-eos-window") == []


def told_by(office: Office, words: str, rule: str) -> list[str]:
    """Give the results of a rule that the Dates page of a case shows."""
    [case_id] = cases.case_ids(office, words)
    return sorted(row.title for row in dates.dates_of(office, case_id) if row.rule == rule)


def fees_known_so_far_are_told(office: Office) -> None:
    [case_id] = cases.case_ids(office, "Chen, Wei")
    found = fee_sheet.fees_of_case(office, case_id)
    due = [line.shown for one in found.filings for line in one.lines if line.state == "due"]
    assert found.total is None
    assert len(due) >= 2
    assert found.known > 1000


def nothing_ends_before_it_begins(office: Office) -> None:
    for table, first, last in (
        ("status_period", "from_on", "until_on"), ("trip", "departed_on", "returned_on"),
        ("address", "from_on", "until_on"), ("document", "issued_on", "expires_on"),
        ("marriage", "married_on", "ended_on"), ("recruitment_step", "started_on", "ended_on"),
        ("filing", "postmark_on", "received_on"), ("filing", "received_on", "approved_on"),
    ):  # fmt: skip
        wrong = office.rows(
            f'SELECT {first}, {last} FROM "{table}" WHERE {last} GLOB "[12]*" AND {first} > {last}'
        )
        assert wrong == [], table
    future = office.rows("SELECT received_on FROM filing WHERE received_on > ?", [office.today().isoformat()])
    assert future == []
    born = office.rows(
        "SELECT p.born_on, s.from_on FROM person p JOIN status_period s ON s.person_id = p.id "
        "WHERE s.from_on < p.born_on"
    )
    assert born == []


def nobody_in_it_can_be_reached(office: Office) -> None:
    rows = office.rows("SELECT kind, value FROM contact WHERE value <> '∅'")
    assert all("55501" in row["value"] or "55502" in row["value"] for row in rows if row["kind"] != "email")
    assert all(row["value"].endswith("example.com") for row in rows if row["kind"] == "email")


def test_a_removed_practice_office_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with practice.make(folder, stopped_at(date(2026, 8, 14))):
        pass
    assert keys.ways_in(folder).practice
    practice_gone.remove_practice(folder)
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []
