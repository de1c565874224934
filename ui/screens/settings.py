"""Settings: this computer's, drawn from the one table, and our office's; each found by a word."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from immdesk.basics.words import _
from immdesk.office.rows import Changed
from immdesk.settings import Preference, groups, preferences
from ui.parts.buttons import button
from ui.parts.card import Page, fill, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.screens.settings_lead_times import LeadTimes
from ui.screens.settings_office import OurOffice
from ui.screens.settings_rows import SettingRows
from ui.screens.settings_sign_in import SignIns
from ui.screens.settings_staff import OurStaff

if TYPE_CHECKING:
    from ui.parts.desk import Desk

DRESSED = frozenset({"look", "size"})


class SettingsScreen(QWidget):
    """Every choice takes effect as it is made; nothing needs saving."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        inner = Page()
        page = page_layout(inner)
        page.addWidget(Heading(_("Settings"), _("Each choice takes effect at once.")))
        self._finder = Finder(_("Find a setting"))
        self._finder.finding.connect(self._on_find)
        page.addWidget(self._finder)
        self._cards: list[Any] = [self._group(group, title) for group, title in groups()]
        self._our_office, self._our_staff = OurOffice(office, desk), OurStaff(office, desk)
        self._sign_ins, self._lead_times = SignIns(office, desk), LeadTimes(office, desk)
        self._cards += [self._our_office, self._our_staff, self._sign_ins, self._lead_times]
        for card in self._cards:
            page.addWidget(card)
        self._nothing = EmptyState("search", _("No setting fits"), _("Try fewer letters."))
        self._nothing.hide()
        page.addWidget(self._nothing)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Start with everything shown; `ref` may be a word to find."""
        self._finder.setText(ref)
        self._our_office.read()
        self._our_staff.read()
        self._sign_ins.read()
        self._lead_times.read()
        self._on_find(ref)

    def refresh(self, changed: Changed) -> None:
        """Read the office's own settings again when they were changed."""
        if changed.tables & {"office", "staff", "staff_sign_in", "said"}:
            self._our_office.read()
            self._our_staff.read()
            self._sign_ins.read()
            self._lead_times.read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _group(self, group: str, title: str) -> SettingRows:
        card = SettingRows(title, _("this computer"))
        for preference in preferences():
            if preference.shown and preference.group == group:
                card.add(preference.title, preference.help, self._field(preference))
        if group == "calendar":
            self._add_feed(card)
        if group == "safety":
            words = _("Change the passphrase, print or check the recovery sheet.")
            keys = button(_("Passphrase and recovery sheet…"), partial(self._desk.go, "keys"), picture="lock")
            card.add(_("Keys"), words, keys)
        return card

    def _add_feed(self, card: SettingRows) -> None:
        words = _("A folder into which the dates are written after each change, for other calendars.")
        self._feed = button("", self._pick_feed, picture="folder")
        card.add(_("Calendar files"), words, self._feed)
        card.add("", "", button(_("Write no calendar files"), partial(self._keep_feed, None), link=True))
        self._show_feed()

    def _pick_feed(self) -> None:
        self._desk.pick_folder(_("Choose a folder for the calendar files"), self._keep_feed)

    def _keep_feed(self, folder: Path | None) -> None:
        self._desk.settings.set("feed_folder", str(folder) if folder else "")
        self._show_feed()
        self._desk.changed(Changed(tables=frozenset({"office"}), message=_("Kept.")))

    def _show_feed(self) -> None:
        folder = self._desk.settings.get("feed_folder")
        self._feed.setText(f" {Path(folder).name or folder}" if folder else " " + _("Choose a folder…"))
        self._feed.setAccessibleName(_("Folder of the calendar files"))
        self._feed.setToolTip(folder)

    def _field(self, preference: Preference) -> QWidget:
        now = self._desk.settings.get(preference.key)
        if preference.kind == "yes_no":
            check = QCheckBox(_("Yes"))
            check.setChecked(now == "yes")
            check.setAccessibleName(preference.title)
            check.toggled.connect(partial(self._on_checked, preference.key))
            return check
        if preference.kind == "text":
            line = QLineEdit(now)
            line.editingFinished.connect(partial(self._on_typed, preference.key, line))
            return line
        choice = QComboBox()
        for value, title in preference.options:
            choice.addItem(title, value)
        choice.setCurrentIndex(max(0, choice.findData(now)))
        choice.activated.connect(partial(self._on_chosen, preference.key, choice))
        return choice

    def _on_checked(self, key: str, checked: bool) -> None:
        self._keep(key, "yes" if checked else "no")

    def _on_chosen(self, key: str, choice: QComboBox, _place: int) -> None:
        self._keep(key, str(choice.currentData()))

    def _on_typed(self, key: str, line: QLineEdit) -> None:
        self._keep(key, line.text().strip())

    def _keep(self, key: str, value: str) -> None:
        if self._desk.settings.get(key) == value:
            return
        self._desk.settings.set(key, value)
        self._desk.tell(_("Kept."))
        if key in DRESSED:
            self._desk.dressing.emit()

    def _on_find(self, words: str) -> None:
        found = sum(card.look_for(words) for card in self._cards)
        self._nothing.setVisible(not found)
