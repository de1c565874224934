"""The practice office tells its stories on whatever day it is made: a leap day, a year's end, today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Stopped, Watched
from immdesk.office import cases, computed, dates, documents, interviews, packets, practice, today
from immdesk.office.clock import day_in, real_clock, stopped_at
from immdesk.office.office import Office
from immdesk.office.rows import DateRow

DAYS = [date(2028, 2, 29), date(2026, 12, 31), date(2026, 11, 21), None]


@pytest.fixture(scope="module", params=DAYS, ids=["leap day", "year end", "the pack's day", "today"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The practice office as made on the day."""
    day = request.param or day_in(practice.ZONE, real_clock())
    with practice.make(tmp_path_factory.mktemp("practice") / "office", stopped_at(day), whole=False) as made:
        yield made


def story(office: Office, number: str, rule: str) -> list[DateRow]:
    case_id = cases.id_of(office, number)
    assert case_id is not None
    return [row for row in dates.dates_of(office, case_id) if row.rule == rule]


def test_it_has_six_cases_and_everything_is_computed(office: Office) -> None:
    rows = cases.case_rows(office, cases.case_ids(office))
    assert len(rows) == 6
    assert {row.number[-4:] for row in rows.values()} == {"0001", "0002", "0003", "0004", "0005", "0006"}
    assert computed.waiting(office) == []


def test_a_request_for_evidence_is_open_and_due_soon(office: Office) -> None:
    answer = story(office, f"{office.today():%y}-0003", "rfe-deadline")
    assert [row.state for row in answer] == ["kept"]
    assert answer[0].on is not None
    assert office.today() < answer[0].on <= office.today() + timedelta(days=14)
    assert answer[0].on.weekday() < 5


def test_a_work_permit_ends_in_forty_days(office: Office) -> None:
    ends = story(office, f"{office.today():%y}-0004", "ead-expires")
    assert [row.on for row in ends] == [office.today() + timedelta(days=40)]


def test_one_child_is_under_twenty_one_and_one_is_over(office: Office) -> None:
    rows = story(office, f"{office.today():%y}-0002", "cspa-age")
    children = {row.who: row.shown for row in rows if row.title.endswith("Still a child under the Act")}
    assert children == {"Hernández Soto, Diego": "yes", "Hernández Soto, Sofía": "no"}


def test_every_notice_and_status_lies_where_the_story_puts_it(office: Office) -> None:
    page = today.today_page(office)
    assert [row.title for row in (*page.this_week, *page.next_weeks) if row.rule != "rfe-deadline"] == [
        "Answer the notice of intent to deny"
    ]
    assert page.overdue == ()
    assert len(page.tasks) == 2
    stale = [one for one in page.banners if one.startswith("Verify: the rules come from the pack")]
    assert bool(stale) == (office.today() > office.library.packs[0].valid_until)
    assert [one for one in page.banners if one not in stale] == []
    assert page.without_date == "2 open cases have no next date or task."


def test_every_screen_can_be_shown(office: Office) -> None:
    day = office.today()
    assert len(dates.calendar(office, day, day + timedelta(days=365))) >= 5
    for case_id in cases.case_ids(office):
        assert cases.case_page(office, case_id).row.title
        assert cases.facts_page(office, case_id)
        assert dates.dates_of(office, case_id) is not None
        assert documents.evidence(office, case_id)
        assert packets.page(office, case_id).parts
        assert packets.forms_of(office, case_id)
        assert cases.history(office, case_id)
        assert cases.notes(office, case_id) is not None
        draft = interviews.start(office, "family-adjustment", case_id)
        assert draft.ready
        for section in draft.sections:
            assert interviews.section(office, draft.draft_id, section.id).title
        assert interviews.review(office, draft.draft_id)
        interviews.discard(office, draft.draft_id)


def test_nobody_in_it_has_a_real_telephone_or_mail(office: Office) -> None:
    rows = office.rows("SELECT kind, value FROM contact WHERE value <> '∅'")
    assert all("55501" in row["value"] or "55502" in row["value"] for row in rows if row["kind"] != "email")
    assert all(row["value"].endswith("example.com") for row in rows if row["kind"] == "email")


@pytest.mark.parametrize("steps", [0, 1, 4, 8])
def test_a_practice_office_that_somebody_stops_leaves_nothing(tmp_path: Path, steps: int) -> None:
    countdown, told = iter([False] * steps), []
    stop = partial(next, countdown, True)
    watched = Watched(lambda *step: told.append(step[2]), stop, "No office was made.")
    with pytest.raises(Stopped, match="No office was made"):
        practice.make(tmp_path / "office", stopped_at(date(2026, 8, 14)), whole=False, watched=watched)
    said = ["Starting the practice office", *["Writing the practice cases"] * 6, "Working out their dates"]
    assert told == said[:steps]
    assert list(tmp_path.iterdir()) == []


def test_the_practice_office_is_never_made_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(Problem, match="not empty"):
        practice.make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
