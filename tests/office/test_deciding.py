"""Dates to decide over all cases: found, folded, accepted as a list or case by case, refused for good."""

from __future__ import annotations

from immdesk.office import cases, dates, deciding, undo
from immdesk.office.office import Office
from immdesk.office.rows import DateRow


def waiting(office: Office, words: str = "") -> list[DateRow]:
    found = deciding.to_decide(office).material
    return [row for row in found if words in row.case_title]


def by_case(rows: list[DateRow]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for row in rows:
        if deciding.can_accept(row):
            chosen.setdefault(row.case_id, []).append(row.key)
    return chosen


def test_what_waits_in_any_case_stands_there_the_earliest_first(practice: Office) -> None:
    rows = waiting(practice)
    days = [row.on or row.was_on for row in rows if row.on or row.was_on]
    assert len({row.case_number for row in rows}) > 1
    assert days == sorted(days)
    assert all(row.state in deciding.WAITING for row in rows)


def test_what_only_informs_or_plans_is_folded_away(practice: Office) -> None:
    found = deciding.to_decide(practice)
    assert all(row.severity == "info" or row.kind == "planning" for row in found.folded)
    assert not any(row.severity == "info" and row.state != "lifted" for row in found.material)


def test_a_list_of_several_cases_is_accepted_as_one_step_that_undo_takes_back(practice: Office) -> None:
    rows = waiting(practice)
    changed = deciding.accept_list(practice, by_case(rows), together=True)
    assert [row for row in waiting(practice) if deciding.can_accept(row)] == []
    undo.undo(practice, changed.operation)
    assert {row.key for row in waiting(practice)} == {row.key for row in rows}


def test_case_by_case_leaves_one_step_a_case(practice: Office) -> None:
    chosen = by_case(waiting(practice))
    before = practice.rows("SELECT count(*) AS n FROM operation")[0]["n"]
    deciding.accept_list(practice, chosen, together=False)
    assert practice.rows("SELECT count(*) AS n FROM operation")[0]["n"] == before + len(chosen)


def test_a_refused_date_stays_refused_until_something_changes(practice: Office) -> None:
    row = next(one for one in waiting(practice) if one.state == "proposed")
    dates.refuse(practice, row.case_id, row.key, "not wanted")
    assert row.key not in {one.key for one in waiting(practice)}


def test_a_changed_fact_moves_a_date_and_only_its_case_is_computed_again(practice: Office) -> None:
    from immdesk.office import computed

    [case_id] = cases.case_ids(practice, "wisniewski")
    deciding.to_decide(practice)
    notice_id = practice.rows("SELECT id FROM notice WHERE case_id = ?", [case_id])[0]["id"]

    def a_day_earlier(session) -> None:
        from immdesk.records.notices import Notice

        session.get_one(Notice, notice_id).dated_on = "2026-07-01"

    practice.change("Correct a notice", a_day_earlier)
    assert set(computed.waiting(practice)) <= {case_id}
    assert any(row.rule == "noid-deadline" for row in waiting(practice, "Wiśniewski"))


def test_stopped_it_keeps_nothing_of_a_list_and_gives_what_is_known(practice: Office) -> None:
    chosen = by_case(waiting(practice))
    deciding.accept_list(practice, chosen, True, deciding.silent, lambda: True)
    assert by_case(waiting(practice)) == chosen
    assert deciding.to_decide(practice, deciding.silent, lambda: True).material == ()
