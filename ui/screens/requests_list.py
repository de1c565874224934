"""The requests of a notice, one below the other: open ones in red, with what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.flow import Flow
from ui.parts.icons import icon
from ui.parts.labels import label, set_level

if TYPE_CHECKING:
    from immdesk.office.request_rows import RequestRow

UP, DOWN = -1, 1


class _Rows(QListWidget):
    """A list that knows the keys of the desk: Alt with an arrow moves, Delete removes, F2 names anew."""

    moving = Signal(int)
    removing = Signal()
    joining = Signal()
    naming = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, join, remove or name the request that is marked."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moving.emit(UP if key == Qt.Key.Key_Up else DOWN)
        elif control and key == Qt.Key.Key_J:
            self.joining.emit()
        elif key == Qt.Key.Key_Delete:
            self.removing.emit()
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.naming.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the height of the requests, within reason."""
        one = 3 * self.fontMetrics().lineSpacing() + theme.M
        return QSize(super().sizeHint().width(), min(max(self.count(), 2), 9) * one)

    def minimumSizeHint(self) -> QSize:
        """Keep that height: the page scrolls, not the list."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class RequestList(Card):
    """Lists the requests; `chosen` comes with the id of the one that is marked."""

    chosen = Signal(str)
    moving = Signal(str, int)
    joining = Signal(str)
    removing = Signal(str)
    naming = Signal()
    adding = Signal()

    def __init__(self) -> None:
        super().__init__(_("Requests"))
        self.head.addWidget(button(_("Add a request…"), self.adding.emit, link=True))
        self._count = label("", wrap=True)
        self.body.addWidget(self._count)
        self._rows = _Rows()
        self._rows.setAccessibleName(_("Requests of the notice"))
        self._rows.setWordWrap(True)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.currentItemChanged.connect(self._marked)
        self._rows.moving.connect(self._move)
        self._rows.joining.connect(self._join)
        self._rows.removing.connect(self._remove)
        self._rows.naming.connect(self.naming.emit)
        self.body.addWidget(self._rows)
        feet = Flow()
        self._acts = (
            _with_key(button(_("Move up"), lambda: self._move(UP)), _("Alt+Up")),
            _with_key(button(_("Move down"), lambda: self._move(DOWN)), _("Alt+Down")),
            _with_key(button(_("Join with the one above"), self._join), _("Ctrl+J")),
            _with_key(button(_("Remove"), self._remove), _("Delete")),
        )
        for one in self._acts:
            feet.addWidget(one)
        self.body.addLayout(feet)

    def put(self, rows: tuple[RequestRow, ...], current: str) -> None:
        """Show the requests, the one with this id marked, else the first."""
        self._rows.blockSignals(True)
        self._rows.clear()
        for row in rows:
            self._rows.addItem(_item(row))
        ids = [row.id for row in rows]
        self._rows.setCurrentRow(ids.index(current) if current in ids else (0 if ids else -1))
        self._rows.blockSignals(False)
        self._rows.updateGeometry()
        for one in self._acts:
            one.setEnabled(bool(rows))
        count = sum(bool(row.missing) for row in rows)
        told = n_("{n} request is open.", "{n} requests are open.", count)
        words = told if count else _("Every request is answered.")
        self._count.setText(words if rows else _("No request is listed yet."))
        set_level(self._count, "bad" if count or not rows else "good")

    def current(self) -> str:
        """Give the id of the request that is marked, "" for none."""
        item = self._rows.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def focus(self) -> None:
        """Go to the list."""
        self._rows.setFocus()

    def _marked(self, _now: object, _before: object) -> None:
        self.chosen.emit(self.current())

    def _move(self, by: int) -> None:
        if self.current():
            self.moving.emit(self.current(), by)

    def _join(self) -> None:
        if self.current():
            self.joining.emit(self.current())

    def _remove(self) -> None:
        if self.current():
            self.removing.emit(self.current())


def _item(row: RequestRow) -> QListWidgetItem:
    look = theme.look_of()
    below = _("open: {what}").format(what="; ".join(row.missing)) if row.missing else _("answered")
    where = "; ".join(dict.fromkeys(paper.reference for paper in row.papers))
    made = QListWidgetItem(f"{row.called}\n{' · '.join(filter(None, (below, where)))}")
    made.setData(Qt.ItemDataRole.UserRole, row.id)
    made.setForeground(QColor(look.bad if row.missing else look.text))
    made.setIcon(icon("warning", look.bad) if row.missing else icon("check", look.good))
    return made


def _with_key(made: QPushButton, key: str) -> QPushButton:
    made.setToolTip(key)
    return made
