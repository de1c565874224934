"""Beside the page of a form: the boxes as a list, all that is known of one, and what a person says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.finder import Finder
from ui.parts.labels import label, title_label
from ui.parts.pairs import pairs
from ui.screens.case_page_tab import Column
from ui.screens.form_boxes import SIGNS, spoken, state_words
from ui.screens.form_page_say import BoxEditor

if TYPE_CHECKING:
    from immdesk.office.form_choice import WordChoice
    from immdesk.office.form_sheet import SheetBox

Entry = Mapping[str, Any]
_NAME = Qt.ItemDataRole.UserRole


class BoxSide(QWidget):
    """`chosen` names a box, `asked` says what to do with the present one, `said` is what a person says."""

    chosen = Signal(str)
    asked = Signal(str)
    said = Signal(object)
    finding = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[SheetBox] = ()
        self._gone: Sequence[str] = ()
        self._now = ""
        self._finder = Finder(_("Find a box"), _("Find a box by its words, name or item"))
        self._finder.finding.connect(self._fill)
        self._finder.leaving.connect(self._to_list)
        self._which = QComboBox()
        self._which.setAccessibleName(_("Which boxes"))
        for state, words in _filters():
            self._which.addItem(words, state)
        self._which.activated.connect(self._fill)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Boxes"))
        self._list.setUniformItemSizes(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.currentItemChanged.connect(self._on_row)
        self._list.itemActivated.connect(self._on_activated)
        self._told = Column()
        self._editor = BoxEditor()
        self._editor.finding.connect(self.finding)
        self._editor.said.connect(self._on_said)
        self._editor.left.connect(self._leave)
        self._stack = QStackedWidget()
        look = QWidget()
        down = QVBoxLayout(look)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        down.addWidget(self._told, 1)
        down.addLayout(self._actions())
        self._stack.addWidget(look)
        self._stack.addWidget(self._editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self._finder)
        layout.addWidget(self._which)
        layout.addWidget(self._list, 2)
        layout.addWidget(self._stack, 3)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 46)

    def show_all(self, boxes: Sequence[SheetBox], gone: Sequence[str] = ()) -> None:
        """List the boxes of a form; `gone` are the words of boxes that only the edition before has."""
        self._all, self._gone = boxes, gone
        place = self._which.findData("gone")
        if gone and place < 0:
            self._which.addItem(_("Gone in this edition"), "gone")
        elif not gone and place >= 0:
            self._which.removeItem(place)
        self._fill()

    def show_box(self, box: SheetBox) -> None:
        """Tell all that is known of a box."""
        self._now = box.name
        self._stack.setCurrentIndex(0)
        self._mark()
        self._told.clear()
        self._told.add(title_label(box.asks, 3, wrap=True))
        state = f"{SIGNS[box.state]} {state_words(box.state)}"
        level = {"mapped": "good", "confirm": "warn", "unmapped": "bad"}.get(box.state, "")
        self._told.add(label(state, level=level))
        if box.said:
            self._told.add(label(box.said, wrap=True))
        if box.was:
            self._told.add(label(box.was, wrap=True, level="warn"))
        inner = QWidget()
        inner.setLayout(pairs(_facts(box)))
        self._told.add(inner)
        self._told.end()
        self._confirm.setEnabled(box.state == "confirm" and bool(box.entry))

    def changed(self, box: SheetBox) -> None:
        """Take over what was said of a box."""
        self._all = tuple(box if one.name == box.name else one for one in self._all)
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(_NAME) == box.name:
                item.setText(_line(box))

    def edit(self, what: str, box: SheetBox) -> None:
        """Let a person choose a word for a box, or say why it stays empty."""
        self._stack.setCurrentIndex(1)
        self._editor.begin(what, box)

    def offer(self, words: Sequence[WordChoice]) -> None:
        """Show the words that were found."""
        self._editor.offer(words)

    def focus_filter(self) -> None:
        """Put the cursor into the finder."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _actions(self) -> QVBoxLayout:
        self._confirm = button(_("Confirm and go on"), partial(self.asked.emit, "confirm"), main=True)
        self._confirm.setToolTip(_("Enter, on the page"))
        rows = QVBoxLayout()
        rows.setSpacing(theme.S)
        for each in (
            (self._confirm, button(_("Say something else…"), partial(self.asked.emit, "change"))),
            (
                button(_("Leave it empty…"), partial(self.asked.emit, "excuse")),
                button(_("Next open box"), partial(self.asked.emit, "next")),
                button(_("Previous open box"), partial(self.asked.emit, "previous")),
            ),
        ):
            line = QHBoxLayout()
            line.setSpacing(theme.S)
            for one in each:
                line.addWidget(one)
            line.addStretch(1)
            rows.addLayout(line)
        keys = _(
            "On the page: Tab next box, Enter confirm, C say something else, E leave empty, N next open."
        )
        rows.addWidget(label(keys, quiet=True, small=True, wrap=True))
        return rows

    def _fill(self, _words: object = None) -> None:
        wanted = self._which.currentData()
        self._list.blockSignals(True)
        self._list.clear()
        for one in self._all:
            fits = wanted in ("", one.state) or (wanted == "open" and one.open)
            if fits and self._finder.fits(one.asks, one.words, one.said, one.place, one.name):
                item = QListWidgetItem(_line(one), self._list)
                item.setData(_NAME, one.name)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(one))
        for words in self._gone if wanted == "gone" else ():
            QListWidgetItem(words, self._list).setToolTip(words)
        self._list.blockSignals(False)
        self._mark()

    def _mark(self) -> None:
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            if self._list.item(row).data(_NAME) == self._now:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)

    def _on_row(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None and item.data(_NAME):
            self.chosen.emit(item.data(_NAME))

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.asked.emit("confirm")

    def _to_list(self) -> None:
        self._list.setFocus()
        if self._list.count() and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)

    def _on_said(self, entry: Entry) -> None:
        self.said.emit(entry)

    def _leave(self) -> None:
        self._stack.setCurrentIndex(0)
        self.asked.emit("page")


def _filters() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("All boxes")),
        ("open", _("What is still to be said")),
        ("confirm", _("To be confirmed")),
        ("unmapped", _("Not mapped")),
        ("excused", _("Staying empty")),
        ("mapped", _("Mapped")),
    )


def _line(box: SheetBox) -> str:
    where = box.place or _("page {n}").format(n=box.page)
    said = f" → {box.said}" if box.said else ""
    return f"{SIGNS[box.state]} {where}: {box.asks}{said}"


def _facts(box: SheetBox) -> list[tuple[str, str]]:
    left, low, right, high = (round(one) for one in box.rect)
    kinds = {
        "text": _("text"), "check": _("box to tick"), "radio": _("one of several"),
        "choice": _("list to choose from"), "signature": _("signature"), "button": _("button"),
    }  # fmt: skip
    how = [
        kinds[box.kind],
        _("in cells") if box.comb else "",
        _("on several lines") if box.lines else "",
        _("locked until a script opens it") if box.readonly else "",
    ]
    found = (
        (_("Where"), ", ".join(filter(None, (box.place, _("page {n}").format(n=box.page))))),
        (_("Section"), box.section),
        (_("Kind"), ", ".join(filter(None, how))),
        (_("Longest"), _("{n} characters").format(n=box.maxlen) if box.maxlen else ""),
        (_("Options"), "; ".join(box.options)),
        (_("Signs that it refuses"), box.refuses),
        (_("Only one of"), ", ".join(one.rpartition(".")[2] for one in box.group)),
        (_("Repeated in"), ", ".join(one.rpartition(".")[2] for one in box.repeats)),
        (_("For the agency"), _("yes, the desk leaves it empty") if box.official else ""),
        (_("Full name"), box.name),
        (_("Place on the page"), _("{left}, {low} to {right}, {high} points").format(
            left=left, low=low, right=right, high=high
        )),
        (_("What a screen reader says"), box.words),
    )  # fmt: skip
    return [(name, value) for name, value in found if value]
