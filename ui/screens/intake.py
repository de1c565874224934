"""Intake: choose a questionnaire, or go on with one; the questions themselves are in `intake_asking`."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from immdesk.office import interviews, today
from immdesk.office.rows import Changed
from ui.parts.desk import Desk
from ui.screens.intake_answers import attempt
from ui.screens.intake_asking import Asking
from ui.screens.intake_start import IntakeStart


class Intake(QWidget):
    """The start page, or the draft that is being asked."""

    def __init__(self, office: Any, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._desk = office, desk
        self.start = IntakeStart(office, desk)
        self.start.beginning.connect(self._begin_form)
        self.asking = Asking(office, desk)
        self.asking.discarded.connect(self._show_start)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.asking)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def show_ref(self, ref: str) -> None:
        """Show a draft, "DRAFT#KEY" with a question; "case:ID#KEY" asks about that case; "" begins anew."""
        self.asking.leave()
        what, _hash, key = ref.partition("#")
        if not what:
            self._show_start()
        elif what.startswith("case:"):
            self._ask_about(what.removeprefix("case:"), key)
        else:
            self._open(interviews.resume, key, what)

    def refresh(self, changed: Changed) -> None:
        """Nothing to read again: an open draft has no other writer."""

    def _show_start(self) -> None:
        self._stack.setCurrentWidget(self.start)
        self.start.refresh()

    def _begin_form(self, form: str) -> None:
        view = attempt(self._desk, interviews.start, self._office, form)
        if view is not None:
            self._desk.go("intake", view.draft_id)

    def _ask_about(self, case_id: str, key: str) -> None:
        """Go on with the draft about a case; when there is none, begin one with what the office knows."""
        for draft in today.drafts_of(self._office):
            view = attempt(self._desk, interviews.overview, self._office, draft.id)
            if view is not None and view.case_id == case_id:
                self._open(interviews.resume, key, draft.id)
                return
        form = attempt(self._desk, interviews.form_of, self._office, case_id)
        if form:
            self._open(interviews.start, key, form, case_id)
        else:
            self._show_start()

    def _open(self, function: Any, key: str, *args: str) -> None:
        if not self.asking.open(function, *args):
            self._show_start()
            return
        self.start.clear()
        self._stack.setCurrentWidget(self.asking)
        if key:
            self.asking.go_to(key)
        else:
            self.asking.focus_first()
