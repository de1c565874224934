"""The notice itself: its scan, its words as read or pasted, and the requests that they propose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit

from immdesk.basics.words import _, n_
from immdesk.office.requests_read import FoundRequest, split_requests
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.request_rows import RequestsPage


class NoticeText(Card):
    """Shows the words of the notice; what it would be split into is told while somebody types."""

    choosing = Signal(str)  # document id
    reading = Signal(str)  # document id
    keeping = Signal(str)
    taking = Signal(object)  # the requests that were found

    def __init__(self) -> None:
        super().__init__(_("The notice"))
        self._kept = ""
        self._scan = QComboBox()
        self._scan.setAccessibleName(_("Scan of the notice"))
        self._scan.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._scan.setMinimumContentsLength(18)
        self._scan.activated.connect(self._chosen)
        self._read = button(_("Read its words"), self._ask_to_read, link=True)
        self.head.addWidget(self._read)
        self.body.addWidget(label(_("Scan")))
        self.body.addWidget(self._scan)
        self._text = QPlainTextEdit()
        self._text.setAccessibleName(_("Text of the notice"))
        self._text.setPlaceholderText(_("Paste or type what the notice asks for, as it is printed"))
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * 7)
        self._text.textChanged.connect(self._typed)
        self.body.addWidget(self._text)
        self._told = label("", quiet=True, wrap=True)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addWidget(self._told, 1)
        self._keep = button(_("Keep the text"), self._ask_to_keep)
        self._take = button(_("Take over the requests"), self._ask_to_take, picture="list")
        feet.addWidget(self._keep)
        feet.addWidget(self._take)
        self.body.addLayout(feet)

    def put(self, page: RequestsPage) -> None:
        """Show the notice's scan and words; what was typed and is not kept yet stays."""
        self._scan.clear()
        if not page.scan:
            self._scan.addItem(_("none yet"), "")
        ordered = sorted(page.papers, key=lambda one: one.kind != "notice")
        for paper in ordered:
            if paper.pages:
                self._scan.addItem(paper.title, paper.id)
        self._scan.setCurrentIndex(max(self._scan.findData(page.scan), 0))
        self._read.setEnabled(bool(self._scan.currentData()))
        if self._text.toPlainText() == self._kept:
            self._text.setPlainText(page.text)
        self._kept = page.text
        self._typed()

    def put_words(self, words: str) -> None:
        """Show what was read from the scan."""
        self._text.setPlainText(words)
        self._text.setFocus()

    def begin(self) -> None:
        """Forget the words of another notice."""
        self._kept = ""
        self._text.setPlainText("")

    def _found(self) -> tuple[FoundRequest, ...]:
        return split_requests(self._text.toPlainText())

    def _typed(self) -> None:
        count = len(self._found())
        words = n_("{n} request is found in it.", "{n} requests are found in it.", count)
        self._told.setText(words if count else "")
        self._take.setEnabled(bool(count))
        self._keep.setEnabled(self._text.toPlainText().strip() != self._kept.strip())

    def _chosen(self, _place: int) -> None:
        self.choosing.emit(str(self._scan.currentData() or ""))

    def _ask_to_read(self) -> None:
        if self._scan.currentData():
            self.reading.emit(str(self._scan.currentData()))

    def _ask_to_keep(self) -> None:
        self.keeping.emit(self._text.toPlainText())

    def _ask_to_take(self) -> None:
        if self._keep.isEnabled():
            self._ask_to_keep()
        self.taking.emit(self._found())
