"""The whole journey at the real window: a family's questions, its dates kept, its packet on disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from immdesk.office import interviews, practice
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from tests.desk import DeskDriver, open_desk

DAY = date(2026, 8, 14)


@pytest.fixture
def desk(qapp: object, practice: Office, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window with the practice office, standing at Today."""
    driver = open_desk(tmp_path / "settings", practice)
    yield driver
    driver.leave()


def test_a_family_goes_from_the_first_question_to_a_packet_on_disk(
    desk: DeskDriver, shared: Path, tmp_path: Path
) -> None:
    take_in_the_family(desk)
    accept_the_dates(desk)
    add_the_blanks(desk, shared)
    packet = tmp_path / "packet.pdf"
    build_the_packet(desk, packet)
    words = text_of(packet)
    assert "Nora <b>& O'Hara" in words
    assert "Đặng Thị Hoa" in words.replace("\r\n", " ") or "Thị Hoa Đặng" in words
    assert "Still needed before filing" in words
    assert "Form I-485" in words
    assert "Form I-864" in words
    with pikepdf.open(packet) as pdf:
        forms = 4 + 12 + 4 + 24 + 12
        assert len(pdf.pages) >= forms + 4


def take_in_the_family(desk: DeskDriver) -> None:
    desk.menu("New intake")
    desk.press("Begin Family adjustment of status")
    desk.settle()
    desk.type_into("Family name (last name)", "O'Hara")
    desk.type_into("Given name (first name)", "Nora <b>&")
    desk.type_into("Date of birth", "3/7/1988")
    desk.press("Add the spouse")
    desk.type_into("Family name (last name)", "Đặng")
    desk.type_into("Given name (first name)", "Thị Hoa")
    desk.type_into("Date of birth", "Mar 1990")
    desk.window.screen().asking.go_to("relatives[0]/documents")  # type: ignore[union-attr]
    desk.press("Add a document")
    desk.choose("Kind of document", "Passport")
    desk.type_into("Expires on", "12/15/2026")
    desk.press("Review and finish")
    desk.see("answers need a look")
    desk.press("Finish and open the case")
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the new case")
    desk.settle()
    desk.see("Đặng, Thị Hoa")


def accept_the_dates(desk: DeskDriver) -> None:
    desk.press("Look at the dates")
    desk.see("Tue Dec 15, 2026")
    desk.press("Accept all 2 dates")
    desk.wait_for(lambda: desk.status() == "2 dates accepted.", "the dates on the docket")
    desk.settle()


def add_the_blanks(desk: DeskDriver, shared: Path) -> None:
    desk.open_tab("Forms")
    for form in ("I-130_04-01-24", "I-130A_04-01-24", "G-28_09-17-18", "I-485_01-20-25", "I-864_10-17-24"):
        desk.picker.path = shared / "forms" / f"{form}.pdf"
        desk.press("Add the agency's blank PDF…")
        desk.settle()
    desk.see("6 of 6 blanks are there in the edition that counts today.")


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


TYPE_AND_DIE = """
import os, signal, sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
sys.path.insert(0, sys.argv[2])
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from tests.desk import open_desk
app = QApplication([])
office = open_office(Path(sys.argv[1]), clock=stopped_at(date(2026, 8, 14)), user="ana")
desk = open_desk(Path(sys.argv[1]) / "settings", office)
desk.menu("New intake")
desk.press("Begin Family adjustment of status")
desk.settle()
desk.type_into("Family name (last name)", "Pérez-Núñez")
desk.type_into("Given name (first name)", "Inés")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_program_killed_in_mid_intake_takes_the_questionnaire_up_where_it_was_left(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    practice.make(folder, stopped_at(DAY)).close()
    root = str(Path(__file__).resolve().parents[1])
    killed = subprocess.run(
        [sys.executable, "-c", TYPE_AND_DIE, str(folder), root],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        ((draft, about),) = [(row["id"], row["about"]) for row in office.rows("SELECT id, about FROM draft")]
        assert about == "Petitioner: Inés Pérez-Núñez"
        assert interviews.resume(office, draft).resumed
        view = interviews.section(office, draft, "petitioner")
        texts = {
            question.key: question.text
            for block in view.blocks
            for question in getattr(block, "questions", ())
            if question.text
        }
        assert texts == {"petitioner.family_name": "Pérez-Núñez", "petitioner.given_name": "Inés"}
