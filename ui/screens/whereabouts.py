"""Who is where: office, elsewhere, leave; who covers; what the covered have coming; over and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.ask_date import run
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.line import date_line
from ui.screens.whereabouts_asking import AwayDialog

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from immdesk.office.whereabouts import Covered, Whereabouts
    from ui.parts.desk import Desk


class WhereaboutsScreen(QWidget):
    """`ref` is "". The main action says that somebody is away."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        inner = Page()
        page = page_layout(inner)
        words = _("Dates of who is on leave show at Today of who covers.")
        self._heading = Heading(_("Who is where"), words)
        self._heading.add(button(_("Somebody is away…"), self._ask, main=True, picture="add"))
        page.addWidget(self._heading)
        page.addWidget(self._me())
        self._people = Card(_("Today"))
        page.addWidget(self._people)
        self._covered = QVBoxLayout()
        self._covered.setSpacing(theme.L)
        page.addLayout(self._covered)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, _ref: str) -> None:
        """Show where everybody is."""
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again what was said of somebody, and the dates of those who are away."""
        if changed.tables & {"absence", "staff", "task", "docket_entry", "today"}:
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _me(self) -> Card:
        card = Card(_("At this computer"))
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        across.addWidget(label(_("Who sits here; Today shows whom they cover for."), wrap=True), 1)
        self._who = QComboBox()
        self._who.setAccessibleName(_("Who sits at this computer"))
        self._who.activated.connect(self._on_me)
        across.addWidget(self._who)
        card.body.addLayout(across)
        return card

    def _read(self) -> None:
        from immdesk.office import whereabouts

        people = whereabouts.everybody(self._office)
        self._who.clear()
        self._who.addItem(_("nobody in particular"), "")
        for one in people:
            self._who.addItem(one.name, one.staff_id)
        self._who.setCurrentIndex(max(0, self._who.findData(self._desk.settings.get("me"))))
        self._people.clear()
        self._people.body.addLayout(self._grid(people))
        clear_layout(self._covered)
        for told in whereabouts.covered(self._office):
            self._covered.addWidget(covered_card(told, self._desk))

    def _grid(self, people: tuple[Whereabouts, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(people):
            words = one.words
            if one.absence_id and not one.now:
                words = _("planned or over: {words}").format(words=words)
            grid.addWidget(label(one.name), row, 0)
            grid.addWidget(label(words, quiet=one.how == "office", wrap=True), row, 1)
            if one.absence_id:
                name = _("Back: {name}").format(name=one.name)
                back = partial(self._back, one.absence_id)
                grid.addWidget(button(_("Back, hand over again"), back, name=name), row, 2)
        return grid

    def _back(self, absence_id: str) -> None:
        from immdesk.office import whereabouts

        run(self._desk, whereabouts.back, self._office, absence_id)

    def _ask(self) -> None:
        AwayDialog(self._office, self._desk).show()

    def _on_me(self, _place: int) -> None:
        self._desk.settings.set("me", str(self._who.currentData()))
        self._desk.tell(_("Kept."))


def covered_card(told: Covered, desk: Desk) -> Card:
    """Give the card of what somebody who is away has coming."""
    title = _("For {name}").format(name=told.absence.name)
    card = Card(title)
    card.body.setSpacing(0)
    card.body.addWidget(label(told.absence.words, quiet=True, wrap=True))
    for row in told.dates:
        card.body.addWidget(date_line(row, partial(desk.go, "case", f"{row.case_id}/dates")))
    if not told.dates:
        card.body.addWidget(label(_("Nothing comes while they are away."), quiet=True, wrap=True))
    return card
