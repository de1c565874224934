"""Makes the README's pictures from the running program: `.venv/bin/python -m tests.pictures`."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from immdesk.basics.paths import resource
from immdesk.office import practice
from immdesk.office.clock import stopped_at
from tests.desk import DeskDriver, open_desk

DAY = date(2026, 8, 14)
WIDTH, HEIGHT = 1240, 780


def main() -> None:
    """Build the practice office, walk through its screens, and save what is seen."""
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        office = practice.make(Path(folder) / "office", stopped_at(DAY))
        desk = open_desk(Path(folder) / "settings", office)
        desk.window.resize(WIDTH, HEIGHT)
        _take(desk, "today")
        desk.open_case("Soto")
        desk.open_tab("Dates")
        desk.press("Accept")
        desk.settle()
        desk.press("How this was worked out")
        _take(desk, "dates")
        desk.close()
        office.close()
    app.quit()


def _take(desk: DeskDriver, name: str) -> None:
    desk.settle()
    desk.window.grab().save(str(resource("pictures") / f"{name}.png"))


if __name__ == "__main__":
    main()
