"""One document: its pages at the left, to turn, split or leave out; what is known of it at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office import documents, evidence_log, evidence_pages
from immdesk.office.rows import EvidenceRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.flow import Flow
from ui.parts.heading import Heading, page_layout
from ui.screens.case_evidence_words import about
from ui.screens.case_page_tab import Column
from ui.screens.document_facts import FactsCard
from ui.screens.document_log import LogCard
from ui.screens.document_more import CriteriaCard, TranslationCard, WorkProductCard
from ui.screens.packet_preview import PacketPreview
from ui.who_changed import about as of_record

if TYPE_CHECKING:
    from immdesk.office.rows import Changed


class DocumentScreen(QWidget):
    """`ref` is "case id/document id"."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._case, self._id = "", ""
        self._row: EvidenceRow | None = None
        layout = page_layout(self)
        self._heading = Heading(_("Document"), " ")
        self._heading.add(button(_("Evidence of the case"), self._back, picture="back"))
        layout.addWidget(self._heading)
        self._body = QWidget()
        across = QHBoxLayout(self._body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.L)
        across.addWidget(self._build_left(), 6)
        self._right = Column()
        self._facts, self._log = FactsCard(office, desk), LogCard(office, desk)
        self._criteria, self._translation = CriteriaCard(office, desk), TranslationCard(office, desk)
        self._mark = WorkProductCard(office, desk)
        self._right.add(self._facts, self._log, self._criteria, self._translation, self._mark)
        self._right.end()
        across.addWidget(self._right, 5)
        words = _("Choose a document on the page Evidence of its case.")
        self._nothing = EmptyState("document", _("No document is chosen"), words)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._nothing, 1)

    def show_ref(self, ref: str) -> None:
        """Show a document."""
        self._case, _slash, self._id = ref.partition("/")
        self._read(again=True)

    def refresh(self, changed: Changed) -> None:
        """Read again when this document, its case or its person was touched."""
        if self._id and (not changed.cases or self._case in changed.cases):
            self._read(again=False)

    # -- private ------------------------------------------------------------------------------

    def _build_left(self) -> QWidget:
        left = QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        tools = Flow()
        self._tools = (
            button(_("Turn left"), partial(self._turn, 270), link=True),
            button(_("Turn right"), partial(self._turn, 90), link=True),
            button(_("Split before this page"), self._split, link=True),
            button(_("Leave this page out"), self._leave_out, link=True),
            button(_("Find blank pages…"), self._find_blank, link=True),
            button(_("Join another document…"), self._ask_join, link=True),
        )
        self._first = button(_("Show the original"), self._show_first, link=True)
        self._first.setCheckable(True)
        self._undone = button(_("Use the original again…"), self._ask_first, link=True)
        for one in (*self._tools, self._first, self._undone):
            tools.addWidget(one)
        self._pages = PacketPreview(self._desk.work.run, thumbnails=False)
        self._no_scan = EmptyState(
            "document",
            _("No scan of this document yet"),
            _("Drop the scan on the page Evidence of the case."),
        )
        down.addLayout(tools)
        down.addWidget(self._pages, 1)
        down.addWidget(self._no_scan, 1)
        return left

    def _read(self, *, again: bool) -> None:
        before = self._row
        try:
            self._row = (
                next(
                    (one for one in documents.evidence(self._office, self._case) if one.id == self._id), None
                )
                if self._case and self._id
                else None
            )
        except Problem as problem:
            self._desk.problem(problem)
            self._row = None
        there = self._row is not None
        self._body.setVisible(there)
        self._nothing.setVisible(not there)
        if self._row is None:
            self._heading.set_title(_("Document"))
            self._heading.set_words("")
            return
        self._heading.set_title(self._row.title)
        of_record(self, self._desk, "document", self._id, self._row.title)
        self._heading.set_words(about(self._row, whole=True))
        for card in (self._facts, self._log, self._criteria, self._translation, self._mark):
            card.show_document(self._case, self._row, again=again)
        log = evidence_log.log_of(self._office, self._id)
        self._first.setVisible(log.original)
        self._undone.setVisible(log.original)
        same = before is not None and not again and (before.pages, before.size) == (
            self._row.pages, self._row.size,
        )  # fmt: skip
        if not same:
            self._first.setChecked(False)
            self._show_pages()

    def _show_pages(self) -> None:
        assert self._row is not None
        first = self._first.isChecked()
        scanned = self._row.pages > 0
        self._pages.setVisible(scanned)
        self._no_scan.setVisible(not scanned)
        for one in self._tools:
            one.setEnabled(scanned and not first)
        if not scanned:
            return
        draw = evidence_log.original_picture if first else documents.picture
        count = evidence_log.original_pages(self._office, self._id) if first else self._row.pages
        at = min(max(self._pages.page(), 1), count)
        self._pages.open(partial(draw, self._office, self._id), count)
        self._pages.show_page(at)

    def _show_first(self) -> None:
        self._show_pages()
        told = _("This is the file as it came in.") if self._first.isChecked() else ""
        self._heading.set_words(told or (about(self._row, whole=True) if self._row else ""))

    def _do(self, title: str, work: Any, *args: Any) -> None:
        self._desk.work.run(
            self, work, self._office, *args, done=self._desk.changed, failed=self._desk.problem, title=title
        )

    def _turn(self, degrees: int) -> None:
        self._do(_("Turning the page"), evidence_pages.turn, self._id, [self._pages.page()], degrees)

    def _split(self) -> None:
        self._do(_("Splitting"), evidence_pages.split, self._case, self._id, self._pages.page())

    def _leave_out(self) -> None:
        self._do(_("Leaving a page out"), evidence_pages.leave_out, self._id, [self._pages.page()])

    def _find_blank(self) -> None:
        self._desk.work.run(
            self, evidence_pages.blank_pages, self._office, self._id,
            done=self._on_blank, failed=self._desk.problem, title=_("Looking for blank pages"),
        )  # fmt: skip

    def _on_blank(self, pages: tuple[int, ...]) -> None:
        if not pages:
            self._desk.tell(_("No page looks blank."))
            return
        self._pages.show_page(pages[0])
        numbers = ", ".join(map(str, pages))
        self._desk.ask(
            n_("{n} page looks blank", "{n} pages look blank", len(pages)),
            _("Pages {pages}. The first of them is shown behind this. Look at each: a faint stamp or pencil "
              "can look blank to the desk. The original is kept.").format(pages=numbers),
            _("Leave them out"),
            partial(self._do, _("Leaving pages out"), evidence_pages.leave_out, self._id, list(pages)),
        )  # fmt: skip

    def _ask_join(self) -> None:
        others = tuple(
            (one.id, f"{one.title} · {one.who}" if one.who else one.title)
            for one in documents.evidence(self._office, self._case)
            if one.kind == "document" and one.pages and one.id != self._id
        )
        if not others:
            self._desk.tell(_("The case has no other document with a scan."))
            return
        self._desk.ask_choice(
            _("Join which document behind this one?"), _("Document"), others, _("Join"), self._join
        )

    def _join(self, other: str) -> None:
        self._do(_("Joining"), evidence_pages.join, self._id, [other])

    def _ask_first(self) -> None:
        self._desk.ask(
            _("Use the original again?"),
            _("Pages that were turned, split off or left out come back as they came in. Undo takes it back."),
            _("Use the original"),
            partial(self._do, _("Taking the original"), evidence_pages.as_it_came, self._id),
        )

    def _back(self) -> None:
        self._desk.go("case", f"{self._case}/evidence" if self._case else "")
