"""The package is written: its passphrase, shown once, and what to do with the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from immdesk.basics.words import _, n_
from immdesk.office.handing.preview import size_words
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.handing.making import Made
    from ui.parts.desk import Desk


class MadeCard(Card):
    """Shown above the page until it is put away; the passphrase is kept nowhere else."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("The package is written"))
        self._desk = desk

    def show_made(self, made: Made) -> None:
        """Show what was written."""
        self.clear()
        records = n_("{n} record", "{n} records", made.records)
        scans = n_("{n} scan", "{n} scans", made.scans)
        words = _("{file}: {records}, {scans}, {size}.").format(
            file=made.path.name, records=records, scans=scans, size=size_words(made.size)
        )
        self.body.addWidget(label(words, wrap=True))
        if made.missing:
            lost = n_(
                "{n} scan is missing in this office and is not in the package.",
                "{n} scans are missing in this office and are not in the package.",
                made.missing,
            )
            self.body.addWidget(Banner(lost, "warn"))
        field = QLineEdit(made.passphrase)
        field.setReadOnly(True)
        field.setAccessibleName(_("Passphrase of the package"))
        field.setFont(theme.type_size(field, 2))
        field.setMinimumWidth(field.fontMetrics().horizontalAdvance(made.passphrase) + theme.XL)
        self.body.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
        told = _(
            "Read it out on the telephone, letter by letter; never send it with the file. It is shown only "
            "now and kept nowhere: when it is lost, write the package again."
        )
        self.body.addWidget(label(told, wrap=True, quiet=True))
        self.body.addWidget(button(_("I have passed it on"), self.forget), 0, Qt.AlignmentFlag.AlignLeft)
        self.show()
        field.setFocus()

    def forget(self) -> None:
        """Put the passphrase away."""
        self.clear()
        self.hide()
