"""A heat map that is walked with the arrow keys, clicked, and dropped on; drawn as on paper."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from immdesk.basics.heat import HeatPicture
from ui import theme
from ui.calendar import speech
from ui.parts.bands import ScreenMeasure, ScreenPen

MIME = "application/x-immdesk-work"
_NOTHING = HeatPicture("", (), ())


class HeatMap(QWidget):
    """`chosen` tells the row and the week of the cell chosen, `dropped` what was dropped and where."""

    chosen = Signal(int, int)
    opened = Signal()
    dropped = Signal(str, int, int)

    def __init__(self) -> None:
        super().__init__()
        self._picture = _NOTHING
        self.row, self.week = 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        speech.speak_for(self)

    def put(self, picture: HeatPicture) -> None:
        """Show a heat map; the chosen cell stays chosen."""
        self._picture = picture
        self.row = min(self.row, max(len(picture.people) - 1, 0))
        self.setAccessibleName(picture.title)
        self._fit()
        self.update()

    def choose(self, row: int, week: int) -> None:
        """Choose a cell."""
        if 0 <= row < len(self._picture.people) and 0 <= week < len(self._picture.weeks):
            self.row, self.week = row, week
            self.update()
            self.chosen.emit(row, week)
            speech.moved(self)

    # -- for the ear --------------------------------------------------------------------------

    def viewport(self) -> QWidget:
        """Give the widget on which the items lie."""
        return self

    def spoken_title(self) -> str:
        """Give the name of the list."""
        return self._picture.title

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give each cell with its words."""
        return [
            (cell.spoken, self._box(row, week).toRect())
            for row, (_name, cells) in enumerate(self._picture.people)
            for week, cell in enumerate(cells)
        ]

    def spoken_now(self) -> int:
        """Give the chosen cell."""
        return self.row * len(self._picture.weeks) + self.week

    # -- drawing and input --------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As high as its rows need."""
        return QSize(700, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that goes with the width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, and a frame around the chosen cell."""
        painter, look = QPainter(self), theme.look_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.draw(ScreenPen(self, painter), float(self.width()))
        if self._picture.people:
            painter.setPen(QPen(QColor(look.accent), 3 if self.hasFocus() else 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._box(self.row, self.week).adjusted(2, 2, -2, -2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from cell to cell; Enter goes to the work of the cell."""
        key, way = event.key(), arrow_way(event.key())
        if way:
            self.choose(self.row + way[0], self.week + way[1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell that is clicked."""
        place = self._place(event.position().x(), event.position().y())
        if place:
            self.choose(*place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take work that is dragged here."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the cell over which it hangs."""
        place = self._place(event.position().x(), event.position().y())
        if place and event.mimeData().hasFormat(MIME):
            self.row, self.week = place
            self.update()
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped, and where."""
        place = self._place(event.position().x(), event.position().y())
        if place:
            event.acceptProposedAction()
            self.dropped.emit(work_id(event.mimeData()), *place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which cell is chosen."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it more quietly."""
        super().focusOutEvent(event)
        self.update()

    # -- private ------------------------------------------------------------------------------

    def _box(self, row: int, week: int) -> QRectF:
        return QRectF(*self._picture.box(ScreenMeasure(self), float(self.width()), row, week))

    def _place(self, across: float, down: float) -> tuple[int, int] | None:
        return self._picture.place_at(ScreenMeasure(self), float(self.width()), across, down)

    def _fit(self) -> None:
        high = int(self._picture.height(ScreenMeasure(self), float(self.width()))) + 2
        if high != self.minimumHeight():
            self.setFixedHeight(high)


def arrow_way(key: int) -> tuple[int, int] | None:
    """Give how many rows down and weeks onward an arrow key goes; None for another key."""
    return {
        Qt.Key.Key_Up: (-1, 0),
        Qt.Key.Key_Down: (1, 0),
        Qt.Key.Key_Left: (0, -1),
        Qt.Key.Key_Right: (0, 1),
    }.get(Qt.Key(key))


def work_mime(item_id: str) -> QMimeData:
    """Give what is dragged."""
    made = QMimeData()
    made.setData(MIME, item_id.encode())
    return made


def work_id(mime: QMimeData) -> str:
    """Give the id of what was dragged."""
    return bytes(mime.data(MIME).data()).decode()
