"""Workload: minutes by person and week, tasks moved and dates that stay, the office's usual minutes."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office.calculators import paper
from immdesk.office.office import Office
from immdesk.office.planning.workload import (
    WorkItem,
    Workload,
    habit,
    hours,
    move,
    set_habit,
    set_minutes,
    sheet_of,
    workload,
)
from immdesk.office.undo import undo

MONDAY = date(2026, 8, 10)


@pytest.fixture
def ana(practice: Office) -> str:
    """Give three tasks to Ana: one late, one of this week, one in the third week; nothing else is open."""
    from sqlalchemy import select

    from immdesk.records.cases import Task

    staff = str(practice.rows("SELECT id FROM staff WHERE given_name = 'Ana'")[0]["id"])

    def work(session: Any) -> None:
        for row in session.scalars(select(Task)):
            session.delete(row)
        for place, day in enumerate(("2026-08-03", "2026-08-14", "2026-08-26")):
            session.add(Task(id=f"t{place}", title=f"Task {place}", due_on=day, staff_id=staff))
        session.add(Task(id="free", title="Whenever"))

    practice.change("Three tasks", work)
    return staff


def tasks(found: Workload, person: str, week: int) -> list[str]:
    row = [staff for staff, _name in found.people].index(person)
    return [one.id for one in found.of(row, week) if one.is_task]


def item(office: Office, task_id: str) -> WorkItem:
    return next(one for one in workload(office).items if one.id == task_id)


def test_work_stands_in_its_week_and_what_is_late_in_this_one(practice: Office, ana: str) -> None:
    found = workload(practice)
    assert found.weeks[0] == MONDAY
    assert len(found.weeks) == 8
    assert tasks(found, ana, 0) == ["t0", "t1"]
    assert tasks(found, ana, 2) == ["t2"]
    assert found.undated == 1
    assert item(practice, "t0").late


def test_minutes_are_the_tasks_own_or_the_offices_habit(practice: Office, ana: str) -> None:
    assert (item(practice, "t1").minutes, hours(90)) == (45, "1 h 30")
    set_minutes(practice, item(practice, "t1"), "90")
    set_habit(practice, "task", "20")
    assert [item(practice, one).minutes for one in ("t0", "t1", "t2")] == [20, 90, 20]
    set_minutes(practice, item(practice, "t1"), "")
    set_habit(practice, "task", "")
    assert [item(practice, "t1").minutes, habit(practice, "task")] == [45, 45]
    with pytest.raises(Problem, match="'long' is not a number of minutes"):
        set_minutes(practice, item(practice, "t1"), "long")


def test_a_task_moves_to_a_person_and_week_and_undo_brings_it_back(practice: Office, ana: str) -> None:
    other = next(staff for staff, _name in workload(practice).people if staff not in (ana, ""))
    move(practice, item(practice, "t2"), other, date(2026, 9, 7))
    assert tasks(workload(practice), other, 4) == ["t2"]
    assert item(practice, "t2").due_on == date(2026, 9, 9)  # a Wednesday as before
    changed = move(practice, item(practice, "t2"), "", MONDAY)
    assert item(practice, "t2").due_on == date(2026, 8, 14)  # never before today
    undo(practice, changed.operation)
    assert item(practice, "t2").due_on == date(2026, 9, 9)


def test_a_date_of_the_law_stays_where_it_is(practice: Office) -> None:
    kept = WorkItem("e", "deadline", "Answer", "c", "26-0001", MONDAY, "", 120, False, False)
    with pytest.raises(Problem, match="This is a date of the docket, not a task"):
        move(practice, kept, "", MONDAY)


def test_a_week_with_more_than_there_is_time_for_is_hatched_and_printed(practice: Office, ana: str) -> None:
    set_minutes(practice, item(practice, "t2"), "2000")
    found = workload(practice)
    row = [staff for staff, _name in found.people].index(ana)
    cell = found.picture().people[row][1][2]
    assert (cell.level, cell.words) == (4, "33 h 20")
    pages = pypdfium2.PdfDocument(io.BytesIO(paper.as_pdf(sheet_of(practice, found))))
    text = " ".join(pages[0].get_textpage().get_text_range().split())
    assert "33 h 20" in text
    assert "bulletin" in text
