"""Enquiries: who asked for help and has no case yet, those to be followed up first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.parts.line import text_line

if TYPE_CHECKING:
    from immdesk.office.enquiries import EnquiryRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class Enquiries(QWidget):
    """The list of enquiries. Its main action takes a new one down."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Enquiries"), " ")
        self._heading.add(
            button(_("New enquiry"), partial(desk.go, "enquiry", "new"), main=True, picture="add")
        )
        page.addWidget(self._heading)
        self._finder = Finder(_("Find an enquiry"), _("Find by a name or by what they ask"))
        self._finder.finding.connect(self._on_finding)
        self._closed = QCheckBox(_("Show also those that are closed or became a case"))
        self._closed.toggled.connect(self._on_finding)
        page.addWidget(self._finder)
        page.addWidget(self._closed)
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.L)
        page.addLayout(self._body)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show the enquiries, found by the words of `ref`."""
        if ref:
            self._finder.setText(ref)
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when an enquiry was touched."""
        if not changed.tables or "enquiry" in changed.tables:
            self._read()

    def _on_finding(self, _what: object) -> None:
        self._read()

    def _read(self) -> None:
        from immdesk.office import enquiries

        rows = enquiries.enquiries(
            self._office, only_open=not self._closed.isChecked(), find=self._finder.text()
        )
        self._heading.set_words(enquiries.said_of(len(rows)))
        clear_layout(self._body)
        if not rows:
            words = _(
                "Take down who asks and what they ask; it comes up on Today when you are to call again."
            )
            new = partial(self._desk.go, "enquiry", "new")
            self._body.addWidget(EmptyState("note", _("No enquiry here"), words, _("New enquiry"), new))
            return
        card = Card()
        card.setAccessibleName(_("Enquiries"))
        card.body.setSpacing(0)
        for row in rows:
            card.body.addWidget(enquiry_line(row, self._desk))
        self._body.addWidget(card)


def enquiry_line(row: EnquiryRow, desk: Desk) -> QWidget:
    """Give the line of one enquiry; it opens the enquiry."""
    note = _("follow up") if row.late else "" if row.outcome == "open" else row.outcome_words
    level = "warn" if row.late else ""
    return text_line(row.name, row.line, partial(desk.go, "enquiry", row.id), note=note, level=level)
