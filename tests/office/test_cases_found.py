"""The list of cases: found by any name or number as a person types it, sorted as a person reads it."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.office import cases, today
from immdesk.office.office import Office


def numbers(office: Office, text: str = "", sort: str = "number", status: str = "open") -> list[str]:
    ids = cases.case_ids(office, text, sort, status)
    rows = cases.case_rows(office, ids)
    return [rows[one].number[-1] for one in ids]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nguyen", "3"),
        ("Nguyễn", "3"),
        ("NGUYEN van", "3"),
        ("lukasz", "5"),
        ("Łukasz wisn", "5"),
        ("lukasz nguyen", ""),
        ("الحسن", "4"),
        ("al-hassan", "4"),
        ("alhassan", "4"),
        ("carter", "1"),
        ("IOE0923456790", "3"),
        ("ioe0923", "3"),
        ("A234567890", "3"),
        ("234567890", "3"),
        ("A-234-567-890", "3"),
        ("26-0003", "3"),
        ("260003", "3"),
        ("i-485", "34"),
        ("I485", "34"),
        ("peña", "6"),
        ('"nguyen"', "3"),
        ('nguyen " *', "3"),
        ("nguyen OR carter", ""),
        ("NEAR(", ""),
        ("%", "123456"),
        ("' ; --", "123456"),
        ("", "123456"),
        ("nobody", ""),
    ],
)
def test_cases_are_found_by_what_a_person_types(practice_shared: Office, typed: str, found: str) -> None:
    assert "".join(sorted(numbers(practice_shared, typed))) == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("number", "123456"),
        ("-number", "654321"),
        ("title", "436125"),
        ("-title", "521634"),
        ("opened", "245316"),
        ("-opened", "613542"),
        ("next", "354126"),
        ("-next", "453621"),
        ("type", "123456"),
        ("responsible", "123456"),
    ],
)
def test_cases_are_sorted_by_plain_letters_and_days(practice_shared: Office, sort: str, order: str) -> None:
    """By name: Al-Hassan, Nguyễn, Peña Ibáñez, Ramírez Ortega, Soto Luna, Wiśniewski."""
    assert "".join(numbers(practice_shared, sort=sort)) == order


def test_only_cases_of_the_wanted_status_are_listed(practice: Office) -> None:
    def close(session):  # type: ignore[no-untyped-def]
        from immdesk.records.cases import CaseFile

        session.get_one(CaseFile, cases.id_of(practice, "26-0004")).status = "closed"

    practice.change("Close a case", close)
    assert numbers(practice) == ["1", "2", "3", "5", "6"]
    assert numbers(practice, status="closed") == ["4"]
    assert numbers(practice, status="all") == ["1", "2", "3", "4", "5", "6"]


def test_a_row_says_who_what_and_when_next(practice_shared: Office) -> None:
    case_id = cases.id_of(practice_shared, "26-0003")
    assert case_id is not None
    row = cases.case_rows(practice_shared, [case_id])[case_id]
    assert (row.title, row.petitioner, row.beneficiaries) == (
        "Nguyễn, Văn Đức",
        "Peterson, Karen",
        "Nguyễn, Văn Đức",
    )
    answer = "send by Mon Aug 17, 2026 – Answer the request for evidence"
    assert (row.next_due, row.next_title) == (date(2026, 8, 19), answer)
    assert (row.responsible, row.opened_on) == ("Ana Morales", date(2026, 1, 14))
    assert row.case_type_title == "Family adjustment of status"


def test_a_case_has_no_next_date_before_somebody_has_accepted_one(practice_shared: Office) -> None:
    case_id = cases.id_of(practice_shared, "26-0002")
    assert case_id is not None
    row = cases.case_rows(practice_shared, [case_id])[case_id]
    assert (row.next_due, row.next_title, row.proposals) == (None, "", 12)


def test_no_case_has_a_number_that_does_not_exist(practice_shared: Office) -> None:
    assert cases.id_of(practice_shared, "26-9999") is None
    assert cases.case_rows(practice_shared, []) == {}


def test_today_says_what_is_due_what_waits_and_what_was_begun(practice_shared: Office) -> None:
    page = today.today_page(practice_shared)
    assert page.today == date(2026, 8, 14)
    assert [(row.title, row.on, row.days_left) for row in page.this_week] == [
        ("Answer the request for evidence", date(2026, 8, 19), 5)
    ]
    assert [(row.title, row.on) for row in page.next_weeks] == [
        ("Answer the notice of intent to deny", date(2026, 9, 1))
    ]
    assert [(row.title, row.who) for row in page.open_now] == [
        ("Work permit (EAD) renewal may be filed from", "Al-Hassan, Mohammed"),
        ("Renew the passport", "Wiśniewski, Łukasz"),
    ]
    assert page.overdue == ()
    assert [(task.title, task.due_on) for task in page.tasks] == [
        ("Order the tax transcript with the sponsor", date(2026, 8, 16)),
        ("Ask for joint tax returns of three years", date(2026, 8, 19)),
    ]
    assert [(title, count) for _case, title, count in page.proposals] == [
        ("Soto Luna, Guadalupe", 12),
        ("Ramírez Ortega, Lucía", 6),
    ]
    assert [row.number for row in page.cases_without_date] == ["26-0002", "26-0006"]
    assert page.open_cases == 6
