"""What nobody has said: which answer settles how many dates of a case, and where it is asked."""

from __future__ import annotations

from immdesk.office import cases
from immdesk.office.law_rows import UnknownRow
from immdesk.office.office import Office
from immdesk.office.rows import DateRow
from immdesk.office.unknowns import unknowns_in, unknowns_of


def waiting(title: str, subject: str, *ask: tuple[str, str]) -> DateRow:
    return DateRow(
        title, "", "cannot say", title, "Soto, Diego", "c", "26-1", "Soto", "deadline", "normal",
        None, None, None, "", ask=ask, subject=subject,
    )  # fmt: skip


def in_soto(practice: Office, *rows: DateRow) -> list[UnknownRow]:
    [case_id] = cases.case_ids(practice, "soto")
    return list(unknowns_in(practice, case_id, rows))


BORN = ("person.born_on", "Date of birth")


def test_the_question_that_settles_most_stands_first(practice: Office) -> None:
    served = ("notice.served_by", "Served by")
    rows = [
        waiting("Answer", "notice:n1", served, BORN),
        waiting("Twenty-one", "party:p", BORN),
        waiting("Age", "party:p", BORN),
    ]
    [first, second] = in_soto(practice, *rows)
    assert (first.label, first.who, first.dates, first.alone) == (
        "Date of birth", "Soto, Diego", ("Answer", "Twenty-one", "Age"), 2,
    )  # fmt: skip
    assert (second.where, second.record_id, second.dates) == ("notice", "n1", ("Answer",))


def test_a_petitioners_answer_is_asked_in_the_petitioners_section(practice: Office) -> None:
    [one] = in_soto(practice, waiting("File", "party:p", ("petitioner.citizen_since", "Citizen since")))
    assert (one.path, one.who) == ("person.citizen_since", "")


def test_a_word_that_no_questionnaire_asks_leads_to_the_facts(practice: Office) -> None:
    [one] = in_soto(practice, waiting("Premium", "case:c", ("case.nobody_asks_this", "Odd")))
    assert one.where == "facts"


def test_a_notice_without_a_day_asks_for_it_on_its_own_sheet(practice: Office) -> None:
    [case_id] = cases.case_ids(practice, "wisniewski")
    assert unknowns_of(practice, case_id) == ()
    notice_id = practice.rows("SELECT id FROM notice WHERE case_id = ?", [case_id])[0]["id"]

    def forget_the_day(session) -> None:
        from immdesk.records.notices import Notice

        session.get_one(Notice, notice_id).dated_on = None

    practice.change("Forget a day", forget_the_day)
    found = unknowns_of(practice, case_id)
    assert [(one.where, one.record_id) for one in found] == [("notice", notice_id)]
    assert cases.case_page(practice, case_id).unknowns == found
