"""The family age-out planner: the family, each child's two ages, a slider for the speed of the bulletin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.calculators import paper
from immdesk.office.planning import age_planner
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label, title_label
from ui.parts.paper_out import PaperOut
from ui.parts.picture_view import PictureView
from ui.parts.tree import Tree
from ui.screens.calculators import open_ask
from ui.screens.calculators_sheet import asks_card, table_card

if TYPE_CHECKING:
    from immdesk.office.calculators.shapes import Ask
    from immdesk.office.planning.age_planner import FamilyRead
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk
    from ui.parts.paper_out import Made

_STEP, _MOST = 0.1, 16.0  # weeks a month


class AgePlanner(QWidget):
    """`ref` is "" or a case id."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._case = office, desk, ""
        self._family: FamilyRead | None = None
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Family age-out planner"), " ")
        self._back = button(_("Back to the case"), self._open_case, picture="back")
        self._heading.add(self._back)
        self._paper = PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        self._body = QWidget()
        down = QVBoxLayout(self._body)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.L)
        self._tree = Tree()
        family = Card(_("The family"))
        family.body.addWidget(self._tree)
        self._ages = PictureView()
        ages = Card(_("Age by the calendar, and the age that the law counts"))
        ages.body.addWidget(self._ages)
        self._below = QVBoxLayout()
        self._below.setSpacing(theme.L)
        for one in (self._speed_card(), ages):
            down.addWidget(one)
        down.addLayout(self._below)
        down.addWidget(family)
        page.addWidget(self._body)
        words = _("The planner reads the family of a case; what is tried is never written to it.")
        go = partial(desk.go, "cases")
        self._empty = EmptyState("people", _("Open a case first."), words, _("Cases"), go)
        page.addWidget(self._empty)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show the family of a case, at the recent speed of its category."""
        self._case = ref
        for one in (self._body, self._back):
            one.setVisible(bool(ref))
        self._paper.show(bool(ref))
        self._empty.setVisible(not ref)
        if ref and self._read() and self._family is not None:
            known = self._family.weeks
            self._slider.setValue(round((age_planner.USUAL if known is None else max(known, 0.0)) / _STEP))
            self._draw()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case, the day or the bulletin changed."""
        if self._case and (not changed.cases or self._case in changed.cases) and self._read():
            self._draw()

    # -- private ------------------------------------------------------------------------------

    def _speed_card(self) -> Card:
        card = Card(_("How fast does the bulletin move?"))
        self._answer = title_label("", 3, wrap=True)
        card.body.addWidget(self._answer)
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, round(_MOST / _STEP))
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(_("Weeks a month that the bulletin moves"))
        self._slider.valueChanged.connect(self._draw)
        self._weeks = label("")
        across.addWidget(self._slider, 1)
        across.addWidget(self._weeks)
        card.body.addLayout(across)
        self._wait = label("", quiet=True, wrap=True)
        card.body.addWidget(self._wait)
        return card

    def _read(self) -> bool:
        try:
            self._family = age_planner.family_read(self._office, self._case)
        except Problem as problem:
            self._desk.problem(problem)
            return False
        at = self._family.at
        self._heading.set_words(f"{at.whose.number}  {at.whose.title}")
        self._tree.put(self._family.tree, partial(self._desk.go, "person"))
        return True

    def _speed(self) -> float:
        return round(self._slider.value() * _STEP, 1)

    def _draw(self, _value: int = 0) -> None:
        """Work the family out at the speed of the slider, and draw it."""
        if self._family is None:
            return
        plan = age_planner.plan_at(self._family, self._speed())
        self._answer.setText(plan.answer)
        self._answer.setProperty("level", {"plain": ""}.get(plan.tone, plan.tone))
        self._answer.style().polish(self._answer)
        self._weeks.setText(_("{weeks} weeks a month").format(weeks=f"{self._speed():g}"))
        self._slider.setEnabled(self._family.number_on is None and bool(self._family.cutoff))
        recent = self._family.weeks
        said = (
            _("Recent speed: {weeks} weeks a month.").format(weeks=f"{recent:g}")
            if recent is not None
            else ""
        )
        self._wait.setText(" ".join(filter(None, (plan.speed_words, said))))
        self._ages.put(plan.ages)
        clear_layout(self._below)
        if plan.paths.rows:
            self._below.addWidget(table_card(plan.paths))
        if plan.asks:
            self._below.addWidget(asks_card(plan.asks, self._open_ask))

    def _open_ask(self, ask: Ask) -> None:
        assert self._family is not None
        open_ask(self._desk, self._office, self._case, ask, self._family.at.name(ask.person_id))

    def _page(self) -> Made | None:
        if self._family is None:
            return None
        sheet = age_planner.sheet_of(self._family, self._speed())
        return sheet.title, paper.file_name_of(sheet), paper.as_pdf(sheet)

    def _open_case(self) -> None:
        self._desk.go("case", self._case)
