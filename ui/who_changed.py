"""Who changed this? A date, a field, a filing, a document leads to its own history: by a key and by a menu.

A widget or a line of a list says which record it shows (`about`, `RECORD`); the history does the rest.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from immdesk.basics.words import _

if TYPE_CHECKING:
    from ui.parts.desk import Desk
    from ui.window import Window

RECORD = Qt.ItemDataRole.UserRole + 71
"""The role under which a line of a list says what it shows, as `said_of` writes it."""
_NAME = "shows record"
_LEADS = "leads to its record"


def said_of(table: str, record_id: str, title: str) -> str:
    """Give what stands for a record: "filing/<id>/Form I-130"; a person's field is found by its title."""
    return f"{table}/{record_id}/{title.replace('/', ' ')}"


def about(widget: QWidget, desk: Desk, table: str, record_id: str, title: str) -> None:
    """Say which record a widget shows; its menu then leads to who changed it."""
    if record_id:
        widget.setProperty(_NAME, said_of(table, record_id, title))
        offer(widget, desk)


def offer(widget: QWidget, desk: Desk) -> None:
    """Give a widget or a list the menu that leads to who changed what it shows; once is enough."""
    if widget.property(_LEADS):
        return
    widget.setProperty(_LEADS, True)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(partial(_menu, widget, desk))


def show(window: Window) -> None:
    """Show who changed what the cursor stands on; else the history of the case, or of the office."""
    record = _record_at(QApplication.focusWidget())
    screen, ref = window.place()
    if record:
        window.desk.go("history", f"record/{record}")
    elif screen == "case" and ref:
        window.desk.go("case", f"{ref.partition('/')[0]}/history")
    else:
        window.desk.go("history")


def _menu(widget: QWidget, desk: Desk, at: QPoint) -> None:
    record = _record_at(widget, at)
    if not record:
        return
    menu = QMenu(widget)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_("Who changed this?")).triggered.connect(partial(desk.go, "history", f"record/{record}"))
    menu.popup(widget.mapToGlobal(at))


def _record_at(widget: QWidget | None, at: QPoint | None = None) -> str:
    """Give what a widget shows, or one that it lies in; "" for nothing that has a history of its own."""
    while widget is not None:
        found = widget.property(_NAME)
        if isinstance(widget, QAbstractItemView):
            index = widget.indexAt(at) if at is not None else widget.currentIndex()
            found = index.siblingAtColumn(0).data(RECORD) or found
        if found:
            return str(found)
        at, widget = None, widget.parentWidget()
    return ""
