"""The official forms of a case: which blank is there, what is still unanswered on each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from immdesk.basics.words import _, n_
from immdesk.office import blanks, packets
from immdesk.office.rows import Changed, FormRow
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import CaseTab, Column, tab_head
from ui.screens.typing_panel import open_typing

MANY = 8


class CaseForms(CaseTab):
    """A card for each form and person."""

    slow = True

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._open: set[str] = set()
        self._rows: tuple[FormRow, ...] = ()
        self._words = label(_("Looking at the forms…"), quiet=True, wrap=True)
        add = button(_("Add the agency's blank PDF…"), self._pick, main=True, picture="form")
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        type_online = button(_("Type into an online system…"), self._type, picture="list")
        down.addLayout(tab_head(self._words, type_online, add))
        down.addWidget(self._column, 1)

    def begin(self) -> None:
        """Fold every list."""
        self._open.clear()
        self._column.clear()
        self._words.setText(_("Looking at the forms…"))

    def read(self, office: Any, case_id: str) -> tuple[FormRow, ...]:
        """Give the forms that the case needs."""
        return packets.forms_of(office, case_id)

    def draw(self, rows: tuple[FormRow, ...]) -> None:
        """Show a card for each form."""
        self._rows = rows
        ready = sum(row.blank == "ready" for row in rows)
        self._words.setText(
            _("{ready} of {all} blanks are there in the edition that counts today.").format(
                ready=ready, all=len(rows)
            )
        )
        self._column.clear()
        for row in rows:
            self._column.add(self._card(row))
        if not rows:
            words = _("The case type names the forms. Answer who asks for whom, and they appear here.")
            self._column.add(EmptyState("form", _("No form is needed yet"), words))
        self._column.end()

    def _card(self, row: FormRow) -> Card:
        card = Card()
        card.setAccessibleName(f"{row.form}, {row.who}")
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        head.addWidget(title_label(row.form, 2))
        head.addWidget(label(row.title, quiet=True, wrap=True), 1)
        head.addWidget(badge(*_blank(row.blank)))
        card.body.addLayout(head)
        edition = _("edition {edition}").format(edition=row.edition) if row.edition else ""
        words = " · ".join(filter(None, (row.who, edition)))
        card.body.addWidget(label(words, wrap=True))
        if row.blank_note:
            card.body.addWidget(
                label(row.blank_note, level="" if row.blank == "ready" else "warn", wrap=True)
            )
        if row.boxes:
            card.body.addLayout(_filled(row))
            card.body.addLayout(self._looking(row))
        if row.unanswered:
            self._unanswered(card, row)
        return card

    def _looking(self, row: FormRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        ref = f"{self.case_id}/{row.form}/{row.person_id or '-'}/{row.sponsor_id or '-'}"
        name = _("Look at {form}, {who}").format(form=row.form, who=row.who)
        line.addWidget(button(_("Look at the form"), partial(self.desk.go, "filled", ref), name=name))
        if row.by_hand:
            line.addWidget(badge(n_("{n} by hand", "{n} by hand", row.by_hand), "warn"))
        if row.unconfirmed:
            words = n_("{n} box to confirm", "{n} boxes to confirm", row.unconfirmed)
            line.addWidget(badge(words, "warn"))
        line.addStretch(1)
        return line

    def _unanswered(self, card: Card, row: FormRow) -> None:
        key = f"{row.form} {row.person_id}"
        shown = row.unanswered if key in self._open else row.unanswered[:MANY]
        card.body.addWidget(
            label(_("Still to ask: {what}").format(what="; ".join(shown)), wrap=True, quiet=True)
        )
        feet = QHBoxLayout()
        more = len(row.unanswered) - len(shown)
        if more > 0:
            words = n_("Show {n} more", "Show {n} more", more)
            feet.addWidget(button(words, partial(self._unfold, key), link=True, name=f"{words}: {row.form}"))
        feet.addWidget(
            button(_("Ask now"), self._ask, link=True, name=_("Ask now for {form}").format(form=row.form))
        )
        feet.addStretch(1)
        card.body.addLayout(feet)

    def _unfold(self, key: str) -> None:
        self._open.add(key)
        self.draw(self._rows)

    def _ask(self) -> None:
        self.desk.go("intake", f"case:{self.case_id}")

    def _type(self) -> None:
        open_typing(self.desk, self.office, self.case_id)

    def _pick(self) -> None:
        self.desk.pick_file(_("The blank form as the agency gives it"), "PDF (*.pdf)", self._add)

    def _add(self, path: Path) -> None:
        self.desk.work.run(
            self,
            blanks.add,
            self.office,
            path,
            done=self._added,
            failed=self.desk.problem,
            title=_("Looking at the blank"),
        )

    def _added(self, row: Any) -> None:
        message = _("{form}, edition {edition}: {note}.").format(
            form=row.form, edition=row.edition, note=row.note
        )
        self.desk.changed(Changed(tables=frozenset({"form_blank"}), message=message))


def _blank(state: str) -> tuple[str, str]:
    return {
        "ready": (_("blank ready"), "good"),
        "missing": (_("blank missing"), "warn"),
        "superseded": (_("superseded edition"), "bad"),
    }[state]


def _filled(row: FormRow) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.M)
    bar = QProgressBar()
    bar.setRange(0, row.boxes)
    bar.setValue(row.filled)
    bar.setTextVisible(False)
    words = _("{filled} of {boxes} boxes filled").format(filled=row.filled, boxes=row.boxes)
    bar.setAccessibleName(words)
    line.addWidget(bar, 1)
    line.addWidget(label(words, quiet=True, small=True))
    return line
