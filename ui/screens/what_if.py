"""The what-if desk: scenarios for one person side by side; what is tried is never written to the case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.calculators import paper
from immdesk.office.planning import laid_over, what_if, what_if_sheet
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.flow import Flow
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.paper_out import PaperOut
from ui.screens.calculators import open_ask
from ui.screens.calculators_sheet import asks_card, lines_card, notes_card, table_card
from ui.screens.what_if_card import ScenarioCard

if TYPE_CHECKING:
    from immdesk.office.calculators.shapes import Ask
    from immdesk.office.planning.laid_over import PlannedFor
    from immdesk.office.planning.what_if_rows import ScenarioRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk
    from ui.parts.paper_out import Made

_FIRST = 3  # scenarios that are open from the start
_STILL = 200  # milliseconds without a change after which the arithmetic is drawn anew


class WhatIf(QWidget):
    """`ref` is "", or "case id/person id"; without a person the principal of the case."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._ref = office, desk, ""
        self._whose: PlannedFor | None = None
        self._tried: dict[str, str] = {}
        self._shown: list[str] = []
        self._rows: dict[str, ScenarioRow] = {}
        self._cards: dict[str, ScenarioCard] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_STILL)
        self._later.timeout.connect(self._draw_below)
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("What-if desk"), " ")
        self._back = button(_("Back to the case"), self._open_case, picture="back")
        self._heading.add(self._back)
        self._children = button(_("Children's ages"), self._open_ages, picture="people")
        self._heading.add(self._children)
        self._paper = PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        self._body = QWidget()
        down = QVBoxLayout(self._body)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.L)
        self._choosing = self._choice_card()
        self._trouble, self._middle, self._below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        down.addLayout(self._trouble)
        down.addWidget(self._choosing)
        for layout in (self._middle, self._below):
            layout.setSpacing(theme.L)
            down.addLayout(layout)
        page.addWidget(self._body)
        words = _("Scenarios start from the facts of a case; what is tried is never written to it.")
        self._empty = EmptyState(
            "scales", _("Open a case first."), words, _("Cases"), partial(desk.go, "cases")
        )
        page.addWidget(self._empty)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show the scenarios of a case, for the person that the reference names."""
        if ref != self._ref:
            self._tried, self._shown = {}, []
        self._ref = ref
        for one in (self._body, self._back):
            one.setVisible(bool(ref))
        self._paper.show(bool(ref))
        self._empty.setVisible(not ref)
        if ref:
            self._read()
        else:
            self._children.hide()
            self._heading.set_words(" ")

    def refresh(self, changed: Changed) -> None:
        """Read again when the case, the day or the bulletin changed."""
        if self._ref and (not changed.cases or self._case in changed.cases):
            self._read()

    # -- private ------------------------------------------------------------------------------

    @property
    def _case(self) -> str:
        return self._ref.partition("/")[0]

    def _choice_card(self) -> Card:
        card = Card(_("What if?"), _("Nothing that is tried here is written to the case."))
        self._who = QComboBox()
        self._who.setAccessibleName(_("For whom"))
        self._who.activated.connect(self._other_person)
        card.head.addWidget(self._who)
        self._boxes = Flow()
        card.body.addLayout(self._boxes)
        self._unfit = label("", quiet=True, small=True, wrap=True)
        card.body.addWidget(self._unfit)
        return card

    def _read(self) -> None:
        """Read the facts once; whatever is tried afterwards is worked out from these."""
        person = self._ref.partition("/")[2]
        try:
            self._whose = laid_over.planned_for(self._office, self._case, person)
        except Problem as problem:
            self._desk.problem(problem)
            return
        at = self._whose.at
        self._heading.set_words(f"{at.whose.number}  {at.whose.title}")
        self._who.clear()
        for person_id, name in at.whose.names.items():
            self._who.addItem(name or _("No name yet"), person_id)
        self._who.setCurrentIndex(max(self._who.findData(self._whose.person_id), 0))
        self._children.setVisible(bool(self._whose.parties("children")))
        self._offer(self._whose)
        self._build()

    def _offer(self, whose: PlannedFor) -> None:
        """Show which scenarios there are; those that do not fit say why."""
        clear_layout(self._boxes)
        offers = what_if.offers(whose)
        fitting = [one.id for one in offers if one.fits]
        self._shown = [one for one in self._shown if one in fitting] or fitting[:_FIRST]
        for one in offers:
            if not one.fits:
                continue
            box = QCheckBox(one.title.replace("&", "&&"))
            box.setAccessibleName(one.title)
            box.setToolTip(one.about)
            box.setChecked(one.id in self._shown)
            box.toggled.connect(partial(self._choose, one.id))
            self._boxes.addWidget(box)
        unfit = [f"{one.title}: {one.reason}" for one in offers if not one.fits]
        self._unfit.setText("  ".join(unfit))
        self._unfit.setVisible(bool(unfit))

    def _choose(self, scenario_id: str, wanted: bool) -> None:
        others = [one for one in self._shown if one != scenario_id]
        self._shown = [*others, scenario_id] if wanted else others
        self._build()

    def _other_person(self, place: int) -> None:
        self.show_ref(f"{self._case}/{self._who.itemData(place)}")

    def _build(self) -> None:
        """Make a card for each scenario that is shown, and work all of them out."""
        clear_layout(self._middle)
        self._cards, self._rows = {}, {}
        for scenario_id in self._shown:
            row = self._worked_out(scenario_id)
            if row is None:
                continue
            self._rows[scenario_id] = row
            card = ScenarioCard(row, self._try, self._settle, self._backward, self._reset)
            self._cards[scenario_id] = card
            self._middle.addWidget(card)
        self._settle()

    def _worked_out(self, scenario_id: str) -> ScenarioRow | None:
        assert self._whose is not None
        try:
            return what_if.scenario(self._whose, scenario_id, self._tried)
        except Problem as problem:
            words = " ".join(part for part in (problem.happened, problem.means, problem.do) if part)
            if scenario_id in self._cards:
                self._cards[scenario_id].say_problem(words)
            return None

    def _try(self, key: str, value: str) -> None:
        """Try a step on a day; while it is dragged only its own card is drawn anew."""
        before = self._tried.get(key)
        self._tried[key] = value
        if not value:
            self._tried.pop(key)
        scenario_id = key.partition(".")[0]
        row = self._worked_out(scenario_id)
        if row is None:
            self._tried.pop(key, None)
            if before:
                self._tried[key] = before
            return
        self._rows[scenario_id] = row
        if self._cards[scenario_id].track.is_moving():
            self._cards[scenario_id].put(row, self._frame)
        else:
            self._settle()

    def _backward(self, scenario_id: str) -> None:
        assert self._whose is not None
        self._tried = what_if.backward(self._whose, scenario_id, self._tried)
        self._again(scenario_id)

    def _reset(self, scenario_id: str) -> None:
        self._tried = {key: one for key, one in self._tried.items() if not key.startswith(f"{scenario_id}.")}
        self._again(scenario_id)

    def _again(self, scenario_id: str) -> None:
        row = self._worked_out(scenario_id)
        if row is not None:
            self._rows[scenario_id] = row
            self._settle()

    def _settle(self) -> None:
        """Draw the cards over the same days; what stands below follows once nothing moves."""
        assert self._whose is not None
        rows = self._in_order()
        self._frame = what_if_sheet.frame_of(rows, self._whose.at.today)
        for row in rows:
            self._cards[row.id].put(row, self._frame)
        clear_layout(self._trouble)
        if not rows:
            words = _("No scenario is chosen, or none fits this person. Choose one, or another person.")
            self._trouble.addWidget(Banner(words, "info"))
        self._later.start()

    def _in_order(self) -> list[ScenarioRow]:
        return [self._rows[one] for one in self._shown if one in self._rows]

    def _draw_below(self) -> None:
        """Draw the comparison, what is missing, and the arithmetic with its law."""
        rows = self._in_order()
        clear_layout(self._below)
        if len(rows) > 1:
            self._below.addWidget(table_card(what_if_sheet.comparison(rows)))
        asks = tuple(dict.fromkeys(ask for row in rows for ask in row.asks))
        if asks:
            self._below.addWidget(asks_card(asks, self._answer))
        for row in rows:
            self._below.addWidget(lines_card(row.lines, row.title))
        notes = tuple(dict.fromkeys(note for row in rows for note in row.notes))
        if notes:
            self._below.addWidget(notes_card(notes))

    def _answer(self, ask: Ask) -> None:
        assert self._whose is not None
        open_ask(self._desk, self._office, self._case, ask, self._whose.at.name(ask.person_id))

    def _page(self) -> Made | None:
        rows = self._in_order()
        if self._whose is None or not rows:
            return None
        sheet = what_if_sheet.sheet_of(self._whose, rows)
        return sheet.title, paper.file_name_of(sheet), paper.as_pdf(sheet)

    def _open_ages(self) -> None:
        self._desk.go("age-planner", self._case)

    def _open_case(self) -> None:
        self._desk.go("case", self._case)


def open_what_if(desk: Desk, case_id: str, person_id: str = "") -> None:
    """Open the what-if desk of a case; for one person where one is named."""
    desk.go("what-if", f"{case_id}/{person_id}" if person_id else case_id)
