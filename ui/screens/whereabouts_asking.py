"""Asks who is away, how, from when until when, and who covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class AwayDialog(QDialog):
    """The desk stays usable beside it; what cannot be is told in it, and nothing typed is lost."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(desk.window)
        self._office, self._desk = office, desk
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Somebody is away"))
        self.setAccessibleName(self.windowTitle())
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        down.setSpacing(theme.M)
        down.addWidget(title_label(_("Somebody is away"), 2))
        down.addLayout(self._fields())
        words = _("Their open tasks with a day go to who covers, and come back when they are back.")
        down.addWidget(label(words, quiet=True, wrap=True))
        self._trouble = label("", wrap=True, level="bad")
        self._trouble.hide()
        down.addWidget(self._trouble)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), self.reject))
        feet.addWidget(button(_("Keep"), self._keep, main=True))
        down.addLayout(feet)
        self.resize(70 * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    def _fields(self) -> QGridLayout:
        from immdesk.office import firm

        people = [(one.id, one.name) for one in firm.staff(self._office)]
        self._who, self._how, self._cover = QComboBox(), QComboBox(), QComboBox()
        for staff_id, name in people:
            self._who.addItem(name, staff_id)
        for how, title in (("leave", _("on leave")), ("remote", _("works elsewhere"))):
            self._how.addItem(title, how)
        for staff_id, name in (("", _("nobody")), *people):
            self._cover.addItem(name, staff_id)
        self._first, self._last, self._note = QLineEdit(), QLineEdit(), QLineEdit()
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Who is away"), self._who),
            (_("Where"), self._how),
            (_("First day"), self._first),
            (_("Last day"), self._last),
            (_("Who covers"), self._cover),
            (_("Remark"), self._note),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        for place, (title, field) in enumerate(fields):
            field.setAccessibleName(title)
            above = label(title)
            above.setBuddy(field)
            grid.addWidget(above, 2 * (place // 2), place % 2)
            grid.addWidget(field, 2 * (place // 2) + 1, place % 2)
        return grid

    def _keep(self) -> None:
        from immdesk.office import whereabouts

        self._trouble.hide()
        self._desk.work.run(
            self,
            whereabouts.away,
            self._office,
            str(self._who.currentData()),
            str(self._how.currentData()),
            self._first.text(),
            self._last.text(),
            str(self._cover.currentData()),
            self._note.text(),
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, changed: Changed) -> None:
        self.accept()
        self._desk.changed(changed)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            self._desk.problem(error)
            return
        self._trouble.setText(" ".join(filter(None, (error.happened, error.means, error.do))))
        self._trouble.show()
