"""The editors of a form: one for each way in which a person can answer a question.

Every editor is a widget with `edited` (the answer changed), `left` (the person went on), `onward`
(Enter was pressed), `answer()` and `set_answer(text)`. The answer is always the text as typed.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.values import completions
from immdesk.basics.words import _
from immdesk.office.rows import Question
from ui import theme
from ui.forms.marks import draw_mark, tick
from ui.forms.segments import Segments

BETWEEN_CHOICES = ", "
FEW_OPTIONS = 4
SHORT_OPTIONS = 44


def hint_of(kind: str) -> str:
    """Give an example of what a kind of question takes, shown until something is typed."""
    return {
        "date": _("3/7/1988, Mar 1988 or 1988"),
        "a_number": "A012 345 678",
        "ssn": "123-45-6789",
        "receipt": "IOE0123456789",
        "i94": _("11 letters and digits"),
        "sevis": "N0012345678",
        "zip": "93721",
        "fein": "12-3456789",
        "naics": "541511",
        "soc": "15-1252",
        "phone": "(555) 010-0123",
        "email": _("name@example.org"),
        "money": "$",
        "stay_until": _("a date, or D/S"),
        "cutoff": _("a date, C or U"),
    }.get(kind, "")


def undo_key(event: QKeyEvent) -> bool:
    """Say whether a key means undo or redo: those belong to the page, not to one field."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class LineEditor(QLineEdit):
    """One line of text; a completer offers `offers` by any part of the word."""

    edited = Signal()
    left = Signal()
    onward = Signal()

    def __init__(self, hint: str, offers: QStringListModel | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        if offers is not None:
            self._offer(offers)
        self._level = ""
        self.setTextMargins(0, 0, theme.XS + self.fontMetrics().height(), 0)
        self.textEdited.connect(self._changed)
        self.returnPressed.connect(self.onward)

    def answer(self) -> str:
        """Give the text as typed."""
        return self.text()

    def set_answer(self, text: str) -> None:
        """Show a text; the cursor stays where it was when the text is the same."""
        if text != self.text():
            self.setText(text)

    def set_level(self, level: str) -> None:
        """Show how the answer was read: "" nothing, ok, warn, bad."""
        if level != self._level:
            self._level = level
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the mark within it."""
        super().paintEvent(event)
        draw_mark(self, self._level)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and undo_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, but hand undo and redo up to the page."""
        if undo_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on, unless only a list of offers has opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _offer(self, offers: QStringListModel) -> None:
        completer = QCompleter(offers, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._picked)
        self.setCompleter(completer)

    def _picked(self, text: str) -> None:
        self.setText(text)
        self.edited.emit()

    def _changed(self, _text: str) -> None:
        self.edited.emit()


class LongEditor(QPlainTextEdit):
    """Several lines of plain text; Tab goes to the next question."""

    edited = Signal()
    left = Signal()
    onward = Signal()

    def __init__(self, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 16)
        self._told = ""
        self.textChanged.connect(self._changed)

    def answer(self) -> str:
        """Give the text as typed."""
        return self.toPlainText()

    def set_answer(self, text: str) -> None:
        """Show a text without telling that it changed."""
        self._told = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and undo_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, but hand undo and redo up to the page."""
        if undo_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def _changed(self) -> None:
        if self.toPlainText() != self._told:
            self._told = self.toPlainText()
            self.edited.emit()


class ComboEditor(QComboBox):
    """One of many options, in a list that opens; the wheel never changes an answer."""

    edited = Signal()
    left = Signal()
    onward = Signal()

    def __init__(self, options: tuple[tuple[str, str], ...], nothing: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.addItem(nothing, "")
        for value, label in options:
            self.addItem(label, value)
        self.activated.connect(self._changed)

    def answer(self) -> str:
        """Give the chosen option's value, "" when nothing is chosen."""
        return str(self.currentData() or "")

    def set_answer(self, text: str) -> None:
        """Show which option is chosen."""
        self.setCurrentIndex(max(self.findData(text), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, clear with Delete, otherwise choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.onward.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.setCurrentIndex(0)
            self.edited.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _changed(self, _row: int) -> None:
        self.edited.emit()


class Checks(QWidget):
    """Several options, any number of which may be chosen; kept as values with commas between."""

    edited = Signal()
    left = Signal()
    onward = Signal()

    def __init__(self, options: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._boxes: dict[str, QCheckBox] = {}
        for value, label in options:
            box = QCheckBox(label.replace("&", "&&"), self)
            box.toggled.connect(self._clicked)
            layout.addWidget(box)
            self._boxes[value] = box
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def answer(self) -> str:
        """Give the chosen values in the order of the options."""
        return BETWEEN_CHOICES.join(value for value, box in self._boxes.items() if box.isChecked())

    def set_answer(self, text: str) -> None:
        """Show which options are chosen."""
        chosen = {part.strip() for part in text.split(",")}
        for value, box in self._boxes.items():
            tick(box, value in chosen)

    def setAccessibleName(self, name: str) -> None:
        """Name the group and, within it, every option."""
        super().setAccessibleName(name)
        for box in self._boxes.values():
            box.setAccessibleName(f"{name}: {box.text().replace('&&', '&')}")

    def _clicked(self) -> None:
        self.edited.emit()


Editor = LineEditor | LongEditor | Segments | ComboEditor | Checks


def few(question: Question) -> bool:
    """Say whether a choice is small enough to lie open side by side."""
    labels = [label for _value, label in question.options]
    return len(labels) <= FEW_OPTIONS and sum(map(len, labels)) <= SHORT_OPTIONS


def editor_for(question: Question, nothing: str, parent: QWidget) -> Editor:
    """Make the editor that fits a question's type; `nothing` stands for "not answered" in a list."""
    kind = question.type
    if kind == "yes_no":
        return Segments(question.options or (("yes", _("Yes")), ("no", _("No"))), False, parent)
    if kind == "choice" and not question.options:
        return ComboEditor((), _("Nothing recorded to choose from"), parent)
    if kind == "choice" and few(question):
        return Segments(question.options, False, parent)
    if kind == "choice":
        return ComboEditor(question.options, nothing, parent)
    if kind == "choices":
        return Checks(question.options, parent)
    if kind in ("long_text", "mrz"):
        return LongEditor("", parent)
    if kind == "text" and question.options:
        return LineEditor("", QStringListModel([label for _value, label in question.options], parent), parent)
    return LineEditor(hint_of(kind), _offers(kind), parent)


@lru_cache(maxsize=8)
def _offers(kind: str) -> QStringListModel | None:
    return QStringListModel(list(words)) if (words := completions(kind)) else None
