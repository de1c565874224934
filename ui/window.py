"""The window: places on the left, one screen at a time, work under way and messages at the foot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.logs import EventLog
from immdesk.settings import SIZES, Settings
from ui import actions, theme
from ui.comforts import Comforts
from ui.feeding import Feeding
from ui.hourly import Hourly
from ui.loaned import Loaned
from ui.lock import Lock
from ui.parts.banner import Banner
from ui.parts.card import clear_layout, scroll_page
from ui.parts.desk import Desk
from ui.parts.progress import ProgressLine
from ui.parts.side import Side
from ui.reminding import Reminding
from ui.screens.registry import make_screen, places
from ui.sharing import Sharing
from ui.undoing import Undoing
from ui.work import Work

if TYPE_CHECKING:
    from immdesk.office.keys import WaysIn
    from immdesk.office.rows import Changed
    from ui.catching_up import CatchingUp


class Window(QMainWindow):
    """The desk's one window. `painted` comes once, after the first paint; `shown` with each screen's id."""

    painted = Signal()
    shown = Signal(str)
    office_closed = Signal()

    def __init__(self, settings: Settings, log: EventLog) -> None:
        super().__init__()
        self.settings, self.log = settings, log
        self.office: Any = None
        self.work = Work(self)
        self.desk = Desk(self, self.work, settings)
        self._screens: dict[str, Any] = {}
        self._areas: dict[str, QWidget] = {}
        self._trail: list[tuple[str, str]] = []
        self._first_paint, self._closing = True, False
        self._later: tuple[str, str] | None = None
        self._dress_later = False
        self._catching_up: CatchingUp | None = None
        self._build()
        self.hourly = Hourly(self)
        self.undoing = Undoing(self, self._actions["undo"], self._actions["redo"])
        self.lock = Lock(self)
        self.comforts = Comforts(self, self._actions)
        self.desk.going.connect(self.go)
        self.desk.going_back.connect(self.back)
        self.desk.telling.connect(self.tell)
        self.desk.changing.connect(self.refresh)
        self.desk.locking.connect(self.lock.lock)
        self.desk.keys_changed.connect(self._look_at_keys)
        self.desk.dressing.connect(self.dress, Qt.ConnectionType.QueuedConnection)
        self.work.ended.connect(self._close_when_idle)
        self._restore()

    def set_office(self, office: Any) -> None:
        """Show an office that has just been opened, beginning with Today."""
        self.office = office
        self._set_enabled(True)
        self.go("today")
        QTimer.singleShot(0, self._show_office_name)
        QTimer.singleShot(0, self._look_at_keys)
        QTimer.singleShot(50, self._catch_up)
        QTimer.singleShot(100, self.reminding.look)
        self.feeding.soon()

    def close_office(self) -> None:
        """Close the office and forget its screens; the start screen comes back."""
        self.work.cancel_all()
        self.work.wait()
        clear_layout(self._notices)
        for one in (self.reminding, self.feeding, self.sharing, self.loaned):
            one.forget()
        self._forget_screens()
        if self.office is not None:
            self.comforts.close_sheets()
            self.office.close()
            self.office = None
        self._side.set_office("", False)
        self._set_enabled(False)
        self.lock.forget()
        self.office_closed.emit()

    def show_start(self, start: QWidget) -> None:
        """Show the start screen while no office is open."""
        if self._stack.indexOf(start) < 0:
            self._stack.addWidget(start)
        self._stack.setCurrentWidget(start)
        self.setWindowTitle("ImmDesk")

    def cover(self, page: QWidget) -> None:
        """Show nothing but this page: the desk is locked. Said again, it greys what woke up meanwhile."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._side.hide()
        self._notice_area.hide()
        self.statusBar().hide()
        self._set_enabled(False)
        self.setWindowTitle("ImmDesk")

    def uncover(self, page: QWidget) -> None:
        """Show again what stood there before `cover`, or where work under way has led meanwhile."""
        for one in (self._side, self._notice_area, self.statusBar()):
            one.show()
        self._set_enabled(self.office is not None)
        later, self._later = self._later, None
        if self._dress_later:
            self.dress()
        if later is not None:
            self._show_place(*later)
        elif self.place()[0] in self._areas:
            self._stack.setCurrentWidget(self._areas[self.place()[0]])
        self._stack.removeWidget(page)
        page.deleteLater()
        if self.office is not None:
            self._show_office_name()
            self._catch_up()
            self.shown.emit(self.place()[0])

    def remind(self, text: str, action: str, then: Callable[[], None]) -> None:
        """Show a line above every screen, with what to do about it, until it is done or closed."""
        self._notices.addWidget(Banner(text, "warn", action, then, can_close=True))

    def place(self) -> tuple[str, str]:
        """Give the id and the reference of the screen that is shown."""
        return self._trail[-1] if self._trail else ("", "")

    def help_place(self) -> tuple[str, str]:
        """Give the id of the screen that is shown and, of a case, the page that is open."""
        screen_id, ref = self.place()
        if screen_id == "case" and self.screen() is not None:
            return screen_id, f"{ref.partition('/')[0]}/{self.screen().open_page()}"
        return screen_id, ref

    def can(self, action_id: str) -> bool:
        """Say whether an action of the menus can be done now."""
        return self._actions[action_id].isEnabled() and self._actions[action_id].isVisible()

    def screen_size(self) -> QSize:
        """Give the room that there is on the screen of the computer."""
        return QGuiApplication.primaryScreen().availableSize()

    def screen(self) -> Any:
        """Give the widget of the screen that is shown."""
        return self._screens.get(self.place()[0])

    @Slot(str, str)
    def go(self, screen_id: str, ref: str = "") -> None:
        """Show a screen; it is made when it is first needed."""
        if self.office is None:
            return
        if self.place() != (screen_id, ref):
            self._trail.append((screen_id, ref))
        self._show_place(screen_id, ref)

    @Slot()
    def back(self) -> None:
        """Show the screen before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show_place(*self._trail[-1])

    def reload(self) -> None:
        """Read again what the present screen shows."""
        screen_id, ref = self.place()
        self._show_place(screen_id, ref)
        self.tell(_("Read again."))

    @Slot(str)
    def tell(self, text: str) -> None:
        """Say something in the status bar; a locked desk says nothing."""
        if self.lock.on:
            return
        self.statusBar().showMessage(text, 15_000)

    @Slot(object)
    def refresh(self, changed: Changed) -> None:
        """Let every screen that was shown before read again what it cares about."""
        self.log.note("changed", operation=changed.operation)
        if not self.lock.on or not self.office.locked:
            for screen in list(self._screens.values()):
                screen.refresh(changed)
        self.feeding.soon(changed.tables)
        if "finding_cache" not in changed.tables:
            QTimer.singleShot(0, self._catch_up)

    def change_size(self, step: int) -> None:
        """Make the type one step larger or smaller; 0 makes it normal."""
        sizes = [str(size) for size in SIZES]
        now = sizes.index(self.settings.get("size"))
        self.settings.set("size", "100" if step == 0 else sizes[max(0, min(len(sizes) - 1, now + step))])
        self.dress()

    @Slot()
    def dress(self) -> None:
        """Put on the chosen look and size; screens are made anew so that they fit it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, *theme.chosen(self.settings.get("look"), self.settings.get("size")))
        place = self.place()
        self._dress_later = self.lock.on
        if self.office is not None and place[0] and not self.lock.on:
            self._forget_screens(keep_trail=True)
            self._rebuild_side()
            self._show_place(*place)

    # -- Qt -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that the window can be seen."""
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            QTimer.singleShot(0, self.painted.emit)
            QTimer.singleShot(0, self._side.draw)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's shape; let work under way end before the desk closes."""
        self._state().setValue("geometry", self.saveGeometry())
        if self.work.busy():
            self._closing = True
            self.work.cancel_all()
            self.tell(_("Finishing what is under way, then the desk closes."))
            event.ignore()
            return
        if self.office is not None:
            self.office.close()
            self.office = None
        event.accept()

    def _build(self) -> None:
        self.setWindowTitle("ImmDesk")
        self.setObjectName("desk")
        whole = QWidget()
        self._across = QHBoxLayout(whole)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._side, self._stack = Side(places(), self.desk.go), QStackedWidget()
        self._across.addWidget(self._side)
        self._notice_area = QWidget()
        above = QVBoxLayout(self._notice_area)
        above.setContentsMargins(0, 0, 0, 0)
        self._notices = QVBoxLayout()
        above.addLayout(self._notices)
        self.reminding, self.feeding, self.sharing = Reminding(self), Feeding(self), Sharing(self)
        self.loaned = Loaned(self)
        for one in (self.loaned, self.reminding, self.feeding, self.sharing):
            above.addWidget(one.place)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self._notice_area)
        down.addWidget(self._stack, 1)
        self._across.addLayout(down, 1)
        self.setCentralWidget(whole)
        self.statusBar().addPermanentWidget(ProgressLine(self.work))
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(theme.M, 0, theme.M, 0)
        self._actions = actions.fill(self, self.menuBar())
        self._set_enabled(False)
        self._midnight = QTimer(self)
        self._midnight.timeout.connect(self._on_minute)
        self._midnight.start(60_000)
        self._day: Any = None

    def _rebuild_side(self) -> None:
        old, self._side = self._side, Side(places(), self.desk.go)
        self._side.draw()
        self._across.replaceWidget(old, self._side)
        old.deleteLater()
        self._show_office_name()

    def _show_place(self, screen_id: str, ref: str) -> None:
        if self.lock.on:
            self._later = (screen_id, ref)
            return
        screen = self._screens.get(screen_id)
        if screen is None:
            place = next(one for one in places() if one.id == screen_id)
            screen = self._screens[screen_id] = make_screen(place, self.office, self.desk)
            self._areas[screen_id] = scroll_page(screen)
            self._stack.addWidget(self._areas[screen_id])
        screen.show_ref(ref)
        self._stack.setCurrentWidget(self._areas[screen_id])
        self._side.mark(screen_id)
        actions.enable_case(self._actions, screen_id == "case")
        self.log.note("screen", screen=screen_id)
        self.shown.emit(screen_id)

    def _show_office_name(self) -> None:
        if self.office is None:
            return
        from immdesk.office import firm, sign_in

        row = firm.office_row(self.office)
        self._side.set_office(row.name, row.practice, sign_in.words_here(self.office))
        self.setWindowTitle(f"{row.name} – ImmDesk")
        self._day = self.office.today()

    @Slot()
    def _look_at_keys(self) -> None:
        if self.office is not None:
            from immdesk.office import keys

            self.work.run_pure(self, keys.ways_in, self.office.folder, done=self._know_keys)

    def _know_keys(self, ways: WaysIn) -> None:
        """Lock a real office after some quiet minutes; remind of a recovery sheet that is not on paper."""
        if self.office is None or self.office.locked:
            return
        if not self.lock.on:
            self.lock.watch(ways.practice)
        clear_layout(self._notices)
        self._show_office_name()
        from ui import only_reading

        keeps_keys = only_reading.follow(self.office, self._actions, self._notices)
        if ways.practice or ways.sheet == "checked" or not keeps_keys or self.loaned.on:
            return
        if ways.sheet in ("none", "over"):
            text = _("There is no recovery sheet: if the passphrase is forgotten, the records are lost.")
            if ways.sheet == "over":
                text = _("The office has a new key, and its recovery sheet opens nothing more.")
            self.remind(text, _("Make a recovery sheet…"), partial(self.desk.go, "keys", "new"))
        else:
            text = _("Nobody has checked yet that the recovery sheet is on paper.")
            self.remind(text, _("Check it now"), partial(self.desk.go, "keys", "sheet"))

    def _set_enabled(self, has_office: bool) -> None:
        self._side.enable(has_office)
        actions.enable(self._actions, has_office)
        actions.enable_case(self._actions, has_office and self.place()[0] == "case")
        if has_office:
            self.undoing.look()

    def _forget_screens(self, *, keep_trail: bool = False) -> None:
        for area in self._areas.values():
            self._stack.removeWidget(area)
            area.deleteLater()
        self._areas.clear()
        self._screens.clear()
        if not keep_trail:
            self._trail.clear()

    @Slot()
    def _catch_up(self) -> None:
        """Let the law look again at the cases that changed, beside the screen."""
        if self._closing or self.lock.on:
            return
        if self._catching_up is None:
            from ui.catching_up import CatchingUp

            self._catching_up = CatchingUp(self)
        self._catching_up.start()

    @Slot()
    def _on_minute(self) -> None:
        """At midnight, and when the computer wakes, the day is another."""
        if self.office is not None and not self.lock.on and self._day not in (None, self.office.today()):
            from immdesk.office.rows import Changed

            self._day = self.office.today()
            self.reminding.look()
            self.refresh(Changed(tables=frozenset({"today"})))

    @Slot(object)
    def _close_when_idle(self, _job: object) -> None:
        if self._closing and not self.work.busy():
            QTimer.singleShot(0, self.close)

    def _state(self) -> QSettings:
        return QSettings(str(Path(self.settings.folder) / "window.ini"), QSettings.Format.IniFormat)

    def _restore(self) -> None:
        self.resize(1240, 800)
        saved = self._state().value("geometry")
        if saved is not None:
            self.restoreGeometry(saved)
            if not theme.on_a_screen(self.frameGeometry().center()):
                self.setGeometry(80, 60, 1240, 800)
