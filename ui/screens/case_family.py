"""The family of a case, drawn: who is married to whom and whose child is whose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from immdesk.basics.words import _
from ui import theme
from ui.parts.card import scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label
from ui.parts.tree import Tree
from ui.screens.case_page_tab import CaseTab

if TYPE_CHECKING:
    from immdesk.office.family_tree import FamilyTree
    from ui.parts.desk import Desk


class CaseFamily(CaseTab):
    """The tree, with what its lines mean below it."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._tree = Tree()
        self._area = scroll_page(self._tree)
        self._area.setAccessibleName(_("Family tree"))
        self._key = label("", quiet=True, small=True, wrap=True)
        words = _(
            "Open the questions: each person named there stands here, with parents, spouse and children."
        )
        self._none = EmptyState("people", _("Nobody is in this case yet"), words)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(self._area, 1)
        down.addWidget(self._key)
        down.addWidget(self._none, 1)

    def read(self, office: Any, case_id: str) -> FamilyTree:
        """Give the tree."""
        from immdesk.office.family_tree import family_tree

        return family_tree(office, case_id)

    def draw(self, rows: FamilyTree) -> None:
        """Draw the tree."""
        self._tree.put(rows, partial(self.desk.go, "person"))
        lines = _("Double line: married. Dotted: was married. Line down: child. Dashed: stepchild.")
        nothing = _("Nobody is recorded as related to anybody here.")
        self._key.setText(lines if rows.lines else nothing)
        for one in (self._area, self._key):
            one.setVisible(bool(rows.rows))
        self._none.setVisible(not rows.rows)
