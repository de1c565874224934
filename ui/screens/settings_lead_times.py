"""Lead times among the settings: how many days before its end the office begins with each thing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from immdesk.basics.words import _
from ui.screens.settings_rows import SettingRows

if TYPE_CHECKING:
    from ui.parts.desk import Desk


class LeadTimes(SettingRows):
    """A field for each kind of thing that ends; empty means the days that the packs say."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Begin before it ends"), _("days; kept in the office, used by the register"))
        self._office, self._desk = office, desk
        self._fields: dict[str, QLineEdit] = {}
        self._kept: dict[str, str] = {}

    def read(self) -> None:
        """Show what the office says now, and the days of the packs in empty fields."""
        from immdesk.office import expirations

        for one in expirations.lead_times(self._office):
            field = self._fields.get(one.renewal)
            if field is None:
                field = self._fields[one.renewal] = QLineEdit()
                field.setPlaceholderText(str(one.days))
                self.add(one.title, one.words, field)
                field.editingFinished.connect(partial(self._on_typed, one.renewal))
            self._kept[one.renewal] = one.own
            if not field.hasFocus():
                field.setText(one.own)

    def _on_typed(self, renewal: str) -> None:
        from immdesk.office import expirations

        text = self._fields[renewal].text().strip()
        if text == self._kept[renewal]:
            return
        self._kept[renewal] = text
        work, keep = self._desk.work, expirations.set_lead_time
        work.run(self, keep, self._office, renewal, text, done=self._desk.changed, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self.read()
        self._desk.problem(error)
