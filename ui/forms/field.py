"""One question on the screen: its label, its editor, "none" where that is an answer, and what was read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.office.rows import Question
from ui import theme
from ui.forms.editors import Editor, LineEditor, editor_for, hint_of
from ui.forms.marks import Message, tick
from ui.forms.segments import Segments

NONE = "\u2205"  # the text that records "known to be none"
WIDE = ("long_text", "choices", "yes_no", "mrz")


class Field(QWidget):
    """A question drawn once and kept; `put` brings what was read without touching the keyboard's place."""

    typed = Signal(str, str)
    left = Signal(str)
    onward = Signal(str)

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self.question = question.key, question
        self.typing = False
        self.caption = QLabel(question.label, self)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.editor: Editor = editor_for(question, _("Not answered"), self)
        self.caption.setBuddy(self.editor)
        self.none_box = self._none_box(question)
        self.message = Message(self, self.none_box.sizeHint().height() if self.none_box else 0)
        self._lay_out()
        self.editor.edited.connect(self._edited)
        self.editor.left.connect(self._left)
        self.editor.onward.connect(self._onward)
        self.put(question)

    def wide(self) -> bool:
        """Say whether the question takes the whole width of its card."""
        return self.question.type in WIDE or (
            isinstance(self.editor, Segments) and len(self.question.options) > 3
        )

    def stops(self) -> list[QWidget]:
        """Give the widgets at which Tab stops, in order."""
        return [self.editor, self.none_box] if self.none_box else [self.editor]

    def take_focus(self) -> None:
        """Put the keyboard here."""
        self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def has_keyboard(self) -> bool:
        """Say whether one types here now."""
        here = self.window().focusWidget()
        return here is not None and (here is self or self.isAncestorOf(here))

    def put(self, question: Question) -> None:
        """Show what the office made of the answer; while one types, only as a grey hint."""
        if question.label != self.question.label:
            self.caption.setText(question.label)
        self.question, self.key = question, question.key
        none = question.text == NONE
        self.editor.set_answer("" if none else question.text)
        self.editor.setEnabled(not none)
        if isinstance(self.editor, LineEditor):
            self.editor.setPlaceholderText(question.none_label if none else hint_of(question.type))
        if self.none_box:
            tick(self.none_box, none)
            self.none_box.setVisible(none or not question.text)
            self.message.setVisible(bool(question.text and not none))
        self._tell(question, none)

    def _tell(self, question: Question, none: bool) -> None:
        text, level = self._words(question, none)
        self.message.say(text, level)
        if isinstance(self.editor, LineEditor):
            self.editor.set_level("" if self.typing or none else question.level)
        self.editor.setAccessibleName(question.label)
        self.editor.setAccessibleDescription(text or question.help)
        if self.none_box:
            self.none_box.setAccessibleName(f"{question.label}: {question.none_label}")

    def _words(self, question: Question, none: bool) -> tuple[str, str]:
        if none:
            return "", ""
        if not question.text:
            return question.help, ""
        read = question.shown if question.shown != question.text else ""
        if self.typing:
            return (question.help if question.level == "bad" else read or question.help), ""
        if question.level in ("warn", "bad"):
            return question.message, question.level
        return (question.message or (read if isinstance(self.editor, LineEditor) else "")), ""

    def _none_box(self, question: Question) -> QCheckBox | None:
        if not question.none_label:
            return None
        label = question.none_label
        box = QCheckBox((label[:1].upper() + label[1:]).replace("&", "&&"), self)
        box.setFont(theme.type_size(box, 0))
        box.toggled.connect(self._none_clicked)  # a screen reader does not click
        return box

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        if self.question.type == "yes_no":
            line = QHBoxLayout()
            line.setSpacing(theme.L)
            line.addWidget(self.caption, 1)
            line.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(line)
        else:
            layout.addWidget(self.caption)
            layout.addWidget(self.editor)
        if self.none_box:
            layout.addWidget(self.none_box)
        layout.addWidget(self.message)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _edited(self) -> None:
        self.typing = isinstance(self.editor, LineEditor)
        self.typed.emit(self.key, self.editor.answer())

    def _left(self) -> None:
        if self.typing:
            self.typing = False
            self.put(self.question)
        self.left.emit(self.key)

    def _onward(self) -> None:
        self.onward.emit(self.key)

    def _none_clicked(self, none: bool) -> None:
        self.typing = False
        self.typed.emit(self.key, NONE if none else "")
