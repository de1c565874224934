"""The sheet on which something is recorded or corrected: a filing, a notice, a task, an employer, a job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import event_sheets, events
from immdesk.office.event_sheets import Sheet
from immdesk.office.rows import Changed
from ui import theme
from ui.forms.draw import FormPage
from ui.forms.undo import AnswerStep
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.labels import label, title_label
from ui.screens.case_event_conflict import Conflict

LETTERS_WIDE, LINES_HIGH = 112, 40


@dataclass(frozen=True, slots=True)
class Way:
    """What the office does for a sheet: draws it, keeps it, removes it, opens it again, compares two."""

    view: Callable[..., Any]
    keep: Callable[..., Any]  # (office, sheet, texts) -> (id, Changed)
    remove: Callable[..., Any]  # (office, sheet) -> Changed
    again: Callable[..., Any]  # (office, sheet) -> sheet
    differences: Callable[..., Any]
    ask_to_remove: Callable[[], str]


def _removed(office: Any, sheet: Sheet) -> Changed:
    return events.remove(office, sheet.kind, sheet.record_id, sheet.version)


def _opened_again(office: Any, sheet: Sheet) -> Sheet:
    return event_sheets.sheet(office, sheet.kind, sheet.case_id, sheet.record_id)


EVENTS = Way(
    event_sheets.view,
    events.keep,
    _removed,
    _opened_again,
    event_sheets.differences,
    lambda: _("Remove this from the case?"),
)


class EventSheet(QDialog):
    """Asks, shows what was read at each key, and records all at once; the desk stays usable beside it.

    `about` names what it shows: kind, whose it is, record id ("" for something new).
    """

    def __init__(
        self, office: Any, desk: Desk, sheet: Any, title: str, about: tuple[str, str, str], way: Way = EVENTS
    ) -> None:
        super().__init__(desk.window)
        self.about, self._way = about, way
        self._office, self._desk, self._sheet = office, desk, sheet
        self._texts: dict[str, str] = {}
        self._steps, self._visit, self._sure = QUndoStack(self), 0, False
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._build(title)
        self._put()
        self.resize(self.room())
        self._page.focus_first()

    def room(self) -> QSize:
        """Give room for two columns of questions, and never more than the screen has."""
        metrics, screen = self.fontMetrics(), self.screen().availableSize()
        wide, high = LETTERS_WIDE * metrics.averageCharWidth(), LINES_HIGH * metrics.lineSpacing()
        return QSize(min(wide, screen.width() - theme.XXL), min(high, screen.height() - 2 * theme.XXL))

    def reject(self) -> None:
        """Close without recording; ask first when something was typed."""
        if self._sure or not self._texts:
            super().reject()
            return
        self._desk.ask(
            _("Close without recording?"),
            _("What you typed here would be lost."),
            _("Close without recording"),
            self._throw_away,
            danger=True,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer back within the sheet, record with Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Undo):
            self._steps.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._steps.redo()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._record()
        else:
            super().keyPressEvent(event)

    # building

    def _build(self, title: str) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        down.setSpacing(theme.M)
        down.addWidget(title_label(title, 2, wrap=True))
        self._conflict = Conflict()
        self._conflict.mine_wanted.connect(self._keep_mine)
        self._conflict.theirs_wanted.connect(self._take_theirs)
        self._page = FormPage(self)
        self._page.typed.connect(self._typed)
        self._page.left.connect(self._left)
        self._page.past_the_end.connect(self._to_the_button)
        self._trouble = label("", wrap=True, level="bad")
        self._trouble.hide()
        down.addWidget(self._conflict)
        down.addWidget(self._page, 1)
        down.addWidget(self._trouble)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        if self._sheet.record_id:
            feet.addWidget(button(_("Remove…"), self._ask_to_remove, link=True))
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), self.reject))
        words = _("Keep the correction") if self._sheet.record_id else _("Record")
        self._record_button = button(words, self._record, main=True)
        self._record_button.setToolTip(_("Ctrl+Enter"))
        feet.addWidget(self._record_button)
        down.addLayout(feet)

    # answering

    def _put(self) -> None:
        self._page.put(self._way.view(self._sheet, self._texts))

    @Slot(str, str)
    def _typed(self, key: str, text: str) -> None:
        before = self._text(key)
        if text != before:
            self._steps.push(AnswerStep(self._write, key, before, text, self._visit))

    @Slot(str)
    def _left(self, _key: str) -> None:
        self._visit += 1

    def _write(self, key: str, text: str) -> None:
        if text == self._sheet.kept.get(key, "") and not key.startswith("filing."):
            self._texts.pop(key, None)
        else:
            self._texts[key] = text
        self._trouble.hide()
        self._put()

    def _text(self, key: str) -> str:
        field = self._page.field(key)
        return field.question.text if field is not None else ""

    @Slot()
    def _to_the_button(self) -> None:
        self._record_button.setFocus(Qt.FocusReason.TabFocusReason)

    # recording

    def _record(self) -> None:
        if not self._record_button.isEnabled():
            return
        self._record_button.setEnabled(False)
        self._desk.work.run(
            self,
            self._way.keep,
            self._office,
            self._sheet,
            dict(self._texts),
            done=self._recorded,
            failed=self._refused,
            title=_("Recording…"),
        )

    def _recorded(self, made: tuple[str, Changed]) -> None:
        self._throw_away()
        self._desk.changed(made[1])

    def _refused(self, error: BaseException) -> None:
        self._record_button.setEnabled(True)
        if isinstance(error, events.Stale):
            self._show_conflict()
            return
        if not isinstance(error, Problem):
            self._desk.problem(error)
            return
        self._say(error)
        wrong = (one for one in self._page.fields() if one.question.level == "bad")
        missing = (
            one for one in self._page.fields() if one.question.required and not one.question.text.strip()
        )
        field = next(wrong, None) or next(missing, None)
        if field is not None:
            self._page.focus_key(field.key)

    def _say(self, problem: Problem) -> None:
        self._trouble.setText(" ".join(filter(None, (problem.happened, problem.means, problem.do))))
        self._trouble.show()

    # somebody else was faster

    def _show_conflict(self) -> None:
        try:
            now = self._way.again(self._office, self._sheet)
        except Problem as gone:
            self._say(gone)
            return
        self._conflict.show_both(self._way.differences(self._sheet, now, self._texts), now)

    @Slot(object)
    def _keep_mine(self, now: Sheet) -> None:
        self._sheet = now
        self._put()
        self._record()

    @Slot(object)
    def _take_theirs(self, now: Sheet) -> None:
        self._sheet = now
        self._texts.clear()
        self._steps.clear()
        self._put()
        self._page.focus_first()

    # removing

    def _ask_to_remove(self) -> None:
        self._desk.ask(
            self._way.ask_to_remove(),
            _("What follows from it is computed again. Undo brings it back."),
            _("Remove"),
            self._remove,
            danger=True,
        )

    def _remove(self) -> None:
        self._desk.work.run(
            self,
            self._way.remove,
            self._office,
            self._sheet,
            done=self._removed,
            failed=self._refused,
            title=_("Removing"),
        )

    def _removed(self, changed: Changed) -> None:
        self._throw_away()
        self._desk.changed(changed)

    @Slot()
    def _throw_away(self) -> None:
        self._sure = True
        self.reject()


def open_event(desk: Desk, office: Any, kind: Any, case_id: str, record_id: str = "") -> None:
    """Open the sheet of an event, or bring it to the front when it is open already."""
    about = (kind, case_id, record_id)
    if to_the_front(desk, about):
        return
    try:
        sheet = event_sheets.sheet(office, kind, case_id, record_id)
    except Problem as problem:
        desk.problem(problem)
        return
    show(EventSheet(office, desk, sheet, _title(kind, record_id), about))


def to_the_front(desk: Desk, about: tuple[str, str, str]) -> bool:
    """Bring the sheet about this to the front; say whether one is open."""
    for one in desk.window.findChildren(EventSheet):
        if one.about == about and not one.isHidden():
            show(one)
            return True
    return False


def show(sheet: EventSheet) -> None:
    """Show a sheet before all windows."""
    sheet.show()
    sheet.raise_()
    sheet.activateWindow()


def close_sheets(window: Any) -> None:
    """Close every open sheet: its office is being closed."""
    for one in window.findChildren(EventSheet):
        one._throw_away()


def _title(kind: str, record_id: str) -> str:
    new = {
        "notice": _("Record a notice"),
        "filing": _("Record a filing"),
        "task": _("Add a task"),
        "document": _("Add a document"),
    }
    again = {
        "notice": _("Correct a notice"),
        "filing": _("Correct a filing"),
        "task": _("Correct a task"),
        "document": _("Facts of this document"),
    }
    return (again if record_id else new)[kind]
