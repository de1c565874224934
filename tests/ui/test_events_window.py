"""What happens in the world, recorded at the window: by menu or card, read at each key, corrected later."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit

from immdesk.office import cases, dates, events
from tests.desk import DeskDriver
from tests.ui.notice_sheet import fill_in_rfe
from tests.ui.test_case_page import case_id, show
from ui.forms.lines import LineList
from ui.screens.case_event import EventSheet


def entry(desk: DeskDriver, words: str) -> QAction:
    return next(one for one in desk.window.findChildren(QAction) if one.text() == words)


def record_rfe(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.menu("Record a notice…")
    fill_in_rfe(desk)


def sheet(desk: DeskDriver) -> EventSheet:
    return next(one for one in desk.window.findChildren(EventSheet) if one.isVisible())


def waiting(desk: DeskDriver) -> list[tuple[str, str, str]]:
    rows = dates.dates_of(desk.window.office, case_id(desk))
    return [
        (row.state, row.shown, row.title) for row in rows if row.title == "Answer the request for evidence"
    ]


def test_a_request_for_evidence_recorded_at_the_window_proposes_its_deadline(desk: DeskDriver) -> None:
    record_rfe(desk)
    assert desk.status() == "Request for evidence: recorded. 1 date proposed."
    assert waiting(desk) == [("proposed", "Thu Oct 29, 2026", "Answer the request for evidence")]
    show(desk, "Dates")
    desk.press("How this was worked out: Answer the request for evidence")
    desk.see("8 CFR 103.8(b)")


def test_a_question_with_nothing_to_choose_from_says_so(desk: DeskDriver) -> None:
    desk.open_case("Ramírez")
    desk.menu("Record a notice…")
    assert desk.find(QComboBox, "About the filing").currentText() == "Nothing recorded to choose from"


def open_rfe(desk: DeskDriver) -> None:
    notice = next(
        one
        for one in cases.case_page(desk.window.office, case_id(desk)).happened
        if one.title.startswith("Request")
    )
    desk.press(f"{notice.title}, {notice.words}")
    desk.see("Correct a notice")


def test_a_notice_is_corrected_from_the_overview_and_its_deadline_moves(desk: DeskDriver) -> None:
    record_rfe(desk)
    open_rfe(desk)
    desk.type_into("Date of the notice", "8/4/2026")
    desk.press("Keep the correction")
    desk.settle()
    assert desk.status() == "Request for evidence: corrected. 1 proposed date changed."
    assert waiting(desk) == [("proposed", "Fri Oct 30, 2026", "Answer the request for evidence")]
    assert desk.sees("Tue Aug 4, 2026")


def test_a_date_that_was_accepted_would_move_and_waits_for_a_decision(desk: DeskDriver) -> None:
    record_rfe(desk)
    dates.accept_all(desk.window.office, case_id(desk))
    open_rfe(desk)
    desk.type_into("Date of the notice", "8/4/2026")
    desk.press("Keep the correction")
    desk.settle()
    assert desk.status() == (
        "Request for evidence: corrected. 1 date on the docket would move: decide on the page Dates."
    )


def test_days_beyond_the_limit_show_the_question_of_the_rule_while_the_sheet_is_open(
    desk: DeskDriver,
) -> None:
    desk.open_case("Soto Luna")
    desk.menu("Record a notice…")
    desk.choose("Kind of notice", "Request for evidence")
    desk.type_into("Days to respond, without mailing days", "87")
    desk.find(QLineEdit, "Date of the notice").setFocus()
    field = sheet(desk)._page.field("response_days")
    assert field is not None
    message = field.message
    assert message.level() == "warn"
    assert message.text().startswith("An officer may give at most 84 days.")


def test_a_bad_date_is_refused_at_the_question_and_what_was_typed_stays(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.press("Record a notice…")
    desk.choose("Kind of notice", "Denial")
    desk.type_into("Date of the notice", "13/45/2026")
    desk.press("Record")
    desk.settle()
    assert desk.sees("Nothing was recorded; all that was typed is still here.")
    assert desk.find(QLineEdit, "Date of the notice").text() == "13/45/2026"
    assert desk.find(QLineEdit, "Date of the notice").hasFocus()


def test_two_desks_on_one_notice_are_told_and_the_second_chooses(desk: DeskDriver) -> None:
    record_rfe(desk)
    open_rfe(desk)
    desk.type_into("Date of the notice", "8/4/2026")
    office, here = desk.window.office, case_id(desk)
    events.record(office, "notice", here, {"dated_on": "8/5/2026"}, sheet(desk).about[2])
    desk.press("Keep the correction")
    desk.settle()
    assert desk.sees("Somebody else saved this meanwhile")
    assert desk.sees("it is now “Wed Aug 5, 2026”; you have “Tue Aug 4, 2026”.")
    desk.press("Keep mine")
    desk.settle()
    assert waiting(desk) == [("proposed", "Fri Oct 30, 2026", "Answer the request for evidence")]


def test_a_filing_typed_with_keys_alone_gives_the_case_its_stage(desk: DeskDriver) -> None:
    desk.open_case("Núñez")
    desk.key("Ctrl+Shift+F", desk.window)
    desk.type_into("Form", "i130")
    sheet(desk).activateWindow()  # the list of offers has taken the test screen's only keyboard
    desk.wait_for(sheet(desk).isActiveWindow)
    desk.key("Return")
    desk.key("Down")
    desk.key("Down")
    desk.type_into("Received on", "8/12/2026")
    desk.key("Ctrl+Return")
    desk.settle()
    assert desk.status() == "I-130: recorded. Stage: Petition pending."
    assert desk.sees("Petition pending")
    assert desk.sees("received Wed Aug 12, 2026 · no receipt yet")


def test_a_task_is_added_and_ticked_off_on_the_overview(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.press("Add a task…")
    desk.type_into("What is to be done", "Call the clinic")
    desk.type_into("By when", "+5")
    desk.press("Record")
    desk.settle()
    assert desk.sees("Call the clinic")
    desk.press("Done: Call the clinic")
    desk.settle()
    assert not desk.sees("Call the clinic")


def test_the_facts_of_a_document_are_corrected_from_its_evidence(desk: DeskDriver) -> None:
    desk.open_case("Ramírez Ortega")
    show(desk, "Evidence")
    desk.find(LineList, "Evidence").setCurrentRow(0)
    desk.press("Facts of this document…")
    desk.type_into("Title", "Passport, all pages")
    desk.press("Keep the correction")
    desk.settle()
    assert desk.status() == "Document: corrected."
    desk.see("Passport, all pages")


def test_recording_is_grey_without_a_case_and_typed_words_are_not_thrown_away_unasked(
    desk: DeskDriver,
) -> None:
    assert not entry(desk, "Record a notice…").isEnabled()
    desk.open_case("Soto Luna")
    assert entry(desk, "Record a notice…").isEnabled()
    desk.menu("Add a task…")
    desk.type_into("What is to be done", "Call")
    desk.press("Cancel")
    assert desk.sees("What you typed here would be lost.")
    desk.press("Close without recording")
    desk.settle()
    assert not [one for one in desk.window.findChildren(EventSheet) if one.isVisible()]
    desk.go_to("Today")
    assert not entry(desk, "Record a notice…").isEnabled()
