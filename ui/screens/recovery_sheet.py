"""The recovery sheet on the screen: print or save it, then type four characters back from the paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import keys
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.desk import Desk
from ui.parts.labels import label
from ui.screens.passphrase import feet_of, field_in, grid_of


class RecoverySheet(QWidget):
    """`kept` comes when the four characters were right, `later` when the person puts it off."""

    kept = Signal()
    later = Signal()

    def __init__(self, office: Any, desk: Desk, sheet: keys.Sheet) -> None:
        super().__init__()
        self._office, self._desk, self._sheet = office, desk, sheet
        self._fields: dict[keys.Asked, QLineEdit] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.L)
        self._told, self._body = QVBoxLayout(), QVBoxLayout()
        layout.addLayout(self._told)
        layout.addLayout(self._body)
        self._show_code()

    def _show_code(self) -> None:
        card = Card(_("Put this code on paper"))
        words = _(
            "It opens the office when the passphrase is forgotten, and it stands nowhere else. Print it, "
            "save it on a USB stick, or copy it by hand, and keep it away from this computer."
        )
        card.body.addWidget(label(words, wrap=True))
        code = label(
            "\n".join(f"{n}   {' '.join(group)}" for n, group in enumerate(self._sheet.groups, start=1))
        )
        code.setFont(_code_font(code))
        code.setAccessibleName(_("The recovery code, in six groups"))
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        card.body.addWidget(code)
        later = button(_("Later"), self.later.emit, link=True)
        printing = button(_("Print…"), self._print, picture="print")
        saving = button(_("Save as PDF…"), self._ask_where, picture="save")
        card.body.addLayout(
            feet_of(later, printing, saving, button(_("I have it on paper"), self._ask_back, main=True))
        )
        self._show(card)

    def _ask_back(self) -> None:
        card = Card(_("Four characters from the paper"))
        words = _("Look at the paper, not at the screen: so we both know that the code can be read.")
        card.body.addWidget(label(words, wrap=True))
        grid = grid_of(card)
        self._fields = {}
        for row, (group, place) in enumerate(keys.ask_back()):
            name = _("Group {group}, character {place}").format(group=group, place=place)
            field = field_in(grid, row, name, "", False)
            field.setMaxLength(1)
            field.textEdited.connect(partial(self._typed, row))
            field.returnPressed.connect(self._check)
            self._fields[group, place] = field
        later = button(_("Later"), self.later.emit, link=True)
        again = button(_("Show the code again"), self._again)
        self._check_button = button(_("Check"), self._check, main=True)
        card.body.addLayout(feet_of(later, again, self._check_button))
        self._show(card)
        self._check_button.setEnabled(False)
        next(iter(self._fields.values())).setFocus()

    def _again(self) -> None:
        clear_layout(self._told)
        self._show_code()

    def _typed(self, row: int, text: str) -> None:
        """Go on to the next character by itself."""
        fields = list(self._fields.values())
        if text and row + 1 < len(fields):
            fields[row + 1].setFocus()
        self._check_button.setEnabled(all(field.text().strip() for field in fields))

    def _check(self) -> None:
        if not self._check_button.isEnabled():
            return
        given = {asked: field.text() for asked, field in self._fields.items()}
        wrong = keys.check_back(self._office, given)
        if not wrong:
            self.kept.emit()
            return
        names = ", ".join(self._fields[asked].accessibleName() for asked in wrong)
        self._say(_("On the sheet there is something else at: {places}.").format(places=names), "bad")
        self._fields[wrong[0]].setFocus()
        self._fields[wrong[0]].selectAll()

    def _print(self) -> None:
        draw = partial(keys.sheet_picture, self._sheet)
        self._desk.printer.print_page(_("Recovery sheet"), draw, self._printed)

    def _printed(self) -> None:
        self._say(_("The sheet is on its way to the printer."), "good")

    def _ask_where(self) -> None:
        self._desk.pick_save(_("Save the recovery sheet"), "recovery-sheet.pdf", "PDF (*.pdf)", self._save)

    def _save(self, path: Path) -> None:
        try:
            keys.save_sheet(self._office.folder, self._sheet, path)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._say(_("Saved. Print it from there, then keep the file away from this computer."), "good")

    def _say(self, words: str, level: str) -> None:
        clear_layout(self._told)
        self._told.addWidget(Banner(words, level))

    def _show(self, card: Card) -> None:
        clear_layout(self._body)
        self._body.addWidget(card)
        if self.isVisible():
            card.show()


def _code_font(widget: QWidget) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(theme.type_size(widget, 1).pointSizeF())
    return font
