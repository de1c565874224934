"""The fields that say where a PostgreSQL server is and who connects; the password shows dots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.screens.passphrase import field_in

if TYPE_CHECKING:
    from immdesk.office.server_address import Address
    from ui.parts.desk import Desk


class ServerFields(QWidget):
    """Six named fields; `changed` is sent whenever one of them is typed in."""

    changed = Signal()

    def __init__(self, desk: Desk, user: str) -> None:
        super().__init__()
        self._desk = desk
        grid = self.grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        words = (
            ("host", _("Server"), "", False),
            ("port", _("Port"), "5432", False),
            ("database", _("Database"), "office", False),
            ("certificate", _("Certificate of the office (ca.crt)"), "", False),
            ("user", user, "", False),
            ("password", _("Password on the server"), "", True),
        )
        self._fields: dict[str, QLineEdit] = {}
        for row, (word, said, text, secret) in enumerate(words):
            field = self._fields[word] = field_in(grid, row, said, text, secret)
            field.textChanged.connect(self.changed)
        self._fields["host"].setPlaceholderText("db.office.example")
        choose = button(_("Choose…"), self._choose, name=_("Choose the certificate"))
        grid.addWidget(choose, 3, 2)
        self.rows = len(words)

    def align(self, grid: QGridLayout) -> None:
        """Let the names of another grid be as wide as the widest here."""
        widest = self.fontMetrics().horizontalAdvance(_("Certificate of the office (ca.crt)"))
        grid.setColumnMinimumWidth(0, widest)

    def address(self) -> Address:
        """Give what was typed."""
        from immdesk.office.server_address import Address

        typed = {word: field.text() for word, field in self._fields.items()}
        password = typed.pop("password")
        return Address(**{word: text.strip() for word, text in typed.items()}, password=password)

    def show_address(self, address: Address) -> None:
        """Fill the fields; the password stays as it is."""
        for word, field in self._fields.items():
            if word != "password":
                field.setText(getattr(address, word))

    def forget_password(self) -> None:
        """Empty the password: it was used."""
        self._fields["password"].clear()

    def fields(self) -> tuple[QLineEdit, ...]:
        """Give the fields in their order."""
        return tuple(self._fields.values())

    def _choose(self) -> None:
        kinds = _("Certificates ({kinds})").format(kinds="*.crt *.pem *.cer")
        self._desk.pick_file(_("Certificate of the office"), kinds, self._chose)

    def _chose(self, path: Path) -> None:
        self._fields["certificate"].setText(str(path))
