"""A letter on its way out and home: into Word and back, as a PDF, and the office's Word templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _
from immdesk.office import letter_print, letter_word
from immdesk.office.letter_rows import LetterRow, letter_row
from immdesk.office.rows import Changed
from ui.comforts import LENT
from ui.parts.desk import Desk
from ui.screens.letter_in_word import Lent, LetterWatch

if TYPE_CHECKING:
    Run = Callable[..., None]

WORD, PDF = "Word (*.docx)", "PDF (*.pdf)"


class LetterOut(QObject):
    """`run` lets the office change something of the case, off the screen."""

    def __init__(self, office: Any, desk: Desk, tab: QWidget, run: Run) -> None:
        super().__init__(tab)
        self.office, self.desk, self._run = office, desk, run
        self._watch = LetterWatch(self, self._saved_in_word)

    def open_in_word(self, row: LetterRow) -> None:
        """Write the newest version into a private folder and open it; saved there, it comes home."""
        self.desk.work.run(
            self,
            letter_word.lend_letter,
            self.office,
            row.id,
            self.desk.settings.folder / LENT,
            done=partial(self._opened_in_word, row.id, row.newest.id),
            failed=self.desk.problem,
            title=_("Opening the letter in Word"),
        )

    def _opened_in_word(self, letter_id: str, base: str, path: Path) -> None:
        self._watch.lend(path, letter_id, base)
        self.desk.open_outside(path)
        self.desk.tell(_("Save in Word, and the letter comes back as a new version."))

    def _saved_in_word(self, path: str, lent: Lent) -> None:
        self.desk.work.run(
            self,
            letter_word.take_word,
            self.office,
            lent.letter_id,
            Path(path),
            lent.base,
            done=partial(self._came_home, path, lent.letter_id),
            failed=self.desk.problem,
            title=_("Taking the letter from Word"),
        )

    def _came_home(self, path: str, letter_id: str, changed: Changed | None) -> None:
        self._watch.came_home(path, letter_row(self.office, letter_id).newest.id)
        if changed is not None:
            self.desk.changed(changed)

    def ask_word(self, row: LetterRow) -> None:
        """Bring in a letter that was changed in Word elsewhere, such as one that came by mail."""
        self.desk.pick_file(_("Bring in a letter from Word"), WORD, partial(self._take_word, row.id))

    def _take_word(self, letter_id: str, path: Path) -> None:
        self._run(_("Taking the letter from Word"), letter_word.take_word, letter_id, path)

    def ask_pdf(self, row: LetterRow) -> None:
        """Save the letter as a PDF."""
        name = safe_file_name(f"{row.title}.pdf")
        self.desk.pick_save(_("Save the letter as a PDF"), name, PDF, partial(self._write_pdf, row.id))

    def _write_pdf(self, letter_id: str, out: Path) -> None:
        self.desk.work.run(
            self,
            letter_print.write_pdf,
            self.office,
            letter_id,
            out if out.suffix else out.with_suffix(".pdf"),
            done=partial(self._told, _("The letter is on disk.")),
            failed=self.desk.problem,
            title=_("Printing the letter"),
        )

    def _told(self, words: str, _nothing: object) -> None:
        self.desk.tell(words)

    def ask_templates(self) -> None:
        """Add a Word template of the office's own, or remove one."""
        own = letter_word.own_templates(self.office)
        if not own:
            self._template("")
            return
        remove = ((one.id, _("Remove: {title}").format(title=one.title)) for one in own)
        options = (("", _("Add another template")), *remove)
        title = _("Word templates of the office")
        self.desk.ask_choice(title, _("What to do"), options, _("Go on"), self._template)

    def _template(self, template_id: str) -> None:
        if template_id:
            self._run(_("Removing the template"), letter_word.remove_template, template_id)
            return
        self.desk.pick_file(_("Choose a Word template (.docx)"), WORD, self._add_template)

    def _add_template(self, path: Path) -> None:
        self.desk.work.run(
            self,
            letter_word.add_template,
            self.office,
            path,
            done=self._template_added,
            failed=self.desk.problem,
            title=_("Looking through the template"),
        )

    def _template_added(self, made: tuple[str, Changed]) -> None:
        self.desk.changed(made[1])
