"""A family tree: people as boxes in rows, lines between them, every box reached by key and read aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.family_tree import FamilyTree, TreeLine, TreePerson

_LETTERS = 24  # how wide a box is, in average letters
_STYLES = {
    "spouse": Qt.PenStyle.SolidLine,
    "ended": Qt.PenStyle.DotLine,
    "child": Qt.PenStyle.SolidLine,
    "stepchild": Qt.PenStyle.DashLine,
    "sibling": Qt.PenStyle.SolidLine,
}


class Box(QPushButton):
    """One person: the name, and below it the role and the age. Enter or a click opens the person."""

    def __init__(self, person: TreePerson, then: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.person = person
        self.setObjectName("person" if person.party else "relative")
        self.setAccessibleName(person.spoken)
        self.setToolTip(person.spoken)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(then)
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        down.setSpacing(2)
        called = label(person.name, wrap=True)
        called.setFont(theme.type_size(called, 3))
        down.addWidget(called)
        if person.words:
            down.addWidget(label(person.words, quiet=True, wrap=True, small=True))
        down.addStretch(1)
        for one in self.findChildren(QWidget):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def height_at(self, width: int) -> int:
        """Give how high the box must be to show all of its words at a width."""
        layout = self.layout()
        assert layout is not None
        return max(layout.heightForWidth(width), layout.minimumSize().height())


class Tree(QWidget):
    """Draws the rows; the arrows go from box to box, Tab too."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[Box]] = []
        self._lines: Sequence[TreeLine] = ()

    def put(self, tree: FamilyTree, open_person: Callable[[str], None]) -> None:
        """Show a tree; `open_person` is called with the id of the person whose box was opened."""
        here = next((one.person.id for row in self._rows for one in row if one.hasFocus()), "")
        for row in self._rows:
            for box in row:
                box.hide()
                box.deleteLater()
        self._lines = tree.lines
        self._rows = [
            [Box(person, partial(open_person, person.id), self) for person in row] for row in tree.rows
        ]
        for row in self._rows:
            for box in row:
                box.show()
                if box.person.id == here:
                    box.setFocus()
        self._place()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give room for the longest row and for all rows."""
        wide, gap = self._wide(), self._gap()
        across = max((len(row) for row in self._rows), default=0)
        down = sum(self._high(row) for row in self._rows) + gap * max(len(self._rows) - 1, 0)
        return QSize(across * (wide + gap) - gap + 2 * theme.S if across else 0, down + 2 * theme.S)

    def minimumSizeHint(self) -> QSize:
        """Never less than all boxes need: the page scrolls."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the boxes again."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next box with the arrows."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if event.key() not in steps or not self._go(*steps[Qt.Key(event.key())]):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines below the boxes."""
        boxes = {box.person.id: box.geometry() for row in self._rows for box in row}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self._lines:
            if line.one in boxes and line.other in boxes:
                pen = QPen(theme.color(theme.look_of(self).quiet), 1.5)
                pen.setStyle(_STYLES[line.kind])
                painter.setPen(pen)
                self._draw(painter, line, boxes)
        painter.end()

    # -- private ------------------------------------------------------------------------------

    def _wide(self) -> int:
        return _LETTERS * self.fontMetrics().averageCharWidth()

    def _gap(self) -> int:
        return max(theme.XXL, 2 * self.fontMetrics().height())

    def _high(self, row: list[Box]) -> int:
        return max((box.height_at(self._wide()) for box in row), default=0)

    def _place(self) -> None:
        wide, gap, top = self._wide(), self._gap(), theme.S
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row in self._rows:
            high = self._high(row)
            left = (self.width() - len(row) * (wide + gap) + gap) // 2
            for place, box in enumerate(reversed(row) if mirrored else row):
                box.setGeometry(QRect(left + place * (wide + gap), top, wide, high))
            top += high + gap

    def _go(self, down: int, across: int) -> bool:
        for number, row in enumerate(self._rows):
            for place, box in enumerate(row):
                if not box.hasFocus():
                    continue
                target = self._rows[number + down] if 0 <= number + down < len(self._rows) else []
                wanted = min(place + across, len(target) - 1) if down else place + across
                if not target or not 0 <= wanted < len(target):
                    return False
                target[wanted].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _draw(self, painter: QPainter, line: TreeLine, boxes: dict[str, QRect]) -> None:
        one, other = boxes[line.one], boxes[line.other]
        if line.kind in ("child", "stepchild") and other.top() > one.bottom():
            start, end = self._under(line, boxes), QPoint(other.center().x(), other.top())
            middle = end.y() - self._gap() // 2
            painter.drawPolyline([start, QPoint(start.x(), middle), QPoint(end.x(), middle), end])
            return
        left, right = (one, other) if one.x() < other.x() else (other, one)
        if line.kind == "sibling" or right.x() - left.right() > 2 * self._gap():
            high = min(left.top(), right.top()) - self._gap() // 4
            ends = (QPoint(left.center().x(), left.top()), QPoint(right.center().x(), right.top()))
            painter.drawPolyline([ends[0], QPoint(ends[0].x(), high), QPoint(ends[1].x(), high), ends[1]])
            return
        middle = min(left.center().y(), right.center().y())
        painter.drawLine(QPoint(left.right(), middle), QPoint(right.left(), middle))
        if line.kind == "spouse":
            painter.drawLine(QPoint(left.right(), middle + 4), QPoint(right.left(), middle + 4))

    def _under(self, line: TreeLine, boxes: dict[str, QRect]) -> QPoint:
        """Give where a line to a child begins: between two married parents, else below the one parent."""
        mine = boxes[line.one]
        both = {
            one.one for one in self._lines if one.other == line.other and one.kind in ("child", "stepchild")
        }
        for pair in self._lines:
            if (
                pair.kind in ("spouse", "ended")
                and {pair.one, pair.other} <= both
                and line.one in (pair.one, pair.other)
            ):
                first, second = sorted((boxes[pair.one], boxes[pair.other]), key=QRect.x)
                if first.y() == second.y() and second.x() - first.right() <= 2 * self._gap():
                    return QPoint((first.right() + second.x()) // 2, mine.center().y() + 4)
        return QPoint(mine.center().x(), mine.bottom())
