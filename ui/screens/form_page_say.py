"""What a person says of a box: which word goes into it and how, or why it stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from immdesk.office import form_choice
from ui import theme
from ui.parts.buttons import button
from ui.parts.finder import Finder
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.form_choice import WordChoice
    from immdesk.office.form_sheet import SheetBox


class BoxEditor(QWidget):
    """`said` carries the entry of a map, `finding` what is looked for, `left` comes when nothing is said."""

    said = Signal(object)
    finding = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box: SheetBox | None = None
        self._words: dict[str, WordChoice] = {}
        self._title = title_label("", 3, wrap=True)
        self._finder = Finder(_("Find a word"), _("Find a word of the record: birth, spouse, passport…"))
        self._finder.finding.connect(self.finding)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Words of the record"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setMinimumHeight(self.fontMetrics().height() * 3)
        self._list.currentItemChanged.connect(self._on_word)
        self._list.itemActivated.connect(self._on_activated)
        self._finder.leaving.connect(self._to_list)
        self._answer, self._format = QComboBox(), QComboBox()
        self._answer.setAccessibleName(_("Ticked at"))
        self._format.setAccessibleName(_("Written"))
        self._condition = QLineEdit()
        self._condition.setAccessibleName(_("Only if"))
        self._condition.setPlaceholderText(_("Only if (optional), as: person.ever_in_us"))
        self._reason = QComboBox()
        self._reason.setEditable(True)
        self._reason.setAccessibleName(_("Why it stays empty"))
        self._reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._note = label(
            _("Write no names or numbers of clients here: the reason is for everybody."), quiet=True,
            small=True, wrap=True,
        )  # fmt: skip
        for box in (self._answer, self._format):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        down.addWidget(self._title)
        down.addWidget(self._finder)
        down.addWidget(self._list, 1)
        for one in (self._answer, self._format, self._condition, self._reason, self._note):
            down.addWidget(one)
        down.addLayout(self._feet())
        for one in (self._answer, self._reason, self._note):
            one.hide()

    def begin(self, what: str, box: SheetBox) -> None:
        """Ask for a word ("change") or for a reason ("excuse") for a box."""
        self._box = box
        wording = what == "change"
        ticks = box.kind in ("check", "radio")
        asked = _("What goes into “{box}”?") if wording else _("Why does “{box}” stay empty?")
        self._title.setText(asked.format(box=box.asks))
        for one in (self._finder, self._list, self._condition):
            one.setVisible(wording)
        self._format.setVisible(wording and not ticks)
        self._answer.setVisible(wording and ticks)
        self._reason.setVisible(not wording)
        self._note.setVisible(not wording)
        if wording:
            self._begin_word(box)
        else:
            self._reason.clear()
            self._reason.addItems(list(form_choice.reasons()))
            kept = str((box.entry or {}).get("leave", ""))
            if kept:
                self._reason.setEditText(kept)
            self._reason.setFocus()

    def offer(self, words: Sequence[WordChoice]) -> None:
        """Show the words that were found, the likeliest first."""
        self._words = {one.path: one for one in words}
        self._list.clear()
        for one in words:
            item = QListWidgetItem(one.label, self._list)
            item.setData(Qt.ItemDataRole.UserRole, one.path)
            item.setToolTip(one.path)
        if words:
            self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape; keep with Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        else:
            super().keyPressEvent(event)

    # -- private ------------------------------------------------------------------------------

    def _feet(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(button(_("Keep and go on"), self._keep, main=True))
        line.addWidget(button(_("Back"), self.left.emit, name=_("Back to the box")))
        line.addStretch(1)
        return line

    def _begin_word(self, box: SheetBox) -> None:
        entry = box.entry or {}
        self._format.clear()
        for way, words in form_choice.formats():
            self._format.addItem(words, way)
        self._format.setCurrentIndex(max(self._format.findData(entry.get("format", "text")), 0))
        self._condition.setText(str(entry.get("only_if", "")))
        self._finder.clear()
        self.finding.emit("")
        self._finder.setFocus()

    def _on_word(self, item: QListWidgetItem | None, _before: object) -> None:
        self._answer.clear()
        if item is None:
            return
        chosen = self._words.get(item.data(Qt.ItemDataRole.UserRole))
        for answer, words in chosen.answers if chosen else ():
            self._answer.addItem(words, answer)
        asks = (self._box.asks if self._box else "").casefold()
        for row in range(self._answer.count()):
            if asks.endswith(str(self._answer.itemData(row)).replace("_", " ")):
                self._answer.setCurrentIndex(row)

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self._keep()

    def _to_list(self) -> None:
        self._list.setFocus()

    def _keep(self) -> None:
        if self._box is None:
            return
        if not self._reason.isHidden():
            reason = self._reason.currentText().strip()
            if reason:
                self.said.emit({"leave": reason})
            return
        item = self._list.currentItem()
        if item is None:
            return
        entry: dict[str, Any] = {"from": item.data(Qt.ItemDataRole.UserRole)}
        if not self._answer.isHidden():
            entry["is"] = self._answer.currentData() or ""
        elif self._format.currentData() != "text":
            entry["format"] = self._format.currentData()
        if self._condition.text().strip():
            entry["only_if"] = self._condition.text().strip()
        self.said.emit(entry)
