"""The card on conflicts of interest: who looked and when, names not looked for, others in the matter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import conflict_matters, conflicts
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label

if TYPE_CHECKING:
    from ui.parts.desk import Desk

_PARTS = ("opposing party", "spouse or former spouse", "employer", "relative", "witness", "other")


class ConflictCard(Card):
    """`ref` is "case/ID", "enquiry/ID", "person/ID" or "staff/ID"."""

    def __init__(self, office: Any, desk: Desk, ref: str) -> None:
        super().__init__(_("Conflicts of interest"))
        self._office, self._desk, self._ref = office, desk, ref
        try:
            self._about = conflict_matters.about(office, ref)
        except Problem as gone:
            self.body.addWidget(label(gone.happened, wrap=True))
            return
        self._draw()

    def _draw(self) -> None:
        about = self._about
        checks = conflicts.checks_of(self._office, about.id, about.case_id or "")
        if checks:
            last = checks[0]
            words = _("{who} looked on {day}: {result}.")
            told = words.format(who=last.looked_by, day=conflicts.day_of(last), result=last.words)
            level = "bad" if last.result == "conflict" else ""
            self.body.addWidget(label(told, wrap=True, level=level))
        new = conflicts.new_names(about, checks)
        if new:
            words = _("Nobody has looked for: {names}").format(names="; ".join(new))
            self.body.addWidget(label(words, wrap=True, level="warn"))
        elif not checks:
            self.body.addWidget(label(_("No name is known yet."), quiet=True))
        self._others()
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        look = partial(self._desk.go, "conflicts", self._ref)
        feet.addWidget(button(_("Look for conflicts"), look, picture="search"))
        if about.moment != "staff" and (about.case_id or about.enquiry_id):
            feet.addWidget(button(_("Another person in the matter…"), self._ask_part, link=True))
        feet.addStretch(1)
        self.body.addLayout(feet)

    def _others(self) -> None:
        about = self._about
        for party_id, name, part in conflict_matters.other_parties(
            self._office, about.case_id or "", about.enquiry_id or ""
        ):
            across = QHBoxLayout()
            words = f"{name} · {part_words(part)}" if part else name
            across.addWidget(label(words, wrap=True), 1)
            away = partial(self._run, conflict_matters.take_other_party_away, party_id)
            said = _("Take {name} out of the matter").format(name=name)
            across.addWidget(button(_("Take out"), away, link=True, name=said))
            self.body.addLayout(across)

    def _ask_part(self) -> None:
        options = tuple((part, part_words(part)) for part in _PARTS)
        self._desk.ask_choice(
            _("Another person in the matter"), _("Part"), options, _("Go on"), self._ask_name
        )

    def _ask_name(self, part: str) -> None:
        self._desk.ask_text(
            part_words(part).capitalize(),
            _("Name of the person or company"),
            _("Add"),
            partial(self._add, part),
        )

    def _add(self, part: str, name: str) -> None:
        about = self._about
        self._run(conflict_matters.add_other_party, name, part, about.case_id or "", about.enquiry_id or "")

    def _run(self, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args, done=self._desk.changed, failed=self._desk.problem
        )


def part_words(part: str) -> str:
    """Give what somebody is in a matter, in words; what was typed freely stays."""
    return {
        "opposing party": _("opposing party"),
        "spouse or former spouse": _("spouse or former spouse"),
        "employer": _("employer"),
        "relative": _("relative"),
        "witness": _("witness"),
        "other": _("somebody else"),
    }.get(part, part)
