"""The law at the window: fees with their reasons, dates to decide, sign-off, and what nobody has said."""

from __future__ import annotations

from immdesk.office import cases, deciding, signing
from immdesk.office.office import Office
from tests.desk import DeskDriver


def office_of(desk: DeskDriver) -> Office:
    office = desk.window.office
    assert office is not None
    return office


def test_the_packet_shows_what_each_filing_costs_and_why(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.open_tab("Packet")
    desk.see("Total of the packet: ")
    assert desk.sees("$1,440")
    assert desk.sees("each applicant; less for a child under 14")
    assert desk.sees("No fee is paid with: G-28")


def test_a_fee_is_corrected_with_its_source_and_taken_back(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.open_tab("Packet")
    desk.press("Correct the amount: Filing fee, I-485")
    desk.type_into("Dollars; it counts for all cases of the office from that day on", "1500")
    desk.press("Go on")
    desk.type_into(
        "Such as the agency's fee schedule and its day; your name and today are kept with it", "G-1055, today"
    )
    desk.press("Correct the fee")
    desk.see("$1,500")
    assert desk.sees("corrected by")
    desk.press("Correct the amount: Filing fee, I-485")
    desk.press("Take the correction back")
    desk.see("$1,440")


def test_an_attorney_signs_a_rule_off_in_the_library(desk: DeskDriver) -> None:
    desk.window.desk.go("library", "rules/noid-deadline")
    desk.settle()
    assert desk.sees("Nobody in the office has signed this rule off.")
    desk.press("An attorney signs it off…")
    desk.press("Go on")
    desk.press("Sign it off")
    desk.settle()
    assert signing.sign_offs(office_of(desk))["noid-deadline"].state == "good"
    desk.window.desk.go("library", "rules/noid-deadline")
    desk.see("Signed off by ")


def test_all_dates_that_wait_are_accepted_in_one_step(desk: DeskDriver) -> None:
    desk.menu("Dates to decide")
    desk.wait_for(lambda: len(desk.rows("Dates to decide")) > 0, "dates that wait")
    count = len(desk.rows("Dates to decide"))
    desk.press(f"Accept all {count} dates…")
    desk.press("Accept")
    desk.settle()
    desk.see("Nothing waits for a decision")
    assert deciding.waiting_rows(office_of(desk)).material == ()


def test_an_alert_stands_on_the_case_until_an_attorney_has_decided(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.see("Adjustment as an extraordinary, discretionary relief.")
    desk.press("An attorney decides…")
    desk.press("Go on")
    desk.type_into(
        "It is kept in the history; the alert leaves this case until it changes", "Equities argued."
    )
    desk.press("Keep the decision")
    desk.settle()
    assert not desk.sees("Adjustment as an extraordinary, discretionary relief.")


def test_the_library_lists_the_open_cases_that_alerts_reach(desk: DeskDriver) -> None:
    desk.window.desk.go("library", "alerts")
    desk.press("Practice alerts")
    desk.settle()
    desk.see("Hold on benefits for nationals of listed countries")
    assert desk.sees("Soto Luna, Guadalupe  26-0002")


def test_the_case_page_names_the_question_and_opens_it(desk: DeskDriver) -> None:
    office = office_of(desk)
    [case_id] = cases.case_ids(office, "wisniewski")
    notice_id = office.rows("SELECT id FROM notice WHERE case_id = ?", [case_id])[0]["id"]

    def forget_the_day(session) -> None:
        from immdesk.records.notices import Notice

        session.get_one(Notice, notice_id).dated_on = None

    office.change("Forget a day", forget_the_day)
    desk.open_case("Wiśniewski")
    desk.see("What nobody has said yet")
    assert desk.sees("answers would settle 1 date")
