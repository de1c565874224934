"""A day at the real desk, run as a program of its own: `python -m tests.day_of_work day|killed FOLDER OUT`.

It starts the desk as its users do (`ui.app.main`), does what a paralegal does with one planted client,
lets the program crash once, locks and unlocks it; "killed" dies in the middle of a questionnaire and of an
export, with a document lent to another program. What others could see meanwhile (titles of windows, names
offered for files, command lines, environments handed on) is written into OUT/seen.txt.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from immdesk.office import (
    calendar_files,
    case_export,
    cases,
    dates,
    events,
    history_out,
    lent,
    letter_print,
    letters,
    questions_out,
    second_place,
)
from immdesk.settings import Settings
from tests.desk import DeskDriver
from ui import app
from ui.comforts import LENT
from ui.window import Window

WORDS = "four unrelated plain words"
FAMILY, GIVEN, NUMBER, BORN = "Wyszyńska-Canary", "Zenobia", "A299887766", "Feb 29, 1984"
RFE = {"kind": "rfe", "dated_on": "2026-07-01", "response_days": "84", "served_by": "mail"}


def day(desk: DeskDriver, out: Path) -> None:
    """Intake at the window, a scan attached, a packet, a backup, a crash in a slot, the lock."""
    begin_intake(desk)
    desk.press("Review and finish")
    desk.press("Finish and open the case")
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the new case")
    desk.settle()
    attach(desk, out / f"{FAMILY} {NUMBER}.pdf")
    build_packet(desk, out / f"{GIVEN} packet.pdf")
    hand_out(desk, out)
    desk.menu("Make a backup")
    desk.wait_for(lambda: "verified" in desk.status(), "the backup")
    crash(desk)
    lock(desk)
    desk.close()


def killed(desk: DeskDriver, _out: Path) -> None:
    """Die with the answers of a questionnaire just typed."""
    begin_intake(desk)
    with tempfile.NamedTemporaryFile(delete=False) as half:
        half.write(f"{FAMILY} {NUMBER}".encode())
    place = desk.window.settings.folder / LENT / "f00d"
    place.mkdir(mode=0o700, parents=True)
    (place / "Passport.pdf").write_bytes(f"{FAMILY} {NUMBER}".encode())
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


def hand_out(desk: DeskDriver, out: Path) -> None:
    """Write everything that the desk can write of one case, lend its scan, and look for the client."""
    office = desk.window.office
    [case_id] = cases.case_ids(office, FAMILY)
    events.record(office, "notice", case_id, RFE)
    dates.accept_all(office, case_id)
    for ending in ("xlsx", "csv"):
        history_out.write_history(office, out / f"history.{ending}")
    calendar_files.export(office, out / "dates.ics", calendar_files.Wanted(case_id=case_id, names="initials"))
    case_export.export_case(office, case_id, out, lambda *_: None, lambda: False)
    who = tuple(one.id for one in questions_out.asked_of(office, case_id))
    questions_out.write(office, case_id, questions_out.Wish(who), out / "questions.pdf")
    letter_print.write_pdf(office, letters.make(office, case_id, "cover-letter")[0], out / "letter.pdf")
    paper = office.rows("SELECT id FROM document WHERE blob <> ''")[0]["id"]
    lent.lend(office, paper, desk.window.settings.folder / LENT)
    second_place.choose(office, out.parent / "stick")
    second_place.copy_now(office)
    desk.key("Ctrl+K", desk.window)
    desk.settle()
    desk.key("Escape")
    desk.go_to("Cases")
    desk.type_into("Find a case", FAMILY)
    desk.settle()


class Seen(QObject):
    """Remembers the titles of windows, as the desktop and anybody who looks at it can read them."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowTitleChange, QEvent.Type.Show) and isinstance(watched, QWidget):
            self.texts |= {watched.windowTitle()} if watched.isWindow() else set()
        return False


def running() -> set[str]:
    """Give the command lines of this program and its children, and what the children were handed on."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "stat").read_text().rpartition(")")[2].split()
            if int(words[1]) == os.getpid():
                found |= {
                    (place / name).read_bytes().decode("utf-8", "replace") for name in ("cmdline", "environ")
                }
        except OSError:
            continue
    own = Path("/proc/self/cmdline")
    return found | ({own.read_text()} if own.exists() else set())


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
        seen = Seen()
        QApplication.instance().installEventFilter(seen)
        work(desk, out)
        told = [*sorted(seen.texts), *sorted(running()), *desk.picker.asked, *desk.picker.names]
        (out / "seen.txt").write_text("\n".join(told), encoding="utf-8")
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
