"""How long a person waits for the window, beside a bare PySide6 window in the same run."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from immdesk.office import practice
from tests.benchmarks.ratio import measure

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

PAINTED = """
import os, sys
from pathlib import Path
from functools import partial
from immdesk.logs import EventLog
from immdesk.settings import Settings
from ui import app
settings = Settings(Path(sys.argv[1]))
qt = app.make_app(settings)
window = app.make_window(settings, EventLog())
window.painted.connect(partial(os._exit, 0))
window.show()
qt.exec()
"""

FILLED = """
import os, sys
from pathlib import Path
from functools import partial
from immdesk.logs import EventLog
from immdesk.settings import Settings
from ui import app
def opened():
    from immdesk.office.office import open_office
    window.set_office(open_office(Path(sys.argv[2]), key=bytes.fromhex(sys.argv[3])))
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


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Python keeps what it compiled, as on every desk; the warm-up fills it for both alike."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"), "QT_QPA_PLATFORM": "offscreen"}


def test_the_window_is_painted_within_one_and_a_half_times_a_bare_one(
    environment: dict[str, str], tmp_path: Path
) -> None:
    painted = partial(run, environment, PAINTED, str(tmp_path / "settings"))
    measure("window painted", painted, partial(run, environment, BARE), 1.5, rounds=15)


def test_today_is_filled_within_three_and_a_half_times_a_bare_window(
    environment: dict[str, str], tmp_path: Path
) -> None:
    from immdesk.office import computed
    from immdesk.store.keys import open_key

    folder = tmp_path / "office"
    with practice.make(folder) as office:
        computed.catch_up(office)
    key = open_key(folder, None).hex()
    filled = partial(run, environment, FILLED, str(tmp_path / "settings"), str(folder), key)
    measure("Today filled", filled, partial(run, environment, BARE), 3.5, rounds=15)
