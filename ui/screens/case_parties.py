"""The people in a case: who they are to it, and how it is safe to reach them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout

from immdesk.basics.words import _, n_
from immdesk.office import cases
from immdesk.office.rows import PartyRow
from ui import theme
from ui.parts.badges import badge
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import CaseTab, Column, tab_head
from ui.screens.case_parties_words import relationship_words, role_words
from ui.screens.conflict_card import ConflictCard


class CaseParties(CaseTab):
    """A card a person."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._words = label("", quiet=True)
        self._column = Column()
        ask = button(_("Add or change people…"), self._open_questions, main=True, picture="people")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addLayout(tab_head(self._words, ask))
        down.addWidget(self._column, 1)

    def read(self, office: Any, case_id: str) -> tuple[PartyRow, ...]:
        """Give the people of the case."""
        return cases.case_page(office, case_id).parties

    def draw(self, rows: tuple[PartyRow, ...]) -> None:
        """Show a card for each."""
        self._words.setText(n_("{n} person in this case", "{n} people in this case", len(rows)))
        self._column.clear()
        petitioned = any(row.role == "petitioner" for row in rows)
        for row in rows:
            self._column.add(self._card(row, petitioned))
        if not rows:
            words = _("Open the questions: each person named there stands here.")
            self._column.add(EmptyState("people", _("Nobody is in this case yet"), words))
        self._column.add(ConflictCard(self.office, self.desk, f"case/{self.case_id}"))
        self._column.end()

    def _card(self, row: PartyRow, petitioned: bool) -> Card:
        card = Card()
        card.setAccessibleName(f"{row.name}, {role_words(row.role)}")
        head = QHBoxLayout()
        head.setSpacing(theme.M)
        head.addWidget(icon_label("person", 24))
        head.addWidget(title_label(row.name, 2, wrap=True), 1)
        head.addWidget(badge(role_words(row.role), "accent"))
        if row.own_petition:
            head.addWidget(badge(_("own petition"), "good"))
        card.body.addLayout(head)
        if row.safe_contact:
            card.body.addWidget(Banner(_("Safe contact: {words}").format(words=row.safe_contact), "warn"))
        form = QFormLayout()
        form.setHorizontalSpacing(theme.XL)
        form.setVerticalSpacing(theme.XS)
        for name, value in _details(row, petitioned):
            if value:
                said = label(value, wrap=True)
                said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
                form.addRow(label(name, quiet=True), said)
        card.body.addLayout(form)
        facts = button(
            _("What is known about this person"),
            partial(self._facts, row.person_id),
            link=True,
            name=_("What is known about {name}").format(name=row.name),
        )
        page = button(
            _("Page of this person"),
            partial(self.desk.go, "person", row.person_id),
            link=True,
            name=_("Page of {name}").format(name=row.name),
        )
        foot = QHBoxLayout()
        foot.setSpacing(theme.L)
        foot.addWidget(page)
        foot.addWidget(facts)
        foot.addStretch(1)
        card.body.addLayout(foot)
        return card

    def _facts(self, _person: str) -> None:
        self.desk.go("case", f"{self.case_id}/facts")

    def _open_questions(self) -> None:
        self.desk.go("intake", f"case:{self.case_id}")


def _details(row: PartyRow, petitioned: bool) -> tuple[tuple[str, str], ...]:
    return (
        (_("Native script"), row.native_name),
        (_("Relationship"), relationship_words(row.relationship, not petitioned)),
        (_("Born"), row.born_on),
        (_("Telephone"), row.phone),
        (_("E-mail"), row.email),
    )
