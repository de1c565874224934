"""How a packet went out: the day, the way, the carrier, its numbers, the address, and the date it settles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from immdesk.basics.words import _
from immdesk.office.as_filed import FiledRow, Sent, ways
from immdesk.office.rows import DateRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label


@dataclass(frozen=True, slots=True)
class Mailed:
    """What was typed: the day, the tracking number, how it went, the docket entry that it settles, why."""

    day: str
    tracking: str
    sent: Sent
    entry: str
    why: str


class MailingForm(QWidget):
    """Asks how a packet was sent. With `filed` it corrects what was recorded, and asks why.

    `settles` offers the first of the dates as met by it, as a response meets that of its notice.
    """

    def __init__(
        self,
        dates: tuple[DateRow, ...],
        go: Callable[[Mailed], None],
        filed: FiledRow | None = None,
        *,
        settles: bool = False,
    ) -> None:
        super().__init__()
        self._go = go
        self._form = form = form_layout(self)
        self._day, self._tracking = _line(_("Day of mailing")), _line(_("Tracking number"))
        self._how, self._carrier = _choice(_("How it was sent")), _line(_("Carrier"))
        self._confirmation, self._why = _line(_("Confirmation number")), _line(_("Why it is corrected"))
        self._address = QPlainTextEdit()
        self._address.setAccessibleName(_("Address it went to"))
        self._address.setTabChangesFocus(True)
        self._address.setFixedHeight(self._address.fontMetrics().lineSpacing() * 3 + theme.L)
        self._entry = _choice(_("Proof for the date"))
        self._entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for way, words in ways():
            self._how.addItem(words, way)
        self._how.currentIndexChanged.connect(self._way_chosen)
        fields: list[QWidget] = [self._day, self._how, self._carrier, self._tracking, self._confirmation]
        fields += [self._address]
        if filed is None:
            self._entry.addItem(_("none"), "")
            for row in dates:
                words = " · ".join(filter(None, (row.title, row.who, row.shown)))
                self._entry.addItem(row.title if settles else words, row.entry_id)
            self._entry.setCurrentIndex(int(settles and bool(dates)))
            fields.append(self._entry)
        else:
            self._put(filed)
            fields.append(self._why)
        for field in fields:
            form.addRow(label(field.accessibleName()), field)
        words = _("Record the mailing") if filed is None else _("Record the correction")
        form.addRow("", button(words, self._send))
        told = _("What was built is then kept as filed, with its checksums.")
        if filed is not None:
            told = _("The earlier record stays; this one names it.")
        form.addRow("", label(told, quiet=True, small=True, wrap=True))
        self._way_chosen(0)

    def tracking(self) -> str:
        """Give the tracking number as typed so far; the label shows it, too."""
        return self._tracking.text().strip()

    def _put(self, filed: FiledRow) -> None:
        self._day.setText(filed.mailed_on)
        self._tracking.setText(filed.tracking)
        self._how.setCurrentIndex(max(self._how.findData(filed.how), 0))
        self._carrier.setText(filed.carrier)
        self._confirmation.setText(filed.confirmation)
        self._address.setPlainText(filed.address)

    def _way_chosen(self, _place: int) -> None:
        """Ask only what belongs to the way: an online filing has a confirmation and no carrier."""
        online = self._how.currentData() == "online"
        for field in (self._carrier, self._tracking, self._address):
            self._form.setRowVisible(field, not online)
        self._form.setRowVisible(self._confirmation, online)

    def _send(self) -> None:
        online = self._how.currentData() == "online"
        sent = Sent(
            str(self._how.currentData()),
            "" if online else self._carrier.text(),
            "" if online else self._address.toPlainText(),
            self._confirmation.text() if online else "",
        )
        tracking = "" if online else self._tracking.text()
        entry = str(self._entry.currentData() or "")
        self._go(Mailed(self._day.text(), tracking, sent, entry, self._why.text()))


def form_layout(parent: QWidget) -> QFormLayout:
    """Give the layout of a small form in a card: names beside fields, above them where it is narrow."""
    form = QFormLayout(parent)
    form.setContentsMargins(0, theme.M, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _choice(name: str) -> Any:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made
