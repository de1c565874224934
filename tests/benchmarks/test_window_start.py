"""How long a person waits for the window, beside a bare PySide6 window in the same run."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from immdesk.office import practice
from tests.benchmarks.programs import BARE, FILLED, run
from tests.benchmarks.ratio import measure

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
