"""Two records of one person beside each other: of each field that differs one side is chosen, then merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout
from ui.parts.card_page import card_page
from ui.parts.heading import Heading
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.merge_fields import MergeField
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class Merge(QWidget):
    """`ref` is "A/B": the one who stays and the other, by id."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._keep_id, self._gone_id = "", ""
        self._groups: dict[str, QButtonGroup] = {}
        self._heading = Heading(_("Two records of one person"), " ")
        self._heading.add(button(_("Back"), desk.back, picture="back"))
        self._heading.add(button(_("The other one stays"), self._swap))
        self._merge = button(_("Make them one…"), self._ask, main=True, picture="check")
        self._heading.add(self._merge)
        self._body = card_page(self, self._heading, Page())

    def show_ref(self, ref: str) -> None:
        """Show two people beside each other."""
        self._keep_id, _slash, self._gone_id = ref.partition("/")
        self._read()

    def refresh(self, _changed: Changed) -> None:
        """What was chosen here is not lost by what others do."""

    def _read(self) -> None:
        from immdesk.office import merging
        from immdesk.office.merge_fields import fields_of

        clear_layout(self._body)
        self._groups.clear()
        try:
            fields = fields_of(self._office, self._keep_id, self._gone_id)
            merging.refuse(self._office, self._keep_id, self._gone_id)
            self._merge.setEnabled(True)
        except Problem as problem:
            self._merge.setEnabled(False)
            self._body.addWidget(Banner(f"{problem.happened} {problem.do}", "warn"))
            return
        said = _(
            "Everything that belongs to the other follows: cases, documents, notes, dates. Undo (Ctrl+Z) "
            "takes all of it back, and the two can be split again later."
        )
        self._body.addWidget(label(said, wrap=True))
        self._body.addWidget(self._card(_("What differs"), [one for one in fields if one.differs], True))
        same = [one for one in fields if not one.differs]
        if same:
            self._body.addWidget(self._card(_("The same, or known of one only"), same, False))

    def _card(self, title: str, fields: list[MergeField], choosing: bool) -> Card:
        card = Card(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        for column, (words, part) in enumerate(
            ((_("Field"), 2), (_("The one who stays"), 3), (_("The other"), 3))
        ):
            grid.addWidget(label(words, quiet=True), 0, column)
            grid.setColumnStretch(column, part)
        for row, one in enumerate(fields, start=1):
            grid.addWidget(label(one.label, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            self._sides(grid, row, one, choosing)
        if not fields:
            grid.addWidget(label(_("Nothing differs."), quiet=True), 1, 0, 1, 3)
        card.body.addLayout(grid)
        return card

    def _sides(self, grid: QGridLayout, row: int, one: MergeField, choosing: bool) -> None:
        if not choosing:
            grid.addWidget(label(one.a or "–", wrap=True), row, 1)
            grid.addWidget(label(one.b or "–", wrap=True), row, 2)
            return
        group = self._groups[one.word] = QButtonGroup(self)
        for column, (side, text) in enumerate((("a", one.a), ("b", one.b)), start=1):
            choice = QRadioButton(text[:80].replace("&", "&&"))
            choice.setProperty("side", side)
            choice.setAccessibleName(f"{one.label}: {text}")
            choice.setToolTip(text)
            choice.setChecked(side == "a")
            group.addButton(choice)
            grid.addWidget(choice, row, column)

    def _chosen(self) -> dict[str, str]:
        chosen = {word: group.checkedButton() for word, group in self._groups.items()}
        return {word: str(one.property("side")) for word, one in chosen.items() if one is not None}

    def _swap(self) -> None:
        self._keep_id, self._gone_id = self._gone_id, self._keep_id
        self._read()

    def _ask(self) -> None:
        self._desk.ask(
            _("Make these two records one?"),
            _("One stays and gets what belongs to the other. It is one step, and Undo takes it back."),
            _("Make them one"),
            self._go_on,
        )

    def _go_on(self) -> None:
        from immdesk.office import merging

        self._desk.work.run(
            self, merging.merge, self._office, self._keep_id, self._gone_id, self._chosen(),
            done=self._done, failed=self._desk.problem,
        )  # fmt: skip

    def _done(self, changed: Changed) -> None:
        self._desk.changed(changed)
        self._desk.go("person", self._keep_id)
