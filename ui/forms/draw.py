"""Draws a page of questions from data, and brings it up to date in place while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from immdesk.office.rows import Group, ListBlock, Question, SectionView
from ui import theme
from ui.forms.blocks import GroupCard, ListCard, Questions, keep_in_step
from ui.forms.field import Field

LETTERS = 104  # the page is never wider than this many average letters: calm to read


class FormPage(QScrollArea):
    """One section of a questionnaire. It asks and shows; what an answer means is decided elsewhere."""

    typed = Signal(str, str)  # key, text: at each key
    left = Signal(str)  # key: the person went on
    adding = Signal(str)  # list key
    removing = Signal(str)  # row key
    completing = Signal(str, bool)  # list key, "that is all"
    past_the_end = Signal()  # Enter in the last question

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.then: tuple[QWidget, ...] = ()  # what Tab reaches after the questions
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._blocks: dict[str, GroupCard | ListCard] = {}
        self._inner = QWidget(self)
        self._down = QVBoxLayout(self._inner)
        self._down.setContentsMargins(0, 0, theme.M, theme.L)
        self._down.setSpacing(theme.L)
        self._down.addStretch(1)
        self._inner.setMaximumWidth(LETTERS * self.fontMetrics().averageCharWidth())
        self.setWidget(self._inner)

    def sizeHint(self) -> QSize:
        """Ask for little: it scrolls, and takes the room that is there."""
        return QSize(360, 200)

    def put(self, view: SectionView) -> None:
        """Show a section, or the same section as it is now: what stays keeps its place and the keyboard."""
        here = self.current()
        blocks = [_untitled(block, view.title) for block in view.blocks]
        if keep_in_step(self._blocks, list(_named(blocks)), self._make, _put_card):
            for place, card in enumerate(self._blocks.values()):
                self._down.insertWidget(place, card)
        self._order_tabs()
        if here is not None and self.field(here.key) is None:
            self.focus_first()

    def fields(self) -> Iterator[Field]:
        """Give every field in the order of the page."""
        for questions in self._groups():
            yield from questions.fields()

    def field(self, key: str) -> Field | None:
        """Give the field of a key, None when it is not asked here."""
        return next((field for field in self.fields() if field.key == key), None)

    def current(self) -> Field | None:
        """Give the field that has the keyboard."""
        return next((field for field in self.fields() if field.has_keyboard()), None)

    def read(self, question: Question) -> None:
        """Show what the office made of one answer."""
        field = self.field(question.key)
        if field is not None:
            field.put(question)

    def focus_first(self) -> None:
        """Put the keyboard in the first question."""
        first = next(self.fields(), None)
        if first is not None:
            first.take_focus()

    def focus_key(self, key: str) -> bool:
        """Put the keyboard in one question and bring it into view."""
        field = self.field(key)
        if field is None:
            return False
        field.take_focus()
        self.ensureWidgetVisible(field, 0, theme.XXL)
        return True

    def _groups(self) -> Iterator[Questions]:
        for card in self._blocks.values():
            if isinstance(card, ListCard):
                yield from card.groups()
            else:
                yield card.questions

    def _make(self, block: Group | ListBlock) -> GroupCard | ListCard:
        if isinstance(block, ListBlock):
            return self._make_list(block)
        card = GroupCard(block)
        card.questions.made.connect(self._listen)
        card.put(block)
        return card

    def _make_list(self, block: ListBlock) -> ListCard:
        card = ListCard(block)
        card.made.connect(self._listen)
        card.adding.connect(self.adding)
        card.removing.connect(self.removing)
        card.completing.connect(self.completing)
        card.put(block)
        return card

    def _listen(self, field: Field) -> None:
        field.typed.connect(self.typed)
        field.left.connect(self.left)
        field.onward.connect(self._onward)

    def _onward(self, key: str) -> None:
        fields = list(self.fields())
        place = next((n for n, field in enumerate(fields) if field.key == key), -1)
        if place + 1 >= len(fields):
            self.past_the_end.emit()
            return
        fields[place + 1].take_focus()
        self.ensureWidgetVisible(fields[place + 1], 0, theme.XXL)

    def _order_tabs(self) -> None:
        stops: list[QWidget] = []
        for card in self._blocks.values():
            groups = card.groups() if isinstance(card, ListCard) else [card.questions]
            stops += [stop for group in groups for field in group.fields() for stop in field.stops()]
            stops += card.after() if isinstance(card, ListCard) else []
        for before, after in pairwise([*stops, *self.then]):
            QWidget.setTabOrder(before, after)


def questions_of(view: SectionView) -> Iterator[Question]:
    """Give all questions of a section, from top to bottom."""
    for block in view.blocks:
        for group in (block,) if isinstance(block, Group) else block.groups:
            yield from group.questions


def _named(blocks: list[Group | ListBlock]) -> Iterator[tuple[str, Group | ListBlock]]:
    """Name each block by what stays the same while questions come and go: a list by its key, plain
    questions by the list before them and their title."""
    before, met = "", set()
    for block in blocks:
        name = f"list {block.key}" if isinstance(block, ListBlock) else f"after {before}: {block.title}"
        while name in met:
            name += "+"
        met.add(name)
        before = block.key or before
        yield name, block


def _untitled(block: Group | ListBlock, title: str) -> Group | ListBlock:
    """Leave out the title of a card that only says again what stands above it."""
    if isinstance(block, Group) and block.title and title.endswith(block.title):
        return replace(block, title="")
    return block


def _put_card(card: Any, block: Any) -> None:
    card.put(block)
