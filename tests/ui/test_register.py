"""The register: what ends and when to begin, cases without a date, and what was entered today."""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar, QTableView

from immdesk.office import cases, dates
from tests.desk import DeskDriver


def tabs(desk: DeskDriver) -> list[str]:
    bar = desk.find(QTabBar, "Lists of the register")
    return [bar.tabText(place) for place in range(bar.count())]


def test_what_ends_stands_there_the_earliest_first_with_the_day_to_begin(desk: DeskDriver) -> None:
    desk.menu("Register of expirations")
    lines = desk.rows("Expirations")
    assert lines[1] == [
        "Employment authorization card",
        "Al-Hassan, Mohammed\n26-0004",
        "Wed Sep 23, 2026",
        "Fri Mar 27, 2026",
        "Work permit renewal (Form I-765)",
        "begin now, 40 days left",
    ]
    assert lines[0][0] == "Status B-2"
    assert lines[0][5] == "ended 912 days ago"


def test_the_register_is_filtered_as_one_types_and_sorted_by_a_title(desk: DeskDriver) -> None:
    desk.go_to("Calendar")
    desk.press("Register")
    desk.type_into("Find in the register", "passport mex")
    desk.wait_for(lambda: len(desk.rows("Expirations")) == 4, "the passports of Mexico")
    assert {line[0] for line in desk.rows("Expirations")} == {"Passport of Mexico"}


def test_a_case_without_a_date_stands_there_until_it_has_one(desk: DeskDriver) -> None:
    desk.menu("Register of expirations")
    desk.open_tab("No next date")
    before = len(desk.rows("No next date"))
    assert before > 0
    assert tabs(desk)[1] == f"No next date ({before})"


def test_dates_accepted_today_are_listed_with_who_did_it(desk: DeskDriver) -> None:
    office = desk.window.office
    [case_id] = cases.case_ids(office, "Nguyen")
    dates.accept_all(office, case_id)
    desk.menu("Register of expirations")
    desk.open_tab("Entered today")
    lines = desk.rows("Entered today")
    answer = "Answer the request for evidence\nNguyễn, Văn Đức · send by Mon Aug 17, 2026"
    assert answer in [line[0] for line in lines]
    assert {line[3] for line in lines} == {"on the docket"}


def test_a_line_opens_its_case(desk: DeskDriver) -> None:
    desk.menu("Register of expirations")
    desk.wait_for(lambda: desk.rows("Expirations"), "the lines")
    table = desk.find(QTableView, "Expirations")
    table.selectRow(1)
    desk.key("Return", table)
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the case")


def test_marked_lines_are_shown_as_cases_opened_together_and_taken_back(desk: DeskDriver) -> None:
    office = desk.window.office
    desk.menu("Register of expirations")
    desk.wait_for(lambda: desk.rows("Expirations"), "the lines")
    before = len(office.rows("SELECT id FROM case_file"))
    desk.find(QTableView, "Expirations").selectAll()
    desk.press("Start renewals…")
    desk.see("The country that issued a passport renews it. Tell the client.")
    desk.press("Open 4 cases")
    desk.wait_for(lambda: len(office.rows("SELECT id FROM case_file")) == before + 4, "the cases")
    desk.wait_for(lambda: "renewal open: 26-0007" in [row[5] for row in desk.rows("Expirations")], "the line")
    table = desk.find(QTableView, "Expirations")
    table.selectRow([row[5] for row in desk.rows("Expirations")].index("renewal open: 26-0007"))
    desk.key("Return", table)
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the renewal")
    number = office.rows("SELECT number FROM case_file WHERE id = ?", [desk.window.place()[1].split("/")[0]])
    assert number == [{"number": "26-0007"}]
