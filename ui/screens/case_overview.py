"""The overview of a case: what is next, what is missing, who is in it, what happened."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import cases, requests, restricted
from immdesk.office.rows import CasePage, ChecklistRow, DateRow, EventRow, PartyRow, TaskRow, UnknownRow
from ui import theme
from ui.parts.badges import badge
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label
from ui.parts.line import text_line
from ui.parts.tick_task import tick_off
from ui.screens.case_alerts import alert_banners
from ui.screens.case_dates_words import away
from ui.screens.case_page_tab import CaseTab, Column
from ui.screens.case_parties_words import role_words
from ui.screens.case_restricted import RestrictedCard, restricted_banner
from ui.screens.case_unknowns import open_question, unknowns_card
from ui.who_changed import about

MANY = 8


class CaseOverview(CaseTab):
    """Everything at a glance; each card leads to the page with the details."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._column)

    def read(self, office: Any, case_id: str) -> CasePage:
        """Give what the overview shows."""
        return cases.case_page(office, case_id)

    def draw(self, rows: CasePage) -> None:
        """Show the cards: work on the left, people and history on the right."""
        self._column.clear()
        row = restricted.restriction(self.office, self.case_id)
        if (banner := restricted_banner(row)) is not None:
            self._column.add(banner)
        for flag in rows.flags:
            self._column.add(Banner(flag, "warn"))
        for banner in alert_banners(self.desk, self.office, self.do, rows.row.id, rows.alerts):
            self._column.add(banner)
        for banner in self._to_look():
            self._column.add(banner)
        if rows.row.proposals:
            words = n_(
                "{n} date waits for your decision.", "{n} dates wait for your decision.", rows.row.proposals
            )
            self._column.add(Banner(words, "info", _("Look at the dates"), partial(self._go, "dates")))
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.L)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        seen_by = RestrictedCard(self.office, self.desk, self.do, self.case_id, row)
        for column, made in enumerate((self._work(rows), [*self._people(rows), seen_by])):
            down = QVBoxLayout()
            down.setSpacing(theme.L)
            for card in made:
                down.addWidget(card)
            down.addStretch(1)
            grid.addLayout(down, 0, column)
        self._column.add(both)
        self._column.end()

    def _to_look(self) -> list[Banner]:
        from immdesk.office.conflict_matters import still_to_look

        names = still_to_look(self.office, self.case_id)
        words = _("Nobody has looked for: {names}").format(names="; ".join(names))
        look = partial(self.desk.go, "conflicts", f"case/{self.case_id}")
        return [Banner(words, "info", _("Look for conflicts"), look)] if names else []

    def _work(self, page: CasePage) -> list[Card]:
        asked = [unknowns_card(page.unknowns, self._answer)] if page.unknowns else []
        dates, papers = self._dates(page.next_dates), self._checklist(page.checklist)
        return [dates, *asked, papers, self._tasks(page.tasks)]

    def _answer(self, row: UnknownRow) -> None:
        open_question(self.desk, self.office, self.case_id, row)

    def _people(self, page: CasePage) -> list[Card]:
        people = Card(_("People"), action=self._more(_("All parties"), "parties"))
        for party in page.parties:
            people.body.addLayout(_party(party))
        about = Card(_("The case"))
        facts = (
            (_("Type"), page.row.case_type_title),
            (_("Employer"), page.employer),
            (_("Job"), page.job),
            (_("Household"), page.household),
            (_("Attorney"), page.attorney),
            (_("Responsible"), page.row.responsible),
            (_("Opened"), on_screen(page.row.opened_on) if page.row.opened_on else ""),
        )
        for name, value in facts:
            if value:
                about.body.addLayout(_pair(name, value))
        return [people, *self._happened(page.happened), about]

    def _happened(self, rows: tuple[EventRow, ...]) -> list[Card]:
        """Show what was filed and what the agency wrote; each opens to be corrected."""
        made = []
        for kind, title, action, nothing in (
            ("filing", _("Filings"), _("Record a filing…"), _("Nothing was filed yet.")),
            ("notice", _("Notices"), _("Record a notice…"), _("The agency has written nothing yet.")),
        ):
            card = Card(title, action=button(action, partial(self._open, kind, ""), link=True))
            mine = [row for row in rows if row.kind == kind]
            asking = self._asking() if kind == "notice" and mine else frozenset()
            for row in mine:
                open_it = partial(self._open, kind, row.id)
                line = text_line(row.title, row.words, open_it, note=row.state)
                about(line, self.desk, kind, row.id, row.title)
                card.body.addWidget(line)
                if row.id in asking:
                    answer = partial(self.desk.go, "requests", row.id)
                    spoken = _("What it asks for: {title}").format(title=row.title)
                    card.body.addWidget(button(_("What it asks for"), answer, picture="list", name=spoken))
            if not mine:
                card.body.addWidget(label(nothing, quiet=True, wrap=True))
            made.append(card)
        return made

    def _asking(self) -> frozenset[str]:
        """Give the notices of the case that ask for an answer."""
        return frozenset(one.notice_id for one in requests.notices_asking(self.office, self.case_id))

    def _tasks(self, rows: tuple[TaskRow, ...]) -> Card:
        """Show what is to be done in this case; each opens to be corrected or ticked off."""
        card = Card(_("Tasks"), action=button(_("Add a task…"), partial(self._open, "task", ""), link=True))
        for row in rows:
            due = on_screen(row.due_on) if row.due_on else _("no day")
            words = " · ".join(filter(None, (due, row.who, row.person)))
            across = QHBoxLayout()
            across.setSpacing(theme.S)
            line = text_line(row.title, words, partial(self._open, "task", row.id))
            about(line, self.desk, "task", row.id, row.title)
            across.addWidget(line, 1)
            spoken = _("Done: {title}").format(title=row.title)
            across.addWidget(button(_("Done"), partial(self._done, row.id), link=True, name=spoken))
            card.body.addLayout(across)
        if not rows:
            card.body.addWidget(label(_("Nothing is to be done."), quiet=True))
        card.body.addWidget(self._more(_("Proposed tasks"), "work"))
        return card

    def _open(self, kind: str, record_id: str) -> None:
        from ui.screens.case_event import open_event

        open_event(self.desk, self.office, kind, self.case_id, record_id)

    def _done(self, task_id: str) -> None:
        tick_off(self.desk, self.office, self, [task_id])

    def _dates(self, rows: tuple[DateRow, ...]) -> Card:
        card = Card(_("Next dates"), action=self._more(_("All dates"), "dates"))
        for row in rows:
            card.body.addLayout(_pair(row.shown, row.title, " · ".join(filter(None, (away(row), row.who)))))
        if not rows:
            card.body.addWidget(
                label(_("No date is on the docket. Accept the proposed dates, or answer what they need."),
                      quiet=True, wrap=True)
            )  # fmt: skip
        return card

    def _checklist(self, rows: tuple[ChecklistRow, ...]) -> Card:
        done = sum(row.state == "done" for row in rows)
        note = _("{done} of {all}").format(done=done, all=len(rows)) if rows else ""
        card = Card(_("What this case needs"), note, self._more(_("Evidence"), "evidence"))
        missing = [row for row in rows if row.state != "done"]
        for row in missing[:MANY]:
            card.body.addLayout(_check(row))
        more = len(missing) - MANY
        if more > 0:
            card.body.addWidget(label(n_("and {n} more", "and {n} more", more), quiet=True))
        if not missing:
            card.body.addWidget(label(_("Everything is there."), quiet=True))
        return card

    def _more(self, words: str, page: str) -> QWidget:
        return button(words, partial(self._go, page), link=True)

    def _go(self, page: str) -> None:
        self.desk.go("case", f"{self.case_id}/{page}")


def _pair(left: str, right: str, below: str = "") -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.L)
    name = label(left, quiet=True, wrap=True)
    name.setFixedWidth(name.fontMetrics().averageCharWidth() * 19)
    name.setAlignment(Qt.AlignmentFlag.AlignTop)
    line.addWidget(name)
    down = QVBoxLayout()
    down.setSpacing(0)
    down.addWidget(label(right, wrap=True))
    if below:
        down.addWidget(label(below, quiet=True, small=True, wrap=True))
    line.addLayout(down, 1)
    return line


def _party(party: PartyRow) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(theme.S)
    head.addWidget(title_label(party.name, 3, wrap=True), 1)
    head.addWidget(badge(role_words(party.role)), 0, Qt.AlignmentFlag.AlignTop)
    down.addLayout(head)
    words = " · ".join(filter(None, (party.relationship, party.born_on, party.phone)))
    if words:
        down.addWidget(label(words, quiet=True, small=True, wrap=True))
    if party.safe_contact:
        down.addWidget(label(party.safe_contact, level="warn", small=True, wrap=True))
    return down


def _check(row: ChecklistRow) -> QHBoxLayout:
    look = theme.look_of()
    picture, shade, words = {
        "done": ("check", look.good, _("there")),
        "open": ("clock", look.quiet, _("open")),
        "gap": ("warning", look.warn, _("missing")),
    }[row.state]
    line = QHBoxLayout()
    line.setSpacing(theme.S)
    line.addWidget(icon_label(picture, 16, shade), 0, Qt.AlignmentFlag.AlignTop)
    text = label(row.title, wrap=True, quiet=row.state == "done")
    text.setAccessibleName(f"{row.title}: {words}")
    down = QVBoxLayout()
    down.setSpacing(0)
    down.addWidget(text)
    if row.note:
        down.addWidget(label(row.note, quiet=True, small=True, wrap=True))
    line.addLayout(down, 1)
    return line
