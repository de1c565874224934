"""Planning at the window: steps moved by keyboard and mouse, a sheet on paper, a family's ages, the board."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QSlider, QTableView

from immdesk.office.office import Office
from tests.desk import DeskDriver
from ui.parts.heat_map import HeatMap
from ui.parts.picture_view import PictureView
from ui.parts.track import Track

FILED = "Extend with the same employer: Petition (I-129) received"


@pytest.fixture
def worker(practice: Office) -> str:
    """Make the mother of the second case an H-1B worker, admitted until September 30, 2027."""
    from immdesk.records.travel import StatusPeriod

    row = practice.rows("SELECT id, person_id FROM status_period WHERE status = 'H-4'")[0]

    def work(session: Any) -> None:
        held = session.get(StatusPeriod, row["id"])
        held.status, held.from_on, held.until_on = "H-1B", "2022-10-01", "2027-09-30"
        held.i94_until = held.petition_until = held.petition_i94_until = "2027-09-30"
        held.i94_issued_on, held.petition_issued_on = "2024-10-01", "2024-09-01"

    practice.change("Make a worker", work)
    return str(row["person_id"])


@pytest.fixture
def plan(worker: str, desk: DeskDriver) -> DeskDriver:
    """The what-if desk of the worker, opened by the keyboard from the page of the case."""
    desk.open_case("Soto")
    desk.key("Ctrl+Shift+I")
    desk.settle()
    desk.window.desk.go("what-if", f"{desk.window.place()[1].partition('/')[0]}/{worker}")
    desk.settle()
    return desk


def day_of(desk: DeskDriver, name: str) -> str:
    return desk.find(QLineEdit, name).text()


def test_a_step_is_told_moved_by_keys_by_mouse_and_typed_and_put_back(plan: DeskDriver) -> None:
    assert day_of(plan, FILED) == "Thu Apr 1, 2027"
    track = plan.find(Track, "Extend with the same employer")
    spoken = QAccessible.queryAccessibleInterface(track)
    words = [spoken.child(place).text(QAccessible.Text.Name) for place in range(spoken.childCount())]
    told = "Petition (I-129) received: Thu Apr 1, 2027, may be taken from Thu Apr 1, 2027, last safe"
    assert any(one.startswith(told) for one in words)
    track.setFocus()
    rows = [words for words, _box in track.spoken_items()]
    for _step in range(next(place for place, one in enumerate(rows) if one.startswith("Petition"))):
        plan.key("Down", track)
    plan.key("Right", track)
    assert day_of(plan, FILED) == "Fri Apr 2, 2027"
    plan.key("End", track)
    assert day_of(plan, FILED) == "Thu Sep 30, 2027"
    plan.key("Right", track)
    plan.see(
        "“Petition (I-129) received” on Fri Oct 1, 2027 is too late: the last safe day is Thu Sep 30, 2027."
    )
    plan.key("Backspace", track)
    assert day_of(plan, FILED) == "Thu Apr 1, 2027"
    box = track.spoken_items()[track.spoken_now()][1]
    start = QPoint(int(track._scale().at(date(2027, 4, 1))), box.center().y())
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(track, start + QPoint(60, 0))
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    moved = day_of(plan, FILED)
    assert moved.endswith("2027")
    assert moved != "Thu Apr 1, 2027"
    plan.type_into(FILED, "5/3/2027")
    plan.key("Return")
    assert day_of(plan, FILED) == "Mon May 3, 2027"


def test_scenarios_are_chosen_compared_and_written_as_a_page(plan: DeskDriver, tmp_path: Path) -> None:
    box = plan.find(QCheckBox, "Ask for days abroad")
    box.toggle()
    plan.see("Whole days abroad")
    plan.picker.path = tmp_path / "plan.pdf"
    plan.press("Write a PDF…")
    plan.settle()
    text = pypdfium2.PdfDocument(plan.picker.path)[0].get_textpage().get_text_range()
    assert "What-if desk" in text
    assert plan.status() == "The page is on disk."


def test_the_slider_of_the_planner_tells_who_is_kept(practice: Office, desk: DeskDriver) -> None:
    from immdesk.records.cases import CaseFile

    row = practice.rows("SELECT id FROM case_file WHERE number = '26-0002'")[0]

    def work(session: Any) -> None:
        session.get(CaseFile, row["id"]).priority_date = "2024-08-19"

    practice.change("A later priority date", work)
    desk.open_case("Soto")
    desk.menu("Family age-out planner")
    slider = desk.find(QSlider, "Weeks a month that the bulletin moves")
    slider.setValue(40)
    desk.see("Kept: Hernández Soto, Diego. Lost: Hernández Soto, Sofía.")
    desk.key("Home", slider)
    desk.see("At this speed a visa number never comes.")
    picture = desk.find(PictureView, "Age by the calendar, and the age that the law counts")
    assert "Hernández Soto, Diego: not said yet" in picture.accessibleDescription()


def test_the_board_opens_from_the_library_and_is_filtered_and_written(
    desk: DeskDriver, tmp_path: Path
) -> None:
    desk.go_to("Library")
    desk.press("Priority dates")
    desk.settle()
    assert [row[0] for row in desk.rows("Priority dates")] == ["Soto Luna, Guadalupe\n26-0002"]
    desk.type_into("Find among the priority dates", "nobody of this name")
    desk.see("Nothing fits")
    desk.type_into("Find among the priority dates", "soto")
    desk.wait_for(lambda: desk.rows("Priority dates"), "the family of the case")
    desk.picker.path = tmp_path / "list"
    desk.press("Write the list…")
    desk.settle()
    assert (tmp_path / "list.xlsx").is_file()
    table = desk.find(QTableView, "Priority dates")
    desk.key("Return", table)
    desk.settle()
    assert desk.window.place()[0] == "case"


def test_a_task_is_moved_by_keyboard_and_by_dropping_it(practice: Office, desk: DeskDriver) -> None:
    from immdesk.records.cases import Task

    staff = practice.rows("SELECT id FROM staff WHERE given_name = 'Ana'")[0]["id"]

    def due() -> str:
        return str(practice.rows("SELECT due_on FROM task WHERE id = 'mine'")[0]["due_on"])

    practice.change(
        "A task",
        lambda session: session.add(Task(id="mine", title="AAA", due_on="2026-09-16", staff_id=staff)),
    )
    desk.menu("Workload")
    heat = desk.find(HeatMap, "Work by person and week")
    row = next(place for place, (words, _b) in enumerate(heat.spoken_items()) if words.startswith("Ana")) // 8
    heat.choose(row, 5)
    listed = desk.find(QListWidget, "Work of the chosen week")
    assert listed.currentItem().text() == "AAA"
    desk.key("Ctrl+Right", listed)
    desk.settle()
    assert due() == "2026-09-23"
    assert (heat.row, heat.week) == (row, 6)
    spot = QPointF(heat.spoken_items()[row * 8 + 7][1].center())
    nothing = Qt.KeyboardModifier.NoModifier
    held = listed.mimeData([])
    drop = QDropEvent(spot, Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, nothing)
    heat.dropEvent(drop)  # Qt hands a drop on only after a drag of its own
    desk.settle()
    assert due() == "2026-09-30"
    desk.type_into("Minutes that this task takes", "75")
    desk.key("Return")
    desk.settle()
    desk.see("Ana")
    assert "1 h 15" in heat.spoken_items()[heat.spoken_now()][0]
