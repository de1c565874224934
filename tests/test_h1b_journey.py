"""The journey of a worker at the real window: an H-1B extension from its questions to its packet on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from immdesk.office.office import Office
from tests.desk import DeskDriver, open_desk
from ui.forms.field import Field


@pytest.fixture
def desk(qapp: object, practice: Office, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window with the practice office, standing at Today."""
    driver = open_desk(tmp_path / "settings", practice)
    yield driver
    driver.leave()


def test_an_h1b_extension_goes_from_the_first_question_to_a_packet_on_disk(
    desk: DeskDriver, shared: Path, tmp_path: Path
) -> None:
    take_in(desk)
    look_at_the_dates(desk)
    add_the_blanks(desk, shared)
    packet = tmp_path / "packet.pdf"
    build_the_packet(desk, packet)
    words = text_of(packet)
    assert "Meridian Analytics" in words
    assert "Letter of the employer in support" in words
    assert "Asylum Program Fee: due" in words
    assert "Form I-907, Request for Premium Processing" in words
    assert "Form I-539, Application to Extend Status: Arun Iyer" in words
    with pikepdf.open(packet) as pdf:
        forms, letters_and_lists = 4 + 38, 5
        assert len(pdf.pages) >= forms + letters_and_lists


def answer(desk: DeskDriver, section: str, said: Mapping[str, str]) -> None:
    """Go to a page of the questionnaire and answer it by what is read there."""
    desk.window.screen().asking.go_to(section)  # type: ignore[union-attr]
    desk.settle()
    for name, text in said.items():
        if desk._find(QLineEdit, name):
            desk.type_into(name, text)
        elif desk._find(QComboBox, name):
            desk.choose(name, text)
        elif desk.can_press(f"{name}: {text}"):
            desk.press(f"{name}: {text}")
        else:
            desk.type_into(name, text)


def warning(desk: DeskDriver, label: str) -> str:
    """Give what stands in amber below a question."""
    fields = [one for one in desk.window.findChildren(Field) if one.isVisible()]
    said = next(one.message for one in fields if one.question.label == label)
    return str(said.text()) if said.level() == "warn" else ""


def take_in(desk: DeskDriver) -> None:
    desk.menu("New intake")
    desk.press("Begin H-1B extension")
    desk.settle()
    answer(desk, "employer", {"Name of the employer": "Meridian Analytics, Inc.", "FEIN": "none"})
    desk.see("This employer has no FEIN.")
    answer(
        desk,
        "employer/employer-size",
        {"Full-time equivalent employees": "60", "Nonprofit organized as tax exempt": "No"},
    )
    answer(
        desk,
        "employer/employer-places",
        {
            "Family name": "Okafor",
            "Given name": "Grace",
            "Title": "Vice President",
            "Signs for the employer": "Yes",
        },
    )
    take_in_the_worker(desk)
    answer(desk, "job", {"Job title": "Data Engineer"})
    days = {"Petition asks for a stay from": "10/1/2026", "Petition asks for a stay until": "9/30/2029"}
    answer(desk, "job/job-lca", {"LCA valid from": "10/1/2026", "LCA valid until": "9/30/2029"})
    answer(desk, "job/job-days", days)
    desk.press("Add the spouse")
    desk.type_into("Family name (last name)", "Iyer")
    desk.type_into("Given name (first name)", "Arun")
    answer(desk, "dependents[0]/dependent", {"Asks for an extension on Form I-539": "Yes"})
    answer(desk, "case", {"Premium processing is asked for (Form I-907)": "Yes"})
    desk.press("Review and finish")
    desk.press("Finish and open the case")
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the new case")
    desk.settle()
    desk.see("Iyer, Priya")


def take_in_the_worker(desk: DeskDriver) -> None:
    born = {
        "Family name (last name)": "Iyer",
        "Given name (first name)": "Priya",
        "Date of birth": "2/11/1990",
    }
    answer(desk, "worker", born)
    answer(desk, "worker/worker-arrivals", {"Has ever been in the United States": "Yes"})
    desk.window.screen().asking.go_to("worker/status")  # type: ignore[union-attr]
    desk.press("Add a status")
    held = {
        "Status": "H-1B",
        "From": "10/2/2020",
        "Until": "9/30/2026",
        "Petition approval until": "9/30/2026",
    }
    answer(desk, "worker/status", held)
    desk.window.screen().asking.go_to("worker/travel-log")  # type: ignore[union-attr]
    desk.press("Add a trip abroad")
    trip = {"Left the United States on": "12/31/2022", "Came back on": "12/1/2022"}
    answer(desk, "worker/travel-log", trip)
    desk.key("Return")
    assert warning(desk, "Came back on") == "The end is before the beginning."
    answer(
        desk, "worker/travel-log", {"Left the United States on": "12/1/2022", "Came back on": "12/31/2022"}
    )


def look_at_the_dates(desk: DeskDriver) -> None:
    desk.press("Look at the dates")
    desk.see("Last day of H-1B time (with days abroad given back)")
    desk.see("Fri Oct 30, 2026")  # six years from Oct 2, 2020, and the 29 whole days of the trip
    desk.see("File a PERM or I-140 by (no gap after the six years)")
    desk.see("H-1B petition may be filed from")
    desk.press("Accept all 3 dates")
    desk.wait_for(lambda: desk.status() == "3 dates accepted.", "the dates on the docket")


def add_the_blanks(desk: DeskDriver, shared: Path) -> None:
    desk.open_tab("Forms")
    for name in ("G-28_09-17-18.pdf", "I-129_01-20-25.pdf"):
        desk.picker.path = shared / "forms" / name
        desk.press("Add the agency's blank PDF…")
        desk.settle()
    desk.see("The agency now wants the edition 02/27/26 of Form I-129.")


def build_the_packet(desk: DeskDriver, packet: Path) -> None:
    desk.open_tab("Packet")
    desk.picker.path = packet
    desk.press("Build the packet…")
    desk.wait_for(packet.exists, "the packet on disk")
    desk.settle()
    desk.see("DRAFT")


def text_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
