"""Waiting for approval: what was asked, from what to what and why; an attorney approves or sends back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout
from ui.parts.card_page import card_page
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.approvals import RequestRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

LEVELS = {"approved": "good", "sent_back": "warn", "stale": ""}


class Approvals(QWidget):
    """A card for each request that waits, and the last answers below."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._heading = Heading(_("Waiting for approval"), " ", button(_("Back"), desk.back, picture="back"))
        self._body = card_page(self, self._heading, Page())

    def show_ref(self, _ref: str) -> None:
        """Read the requests and show them."""
        self._desk.work.run_pure(self, _read, self._office, done=self._show, failed=self._desk.problem)

    def refresh(self, changed: Changed) -> None:
        """Read again when a request was asked or answered, or a date may have overtaken one."""
        if self.isVisible() and changed.tables & {"approval_request", "docket_entry", "approval"}:
            self.show_ref("")

    # -- private ------------------------------------------------------------------------------

    def _show(
        self, found: tuple[tuple[RequestRow, ...], frozenset[str], tuple[RequestRow, ...], bool]
    ) -> None:
        waiting, overtaken, answered, approves = found
        self._heading.set_words(n_("{n} request waits", "{n} requests wait", len(waiting)))
        clear_layout(self._body)
        for row in waiting:
            self._body.addWidget(self._card(row, row.id in overtaken, approves))
        if not waiting:
            words = _("What a paralegal may not do alone stands here until an attorney decides.")
            self._body.addWidget(EmptyState("stamp", _("Nothing waits for an attorney"), words))
        if answered:
            card = Card(_("Answered"))
            for row in answered:
                card.body.addWidget(_answered_line(row))
            self._body.addWidget(card)

    def _card(self, row: RequestRow, overtaken: bool, approves: bool) -> Card:
        card = Card(row.what, row.case)
        card.body.addWidget(title_label(row.title, level=2, wrap=True))
        if row.before or row.after:
            words = _("From {before} to {after}").format(before=row.before or "–", after=row.after or "–")
            card.body.addWidget(label(words, wrap=True))
        card.body.addWidget(label(_("Why: {why}").format(why=row.why), wrap=True))
        told = _("Asked by {name}, {day}.").format(name=row.asked_by, day=row.asked_at)
        card.body.addWidget(label(told, quiet=True, small=True, wrap=True))
        if overtaken:
            words = _("Overtaken: it was changed since it was asked. Look at it as it is now.")
            card.body.addWidget(label(words, level="warn", wrap=True))
        card.body.addLayout(self._acts(row, approves))
        return card

    def _acts(self, row: RequestRow, approves: bool) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        if row.case_id:
            spoken = _("Open the case of: {what}").format(what=row.title)
            look = partial(self._desk.go, "case", row.case_id)
            across.addWidget(button(_("Open the case"), look, link=True, name=spoken))
        across.addStretch(1)
        if not approves:
            across.addWidget(label(_("An attorney decides."), quiet=True))
            return across
        back = _("Send back: {what}").format(what=row.title)
        across.addWidget(button(_("Send back…"), partial(self._ask_why, row.id), name=back))
        spoken = _("Approve: {what}").format(what=row.title)
        across.addWidget(button(_("Approve"), partial(self._ask_who, row.id), main=True, name=spoken))
        return across

    def _ask_who(self, request_id: str) -> None:
        self._with_attorney(partial(self._approve, request_id))

    def _with_attorney(self, then: Any) -> None:
        """Go on in the name of who sits here; where nobody signs in by name, ask which attorney decides."""
        from immdesk.office import firm, sign_in

        if sign_in.who(self._office).staff_id:
            then("")
            return
        attorneys = firm.attorneys_here(self._office)
        self._desk.ask_choice(_("Who decides this?"), _("Attorney"), attorneys, _("Go on"), then)

    def _approve(self, request_id: str, staff_id: str) -> None:
        from immdesk.office import approvals

        self._run(approvals.approve, request_id, staff_id)

    def _ask_why(self, request_id: str) -> None:
        self._with_attorney(partial(self._ask_reason, request_id))

    def _ask_reason(self, request_id: str, staff_id: str) -> None:
        self._desk.ask_text(
            _("Send it back"),
            _("What is to be done first? Who asked reads this."),
            _("Send back"),
            partial(self._send_back, request_id, staff_id),
            long=True,
        )

    def _send_back(self, request_id: str, staff_id: str, reason: str) -> None:
        from immdesk.office import approvals

        self._run(approvals.send_back, request_id, reason, staff_id)

    def _run(self, function: Any, *args: object) -> None:
        self._desk.work.run(self, function, self._office, *args, done=self._desk.changed, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._desk.problem(error)
        self.show_ref("")


def _read(office: Any) -> tuple[tuple[RequestRow, ...], frozenset[str], tuple[RequestRow, ...], bool]:
    from immdesk.office import approvals, sign_in

    return (
        approvals.waiting(office),
        approvals.overtaken(office),
        approvals.answered(office),
        sign_in.may(office, "approve"),
    )


def _answered_line(row: RequestRow) -> QWidget:
    from immdesk.office.approvals import state_words

    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, theme.XS, 0, theme.XS)
    across.setSpacing(theme.M)
    down = QVBoxLayout()
    down.setSpacing(2)
    down.addWidget(label(" · ".join(filter(None, (row.what, row.title, row.case))), wrap=True))
    by = _("{name}, {day}").format(name=row.answered_by or "?", day=row.answered_at)
    down.addWidget(label(" · ".join(filter(None, (by, row.reason))), quiet=True, small=True, wrap=True))
    across.addLayout(down, 1)
    across.addWidget(badge(state_words()[row.state], LEVELS[row.state]), 0, Qt.AlignmentFlag.AlignTop)
    return line
