"""Small programs whose whole run is measured: a bare window, and the desk filled with Today."""

from __future__ import annotations

import subprocess
import sys

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)
app = QApplication([])
window = Window()
window.setCentralWidget(QTableWidget(20, 6))
window.show()
app.exec()
"""

FILLED = """
import os, sys
from datetime import date
from pathlib import Path
from functools import partial
from immdesk.logs import EventLog
from immdesk.settings import Settings
from ui import app
def opened():
    from immdesk.office.office import open_office
    from immdesk.office.clock import real_clock, stopped_at
    clock = stopped_at(date.fromisoformat(sys.argv[4])) if len(sys.argv) > 4 else real_clock
    slot = sys.argv[5] if len(sys.argv) > 5 else "practice"
    window.set_office(open_office(Path(sys.argv[2]), key=bytes.fromhex(sys.argv[3]), clock=clock, slot=slot))
    window.repaint()
    os._exit(0)
settings = Settings(Path(sys.argv[1]))
qt = app.make_app(settings)
window = app.make_window(settings, EventLog())
window.painted.connect(opened)
window.show()
qt.exec()
"""


def run(environment: dict[str, str], code: str, *words: str) -> None:
    """Run a small program to its end, which is the moment that is measured."""
    command = [sys.executable, "-c", code, *words]
    subprocess.run(command, check=True, timeout=60, capture_output=True, env=environment)
