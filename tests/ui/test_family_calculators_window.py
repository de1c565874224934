"""The children of a family at the calculators: opened by keys, a day tried and taken back, a PDF."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt

from immdesk.basics import words
from immdesk.office.calculators.registry import work_out
from immdesk.office.cases import id_of
from immdesk.records.answers import say
from ui.forms.lines import LineList

VISA = "First day of the month in which the category was current"


def test_a_visa_month_is_tried_for_the_children_and_taken_back(desk, tmp_path):
    office = desk.window.office
    before = office.rows("SELECT count(*) AS n FROM operation")[0]["n"]
    desk.open_case("Soto Luna")
    desk.key("Ctrl+Shift+K")
    desk.see("Children of the family (CSPA)")
    chosen = desk.find(LineList, "Calculators for this case").currentItem()
    assert "Children of the family" in chosen.data(Qt.ItemDataRole.AccessibleTextRole)
    desk.see("stays a child if residence is sought by Sat Jul 31, 2027.")
    desk.type_into(VISA, "11/1/2026")
    desk.key("Return")
    desk.see("stays a child if residence is sought by Sun Oct 31, 2027.")
    desk.see("This is what was tried, not what is in the case.")
    desk.picker.path = tmp_path / "children.pdf"
    desk.press("Write a PDF…")
    desk.wait_for(desk.picker.path.is_file, "the sheet on disk")
    (page,) = PdfReader(desk.picker.path).pages
    text = page.extract_text()
    assert "Sun Oct 31, 2027" in text
    assert "not for filing" in text
    desk.press("As in the case")
    desk.see("stays a child if residence is sought by Sat Jul 31, 2027.")
    assert office.rows("SELECT count(*) AS n FROM operation")[0]["n"] == before


def test_one_child_is_looked_at_and_a_wedding_tried(desk):
    desk.window.desk.go("calculators", f"{id_of(desk.window.office, '26-0002')}/cspa")
    desk.choose("Looked at", "Hernández Soto, Diego")
    desk.see("petition filed")
    desk.choose("Is married", "yes")
    desk.see("married, so no longer a child.")


def test_the_register_names_who_ages_out_and_opens_the_calculator(desk):
    office = desk.window.office
    case_id = str(id_of(office, "26-0002"))
    office.change(
        "No visa number yet", lambda session: say(session, "case", case_id, "visa_available_on", "∅")
    )
    desk.window.desk.go("register", "age-out")
    desk.settle()
    rows = desk.rows("Children")
    assert [(row[0], row[3]) for row in rows] == [
        ("Hernández Soto, Sofía", "a visa number from Tue Sep 1, 2026 on is too late"),
        ("Hernández Soto, Diego", "a visa number from Tue Feb 1, 2028 on is too late"),
    ]
    desk.key("Return")
    desk.see("ages out on Sat Jan 15, 2028 unless a visa number is available before.")


def test_the_sheets_speak_spanish(practice):
    case_id = str(id_of(practice, "26-0002"))
    words.set_language("es")
    try:
        assert "sigue siendo hijo o hija" in work_out(practice, case_id, "cspa").answer
        assert "El permiso vale hasta" in work_out(practice, case_id, "unlawful-presence").answer
    finally:
        words.set_language("en")
