"""How a document stands, who gave it, who saw the original: what the log keeps, with the day and by whom."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from immdesk.basics.words import _
from immdesk.office import documents, evidence_log
from immdesk.office.evidence_log import HOWS, SEEN, STATES, Check, Provenance
from immdesk.office.rows import EvidenceRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout, rule
from ui.parts.desk import Desk
from ui.parts.labelled import Asked, Labelled
from ui.parts.labels import label, title_label


class LogCard(Card):
    """The state with its reason, where it came from, a look at the original, and the log below."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("State and log"))
        self._office, self._desk, self._id = office, desk, ""
        states = tuple((one, _capital(evidence_log.state_title(one))) for one in STATES)
        self._state = Labelled(
            (Asked("state", _("State"), states), Asked("reason", _("What is wrong, or who translates")))
        )
        self._part(self._state, _("Set the state"), self._set_state)
        hows = (("", "–"), *((one, _capital(evidence_log.how_title(one))) for one in HOWS))
        self._origin = Labelled(
            (Asked("given_by", _("Given by")), Asked("how", _("How it came"), hows),
             Asked("given_on", _("Given on")))
        )  # fmt: skip
        self._part(self._origin, _("Keep where it came from"), self._keep_origin)
        seen = tuple((one, _capital(evidence_log.seen_title(one))) for one in SEEN)
        self._look = Labelled(
            (Asked("seen", _("What was seen"), seen), Asked("seen_by", _("Seen by")),
             Asked("note", _("Remark")))
        )  # fmt: skip
        self._part(self._look, _("Record the look"), self._record_look)
        self.body.addWidget(title_label(_("Log"), 3))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.XS)
        self.body.addLayout(self._lines)

    def show_document(self, _case_id: str, row: EvidenceRow, *, again: bool) -> None:
        """Show the log of a document."""
        fresh = again or row.id != self._id
        self._id = row.id
        log = evidence_log.log_of(self._office, row.id)
        self._state.put({"state": log.state, **({"reason": ""} if fresh else {})})
        if fresh:
            given = log.provenance
            self._origin.put({"given_by": given.given_by, "how": given.how, "given_on": given.given_on})
            self._look.put({"seen": SEEN[0], "seen_by": self._office.user, "note": ""})
        clear_layout(self._lines)
        for line in log.lines:
            words = " · ".join(part for part in (line.day, line.words, line.who) if part)
            self._lines.addWidget(label(words, small=True, wrap=True, level="bad" if line.bad else ""))
        if not log.lines:
            self._lines.addWidget(label(_("Nothing is recorded yet."), quiet=True))

    def _part(self, fields: Labelled, words: str, then: Any) -> None:
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(words, then))
        self.body.addWidget(fields)
        self.body.addLayout(feet)
        self.body.addWidget(rule())

    def _run(self, title: str, work: Any, *args: Any) -> None:
        self._desk.work.run(
            self, work, self._office, self._id, *args,
            done=self._desk.changed, failed=self._desk.problem, title=title,
        )  # fmt: skip

    def _set_state(self) -> None:
        told = self._state.values()
        self._run(_("Marking the document"), documents.set_state, told["state"], told["reason"])

    def _keep_origin(self) -> None:
        told = self._origin.values()
        given = Provenance(told["given_by"], evidence_log.day_of(self._office, told["given_on"]), told["how"])
        self._run(_("Keeping where it came from"), evidence_log.say_origin, given)

    def _record_look(self) -> None:
        told = self._look.values()
        found = self._facts_found()
        self._run(
            _("Recording the look"),
            evidence_log.record_check,
            Check(told["seen"], told["seen_by"], "", *found, told["note"]),
        )

    def _facts_found(self) -> tuple[str, str]:
        """Give what the card beside this one found: the machine-readable lines, and what differs."""
        from immdesk.office.evidence_facts import check_of
        from ui.screens.document_facts import FactsCard

        around = self.parentWidget()
        beside = around.findChild(FactsCard) if around is not None else None
        return check_of(beside.found()) if beside is not None else ("", "")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
