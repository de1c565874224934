"""Start the desk: show the window at once, then open the office; heavy libraries wait until they are used."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.crash import keep_texts_private, no_core_dumps
from immdesk.logs import EventLog
from immdesk.settings import Settings
from ui import theme
from ui.language import speak
from ui.window import Window

USAGE = """immdesk-desk [--office DIR] [--passphrase-file FILE]
The passphrase may also stand in IMMDESK_PASSPHRASE. IMMDESK_HOME names the folder of this computer's
preferences, log and practice office."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for: an office folder (None: the last one), a file with its passphrase."""

    office: Path | None = None
    passphrase_file: Path | None = None


def read_options(words: list[str]) -> Options:
    """Read the command line; leaves the program with a plain line when a word is not understood."""
    found: dict[str, Path] = {}
    rest = list(words)
    while rest:
        word, equals, value = rest.pop(0).partition("=")
        if word in ("--office", "--passphrase-file") and (equals or rest):
            found[word] = Path(value if equals else rest.pop(0))
        else:
            print(USAGE if word in ("-h", "--help") else f"Not understood: {word}{equals}{value}\n{USAGE}")
            raise SystemExit(0 if word in ("-h", "--help") else 2)
    return Options(found.get("--office"), found.get("--passphrase-file"))


def make_app(settings: Settings) -> QApplication:
    """Give the one QApplication, in the chosen look, size and language."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([*sys.argv[:1], "-style", "Fusion"])
    QCoreApplication.setApplicationName("ImmDesk")
    app.setDesktopFileName("immdesk")
    speak(app, settings.get("language"))
    theme.apply(app, *theme.chosen(settings.get("look"), settings.get("size")))
    return app


def make_window(settings: Settings, log: EventLog) -> Window:
    """Give the window with nothing open."""
    return Window(settings, log)


def begin(window: Window, options: Options) -> None:
    """After the first paint: open the office that was asked for or used last, else offer the ways in."""
    from immdesk.office.unattended import taken_passphrase
    from ui.screens.start import Start

    window.setWindowIcon(theme.window_icon())
    window.log.keep_in(window.settings.folder / "logs")
    window.log.note("painted")
    start = Start(window)
    start.opened.connect(window.set_office)
    window.office_closed.connect(start.welcome)
    window.desk.opening.connect(partial(_open_other, window, start))
    window.desk.changing_person.connect(partial(_ask_who, window, start))
    remembered = window.settings.get("office_folder")
    folder = options.office or (Path(remembered) if remembered else None)
    window.tell("")
    if folder is not None and _open_elsewhere(folder):
        window.close()
        return
    if folder is None or (options.office is None and _several(window)):
        start.welcome()
        return
    try:
        start.open_folder(folder, taken_passphrase(options.passphrase_file))
    except Refused as refused:
        start.open_refused(folder, refused)


def _several(window: Window) -> bool:
    """Say whether this computer knows several offices, so that one is chosen at the start."""
    from immdesk.office.known_offices import known

    return sum(one.there for one in known(window.settings)) > 1


def _open_elsewhere(folder: Path) -> bool:
    """Bring the window that has this office open already to the front; say whether there is one."""
    from ui.one_desk import LOCK, call_other

    return (folder / LOCK).exists() and call_other(folder)


def _open_other(window: Window, start: Any, folder: Path) -> None:
    """Close the office that is open and open the one in `folder`."""
    window.close_office()
    start.open_folder(folder)


def _ask_who(window: Window, start: Any, folder: Path) -> None:
    """Close the desk of whoever sat here, and ask who comes in."""
    window.close_office()
    start.ask_who(folder)


def _tell(window: Window, log: EventLog, kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Show an uncaught exception instead of losing it on a console."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    from ui import failures

    failures.tell(window, error.with_traceback(trace), log)


def main() -> int:
    """Run the desk until it is closed; give the exit status."""
    from immdesk.temporary import keep_temporary_private

    no_core_dumps()
    keep_texts_private()
    options = read_options(sys.argv[1:])
    settings = Settings()
    keep_temporary_private(settings.folder)
    app = make_app(settings)
    log = EventLog()
    log.note("start")
    window = make_window(settings, log)
    sys.excepthook = partial(_tell, window, log)
    window.painted.connect(partial(QTimer.singleShot, 0, partial(begin, window, options)))
    window.show()
    window.tell(_("Opening…"))
    status = app.exec()
    window.work.wait()
    log.note("stop")
    log.close()
    if window.work.is_held_up():
        os._exit(status)  # a share that never answers: everything is kept, only its thread would not end
    return status


if __name__ == "__main__":
    raise SystemExit(main())
