"""A client has moved: who, since when, whereto, and who must be told, recorded as one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.moving import Mover
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class MoveDialog(QDialog):
    """Asks for the move and shows who will be told; the desk stays usable beside it."""

    def __init__(self, office: Any, desk: Desk, movers: tuple[Mover, ...]) -> None:
        super().__init__(desk.window)
        self._office, self._desk, self._movers = office, desk, movers
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Client has moved"))
        self.setAccessibleName(self.windowTitle())
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        down.setSpacing(theme.M)
        down.addWidget(title_label(_("Client has moved"), 2))
        down.addLayout(self._fields_grid())
        self._together = QVBoxLayout()
        self._together.setSpacing(theme.XS)
        down.addLayout(self._together)
        down.addWidget(label(_("What will be made"), quiet=True))
        self._follows = label("", wrap=True)
        down.addWidget(self._follows)
        self._trouble = label("", wrap=True, level="bad")
        self._trouble.hide()
        down.addWidget(self._trouble)
        down.addStretch(1)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), self.reject))
        self._keep_button = button(_("Record the move"), self._keep, main=True)
        feet.addWidget(self._keep_button)
        down.addLayout(feet)
        self.resize(84 * self.fontMetrics().averageCharWidth(), self.sizeHint().height())
        self._on_person()

    def _fields_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        self._who = QComboBox()
        for one in self._movers:
            self._who.addItem(f"{one.name} – {one.home}" if one.home else one.name, one.id)
        self._who.setAccessibleName(_("Who has moved"))
        self._who.currentIndexChanged.connect(self._on_person)
        grid.addWidget(label(_("Who has moved")), 0, 0, 1, 2)
        grid.addWidget(self._who, 1, 0, 1, 2)
        self._fields: dict[str, QLineEdit] = {}
        words = (
            ("day", _("Since which day")),
            ("street", _("Street number and name")),
            ("unit", _("Unit number")),
            ("city", _("City or town")),
            ("state", _("State")),
            ("zip", _("ZIP code")),
        )
        for place, (word, title) in enumerate(words):
            field = self._fields[word] = QLineEdit()
            field.setAccessibleName(title)
            name = label(title)
            name.setBuddy(field)
            row, column = 2 + 2 * (place // 2), place % 2
            grid.addWidget(name, row, column)
            grid.addWidget(field, row + 1, column)
        return grid

    def _on_person(self, _place: int = 0) -> None:
        clear_layout(self._together)
        self._marks: dict[str, QCheckBox] = {}
        mover = self._movers[self._who.currentIndex()]
        for person, name in mover.together:
            mark = QCheckBox(_("{name} moved too").format(name=name))
            mark.setAccessibleName(mark.text())
            mark.toggled.connect(self._show_follows)
            self._marks[person] = mark
            self._together.addWidget(mark)
        self._show_follows()

    def _people(self) -> list[str]:
        return [
            str(self._who.currentData()),
            *(person for person, mark in self._marks.items() if mark.isChecked()),
        ]

    def _show_follows(self, _on: bool = False) -> None:
        from immdesk.office import moving

        told = [one.title for one in moving.to_tell(self._office, self._people())]
        rules = _("The last days for Form AR-11 and, before the court, EOIR-33 are proposed by their rules.")
        self._follows.setText("\n".join((rules, *told)))

    def _keep(self) -> None:
        from immdesk.office import moving

        self._trouble.hide()
        self._keep_button.setEnabled(False)
        texts = {word: field.text() for word, field in self._fields.items()}
        self._desk.work.run(
            self,
            moving.moved,
            self._office,
            self._people(),
            texts,
            texts["day"],
            done=self._kept,
            failed=self._refused,
            title=_("Recording…"),
        )

    def _kept(self, changed: Changed) -> None:
        self.accept()
        self._desk.changed(changed)

    def _refused(self, error: BaseException) -> None:
        self._keep_button.setEnabled(True)
        if not isinstance(error, Problem):
            self._desk.problem(error)
            return
        self._trouble.setText(" ".join(filter(None, (error.happened, error.means, error.do))))
        self._trouble.show()


def ask_move(office: Any, desk: Desk) -> None:
    """Ask for a move, when the office knows anybody."""
    from immdesk.office import moving

    movers = moving.movers(office)
    if movers:
        MoveDialog(office, desk, movers).show()
    else:
        desk.tell(_("No open case has a person yet."))
