"""Every place can be used without eyes or mouse: names, plain text, keys, no window that flashes by."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.desk import DeskDriver, let_events_pass
from ui import actions

PLACES = ["Today", "Cases", "Calendar", "Packets", "People", "Library", "Settings"]
KINDS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
QTS_OWN = ("qt_", "Qt", "ScrollLeftButton", "ScrollRightButton")


def nameless(root: QWidget) -> list[str]:
    """Give what can be used but has no name to be read aloud."""
    found = []
    for kind in KINDS:
        for one in root.findChildren(kind):
            own = one.objectName().startswith(QTS_OWN) or isinstance(
                one.parent(), (QLineEdit, QTabBar, QComboBox)
            )
            own = own or (isinstance(one.parent(), QWidget) and one.window() is not root.window())
            if one.isVisible() and not own and not (one.accessibleName() or getattr(one, "text", str)()):
                found.append(f"{type(one).__name__} in {type(one.parent()).__name__}")
    return found


@pytest.mark.parametrize("place", PLACES)
def test_everything_that_can_be_used_has_a_name(desk: DeskDriver, place: str) -> None:
    desk.go_to(place)
    assert nameless(desk.window) == []


@pytest.mark.parametrize("place", PLACES)
def test_every_label_is_plain_text(desk: DeskDriver, place: str) -> None:
    desk.go_to(place)
    rich = [
        one.text()
        for one in desk.window.findChildren(QLabel)
        if one.text() and one.textFormat() != Qt.TextFormat.PlainText
    ]
    assert rich == []


def test_each_place_has_its_key(desk: DeskDriver) -> None:
    seen = []
    for number in (2, 3, 4, 1):
        desk.key(f"Ctrl+{number}")
        desk.settle()
        seen.append(desk.window.place()[0])
    assert seen == ["cases", "calendar", "packets", "today"]


def test_back_returns_to_the_place_before(desk: DeskDriver) -> None:
    desk.go_to("Cases")
    desk.go_to("Calendar")
    desk.key("Alt+Left")
    assert desk.window.place()[0] == "cases"


def test_ctrl_p_goes_from_a_case_to_its_packet(desk: DeskDriver) -> None:
    desk.open_case("wisniewski")
    case_id = desk.window.place()[1].partition("/")[0]
    desk.key("Ctrl+P")
    assert desk.window.place() == ("packets", case_id)


def test_tab_reaches_the_main_button_of_today(desk: DeskDriver) -> None:
    first = next(one for one in desk.window.findChildren(QAbstractButton) if one.accessibleName() == "Today")
    first.setFocus()
    reached = []
    for _ in range(12):
        desk.key("Tab")
        focus = QApplication.focusWidget()
        reached.append(focus.accessibleName() if focus else "")
    assert "New intake" in reached


class Windows(QObject):
    """Remembers every widget that comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_small_window_flashes_by_on_the_way_through_the_places(
    desk: DeskDriver, qapp: QApplication
) -> None:
    watcher = Windows()
    qapp.installEventFilter(watcher)
    for place in [*PLACES, "Today"]:
        desk.go_to(place)
    desk.window.desk.go("settings")
    let_events_pass()
    qapp.removeEventFilter(watcher)
    assert watcher.seen == []


def test_every_menu_entry_has_words_and_no_key_is_given_twice(desk: DeskDriver) -> None:
    keys = [
        action.shortcut().toString()
        for menu in desk.window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if not action.isSeparator()
    ]
    given = [key for key in keys if key]
    assert len(given) == len(set(given))


OF_A_CASE = [one.title for one in actions.table() if one.id in actions.CASE]
LEAVES = ("quit", "other_office", "remove_practice")
PICKS = ("open_package",)
"""It asks for a file first; `test_hand_off_screens` drives it."""


@pytest.mark.parametrize(
    "entry", [one.title for one in actions.table() if one.id not in (*LEAVES, *PICKS, *actions.ASKED)]
)
def test_no_menu_entry_is_dead(desk: DeskDriver, entry: str) -> None:
    if entry in OF_A_CASE:
        desk.open_case("soto")
    if entry in [one.title for one in actions.table() if one.id in actions.CASE]:
        desk.open_case("Soto Luna")
    before = (desk.window.place(), desk.status(), desk.texts())
    desk.menu(entry)
    after = (desk.window.place(), desk.status(), desk.texts())
    stays = entry in ("Today", "Back", "Larger type", "Smaller type", "Normal type")
    assert stays or before != after


@pytest.mark.parametrize("size", ["200", "90"])
def test_nothing_is_cut_off_when_the_type_is_larger_or_smaller(desk: DeskDriver, size: str) -> None:
    desk.window.settings.set("size", size)
    desk.window.dress()
    for place in PLACES:
        desk.go_to(place)
        cut = [
            one.text()
            for one in desk.window.findChildren(QAbstractButton)
            if one.isVisible() and one.text() and one.height() < one.fontMetrics().height()
        ]
        assert cut == []
    desk.window.change_size(0)
