"""A merged person split again: each record with the side that it came from, and to whom it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout
from ui.parts.card_page import card_page
from ui.parts.heading import Heading
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from immdesk.office.splitting import SplitPage
    from ui.parts.desk import Desk


class Split(QWidget):
    """`ref` is the id of a merge."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._merge = office, desk, ""
        self._page: SplitPage | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._heading = Heading(_("Split again"), " ")
        self._heading.add(button(_("Back"), desk.back, picture="back"))
        self._go = button(_("Make them two again"), self._split, main=True, picture="people")
        self._heading.add(self._go)
        self._body = card_page(self, self._heading, Page())

    def show_ref(self, ref: str) -> None:
        """Show what would go to whom."""
        self._merge = ref
        self._read()

    def refresh(self, _changed: Changed) -> None:
        """What was chosen here is not lost by what others do."""

    def _read(self) -> None:
        from immdesk.office.splitting import split_page

        clear_layout(self._body)
        self._boxes.clear()
        try:
            self._page = split_page(self._office, self._merge)
        except Problem as gone:
            self._page = None
            self._body.addWidget(Banner(gone.happened, "warn"))
        self._go.setEnabled(self._page is not None)
        if self._page is None:
            return
        words = _("{stays} stays; {other} comes back. Merged on {day}.")
        page = self._page
        told = words.format(stays=page.keep_name, other=page.gone_name, day=page.on)
        self._heading.set_words(told)
        said = _(
            "Names and answers go back to what they were on each side, unless somebody changed them since."
        )
        self._body.addWidget(label(said, wrap=True))
        groups = (
            ("goes", _("Came with {name}").format(name=page.gone_name)),
            (
                "since",
                _("Added since they were merged: tick what belongs to {name}").format(name=page.gone_name),
            ),
            ("stays", _("Was there before")),
        )
        for came, title in groups:
            self._group(came, title)

    def _group(self, came: str, title: str) -> None:
        rows = [row for row in self._page.rows if row.came == came] if self._page else []
        if not rows or self._page is None:
            return
        card = Card(title)
        for row in rows:
            box = QCheckBox(f"{row.what}: {row.words}"[:140].replace("&", "&&"))
            box.setChecked(came == "goes")
            box.setToolTip(_("Ticked: it goes to {name}").format(name=self._page.gone_name))
            self._boxes[row.key] = box
            card.body.addWidget(box)
        self._body.addWidget(card)

    def _split(self) -> None:
        from immdesk.office.splitting import split

        goes = [key for key, box in self._boxes.items() if box.isChecked()]
        self._desk.work.run(
            self, split, self._office, self._merge, goes, done=self._done, failed=self._desk.problem
        )

    def _done(self, changed: Changed) -> None:
        self._desk.changed(changed)
        if self._page is not None:
            self._desk.go("person", self._page.keep_id)
