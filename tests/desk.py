"""Drives the real window as a person would: places, menus, keys, clicks; waits on what is seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from immdesk.logs import EventLog
from immdesk.settings import Settings
from ui import app
from ui.window import Window
from ui.work import Job

DEADLINE = 15.0
Found = TypeVar("Found", bound=QWidget)


class PreparedPicker(QObject):
    """Stands in for the system's file picker: gives the path that the test prepared."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.asked: list[str] = []
        self.names: list[str] = []

    def open(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        self._give(title, then)

    def several(self, title: str, kinds: str, then: Callable[[list[Path]], None]) -> None:
        self._give(title, lambda path: then([path]))

    def save(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        self.names.append(name)
        self._give(title, then)

    def folder(self, title: str, then: Callable[[Path], None]) -> None:
        self._give(title, then)

    def _give(self, title: str, then: Callable[[Path], None]) -> None:
        self.asked.append(title)
        if self.path is not None:
            then(self.path)


class DeskDriver:
    """A person at the desk. Every way to find a thing is by what that person reads."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.picker = PreparedPicker()
        window.desk.picker = self.picker  # type: ignore[assignment]

    # -- waiting ------------------------------------------------------------------------------

    def wait_for(self, condition: Callable[[], Any], why: str = "") -> Any:
        """Let the desk work until `condition` gives something true; fail after the deadline."""
        end = time.monotonic() + DEADLINE
        while True:
            found = condition()
            if found:
                return found
            assert time.monotonic() < end, f"waited in vain for {why or condition}; seen: {self.texts()}"
            let_events_pass()

    def settle(self) -> None:
        """Wait until no work is under way and what it changed is drawn."""
        self.wait_for(lambda: not self.window.work.busy(), "the work to end")
        let_events_pass()
        self.wait_for(lambda: not self.window.work.busy(), "the work to end")

    # -- going --------------------------------------------------------------------------------

    def go_to(self, place: str) -> None:
        """Click a place in the list on the left."""
        self.press(place)
        self.settle()

    def menu(self, words: str) -> None:
        """Choose an entry of the menus."""
        actions = [one for one in self.window.findChildren(QAction) if one.text().replace("&&", "&") == words]
        assert actions, f"no menu entry {words!r}"
        assert actions[0].isEnabled(), f"the menu entry {words!r} is grey"
        actions[0].trigger()
        self.settle()

    def key(self, keys: str, on: QWidget | None = None) -> None:
        """Press keys such as "Ctrl+F" or "Return" where the focus is."""
        target = on or QApplication.focusWidget() or self.window
        QTest.keySequence(target, QKeySequence(keys))
        let_events_pass()

    def open_case(self, words: str) -> None:
        """Find a case by some letters in Cases and open it with Enter."""
        self.go_to("Cases")
        table = self.find(QTableView, "Cases")
        self.type_into("Find a case", "")
        self.wait_for(lambda: table.model().rowCount() > 1, "all cases")
        self.type_into("Find a case", words)
        self.wait_for(lambda: table.model().rowCount() == 1, f"one case for {words!r}")
        table.setFocus()
        table.selectRow(0)
        self.key("Return", table)
        self.wait_for(lambda: self.window.place()[0] == "case", "the case page")
        self.settle()

    def open_tab(self, words: str) -> None:
        """Click the tab whose title begins with these words."""
        bar = self.wait_for(
            lambda: next((one for one in self.front().findChildren(QTabBar) if one.isVisible()), None)
        )
        titles = [bar.tabText(place) for place in range(bar.count())]
        place = next(place for place, title in enumerate(titles) if title.startswith(words))
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        self.settle()

    # -- reading ------------------------------------------------------------------------------

    def front(self) -> QWidget:
        """Give the dialog in front, or the window."""
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return dialogs[-1] if dialogs else self.window

    def texts(self) -> list[str]:
        """Give every label, button and field text that is to be seen, in no particular order."""
        seen: list[str] = []
        for one in self.front().findChildren(QWidget):
            if one.isVisible():
                seen += [text for text in (_text_of(one),) if text]
        return seen

    def sees(self, words: str) -> bool:
        """Say whether these words stand anywhere on the screen."""
        return any(words in text for text in self.texts())

    def see(self, words: str) -> None:
        """Wait until these words stand on the screen."""
        self.wait_for(lambda: self.sees(words), f"the words {words!r}")

    def status(self) -> str:
        """Give the message of the status bar."""
        return self.window.statusBar().currentMessage()

    def find(self, kind: type[Found], name: str) -> Found:
        """Give the widget to be seen of this kind whose accessible name is `name`."""
        return self.wait_for(lambda: self._find(kind, name), f"{kind.__name__} {name!r}")  # type: ignore[no-any-return]

    def rows(self, name: str) -> list[list[str]]:
        """Give the cells of a table, line by line."""
        model = self.find(QTableView, name).model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    # -- doing --------------------------------------------------------------------------------

    def press(self, words: str) -> None:
        """Click the button that says (or is read aloud as) these words."""
        button = self.wait_for(lambda: self._laid_out(words), f"a button {words!r}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=_spot(button))
        let_events_pass()

    def can_press(self, words: str) -> bool:
        """Say whether such a button is there and not grey."""
        return self._button(words) is not None

    @contextmanager
    def cancelling(self, title: str) -> Iterator[None]:
        """While the block runs, work of this title is cancelled as soon as it begins."""

        def cancel(job: Job) -> None:
            if job.title == title:
                job.cancel()

        self.window.work.started.connect(cancel)
        try:
            yield
        finally:
            self.window.work.started.disconnect(cancel)

    def type_into(self, name: str, text: str) -> None:
        """Write into the field of this name, in place of what stands there."""
        field: Any = self._find(QLineEdit, name) or self.wait_for(
            lambda: self._find(QLineEdit, name) or self._find(QPlainTextEdit, name), f"a field {name!r}"
        )
        field.setFocus()
        field.selectAll()
        if text.isascii() and text:
            QTest.keyClicks(field, text)
        elif text:
            compose(field, text)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)
        let_events_pass()

    def choose(self, name: str, text: str) -> None:
        """Choose an entry of a list box."""
        box = self.find(QComboBox, name)
        place = box.findText(text)
        entries = [box.itemText(row) for row in range(box.count())]
        assert place >= 0, f"{text!r} is not in {name!r}: {entries}"
        box.setCurrentIndex(place)
        box.activated.emit(place)
        let_events_pass()

    def close(self) -> None:
        """Close the window; work under way ends first."""
        for one in self.window.findChildren(QDialog):
            one.close()
        self.window.close()
        self.wait_for(lambda: not self.window.isVisible(), "the window to close")

    def leave(self) -> None:
        """Close the window and forget it, so that the next test does not dress it again."""
        self.close()
        self.window.deleteLater()
        let_events_pass()

    def _find(self, kind: type[Found], name: str) -> Found | None:
        for one in self.front().findChildren(kind):
            if one.isVisible() and one.accessibleName() == name:
                return one
        return None

    def _laid_out(self, words: str) -> QAbstractButton | None:
        """Give the button once it has its place: one without a height cannot be hit by a mouse."""
        found = self._button(words)
        return found if found is not None and found.height() > 0 else None

    def _button(self, words: str) -> QAbstractButton | None:
        for one in self.front().findChildren(QAbstractButton):
            if one.isVisible() and one.isEnabled() and words in (one.accessibleName(), _text_of(one)):
                return one
        return None


def open_desk(folder: Path, office: Any = None) -> DeskDriver:
    """Show the real window, with its preferences in `folder`; with an office, beginning at Today."""
    settings = Settings(folder)
    app.make_app(settings)
    window = app.make_window(settings, EventLog())
    window.show()
    window.activateWindow()
    driver = DeskDriver(window)
    driver.wait_for(window.isActiveWindow, "the window to be in front")
    if office is not None:
        window.set_office(office)
        driver.settle()
    return driver


def compose(field: QWidget, text: str) -> None:
    """Write letters that have no key of their own, as an input method does."""
    composed = QInputMethodEvent("", [])
    composed.setCommitString(text)
    QApplication.sendEvent(field, composed)


def let_events_pass(milliseconds: int = 2) -> None:
    """Let the window draw and the results of work arrive. QTest.qWait would hold Python's lock meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, (QLabel, QLineEdit)):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "&").strip()
    return ""


def _spot(button: QAbstractButton) -> QPoint:
    return QPoint(12, button.height() // 2) if isinstance(button, QCheckBox) else button.rect().center()
