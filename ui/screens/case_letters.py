"""The letters of a case: begun from the library, edited, signed off, opened in Word, put into the packet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import firm, letter_desk, letter_offers, letter_review, letters
from immdesk.office.letter_desk import LetterDesk, Moved, Question
from immdesk.office.letter_rows import LetterRow, VersionRow, letter_row, letters_of
from immdesk.office.rows import Changed
from ui import theme
from ui.forms.lines import LineList, ListLine
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.flow import Flow
from ui.parts.labels import label, set_level, title_label
from ui.screens.case_page_tab import CaseTab, tab_head
from ui.screens.case_page_time import on_the_wall
from ui.screens.letter_begin import LetterBegin
from ui.screens.letter_compare import LetterCompare
from ui.screens.letter_editor import LetterText
from ui.screens.letter_out import LetterOut
from ui.screens.letter_side import LetterSide
from ui.screens.letter_words import line_of, state_words
from ui.who_changed import about

QUIET = 60_000  # milliseconds after the last letter typed


class CaseLetters(CaseTab):
    """The list at the left, the text in the middle, what belongs to it at the right."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._rows: tuple[LetterRow, ...] = ()
        self._now: LetterDesk | None = None
        self._unsaved: dict[str, tuple[str, str]] = {}
        self._base, self._sent = "", ""
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self._keep_meanwhile)
        self._out = LetterOut(office, desk, self, self._run)
        self._words = label("", quiet=True, wrap=True)
        self._list = LineList(_("Letters of the case"))
        self._list.currentItemChanged.connect(self._chosen)
        self._text = LetterText()
        self._text.textChanged.connect(self._typed)
        self._side = LetterSide(self._version_words)
        self._side.answered.connect(self._answer)
        self._side.asked.connect(self._on_asked)
        QShortcut(QKeySequence.StandardKey.Save, self._text, self._save)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        templates = button(_("Word templates…"), self._out.ask_templates, link=True)
        begin = button(_("Begin a letter…"), self._ask_letter, main=True, picture="edit")
        down.addLayout(tab_head(self._words, templates, begin))
        self._split = QSplitter()
        for one in (self._list, self._build_middle(), self._side):
            self._split.addWidget(one)
        for place, stretch in enumerate((2, 5, 3)):
            self._split.setStretchFactor(place, stretch)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([300, 560, 400])
        self._list.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        down.addWidget(self._split, 1)
        words = _("Cover letters, support letters by criterion, agreements and more are in the library.")
        self._empty = EmptyState(
            "edit", _("No letters yet"), words, _("Begin a letter…"), self._ask_letter, main=True
        )
        down.addWidget(self._empty, 1)

    def begin(self) -> None:
        """Forget the letters of another case; what was typed there and not saved is kept for it."""
        self._hold()
        self._now = None
        self._list.put([], "")

    def read(self, office: Any, case_id: str) -> tuple[LetterRow, ...]:
        """Give the letters of the case."""
        return letters_of(office, case_id)

    def draw(self, rows: tuple[LetterRow, ...]) -> None:
        """Show the list; the chosen letter stays chosen."""
        self._rows = rows
        signed = sum(row.signed for row in rows)
        count = n_("{n} letter", "{n} letters", len(rows))
        self._words.setText(f"{count} · " + n_("{n} signed off", "{n} signed off", signed) if rows else "")
        self._empty.setVisible(not rows)
        self._split.setVisible(bool(rows))
        self._list.put([line_of(row) for row in rows], self._list.current_id() or self._wanted())
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed as a version when another page is shown."""
        super().hideEvent(event)
        if self.window().isVisible() and not self.desk.locked:
            self._save()

    # -- private ------------------------------------------------------------------------------

    def _wanted(self) -> str:
        return self._now.row.id if self._now else ""

    def _build_middle(self) -> QWidget:
        made = QWidget()
        down = QVBoxLayout(made)
        down.setContentsMargins(theme.M, 0, theme.M, 0)
        down.setSpacing(theme.S)
        self._title = title_label("", 2, wrap=True)
        self._state = label("", wrap=True)
        actions = Flow()
        self._keep = button(_("Save a version"), self._save, main=True, picture="save")
        self._keep.setToolTip("Ctrl+S")
        self._keep.setEnabled(False)
        actions.addWidget(self._keep)
        for words, then in (
            (_("Open in Word"), partial(self._with_saved, self._out.open_in_word)),
            (_("Bring in from Word…"), partial(self._with_saved, self._out.ask_word)),
            (_("Save as a PDF…"), partial(self._with_saved, self._out.ask_pdf)),
            (_("An attorney signs off…"), self._ask_attorney),
        ):
            actions.addWidget(button(words, then))
        down.addWidget(self._title)
        down.addWidget(self._state)
        down.addLayout(actions)
        down.addWidget(self._text, 1)
        return made

    def _chosen(self, _item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self._hold()
        self._show()

    def _show(self) -> None:
        """Show the chosen letter, with what was typed into it and not saved yet."""
        chosen = self._list.current_id()
        if not chosen:
            return
        typed = self._typed_text() if self._now is not None and self._now.row.id == chosen else None
        try:
            found = letter_desk.letter_desk(self.office, chosen)
        except Problem as problem:
            self.desk.problem(problem)
            return
        held = self._unsaved.pop(chosen, None) or ((self._base, typed) if typed is not None else None)
        self._now = found
        self._base = held[0] if held else found.row.newest.id
        text = held[1] if held else found.text
        if text != self._text.toPlainText():
            self._text.blockSignals(True)
            self._text.put_text(text)
            self._text.blockSignals(False)
        self._text.open_exhibits(found.open_exhibits)
        self._side.put(found)
        self._title.setText(found.row.title)
        about(self, self.desk, "letter", found.row.id, found.row.title)
        self._typed()

    def _typed_text(self) -> str | None:
        """Give what was typed and is not saved; None when nothing was."""
        text = self._text.toPlainText()
        return text if self._now is not None and text != self._now.text else None

    def _hold(self) -> None:
        typed = self._typed_text()
        if typed is not None and self._now is not None:
            self._unsaved[self._now.row.id] = (self._base, typed)

    def _typed(self) -> None:
        changed = self._typed_text() is not None
        self._keep.setEnabled(changed)
        if self._now is not None:
            words, level = state_words(self._now, changed=changed)
            self._state.setText(words)
            set_level(self._state, level)
        if changed:
            self._quiet.start()

    def _keep_meanwhile(self) -> None:
        """Keep what was typed after a quiet minute; a signed-off letter waits for who changes it."""
        if self._now is not None and not self._now.row.signed and not self.desk.locked:
            self._save()

    def _save(self) -> None:
        typed = self._typed_text()
        if typed is None or self._now is None:
            return
        self._sent = typed
        self._run(_("Saving the letter"), letters.save, self._now.row.id, typed, base=self._base)

    def _run(self, title: str, function: Any, *args: Any, **named: Any) -> None:
        call = partial(function, **named) if named else function
        self.desk.work.run(
            self, call, self.office, *args, done=self._done, failed=self.desk.problem, title=title
        )

    def _done(self, changed: Changed | tuple[str, Changed] | None) -> None:
        """Tell every screen; a letter that was just begun is shown."""
        if isinstance(changed, tuple):
            made, changed = changed
            self._hold()
            self._now = None
            self._list.put([ListLine(made, "")], made)
        elif changed is not None and "letter_version" in changed.tables and self._now is not None:
            self._base = letter_row(self.office, self._now.row.id).newest.id
            if self._text.toPlainText() in (self._sent, self._now.text):
                self._now = None  # nothing was typed since: the kept version is shown
        if changed is None:
            self.desk.tell(_("Nothing was changed."))
            self._now = None
            self._show()
            return
        self.desk.changed(changed)

    def _ask_letter(self) -> None:
        offers = letter_offers.offered(self.office, self.case_id)
        offered = partial(letter_offers.paragraphs_for, self.office, self.case_id)
        LetterBegin(self.desk.window, offers, offered, self._make).show()

    def _make(self, letter: str, paragraphs: list[str]) -> None:
        make = partial(letters.make, paragraphs=paragraphs)
        self._run(_("Beginning the letter"), make, self.case_id, letter)

    def _answer(self, field: str, typed: str) -> None:
        self._run(_("Keeping the answer"), letter_desk.answer, self.case_id, field, typed)

    def _on_asked(self, what: str, about: Any) -> None:
        if self._now is None:
            return
        letter_id = self._now.row.id
        if what == "find":
            self._text.show_words(about)
        elif what == "put":
            self._text.put_in(about)
        elif what == "paragraph":
            self._text.put_lines(letter_desk.paragraph_text(self.office, self.case_id, about))
        elif what == "paragraphs":
            self._ask_paragraph()
        elif what == "fill":
            self._put(letter_desk.with_answers(self.office, self.case_id, self._text.toPlainText()))
        elif what == "replace" and isinstance(about, Moved):
            self._put(letter_desk.with_moved(self._text.toPlainText(), about))
        elif what == "question" and isinstance(about, Question):
            self._open_question(about)
        elif what == "remark":
            self._ask_remark()
        elif what == "settle":
            self._run(_("Settling the remark"), letter_review.settle, about)
        elif what == "compare":
            compare = partial(letter_review.compare, self.office)
            LetterCompare(self.desk.window, self._now.row.versions, about, compare).show()
        elif what == "mark":
            self._run(_("Marking the letter"), letters.set_mark, letter_id, *about)
        elif what == "remove":
            title, words = _("Remove this letter?"), _("All its versions go with it; Undo brings them back.")
            remove = partial(self._run, _("Removing the letter"), letters.remove, letter_id)
            self.desk.ask(title, words, _("Remove"), remove, danger=True)

    def _ask_paragraph(self) -> None:
        rows = letter_offers.paragraphs_for(self.office, self.case_id, all_of_them=True)
        options = tuple((one.id, f"{one.title} ({one.cite})") for one in rows)
        then = partial(self._on_asked, "paragraph")
        self.desk.ask_choice(
            _("Which paragraph goes into the letter?"), _("Paragraph"), options, _("Put it in"), then
        )

    def _put(self, text: str) -> None:
        """Put a text in place of the one that is shown; Ctrl+Z brings the other back."""
        cursor = self._text.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def _open_question(self, question: Question) -> None:
        root = question.field.partition(".")[0]
        if root in ("office", "attorney"):
            self.desk.go("settings")
        elif root == "employer":
            self.desk.go("employers")
        else:
            self.desk.go("intake", f"case:{self.case_id}#{question.field}@")

    def _ask_remark(self) -> None:
        about = self._text.textCursor().selectedText()
        title = _("Remark on “{words}”").format(words=about[:60]) if about else _("Remark on the letter")
        then = partial(self._remark, about)
        self.desk.ask_text(title, _("What is to be changed"), _("Keep"), then, long=True)

    def _remark(self, about: str, text: str) -> None:
        if self._now is not None:
            self._run(_("Keeping the remark"), letter_review.remark, self._now.row.id, text, about)

    def _ask_attorney(self) -> None:
        self._with_saved(self._ask_who)

    def _with_saved(self, then: Callable[[LetterRow], None]) -> None:
        """Go on with the letter as it is kept; what was typed must be saved first."""
        if self._now is None:
            return
        if self._typed_text() is not None:
            self.desk.tell(_("Save the letter first (Ctrl+S): only what is saved goes on."))
            return
        then(self._now.row)

    def _ask_who(self, row: LetterRow) -> None:
        attorneys = firm.attorneys_here(self.office)
        title = _("Who has read this letter and signs it off?")
        sign = partial(self._run, _("Signing off the letter"), letter_review.sign_off, row.id)
        self.desk.ask_choice(title, _("Attorney"), attorneys, _("Sign off"), sign)

    def _version_words(self, version: VersionRow) -> str:
        at = on_the_wall(self.office, datetime.fromisoformat(version.at)) if version.at else None
        when = f"{on_screen(at.date())}, {at:%H:%M}" if at else ""
        how = {"word": _("from Word"), "begun": _("begun")}.get(version.how, "")
        signed = _("signed off by {name}").format(name=version.signed_by) if version.signed_by else ""
        return " · ".join(filter(None, (when, version.by, how, signed)))
