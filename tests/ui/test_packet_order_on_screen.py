"""The parts of a packet at the desk: moved by keyboard and by button, back to the plan, choices kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from immdesk.office import packet_layout
from immdesk.office.office import Office
from tests.desk import DeskDriver
from tests.ui.test_packets import open_packet
from ui.forms.lines import LINE
from ui.screens.packet_order import PartList


def letters(parts: PartList) -> list[tuple[str, str]]:
    lines = [parts.item(row).data(LINE) for row in range(parts.count())]
    return [(line.lead, line.title) for line in lines if line.lead]


def test_exhibits_change_places_by_keyboard_and_return_to_the_plan(
    desk: DeskDriver, practice: Office
) -> None:
    open_packet(desk, "Al-Hassan")
    parts = desk.find(PartList, "What goes in")
    assert [title for _letter, title in letters(parts)] == [
        "Passport, visa and arrival of Mohammed Al-Hassan",
        "Immigration papers of Mohammed Al-Hassan",
    ]
    parts.setCurrentRow(parts.count() - 1)
    parts.setFocus()
    QTest.keyClick(parts, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.status() == "The packet is in this order now."
    parts = desk.find(PartList, "What goes in")
    assert letters(parts) == [
        ("A", "Immigration papers of Mohammed Al-Hassan"),
        ("B", "Passport, visa and arrival of Mohammed Al-Hassan"),
    ]
    assert parts.hasFocus()
    assert parts.currentItem().data(LINE).lead == "A"
    desk.press("Back to the order of the plan")
    desk.settle()
    assert letters(desk.find(PartList, "What goes in"))[0][1].startswith("Passport")

    desk.find(QCheckBox, "A number on every page (Bates)").setChecked(True)
    desk.press("Keep these choices")
    desk.settle()
    kept = packet_layout.layout_of(practice, desk.window.place()[1].partition("/")[0])
    assert kept.choices.bates


def test_the_files_for_an_upload_are_written_from_the_page(desk: DeskDriver, tmp_path: Path) -> None:
    open_packet(desk, "Al-Hassan")
    desk.picker.path = tmp_path
    desk.press("Files for an upload…")
    desk.settle()
    said = "3 files were written. A draft: nobody has approved the packet as it is."
    assert desk.status().startswith(said)
    assert len(list((tmp_path / "26-0004-upload").iterdir())) == 4
