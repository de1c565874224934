"""Printing a PDF that is on the disk: by the system's own `lp`, or drawn here page by page with Stop."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

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


def send_to_printer(path: Path, printer: str, copies: int) -> None:
    """Hand a file to a printer of the system. The job is called "ImmDesk", never by a client's name.

    Raises Refused, in plain words, when the system does not take it.
    """
    nothing, do = _("Nothing was printed."), _("Look at the printer, or open the packet in the PDF viewer.")
    count = str(max(1, min(copies, MOST_COPIES)))
    words = ["lp", "-d", printer, "-n", count, "-t", "ImmDesk", "--", str(path)]
    try:
        told = subprocess.run(words, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        raise Refused(_("The system's print queue does not answer."), nothing, do) from None
    if told.returncode:
        raise Refused(_("The printer did not take the packet."), nothing, do)


class PagePrinting(QObject):
    """Prints the pages of a document one after another, so that the window stays alive; `stop` ends it."""

    progressed = Signal(int, int)
    ended = Signal(bool)
    """True when all pages were handed over, False when somebody stopped or the printer refused."""

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
        if not self._count or not self._painter.begin(self._printer):
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
        except Exception:
            self.stop()
            raise
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
