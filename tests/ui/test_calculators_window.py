"""Calculators at the window: opened by keyboard, a value tried and taken back, paper, a question, Spanish."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPushButton

from immdesk.office import cases
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.settings import Settings
from tests.conftest import DAY
from tests.desk import DeskDriver, open_desk
from ui.language import speak
from ui.parts.bands import Bands


class PreparedPrinter(QObject):
    """Stands in for the printer: takes the page, and says it was printed."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[tuple[str, int, int]] = []

    def print_page(self, title: str, draw: Callable[[int], Any], done: Callable[[], None]) -> None:
        page = draw(600)
        self.pages.append((title, page.width, page.height))
        done()


@pytest.fixture(scope="module")
def library(computed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The packs, read once: reading them takes most of such a test."""
    folder = shutil.copytree(computed_folder, tmp_path_factory.mktemp("packs") / "office")
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        return office.library


@pytest.fixture
def worker(practice: Office, library: Any) -> str:
    """Make the mother of the second case an H-1B worker since October 1, 2020 with one trip."""
    from immdesk.records.travel import StatusPeriod, Trip

    practice._library.append(library)

    row = practice.rows("SELECT id, person_id FROM status_period WHERE status = 'H-4'")[0]

    def work(session: Any) -> None:
        held = session.get(StatusPeriod, row["id"])
        held.status, held.from_on, held.until_on = "H-1B", "2020-10-01", "2026-12-31"
        held.i94_until = held.petition_until = held.petition_i94_until = "2026-12-31"
        session.add(Trip(person_id=row["person_id"], departed_on="2022-12-15", returned_on="2023-01-10"))

    practice.change("Make a worker", work)
    return str(row["person_id"])


@pytest.fixture
def clock(worker: str, desk: DeskDriver) -> DeskDriver:
    """The clock of the worker, opened by the keyboard from the page of the case."""
    desk.open_case("Soto")
    desk.key("Ctrl+Shift+K")
    desk.see("Calculators")
    desk.key("Home", desk.find(QListWidget, "Calculators for this case"))
    desk.see("Last day: Sun Oct 25, 2026.")
    return desk


def test_the_clock_opens_by_keyboard_with_its_arithmetic_and_its_bands(clock: DeskDriver) -> None:
    assert clock.window.place()[0] == "calculators"
    assert isinstance(QApplication.focusWidget(), QListWidget)
    for words in (
        "add 6 years, less one day",
        "25 whole days abroad",
        "8 CFR 214.2(h)(13)(iii)(C)",
        "verify",
    ):
        assert clock.sees(words)
    bands = clock.window.findChild(Bands)
    spoken = QAccessible.queryAccessibleInterface(bands).text(QAccessible.Text.Description)
    assert "Given back: abroad, Fri Dec 16, 2022 – Mon Jan 9, 2023, 25 whole days" in spoken


def test_a_tried_trip_counts_is_marked_and_is_taken_back(clock: DeskDriver) -> None:
    clock.type_into("One more trip: left on", "1/5/2026")
    clock.type_into("One more trip: came back on", "1/20/2026")
    clock.key("Return", clock.find(QLineEdit, "One more trip: came back on"))
    clock.see("Last day: Sun Nov 8, 2026.")
    assert clock.sees("This is what was tried, not what is in the case.")
    assert clock.find(QLineEdit, "One more trip: left on").text() == "Mon Jan 5, 2026"
    clock.press("As in the case")
    clock.see("Last day: Sun Oct 25, 2026.")
    assert clock.find(QLineEdit, "One more trip: left on").text() == ""
    assert not clock.sees("This is what was tried")
    assert len(clock.window.office.rows("SELECT id FROM trip")) == 1


def test_what_cannot_be_tried_is_said_above_and_the_last_answer_stays(clock: DeskDriver) -> None:
    clock.type_into("First admission in H or L status", "someday")
    clock.key("Return", clock.find(QLineEdit, "First admission in H or L status"))
    clock.see("First admission in H or L status: 'someday' is not a day.")
    assert clock.sees("Last day: Sun Oct 25, 2026.")
    clock.choose("Count only trips whose return is on record", "yes")
    clock.press("As in the case")
    clock.see("Last day: Sun Oct 25, 2026.")
    assert clock.find(QComboBox, "Count only trips whose return is on record").currentText() == "no"


def test_the_sheet_goes_to_the_printer_and_to_disk(clock: DeskDriver, tmp_path: Path) -> None:
    printer = PreparedPrinter()
    clock.window.desk.printer = printer  # type: ignore[assignment]
    clock.press("Print…")
    assert printer.pages == [("H-1B and L-1 clock", 600, 777)]  # letter paper
    clock.picker.path = tmp_path / "clock.pdf"
    clock.press("Write a PDF…")
    clock.wait_for(lambda: clock.status() == "The sheet is on disk.")
    assert len(pypdfium2.PdfDocument(tmp_path / "clock.pdf")) == 1


def test_a_grey_calculator_says_why_and_its_question_opens_where_it_is_asked(clock: DeskDriver) -> None:
    case_id = cases.id_of(clock.window.office, "26-0002")
    clock.window.desk.go("calculators", f"{case_id}/practical-training/")
    clock.see("Nobody in the case has a work permit for practical training.")
    question = next(
        one for one in clock.window.findChildren(QPushButton) if "Open the question" in one.accessibleName()
    )
    question.setFocus()
    clock.key("Space", question)
    clock.wait_for(lambda: clock.window.place()[0] in ("intake", "case"), "the question")


def test_a_person_and_the_palette_lead_to_the_calculators(worker: str, desk: DeskDriver) -> None:
    desk.window.desk.go("person", worker)
    desk.press("Calculators")
    desk.see("Last day: Sun Oct 25, 2026.")
    desk.press("Back to the case")
    desk.key("Ctrl+K")
    desk.type_into("Find anything", ">Calcul")
    desk.key("Return", desk.find(QLineEdit, "Find anything"))
    desk.wait_for(lambda: desk.window.place()[0] == "calculators", "the calculators")


@pytest.fixture
def escritorio(qapp: QApplication, worker: str, practice: Office, tmp_path: Path) -> Iterator[DeskDriver]:
    """The same on a computer where Spanish was chosen."""
    Settings(tmp_path / "settings").set("language", "es")
    practice._library.clear()  # read again in Spanish
    driver = open_desk(tmp_path / "settings", practice)
    yield driver
    driver.leave()
    speak(qapp, "en")


def test_the_sheet_is_spanish_on_a_spanish_desk(escritorio: DeskDriver, worker: str) -> None:
    case_id = cases.id_of(escritorio.window.office, "26-0002")
    escritorio.window.desk.go("calculators", f"{case_id}/worker-clock/{worker}")
    escritorio.see("Último día: dom 25 oct 2026.")
    for words in ("Como en el caso", "Imprimir…", "verificar", "Viajes al extranjero"):
        assert escritorio.sees(words)
