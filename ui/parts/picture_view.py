"""A picture on the screen: drawn by the function that draws it on paper, told in words to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from immdesk.basics.pictures import Picture
from ui.parts.bands import ScreenMeasure, ScreenPen


class PictureView(QWidget):
    """One picture, as wide as there is room and as high as it needs."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, picture: Picture) -> None:
        """Show a picture in place of the one before."""
        self._picture = picture
        self.setAccessibleName(picture.title)
        self.setAccessibleDescription(" ".join(picture.spoken()))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it needs with the type of the desk."""
        return QSize(600, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that goes with the width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.draw(ScreenPen(self, painter), float(self.width()))
        painter.end()

    def _fit(self) -> None:
        if self._picture is not None:
            high = int(self._picture.height(ScreenMeasure(self), float(self.width()))) + 2
            if high != self.minimumHeight():
                self.setFixedHeight(high)
