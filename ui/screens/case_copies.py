"""Copies and binders of a case: what a client gets, what is kept bound, the whole case, and the register."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import case_export, cases, copies
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, rule, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.leaving import ask_before_it_leaves
from ui.screens.case_copies_binders import BindersCard
from ui.screens.case_copies_pack import PackCard

if TYPE_CHECKING:
    from immdesk.office.case_export import Exported
    from immdesk.office.copies import HandOverRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class CaseCopies(QWidget):
    """`ref` is a case id."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._case = office, desk, ""
        outer = page_layout(self)
        self._heading = Heading(_("Copies and binders"), " ")
        self._heading.add(button(_("Back to the case"), self._go_back, picture="case"))
        outer.addWidget(self._heading)
        inner = Page()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, theme.M, theme.L)
        down.setSpacing(theme.L)
        self._pack, self._binders = PackCard(office, desk), BindersCard(office, desk)
        self._register = Card(_("Handed over"))
        for one in (self._pack, self._binders, self._whole_case(), self._register):
            down.addWidget(one)
        down.addStretch(1)
        outer.addWidget(scroll_page(inner), 1)

    def show_ref(self, ref: str) -> None:
        """Show the papers of a case; what was marked for another case is forgotten."""
        if ref != self._case:
            self._case = ref
            self._pack.forget()
            self._work.setChecked(False)
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case changed."""
        if self._case and (not changed.cases or self._case in changed.cases):
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        row = cases.case_rows(self._office, [self._case]).get(self._case)
        if row is None:
            return
        self._heading.set_words(f"{row.number}  {row.title}")
        try:
            papers = copies.papers_of(self._office, self._case)
            self._pack.show_case(self._case, row.number, papers)
            self._binders.show_case(self._case, row.number, papers)
            self._show_register(copies.hand_overs(self._office, self._case))
        except Problem as problem:
            self._desk.problem(problem)

    def _whole_case(self) -> Card:
        card = Card(_("The whole case as a folder"))
        told = _(
            "Plain pages and every paper, for who takes the case over or for the cabinet: it opens in any "
            "browser, without ImmDesk. Nothing in it is encrypted, so mind where it goes."
        )
        card.body.addWidget(label(told, wrap=True))
        self._work = QCheckBox(_("With notes and attorney work product (only inside the office)"))
        self._work.setAccessibleName(self._work.text())
        card.body.addWidget(self._work)
        self._export = button(_("Write the folder…"), self._ask_folder, picture="folder")
        grid = QGridLayout()
        grid.addWidget(self._export, 0, 0)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        return card

    def _ask_folder(self) -> None:
        ask_before_it_leaves(self._office, self._desk, self._case, self._pick_folder)

    def _pick_folder(self) -> None:
        self._desk.pick_folder(_("Write the case into a folder"), self._write_folder)

    def _write_folder(self, parent: Path) -> None:
        self._export.setEnabled(False)
        self._desk.work.run(
            self,
            partial(case_export.export_case, work_product=self._work.isChecked()),
            self._office,
            self._case,
            parent,
            done=self._exported,
            failed=self._failed,
            title=_("Writing the case"),
            reports=True,
        )

    def _exported(self, made: tuple[Exported, Changed]) -> None:
        self._export.setEnabled(True)
        found = made[0]
        words = n_("{n} paper", "{n} papers", found.files)
        told = _("On disk: {what}, in {folder}.").format(what=words, folder=found.folder.name)
        left = n_("{n} was left out.", "{n} were left out.", found.left_out) if found.left_out else ""
        self._desk.tell(" ".join(filter(None, (told, left))))

    def _failed(self, error: BaseException) -> None:
        self._export.setEnabled(True)
        self._desk.problem(error)

    def _show_register(self, rows: tuple[HandOverRow, ...]) -> None:
        self._register.clear()
        if not rows:
            none = _("Nothing was handed over yet. What you write for somebody is entered here.")
            self._register.body.addWidget(label(none, quiet=True, wrap=True))
        for place, row in enumerate(rows):
            if place:
                self._register.body.addWidget(rule())
            head = f"{on_screen(iso_day(row.on))} · {row.to_whom} · {row.how}"
            self._register.body.addWidget(label(head, wrap=True))
            sealed = _("encrypted") if row.sealed else _("in clear")
            pages = n_("{n} page", "{n} pages", row.pages)
            what = " · ".join((row.title, pages, sealed, row.by, "; ".join(row.papers)))
            self._register.body.addWidget(label(what, quiet=True, wrap=True))

    def _go_back(self) -> None:
        self._desk.go("case", f"{self._case}/evidence")
