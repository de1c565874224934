"""The evidence of a case: what is there, what is wanted, and a look at each page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.values import pairs
from immdesk.basics.words import _, n_
from immdesk.office import cases, documents, lent
from immdesk.office.rows import EvidenceRow
from ui import theme
from ui.comforts import LENT
from ui.dropping import files_of
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.labels import label, title_label
from ui.screens.case_evidence_list import EvidenceList
from ui.screens.case_evidence_more import EvidenceMore
from ui.screens.case_evidence_tray import Choices, Tray
from ui.screens.case_evidence_words import about, line_of, state_words
from ui.screens.case_page_tab import CaseTab, tab_head
from ui.screens.packet_preview import PacketPreview

KINDS_OF_FILE = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"
STATES = ("received", "accepted", "wrong", "in translation")


class CaseEvidence(CaseTab):
    """A list at the left, the chosen document at the right; files may be dropped anywhere."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._rows: tuple[EvidenceRow, ...] = ()
        self._waiting: list[Path] = []
        self.setAcceptDrops(True)
        self._words = label("", quiet=True)
        add = button(_("Add a file…"), self._pick, main=True, picture="attach")
        self._target = Banner(_("Drop the file here to add it to this case."), "info")
        self._target.hide()
        self._tray = Tray()
        self._tray.keeping.connect(self._keep)
        self._tray.put_away.connect(self._next_file)
        self._find = Finder(_("Find a document"))
        self._find.finding.connect(self._fill)
        self._find.hide()
        self._list = EvidenceList(_("Evidence"), self._lend)
        self._find.leaving.connect(self._list.setFocus)
        self._list.currentItemChanged.connect(self._chosen)
        self._list.itemActivated.connect(self._activated)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addLayout(tab_head(self._words, self._find, add))
        self._more = EvidenceMore(desk)
        down.addWidget(self._more)
        down.addWidget(self._target)
        down.addWidget(self._tray)
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(self._list, 5)
        across.addWidget(self._build_right(), 6)
        down.addLayout(across, 1)

    def begin(self) -> None:
        """Forget the file in the tray: another case is shown."""
        self._waiting.clear()
        self._tray.hide()
        self._find.clear()
        self._list.clear()

    def read(self, office: Any, case_id: str) -> tuple[EvidenceRow, ...]:
        """Give the documents, then what is wanted."""
        return documents.evidence(office, case_id)

    def draw(self, rows: tuple[EvidenceRow, ...]) -> None:
        """Show the list; the chosen document stays chosen."""
        chosen = self._current()
        self._more.show_case(self.case_id)
        self._rows = rows
        wanted = sum(row.kind == "wanted" for row in rows)
        there = len(rows) - wanted
        self._words.setText(
            n_("{n} document", "{n} documents", there)
            + " · "
            + n_("{n} still wanted", "{n} still wanted", wanted)
        )
        self._find.stand_by(len(rows))
        self._put(chosen)

    def _fill(self, _words: str = "") -> None:
        self._put(self._current())

    def _put(self, chosen: EvidenceRow | None) -> None:
        """Fill the list with what fits the finder; the chosen document stays chosen."""
        lines = [line_of(row) for row in self._rows if self._find.fits(row.title, row.who, row.state)]
        self._list.put(lines, chosen.id if chosen else "")
        if self._current() != chosen or chosen is None:
            self._show(same=chosen is not None and self._list.current_id() == chosen.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show the target when a file of a kind that can be kept is dragged in."""
        if files_of(event):
            self._target.show()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the target away."""
        self._target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files into the tray, one after the other."""
        self._target.hide()
        files = files_of(event)
        if files:
            event.acceptProposedAction()
            self.take_files(files)

    def take_files(self, files: list[Path]) -> None:
        """Show one file in the tray; several are taken in at once on a page of their own."""
        if len(files) > 1:
            self.desk.go("take-in", "\n".join((self.case_id, *map(str, files))))
            return
        self._waiting += files
        if not self._tray.isVisible():
            self._next_file()

    def _build_right(self) -> QWidget:
        right = QWidget()
        down = QVBoxLayout(right)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        self._title = title_label("", 2, wrap=True)
        self._about = label("", quiet=True, wrap=True)
        self._state = QComboBox()
        self._state.setAccessibleName(_("State of this document"))
        for state in STATES:
            words = state_words(EvidenceRow("", "document", "", "", "", "", state, "", 0, 0, None, ""))[0]
            self._state.addItem(words[:1].upper() + words[1:], state)
        self._state.activated.connect(self._set_state)
        self._include = button("", self._turn_include, link=True)
        self._open = button(_("Open it"), self._open_document, link=True, name=_("Open this document"))
        self._facts = button(_("Facts…"), self._open_facts, link=True, name=_("Facts of this document…"))
        self._copy = button(_("Save a copy…"), self._save_copy, link=True)
        self._fetch = button(_("Add the file for this…"), self._pick)
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        head.addWidget(self._fetch)
        self._pages = PacketPreview(self.desk.work.run, thumbnails=False)
        self._nothing = EmptyState("document", "", "")
        below = QHBoxLayout()
        below.setSpacing(theme.M)
        below.addWidget(self._about, 1)
        below.addWidget(self._open)
        below.addWidget(self._facts)
        below.addWidget(self._copy)
        below.addWidget(self._include)
        down.addLayout(head)
        down.addLayout(below)
        down.addWidget(self._pages, 1)
        down.addWidget(self._nothing, 1)
        return right

    def _current(self) -> EvidenceRow | None:
        chosen = self._list.current_id()
        return next((row for row in self._rows if row.id == chosen), None)

    def _chosen(self, _item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self._show()

    def _activated(self, _item: QListWidgetItem) -> None:
        row = self._current()
        if row is not None and row.kind == "wanted":
            self._pick()
        elif row is not None:
            self._open_document()

    def _show(self, *, same: bool = False) -> None:
        row = self._current()
        here = row is not None and row.kind == "document"
        self._title.setText(row.title if row else "")
        self._about.setText(about(row, whole=True) if row else "")
        self._state.setVisible(here)
        self._include.setVisible(here)
        self._open.setVisible(here)
        self._facts.setVisible(here)
        self._copy.setVisible(bool(here and row and row.pages))
        self._include.setText(
            _("Leave out of the packet") if row and row.exhibit else _("Put into the packet")
        )
        self._include.setAccessibleName(self._include.text())
        self._fetch.setVisible(row is not None and not here)
        scanned = bool(here and row and row.pages)
        self._pages.setVisible(scanned)
        self._nothing.setVisible(not scanned)
        if row is None:
            words = _("Drop a scan on this page, or press “Add a file”. PDF, JPEG and PNG can be kept.")
            self._nothing.say(_("No evidence yet"), words)
            return
        self._state.setCurrentIndex(max(self._state.findData(row.state), 0))
        if scanned and not same:
            self._pages.open(partial(documents.picture, self.office, row.id), row.pages)
        elif here and not scanned:
            self._nothing.say(_("No scan of this document yet"), _("Drop the scan on this page to add it."))
        elif not here:
            self._nothing.say(_("Still wanted"), _("When it has come in, drop the scan on this page."))

    def _set_state(self, _index: int) -> None:
        row = self._current()
        state = str(self._state.currentData())
        if row is not None and state == "wrong" != row.state:
            self._ask_why(row.id)
        elif row is not None and state != row.state:
            self.do(_("Marking the document"), documents.set_state, row.id, state)

    def _ask_why(self, document_id: str) -> None:
        self._show(same=True)  # the state changes once the reason is told
        then = partial(self._set_wrong, document_id)
        self.desk.ask_text(
            _("What is wrong with this document?"), _("The client reads it as you write it"), _("Mark"), then
        )

    def _set_wrong(self, document_id: str, why: str) -> None:
        self.do(_("Marking the document"), documents.set_state, document_id, "wrong", why)

    def _turn_include(self) -> None:
        row = self._current()
        if row is not None:
            self.do(_("Changing the exhibits"), documents.set_include, self.case_id, row.id, not row.exhibit)

    def _lend(self, document_id: str) -> Path | None:
        """Give the path of a copy to drag out; None when there is nothing to drag."""
        row = next((one for one in self._rows if one.id == document_id), None)
        if row is None or row.kind != "document" or not row.pages:
            return None
        try:
            return lent.lend(self.office, document_id, self.desk.settings.folder / LENT)
        except Problem as refused:
            self.desk.problem(refused)
            return None

    def _save_copy(self) -> None:
        row = self._current()
        if row is not None:
            name = lent.offered_name(self.office, row.id)
            then = partial(self._write_copy, row.id)
            self.desk.pick_save(_("Save a copy of this document"), name, "", then)

    def _write_copy(self, document_id: str, out: Path) -> None:
        self.desk.work.run(
            self,
            lent.copy_out,
            self.office,
            document_id,
            out,
            done=self._copied,
            failed=self.desk.problem,
            title=_("Saving a copy"),
        )

    def _copied(self, out: Path) -> None:
        self.desk.tell(_("A copy was saved: {path}").format(path=out))

    def _next_file(self) -> None:
        if self._waiting:
            self._take(self._waiting.pop(0))

    def _open_document(self) -> None:
        row = self._current()
        if row is not None:
            self.desk.go("document", f"{self.case_id}/{row.id}")

    def _open_facts(self) -> None:
        from ui.screens.case_event import open_event

        row = self._current()
        if row is not None:
            open_event(self.desk, self.office, "document", self.case_id, row.id)

    def _pick(self) -> None:
        self.desk.pick_file(_("Add a file to this case"), KINDS_OF_FILE, self._take)

    def _take(self, path: Path) -> None:
        row = self._current()
        wanted = row if row is not None and row.kind == "wanted" else None
        self._tray.take(path, self._people(), self._kinds(), wanted)

    def _people(self) -> Choices:
        parties = cases.case_page(self.office, self.case_id).parties
        return tuple((party.person_id, party.name) for party in parties)

    def _kinds(self) -> Choices:
        options = pairs(self.office.library.vocabulary.word("document.kind").options)
        return tuple((value, words[:1].upper() + words[1:]) for value, words in options)

    def _keep(self, person: str, kind: str, title: str, path: str) -> None:
        self.desk.work.run(
            self,
            _attach,
            self.office,
            (self.case_id, person, kind, title, Path(path)),
            done=self._attached,
            failed=self.desk.problem,
            title=_("Reading the file"),
            reports=True,
        )

    def _attached(self, changed: Any) -> None:
        if changed is None:
            self.desk.tell(_("Cancelled. Nothing was added."))
            return
        self.desk.changed(changed)


def _attach(office: Any, told: tuple[Any, ...], _progress: Any, cancelled: Any) -> Any:
    return documents.attach_unless(office, cancelled, *told)
