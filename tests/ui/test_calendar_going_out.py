"""The calendar narrowed, turned by weeks, printed, saved and exported by a person at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import vobject
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QComboBox

from immdesk.basics.words import PSEUDO, set_language
from tests.desk import DeskDriver
from tests.walk import cut_off
from ui.calendar.month import MonthView
from ui.calendar.week import WeekView


@pytest.fixture
def august(desk: DeskDriver) -> DeskDriver:
    """The calendar on the day on which an answer is to be sent."""
    desk.window.desk.go("calendar", "2026-08-17")
    desk.settle()
    return desk


@pytest.fixture
def shown_in() -> Iterator[Callable[[str], object]]:
    """Sets the language of the desk; English again afterwards."""
    yield set_language
    set_language("en")


def heard(desk: DeskDriver, view: type[MonthView], name: str) -> str:
    shown = desk.find(view, name)
    return str(shown.spoken_items()[shown.spoken_now()][0])


def words_of(pdf: Path) -> list[str]:
    read = pypdfium2.PdfDocument(pdf)
    return [read[place].get_textpage().get_text_bounded() for place in range(len(read))]


def test_the_day_to_send_stands_in_the_calendar_with_what_it_rests_on(august: DeskDriver) -> None:
    assert "send by, Send: Answer the request for evidence" in heard(august, MonthView, "Month of dates")
    august.see("On paper: send it by Mon Aug 17, 2026 to be received on Wed Aug 19, 2026")
    august.press("Look at it in the case Send: Answer the request for evidence")
    assert august.window.place()[0] == "case"


def test_a_filter_is_told_in_words_remembered_and_undone_by_one_click(august: DeskDriver) -> None:
    august.choose("Kind of date", "Send by")
    august.see(" dates shown")
    august.choose("Severity", "Fatal if missed")
    assert august.window.settings.get("calendar_filter") == "||send_by|fatal"
    august.press("Show all dates")
    assert august.window.settings.get("calendar_filter") == "|||"
    assert not august.sees(" dates shown")
    assert august.find(QComboBox, "Kind of date").currentText() == "All kinds"


def test_a_client_is_offered_who_has_a_date_here(august: DeskDriver) -> None:
    box = august.find(QComboBox, "Client")
    name = next(box.itemText(place) for place in range(box.count()) if "Nguy" in box.itemText(place))
    august.choose("Client", name)
    assert august.find(QComboBox, "Client").currentText() == name
    assert "Answer the request for evidence" in heard(august, MonthView, "Month of dates")
    stored = august.window.settings.get("calendar_filter")
    assert stored.count("|") == 3
    assert "Nguy" not in stored


def test_the_week_is_walked_by_day_and_turned_by_week(august: DeskDriver) -> None:
    august.press("Week")
    august.see("August 16 to 22, 2026")
    view = august.find(WeekView, "Week of dates")
    assert len(view.days()) == 7
    august.key("Right", view)
    august.see("Tuesday, August 18, 2026")
    august.key("PgDown", view)
    august.see("August 23 to 29, 2026")
    august.press("One week on")
    august.see("August 30 to September 5, 2026")
    assert august.window.settings.get("calendar_view") == "week"


def test_days_below_one_another_are_walked_with_up_and_down(august: DeskDriver) -> None:
    august.press("Week")
    view = august.find(WeekView, "Week of dates")
    if view.box_of(view.days()[0]).width() < view.viewport().width():
        view.setFixedWidth(400)
        august.settle()
    august.key("Down", view)
    august.see("Tuesday, August 18, 2026")
    assert view.day_at(view.box_of(view.day).center()) == view.day


def test_the_month_is_saved_as_pdf_with_its_filter_and_every_word_of_a_crowded_day(
    august: DeskDriver, tmp_path: Path
) -> None:
    august.choose("Kind of date", "Deadlines")
    august.picker.path = tmp_path / "month"
    august.press("Save the calendar as PDF")
    august.wait_for(lambda: august.status() == "The calendar is on disk.")
    pages = words_of(tmp_path / "month.pdf")
    assert "August 2026" in pages[0]
    assert "dates shown: Deadlines" in pages[0]
    assert "Printed Fri Aug 14, 2026" in pages[0]
    rest = " ".join(" ".join(pages[1:]).split())
    assert "Answer the request for evidence" in rest
    assert "send it by Mon Aug 17, 2026" in rest


@pytest.mark.parametrize("words", ["Save the calendar as PDF", "Export for another calendar program"])
def test_writing_the_calendar_can_be_cancelled_and_leaves_no_file(
    august: DeskDriver, tmp_path: Path, words: str
) -> None:
    august.press("Agenda")
    august.picker.path = tmp_path / "mine"
    with august.cancelling("Writing the calendar"):
        august.press(words)
        if words.startswith("Export"):
            august.press("Choose a place…")
        august.wait_for(lambda: august.status() == "Stopped. No file was written.", "what is said of it")
    assert list(tmp_path.glob("mine*")) == []


def test_in_the_saved_calendar_a_space_is_a_space_for_whoever_searches_or_listens(
    august: DeskDriver, tmp_path: Path
) -> None:
    august.picker.path = tmp_path / "month"
    august.press("Save the calendar as PDF")
    august.wait_for(lambda: august.status() == "The calendar is on disk.")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "month.pdf").pages)
    assert "August 2026" in text
    assert "\t" not in text


@pytest.mark.parametrize(
    ("view", "title"), [("Week", "August 16 to 22, 2026"), ("Agenda", "to October 2026")]
)
def test_week_and_agenda_are_saved_too(august: DeskDriver, tmp_path: Path, view: str, title: str) -> None:
    august.press(view)
    august.picker.path = tmp_path / "view.pdf"
    august.press("Save the calendar as PDF")
    august.wait_for(lambda: august.status() == "The calendar is on disk.")
    text = " ".join(words_of(tmp_path / "view.pdf")[0].split())
    assert title in text
    assert "Nguyễn" in text


class PreparedPrinter:
    """Stands in for the printer: paints its pages into a file."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def print_sheets(self, title: str, paint: Callable[[Any], object], done: Callable[[], None]) -> None:
        paint(QPdfWriter(str(self._out)))
        done()


def test_what_is_printed_is_what_is_saved(august: DeskDriver, tmp_path: Path) -> None:
    august.window.desk.printer = PreparedPrinter(tmp_path / "printed.pdf")  # type: ignore[assignment]
    august.press("Print the calendar")
    assert august.status() == "The calendar went to the printer."
    august.picker.path = tmp_path / "saved.pdf"
    august.press("Save the calendar as PDF")
    august.wait_for(lambda: august.status() == "The calendar is on disk.")
    assert words_of(tmp_path / "printed.pdf") == words_of(tmp_path / "saved.pdf")


def test_one_case_goes_into_a_calendar_file_without_names_or_with_initials(
    august: DeskDriver, tmp_path: Path
) -> None:
    for names, summary in (("Not at all", "(26-0003)"), ("By their initials", "(26-0003 VN)")):
        august.picker.path = tmp_path / names
        august.press("Export for another calendar program")
        box = august.find(QComboBox, "What goes into the file")
        case = next(
            box.itemText(at) for at in range(box.count()) if box.itemText(at).startswith("Case 26-0003")
        )
        august.choose("What goes into the file", case)
        august.choose("How clients appear in the other program", names)
        august.press("Choose a place…")
        august.settle()
        text = (tmp_path / f"{names}.ics").read_text("utf-8")
        events = vobject.readOne(text).vevent_list
        assert f"Answer the request for evidence {summary}" in [one.summary.value for one in events]
        assert "Nguy" not in text


def test_the_filter_goes_into_the_calendar_file(august: DeskDriver, tmp_path: Path) -> None:
    august.choose("Kind of date", "Deadlines")
    august.picker.path = tmp_path / "some.ics"
    august.press("Export for another calendar program")
    august.choose("What goes into the file", "As filtered: Deadlines")
    august.press("Choose a place…")
    august.settle()
    events = vobject.readOne((tmp_path / "some.ics").read_text("utf-8")).vevent_list
    titles = {one.summary.value.partition(" (")[0] for one in events}
    assert "Answer the request for evidence" in titles
    assert "Passport expires" not in titles


@pytest.mark.parametrize(("size", "language"), [("200", "en"), ("100", PSEUDO)])
def test_no_word_of_the_narrowed_week_is_cut_off(
    desk: DeskDriver, shown_in: Callable[[str], object], size: str, language: str
) -> None:
    shown_in(language)
    desk.window.settings.set("calendar_view", "week")
    desk.window.settings.set("calendar_filter", "||deadline|fatal")
    desk.window.settings.set("size", size)
    desk.window.dress()
    desk.window.desk.go("calendar", "2026-08-17")
    desk.settle()
    found = cut_off(desk.window)
    desk.window.change_size(0)
    assert found == []
