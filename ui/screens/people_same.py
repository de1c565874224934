"""On a person's page: who may be the same person, who was merged into this record, and splitting again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from immdesk.basics.words import _
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.parts.line import text_line

if TYPE_CHECKING:
    from immdesk.office.same_person import Candidate
    from immdesk.office.splitting import MergeLine
    from ui.parts.desk import Desk


class SameCard(Card):
    """Nobody is joined by itself: each line opens the two records beside each other."""

    def __init__(self, office: Any, desk: Desk, person_id: str) -> None:
        other = button(_("Merge with another record…"), self._ask_name, link=True)
        super().__init__(_("The same person?"), "", other)
        self._office, self._desk, self._person = office, desk, person_id
        self.body.setSpacing(0)
        self._wait = label(_("Looking for names…"), quiet=True)
        self.body.addWidget(self._wait)
        read = partial(_read, office, person_id)
        desk.work.run_pure(self, read, done=self._show, failed=desk.problem)

    def _show(self, found: tuple[tuple[Candidate, ...], tuple[MergeLine, ...]]) -> None:
        self._wait.hide()
        alike, merges = found
        for one in alike:
            words = " · ".join(part for part in (one.born_on, one.a_number, one.cases, one.why) if part)
            compare = partial(self._compare, one.person_id)
            self.body.addWidget(text_line(one.name, words, compare, note=f"{one.alike} %"))
        for merge in merges:
            self.body.addLayout(self._merge(merge))
        if not alike and not merges:
            self.body.addWidget(label(_("No other record is like this person."), quiet=True, wrap=True))

    def _merge(self, merge: MergeLine) -> QHBoxLayout:
        across = QHBoxLayout()
        words = _("{name} was merged into this record on {day} by {who}.")
        told = words.format(name=merge.gone_name, day=merge.on, who=merge.by)
        across.addWidget(label(told, wrap=True), 1)
        name = _("Split off {name} again").format(name=merge.gone_name)
        split = partial(self._desk.go, "split", merge.id)
        across.addWidget(button(_("Split again…"), split, link=True, name=name))
        return across

    def _compare(self, other: str) -> None:
        self._desk.go("merge", f"{self._person}/{other}")

    def _ask_name(self) -> None:
        self._desk.ask_text(
            _("Which record is the same person?"), _("Name, as it may be written"), _("Find"), self._find
        )

    def _find(self, text: str) -> None:
        from immdesk.office.same_person import Asked, candidates

        given, _space, family = text.strip().rpartition(" ")
        found = candidates(self._office, Asked(family, given), frozenset((self._person,)), 12)
        if not found:
            self._desk.tell(_("Nobody has a name like this."))
            return
        options = tuple((one.person_id, one.words) for one in found)
        self._desk.ask_choice(
            _("Which record is the same person?"), _("The person"), options, _("Compare"), self._compare
        )


def _read(office: Any, person_id: str) -> tuple[tuple[Candidate, ...], tuple[MergeLine, ...]]:
    """Give who may be the same and who was merged; a common name takes some tenths of a second."""
    from immdesk.office.same_person import candidates_of
    from immdesk.office.splitting import merges_of

    return candidates_of(office, person_id), merges_of(office, person_id)
