"""The facts of a case, by person: what is known, what is known to be none, what nobody has asked yet."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QTreeWidgetItem, QVBoxLayout

from immdesk.basics.folded import folded
from immdesk.basics.words import _, n_
from immdesk.office import cases
from immdesk.office.rows import FactRow
from ui import theme
from ui.forms.answer_tree import PLACE, add_answer, add_heading, answer_tree
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.finder import FindField
from ui.parts.labels import label
from ui.screens.case_page_tab import CaseTab, tab_head
from ui.who_changed import RECORD, offer, said_of


class CaseFacts(CaseTab):
    """One list with a heading for each person; Enter on a fact opens the questions."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._rows: tuple[FactRow, ...] = ()
        self._words = label("", quiet=True)
        self._find = FindField(_("Find a fact"))
        self._find.textChanged.connect(self._fill)
        self._which = QComboBox()
        self._which.setAccessibleName(_("Which facts"))
        for name, state in ((_("All facts"), ""), (_("Known"), "known"), (_("Not asked yet"), "unknown")):
            self._which.addItem(name, state)
        self._which.currentIndexChanged.connect(self._fill)
        ask = button(_("Ask what is missing"), self._ask, main=True, picture="question")
        out = button(_("Questionnaire…"), self._questionnaire, picture="document")
        out.setToolTip(_("Print the questions for the client, or bring a returned one home"))
        for one in (self._find, self._which, out, ask):
            one.setParent(self)  # before the list, for Tab follows the order of coming
        headers = [_("Fact"), _("What the office knows"), _("Source")]
        self._tree = answer_tree(_("Facts of the case"), headers, self, first=56)
        self._tree.itemActivated.connect(self._activated)
        offer(self._tree, desk)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addLayout(tab_head(self._words, self._find, self._which, out, ask))
        down.addWidget(self._tree, 1)

    def read(self, office: Any, case_id: str) -> tuple[FactRow, ...]:
        """Give the facts of the case."""
        return cases.facts_page(office, case_id)

    def draw(self, rows: tuple[FactRow, ...]) -> None:
        """Show the facts under the names of their owners."""
        self._rows = rows
        open_ = sum(row.state == "unknown" for row in rows)
        self._words.setText(
            n_("{n} fact is not asked yet.", "{n} facts are not asked yet.", open_)
            if open_
            else _("Every fact is asked.")
        )
        self._fill()

    def _fill(self) -> None:
        wanted, text = self._which.currentData(), folded(self._find.text())
        place = self._tree.verticalScrollBar().value()
        self._tree.clear()
        owners: dict[str, QTreeWidgetItem] = {}
        for row in self._rows:
            if (wanted and row.state != wanted) or (text and text not in folded(f"{row.label} {row.shown}")):
                continue
            if row.owner not in owners:
                owners[row.owner] = add_heading(self._tree, row.owner)
            shown = {"unknown": _("not asked yet"), "none": row.shown or _("none")}.get(row.state, row.shown)
            item = add_answer(owners[row.owner], (row.label, shown, row.source), quiet=row.state != "known")
            item.setData(0, PLACE, f"{row.path}@{row.owner.rpartition(': ')[2]}")
            if row.path.startswith("person"):
                item.setData(0, RECORD, said_of("person", row.owner_id, row.label))
        self._tree.expandAll()
        self._tree.verticalScrollBar().setValue(place)

    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        if item.data(0, PLACE):
            self.desk.go("intake", f"case:{self.case_id}#{item.data(0, PLACE)}")

    def _questionnaire(self) -> None:
        from ui.screens.questionnaire import open_questionnaire

        open_questionnaire(self.desk, self.office, self.case_id)

    def _ask(self) -> None:
        self.desk.go("intake", f"case:{self.case_id}")
