"""The board at the window: walked by keyboard, told aloud, filtered, the kind remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QTabBar, QWidget

from tests.desk import DeskDriver
from ui.parts.card_marks import cases_mime
from ui.parts.stage_board import StageBoard
from ui.screens.board_bulk import PersonButton
from ui.screens.board_table import MarkedTable


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
        "Order the tax transcript with the sponsor, recorded today, Green card application pending"
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


def shown(desk: DeskDriver) -> StageBoard:
    desk.menu("Board")
    view = desk.find(StageBoard, "Board")
    view.setFocus()
    return view


def as_table(desk: DeskDriver) -> MarkedTable:
    desk.menu("Board")
    desk.find(QTabBar, "How the cases are shown").setCurrentIndex(1)
    table = desk.find(MarkedTable, "Cases by stage")
    desk.settle()
    return table


def dropped_on(widget: QWidget, ids: tuple[str, ...], where: QPointF) -> None:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = cases_mime(ids)
    QApplication.sendEvent(widget, QDragEnterEvent(where.toPoint(), copy, data, left, none))
    QApplication.sendEvent(widget, QDropEvent(where, copy, data, left, none))


def responsible(desk: DeskDriver) -> dict[str, str]:
    rows = desk.window.office.rows(
        "SELECT c.number, s.family_name FROM case_file c LEFT JOIN staff s ON s.id = c.responsible_id"
    )
    return {row["number"]: row["family_name"] for row in rows}


def test_cards_are_marked_by_keyboard_and_given_to_a_colleague_with_one_undo(desk: DeskDriver) -> None:
    view = shown(desk)
    desk.key("Shift+Down", view)
    desk.see("2 cases marked")
    desk.key("Ctrl+Right", view)
    desk.key("Space", view)
    desk.see("3 cases marked")
    spoken: Any = QAccessible.queryAccessibleInterface(view)
    assert spoken.focusChild().text(QAccessible.Text.Name).endswith("Petition pending, marked")
    desk.press("Responsible: Helen Whitaker")
    desk.settle()
    assert desk.status() == "3 cases assigned: Helen Whitaker"
    mine = {number for number, name in responsible(desk).items() if name == "Whitaker"}
    assert mine == {"26-0001", "26-0006", "26-0005"}
    desk.key("Ctrl+Z")
    desk.settle()
    assert set(responsible(desk).values()) == {"Morales"}
    desk.key("Escape", view)
    desk.see("1 case marked")


def test_a_task_and_a_note_are_added_to_the_marked_lines_of_the_table(desk: DeskDriver) -> None:
    table = as_table(desk)
    assert [row[0].splitlines()[1] for row in desk.rows("Cases by stage")][:2] == ["26-0001", "26-0006"]
    desk.key("Down", table)
    desk.key("Shift+Down", table)
    desk.press("Add a task…")
    desk.type_into("What is to be done", "Call the client")
    desk.press("Go on")
    desk.press("Add")
    desk.settle()
    assert desk.status() == "2 tasks added."
    assert desk.rows("Cases by stage")[1][3] == "Call the client\ndue Fri Aug 21, 2026"
    desk.press("Tick off a task…")
    desk.press("Tick off")
    desk.settle()
    assert desk.status() == "2 tasks ticked off."
    desk.press("Add a note…")
    desk.type_into("What happened", "Sent the same letter to both.")
    desk.press("Add")
    desk.settle()
    assert desk.status() == "Note added to 2 cases."
    desk.key("Ctrl+A", table)
    desk.see("6 cases marked")


def test_a_card_dropped_on_a_person_is_given_and_dropped_on_a_stage_opens_its_question(
    desk: DeskDriver,
) -> None:
    view = shown(desk)
    case_id = view.current_id()
    helen = desk.find(PersonButton, "Responsible: Helen Whitaker")
    dropped_on(helen, (case_id,), QPointF(5, 5))
    desk.settle()
    assert desk.status() == "1 case assigned: Helen Whitaker"
    _words, box = view.spoken_item(3)  # the head of the second stage
    dropped_on(view.viewport(), (case_id,), QPointF(box.center()))
    desk.see("A stage is never set by hand")
    desk.press("Record it…")
    desk.settle()
    desk.see("Record a filing")
    desk.press("Cancel")
    desk.press("What moves it on?…")
    desk.choose("Stage", "Petition approved")
    desk.press("Go on")
    desk.see("A case stands in “Petition approved” once this is known: Petition approved on.")


def test_the_table_is_written_as_a_list_and_found_by_letters(desk: DeskDriver, tmp_path: Path) -> None:
    as_table(desk)
    desk.type_into("Find on the board", "tax transcript")
    desk.wait_for(lambda: len(desk.rows("Cases by stage")) == 1, "one case")
    desk.picker.path = tmp_path / "board.csv"
    desk.press("Write the list…")
    desk.settle()
    assert (tmp_path / "board.csv").read_text("utf-8-sig").splitlines() == [
        "Case,Client,Stage,Days in it,Next action,Due,Next date,What for,Responsible",
        '26-0003,"Nguyễn, Văn Đức",Green card application pending,181,'
        'Order the tax transcript with the sponsor,"Sun Aug 16, 2026","Wed Aug 19, 2026",'
        '"send by Mon Aug 17, 2026 – Answer the request for evidence",Ana Morales',
    ]
    desk.type_into("Find on the board", "zzz")
    desk.see("Nothing fits")
    assert not desk.can_press("Add a task…")
