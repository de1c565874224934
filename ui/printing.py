"""The printer: the system's own dialog, and pages drawn from memory, so that no file is left behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget


class Printer(QObject):
    """Asks which printer and prints. Tests put a prepared one in its place."""

    def print_page(self, title: str, draw: Callable[[int], Any], done: Callable[[], None]) -> None:
        """Ask for a printer and print one page; `draw(width)` gives its picture. Returns at once.

        `done` is called when the page was handed to the printer.
        """
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        parent = self.parent()
        dialog = QPrintDialog(printer, parent if isinstance(parent, QWidget) else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.accepted.connect(partial(_print, printer, draw, done))
        dialog.show()

    def print_sheets(self, title: str, paint: Callable[[Any], object], done: Callable[[], None]) -> None:
        """Ask for a printer and let `paint(printer)` draw its pages. `done` as for `print_page`."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        parent = self.parent()
        dialog = QPrintDialog(printer, parent if isinstance(parent, QWidget) else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.accepted.connect(partial(_paint, printer, paint, done))
        dialog.show()

    def print_pages(
        self, title: str, draw: Callable[[int, int], Any], count: int, began: Callable[[Any], None]
    ) -> None:
        """Ask for a printer and print `count` pages one after another; `draw(page, width)` gives a picture.

        `began` gets the printing under way (`ui.printing_file.PagePrinting`) before its first page.
        """
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from ui.printing_file import DOTS

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        printer.setResolution(DOTS)
        parent = self.parent()
        dialog = QPrintDialog(printer, parent if isinstance(parent, QWidget) else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.accepted.connect(partial(self.begin, printer, draw, count, began))
        dialog.show()

    def begin(
        self, printer: Any, draw: Callable[[int, int], Any], count: int, began: Callable[[Any], None]
    ) -> None:
        """Print `count` pages on a printer that was chosen."""
        from ui.printing_file import PagePrinting

        printing = PagePrinting(printer, draw, count, self)
        began(printing)
        printing.start()


def _paint(printer: Any, paint: Callable[[Any], object], done: Callable[[], None]) -> None:
    from immdesk.temporary import laid_privately

    with laid_privately():
        paint(printer)
    done()


def _print(printer: Any, draw: Callable[[int], Any], done: Callable[[], None]) -> None:
    from PySide6.QtGui import QImage, QPainter

    from immdesk.temporary import laid_privately

    paper = printer.pageRect(printer.Unit.DevicePixel)
    width = min(int(paper.width()), 3000)
    page = draw(width)
    image = QImage(page.bgrx, page.width, page.height, 4 * page.width, QImage.Format.Format_RGB32)
    with laid_privately():
        painter = QPainter(printer)
    scaled = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(0, 0, image.scaled(scaled, mode=Qt.TransformationMode.SmoothTransformation))
    painter.end()
    done()
