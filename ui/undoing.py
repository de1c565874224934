"""Undo and Redo in the menu: named by what they would take back; grey, with the reason, when they cannot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.rows import Changed, UndoRow
    from ui.parts.desk import Desk
    from ui.window import Window


class Undoing(QObject):
    """Keeps the two entries true after every change, and does what they say.

    A key pressed while its entry is grey still answers: with the reason, in the status bar.
    """

    def __init__(self, window: Window, undo: QAction, redo: QAction) -> None:
        super().__init__(window)
        self._window = window
        self._actions = {"undo": undo, "redo": redo}
        self._rows: dict[str, UndoRow] = {}
        self._told = {which: self._answer_key(which) for which in self._actions}
        window.desk.changing.connect(self.look)
        window.shown.connect(self.look)

    @Slot(object)
    @Slot(str)
    def look(self, _what: object = None) -> None:
        """Ask the office, beside the screen, what could be taken back now."""
        office = self._window.office
        if office is not None and not self._window.desk.locked:
            self._window.work.run(self, _both, office, done=self._show, failed=self._forget)

    def take_back(self, which: str) -> None:
        """Do what the entry says: `which` is undo or redo."""
        row = self._rows.get(which)
        if row is not None and row.can:
            take_back(self._window, row.operation)

    def _show(self, rows: dict[str, UndoRow]) -> None:
        self._rows = rows
        for which, row in rows.items():
            action = self._actions[which]
            words = _words(which, row)
            action.setText(words.replace("&", "&&"))
            action.setToolTip(row.reason or words)
            action.setStatusTip(row.reason)
            action.setEnabled(row.can)
            self._told[which].setEnabled(not row.can)

    def _forget(self, _error: BaseException) -> None:
        """A look that failed (the office was just closed) leaves both entries grey."""
        self._rows = {}
        for action in self._actions.values():
            action.setEnabled(False)

    def _answer_key(self, which: str) -> QShortcut:
        """Give the key that answers while the entry is grey; Qt gives a grey entry no keys."""
        made = QShortcut(QKeySequence(self._actions[which].shortcut()), self._window)
        made.setEnabled(False)
        made.activated.connect(partial(self._say_why, which))
        return made

    def _say_why(self, which: str) -> None:
        row = self._rows.get(which)
        if row is not None:
            self._window.tell(row.reason)


def take_back(window: Any, operation_id: str) -> None:
    """Let the office take an operation back, then tell every screen."""
    from immdesk.office import undo

    window.work.run(
        window,
        undo.undo,
        window.office,
        operation_id,
        done=partial(_taken_back, window),
        failed=window.desk.problem,
        title=_("Taking it back…"),
    )


def ask_take_back(screen: QWidget, office: Any, desk: Desk, operation_id: str) -> None:
    """Take back any operation of a history once somebody has said yes; else say why it cannot be."""
    from immdesk.office import undo

    desk.work.run(
        screen, undo.look, office, operation_id, done=partial(_looked, screen, desk), failed=desk.problem
    )


def _looked(screen: QWidget, desk: Desk, row: UndoRow) -> None:
    if not row.can:
        desk.tell(_("“{title}” cannot be undone: {reason}").format(title=row.title, reason=row.reason))
        return
    desk.ask(
        _("Take “{title}” back?").format(title=row.title),
        _("Every field that it changed gets its old value again. That can be undone too."),
        _("Take it back"),
        partial(take_back, screen.window(), row.operation),
    )


def _taken_back(window: Any, changed: Changed) -> None:
    """Leave the page of a case that is no longer there, before the screens read again."""
    from immdesk.office import cases

    screen_id, ref = window.place()
    case_id = ref.partition("/")[0]
    if screen_id in ("case", "packets") and case_id and not cases.case_rows(window.office, [case_id]):
        window.desk.go("cases")
    window.desk.changed(changed)


def _both(office: Any) -> dict[str, UndoRow]:
    from immdesk.office import undo

    return {"undo": undo.undoable(office), "redo": undo.redoable(office)}


def _words(which: str, row: UndoRow) -> str:
    if not row.title:
        return _("Undo") if which == "undo" else _("Redo")
    if row.can:
        return (_("Undo “{title}”") if which == "undo" else _("Redo “{title}”")).format(title=row.title)
    return _("“{title}” cannot be undone: {reason}").format(title=row.title, reason=row.reason)
