"""The typing panel: opened by key, copied and ticked by keyboard, remembered, its number kept in the case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QTreeWidget

from immdesk.office import online_typing
from immdesk.office.office import Office
from tests.desk import DeskDriver
from ui.screens.typing_panel import TypingPanel

CASE = "Soto Luna"


def rows(listed: QTreeWidget) -> dict[str, str]:
    items = [listed.topLevelItem(place) for place in range(listed.topLevelItemCount())]
    return {one.text(0): one.text(1) for one in items}


def test_answers_are_copied_ticked_and_the_number_kept_by_keyboard(
    desk: DeskDriver, practice: Office
) -> None:
    desk.open_case(CASE)
    case_id = desk.window.place()[1].partition("/")[0]
    desk.key("Ctrl+Shift+Y", desk.window)
    panel = desk.wait_for(lambda: desk.window.findChildren(TypingPanel), "the panel")[0]
    listed = desk.wait_for(lambda: _list(desk), "what is typed")
    assert panel.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    listed.setFocus()
    desk.key("Return", listed)
    assert QGuiApplication.clipboard().text() == rows(listed)["Surnames"]
    desk.see("Copied: Surnames. The clipboard is emptied in 60 seconds.")
    desk.key("Space", listed)
    desk.settle()
    sheet = online_typing.sheet(practice, case_id, "ds-160")
    assert (sheet.done, sheet.pages[0].lines[0].ticked) == (1, True)
    desk.key("Ctrl+PgDown", listed)
    assert desk.find(QComboBox, "Screen of the system").currentText().startswith("2. Personal Information 2")
    desk.type_into("Number that the system gave", "AA00B1C2D3")
    desk.press("Keep in the case")
    desk.settle()
    assert online_typing.sheet(practice, case_id, "ds-160").number == "AA00B1C2D3"
    panel.close()
    assert QGuiApplication.clipboard().text() == ""


def _list(desk: DeskDriver) -> QTreeWidget | None:
    found = desk.front().findChildren(QTreeWidget)
    return found[0] if found and found[0].topLevelItemCount() else None
