"""Before and around a case, in the window: enquiry, conflicts, options with their memo, merge and split."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PySide6.QtWidgets import QRadioButton

from immdesk.office import conflicts, enquiries
from tests.desk import DeskDriver
from tests.office.twins import lucia, twin


def test_an_enquiry_is_taken_down_checked_and_becomes_a_case(desk: DeskDriver) -> None:
    office = desk.window.office
    desk.menu("New enquiry")
    desk.type_into("Given name", "Lusia")
    desk.type_into("Family name", "Ramires Ortega")
    desk.type_into("What they ask", "Wants to bring her mother")
    desk.type_into("Follow up on", "8/14/2026")
    desk.press("Keep the enquiry")
    desk.settle()
    desk.see("Nobody has looked for: Lusia Ramires Ortega")
    desk.press("Look for conflicts")
    desk.settle()
    desk.see("What was decided")
    assert desk.can_press(
        "Ramírez Ortega, Lucía  ←  Lusia Ramires Ortega, person in the office · 26-0001 · "
        "another spelling, or sounds alike, 95 %"
    )
    desk.press("Keep this look")
    desk.settle()
    (row,) = office.rows("SELECT looked_by, result FROM conflict_check")
    assert (row["looked_by"], row["result"]) == ("ana", "no_conflict")
    desk.go_to("Today")
    desk.see("Enquiries to follow up")
    (kept,) = enquiries.enquiries(office)
    desk.window.go("enquiry", kept.id)
    desk.press("Open a case from it…")
    desk.choose("Kind of case", "Family adjustment of status")
    desk.choose("Role of this person", "petitioner")
    desk.press("Open the case")
    desk.settle()
    desk.see("ana looked on Fri Aug 14, 2026: no conflict: other people, or no opposing interest.")
    assert office.rows("SELECT given_name FROM person WHERE family_name = 'Ramires Ortega'")[0] == {
        "given_name": "Lusia"
    }


def test_the_options_of_a_case_are_shown_and_written_as_a_memo(desk: DeskDriver, tmp_path: Path) -> None:
    desk.open_case("lucia")
    desk.open_tab("Options")
    desk.see("Green card here as an immediate relative")
    desk.see("Unlawful presence")
    desk.see("Worth asking")
    desk.picker.path = tmp_path / "memo.pdf"
    desk.press("Strategy memo as PDF…")
    desk.settle()
    with pypdfium2.PdfDocument(tmp_path / "memo.pdf") as memo:
        assert len(memo) == 2
        text = memo[0].get_textpage().get_text_range()
    assert "Attorney work product" in text
    assert "INA 212(a)(9)(B)" in text


def test_two_records_are_compared_made_one_and_split_again(desk: DeskDriver) -> None:
    office = desk.window.office
    keep = lucia(office)
    twin(office)
    desk.window.desk.go("person", keep)
    desk.settle()
    desk.press("Merge with another record…")
    desk.type_into("Name, as it may be written", "Lucia Ramires")
    desk.press("Find")
    desk.press("Compare")
    desk.settle()
    desk.see("What differs")
    other = desk.find(QRadioButton, "Daytime telephone: (210) 555-0199")
    other.click()
    desk.press("Make them one…")
    desk.press("Make them one")
    desk.settle()
    (row,) = office.rows("SELECT value FROM contact WHERE person_id = ? AND kind = 'phone_day'", [keep])
    assert row["value"] == "2105550199"
    desk.see("Ramires, Lucia was merged into this record on Fri Aug 14, 2026 by ana.")
    desk.press("Split off Ramires, Lucia again")
    desk.see("Came with Ramires, Lucia")
    desk.press("Make them two again")
    desk.settle()
    (row,) = office.rows("SELECT person_id FROM case_party WHERE id = 'party2'")
    assert row["person_id"] == "twin"
    assert conflicts.look(office, ["Lucia Ramires"])[0].alike == 100
