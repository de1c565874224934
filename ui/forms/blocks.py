"""The parts of a page of questions: a group of questions, and a list with its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.office.rows import Group, ListBlock, Question
from ui import theme
from ui.forms.field import Field
from ui.forms.marks import tick
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label, title_label

W = TypeVar("W", bound=QWidget)
TWO_COLUMNS = 34  # from this many average letters a column there are two


def keep_in_step(
    shown: dict[str, W],
    wanted: Sequence[tuple[str, Any]],
    make: Callable[[Any], W],
    put: Callable[[W, Any], Any],
) -> bool:
    """Bring the kept widgets in step with what is wanted, by key; say whether any came, went or moved.

    Widgets that stay are told their new content and keep the keyboard; others are let go.
    """
    before = list(shown)
    keys = {key for key, _item in wanted}
    for key in [key for key in shown if key not in keys]:
        gone = shown.pop(key)
        gone.hide()
        gone.deleteLater()
    kept = dict(shown)
    shown.clear()
    for key, item in wanted:
        if key in kept:
            shown[key] = kept[key]
            put(kept[key], item)
        else:
            shown[key] = make(item)
    return before != list(shown)


class Questions(QWidget):
    """The questions of one group, in one or two columns as the width allows."""

    made = Signal(object)  # a new Field, for the page to listen to

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._columns = 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.XL)
        self._grid.setVerticalSpacing(theme.XS)

    def put(self, questions: tuple[Question, ...]) -> None:
        """Show these questions; fields that stay are not made anew, but where the options are others."""
        wanted = [(one.key, one) for one in questions]
        other = {one.key for one in questions if self._offers_other(one)}
        if other:
            same = [(key, one) for key, one in wanted if key in self._fields and key not in other]
            keep_in_step(self._fields, same, self._make, Field.put)
        if keep_in_step(self._fields, wanted, self._make, Field.put) or other:
            self._place()

    def _offers_other(self, question: Question) -> bool:
        field = self._fields.get(question.key)
        return field is not None and question.type == "choice" and field.question.options != question.options

    def fields(self) -> Iterator[Field]:
        """Give the fields in their order."""
        return iter(self._fields.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one column when two would be too narrow to read."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= 2 * TWO_COLUMNS * self.fontMetrics().averageCharWidth() else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _make(self, question: Question) -> Field:
        field = Field(question, self)
        self.made.emit(field)
        return field

    def _place(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        row = column = 0
        for field in self._fields.values():
            if field.wide() or self._columns == 1:
                row, column = row + bool(column), 0
                self._grid.addWidget(field, row, 0, 1, 2)
                row += 1
            else:
                self._grid.addWidget(field, row, column)
                row, column = row + column, 1 - column
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)


class GroupCard(Card):
    """Plain questions on a card of their own."""

    def __init__(self, group: Group) -> None:
        super().__init__(group.title)
        self.key = group.key
        self.questions = Questions(self)
        self.body.addWidget(self.questions)

    def put(self, group: Group) -> None:
        """Show the group as it is now."""
        self.questions.put(group.questions)


class RowFrame(QFrame):
    """One row of a list: its title, Remove, and its questions."""

    removing = Signal(str)

    def __init__(self, group: Group, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.key = group.key
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        layout.setSpacing(theme.S)
        head = QHBoxLayout()
        self._title = title_label("", 3)
        self._remove = button(_("Remove"), self._asked, link=True)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        layout.addLayout(head)
        self.questions = Questions(self)
        layout.addWidget(self.questions)

    def put(self, group: Group) -> None:
        """Show the row as it is now."""
        self.key = group.key
        self._title.setText(group.title)
        self._remove.setAccessibleName(_("Remove {title}").format(title=group.title))
        self.questions.put(group.questions)

    def _asked(self) -> None:
        self.removing.emit(self.key)


class ListCard(Card):
    """A list: its rows, what is not covered yet, Add, and "that is all"."""

    adding = Signal(str)
    removing = Signal(str)
    completing = Signal(str, bool)
    made = Signal(object)

    def __init__(self, block: ListBlock) -> None:
        super().__init__(block.title)
        self.key = block.key
        self._rows: dict[str, RowFrame] = {}
        self._down = QVBoxLayout()
        self._down.setSpacing(theme.S)
        self._gaps = label("", wrap=True, level="warn")
        self._add = button(block.add_label, self._asked_to_add, picture="add")
        self._all = QCheckBox(block.complete_label.replace("&", "&&"))
        self._all.setAccessibleName(f"{block.title}: {block.complete_label}")
        self._all.toggled.connect(self._said_all)
        feet = QHBoxLayout()
        feet.setSpacing(theme.L)
        feet.addWidget(self._add)
        feet.addWidget(self._all)
        feet.addStretch(1)
        self.body.addLayout(self._down)
        self.body.addWidget(self._gaps)
        self.body.addLayout(feet)

    def put(self, block: ListBlock) -> None:
        """Show the list as it is now."""
        wanted = [(group.key, group) for group in block.groups]
        if keep_in_step(self._rows, wanted, self._make, RowFrame.put):
            for place, row in enumerate(self._rows.values()):
                self._down.insertWidget(place, row)
        self._gaps.setText("\n".join(block.gaps))
        self._gaps.setVisible(bool(block.gaps))
        tick(self._all, block.complete)

    def groups(self) -> list[Questions]:
        """Give the questions of every row."""
        return [row.questions for row in self._rows.values()]

    def after(self) -> list[QWidget]:
        """Give what Tab reaches after the rows."""
        return [self._add, self._all]

    def _make(self, group: Group) -> RowFrame:
        row = RowFrame(group, self)
        row.removing.connect(self.removing)
        row.questions.made.connect(self.made)
        row.put(group)
        return row

    def _asked_to_add(self) -> None:
        self.adding.emit(self.key)

    def _said_all(self, said: bool) -> None:
        self.completing.emit(self.key, said)
