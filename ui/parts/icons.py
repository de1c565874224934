"""The desk's own icons: simple strokes in resources/icons, tinted with a colour of the look."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from immdesk.basics.paths import resource
from ui import theme


def pixmap(name: str, code: str, size: int = 20, ratio: float = 2.0) -> QPixmap:
    """Draw the icon `name` in a colour, `size` points square, sharp on screens up to `ratio`."""
    from PySide6.QtSvg import QSvgRenderer  # read with the first picture, after the first paint

    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    svg = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", code).encode()))
    svg.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, code: str = "", off_code: str = "") -> QIcon:
    """Give the icon `name`; `code` is its colour, `off_code` the colour when it is not marked."""
    code = code or theme.look_of().accent
    made = QIcon(pixmap(name, off_code or code))
    if off_code:
        made.addPixmap(pixmap(name, code), QIcon.Mode.Normal, QIcon.State.On)
    return made


def icon_label(name: str, size: int = 20, code: str = "") -> QLabel:
    """Give a picture for decoration; screen readers pass it by."""
    made = QLabel()
    made.setPixmap(pixmap(name, code or theme.look_of().accent, size))
    made.setFixedSize(size, size)
    return made


def no_icon(size: int) -> QIcon:
    """Give the room of an icon that is drawn later, so that nothing moves then."""
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    return QIcon(made)


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
