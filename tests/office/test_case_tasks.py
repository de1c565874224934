"""Tasks from templates in a case: proposed once, taken, left out, done by the record, ticked off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import events, recording, today, undo
from immdesk.office.office import Office
from immdesk.office.tasks import taking, ticking
from immdesk.office.tasks.proposed import proposed

FIRST = "26-0006"  # opened on August 11, 2026, nothing filed


def titles(office: Office, case_id: str) -> list[str]:
    return [row.title for row in today.open_tasks(office, case_id)]


def test_the_tasks_of_a_new_case_are_proposed_with_who_day_and_arithmetic(
    practice: Office, case: Callable[[str], str]
) -> None:
    found = proposed(practice, case(FIRST))
    welcome, medical = found.now
    assert (welcome.title, welcome.who, welcome.staff, welcome.due_on) == (
        "Send the welcome letter with the list of papers", "paralegal", "Ana Morales", date(2026, 8, 14),
    )  # fmt: skip
    assert welcome.why.splitlines() == [
        "Tue Aug 11, 2026  the case is opened",
        "+ 2 days  habit of the office",
        "= Thu Aug 13, 2026",
        "That day has passed: due today, Fri Aug 14, 2026.",
    ]
    assert (medical.due_on, medical.who, medical.person) == (
        date(2026, 8, 25), "client", "María de los Ángeles Peña Ibáñez",
    )  # fmt: skip
    waits = {one.title: one.waits for one in found.later}
    assert waits["Client finishes the questionnaire"] == (
        "after “Send the welcome letter with the list of papers”"
    )
    assert waits["Prepare the work permit renewal"].startswith("14 days before: ")


def test_what_was_taken_refused_or_removed_is_never_proposed_again_until_somebody_says_so(
    practice: Office, case: Callable[[str], str]
) -> None:
    mine = case(FIRST)
    welcome, medical = proposed(practice, mine).now
    assert taking.take(practice, mine, [welcome.key]).message == "1 task taken."
    taking.refuse(practice, mine, [medical.key])
    assert proposed(practice, mine).now == ()
    with pytest.raises(Problem, match="no longer proposed"):
        taking.take(practice, mine, [welcome.key])
    (row,) = [one for one in today.open_tasks(practice, mine) if one.title == welcome.title]
    events.remove(practice, "task", row.id)
    after = proposed(practice, mine)
    assert [one.title for one in after.now] == [
        "Client finishes the questionnaire",
        "Client sends the papers of the checklist",
    ]
    assert after.left_out == 2
    taking.propose_again(practice, mine)
    assert [one.key for one in proposed(practice, mine).now] == [welcome.key, medical.key]


def test_taking_is_one_operation_and_one_undo(practice: Office, case: Callable[[str], str]) -> None:
    mine = case(FIRST)
    before = titles(practice, mine)
    changed = taking.take(practice, mine)
    assert changed.message == "2 tasks taken."
    assert len(titles(practice, mine)) == len(before) + 2
    undo.undo(practice, changed.operation)
    assert titles(practice, mine) == before
    assert len(proposed(practice, mine).now) == 2


def test_a_task_is_done_by_the_record_and_a_condition_that_turns_true_proposes_the_next(
    practice: Office, case: Callable[[str], str], set_fact: Callable[..., None]
) -> None:
    mine = case(FIRST)
    taking.take(practice, mine)
    person = practice.rows(
        "SELECT person_id FROM case_party WHERE case_id = ? AND role <> 'petitioner'", [mine]
    )
    told = {"form": "I-130", "person_id": person[0]["person_id"], "received_on": "2026-08-13"}
    events.record(practice, "filing", mine, told)
    found = proposed(practice, mine)
    assert [title for _id, title in found.finished] == ["Send the welcome letter with the list of papers"]
    assert [(one.title, one.due_on) for one in found.now] == [
        ("Send the client the receipt notice and say what comes next", date(2026, 8, 20))
    ]
    assert taking.tick_finished(practice, mine).message == "1 task ticked off."


def test_a_task_asks_for_its_proof_where_the_template_or_the_severity_says_so(
    practice: Office, case: Callable[[str], str]
) -> None:
    mine = case("26-0003")  # a request for evidence, fatal, is on the docket
    answer = next(one for one in proposed(practice, mine).now if one.key.startswith("prepare-response@"))
    assert answer.proof == ("tracking", "receipt")
    taking.take(practice, mine, [answer.key])
    task = next(one for one in today.open_tasks(practice, mine) if one.title == answer.title)
    with pytest.raises(Problem, match="only with a proof: tracking number or receipt"):
        today.task_done(practice, task.id)
    with pytest.raises(Problem, match="only with a proof"):
        events.record(practice, "task", mine, {"done_on": "2026-08-14"}, task.id)
    today.task_done(practice, task.id, "EK123456789US")
    kept = practice.rows("SELECT value FROM said WHERE owner_id = ? AND word = 'proof'", [task.id])
    assert kept[0]["value"] == "EK123456789US"


def test_the_office_chooses_from_which_severity_on_tasks_ask_for_a_proof(
    practice: Office, case: Callable[[str], str], set_fact: Callable[..., None]
) -> None:
    (task, *_others) = today.open_tasks(practice)
    assert ticking.proofs_asked(practice, [task.id]) == {}
    entry = practice.rows("SELECT id FROM docket_entry WHERE severity = 'serious' AND state = 'kept'")[0]
    set_fact("task", f"id = '{task.id}'", entry_id=entry["id"])
    assert ticking.proofs_asked(practice, [task.id]) == {}
    ticking.set_proof_from(practice, "serious")
    assert ticking.proofs_asked(practice, [task.id]) == {task.id: ("receipt", "tracking", "note")}
    with pytest.raises(Problem, match="no choice"):
        ticking.set_proof_from(practice, "sometimes")


def test_a_new_case_takes_its_tasks_by_itself_where_the_office_wishes_so(
    practice: Office, case: Callable[[str], str]
) -> None:
    from immdesk.office.rows import Changed

    mine, plain = case(FIRST), Changed(message="The questionnaire is kept.")
    assert recording.opened(practice, mine, plain) is plain
    taking.let_take_at_opening(practice, True)
    changed = recording.opened(practice, mine, plain)
    assert changed.message == "The questionnaire is kept. 2 tasks taken."
    assert proposed(practice, mine).now == ()
