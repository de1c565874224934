"""Runs the desk as `ui.app` does, in a process of its own, with an office whose clock stands still."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path

from immdesk.logs import EventLog
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from immdesk.settings import Settings
from ui import app


def main(office_folder: str, settings_folder: str, day: str) -> int:
    """Show the window with the office, on that day, until it is closed."""
    settings = Settings(Path(settings_folder))
    running = app.make_app(settings)
    window = app.make_window(settings, EventLog())
    office = open_office(Path(office_folder), clock=stopped_at(date.fromisoformat(day)), user="ana")
    window.painted.connect(partial(window.set_office, office))
    window.painted.connect(window.activateWindow)  # a bare screen has nobody else who would
    window.show()
    status = running.exec()
    window.work.wait()
    return status


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:4]))
