"""Printing a PDF that is on the disk: by the system's own `lp`, or drawn here page by page with Stop."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _, n_
from immdesk.temporary import laid_privately

DOTS = 200
"""Dots to the inch of the desk's own printing: sharp enough for small print, and soon done."""
MOST_COPIES = 20


def printers() -> tuple[str, ...]:
    """Give the printers that the system's `lp` knows; none where there is no `lp`."""
    if shutil.which("lp") is None or shutil.which("lpstat") is None:
        return ()
    try:
        told = subprocess.run(["lpstat", "-e"], capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(line.strip() for line in told.stdout.splitlines() if line.strip())


def send_to_printer(files: Sequence[Path], printer: str, copies: str) -> None:
    """Hand the files of a packet, in their order, to a printer of the system, so often (`copies` as typed).

    Each copy is whole before the next begins. The job is called "ImmDesk", never by a client's name.
    Raises Problem when the copies are no number from 1 to 20, Refused when the system does not take it.
    """
    number = copies.strip()
    if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= MOST_COPIES):
        raise Problem(
            _("Copies are a whole number from 1 to 20."),
            _("Nothing was printed."),
            _("Type a number, such as 2."),
        )
    still_there(files)
    if len(files) == 1:
        _lp(["-d", printer, "-n", number, "-o", "collate=true", "-t", "ImmDesk"], files, 0)
        return
    for done in range(int(number)):
        _lp(["-d", printer, "-n", "1", "-t", "ImmDesk"], files, done)


def still_there(files: Sequence[Path]) -> None:
    """Raise Refused when a file was taken away between looking at it and printing it."""
    if not all(path.is_file() for path in files):
        raise Refused(
            _("The packet's file is no longer where it was."),
            _("Nothing was printed."),
            _("Build it again, or choose it where it lies now."),
        )


def _lp(words: list[str], files: Sequence[Path], done: int) -> None:
    """Hand one job over; `done` copies of the packet were taken before it.

    The files go over open: their names, which may hold a client's, stand in no list of running programs.
    """
    said = n_("{n} copy was taken.", "{n} copies were taken.", done) if done else _("Nothing was printed.")
    do = _("Look at the printer, or open the packet in the PDF viewer.")
    try:
        with ExitStack() as stack:
            held = [stack.enter_context(path.open("rb")).fileno() for path in files]
            names = [f"/dev/fd/{one}" for one in held]
            command = ["lp", *words, "--", *names]
            told = subprocess.run(command, capture_output=True, text=True, timeout=60, pass_fds=held)
    except (OSError, subprocess.TimeoutExpired):
        raise Refused(_("The system's print queue does not answer."), said, do) from None
    if told.returncode:
        raise Refused(_("The printer did not take the packet."), said, do)


class PagePrinting(QObject):
    """Prints the pages of a document one after another, so that the window stays alive; `stop` ends it."""

    progressed = Signal(int, int)
    ended = Signal(bool)
    """True when all pages were handed over, False when somebody stopped or the printer refused."""
    failed = Signal(object)
    """The Problem of a page that cannot be drawn, as when its file was taken away meanwhile; ends it."""

    def __init__(self, printer: Any, draw: Callable[[int, int], Any], count: int, parent: QObject) -> None:
        super().__init__(parent)
        self._printer, self._draw, self._count, self._page = printer, draw, count, 0
        self._painter: QPainter | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._one)

    def start(self) -> None:
        """Begin; the first page is drawn when the window has had its turn."""
        self._printer.setResolution(DOTS)
        self._painter = QPainter()
        with laid_privately():
            began = self._count > 0 and self._painter.begin(self._printer)
        if not began:
            self._finish(False)
            return
        self._timer.start()

    def stop(self) -> None:
        """Stop after the page that is being drawn; what the printer has not begun is taken back."""
        if self._painter is not None:
            self._printer.abort()
            self._finish(False)

    def _one(self) -> None:
        if self._painter is None:
            return
        paper = self._printer.pageRect(self._printer.Unit.DevicePixel)
        try:
            drawn = self._draw(self._page, int(paper.width()))
        except Problem as problem:
            self.stop()
            self.failed.emit(problem)
            return
        if self._page and not self._printer.newPage():
            self.stop()
            return
        image = QImage(drawn.bgrx, drawn.width, drawn.height, 4 * drawn.width, QImage.Format.Format_RGB32)
        scale = min(paper.width() / drawn.width, paper.height() / drawn.height)
        self._painter.save()
        self._painter.scale(scale, scale)
        self._painter.drawImage(0, 0, image)
        self._painter.restore()
        self._page += 1
        self.progressed.emit(self._page, self._count)
        if self._page == self._count:
            self._finish(True)

    def _finish(self, well: bool) -> None:
        self._timer.stop()
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        self._painter = None
        self.ended.emit(well)
