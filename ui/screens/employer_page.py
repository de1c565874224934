"""The page of one employer: what it is, where people work, who signs, its cases, jobs and conversations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label, title_label
from ui.parts.line import text_line
from ui.parts.pairs import pairs
from ui.screens.talks import NOTHING_TYPED, TalkCard
from ui.who_changed import about

if TYPE_CHECKING:
    from immdesk.office.employer_page import EmployerPage
    from immdesk.office.rows import Changed
    from immdesk.office.work_rows import WorkLine
    from ui.parts.desk import Desk

_NARROW = 90  # letters across, below which the two columns stand below one another
_TABLES = frozenset(
    ("employer", "worksite", "employer_contact", "job", "said", "case_file", "document", "contact_log")
)


class EmployerScreen(QWidget):
    """`ref` is an employer's id. The main action corrects its facts."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._employer = office, desk, ""
        self._across: QBoxLayout | None = None
        self._talks: TalkCard | None = None
        self._typed = NOTHING_TYPED
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading("", " ")
        self._heading.add(button(_("Employers"), partial(desk.go, "employers"), picture="back"))
        self._edit = button(_("Correct the facts"), self._correct, main=True, picture="edit")
        self._heading.add(self._edit)
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.L)
        page.addWidget(self._heading)
        page.addLayout(self._body, 1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show an employer."""
        self._talks = self._talks if ref == self._employer else None
        self._employer = ref
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when something that the page shows was touched."""
        if self._employer and (not changed.tables or changed.tables & _TABLES):
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
        from immdesk.office.employer_page import employer_page

        self._across = None
        self._typed = self._talks.typed() if self._talks is not None else NOTHING_TYPED
        self._talks = None
        clear_layout(self._body)
        try:
            page = employer_page(self._office, self._employer)
        except Problem as gone:
            self._heading.set_title(gone.happened)
            self._heading.set_words(gone.do)
            self._edit.hide()
            return
        self._edit.show()
        self._fill(page)

    def _fill(self, page: EmployerPage) -> None:
        self._heading.set_title(page.name)
        self._heading.set_words(page.below or " ")
        about(self, self._desk, "employer", page.id, page.name)
        for words in page.doubts:
            self._body.addWidget(Banner(words, "warn"))
        self._across = QBoxLayout(self._direction())
        self._across.setSpacing(theme.L)
        talks = TalkCard(self._office, self._desk, {"employer_id": page.id})
        talks.put(page.talks)
        talks.type_again(self._typed)
        self._talks = talks
        work = (self._jobs(page), self._cases(page), self._documents(page), talks)
        self._across.addLayout(_column(self._facts(page), self._worksites(page), self._contacts(page)), 1)
        self._across.addLayout(_column(*work), 1)
        self._body.addLayout(self._across)
        self._body.addStretch(1)

    def _facts(self, page: EmployerPage) -> Card:
        card = Card(_("What it is"))
        for place, (title, facts) in enumerate(page.groups):
            if place:
                card.body.addWidget(title_label(title, 3))
            card.body.addLayout(pairs(facts))
        return card

    def _worksites(self, page: EmployerPage) -> Card:
        return self._lines(
            _("Worksites"),
            "worksite",
            _("Add a worksite"),
            page.worksites,
            _("No place of work is recorded."),
        )

    def _contacts(self, page: EmployerPage) -> Card:
        nothing = _("Nobody is recorded who speaks or signs for this employer.")
        return self._lines(
            _("Contacts and signatories"), "contact", _("Add a contact"), page.contacts, nothing
        )

    def _jobs(self, page: EmployerPage) -> Card:
        return self._lines(_("Jobs"), "job", _("Add a job"), page.jobs, _("No job is recorded."))

    def _cases(self, page: EmployerPage) -> Card:
        card = Card(_("Cases"))
        nothing = _("No case is about this employer yet. A case names its employer under Work and fees.")
        self._put(card, page.cases, self._open_case, nothing)
        return card

    def _documents(self, page: EmployerPage) -> Card:
        card = Card(_("Documents"))
        self._put(card, page.documents, None, _("No document of this employer is here yet."))
        return card

    def _lines(self, title: str, kind: str, add: str, rows: Sequence[WorkLine], nothing: str) -> Card:
        card = Card(title, action=button(add, partial(self._open, kind, ""), link=True))
        table = "employer_contact" if kind == "contact" else kind
        self._put(card, rows, partial(self._open, kind), nothing, table)
        return card

    def _put(
        self,
        card: Card,
        rows: Sequence[WorkLine],
        then: Callable[[str], None] | None,
        nothing: str,
        table: str = "",
    ) -> None:
        card.body.setSpacing(0)
        for row in rows:
            if then is None:
                card.body.addWidget(label(" · ".join(filter(None, (row.title, row.words))), wrap=True))
                continue
            line = text_line(row.title, row.words, partial(then, row.id), note=row.note, level=row.level)
            about(line, self._desk, table, row.id if table else "", row.title)
            card.body.addWidget(line)
        if not rows:
            card.body.addWidget(label(nothing, quiet=True, wrap=True))

    def _correct(self) -> None:
        self._open("employer", self._employer)

    def _open(self, kind: Any, record_id: str) -> None:
        from ui.screens.work_sheet import open_work

        open_work(self._desk, self._office, kind, {"employer_id": self._employer}, record_id)

    def _open_case(self, case_id: str) -> None:
        self._desk.go("case", f"{case_id}/work")


def _column(*cards: QWidget) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(theme.L)
    for one in cards:
        down.addWidget(one)
    down.addStretch(1)
    return down
