"""Before a caseload is brought in: who of it may be in the office already; a person says who is the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.values import text_to_value
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.card import Card
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.caseload_trial import PersonPlan


class AlikeCard(Card):
    """A line for each; what is chosen here counts when the caseload is brought in, told by `chosen`."""

    chosen = Signal()

    def __init__(self, people: Sequence[PersonPlan], more: int) -> None:
        super().__init__(_("Who may be here already"), _("nobody is joined unasked; look at each"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(people):
            name = ", ".join(part for part in (one.family, one.given) if part)
            born = on_screen(text_to_value("date", one.told["born_on"])) if "born_on" in one.told else ""
            told = label(" · ".join(filter(None, (name, born))), wrap=True)
            box = QComboBox()
            box.setAccessibleName(_("Who {name} is").format(name=name))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(24)
            box.addItem(_("somebody new"), "")
            for other in one.alike:
                box.addItem(_("the same as {who}").format(who=other.words), other.person_id)
            box.setCurrentIndex(max(box.findData(one.id), 0))
            box.currentIndexChanged.connect(partial(self._choose, one, box))
            told.setBuddy(box)
            grid.addWidget(told, row * 2, 0)
            grid.addWidget(box, row * 2, 1)
            like = "\n".join(other.words for other in one.alike)
            grid.addWidget(label(like, quiet=True, small=True, wrap=True), row * 2 + 1, 1)
        self.body.addLayout(grid)
        if more > 0:
            words = n_(
                "{n} more is not shown: whoever has the same A-Number, or name and date of birth, is taken "
                "as the same.",
                "{n} more are not shown: whoever has the same A-Number, or name and date of birth, is taken "
                "as the same.",
                more,
            )
            self.body.addWidget(label(words, quiet=True, wrap=True))

    def _choose(self, one: PersonPlan, box: QComboBox, _place: int) -> None:
        one.id = str(box.currentData() or "")
        self.chosen.emit()
