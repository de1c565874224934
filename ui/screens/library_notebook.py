"""The research notebook in the Library: notes at the left, the chosen one at the right, its cases below."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from ui import theme
from ui.forms.lines import LineList, ListLine
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label
from ui.screens.case_page_tab import Column
from ui.screens.library_alerts import impact_card
from ui.screens.library_note import NoteDeeds, note_card
from ui.screens.library_note_form import NoteForm

if TYPE_CHECKING:
    from immdesk.office.impact import Impact
    from immdesk.office.library_page import LibraryPage
    from immdesk.office.research import ResearchRow, Written
    from ui.parts.desk import Desk

_NARROW = 90  # letters across, below which the note stands below the list
_MANY_CASES = 200


class Notebook(QWidget):
    """Notes on the law, found by any word in them; a note is written and corrected where it is read."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._rows: tuple[ResearchRow, ...] = ()
        self._words = ""
        self._form: NoteForm | None = None
        self._impact: tuple[str, Impact] | None = None
        self._list = LineList(_("Notes"))
        self._list.setMinimumHeight(8 * self.fontMetrics().height())
        self._list.currentItemChanged.connect(self._on_chosen)
        self.setFocusProxy(self._list)
        self._right = Column()
        left = QVBoxLayout()
        left.setSpacing(theme.S)
        self._new = button(_("New note…"), partial(self._write, None), picture="note")
        left.addWidget(self._list, 1)
        left.addWidget(self._new)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.L)
        self._across.addLayout(left, 2)
        self._across.addWidget(self._right, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the note below the list when the type has grown large for the window."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)

    @staticmethod
    def title() -> str:
        """Give what the shelf is called."""
        return _("Notebook")

    def fill(self, page: LibraryPage) -> None:
        """The notes are read when they are looked for: they are few, and found by the search index."""

    def look_for(self, words: str) -> int:
        """Show the notes that hold every one of these words; give how many there are."""
        from immdesk.office import research

        self._words = words
        self._rows = research.find(self._office, words)
        self._list.put([self._line(one) for one in self._rows], self._list.current_id())
        if self._form is None:
            self._show(self._list.current_id())
        return len(self._rows)

    def choose(self, note_id: str) -> None:
        """Mark a note and show it; what is being written stays until it is kept or cancelled."""
        if self._form is not None:
            self._desk.tell(_("Keep or cancel the note that is being written first."))
            return
        self.look_for("")
        self._list.put([self._line(one) for one in self._rows], note_id)
        self._show(note_id)

    # -- private ------------------------------------------------------------------------------

    def _line(self, one: ResearchRow) -> ListLine:
        from immdesk.office.research import tag_words

        tags = ", ".join(tag_words(self._office, one))
        below = " · ".join(filter(None, (on_screen(one.noted_on), one.source, tags)))
        changed = (_("changed"), "warn") if one.changed_on else ("", "")
        return ListLine(one.id, one.title, below, "¶", *changed)

    def _on_chosen(self, _item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self._show(self._list.current_id())

    def _show(self, note_id: str) -> None:
        self._right.clear()
        row = next((one for one in self._rows if one.id == note_id), None)
        if row is not None:
            self._right.add(note_card(self._desk, self._office, row, self._deeds(row)))
            self._show_cases(note_id)
        elif self._words:
            self._right.add(EmptyState("search", _("No note fits"), _("Try fewer letters.")))
        else:
            words = _(
                "Write down what you found out about the law, with its source, and use it case after case."
            )
            self._right.add(EmptyState("note", _("The notebook is empty"), words))
        self._right.end()

    def _show_cases(self, note_id: str) -> None:
        if self._impact is None or self._impact[0] != note_id:
            return
        rows = self._impact[1].rows
        if not rows:
            self._right.add(label(_("No open case is concerned."), wrap=True))
            return
        self._right.add(impact_card(self._desk, _("Open cases that this concerns"), list(rows)))
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(button(_("The list as a PDF…"), self._ask_where, picture="print"))
        across.addStretch(1)
        self._right.add(line)

    def _deeds(self, row: ResearchRow) -> NoteDeeds:
        from immdesk.office import research

        return NoteDeeds(
            correct=partial(self._write, row),
            use=partial(self._ask_case, row),
            changed=partial(self._ask_why, row),
            holds=partial(self._do, _("Keeping the note"), research.mark_changed, row.id, ""),
            look=partial(self._look, row.id),
            remove=partial(self._ask_remove, row),
            drop=lambda case_id: self._do(_("Keeping the note"), research.detach, row.id, case_id),
        )

    def _write(self, row: ResearchRow | None) -> None:
        keep = partial(self._keep, row.id if row else "")
        self._form = NoteForm(self._office, self._desk, row, keep, self._leave)
        self._new.setEnabled(False)
        self._list.setEnabled(False)  # another note would take the place of what is typed
        self._right.clear()
        self._right.add(self._form)
        self._right.end()
        self._form.take_focus()

    def _leave(self) -> None:
        self._form = None
        self._new.setEnabled(True)
        self._list.setEnabled(True)
        self._show(self._list.current_id())

    def _keep(self, note_id: str, written: Written) -> None:
        from immdesk.office import research

        try:
            kept, changed = research.keep(self._office, written, note_id)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._leave()
        self._desk.changed(changed)
        self.choose(kept)

    def _ask_case(self, row: ResearchRow) -> None:
        from immdesk.office import cases, research

        have = {one for one, _number, _title in row.cases}
        ids = [one for one in cases.case_ids(self._office)[:_MANY_CASES] if one not in have]
        found = cases.case_rows(self._office, ids)
        options = tuple((one, f"{found[one].title}  {found[one].number}") for one in ids if one in found)
        then = partial(self._do, _("Keeping the note"), research.attach, row.id)
        self._desk.ask_choice(_("In which case is the note used?"), _("Case"), options, _("Use it"), then)

    def _ask_why(self, row: ResearchRow) -> None:
        title, says = (
            _("What changed?"),
            _("The note says so from now on; the open cases are listed below it"),
        )
        self._desk.ask_text(title, says, _("It changed"), partial(self._mark, row.id), text=row.changed_why)

    def _mark(self, note_id: str, why: str) -> None:
        from immdesk.office import research

        self._do(_("Keeping the note"), research.mark_changed, note_id, why)
        self._look(note_id)

    def _ask_remove(self, row: ResearchRow) -> None:
        from immdesk.office import research

        text = _("It leaves the notebook and the cases that use it. Undo brings it back.")
        then = partial(self._do, _("Keeping the note"), research.remove, row.id)
        self._desk.ask(_("Remove this note?"), text, _("Remove"), then, danger=True)

    def _do(self, title: str, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args,
            done=self._desk.changed, failed=self._desk.problem, title=title,
        )  # fmt: skip

    def _look(self, note_id: str) -> None:
        from immdesk.office import research_impact

        self._desk.work.run(
            self, research_impact.impact_of_note, self._office, note_id,
            done=partial(self._looked, note_id), failed=self._desk.problem,
            title=_("Looking at the open cases"), reports=True,
        )  # fmt: skip

    def _looked(self, note_id: str, found: Impact) -> None:
        self._impact = (note_id, found)
        if self._form is None and self._list.current_id() == note_id:
            self._show(note_id)

    def _ask_where(self) -> None:
        from ui.screens.packet_build import PDF

        self._desk.pick_save(_("The list as a PDF"), "what-changed.pdf", PDF, self._print)

    def _print(self, out: Path) -> None:
        from immdesk.office import impact

        if self._impact is None:
            return
        told = _("The list is on disk.")
        self._desk.work.run(
            self, impact.write_impact, self._office, self._impact[1], out,
            done=lambda _none: self._desk.tell(told), failed=self._desk.problem, title=_("Writing the list"),
        )  # fmt: skip
