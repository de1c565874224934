"""The columns of the board, drawn by hand: a stage each, its cards below, walked and marked by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from ui import theme
from ui.calendar import speech
from ui.parts.board_card import LINES, CardPen, spoken_card
from ui.parts.card_marks import CardMarks, cases_in, drag_cases
from ui.parts.elided import plain_tip

if TYPE_CHECKING:
    from immdesk.office.board import Board, Card, Column

_LETTERS = 30  # the least width of a column
_PAGE = 5  # cards that Page Up and Page Down pass over
_WAYS = frozenset(
    (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp,
     Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
)  # fmt: skip


class StageBoard(QAbstractScrollArea):
    """`opened` tells the case whose card was opened with Enter or a double click, `marking` that other
    cards are marked, `dropped` the cases (ids, a space between) and the stage on which they were dropped.
    """

    opened = Signal(str)
    marking = Signal()
    dropped = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        speech.speak_for(self)  # before anything is told of it: Qt keeps the first interface that it makes
        self._columns: tuple[Column, ...] = ()
        self._marks, self._pressed = CardMarks(), QPoint()
        self._fitted: dict[tuple[str, int, int, int], str] = {}
        self.column, self.row = 0, 0
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setMinimumSize(320, 280)
        self.setCornerWidget(QWidget())

    def put(self, board: Board) -> None:
        """Show a board; the chosen case stays chosen, wherever it stands now."""
        kept = self.current_id()
        self._columns = board.columns
        self._fitted.clear()
        self._marks.keep(self._every_id())
        places = [
            (column, row)
            for column, one in enumerate(self._columns)
            for row, card in enumerate(one.cards)
            if not kept or card.id == kept
        ]
        filled = [column for column, one in enumerate(self._columns) if one.cards]
        self.column, self.row = places[0] if places else ((filled or [0])[0], 0)
        self._set_scroll()
        self._show()

    def current(self) -> Card | None:
        """Give the chosen card, None while there is none."""
        cards = self._columns[self.column].cards if self.column < len(self._columns) else ()
        return cards[self.row] if self.row < len(cards) else None

    def current_id(self) -> str:
        """Give the id of the chosen case."""
        card = self.current()
        return card.id if card else ""

    def chosen_ids(self) -> tuple[str, ...]:
        """Give the cases that are marked, else the one that is chosen."""
        current = self.current_id()
        return self._marks.ids() or ((current,) if current else ())

    # -- for the ear --------------------------------------------------------------------------

    def spoken_title(self) -> str:
        """Give what the whole is called aloud."""
        return self.accessibleName()

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give each stage, followed by its cards."""
        return [self.spoken_item(place) for place in range(self.spoken_count())]

    def spoken_count(self) -> int:
        """Give how many stages and cards there are."""
        return sum(1 + len(one.cards) for one in self._columns)

    def spoken_item(self, place: int) -> tuple[str, QRect]:
        """Give one stage or card with its words and where it is drawn."""
        for column, one in enumerate(self._columns):
            if place == 0:
                return one.words(), self._head_box(column)
            if place <= len(one.cards):
                return self._spoken(one, one.cards[place - 1]), self._box(column, place - 1)
            place -= 1 + len(one.cards)
        return "", QRect()

    def spoken_now(self) -> int:
        """Give the place of the chosen card among them."""
        before = sum(1 + len(one.cards) for one in self._columns[: self.column])
        return before + 1 + self.row if self.current() else before

    # -- input --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card and from stage to stage, Home and End in the stage; Enter opens.

        With Shift what is passed is marked, with Ctrl what is marked stays; Space marks, Ctrl+A everything.
        """
        key, how = Qt.Key(event.key()), event.modifiers()
        if self._mark_by_key(key, how):
            return
        if key in _WAYS and not how & Qt.KeyboardModifier.ControlModifier:
            self._before_a_step(bool(how & Qt.KeyboardModifier.ShiftModifier))
        self._step_by_key(key, event)
        if key in _WAYS and how & Qt.KeyboardModifier.ShiftModifier:
            self._marks.extend(self.column, self.row, self._ids_of(self.column))
            self._marked()

    def _step_by_key(self, key: Qt.Key, event: QKeyEvent) -> None:
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_PAGE, Qt.Key.Key_PageDown: _PAGE}
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_across(-1 if key == Qt.Key.Key_Left else 1)
        elif key in down:
            self._choose(self.column, self.row + down[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(self.column, 0 if key == Qt.Key.Key_Home else len(self._columns[self.column].cards))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the card under the mouse; Ctrl marks it, Shift marks all up to it."""
        self._pressed = event.position().toPoint()
        place, how = self._place_at(self._pressed), event.modifiers()
        if not place:
            return
        card_id = self._columns[place[0]].cards[place[1]].id
        if how & Qt.KeyboardModifier.ShiftModifier:
            self._marks.begin(self.column, self.row)
            self._marks.extend(*place, self._ids_of(place[0]))
        elif how & Qt.KeyboardModifier.ControlModifier:
            self._marks.toggle(card_id)
        elif card_id not in self._marks:
            self._marks.clear()
        self._choose(*place)
        self._marked()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the marked cards, or the one under the mouse."""
        point = event.position().toPoint()
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and far and self._place_at(self._pressed):
            drag_cases(self, self.chosen_ids())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards that are dragged here."""
        if cases_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let them hang over a stage."""
        event.setAccepted(bool(cases_in(event.mimeData())))

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell on which stage they were dropped; the board moves nothing by itself."""
        column = self._column_at(event.position().toPoint())
        ids = cases_in(event.mimeData())
        if ids and column < len(self._columns):
            event.acceptProposedAction()
            self.dropped.emit(" ".join(ids), self._columns[column].stage)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the card under the mouse."""
        if self._place_at(event.position().toPoint()) == (self.column, self.row):
            self.opened.emit(self.current_id())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show all the words of a card as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(event.pos())
            column = self._columns[place[0]] if place else None
            words = self._spoken(column, column.cards[place[1]]) if column and place else ""
            QToolTip.showText(event.globalPos(), plain_tip(words) if words else "", self)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it more quietly."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bars."""
        super().resizeEvent(event)
        self._fitted.clear()
        self._set_scroll()

    # -- drawing ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cards that are to be seen, then the stages, which stay on top."""
        look, painter = theme.look_of(self), QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), QColor(look.ground))
        pen, seen = CardPen(painter, self, self._fitted), self.viewport().rect()
        for column, one in enumerate(self._columns):
            if self._head_box(column).intersects(self.viewport().rect().adjusted(0, -1, 0, 0)):
                for row in self._rows_in_sight(len(one.cards)):
                    if self._box(column, row).intersects(seen):
                        self._draw_card(pen, column, row)
                self._draw_head(painter, look, column, one)
        painter.end()

    def _draw_head(self, painter: QPainter, look: theme.Look, column: int, one: Column) -> None:
        box = self._head_box(column)
        painter.fillRect(box, QColor(look.ground))
        painter.setFont(theme.type_size(self, 3))
        painter.setPen(QColor(look.text))
        inner = box.adjusted(theme.S, theme.XS, -theme.S, -theme.S)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap)
        painter.drawText(inner, flags, f"{one.title} · {len(one.cards)}")
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(box.left(), box.bottom() - 2, box.right(), box.bottom() - 2)

    def _draw_card(self, pen: CardPen, column: int, row: int) -> None:
        card = self._columns[column].cards[row]
        current = (column, row) == (self.column, self.row)
        pen.card(self._box(column, row), card, current=current, marked=card.id in self._marks)

    # -- private ------------------------------------------------------------------------------

    def _mark_by_key(self, key: Qt.Key, how: Qt.KeyboardModifier) -> bool:
        """Mark by a key that goes nowhere; give whether it was one."""
        if key == Qt.Key.Key_Space:
            self._marks.toggle(self.current_id())
            self._marks.begin(self.column, self.row)
        elif key == Qt.Key.Key_A and how & Qt.KeyboardModifier.ControlModifier:
            self._marks.all(self._every_id())
        elif key == Qt.Key.Key_Escape and len(self._marks):
            self._marks.clear()
        else:
            return False
        self._marked()
        return True

    def _before_a_step(self, with_shift: bool) -> None:
        if with_shift:
            self._marks.begin(self.column, self.row)
        elif len(self._marks):
            self._marks.clear()
            self._marked()

    def _marked(self) -> None:
        self.viewport().update()
        self.marking.emit()
        speech.moved(self)

    def _ids_of(self, column: int) -> list[str]:
        return [card.id for card in self._columns[column].cards]

    def _every_id(self) -> list[str]:
        return [card.id for one in self._columns for card in one.cards]

    def _column_at(self, point: QPoint) -> int:
        return (point.x() + self.horizontalScrollBar().value()) // self._width()

    def _spoken(self, one: Column, card: Card) -> str:
        return spoken_card(one, card, card.id in self._marks)

    def _step_across(self, step: int) -> None:
        """Go to the next stage that holds a card."""
        column = self.column + step
        while 0 <= column < len(self._columns) and not self._columns[column].cards:
            column += step
        if 0 <= column < len(self._columns):
            self._choose(column, self.row)

    def _choose(self, column: int, row: int) -> None:
        cards = self._columns[column].cards if column < len(self._columns) else ()
        self.column, self.row = column, max(0, min(row, len(cards) - 1))
        self._show()
        speech.moved(self)
        self.marking.emit()

    def _show(self) -> None:
        """Bring the chosen card into sight."""
        box, seen = self._box(self.column, self.row), self.viewport().rect()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        head = self._head_height()
        if box.top() < head:
            down.setValue(down.value() + box.top() - head)
        elif box.bottom() > seen.bottom():
            down.setValue(down.value() + box.bottom() - seen.bottom() + theme.S)
        if box.left() < 0:
            across.setValue(across.value() + box.left())
        elif box.right() > seen.right():
            across.setValue(across.value() + box.right() - seen.right())
        self.viewport().update()

    def _set_scroll(self) -> None:
        seen, longest = self.viewport().size(), max((len(one.cards) for one in self._columns), default=0)
        high = self._head_height() + longest * self._step_height() + theme.S
        for bar, whole, part in (
            (self.verticalScrollBar(), high, seen.height()),
            (self.horizontalScrollBar(), len(self._columns) * self._width(), seen.width()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(self._step_height() // 2)

    def _width(self) -> int:
        least = _LETTERS * self.fontMetrics().averageCharWidth()
        return max(least, self.viewport().width() // max(len(self._columns), 1))

    def _head_height(self) -> int:
        return 2 * self.fontMetrics().height() + theme.M + theme.XS

    def _step_height(self) -> int:
        return LINES * self.fontMetrics().height() + 2 * theme.S + theme.S

    def _head_box(self, column: int) -> QRect:
        left = column * self._width() - self.horizontalScrollBar().value()
        return QRect(left, 0, self._width(), self._head_height())

    def _box(self, column: int, row: int) -> QRect:
        top = self._head_height() + row * self._step_height() - self.verticalScrollBar().value()
        left = self._head_box(column).left()
        return QRect(left + theme.XS, top, self._width() - theme.S, self._step_height() - theme.S)

    def _rows_in_sight(self, cards: int) -> range:
        first = self.verticalScrollBar().value() // self._step_height()
        return range(first, min(cards, first + self.viewport().height() // self._step_height() + 2))

    def _place_at(self, point: QPoint) -> tuple[int, int] | None:
        column = self._column_at(point)
        down = point.y() - self._head_height()
        row = (down + self.verticalScrollBar().value()) // self._step_height()
        fits = down >= 0 and 0 <= column < len(self._columns) and 0 <= row < len(self._columns[column].cards)
        return (column, row) if fits else None
