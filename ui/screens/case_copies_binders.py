"""The card of binders: sections with their papers and gaps, papers put in by hand, and binding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _, n_
from immdesk.office import binders
from immdesk.office.copies import HandedTo
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.screens.case_copies_pack import PDF, paper_box

if TYPE_CHECKING:
    from immdesk.office.binders import BinderRow, SlotRow
    from immdesk.office.copies import Paper
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_NOBODY = HandedTo("", "", "")


class BindersCard(Card):
    """One binder at a time; the half that may be shown to anybody is bound apart."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Binders"))
        self._office, self._desk = office, desk
        self._case = self._number = self._open = ""
        self._papers: Sequence[Paper] = ()
        self._rows: tuple[BinderRow, ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._which, self._half = QComboBox(), QComboBox()
        self._which.setAccessibleName(_("Binder"))
        self._half.setAccessibleName(_("Half of the binder"))
        self._which.activated.connect(self._show)
        self._half.activated.connect(self._show)
        self._work = QCheckBox(_("With attorney work product (only inside the office)"))
        self._work.setAccessibleName(self._work.text())
        self._bind = button(_("Bind…"), self._ask_where, picture="save")
        self._about = label("", quiet=True, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(theme.M)
        for one in (self._which, self._half):
            head.addWidget(one)
        head.addStretch(1)
        head.addWidget(self._bind)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.S)
        self.body.addLayout(head)
        self.body.addWidget(self._about)
        self.body.addLayout(self._list)
        self.body.addWidget(self._work)

    def show_case(self, case_id: str, number: str, papers: Sequence[Paper]) -> None:
        """Show the binders that fit a case."""
        if case_id != self._case:
            self._open = ""
            self._work.setChecked(False)
        self._case, self._number, self._papers = case_id, number, papers
        kept = self._which.currentData()
        self._rows = binders.binders_of(self._office, case_id)
        self._which.clear()
        for row in self._rows:
            self._which.addItem(row.title, row.binder)
        self._which.setCurrentIndex(max(self._which.findData(kept), 0))
        self._show()

    # -- private ------------------------------------------------------------------------------

    def _row(self) -> BinderRow:
        return self._rows[max(self._which.currentIndex(), 0)]

    def _halves(self) -> tuple[tuple[str, str], ...]:
        if not self._row().halves:
            return ((_("Whole"), "whole"),)
        return ((_("Public half"), "public"), (_("Private half"), "private"))

    def _show(self, _place: int = 0) -> None:
        row, kept = self._row(), self._half.currentData()
        self._half.clear()
        for words, half in self._halves():
            self._half.addItem(words, half)
        self._half.setCurrentIndex(max(self._half.findData(kept), 0))
        self._half.setVisible(row.halves)
        half = self._half.currentData()
        self._work.setVisible(half != "public")
        gaps = sum(one.needed for one in row.gaps(half))
        count = n_("{n} gap", "{n} gaps", gaps) if gaps else _("no gap")
        self._about.setText(" · ".join(filter(None, (count, row.about, row.cite))))
        clear_layout(self._list)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        for place, slot in enumerate(row.of(half)):
            self._slot(grid, place * 2, row, slot)
        self._list.addLayout(grid)

    def _slot(self, grid: QGridLayout, line: int, row: BinderRow, slot: SlotRow) -> None:
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addWidget(label(slot.title, wrap=True))
        if slot.cite:
            name.addWidget(label(slot.cite, quiet=True, small=True))
        grid.addLayout(name, line, 0)
        papers = "; ".join(one.title for one in slot.papers)
        state = QVBoxLayout()
        state.setSpacing(0)
        if papers:
            state.addWidget(label(papers, wrap=True))
        if slot.gap:
            level = "warn" if slot.needed else ""
            state.addWidget(label(slot.gap, wrap=True, quiet=not slot.needed, level=level))
        grid.addLayout(state, line, 1)
        grid.addWidget(badge(_("by hand"), "") if slot.by_hand else QWidget(), line, 2)
        choose = button(_("Papers…"), partial(self._choose, row.binder, slot), link=True)
        choose.setAccessibleName(_("Papers of: {section}").format(section=slot.title))
        grid.addWidget(choose, line, 3)
        if self._open == slot.section:
            grid.addLayout(self._choosing(row, slot), line + 1, 0, 1, 4)

    def _choose(self, _binder: str, slot: SlotRow) -> None:
        self._open = "" if self._open == slot.section else slot.section
        self._show()

    def _choosing(self, row: BinderRow, slot: SlotRow) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(theme.XS)
        marked = {one.id for one in slot.papers}
        self._boxes = {}
        for one in self._papers:
            self._boxes[one.id] = box = paper_box(one, one.id in marked)
            down.addWidget(box)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addWidget(button(_("Keep"), partial(self._keep, row.binder, slot.section)))
        if slot.by_hand:
            as_found = partial(self._put, row.binder, slot.section, [])
            feet.addWidget(button(_("As the desk finds them"), as_found, link=True))
        feet.addStretch(1)
        down.addLayout(feet)
        return down

    def _keep(self, binder: str, section: str) -> None:
        self._put(binder, section, [one for one, box in self._boxes.items() if box.isChecked()])

    def _put(self, binder: str, section: str, ids: list[str]) -> None:
        self._open = ""
        work, put = self._desk.work, binders.put_into
        asked = (self._office, self._case, binder, section, ids)
        work.run(self, put, *asked, done=self._desk.changed, failed=self._failed)

    def _ask_where(self) -> None:
        row, half = self._row(), self._half.currentText() if self._row().halves else ""
        name = " ".join(filter(None, (row.title, half, self._number)))
        self._desk.pick_save(_("Bind"), safe_file_name(f"{name}.pdf"), PDF, self._begin)

    def _begin(self, out: Path) -> None:
        self._bind.setEnabled(False)
        half = self._half.currentData()
        inside = self._work.isChecked() and half != "public"
        self._desk.work.run(
            self,
            partial(binders.write_binder, work_product=inside),
            self._office,
            self._case,
            self._row().binder,
            half,
            _NOBODY,
            out if out.suffix else out.with_suffix(".pdf"),
            done=self._done,
            failed=self._failed,
            title=_("Binding"),
            reports=True,
        )

    def _done(self, made: tuple[object, Changed]) -> None:
        self._bind.setEnabled(True)
        self._desk.changed(made[1])

    def _failed(self, error: BaseException) -> None:
        self._bind.setEnabled(True)
        self._desk.problem(error)
        self._show()
