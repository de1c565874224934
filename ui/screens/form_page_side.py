"""Beside the page of a form: the boxes as a list, all that is known of one, and what a person says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label, title_label
from ui.parts.pairs import pairs
from ui.screens.case_page_tab import Column
from ui.screens.form_box_list import BoxList
from ui.screens.form_boxes import SIGNS, state_level, state_words
from ui.screens.form_page_say import BoxEditor

if TYPE_CHECKING:
    from immdesk.office.form_choice import WordChoice
    from immdesk.office.form_sheet import SheetBox

Entry = Mapping[str, Any]


class BoxSide(QWidget):
    """`chosen` names a box, `asked` says what to do with the present one, `said` is what a person says."""

    chosen = Signal(str)
    asked = Signal(str)
    said = Signal(object)
    finding = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._boxes = BoxList(_filters())
        self._boxes.chosen.connect(self.chosen)
        self._boxes.activated.connect(partial(self.asked.emit, "confirm"))
        self._told = Column()
        self._told.setMinimumHeight(self.fontMetrics().height() * 4)
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
        layout.addWidget(self._boxes, 2)
        layout.addWidget(self._stack, 3)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 46)

    def show_all(self, boxes: Sequence[SheetBox], gone: Sequence[str] = ()) -> None:
        """List the boxes of a form; `gone` are the words of boxes that only the edition before has."""
        self._boxes.show_all(boxes, gone)

    def show_box(self, box: SheetBox) -> None:
        """Tell all that is known of a box."""
        self._stack.setCurrentIndex(0)
        self._boxes.mark(box.name)
        self._told.clear()
        self._told.add(title_label(box.asks, 3, wrap=True))
        state = f"{SIGNS[box.state]} {state_words(box.state)}"
        self._told.add(label(state, level=state_level(box.state)))
        if box.said:
            self._told.add(label(box.said, wrap=True))
        if box.was:
            self._told.add(label(box.was, wrap=True, level="warn"))
        inner = QWidget()
        inner.setLayout(pairs(facts_of(box)))
        self._told.add(inner)
        self._told.end()
        self._confirm.setEnabled(box.state == "confirm" and bool(box.entry))

    def changed(self, box: SheetBox) -> None:
        """Take over what was said of a box."""
        self._boxes.changed(box)

    def edit(self, what: str, box: SheetBox) -> None:
        """Let a person choose a word for a box, or say why it stays empty."""
        self._stack.setCurrentIndex(1)
        self._editor.begin(what, box)

    def offer(self, words: Sequence[WordChoice]) -> None:
        """Show the words that were found."""
        self._editor.offer(words)

    def focus_filter(self) -> None:
        """Put the cursor into the finder."""
        self._boxes.focus_filter()

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


def facts_of(box: SheetBox) -> list[tuple[str, str]]:
    """Give all that is known of a box, by name."""
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
