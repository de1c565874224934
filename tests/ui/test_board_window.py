"""The board at the window: walked by keyboard, told aloud, filtered, the kind remembered."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox

from tests.desk import DeskDriver
from ui.parts.stage_board import StageBoard


def number(view: StageBoard) -> str:
    card = view.current()
    return card.number if card else ""


def test_the_board_is_walked_by_keyboard_told_aloud_and_opens_a_case(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    desk.press("Board")
    desk.settle()
    view = desk.find(StageBoard, "Board")
    assert view.hasFocus()
    assert number(view) == "26-0001"
    desk.key("Down", view)
    assert number(view) == "26-0006"
    desk.key("Up", view)
    desk.key("Right", view)  # nothing is mailed: the empty stage is passed over
    assert number(view) == "26-0005"
    desk.key("Right", view)
    desk.key("Right", view)
    assert number(view) == "26-0003"
    spoken: Any = QAccessible.queryAccessibleInterface(view)
    words = spoken.focusChild().text(QAccessible.Text.Name)
    assert words == (
        "Nguyễn, Văn Đức, 26-0003, deadline, Wed Aug 19, 2026, "
        "send by Mon Aug 17, 2026 – Answer the request for evidence, Ana Morales, "
        "recorded today, Green card application pending"
    )
    assert spoken.child(3).text(QAccessible.Text.Name) == "Mailed: 0 cases"
    desk.key("Return", view)
    desk.settle()
    place, ref = desk.window.place()
    assert (place, desk.sees("26-0003")) == ("case", True), ref


def test_a_colleague_is_chosen_and_the_kind_is_remembered(desk: DeskDriver) -> None:
    desk.menu("Board")
    kinds, whose = desk.find(QComboBox, "Kind of case"), desk.find(QComboBox, "Colleague")
    assert kinds.currentText() == "Family adjustment of status (6)"
    whose.setCurrentIndex(whose.count() - 1)
    whose.activated.emit(whose.currentIndex())
    desk.see("Nothing fits")
    kinds.activated.emit(0)
    assert desk.window.settings.get("board_kind") == "family-adjustment"


def test_the_board_is_found_among_the_actions_of_ctrl_k(desk: DeskDriver) -> None:
    desk.key("Ctrl+K")
    desk.type_into("Find anything", ">board")
    desk.settle()
    desk.key("Return")
    desk.wait_for(lambda: desk.window.place()[0] == "board", "the board")
