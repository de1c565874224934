"""How a packet is built: sheets before exhibits, empty backs, a number on every page, how fees are paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit

from immdesk.basics.words import _
from immdesk.office.packet_layout import MOST_PREFIX, MOST_START, Choices, Payment
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label


class ChoicesCard(Card):
    """Asks for the choices of one case; `keep` is told all of them when the button is pressed."""

    def __init__(self, now: Choices, sheets_rule: str, keep: Callable[[Choices], None]) -> None:
        super().__init__(_("How it is built"))
        self._keep = keep
        self._sheets = _box(_("A sheet before each exhibit"), now.sheets)
        self._blanks = _box(_("Every part begins on a new sheet, printed on both sides"), now.blanks)
        self._bates = _box(_("A number on every page (Bates)"), now.bates)
        self._prefix = QLineEdit(now.prefix)
        self._prefix.setMaxLength(MOST_PREFIX)
        self._start = QLineEdit(str(now.start))
        self._start.setValidator(QIntValidator(0, MOST_START, self._start))
        self._payment = QComboBox()
        for key, words in _payments().items():
            self._payment.addItem(words, key)
        self._payment.setCurrentIndex(get_args(Payment).index(now.payment))
        self.body.addWidget(self._sheets)
        if sheets_rule:
            self.body.addWidget(label(sheets_rule, quiet=True, small=True, wrap=True))
        self.body.addWidget(self._blanks)
        self.body.addWidget(self._bates)
        self.body.addLayout(self._fields())
        self._bates.toggled.connect(self._numbered)
        self._numbered(now.bates)

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.M)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            (_("Letters before the number"), self._prefix),
            (_("First number"), self._start),
            (_("Fees are paid"), self._payment),
        ):
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        form.addRow("", button(_("Keep these choices"), self._say))
        return form

    def _numbered(self, on: bool) -> None:
        self._prefix.setEnabled(on)
        self._start.setEnabled(on)

    def _say(self) -> None:
        payment: Payment = self._payment.currentData()
        self._keep(
            Choices(
                self._sheets.isChecked(),
                self._bates.isChecked(),
                self._prefix.text(),
                int(self._start.text() or 1),
                self._blanks.isChecked(),
                payment,
            )
        )


def _payments() -> dict[Payment, str]:
    return {
        "card": _("by card, Form G-1450 on each form"),
        "bank": _("from a bank account, Form G-1650 on each form"),
        "none": _("in another way: no payment form"),
    }


def _box(words: str, on: bool) -> QCheckBox:
    box = QCheckBox(words.replace("&", "&&"))
    box.setAccessibleName(words)
    box.setChecked(on)
    return box
