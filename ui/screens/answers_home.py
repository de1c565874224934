"""Answers that came home: a returned questionnaire beside what the office has, taken line by line."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.take_list import TakeList
from ui.screens.packet_build import PDF

if TYPE_CHECKING:
    from immdesk.office.questions_home import Home
    from immdesk.office.rows import Changed


class AnswersHome(QWidget):
    """Reads the files beside the screen, shows their lines, takes what is marked as one step.

    `ref` is a case id ("" for none) and the files, one on each line below it.
    """

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._home: Home | None = None
        layout = page_layout(self)
        self._heading = Heading(
            _("Answers that came home"), _("From a questionnaire that a client filled in")
        )
        self._heading.add(button(_("Choose files…"), self.pick, picture="folder"))
        layout.addWidget(self._heading)
        self._notes, self._body = QVBoxLayout(), QVBoxLayout()
        for one in (self._notes, self._body):
            one.setSpacing(theme.M)
        layout.addLayout(self._notes)
        layout.addLayout(self._body, 1)
        self._begin()

    def show_ref(self, ref: str) -> None:
        """Read the files that `ref` names; without any, stay where one was."""
        case_id, *paths = ref.split("\n")
        if paths:
            self._read(case_id, [Path(one) for one in paths])

    def refresh(self, _changed: Changed) -> None:
        """What is shown was read from a file; it is compared again when it is brought home again."""

    def pick(self) -> None:
        """Ask for the file of a questionnaire."""
        title = _("Choose the questionnaire that came back")
        self._desk.pick_files(title, PDF, partial(self._read, ""))

    def _begin(self) -> None:
        self._home = None
        clear_layout(self._notes)
        clear_layout(self._body)
        words = _("The questionnaire names its case by its code. Nothing is changed before you have looked.")
        self._body.addWidget(
            EmptyState("question", _("No questionnaire is chosen"), words, _("Choose files…"), self.pick)
        )
        self._body.addStretch(1)

    def _read(self, case_id: str, paths: list[Path]) -> None:
        self._begin()
        self._desk.work.run(
            self,
            _look,
            self._office,
            paths,
            case_id,
            done=self._arrived,
            failed=self._desk.problem,
            title=_("Reading the questionnaire"),
        )

    def _arrived(self, home: Home) -> None:
        self._home = home
        clear_layout(self._notes)
        clear_layout(self._body)
        found = home.comparison
        self._heading.set_title(found.title)
        self._heading.set_words(found.about)
        for note in found.notes:
            self._notes.addWidget(Banner(note, "warn"))
        self._list = TakeList(_("Answers that came home"), _("Their answer"))
        self._list.marked.connect(self._count)
        same = sum(line.state == "same" for line in found.lines)
        self._same = QCheckBox(
            n_("Show {n} answer that is the same", "Show {n} answers that are the same", same)
        )
        self._same.setAccessibleName(self._same.text())
        self._same.setVisible(bool(same))
        self._same.toggled.connect(self._fill)
        self._words = label("", quiet=True, wrap=True)
        self._body.addWidget(self._list, 1)
        self._body.addLayout(self._feet())
        self._fill()
        self._list.setFocus()

    def _feet(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        self._take = button("", self._keep, main=True, picture="check")
        line.addWidget(self._same)
        line.addWidget(self._words, 1)
        line.addWidget(button(_("Mark nothing"), self._mark_nothing))
        line.addWidget(button(_("Mark what is new"), self._mark_new))
        line.addWidget(self._take)
        return line

    def _fill(self) -> None:
        if self._home is not None:
            self._list.put(self._home.comparison, only_open=not self._same.isChecked())

    def _mark_nothing(self) -> None:
        self._list.mark_all(frozenset())

    def _mark_new(self) -> None:
        if self._home is not None:
            self._list.mark_all(self._home.comparison.offered())

    def _count(self) -> None:
        if self._home is None:
            return
        marked = len(self._list.taken())
        words = n_("Take {n} answer", "Take {n} answers", marked) if marked else _("Keep the file only")
        self._take.setText(f" {words}")
        self._take.setAccessibleName(words)
        bad = sum(line.state == "unreadable" for line in self._home.comparison.lines)
        self._words.setText(
            n_(
                "{n} answer cannot be read; ask for it again.",
                "{n} answers cannot be read; ask for them again.",
                bad,
            )
            if bad
            else _("Every answer could be read.")
        )

    def _keep(self) -> None:
        from immdesk.office import questions_taken

        if self._home is None:
            return
        self._desk.work.run(
            self,
            questions_taken.take,
            self._office,
            self._home,
            self._list.taken(),
            done=self._kept,
            failed=self._desk.problem,
            title=_("Taking answers"),
        )

    def _kept(self, changed: Changed) -> None:
        case_id = self._home.sent.case_id if self._home is not None else ""
        self._heading.set_title(_("Answers that came home"))
        self._heading.set_words(_("From a questionnaire that a client filled in"))
        self._begin()
        self._desk.changed(changed)
        self._desk.go("case", f"{case_id}/facts")


def _look(office: Any, paths: list[Path], case_id: str) -> Home:
    from immdesk.office import questions_home

    return questions_home.look_at_files(office, paths, case_id)
