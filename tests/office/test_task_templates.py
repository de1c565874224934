"""Templates changed by the office: looked at over the open cases, applied by choice, refused when wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import today, undo
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from immdesk.office.own_settings import keep_own
from immdesk.office.tasks import own, review, taking, ticking
from immdesk.office.tasks.proposed import proposed
from tests.conftest import DAY

KIND = "family-adjustment"
MEDICAL = "Client books the medical examination"


def told(office: Office, number: str) -> dict[str, tuple[str, str]]:
    rows = [row for row in review.review(office).rows if row.number == number]
    return {row.title: (row.act, row.says) for row in rows}


def due(office: Office, case_id: str) -> dict[str, str]:
    rows = office.rows("SELECT title, due_on FROM task WHERE case_id = ? AND done_on IS NULL", [case_id])
    return {row["title"]: row["due_on"] for row in rows}


def test_a_changed_template_is_looked_at_and_applied_by_choice_as_one_operation_with_one_undo(
    practice: Office, case: Callable[[str], str]
) -> None:
    mine, other = case("26-0006"), case("26-0001")
    taking.take(practice, mine)
    taking.take(practice, other)
    assert review.review(practice).cases == 6
    assert told(practice, "26-0006") == {}
    own.change(practice, KIND, "medical", {"due": "30 days after opening", "minutes": "25"})
    own.leave_out(practice, KIND, "welcome")
    assert told(practice, "26-0006") == {
        MEDICAL: ("moved", "was due Tue Aug 25, 2026, now Thu Sep 10, 2026; was 10 minutes, now 25"),
        "Send the welcome letter with the list of papers": ("gone", "no template asks for it any more"),
        "Client finishes the questionnaire": ("new", "due Fri Aug 21, 2026"),
        "Client sends the papers of the checklist": ("new", "due Tue Sep 1, 2026"),
    }
    chosen = [row.id for row in review.review(practice).rows if row.case_id == mine]
    before = due(practice, mine), due(practice, other)
    changed = review.apply(practice, chosen)
    assert changed.message == "4 tasks follow the templates."
    assert due(practice, mine) == {
        MEDICAL: "2026-09-10",
        "Client finishes the questionnaire": "2026-08-21",
        "Client sends the papers of the checklist": "2026-09-01",
    }
    assert due(practice, other) == before[1]
    assert told(practice, "26-0006") == {}
    undo.undo(practice, changed.operation)
    assert due(practice, mine) == before[0]


def test_what_was_done_or_changed_by_hand_is_left_alone(
    practice: Office, case: Callable[[str], str], set_fact: Callable[..., None]
) -> None:
    mine = case("26-0006")
    taking.take(practice, mine)
    welcome, medical = (one.id for one in today.open_tasks(practice, mine) if one.title != "")
    ticking.done(practice, [welcome])
    set_fact("task", f"id = '{medical}'", due_on="2026-10-01")
    own.change(practice, KIND, "medical", {"due": "30 days after opening"})
    own.leave_out(practice, KIND, "welcome")
    assert [act for act, _says in told(practice, "26-0006").values()] == ["new", "new"]


def test_a_task_that_was_taken_late_is_not_taken_for_changed_by_hand(
    practice: Office, case: Callable[[str], str]
) -> None:
    mine = case("26-0006")
    practice.clock = stopped_at(DAY + timedelta(days=40))
    taking.take(practice, mine)
    assert set(due(practice, mine).values()) == {"2026-09-23"}
    own.change(practice, KIND, "medical", {"due": "60 days after opening"})
    assert told(practice, "26-0006") == {MEDICAL: ("moved", "was due Tue Aug 25, 2026, now Sat Oct 10, 2026")}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"due": "soon"}, "'soon' is no day"),
        ({"due": "3 days after rule rfe-deadlin"}, "no rule 'rfe-deadlin'. Did you mean 'rfe-deadline'"),
        ({"due": "3 days after rule rfe-deadline.dedline"}, "Did you mean 'deadline'"),
        ({"minutes": "a lot"}, "whole number"),
        ({"who": "nobody"}, "must be one of"),
    ],
)
def test_a_template_that_does_not_hold_is_refused_and_the_old_one_stays(
    practice: Office, words: dict[str, str], message: str
) -> None:
    with pytest.raises(Problem, match=message) as found:
        own.change(practice, KIND, "medical", words)
    assert found.value.means == "The template stays as it was."
    assert not own.template_kinds(practice)[0].own


def test_a_template_of_the_offices_own_is_added_and_the_shipped_ones_come_back(
    practice: Office, case: Callable[[str], str]
) -> None:
    own.add(practice, KIND, "Call the client", "paralegal", "1 day after opening", "10")
    assert "Call the client" in [one.title for one in proposed(practice, case("26-0006")).now]
    (kind,) = [one for one in own.template_kinds(practice) if one.kind == KIND]
    assert kind.own
    own.shipped_again(practice, KIND)
    assert "Call the client" not in [one.title for one in proposed(practice, case("26-0006")).now]


def test_every_kind_of_case_that_has_an_intake_has_from_five_to_twelve_tasks(practice: Office) -> None:
    library = practice.library
    asked = {kind for kind, one in library.case_types.items() if one.intake}
    counts = {kind: len(plan.tasks) for kind, plan in library.tasks.items()}
    assert set(counts) == asked
    assert len(counts) >= 20
    assert {kind for kind, count in counts.items() if not 5 <= count <= 12} == set()


def test_own_templates_that_no_longer_hold_are_passed_over_and_undo_gives_the_old_ones_back(
    practice: Office,
) -> None:
    keep_own(practice, {f"tasks {KIND}": '[{"task": "x", "title": "X", "who": "client", "due": "soon"}]'})
    assert len(practice.library.tasks[KIND].tasks) == 12
    changed = own.leave_out(practice, KIND, "medical")
    assert len(practice.library.tasks[KIND].tasks) == 11
    undo.undo(practice, changed.operation)
    assert len(practice.library.tasks[KIND].tasks) == 12
