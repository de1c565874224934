"""The card of copies for a client: papers to mark, to whom and how, encrypted on choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office import copies
from immdesk.office.copies import HandedTo
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.parts.leaving import ask_before_it_leaves

if TYPE_CHECKING:
    from immdesk.office.copies import Paper
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

PDF = "PDF (*.pdf)"


class PackCard(Card):
    """Marked papers become one PDF; the hand-over is entered into the register."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Copies for a client"), _("attorney work product never goes into them"))
        self._office, self._desk = office, desk
        self._case = self._number = ""
        self._boxes: dict[str, QCheckBox] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.XS)
        self.body.addLayout(self._list)
        self.body.addLayout(self._marking())
        self.body.addLayout(self._fields())
        self._write = button(_("Write the copies…"), self._ask_where, main=True, picture="save")
        feet = QHBoxLayout()
        feet.addWidget(self._write)
        feet.addStretch(1)
        self.body.addLayout(feet)

    def forget(self) -> None:
        """Forget what was marked and typed for another case."""
        self._boxes = {}
        self._to.clear()
        self._on.setText(on_screen(self._office.today()))
        self._seal.setChecked(False)

    def show_case(self, case_id: str, number: str, papers: Sequence[Paper]) -> None:
        """Show the papers of a case; what is marked stays marked."""
        marked = {one for one, box in self._boxes.items() if box.isChecked()}
        self._case, self._number, self._boxes = case_id, number, {}
        clear_layout(self._list)
        if not papers:
            none = _("No paper is in this case yet. Take scans in on the page Documents.")
            self._list.addWidget(label(none, quiet=True, wrap=True))
        for one in papers:
            self._boxes[one.id] = box = paper_box(one, one.id in marked)
            self._list.addWidget(box)

    # -- private ------------------------------------------------------------------------------

    def _marking(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        across.addWidget(button(_("Mark all"), partial(self._mark, True), link=True))
        across.addWidget(button(_("Mark nothing"), partial(self._mark, False), link=True))
        across.addStretch(1)
        return across

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        self._to, self._how, self._on = QLineEdit(), QComboBox(), QLineEdit()
        for way, words in copies.ways().items():
            self._how.addItem(words, way)
        named = ((_("To whom"), self._to), (_("How"), self._how), (_("Handed over on"), self._on))
        for row, (name, field) in enumerate(named):
            field.setAccessibleName(name)
            grid.addWidget(label(name), row, 0)
            grid.addWidget(field, row, 1)
        self._seal = QCheckBox(_("Encrypt it with a passphrase"))
        self._seal.setAccessibleName(self._seal.text())
        self._seal.toggled.connect(self._on_sealed)
        self._passphrase = QLineEdit()
        self._passphrase.setAccessibleName(_("Passphrase"))
        told = _("Tell it by telephone, not in the same message. It is shown only here and kept nowhere.")
        self._told = label(told, quiet=True, wrap=True)
        grid.addWidget(self._seal, 3, 0)
        grid.addWidget(self._passphrase, 3, 1)
        grid.addWidget(self._told, 4, 1)
        self._on_sealed(False)
        return grid

    def _on_sealed(self, on: bool) -> None:
        self._passphrase.setVisible(on)
        self._told.setVisible(on)
        self._passphrase.setText(copies.new_passphrase() if on else "")

    def _mark(self, on: bool) -> None:
        for box in self._boxes.values():
            box.setChecked(on and box.isEnabled())

    def _chosen(self) -> list[str]:
        return [one for one, box in self._boxes.items() if box.isChecked()]

    def _asked(self) -> HandedTo:
        return HandedTo(self._to.text(), str(self._how.currentData()), self._on.text())

    def _ask_where(self) -> None:
        if not self._chosen():
            self._desk.tell(_("Mark the papers first that are to be copied."))
            return
        if not self._to.text().strip():
            self._desk.tell(_("Type first who gets the copies."))
            self._to.setFocus()
            return
        ask_before_it_leaves(self._office, self._desk, self._case, self._pick)

    def _pick(self) -> None:
        name = safe_file_name(_("copies {number}.pdf").format(number=self._number))
        self._desk.pick_save(_("Write the copies"), name, PDF, self._begin)

    def _begin(self, out: Path) -> None:
        self._write.setEnabled(False)
        passphrase = self._passphrase.text().strip() if self._seal.isChecked() else ""
        self._desk.work.run(
            self,
            partial(copies.client_pack, passphrase=passphrase),
            self._office,
            self._case,
            self._chosen(),
            self._asked(),
            out if out.suffix else out.with_suffix(".pdf"),
            done=self._done,
            failed=self._failed,
            title=_("Writing the copies"),
            reports=True,
        )

    def _done(self, made: tuple[object, Changed]) -> None:
        self._write.setEnabled(True)
        self._desk.changed(made[1])

    def _failed(self, error: BaseException) -> None:
        self._write.setEnabled(True)
        self._desk.problem(error)


def paper_box(paper: Paper, marked: bool) -> QCheckBox:
    """Give the box of a paper; one that may not leave says why and cannot be marked."""
    words = " · ".join(filter(None, (paper.title, paper.who, paper.why_not)))
    box = QCheckBox(words.replace("&", "&&"))
    box.setAccessibleName(words)
    box.setEnabled(not paper.why_not)
    box.setChecked(marked and not paper.why_not)
    return box
