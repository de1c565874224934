"""A message to a client or an attorney, to read over, change, copy, or save as an e-mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.parts.leaving import ask_first

if TYPE_CHECKING:
    from immdesk.office.client_texts import Message
    from ui.parts.desk import Desk

EML, PDF = "E-mail (*.eml)", "PDF (*.pdf)"
_LINES = 14


class MessageCard(Card):
    """Shows one message; `language` comes with a code when another language is wanted."""

    language = Signal(str)

    def __init__(self, office: Any, desk: Desk, title: str) -> None:
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Language of the message"))
        super().__init__(title, action=self._choice)
        self._office, self._desk = office, desk
        self._message: Message | None = None
        self._agreed = False
        self._about = label("", quiet=True, wrap=True)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("Text of the message"))
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * _LINES)
        self.body.addWidget(self._about)
        self.body.addWidget(self._text, 1)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addStretch(1)
        feet.addWidget(button(_("Copy"), partial(self._once_agreed, self._copy)))
        feet.addWidget(button(_("Save as a letter…"), partial(self._once_agreed, self._ask_letter)))
        save = partial(self._once_agreed, self._ask_where)
        feet.addWidget(button(_("Save as an e-mail…"), save, picture="save"))
        self.body.addLayout(feet)
        self._choice.activated.connect(self._on_chosen)

    def put(self, message: Message) -> None:
        """Show a message; what was changed in the one before is gone."""
        from immdesk.office.client_texts import languages

        self._message = message
        if not self._choice.count():
            for code, one in languages().items():
                self._choice.addItem({"en": "English", "es": "Español"}.get(code, one.spoken), code)
        self._choice.setCurrentIndex(self._choice.findData(message.language))
        to = _("To: {address}").format(address=message.to) if message.to else _("To: no e-mail address")
        subject = _("Subject: {subject}").format(subject=message.subject)
        self._about.setText("\n".join(part for part in (to, subject, message.note) if part))
        self._text.setPlainText(message.body)

    def _on_chosen(self, _place: int) -> None:
        self.language.emit(str(self._choice.currentData()))

    def _once_agreed(self, then: Callable[[], None]) -> None:
        """Do `then`; a message of a restricted case leaves only after a yes, which is asked once."""
        ask_first(
            self._desk, "" if self._agreed or self._message is None else self._message.ask, self._agree(then)
        )

    def _agree(self, then: Callable[[], None]) -> Callable[[], None]:
        def agreed() -> None:
            self._agreed = True
            then()

        return agreed

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._desk.tell(_("The message is copied."))

    def _ask_where(self) -> None:
        name = safe_file_name("message.eml")
        self._desk.pick_save(_("Save as an e-mail"), name, EML, self._save)

    def _ask_letter(self) -> None:
        self._desk.pick_save(_("Save as a letter"), safe_file_name("letter.pdf"), PDF, self._save_letter)

    def _save(self, out: Path) -> None:
        from immdesk.office import client_texts

        told = _("The e-mail is on disk. Open it in your mail program, look it over and send it.")
        self._write(client_texts.write_eml, out if out.suffix else out.with_suffix(".eml"), told)

    def _save_letter(self, out: Path) -> None:
        from immdesk.office import client_texts

        told = _("The letter is on disk, to be printed and signed.")
        self._write(client_texts.write_letter, out if out.suffix else out.with_suffix(".pdf"), told)

    def _write(self, write: Callable[..., None], out: Path, told: str) -> None:
        assert self._message is not None
        message = replace(self._message, body=self._text.toPlainText())
        self._desk.work.run_pure(
            self,
            write,
            self._office,
            message,
            out,
            done=partial(self._written, told),
            failed=self._desk.problem,
        )

    def _written(self, told: str, _nothing: None) -> None:
        self._desk.tell(told)


class MessageDialog(QDialog):
    """A message in a window of its own; `make(language)` writes it, "" in the reader's language."""

    def __init__(self, office: Any, desk: Desk, title: str, make: Callable[[str], Message]) -> None:
        super().__init__(desk.window)
        self._desk, self._make = desk, make
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        down.setSpacing(theme.M)
        self._card = MessageCard(office, desk, title)
        self._card.language.connect(self.write)
        down.addWidget(self._card, 1)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Close"), self.accept))
        down.addLayout(feet)
        metrics = self.fontMetrics()
        self.resize(92 * metrics.averageCharWidth(), 34 * metrics.lineSpacing())

    def write(self, language: str = "") -> bool:
        """Write the message in a language; say whether it could be written."""
        try:
            self._card.put(self._make(language))
        except Problem as problem:
            self._desk.problem(problem)
            return False
        return True


def open_message(office: Any, desk: Desk, title: str, make: Callable[[str], Message]) -> None:
    """Open a message beside the desk; a Problem is told instead."""
    made = MessageDialog(office, desk, title, make)
    if made.write():
        made.show()
    else:
        made.deleteLater()
