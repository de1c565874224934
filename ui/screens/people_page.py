"""The page of one person: who they are, how it is safe to reach them, their papers, their cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.badges import badge
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.screens.conflict_card import ConflictCard
from ui.screens.people_history import PersonHistory
from ui.screens.people_same import SameCard
from ui.screens.talks import NOTHING_TYPED, TalkCard

if TYPE_CHECKING:
    from immdesk.office.person_page import ContactLine, PaperLine, PersonPage
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_NARROW = 90  # letters across, below which the two columns stand below one another
_SOON = 183  # days before its expiry in which a document is shown in amber


class PersonScreen(QWidget):
    """`ref` is a person's id. The main action opens the person's newest case."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._person = office, desk, ""
        self._across: QBoxLayout | None = None
        self._talks: TalkCard | None = None
        self._typed = NOTHING_TYPED
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading("", " ")
        self._heading.add(button(_("People"), partial(desk.go, "people"), picture="back"))
        self._count = button(_("Calculators"), self._open_calculators, picture="scales")
        self._heading.add(self._count)
        self._plan = button(_("What if?"), self._open_what_if, picture="calendar")
        self._heading.add(self._plan)
        self._line = button(_("Lifeline"), self._open_lifeline, picture="calendar")
        self._heading.add(self._line)
        self._open = button(_("Open the case"), self._open_case, main=True, picture="case")
        self._heading.add(self._open)
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.L)
        page.addWidget(self._heading)
        page.addLayout(self._body, 1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show a person."""
        self._talks = self._talks if ref == self._person else None
        self._person = ref
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when this person, or a paper of theirs, was touched."""
        if self._person and (not changed.people or self._person in changed.people):
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below one another when the type has grown large for the window."""
        super().resizeEvent(event)
        if self._across is not None:
            self._across.setDirection(self._direction())

    # -- private ------------------------------------------------------------------------------

    def _direction(self) -> QBoxLayout.Direction:
        narrow = self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        return QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight

    def _read(self) -> None:
        from immdesk.office.person_page import person_page

        self._across = None
        self._typed = self._talks.typed() if self._talks is not None else NOTHING_TYPED
        self._talks = None
        clear_layout(self._body)
        try:
            page = person_page(self._office, self._person)
        except Problem as gone:
            self._heading.set_title(gone.happened)
            self._heading.set_words(gone.do)
            self._open.hide()
            self._count.hide()
            self._plan.hide()
            return
        self._fill(page)

    def _fill(self, page: PersonPage) -> None:
        self._heading.set_title(page.name)
        self._heading.set_words(" · ".join(filter(None, (page.native_name, *page.other_names))) or " ")
        self._case = page.cases[0].id if page.cases else ""
        self._open.setVisible(bool(self._case))
        self._count.setVisible(bool(self._case))
        self._line.show()
        self._plan.setVisible(bool(self._case))
        if page.safe_contact:
            self._body.addWidget(Banner(_("Safe contact: {words}").format(words=page.safe_contact), "warn"))
        self._across = QBoxLayout(self._direction())
        self._across.setSpacing(theme.L)
        self._across.addLayout(_column(self._who(page), self._reach(page), self._log()), 1)
        self._across.addLayout(_column(self._cases(page), self._papers(page), self._family(page)), 1)
        self._body.addLayout(self._across)
        if page.kept_apart:
            words = n_(
                "{n} more entry is kept in one case only and shown there.",
                "{n} more entries are kept in one case only and shown there.",
                page.kept_apart,
            )
            self._body.addWidget(label(words, quiet=True, wrap=True))
        ref = f"person/{self._person}"
        self._body.addWidget(SameCard(self._office, self._desk, self._person))
        self._body.addWidget(ConflictCard(self._office, self._desk, ref))
        self._body.addWidget(PersonHistory(self._office, self._desk, self._person))
        self._body.addStretch(1)

    def _log(self) -> TalkCard:
        from immdesk.office.work_rows import talks_of

        self._talks = TalkCard(self._office, self._desk, {"person_id": self._person})
        self._talks.put(talks_of(self._office, "person_id", self._person))
        self._talks.type_again(self._typed)
        return self._talks

    def _who(self, page: PersonPage) -> Card:
        card = Card(_("Who"))
        numbers = tuple((one.kind, one.tail) for one in page.numbers)
        card.body.addLayout(_pairs(page.facts + numbers))
        if not (page.facts or numbers):
            card.body.addWidget(label(_("Nothing has been told yet."), quiet=True, wrap=True))
        return card

    def _reach(self, page: PersonPage) -> Card:
        card = Card(_("How to reach"))
        form = _pairs(((_("Home"), page.home),) if page.home else ())
        for one in page.contacts:
            form.addRow(label(one.kind, quiet=True), _contact(one))
        card.body.addLayout(form)
        if not (page.contacts or page.home):
            card.body.addWidget(label(_("No telephone, e-mail or address is known."), quiet=True, wrap=True))
        return card

    def _cases(self, page: PersonPage) -> Card:
        card = Card(_("Cases"))
        card.body.setSpacing(0)
        for one in page.cases:
            words = f"{one.number} · {one.role}"
            closed = _("closed") if one.status == "closed" else ""
            card.body.addWidget(
                text_line(one.title, words, partial(self._desk.go, "case", one.id), note=closed)
            )
        if not page.cases:
            card.body.addWidget(label(_("Part of no case."), quiet=True, wrap=True))
        return card

    def _papers(self, page: PersonPage) -> Card:
        card = Card(_("Documents"))
        card.body.setSpacing(0)
        for one in page.papers:
            words = " · ".join(filter(None, (one.kind, one.number_tail, expiry_words(one))))
            note = "" if one.scanned else _("no scan yet")
            level = expiry_level(one)
            if level:
                note = _("expired") if level == "bad" else _("expires soon")
            card.body.addWidget(text_line(one.title, words, self._open_papers, note=note, level=level))
        if not page.papers:
            card.body.addWidget(label(_("No document is here yet."), quiet=True, wrap=True))
        return card

    def _family(self, page: PersonPage) -> Card:
        card = Card(_("Relatives in the office"))
        card.body.setSpacing(0)
        for one in page.relatives:
            card.body.addWidget(
                text_line(one.name, one.kind, partial(self._desk.go, "person", one.person_id))
            )
        if not page.relatives:
            card.hide()
        return card

    def _open_case(self) -> None:
        self._desk.go("case", self._case)

    def _open_what_if(self) -> None:
        self._desk.go("what-if", f"{self._case}/{self._person}")

    def _open_calculators(self) -> None:
        self._desk.go("calculators", f"{self._case}//{self._person}")

    def _open_lifeline(self) -> None:
        self._desk.go("lifeline", self._person)

    def _open_papers(self) -> None:
        if self._case:
            self._desk.go("case", f"{self._case}/evidence")


def expiry_words(paper: PaperLine) -> str:
    """Say until when a document is good; "" for one that does not expire."""
    if paper.expires_on is None or paper.days_left is None:
        return ""
    day = on_screen(paper.expires_on)
    if paper.days_left < 0:
        return _("expired {day}").format(day=day)
    return _("good until {day}").format(day=day)


def expiry_level(paper: PaperLine) -> str:
    """Give the level of a document by the days it is still good: bad, warn or none."""
    if paper.days_left is None or paper.days_left > _SOON:
        return ""
    return "bad" if paper.days_left < 0 else "warn"


def _contact(one: ContactLine) -> QWidget:
    whole = QWidget()
    down = QVBoxLayout(whole)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(2)
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    value = label(one.value)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    across.addWidget(value)
    if not one.safe:
        across.addWidget(badge(_("not safe"), "bad"))
    across.addStretch(1)
    down.addLayout(across)
    if one.note:
        down.addWidget(label(one.note, wrap=True, small=True, level="" if one.safe else "bad"))
    return whole


def _pairs(pairs: tuple[tuple[str, str], ...]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(theme.XL)
    form.setVerticalSpacing(theme.S)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignTop)
    for name, value in pairs:
        told = label(value, wrap=True)
        told.setAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
        )
        caption = label(name, quiet=True)
        caption.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addRow(caption, told)
    return form


def _column(*cards: QWidget) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(theme.L)
    for one in cards:
        down.addWidget(one)
    down.addStretch(1)
    return down
