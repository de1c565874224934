"""Many scans taken into a case at once: whose each is, what it is, who gave them; with Cancel."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.values import pairs
from immdesk.basics.watched import Watched
from immdesk.basics.words import _, n_
from immdesk.office import cases, evidence_import
from immdesk.office.evidence_import import Imported, Incoming
from immdesk.office.evidence_log import HOWS, Provenance, how_title
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labelled import Asked, Labelled
from ui.parts.labels import label
from ui.scan_folder import finished

if TYPE_CHECKING:
    from immdesk.office.rows import Changed

KINDS_OF_FILE = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"
Choices = tuple[tuple[str, str], ...]


class TakeIn(QWidget):
    """`ref` is a case id and the files, one on each line below it."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._case = office, desk, ""
        self._lines: list[tuple[Path, QComboBox, QComboBox, QLineEdit]] = []
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Take in scans"), " ")
        self._heading.add(button(_("Evidence of the case"), self._back, picture="back"))
        self._heading.add(button(_("Choose files…"), self._pick, picture="folder"))
        self._take = button(_("Take them in"), self._begin, main=True, picture="attach")
        self._heading.add(self._take)
        page.addWidget(self._heading)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.S)
        page.addLayout(self._notes)
        page.addWidget(self._about())
        self._files = Card(_("Files"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.XS)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(3, 3)
        self._files.body.addLayout(self._grid)
        page.addWidget(self._files)
        words = _("Choose PDF, JPEG or PNG files, or drop them on the page Evidence of a case.")
        self._none = EmptyState("attach", _("No file is chosen"), words, _("Choose files…"), self._pick)
        page.addWidget(self._none)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show the files for a case; without any, only the case is chosen."""
        case_id, *paths = ref.split("\n")
        self._case = case_id or self._case
        self._put([Path(one) for one in paths])

    def refresh(self, _changed: Changed) -> None:
        """What is chosen here is nobody else's."""

    # -- private ------------------------------------------------------------------------------

    def _about(self) -> Card:
        card = Card(_("All of them"))
        hows = (("", "–"), *((one, how_title(one)) for one in HOWS))
        self._given = Labelled(
            (Asked("given_by", _("Given by")), Asked("how", _("How they came"), hows)), columns=2
        )
        self._smaller = QCheckBox(_("Show and print scans from a smaller copy; the original is kept"))
        self._smaller.setAccessibleName(self._smaller.text())
        self._smaller.setChecked(True)
        card.body.addWidget(self._given)
        card.body.addWidget(self._smaller)
        return card

    def _put(self, paths: list[Path]) -> None:
        clear_layout(self._grid)
        self._lines = []
        row = cases.case_rows(self._office, [self._case]).get(self._case) if self._case else None
        self._heading.set_words(f"{row.number} {row.title}" if row else _("No case is chosen."))
        there = bool(paths and row)
        self._files.setVisible(there)
        self._none.setVisible(not there)
        self._take.setEnabled(there)
        if not there:
            return
        self._take.setText(" " + n_("Take {n} file in", "Take {n} files in", len(paths)))
        titles = (_("File"), _("Whose"), _("What it is"), _("Title"))
        for column, title in enumerate(titles):
            self._grid.addWidget(label(title, quiet=True), 0, column)
        people, kinds = self._people(), self._kinds()
        for place, path in enumerate(paths, start=1):
            self._lines.append(self._line(place, path, people, kinds))
        self._lines[0][3].setFocus()

    def _line(
        self, place: int, path: Path, people: Choices, kinds: Choices
    ) -> tuple[Path, QComboBox, QComboBox, QLineEdit]:
        name = label(path.name, wrap=True)
        name.setToolTip(path.name)
        whose, kind, title = QComboBox(), QComboBox(), QLineEdit(title_of(path))
        for box, choices, words in (
            (whose, people, _("Whose is {name}")),
            (kind, kinds, _("What is {name}")),
        ):
            for value, shown in choices:
                box.addItem(shown, value)
            box.setAccessibleName(words.format(name=path.name))
        kind.setCurrentIndex(max(kind.findData("other"), 0))
        kind.activated.connect(partial(self._chosen, place, 2))
        whose.activated.connect(partial(self._chosen, place, 1))
        title.setAccessibleName(_("Title of {name}").format(name=path.name))
        for column, one in enumerate((name, whose, kind, title)):
            self._grid.addWidget(one, place, column)
        return path, whose, kind, title

    def _chosen(self, place: int, column: int, index: int) -> None:
        """What is chosen in a line is offered for the lines below that nobody has touched."""
        for line in self._lines[place:]:
            box = line[column]
            assert isinstance(box, QComboBox)
            if box.property("touched"):
                break
            box.setCurrentIndex(index)
        self._lines[place - 1][column].setProperty("touched", True)  # type: ignore[union-attr]

    def _people(self) -> Choices:
        parties = cases.case_page(self._office, self._case).parties
        return tuple((party.person_id, party.name) for party in parties)

    def _kinds(self) -> Choices:
        options = pairs(self._office.library.vocabulary.word("document.kind").options)
        return tuple((value, words[:1].upper() + words[1:]) for value, words in options)

    def _pick(self) -> None:
        self._desk.pick_files(_("Choose scans"), KINDS_OF_FILE, self._put)

    def _begin(self) -> None:
        clear_layout(self._notes)
        files = [
            Incoming(path, str(whose.currentData() or ""), str(kind.currentData()), title.text().strip())
            for path, whose, kind, title in self._lines
        ]
        told = self._given.values()
        given = Provenance(told["given_by"], "", told["how"])
        if given.given_by or given.how:
            given = Provenance(given.given_by, self._office.today().isoformat(), given.how)
        self._take.setEnabled(False)
        self._desk.work.run(
            self, _take, self._office, (self._case, files, given, self._smaller.isChecked()),
            done=self._taken, failed=self._failed, title=_("Taking in scans"), reports=True,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._take.setEnabled(True)
        self._desk.problem(error)

    def _taken(self, made: Imported) -> None:
        self._take.setEnabled(True)
        left = [one.path for one in made.left_out]
        finished(self._desk.settings, [line[0] for line in self._lines if line[0] not in left])
        for one in made.left_out:
            words = " ".join(filter(None, (f"{one.path.name}:", one.problem.happened, one.problem.do)))
            self._notes.addWidget(Banner(words, "warn", can_close=True))
        self._put(left)
        if made.changed is not None:
            self._desk.changed(made.changed)
        if not left:
            self._back()

    def _back(self) -> None:
        self._desk.go("case", f"{self._case}/evidence" if self._case else "")


def title_of(path: Path) -> str:
    """Give the title that a file's name suggests."""
    words = path.stem.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _take(office: Any, told: tuple[Any, ...], progress: Any, cancelled: Any) -> Imported:
    case_id, files, given, smaller = told
    return evidence_import.take_in(
        office, case_id, files, given, Watched(progress, cancelled), smaller=smaller
    )
