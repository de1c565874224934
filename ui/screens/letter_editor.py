"""The text of a letter as it is edited: its marks are coloured, what is open stands out."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from immdesk.basics.words import _
from ui import theme

_HEADING = re.compile(r"^==\s*.+?\s*==$")
_STRONG = re.compile(r"^\*\*.+\*\*$")
_FIELD = re.compile(r"\{[a-z_][a-z0-9_.]*\}")
_MARK = re.compile(r"\[(Exhibit|Write): ([^\[\]\n]+)\]|\[Enclosures\]")


class LetterText(QPlainTextEdit):
    """The editor: a line is a paragraph; Tab goes on to the next field of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the letter"))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Choose a letter at the left, or begin one."))
        self._colours = _Colours(self.document())
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)

    def open_exhibits(self, names: tuple[str, ...]) -> None:
        """Show these exhibits as open: they are not in the packet."""
        self._colours.open_exhibits = frozenset(names)
        self._colours.rehighlight()

    def put_text(self, text: str) -> None:
        """Show a text; the cursor stays where it was when the text is nearly the same."""
        place = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)

    def put_in(self, words: str) -> None:
        """Write words at the cursor, as if typed: Undo takes them out again."""
        self.insertPlainText(words)
        self.setFocus()

    def put_lines(self, lines: str) -> None:
        """Write lines below the line of the cursor."""
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.EndOfBlock)
        cursor.insertText("\n" + lines)
        self.setTextCursor(cursor)
        self.setFocus()

    def show_words(self, words: str) -> None:
        """Put the cursor on words of the letter."""
        cursor = self.document().find(words)
        if not cursor.isNull():
            self.setTextCursor(cursor)
            self.centerCursor()
            self.setFocus()


class _Colours(QSyntaxHighlighter):
    """Colours the marks of a letter; each is also told apart by its brackets."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.open_exhibits: frozenset[str] = frozenset()

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        look = theme.look_of()
        if _HEADING.match(text.strip()):
            self.setFormat(0, len(text), _shape(look.quiet, bold=True))
            return
        if _STRONG.match(text.strip()):
            self.setFormat(0, len(text), _shape(look.text, bold=True))
        for found in _FIELD.finditer(text):
            self.setFormat(found.start(), len(found[0]), _shape(look.warn, look.warn_soft))
        for found in _MARK.finditer(text):
            bad = found[1] == "Write" or (found[2] or "").strip() in self.open_exhibits
            code = (look.bad, look.bad_soft) if bad else (look.accent, look.accent_soft)
            self.setFormat(found.start(), len(found[0]), _shape(*code))


def _shape(code: str, ground: str = "", *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(code))
    if ground:
        made.setBackground(QColor(ground))
    if bold:
        made.setFontWeight(QFont.Weight.Bold)
    return made
