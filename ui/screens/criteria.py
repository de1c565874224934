"""The criteria of a case: what the law asks to be shown, what stands under each, how many are open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import cases, documents, evidence_criteria
from immdesk.office.evidence_log import state_title
from immdesk.office.rows import EvidenceRow
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label, title_label
from ui.parts.line import text_line

if TYPE_CHECKING:
    from immdesk.office.evidence_criteria import CriteriaSheet, CriterionLine
    from immdesk.office.rows import Changed


class Criteria(QWidget):
    """`ref` is a case id."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._case = office, desk, ""
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Criteria"), " ")
        self._heading.add(button(_("Evidence of the case"), self._back, picture="back"))
        page.addWidget(self._heading)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.L)
        page.addLayout(self._cards)
        words = _("Petitions for extraordinary people, national interest, H-1B and L-1 have them.")
        self._none = EmptyState("scales", _("This kind of case has no criteria."), words)
        page.addWidget(self._none)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show the criteria of a case."""
        self._case = ref
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case was touched."""
        if self._case and (not changed.cases or self._case in changed.cases):
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        clear_layout(self._cards)
        row = cases.case_rows(self._office, [self._case]).get(self._case) if self._case else None
        self._heading.set_words(f"{row.number} {row.title}" if row else _("No case is chosen."))
        found = evidence_criteria.criteria_of(self._office, self._case) if row else None
        self._none.setVisible(found is None or not found.sheets)
        if found is None:
            return
        papers = {one.id: one for one in documents.evidence(self._office, self._case)}
        for who, sheet in found.sheets:
            under: dict[str, list[EvidenceRow]] = {}
            for document, criteria in found.under.items():
                for one in criteria if document in papers else ():
                    under.setdefault(one, []).append(papers[document])
            self._cards.addWidget(self._sheet(who, sheet, under))

    def _sheet(self, who: str, sheet: CriteriaSheet, under: dict[str, list[EvidenceRow]]) -> Card:
        card = Card(sheet.title, who)
        told = _("{met} of {needs} have accepted evidence").format(met=sheet.met, needs=sheet.needs)
        level = "good" if not sheet.open else "warn"
        if sheet.open:
            told += " · " + n_("{n} still open", "{n} still open", sheet.open)
        card.body.addWidget(label(told, level=level, wrap=True))
        cite = "; ".join(sheet.cite)
        if sheet.confidence == "verify":
            cite = _("{cite} – verify against the regulation").format(cite=cite)
        for words in (sheet.instead, sheet.also, cite):
            if words:
                card.body.addWidget(label(words, quiet=True, wrap=True))
        if sheet.ask:
            words = _("Whether this is asked is not known yet: choose the category in the questions.")
            card.body.addWidget(label(words, level="warn", wrap=True))
        words = _("Whether a criterion is met is for the attorney: papers alone prove nothing.")
        card.body.addWidget(label(words, small=True, quiet=True, wrap=True))
        for one in sheet.lines:
            self._criterion(card, one, under.get(one.id, []))
        return card

    def _criterion(self, card: Card, one: CriterionLine, papers: list[EvidenceRow]) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        level = "good" if one.accepted else "accent" if one.there else ""
        count = n_("{n} paper", "{n} papers", one.there) if one.there else _("nothing yet")
        head.addWidget(title_label(one.title, 3, wrap=True), 1)
        head.addWidget(badge(_("asked in any case"), "warn") if one.always else badge(count, level))
        card.body.addLayout(head)
        card.body.addWidget(label(f"{one.says} {one.cite}", small=True, quiet=True, wrap=True))
        for paper in papers:
            go = partial(self._desk.go, "document", f"{self._case}/{paper.id}")
            card.body.addWidget(text_line(paper.title, paper.who, go, note=state_title(paper.state)))

    def _back(self) -> None:
        self._desk.go("case", f"{self._case}/evidence" if self._case else "")
