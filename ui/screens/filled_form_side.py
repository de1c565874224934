"""Beside a filled form: its boxes as a list, what stands in one, and how it is written by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label, title_label
from ui.parts.pairs import pairs
from ui.screens.case_page_tab import Column
from ui.screens.form_box_list import BoxList
from ui.screens.form_boxes import SIGNS, state_level, state_words
from ui.screens.form_page_side import facts_of

if TYPE_CHECKING:
    from immdesk.office.filled_form import FilledSheet
    from immdesk.office.form_sheet import SheetBox


class FilledSide(QWidget):
    """`written` carries a value and its reason, `asked` what to do with the box, `policy` a choice."""

    chosen = Signal(str)
    written = Signal(object, str)
    asked = Signal(str)
    policy = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._boxes = BoxList(_filters())
        self._boxes.chosen.connect(self.chosen)
        self._boxes.activated.connect(self.begin)
        self._told = Column()
        self._told.setMinimumHeight(self.fontMetrics().height() * 4)
        self._value, self._tick = QLineEdit(), QCheckBox(_("Ticked"))
        self._value.setAccessibleName(_("What stands in the box"))
        self._reason = QLineEdit()
        self._reason.setAccessibleName(_("Why by hand"))
        self._reason.setPlaceholderText(_("Why the form says something else than the record"))
        self._reason.returnPressed.connect(self._write)
        self._value.returnPressed.connect(self._reason.setFocus)
        self._policy = QComboBox()
        self._policy.setAccessibleName(_("Where the answer is known to be none"))
        for policy, words in _policies():
            self._policy.addItem(words, policy)
        self._policy.activated.connect(self._on_policy)
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.M, 0, 0, 0)
        down.setSpacing(theme.S)
        down.addWidget(self._boxes, 2)
        down.addWidget(self._told, 2)
        self._value.setPlaceholderText(_("What stands in the box"))
        for one in (self._value, self._tick, self._reason):
            down.addWidget(one)
        down.addLayout(self._actions())
        last = QHBoxLayout()
        last.setSpacing(theme.S)
        last.addWidget(label(_("Where the answer is known to be none"), quiet=True, small=True), 1)
        last.addWidget(self._policy)
        down.addLayout(last)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 46)

    def show_form(self, filled: FilledSheet) -> None:
        """List the boxes of a filled form."""
        self._boxes.show_all(filled.sheet.boxes)
        self._policy.setCurrentIndex(max(self._policy.findData(filled.policy), 0))

    def show_box(self, box: SheetBox, value: str | bool, *, by_hand: bool) -> None:
        """Tell what stands in a box and where it comes from."""
        self._boxes.mark(box.name)
        self._told.clear()
        self._told.add(title_label(box.asks, 3, wrap=True))
        state = f"{SIGNS[box.state]} {state_words(box.state)}"
        self._told.add(label(state, level=state_level(box.state)))
        if box.was:
            self._told.add(label(box.was, wrap=True))
        inner = QWidget()
        more = [one for one in facts_of(box)[:6] if one[1] != box.section]
        inner.setLayout(pairs([(_("Word of the record"), box.section), *more]))
        self._told.add(inner)
        self._told.end()
        ticks = box.kind in ("check", "radio")
        self._value.setVisible(not ticks)
        self._tick.setVisible(ticks)
        self._value.setText("" if isinstance(value, bool) else str(value))
        self._value.setMaxLength(box.maxlen or 32767)
        self._tick.setChecked(bool(value))
        self._reason.clear()
        for one in (self._back, self._record):
            one.setEnabled(by_hand)

    def begin(self) -> None:
        """Put the cursor into what is written by hand."""
        (self._tick if self._value.isHidden() else self._value).setFocus()
        self._value.selectAll()

    def focus_filter(self) -> None:
        """Put the cursor into the finder."""
        self._boxes.focus_filter()

    # -- private ------------------------------------------------------------------------------

    def _actions(self) -> QHBoxLayout:
        self._back = button(_("As the record says"), partial(self.asked.emit, "back"))
        self._record = button(_("Take it into the record"), partial(self.asked.emit, "record"))
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        for one in (button(_("Write by hand"), self._write, main=True), self._back, self._record):
            line.addWidget(one)
        line.addStretch(1)
        return line

    def _write(self) -> None:
        value: str | bool = self._tick.isChecked() if self._value.isHidden() else self._value.text()
        self.written.emit(value, self._reason.text())

    def _on_policy(self, _row: int) -> None:
        self.policy.emit(str(self._policy.currentData()))


def _filters() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("All boxes")),
        ("hand", _("Written by hand")),
        ("changed", _("Changed since it was printed")),
        ("record", _("Filled from the record")),
        ("empty", _("Empty boxes")),
    )


def _policies() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("As the form's map says")),
        ("blank", _("Leave it blank")),
        ("N/A", _("Write N/A")),
        ("None", _("Write None")),
    )
