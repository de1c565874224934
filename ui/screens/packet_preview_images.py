"""Pages as pictures, drawn beside the screen, one at a time, and remembered for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

DrawPage = Callable[[int, int], Any]
"""Gives the picture of a page, counted from 0, at a width in pixels."""
REMEMBERED = 24  # large pictures that are kept
LARGE = 400  # pixels of width from which a picture counts as large


def image_of(picture: Any) -> QImage:
    """Give a drawn page (blue, green, red, unused: four bytes a pixel) as an image that owns its memory."""
    made = QImage(picture.bgrx, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGB32)
    return made.copy()


class PageImages(QObject):
    """Draws pages on request. Of what waits, the newest large page is drawn first, then the small ones."""

    ready = Signal(int, int, QImage)  # page, width asked for, the picture
    broke = Signal(int, object)  # page, the error

    def __init__(self, run: Callable[..., Any], parent: QObject) -> None:
        super().__init__(parent)
        self._run = run
        self._draw: DrawPage | None = None
        self._book = 0
        self._busy = False
        self._waiting: list[tuple[int, int]] = []
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def open(self, draw: DrawPage | None) -> None:
        """Begin with another document; what waits for the old one is forgotten."""
        self._draw = draw
        self._book += 1
        self._waiting.clear()
        self._kept.clear()

    def want(self, page: int, width: int) -> QImage | None:
        """Give a picture at once when it is remembered; otherwise `ready` tells when it is drawn."""
        kept = self._kept.get((page, width))
        if kept is not None:
            self._kept.move_to_end((page, width))
            return kept
        if (page, width) in self._waiting:
            self._waiting.remove((page, width))
        if width >= LARGE:
            self._waiting = [one for one in self._waiting if one[1] < LARGE]
            self._waiting.insert(0, (page, width))
        else:
            self._waiting.append((page, width))
        self._next()
        return None

    def forget_small(self) -> None:
        """Small pictures that waited are no longer on the screen."""
        self._waiting = [one for one in self._waiting if one[1] >= LARGE]

    def _next(self) -> None:
        if self._busy or self._draw is None or not self._waiting:
            return
        page, width = self._waiting.pop(0)
        self._busy = True
        self._run(
            self,
            _drawn,
            self._draw,
            self._book,
            page,
            width,
            done=self._arrived,
            failed=self._failed,
        )

    def _arrived(self, drawn: tuple[int, int, int, QImage | BaseException]) -> None:
        book, page, width, image = drawn
        self._busy = False
        if book == self._book:
            if isinstance(image, QImage):
                self._keep(page, width, image)
                self.ready.emit(page, width, image)
            else:
                self.broke.emit(page, image)
        self._next()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.broke.emit(0, error)

    def _keep(self, page: int, width: int, image: QImage) -> None:
        self._kept[(page, width)] = image
        large = [key for key in self._kept if key[1] >= LARGE]
        for key in large[:-REMEMBERED]:
            del self._kept[key]


def _drawn(draw: DrawPage, book: int, page: int, width: int) -> tuple[int, int, int, QImage | BaseException]:
    try:
        return book, page, width, image_of(draw(page - 1, width))
    except Exception as error:
        return book, page, width, error
