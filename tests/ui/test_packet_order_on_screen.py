"""The parts of a packet at the desk: moved by keyboard and by button, back to the plan, choices kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QTabBar

from immdesk.office import packet_layout
from immdesk.office.office import Office
from tests.desk import DeskDriver
from ui.forms.lines import LINE
from ui.screens.packet_order import PartList


def letters(parts: PartList) -> list[tuple[str, str]]:
    lines = [parts.item(row).data(LINE) for row in range(parts.count())]
    return [(line.lead, line.title) for line in lines if line.lead]


def test_exhibits_change_places_by_keyboard_and_return_to_the_plan(
    desk: DeskDriver, practice: Office
) -> None:
    desk.open_case("Al-Hassan")
    bar = desk.find(QTabBar, "Pages of the case")
    bar.setCurrentIndex([bar.tabText(place) for place in range(bar.count())].index("Packet"))
    desk.settle()
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
