"""Today shows what is due, what waits for a decision, and leads to each case."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from immdesk.office import interviews
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from tests.desk import DeskDriver
from ui.parts.line import Line


def test_today_says_the_day_and_how_many_cases_are_open(desk: DeskDriver) -> None:
    desk.see("Fri Aug 14, 2026 · 6 open cases")


def test_a_case_with_proposed_dates_is_listed_and_leads_to_its_dates(desk: DeskDriver) -> None:
    words = "Soto Luna, Guadalupe, Worked out, not yet accepted"
    desk.press(
        next(one.accessibleName() for one in desk.window.findChildren(Line) if words in one.accessibleName())
    )
    screen, ref = desk.window.place()
    assert (screen, ref.partition("/")[2]) == ("case", "dates")


def test_a_task_that_is_done_leaves_the_list(desk: DeskDriver) -> None:
    desk.press("Done: Order the tax transcript with the sponsor")
    desk.settle()
    desk.wait_for(lambda: not desk.sees("Order the tax transcript"), "the task to leave")


def test_new_intake_is_the_main_action_and_has_a_key(desk: DeskDriver) -> None:
    desk.key("Ctrl+N")
    desk.settle()
    assert desk.window.place()[0] == "intake"


def test_an_empty_office_says_what_to_do_first(bare_desk: DeskDriver) -> None:
    from immdesk.office import firm

    folder = bare_desk.window.settings.folder.parent / "new office"
    office = firm.new_office(folder, name="Vega & Sons <Law>", practice=True)
    bare_desk.window.set_office(office)
    bare_desk.settle()
    bare_desk.see("No open case yet")
    bare_desk.see("Vega & Sons <Law>")
    bare_desk.press("New intake")
    assert bare_desk.window.place()[0] == "intake"


def test_an_intake_that_was_begun_is_offered_again(desk: DeskDriver) -> None:
    desk.menu("New intake")
    desk.press("Begin")
    desk.wait_for(lambda: desk.sees("Petitioner"), "the first section")
    desk.go_to("Today")
    desk.see("An intake was begun and not finished")
    desk.press("Go on with it")
    assert desk.window.place()[0] == "intake"


def test_a_questionnaire_that_came_back_says_so_and_can_be_discarded(desk: DeskDriver) -> None:
    draft = interviews.start(desk.window.office, "family-adjustment").draft_id
    interviews.answer(desk.window.office, draft, "petitioner.family_name", "Pena")
    desk.window.office.drafts.clear()  # as after a crash
    desk.go_to("Cases")
    desk.go_to("Today")
    desk.see("An unfinished questionnaire was restored: Petitioner: Pena, 1 answer, last typed in")
    desk.press("Discard…")
    desk.press("Discard")
    desk.settle()
    assert desk.window.office.rows("SELECT id FROM draft") == []
    assert not desk.sees("An unfinished questionnaire was restored")


def test_a_questionnaire_taken_up_again_says_so_above_its_questions(desk: DeskDriver) -> None:
    draft = interviews.start(desk.window.office, "family-adjustment").draft_id
    interviews.answer(desk.window.office, draft, "petitioner.family_name", "Pena")
    desk.window.office.drafts.clear()
    desk.window.desk.go("intake", draft)
    desk.see("This unfinished questionnaire was restored as it was left, with every answer.")
    desk.press("Go on")
    assert not desk.sees("This unfinished questionnaire was restored")
    assert desk.window.place() == ("intake", draft)


def test_at_midnight_the_page_turns_to_the_next_day(desk: DeskDriver, practice: Office) -> None:
    practice.clock = stopped_at(date(2026, 8, 15))
    desk.window._midnight.timeout.emit()
    desk.see("Sat Aug 15, 2026 · 6 open cases")


def test_a_name_with_markup_is_shown_letter_by_letter(desk: DeskDriver, practice: Office) -> None:
    name = 'O<b>&"Neil'

    def rename(session: Session) -> None:
        from immdesk.records.cases import CaseFile
        from immdesk.records.people import Person

        case = session.scalars(select(CaseFile).where(CaseFile.number == "26-0005")).one()
        case.title = f"{name}, Łukasz"
        for person in session.scalars(select(Person).where(Person.family_name == "Wiśniewski")):
            person.family_name = name

    _made, changed = practice.change("Correct a name", rename)
    desk.window.desk.changed(changed)
    desk.settle()
    assert desk.sees(f"26-0005 · {name}, Łukasz")
    desk.go_to("Cases")
    assert desk.rows("Cases")[4][1].startswith(f"{name}, Łukasz")
