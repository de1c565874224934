"""What every screen may ask of the window: go somewhere, run work, tell, ask a question, pick a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Stopped
from immdesk.settings import Settings
from ui.printing import Printer
from ui.work import Work

if TYPE_CHECKING:
    from immdesk.office.rows import Changed


class Screen(Protocol):
    """What a screen is: a QWidget made with `(office, desk)` that has these two methods."""

    def show_ref(self, ref: str) -> None:
        """Show what `ref` names: a case id, a draft id, or "" for the screen's own start."""

    def refresh(self, changed: Changed) -> None:
        """Something was changed; read again what this screen shows, if it cares."""


class Picker(QObject):
    """The file picker of the operating system. Tests put a prepared answer in its place."""

    def open(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        """Ask for a file to read; `kinds` is a Qt filter such as "PDF (*.pdf)"."""
        from ui import dialogs

        dialogs.pick_path(self._window(), "open", title, "", kinds, then)

    def several(self, title: str, kinds: str, then: Callable[[list[Path]], None]) -> None:
        """Ask for one file to read, or several."""
        from ui import dialogs

        dialogs.pick_paths(self._window(), title, kinds, then)

    def save(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        """Ask where to write a file; `name` is offered."""
        from ui import dialogs

        dialogs.pick_path(self._window(), "save", title, name, kinds, then)

    def folder(self, title: str, then: Callable[[Path], None]) -> None:
        """Ask for a folder."""
        from ui import dialogs

        dialogs.pick_path(self._window(), "folder", title, "", "", then)

    def _window(self) -> QWidget | None:
        parent = self.parent()
        return parent if isinstance(parent, QWidget) else None


class Desk(QObject):
    """The window's services, handed to each screen. It draws nothing and keeps no client data."""

    going = Signal(str, str)
    going_back = Signal()
    telling = Signal(str)
    changing = Signal(object)
    dressing = Signal()
    changing_person = Signal(object)
    """Carries the folder of the office whose desk is left to somebody else."""
    opening = Signal(object)
    """Carries the folder of another office to open in place of this one."""
    locking = Signal()
    keys_changed = Signal()

    def __init__(self, window: QWidget, work: Work, settings: Settings, picker: Picker | None = None) -> None:
        super().__init__(window)
        self.window = window
        self.work = work
        self.settings = settings
        self.picker = picker or Picker(window)
        self.printer = Printer(window)
        self.locked = False
        """True while only the page that asks the passphrase is shown."""

    def go(self, screen_id: str, ref: str = "") -> None:
        """Show a screen of `ui/screens/registry.py`; `ref` is what it should show (a case id, a draft id)."""
        self.going.emit(screen_id, ref)

    def back(self) -> None:
        """Show the screen that was shown before this one (Alt+Left)."""
        self.going_back.emit()

    def tell(self, text: str) -> None:
        """Say something short in the status bar."""
        self.telling.emit(text)

    def changed(self, changed: Changed) -> None:
        """Tell every screen what one change touched; its message goes to the status bar."""
        if changed.message:
            self.tell(changed.message)
        self.changing.emit(changed)

    def ask(self, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool = False) -> None:
        """Ask before something is done; `yes` is the verb on the button. Returns at once."""
        from ui import dialogs

        dialogs.ask(self.window, title, text, yes, then, danger=danger)

    def ask_text(
        self,
        title: str,
        label: str,
        yes: str,
        then: Callable[[str], None],
        *,
        text: str = "",
        long: bool = False,
    ) -> None:
        """Ask for a line (or, with `long`, some lines) of text; an empty answer cannot be sent."""
        from ui import dialogs

        dialogs.ask_text(self.window, title, label, yes, then, text=text, long=long)

    def ask_secrets(
        self,
        title: str,
        fields: tuple[tuple[str, str], ...],
        yes: str,
        then: Callable[[dict[str, str]], None],
        look: Callable[[dict[str, str]], tuple[str, bool]] | None = None,
    ) -> None:
        """Ask for passphrases, shown as dots; `look` gives a hint and whether they may be sent."""
        from ui import dialogs

        dialogs.ask_secrets(self.window, title, fields, yes, then, look)

    def lock(self) -> None:
        """Lock the desk now: only the passphrase opens it again."""
        self.locking.emit()

    def ask_choice(
        self,
        title: str,
        label: str,
        options: tuple[tuple[str, str], ...],
        yes: str,
        then: Callable[[str], None],
    ) -> None:
        """Ask for one of `options`, pairs of id and label; `then` gets the id."""
        from ui import dialogs

        dialogs.ask_choice(self.window, title, label, options, yes, then)

    def ask_choices(
        self,
        title: str,
        fields: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...],
        yes: str,
        then: Callable[[dict[str, str]], None],
    ) -> None:
        """Ask for one of the options of each field: key, name, options (pairs of id and label)."""
        from ui import dialogs

        dialogs.ask_choices(self.window, title, fields, yes, then)

    def problem(self, error: BaseException) -> None:
        """Tell a Problem in its three sentences; anything else goes to the crash report.

        Who pressed Cancel is told in the status bar that the work has stopped.
        """
        from ui import dialogs

        if isinstance(error, Stopped):
            self.tell(str(error))
            return
        if isinstance(error, Problem) and hasattr(error, "asked"):
            from ui import asking

            asking.offer(self, getattr(self.window, "office", None), error)
            return
        dialogs.show_error(self.window, error)

    def pick_file(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        """Ask for a file to read. Returns at once; `then` is called only when a file was picked."""
        self.picker.open(title, kinds, then)

    def pick_files(self, title: str, kinds: str, then: Callable[[list[Path]], None]) -> None:
        """Ask for one file to read, or several. Returns at once."""
        self.picker.several(title, kinds, then)

    def pick_save(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        """Ask where to write a file."""
        self.picker.save(title, name, kinds, then)

    def pick_folder(self, title: str, then: Callable[[Path], None]) -> None:
        """Ask for a folder."""
        self.picker.folder(title, then)

    def open_outside(self, path: Path) -> None:
        """Show a file in the program that the operating system has for it."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
