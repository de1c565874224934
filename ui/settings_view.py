"""Preferences: drawn from the one table of settings, with a box that finds them by a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.settings import Preference, preferences
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.icons import icon
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

DRESSED = frozenset({"look", "size"})


class SettingsView(QWidget):
    """Every choice takes effect as it is made; nothing needs saving."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._shown: list[tuple[Preference, list[QWidget]]] = []
        inner = QWidget()
        page = page_layout(inner)
        back = button(_("Back"), desk.back, picture="back")
        page.addWidget(Heading(_("Preferences"), _("For this computer. Choices take effect at once."), back))
        page.addWidget(self._finder())
        page.addWidget(self._card())
        page.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll_page(inner))

    def show_ref(self, _ref: str) -> None:
        """Start with everything shown."""
        self._find.clear()

    def refresh(self, _changed: Changed) -> None:
        """No change of the office changes a preference."""

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._find.setFocus()

    # -- private ------------------------------------------------------------------------------

    def _finder(self) -> QLineEdit:
        self._find = QLineEdit()
        self._find.setPlaceholderText(_("Find a preference"))
        self._find.setAccessibleName(_("Find a preference"))
        self._find.setClearButtonEnabled(True)
        self._find.addAction(icon("search", theme.look_of().quiet), QLineEdit.ActionPosition.LeadingPosition)
        self._find.textChanged.connect(self._on_find)
        return self._find

    def _card(self) -> Card:
        card, grid = Card(), QGridLayout()
        grid.setHorizontalSpacing(theme.XL)
        grid.setVerticalSpacing(theme.L)
        grid.setColumnStretch(0, 1)
        for row, preference in enumerate(one for one in preferences() if one.shown):
            words = QVBoxLayout()
            words.setSpacing(2)
            title, hint = label(preference.title), label(preference.help, quiet=True, wrap=True)
            words.addWidget(title)
            words.addWidget(hint)
            field = self._field(preference)
            field.setAccessibleName(preference.title)
            field.setAccessibleDescription(preference.help)
            title.setBuddy(field)
            grid.addLayout(words, row, 0)
            grid.addWidget(field, row, 1)
            self._shown.append((preference, [title, hint, field]))
        card.body.addLayout(grid)
        return card

    def _field(self, preference: Preference) -> QWidget:
        now = self._desk.settings.get(preference.key)
        if preference.kind == "yes_no":
            check = QCheckBox(_("Yes"))
            check.setChecked(now == "yes")
            check.toggled.connect(partial(self._on_checked, preference.key))
            return check
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

    def _keep(self, key: str, value: str) -> None:
        self._desk.settings.set(key, value)
        self._desk.tell(_("Kept."))
        if key in DRESSED:
            self._desk.dressing.emit()

    def _on_find(self, text: str) -> None:
        wanted = text.strip().casefold()
        for preference, widgets in self._shown:
            fits = wanted in f"{preference.title} {preference.help}".casefold()
            for widget in widgets:
                widget.setVisible(fits)
