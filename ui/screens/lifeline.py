"""The lifeline of a person: statuses, documents, petitions, trips, with its gaps and overlaps in words."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.calendar.timeline import TimelineView
from ui.calendar.timeline_pane import band_legend
from ui.calendar.timeline_words import spoken_row, spoken_thing
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.flow import Flow
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.paper_out import PaperOut

if TYPE_CHECKING:
    from immdesk.office.lifeline import Lifeline
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_MOST_REMARKS = 3


class LifelineScreen(QWidget):
    """`ref` is a person's id. Enter on a date opens its case, on anything else the person's page."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._person = office, desk, ""
        self._line: Lifeline | None = None
        page = page_layout(self)
        self._heading = Heading("", " ")
        self._heading.add(button(_("Person"), self._to_person, picture="back"))
        self._out = PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        self.view = TimelineView(office.today(), _("Lifeline"))
        self.view.chosen.connect(self._on_chosen)
        self.view.entered.connect(self._on_entered)
        bar = QWidget()
        self._bar = Flow()
        bar.setLayout(self._bar)
        for one in (
            button("−", partial(self._zoom, -1), name=_("Show more days")),
            button("+", partial(self._zoom, 1), name=_("Show fewer days")),
            button(_("Whole life"), self.view.fit),
            button(_("Today"), self._to_today),
        ):
            self._bar.addWidget(one)
        for two in band_legend(self, ("status", "document", "petition", "trip", "gap", "overlap")):
            self._bar.addWidget(two)
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(theme.S)
        self._told = label(" ", quiet=True, wrap=True)
        page.addWidget(bar)
        page.addLayout(self._remarks)
        page.addWidget(self.view, 1)
        page.addWidget(self._told)

    def show_ref(self, ref: str) -> None:
        """Show the lifeline of a person."""
        fresh = ref != self._person
        self._person = ref or self._person
        self._read()
        if fresh:
            self.view.choose(self._office.today())
            self.view.fit()
        self.view.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Read again when this person, or a case of theirs, was touched."""
        if self._person and (not changed.people or self._person in changed.people or changed.cases):
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        from immdesk.office.lifeline import lifeline

        clear_layout(self._remarks)
        try:
            found = lifeline(self._office, self._person)
        except Problem as gone:
            self._heading.set_title(gone.happened)
            self._heading.set_words(gone.do)
            self.view.hide()
            self._out.show(False)
            return
        self._line = found
        self.view.show()
        self._out.show(True)
        self._heading.set_title(_("Lifeline of {name}").format(name=found.name))
        self._heading.set_words(_("Statuses, documents, petitions and trips as recorded"))
        for words in found.remarks[:_MOST_REMARKS]:
            self._remarks.addWidget(Banner(words, "warn"))
        more = len(found.remarks) - _MOST_REMARKS
        if more > 0:
            self._remarks.addWidget(label(_("{n} more below").format(n=more), quiet=True))
        self.view.set_chart(found.chart, self._office.today())
        self._on_chosen(self.view.day)

    def _page(self) -> tuple[str, str, bytes] | None:
        from immdesk.office.calendar_days import CalendarFilter
        from immdesk.office.docket_sheets import Asked, sheet_pdf

        today = self._office.today()
        pdf = sheet_pdf(self._office, "lifeline", Asked(CalendarFilter(), today), self._person)
        return _("Lifeline"), f"lifeline-{today.isoformat()}.pdf", pdf

    def _zoom(self, step: int) -> None:
        self.view.set_zoom(self.view.zoom() + step)

    def _to_today(self) -> None:
        self.view.go_to(self._office.today())
        self.view.setFocus()

    def _to_person(self) -> None:
        self._desk.go("person", self._person)

    def _on_chosen(self, _day: date) -> None:
        thing = self.view.thing
        if thing is None:
            self._told.setText(_("Nothing is recorded yet: add a status, a document or a trip."))
            return
        line = self.view.chart.rows[thing.row].line
        words = spoken_row(line) if thing.place < 0 else spoken_thing(line, thing)
        self._told.setText(f"{line.name}: {words}" if thing.place >= 0 else words)

    def _on_entered(self, _day: date) -> None:
        spot = self.view.spot()
        if spot is not None and spot.case_id:
            self._desk.go("case", f"{spot.case_id}/dates")
        elif self._person:
            self._to_person()
