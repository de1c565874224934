"""What may be tried in a calculator: a field for each value, and the way back to what is in the case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from immdesk.basics.dates import iso_day
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.calculators.shapes import Field
from ui import theme
from ui.forms.editors import ComboEditor, LineEditor
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label

Editor = LineEditor | ComboEditor
_DAY = 24  # letters of a field that holds a day
_WIDE, _FEW = 125, 5  # letters across from which, and the number of fields above which, there are two columns


class Trying(Card):
    """The card with the fields. What is typed is told when one goes on; nothing is written anywhere."""

    def __init__(self, tried: Callable[[str, str], None]) -> None:
        self._reset = button(_("As in the case"), partial(tried, "", ""), picture="back")
        super().__init__(_("What if?"), "", self._reset)
        words = _("Nothing that is tried here is written to the case.")
        self.body.addWidget(label(words, quiet=True, small=True, wrap=True))
        self._tried = tried
        self._about = ""
        self._editors: dict[str, Editor] = {}
        self._marks: dict[str, QWidget] = {}
        self._shown: dict[str, str] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.S)
        self._columns = 0
        self._lines: list[tuple[QWidget, ...]] = []
        self.body.addLayout(self._grid)

    def put(self, about: str, fields: tuple[Field, ...]) -> None:
        """Show the fields of a sheet; the same ones stay where they are, with the cursor in them."""
        self.setVisible(bool(fields))
        if about != self._about or list(self._editors) != [one.id for one in fields]:
            self._about = about
            self._make(fields)
        for field in fields:
            shown = _shown(field)
            self._shown[field.id] = shown
            self._editors[field.id].set_answer(shown)
            self._marks[field.id].setVisible(field.tried)
        self._reset.setEnabled(any(field.tried for field in fields))

    def may_reset(self) -> None:
        """Let one go back to what is in the case, also from a text that could not be read."""
        self._reset.setEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields below one another when the window has become narrow."""
        super().resizeEvent(event)
        self._place()

    # -- private ------------------------------------------------------------------------------

    def _make(self, fields: tuple[Field, ...]) -> None:
        clear_layout(self._grid)
        self._editors, self._marks, self._shown, self._lines = {}, {}, {}, []
        for field in fields:
            name = label(field.label, wrap=True)
            editor = self._editor(field)
            editor.setAccessibleName(field.label)
            name.setBuddy(editor)
            mark = badge(_("tried"), "warn")
            if field.help:
                editor.setToolTip(field.help)
                editor.setAccessibleDescription(field.help)
            self._lines.append((name, editor, mark))
            self._editors[field.id], self._marks[field.id] = editor, mark
        self._columns = 0
        self._place()

    def _place(self) -> None:
        """Put the fields beside one another in pairs where the window is wide enough and they are many."""
        wide = self.width() >= _WIDE * self.fontMetrics().averageCharWidth()
        columns = 2 if wide and len(self._lines) > _FEW else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, line in enumerate(self._lines):
            row, across = divmod(number, columns)
            for place, widget in enumerate(line):
                self._grid.addWidget(widget, row, 3 * across + place)
        for place in range(6):
            self._grid.setColumnStretch(place, (3, 3, 1)[place % 3] if place < 3 * columns else 0)

    def _editor(self, field: Field) -> Editor:
        if field.kind in ("yes_no", "choice"):
            options = field.choices or (("yes", _("yes")), ("no", _("no")))
            combo = ComboEditor(options, _("as in the case"), self)
            combo.edited.connect(partial(self._left, field.id))
            return combo
        line = LineEditor(_("a day, such as 3/7/2026") if field.kind == "day" else "", None, self)
        line.setMinimumWidth(_DAY * line.fontMetrics().averageCharWidth())
        line.left.connect(partial(self._left, field.id))
        line.onward.connect(partial(self._left, field.id))
        return line

    def _left(self, field_id: str) -> None:
        """Try what stands in the field now, when it is something else."""
        editor = self._editors.get(field_id)
        if editor is None:
            return
        typed = editor.answer().strip()
        if typed != self._shown.get(field_id):
            self._shown[field_id] = typed
            self._tried(field_id, typed)


def _shown(field: Field) -> str:
    return on_screen(iso_day(field.value)) or field.value if field.kind == "day" else field.value
