"""One request of a notice: what is asked, the documents that answer it, and its paragraph of the letter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.request_rows import RequestPaper, RequestRow, RequestsPage


Field = QLineEdit | QPlainTextEdit | QCheckBox


class RequestEditor(Card):
    """Shows one request and lets it be changed; what was typed is kept by `keeping`, never lost."""

    keeping = Signal(str, int, object)  # request id, version, texts by name
    splitting = Signal(str, int)  # request id, place in what is asked
    linking = Signal(str, str)  # request id, document id
    unlinking = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("The request"))
        self._row: RequestRow | None = None
        self._title, self._number, self._wants = (
            _line(_("Title")),
            _line(_("Number")),
            _line(_("Still wanted")),
        )
        self._number.setMaximumWidth(self._number.fontMetrics().averageCharWidth() * 12)
        self._asked, self._answer = (
            _text(_("What the notice asks"), 5),
            _text(_("Paragraph of the letter"), 8),
        )
        self._in_words = QCheckBox(_("Answered in words alone: no document is needed"))
        self._in_words.setAccessibleName(self._in_words.text())
        self._papers = QVBoxLayout()
        self._papers.setSpacing(theme.XS)
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Document that answers it"))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(18)
        self._open = label("", wrap=True, level="bad")
        self._keep = button(_("Keep"), self.keep, main=True, picture="check")
        self._keep.setToolTip(_("Ctrl+Enter"))
        self._build()
        for field in (self._title, self._number, self._wants):
            field.textChanged.connect(self._typed)
        for text in (self._asked, self._answer):
            text.textChanged.connect(self._typed)
        self._in_words.toggled.connect(self._typed)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.keep)
        QShortcut(QKeySequence("Ctrl+Shift+Return"), self, self._split)

    def put(self, row: RequestRow, page: RequestsPage) -> None:
        """Show a request. What was typed into the same one and is not kept yet stays.

        What somebody else changed meanwhile in the very field that is typed into stays unseen here until
        both are compared: keeping says so.
        """
        old = self._row if self._row is not None and self._row.id == row.id else None
        typed = self._texts() if old is not None else {}
        if old is not None and any(
            _said(row, name) not in (_said(old, name), typed[name].strip()) for name in typed
        ):
            return
        self._row = None
        for name, field in self._fields().items():
            if name not in typed:
                _write(field, _said(row, name))
        self._row = row
        self._show_papers(row, page)
        self._typed()

    def changed(self) -> bool:
        """Say whether something was typed that is not kept yet."""
        return self._row is not None and bool(self._texts())

    def keep(self) -> None:
        """Keep what was typed."""
        if self._row is not None and (texts := self._texts()):
            self.keeping.emit(self._row.id, self._row.version, texts)

    def forget(self) -> None:
        """Show nothing: another notice, or no request yet."""
        self._row = None

    def to_title(self) -> None:
        """Put the caret into the title, all of it marked: to name the request anew."""
        self._title.setFocus()
        self._title.selectAll()

    # -- private ------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        for name, field, stretch in ((_("Number"), self._number, 0), (_("Title"), self._title, 1)):
            head.addLayout(_above(name, field), stretch)
        self.body.addLayout(head)
        cut = button(_("Split at the caret"), self._split, link=True)
        cut.setToolTip(_("Ctrl+Shift+Enter: what stands behind the caret becomes a request of its own."))
        self.body.addLayout(_above(_("What the notice asks"), self._asked, cut))
        self.body.addWidget(label(_("Documents that answer it")))
        self.body.addLayout(self._papers)
        adding = QHBoxLayout()
        adding.setSpacing(theme.S)
        adding.addWidget(self._choice, 1)
        adding.addWidget(button(_("Add it"), self._link, name=_("Add the document to the request")))
        self.body.addLayout(adding)
        self.body.addWidget(self._in_words)
        self.body.addLayout(_above(_("Paragraph of the letter"), self._answer))
        self.body.addLayout(_above(_("Still wanted, from whom"), self._wants))
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addWidget(self._open, 1)
        feet.addWidget(self._keep)
        self.body.addLayout(feet)

    def _show_papers(self, row: RequestRow, page: RequestsPage) -> None:
        self._row = row
        clear_layout(self._papers)
        for paper in row.papers:
            self._papers.addLayout(self._paper(row, paper))
        if not row.papers:
            self._papers.addWidget(label(_("None yet."), quiet=True))
        here = {paper.id for paper in row.papers} | {page.scan}
        self._choice.clear()
        for paper in page.papers:
            if paper.id not in here:
                self._choice.addItem(" · ".join(filter(None, (paper.title, paper.who))), paper.id)
        self._open.setText(_("Open: {what}.").format(what="; ".join(row.missing)) if row.missing else "")

    def _paper(self, row: RequestRow, paper: RequestPaper) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        pages = n_("{n} page", "{n} pages", paper.pages) if paper.pages else _("no scan yet")
        words = " · ".join((paper.reference, paper.title, pages))
        across.addWidget(label(words, wrap=True, level="" if paper.pages else "bad"), 1)
        spoken = _("Take away: {title}").format(title=paper.title)
        then = partial(self.unlinking.emit, row.id, paper.id)
        across.addWidget(button(_("Take away"), then, link=True, name=spoken))
        return across

    def _fields(self) -> dict[str, Field]:
        return {
            "title": self._title,
            "number": self._number,
            "wants": self._wants,
            "asked": self._asked,
            "answer": self._answer,
            "in_words": self._in_words,
        }

    def _texts(self) -> dict[str, str]:
        """Give what is otherwise than it is kept."""
        assert self._row is not None
        now = {name: _written(field) for name, field in self._fields().items()}
        return {name: text for name, text in now.items() if text.strip() != _said(self._row, name)}

    def _typed(self, *_text: object) -> None:
        self._keep.setEnabled(self.changed())

    def _link(self) -> None:
        if self._row is not None and self._choice.currentData():
            self.linking.emit(self._row.id, str(self._choice.currentData()))

    def _split(self) -> None:
        if self._row is not None:
            self.keep()
            self.splitting.emit(self._row.id, self._asked.textCursor().position())


def _said(row: RequestRow, name: str) -> str:
    if name == "in_words":
        return "yes" if row.in_words else ""
    return str(getattr(row, name)).strip()


def _written(field: Field) -> str:
    if isinstance(field, QCheckBox):
        return "yes" if field.isChecked() else ""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _write(field: Field, text: str) -> None:
    if isinstance(field, QCheckBox):
        field.setChecked(text == "yes")
    elif _written(field).strip() != text:
        field.setText(text) if isinstance(field, QLineEdit) else field.setPlainText(text)


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _text(name: str, lines: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * lines + theme.XL)
    return made


def _above(name: str, field: QLineEdit | QPlainTextEdit, beside: object = None) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(theme.XS)
    head = QHBoxLayout()
    head.addWidget(label(name))
    head.addStretch(1)
    if beside is not None:
        head.addWidget(beside)  # type: ignore[arg-type]
    down.addLayout(head)
    down.addWidget(field)
    return down
