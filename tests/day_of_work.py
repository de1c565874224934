"""A day at the real desk, run as a program of its own: `python -m tests.day_of_work day|killed FOLDER OUT`.

It starts the desk as its users do (`ui.app.main`), does what a paralegal does with one planted client,
lets the program crash once, locks and unlocks it; "killed" dies in the middle of a questionnaire.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from immdesk.settings import Settings
from tests.desk import DeskDriver
from ui import app
from ui.window import Window

WORDS = "four unrelated plain words"
FAMILY, GIVEN, NUMBER, BORN = "Wyszyńska-Canary", "Zenobia", "A299887766", "Feb 29, 1984"


def day(desk: DeskDriver, out: Path) -> None:
    """Intake at the window, a scan attached, a packet, a backup, a crash in a slot, the lock."""
    begin_intake(desk)
    desk.press("Review and finish")
    desk.press("Finish and open the case")
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the new case")
    desk.settle()
    attach(desk, out / f"{FAMILY} {NUMBER}.pdf")
    build_packet(desk, out / f"{GIVEN} packet.pdf")
    desk.menu("Make a backup")
    desk.wait_for(lambda: "verified" in desk.status(), "the backup")
    crash(desk)
    lock(desk)
    desk.close()


def killed(desk: DeskDriver, _out: Path) -> None:
    """Die with the answers of a questionnaire just typed."""
    begin_intake(desk)
    os.kill(os.getpid(), signal.SIGKILL)


def begin_intake(desk: DeskDriver) -> None:
    desk.menu("New intake")
    desk.press("Begin Family adjustment of status")
    desk.settle()
    desk.type_into("Family name (last name)", FAMILY)
    desk.type_into("Given name (first name)", GIVEN)
    desk.type_into("Date of birth", BORN)
    desk.type_into("A-Number", NUMBER)
    desk.press("Add the spouse")
    desk.type_into("Family name (last name)", FAMILY)
    desk.type_into("Given name (first name)", GIVEN)


def attach(desk: DeskDriver, scan: Path) -> None:
    desk.open_tab("Evidence")
    desk.picker.path = scan
    desk.press("Add a file…")
    desk.settle()
    desk.choose("What is it?", "Marriage certificate")
    desk.press("Add to the case")
    desk.settle()


def build_packet(desk: DeskDriver, packet: Path) -> None:
    desk.open_tab("Packet")
    desk.picker.path = packet
    desk.press("Build the packet…")
    desk.wait_for(packet.exists, "the packet on disk")
    desk.settle()


def crash(desk: DeskDriver) -> None:
    """Let a slot fail with the client's name in its locals and its message; save the report."""
    QTimer.singleShot(0, partial(_fail, f"{FAMILY} {NUMBER} {BORN}"))
    desk.see("The desk made a mistake")
    desk.picker.path = Path.home() / "report.txt"
    desk.press("Save the report…")
    desk.press("Close")


def _fail(client: str) -> None:
    told = {client: len(client)}
    raise KeyError(told.popitem()[0])


def lock(desk: DeskDriver) -> None:
    desk.menu("Lock now")
    desk.type_into("Passphrase", WORDS)
    desk.press("Unlock")
    desk.wait_for(lambda: not desk.window.lock.on, "the desk to be unlocked")
    desk.settle()


def drive(work: Callable[[DeskDriver, Path], None], out: Path) -> None:
    """Take the window as soon as it stands, and do the work; a failure is told and ends the program."""
    try:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window))
        desk = DeskDriver(window)
        desk.wait_for(lambda: window.office is not None, "the office")
        desk.settle()
        work(desk, out)
        QTimer.singleShot(0, QApplication.quit)  # waiting in a loop of our own took away Qt's own quitting
    except BaseException:
        traceback.print_exc()
        os._exit(3)


def main() -> int:
    """Run the desk with a paralegal at it."""
    what, folder, out = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    sys.argv = ["immdesk-desk", "--office", folder]
    app.make_app(Settings())
    QTimer.singleShot(0, partial(drive, {"day": day, "killed": killed}[what], out))
    return app.main()


if __name__ == "__main__":
    raise SystemExit(main())
