"""What follows from a notice that was just taken down: its dates to accept, and the note to the client."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.event_words import ASKS_ANSWER
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.labels import label
from ui.parts.line import date_line, text_line
from ui.screens.message_card import MessageCard

if TYPE_CHECKING:
    from immdesk.office.mail import Taken
    from immdesk.office.rows import Changed, DateRow
    from ui.parts.desk import Desk

ACCEPTABLE = ("proposed", "moved", "lifted")


class AfterView(QWidget):
    """Shows what a notice set going; `onward` asks for the next piece of mail."""

    onward = Signal()

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._taken: Taken | None = None
        self._keys: list[str] = []
        inner = Page()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, theme.S, 0)
        down.setSpacing(theme.L)
        self._told = QVBoxLayout()
        down.addLayout(self._told)
        self._dates = Card(_("Dates from it"))
        self._dates.body.setSpacing(0)
        down.addWidget(self._dates)
        self._tasks = Card(_("To do now"))
        self._tasks.body.setSpacing(0)
        down.addWidget(self._tasks)
        self._message = MessageCard(office, desk, _("Note to the client"))
        self._message.language.connect(self._write)
        down.addWidget(self._message)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        self._status = button(_("Add it to the person's statuses"), self._keep_status)
        feet.addWidget(self._status)
        self._requests = button(_("What it asks for"), self._open_requests, picture="list")
        feet.addWidget(self._requests)
        feet.addStretch(1)
        self._onward = button(_("Next piece"), self.onward.emit, main=True)
        feet.addWidget(self._onward)
        down.addLayout(feet)
        down.addStretch(1)
        fill(self, scroll_page(inner))

    def put(self, taken: Taken) -> None:
        """Show what a notice set going."""
        self._taken = taken
        clear_layout(self._told)
        self._told.addWidget(Banner(taken.changed.message, "good"))
        self._read()
        self._write("")
        self._onward.setFocus()

    def read_again(self) -> None:
        """Read the dates and tasks again after a change elsewhere; what was typed into the note stays."""
        if self._taken is not None:
            self._read()

    def _read(self) -> None:
        from immdesk.office import dates, mail_status, today

        assert self._taken is not None
        case_id = self._taken.case_id
        waiting = [row for row in dates.dates_of(self._office, case_id) if row.state in ACCEPTABLE]
        self._keys = [row.key for row in waiting]
        self._put_dates(case_id, waiting)
        self._tasks.clear()
        tasks = today.open_tasks(self._office, case_id)
        for task in tasks:
            self._tasks.body.addWidget(
                text_line(task.title, task.who, partial(self._desk.go, "case", case_id))
            )
        self._tasks.setVisible(bool(tasks))
        self._status.setVisible(mail_status.may_be_a_status(self._office, self._taken.notice_id))
        self._requests.setVisible(self._taken.kind in ASKS_ANSWER)

    def _open_requests(self) -> None:
        assert self._taken is not None
        self._desk.go("requests", self._taken.notice_id)

    def _put_dates(self, case_id: str, waiting: list[DateRow]) -> None:
        self._dates.clear()
        for row in waiting:
            self._dates.body.addWidget(date_line(row, partial(self._desk.go, "case", f"{case_id}/dates")))
        if waiting:
            words = n_("Accept {n} date", "Accept all {n} dates", len(waiting))
            self._dates.body.addWidget(button(words, self._accept, picture="check"))
        else:
            words = _("Nothing waits for a decision.")
            self._dates.body.addWidget(label(words, quiet=True, wrap=True))

    def _accept(self) -> None:
        from immdesk.office import dates

        assert self._taken is not None
        self._desk.work.run(
            self,
            dates.accept,
            self._office,
            self._taken.case_id,
            self._keys,
            done=self._accepted,
            failed=self._desk.problem,
            title=_("Accepting dates"),
        )

    def _accepted(self, changed: Changed) -> None:
        self._desk.changed(changed)
        self._read()
        self._write("")

    def _write(self, language: str) -> None:
        from immdesk.office import client_texts

        assert self._taken is not None
        try:
            self._message.put(client_texts.after_notice(self._office, self._taken.notice_id, language))
        except Problem as problem:
            self._desk.problem(problem)

    def _keep_status(self) -> None:
        from immdesk.office import mail_status

        assert self._taken is not None
        self._desk.work.run(
            self,
            mail_status.keep_as_status,
            self._office,
            self._taken.notice_id,
            done=self._kept,
            failed=self._desk.problem,
            title=_("Recording…"),
        )

    def _kept(self, changed: Changed) -> None:
        self._desk.changed(changed)
        self._read()
