"""The official forms of a case: which blank is there, what is still unanswered on each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from immdesk.basics.words import _, n_
from immdesk.office import blanks, filled_form, more_forms, packets
from immdesk.office.filled_form import Difference
from immdesk.office.more_forms import MoreForms
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
_LEADING = Qt.AlignmentFlag.AlignLeft


class CaseForms(CaseTab):
    """A card for each form and person."""

    slow = True

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._open: set[str] = set()
        self._rows: tuple[FormRow, ...] = ()
        self._differ: tuple[Difference, ...] = ()
        self._words = label(_("Looking at the forms…"), quiet=True, wrap=True)
        add = button(_("Add the agency's blank PDF…"), self._pick, main=True, picture="form")
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        type_online = button(_("Type into an online system…"), self._type, picture="list")
        more = button(_("Fill another form…"), self._more)
        more.setToolTip(_("AR-11, G-1145 and every form that the packet does not hold"))
        down.addLayout(tab_head(self._words, more, type_online, add))
        down.addWidget(self._column, 1)

    def begin(self) -> None:
        """Fold every list."""
        self._open.clear()
        self._column.clear()
        self._words.setText(_("Looking at the forms…"))

    def read(self, office: Any, case_id: str) -> tuple[tuple[FormRow, ...], tuple[Difference, ...]]:
        """Give the forms that the case needs, and what was written on them against the record."""
        rows = packets.forms_of(office, case_id)
        by_hand = any(row.by_hand for row in rows)
        return rows, filled_form.differences(office, case_id) if by_hand else ()

    def draw(self, found: tuple[tuple[FormRow, ...], tuple[Difference, ...]]) -> None:
        """Show a card for each form."""
        self._rows, self._differ = found
        rows = self._rows
        ready = sum(row.blank == "ready" for row in rows)
        self._words.setText(
            _("{ready} of {all} blanks are there in the edition that counts today.").format(
                ready=ready, all=len(rows)
            )
        )
        self._column.clear()
        if self._differ:
            self._column.add(_differences(self._differ))
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
        if row.unmapped:
            name = _("Say what goes into the boxes of {form}").format(form=row.form)
            say = partial(self.desk.go, "form", row.unmapped)
            card.body.addWidget(button(_("Say what goes into its boxes"), say, name=name), 0, _LEADING)
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
        self.draw((self._rows, self._differ))

    def _ask(self) -> None:
        self.desk.go("intake", f"case:{self.case_id}")

    def _type(self) -> None:
        open_typing(self.desk, self.office, self.case_id)

    def _more(self) -> None:
        self.desk.work.run(
            self,
            more_forms.more_forms,
            self.office,
            self.case_id,
            done=self._choose,
            failed=self.desk.problem,
        )

    def _choose(self, found: MoreForms) -> None:
        fields = (("form", _("Form"), found.forms), ("person", _("For whom"), found.people))
        self.desk.ask_choices(_("Fill another form"), fields, _("Look at the form"), self._chosen)

    def _chosen(self, chosen: dict[str, str]) -> None:
        self.desk.go("filled", f"{self.case_id}/{chosen['form']}/{chosen['person'] or '-'}/-")

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


def _differences(differ: tuple[Difference, ...]) -> Card:
    """Give the list of what forms of the household say otherwise than the record."""
    card = Card(_("Said otherwise than the record"))
    for one in differ:
        said = _("{where}: {label} is “{by_hand}” by hand; the record says “{record}”.").format(
            where=one.where, label=one.label, by_hand=one.by_hand, record=one.record
        )
        card.body.addWidget(label(said, wrap=True, level="warn"))
        if one.others:
            others = _("Other forms: {others}").format(others="; ".join(one.others))
            card.body.addWidget(label(others, wrap=True, quiet=True))
    return card


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
