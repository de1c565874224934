"""What came back of a hand-off: what fits with its marks, what clashes word by word, what waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.handing import review
from immdesk.office.held_cards import HeldCard
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, rule, scroll_page
from ui.parts.flow import Flow
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.clash_card import ClashCard

if TYPE_CHECKING:
    from immdesk.office.handing.review import Item, Review
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

MOST_LINES = 6


class HandOffReview(QWidget):
    """`ref` is the id of a hand-off."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._id = office, desk, ""
        self._boxes: dict[str, QCheckBox] = {}
        outer = page_layout(self)
        self._heading = Heading(_("What came back"), " ")
        self._undo = button(_("Undo the taking in…"), self._ask_undo, picture="history")
        self._heading.add(self._undo)
        self._heading.add(button(_("All hand-offs"), partial(desk.go, "hand-offs"), picture="list"))
        outer.addWidget(self._heading)
        inner = Page()
        self._down = QVBoxLayout(inner)
        self._down.setContentsMargins(0, 0, theme.M, theme.L)
        self._down.setSpacing(theme.L)
        outer.addWidget(scroll_page(inner), 1)

    def show_ref(self, ref: str) -> None:
        """Show what came back of a hand-off."""
        if ref != self._id:
            self._id = ref
            clear_layout(self._down)
        if ref:
            self._read()
            return
        clear_layout(self._down)
        self._undo.setEnabled(False)
        self._down.addWidget(label(_("Choose a hand-off that came back from the list."), quiet=True))
        self._down.addStretch(1)

    def refresh(self, _changed: Changed) -> None:
        """Look again: what fits may clash by now."""
        if self._id and self.isVisible():
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        self._desk.work.run_pure(
            self, review.review, self._office, self._id,
            done=self._show, failed=self._desk.problem, title=_("Looking at what came back"),
        )  # fmt: skip

    def _show(self, seen: Review) -> None:
        self._heading.set_words(_summary(seen))
        self._undo.setEnabled(bool(seen.count("taken")))
        unmarked = {one for one, box in self._boxes.items() if not box.isChecked()}
        self._boxes = {}
        clear_layout(self._down)
        fits = [one for one in seen.items if one.how == "fits"]
        if fits:
            self._down.addWidget(self._fitting(fits, unmarked))
        for one in seen.items:
            if one.how == "clash":
                self._down.addWidget(self._clash(one))
        self._list(seen, "waits", _("Waits for a choice above, or for a record that is gone here"))
        self._list(seen, "taken", _("Taken in"))
        self._list(seen, "left", _("Left out, as somebody decided here"))
        self._list(seen, "back", _("Taken in, and taken back"))
        if not seen.items:
            self._down.addWidget(label(_("Nothing was done outside."), quiet=True))
        self._down.addStretch(1)

    def _fitting(self, items: list[Item], unmarked: set[str]) -> Card:
        note = n_("{n} change", "{n} changes", len(items))
        card = Card(_("Fits what stands here"), note)
        for place, one in enumerate(items):
            if place:
                card.body.addWidget(rule())
            self._boxes[one.id] = box = QCheckBox(_head(one).replace("&", "&&"))
            box.setAccessibleName(_head(one))
            box.setChecked(one.id not in unmarked)
            card.body.addWidget(box)
            _add_lines(card, one)
        feet = Flow()
        self._take = button(_("Take in the marked"), self._take_marked, main=True, picture="check")
        feet.addWidget(self._take)
        feet.addWidget(button(_("Leave out the unmarked…"), self._ask_leave))
        feet.addWidget(button(_("Mark all"), partial(self._mark, True), link=True))
        feet.addWidget(button(_("Mark nothing"), partial(self._mark, False), link=True))
        card.body.addLayout(feet)
        return card

    def _clash(self, one: Item) -> ClashCard:
        held = HeldCard(one.id, one.title, one.who, one.at, one.about, one.words)
        sides = (_("Outside"), _("Office"))
        where = _("{who}, {day}").format(who=one.who, day=on_screen(one.at.date()))
        return ClashCard(held, self._choose, sides=sides, where=where)

    def _list(self, seen: Review, how: review.How, title: str) -> None:
        items = [one for one in seen.items if one.how == how]
        if not items:
            return
        card = Card(title, str(len(items)))
        for place, one in enumerate(items):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(label(_head(one), wrap=True))
            _add_lines(card, one)
            if how == "waits":
                name = _("Leave out: {title}").format(title=one.title)
                card.body.addWidget(
                    button(_("Leave out"), partial(self._leave, [one.id]), link=True, name=name)
                )
        self._down.addWidget(card)

    def _mark(self, on: bool) -> None:
        for box in self._boxes.values():
            box.setChecked(on)

    def _take_marked(self) -> None:
        ids = [one for one, box in self._boxes.items() if box.isChecked()]
        if not ids:
            self._desk.tell(_("Mark what is taken in."))
            return
        self._take.setEnabled(False)
        self._run(review.take, self._office, self._id, ids)

    def _choose(self, item_id: str, mine: list[tuple[str, str, str]]) -> None:
        self._run(partial(review.take, mine={item_id: mine}), self._office, self._id, [item_id])

    def _run(self, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self, function, *args, done=self._done, failed=self._failed,
            title=_("Taking the changes in"), reports=True,
        )  # fmt: skip

    def _ask_leave(self) -> None:
        ids = [one for one, box in self._boxes.items() if not box.isChecked()]
        if not ids:
            self._desk.tell(_("Everything is marked. Take the mark out of what is left out."))
            return
        self._desk.ask(
            n_("Leave {n} change out?", "Leave {n} changes out?", len(ids)),
            _("They are not taken into the records; the history says that you decided so."),
            _("Leave out"),
            partial(self._leave, ids),
        )

    def _leave(self, ids: list[str]) -> None:
        self._desk.work.run(
            self, review.leave_out, self._office, self._id, ids, done=self._done, failed=self._failed
        )

    def _ask_undo(self) -> None:
        self._desk.ask(
            _("Take all of it back?"),
            _("What was taken in of this hand-off is taken back, the latest first. The history keeps both."),
            _("Take it back"),
            self._undo_all,
        )

    def _undo_all(self) -> None:
        self._desk.work.run(
            self, review.undo_taking_in, self._office, self._id, done=self._done, failed=self._failed
        )

    def _done(self, changed: Changed) -> None:
        self._desk.changed(changed)
        if not self.isVisible():
            self._read()

    def _failed(self, error: BaseException) -> None:
        self._desk.problem(error)
        self._read()


def _head(one: Item) -> str:
    parts = (one.title, one.about, one.who, on_screen(one.at.date()))
    return " · ".join(filter(None, parts))


def _add_lines(card: Card, one: Item) -> None:
    for line in one.lines[:MOST_LINES]:
        card.body.addWidget(label(line, wrap=True, quiet=True))
    if len(one.lines) > MOST_LINES:
        more = n_("and {n} more", "and {n} more", len(one.lines) - MOST_LINES)
        card.body.addWidget(label(more, quiet=True))


def _summary(seen: Review) -> str:
    said = [_("{cases}, from {name}").format(cases=seen.what, name=seen.to_whom)]
    told = (
        (seen.count("fits"), n_("{n} fits", "{n} fit", seen.count("fits"))),
        (seen.count("clash"), n_("{n} clashes", "{n} clash", seen.count("clash"))),
        (seen.count("waits"), n_("{n} waits", "{n} wait", seen.count("waits"))),
        (seen.count("taken"), _("{n} taken in").format(n=seen.count("taken"))),
    )
    return " · ".join([*said, *(words for count, words in told if count)])
