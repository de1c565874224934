"""A questionnaire under way: sections on the left, questions on the right, saved as one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import interviews, restricted
from immdesk.office.rows import IntakeView, Question, SectionView
from ui import theme
from ui.forms.draw import FormPage
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.heading import Heading, page_layout
from ui.screens import intake_finding
from ui.screens.intake_answers import Answers, attempt
from ui.screens.intake_ending import Ending
from ui.screens.intake_restored import Restored
from ui.screens.intake_side import IntakeSide
from ui.screens.intake_top import SectionTop
from ui.screens.review import REVIEW, ReviewPage

PAUSE = 150  # milliseconds after the last key before badges and hidden questions are worked out again
AT_ONCE = ("yes_no", "choice", "choices")
_PAGING = {
    (Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_PageDown).toCombined(): 1,
    (Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_PageUp).toCombined(): -1,
}


class Asking(QWidget):
    """One draft. It shows sections and passes answers on; what they mean is decided in the office."""

    discarded = Signal()

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._view: IntakeView | None = None
        self._section = ""
        self._untouched = False  # begun from a case, and nothing typed yet
        self._homes: dict[str, str] = {}  # key of an answer → the section that asks it
        self._answers = Answers(office, desk, self)
        self._answers.read.connect(self._read)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._bring_up_to_date)
        self._ending = Ending(office, desk, self)
        self._ending.busy.connect(self._busy)
        self._ending.gone.connect(self._gone)
        self._build()

    def open(self, function: Callable[..., Any], *args: str) -> bool:
        """Show the draft that an office call begins or resumes; say whether there is one."""
        view: IntakeView | None = attempt(self._desk, function, self._office, *args)
        if view is None:
            return False
        self._section, self._view = "", None
        self._untouched = function is interviews.start
        self._homes.clear()
        self._answers.open(view.draft_id)
        self._restored.put(view.resumed)
        self._put_view(view)
        if view.sections:
            self._show_section(view.sections[0].id)
        return True

    def focus_first(self) -> None:
        """Put the keyboard in the first question."""
        self._page.focus_first()

    def go_to(self, key: str) -> None:
        """Put the keyboard in a question: by its key, a section's id, or "PATH@PERSON" as facts name it."""
        section, key = self._find(key)
        self._show_section(section or self._section)
        if not self._page.focus_key(key):
            self._page.focus_first()

    def leave(self) -> None:
        """Work out what waits; a draft about a case in which nothing was typed need not be kept."""
        self.settle()
        if self._view is not None and self._untouched and self._view.case_id:
            attempt(self._desk, interviews.discard, self._office, self._view.draft_id)
            self._view = None

    def settle(self) -> None:
        """Work out now what waits for a pause in the typing."""
        if self._pause.isActive():
            self._pause.stop()
            self._bring_up_to_date()

    def show_review(self) -> None:
        """Show every answer by section, with what is missing, and Finish."""
        if self._view is None:
            return
        self.settle()
        draft = self._view.draft_id
        lines = attempt(self._desk, interviews.review, self._office, draft)
        view = attempt(self._desk, interviews.overview, self._office, draft)
        if lines is None or view is None:
            return
        self._section = REVIEW
        self._put_view(view)
        self._review.put(view, lines)
        self._review.propose(restricted.proposed_words(self._office, view.form, view.case_id))
        self._pages.setCurrentWidget(self._review)
        self._review.focus_answers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, redo, and go from section to section by the keyboard."""
        by = _PAGING.get(event.keyCombination().toCombined())
        if event.matches(QKeySequence.StandardKey.Undo):
            self._answers.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._answers.redo()
        elif by is not None:
            self._step(by)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z and the paging keys for this page before the window's menu takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if any(map(event.matches, undo)) or event.keyCombination().toCombined() in _PAGING:
                event.accept()
                return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the draft in order before another screen is shown; a locked desk comes back to it."""
        if not event.spontaneous():
            self.settle() if self._desk.locked else self.leave()
        super().hideEvent(event)

    # building

    def _build(self) -> None:
        layout = page_layout(self)
        discard = button(_("Discard…"), self._ask_to_discard, link=True)
        self._to_review = button(_("Review and finish"), self.show_review, main=True)
        self._finish = button(_("Finish and open the case"), self._keep, main=True)
        self._heading = Heading(
            "", _("Every answer is saved as you type."), discard, self._to_review, self._finish
        )
        layout.addWidget(self._heading)
        across = QHBoxLayout()
        across.setSpacing(theme.XL)
        self._side = IntakeSide()
        self._side.chosen.connect(self._show_section)
        self._side.adding.connect(self._add_section)
        across.addWidget(self._side, 3)
        across.addLayout(self._build_right(), 6)
        layout.addLayout(across, 1)

    def _build_right(self) -> QVBoxLayout:
        self._restored = Restored()
        self._restored.going_on.connect(self.focus_first)
        self._restored.discarding.connect(self._ask_to_discard)
        self._top = SectionTop()
        self._top.removing.connect(self._ask_to_remove_section)
        self._top.taking.connect(self._take_person)
        self._top.denying.connect(self._ask_to_say_no)
        self._top.copying.connect(partial(self._change, interviews.copy_home))
        self._pages = QStackedWidget()
        self._back = button(_("Previous section"), partial(self._step, -1), picture="left")
        self._on = button(_("Next section"), partial(self._step, 1), picture="right")
        self._page = self._new_page()
        self._review = ReviewPage()
        self._review.jumping.connect(self.go_to)
        self._pages.addWidget(self._review)
        self._on.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._back.setToolTip(_("Ctrl+Page Up"))
        self._on.setToolTip(_("Ctrl+Page Down"))
        feet = QHBoxLayout()
        feet.addWidget(self._back)
        feet.addStretch(1)
        feet.addWidget(self._on)
        down = QVBoxLayout()
        down.setSpacing(theme.M)
        down.addWidget(self._restored)
        down.addWidget(self._top)
        down.addWidget(self._pages, 1)
        down.addLayout(feet)
        return down

    def _new_page(self) -> FormPage:
        page = FormPage(self._pages)
        page.then = (self._back, self._on)
        page.typed.connect(self._answers.typed)
        page.left.connect(self._left)
        page.adding.connect(self._add_row)
        page.removing.connect(self._ask_to_remove_row)
        page.completing.connect(self._said_complete)
        page.past_the_end.connect(partial(self._step, 1))
        self._pages.addWidget(page)
        return page

    # showing

    def _put_view(self, view: IntakeView) -> None:
        before = self._view
        if before is not None and before.draft_id == view.draft_id and before.resumed:
            view = replace(view, resumed=True)
        if before is None or (view.title, view.resumed) != (before.title, before.resumed):
            self._heading.set_title(view.title)
            again = _("Taken up again where it was left. Every answer is saved as you type.")
            self._heading.set_words(again if view.resumed else _("Every answer is saved as you type."))
        self._view = view
        self._side.put(view, self._section)
        reviewing = self._section == REVIEW
        self._top.setVisible(not reviewing)
        self._to_review.setVisible(not reviewing)
        self._finish.setVisible(reviewing)
        self._finish.setEnabled(view.ready)
        self._finish.setText(_("Keep these answers") if view.case_id else _("Finish and open the case"))
        self._finish.setAccessibleName(self._finish.text())
        self._on.setVisible(not reviewing)
        self._back.setEnabled(self._side.neighbour(self._section, -1) is not None)
        self._on.setText(_("Next section") if self._side.neighbour(self._section, 1) else _("Review"))
        if not reviewing:
            self._top.put(view, self._section)

    def _show_section(self, section: str) -> None:
        if self._view is None or not section or section == self._section:
            return
        self.settle()
        view = self._view_of(section)
        if view is None:
            return
        self._section = section
        old, self._page = self._page, self._new_page()
        self._page.put(view)
        self._pages.setCurrentWidget(self._page)
        self._pages.removeWidget(old)
        old.deleteLater()
        self._remember()
        self._top.put_section(view)
        self._put_view(self._view)
        self._page.focus_first()

    def _step(self, by: int) -> None:
        there = self._side.neighbour(self._section, by)
        if there == "":
            self.show_review()
        elif there:
            self._show_section(there)

    def _read(self, question: Question) -> None:
        self._untouched = False
        section = self._homes.get(question.key, "")
        if section and section != self._section:
            self._show_section(section)
            self._page.focus_key(question.key)
        self._page.read(question)
        self._pause.start(0 if question.type in AT_ONCE else PAUSE)

    def _left(self, _key: str) -> None:
        self._answers.leave()
        self.settle()

    def _bring_up_to_date(self) -> None:
        if self._view is None:
            return
        draft = self._view.draft_id
        view = self._view_of(self._section)
        if view is not None:
            self._page.put(view)
            self._remember()
            self._top.put_section(view)
        overview = attempt(self._desk, interviews.overview, self._office, draft)
        if overview is not None:
            self._put_view(overview)

    def _remember(self) -> None:
        self._answers.remember(self._page.fields())
        self._homes.update({field.key: self._section for field in self._page.fields()})

    def _view_of(self, section: str) -> SectionView | None:
        draft = self._view.draft_id if self._view is not None else ""
        view: SectionView | None = attempt(self._desk, interviews.section, self._office, draft, section)
        return view

    def _find(self, key: str) -> tuple[str, str]:
        if self._view is None or key in self._side.sections.ids():
            return key, ""
        if "@" in key:
            path, _at, who = key.partition("@")
            return intake_finding.by_path(self._view_of, self._view.sections, path, who)
        return intake_finding.by_key(self._view_of, self._side.may_hold(key), key)

    # rows and sections that come and go

    def _change(self, function: Callable[..., Any], *args: Any) -> None:
        if self._view is not None:
            self._untouched = False
            attempt(self._desk, function, self._office, self._view.draft_id, *args)
            self._answers.forget()
            self._homes.clear()
            self._bring_up_to_date()

    def _add_row(self, list_key: str) -> None:
        before = {field.key for field in self._page.fields()}
        self._change(interviews.add_row, list_key)
        new = next((field.key for field in self._page.fields() if field.key not in before), "")
        self._page.focus_key(new)

    def _ask_to_remove_row(self, row_key: str) -> None:
        inside = [field for field in self._page.fields() if field.key.startswith(row_key + ".")]
        remove = partial(self._change, interviews.remove_row, row_key)
        if not any(field.question.text for field in inside):
            remove()
            return
        words = _("What was typed in it is removed from the draft.")
        self._desk.ask(_("Remove this row?"), words, _("Remove"), remove, danger=True)

    def _ask_to_say_no(self, section: str, count: int) -> None:
        title = n_("Answer “no” to one question?", "Answer “no” to {n} questions?", count)
        words = _("Each is kept as an answer of its own. Do it only when every one of them was asked.")
        self._desk.ask(title, words, _("Answer “no”"), partial(self._change, interviews.say_no, section))

    def _said_complete(self, list_key: str, said: bool) -> None:
        if self._view is not None:
            draft, self._untouched = self._view.draft_id, False
            attempt(self._desk, interviews.said_complete, self._office, draft, list_key, said)
            self._bring_up_to_date()

    def _add_section(self, kind: str) -> None:
        if self._section == REVIEW:
            self._step(-1)
        before = set(self._side.sections.ids())
        self._change(interviews.add_section, kind)
        self._show_section(next((one for one in self._side.sections.ids() if one not in before), ""))

    def _ask_to_remove_section(self, section: str) -> None:
        words = _("Everything typed in it is removed from the draft.")
        remove = partial(self._remove_section, section)
        self._desk.ask(_("Remove this section?"), words, _("Remove"), remove, danger=True)

    def _remove_section(self, section: str) -> None:
        self._show_section(self._side.sections.ids()[0])
        self._change(interviews.remove_section, section)

    def _take_person(self, section: str, person_id: str) -> None:
        self._change(interviews.take_person, section, person_id)

    # the end

    def _keep(self) -> None:
        if self._view is not None:
            self._ending.finish(self._view.draft_id, restrict=self._review.restricts())

    def _ask_to_discard(self) -> None:
        if self._view is not None:
            self._ending.ask_to_discard(self._view.draft_id)

    def _busy(self, busy: bool) -> None:
        self._finish.setEnabled(not busy)

    def _gone(self) -> None:
        self._view = None
        self.discarded.emit()
