"""The review before an intake is kept: every answer as it was read, what cannot be read, what is missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office.rows import IntakeView, ReviewLine
from ui import theme
from ui.forms.answer_tree import PLACE, add_answer, add_heading, answer_tree
from ui.parts.banner import Banner
from ui.parts.card import clear_layout
from ui.parts.labels import label, title_label

REVIEW = "review"
MANY = 3


class ReviewPage(QWidget):
    """All answers by section; Enter or a double click goes to the question."""

    jumping = Signal(str)  # the key of a question, or of a list

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ReviewLine, ...] = ()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(title_label(_("Review"), 2))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.S)
        down.addLayout(self._notes)
        self._only = QCheckBox(_("Only what needs a look"))
        self._only.setAccessibleName(self._only.text())
        self._only.toggled.connect(self._fill)
        self._restrict = QCheckBox()
        self._restrict.setVisible(False)
        down.addWidget(self._restrict)
        self._count = label("", quiet=True, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(theme.M)
        head.addWidget(self._only)
        head.addWidget(self._count, 1)
        down.addLayout(head)
        headers = [_("Question"), _("Answer as read"), _("Remark")]
        self._tree = answer_tree(_("All answers"), headers, self)
        self._tree.itemActivated.connect(self._activated)
        down.addWidget(self._tree, 1)

    def focus_answers(self) -> None:
        """Put the keyboard into the answers; a focus proxy would make Tab skip what is above them."""
        self._tree.setFocus()

    def restricts(self) -> bool:
        """Say whether the case is restricted when it is opened, if its kind proposes that."""
        return self._restrict.isChecked() or not self._restrict.text()

    def propose(self, why: str) -> None:
        """Propose that the case is restricted, and why; "" proposes nothing."""
        words = _("Restrict this case: {why}").format(why=why)
        if why and self._restrict.text() != words:
            self._restrict.setText(words)
            self._restrict.setAccessibleName(words)
            self._restrict.setToolTip(_("Attorneys, administrators and those whom they choose will see it."))
            self._restrict.setChecked(True)
        self._restrict.setVisible(bool(why))

    def put(self, view: IntakeView, lines: tuple[ReviewLine, ...]) -> None:
        """Show the review of an intake."""
        self._lines = lines
        clear_layout(self._notes)
        for banner in view.banners:
            self._notes.addWidget(Banner(banner, "warn"))
        if view.missing:
            self._notes.addWidget(Banner(_missing(view), "info" if view.ready else "bad"))
        self._fill()

    def _fill(self) -> None:
        self._tree.clear()
        sections: dict[str, QTreeWidgetItem] = {}
        looks = [line for line in self._lines if line.level in ("warn", "bad")]
        for line in looks if self._only.isChecked() else self._lines:
            about = line.key.partition(".")[0]
            if about not in sections:
                sections[about] = add_heading(self._tree, line.section)
            parent = sections[about]
            self._line(parent, line)
        self._count.setText(
            n_("{n} answer needs a look", "{n} answers need a look", len(looks))
            if looks
            else _("Every answer could be read.")
            if self._lines
            else _("Nothing is answered yet.")
        )
        self._tree.expandAll()
        heading = self._tree.topLevelItem(0)
        first = heading.child(0) if heading is not None else None
        if first is not None:
            self._tree.setCurrentItem(first)

    def _line(self, parent: QTreeWidgetItem, line: ReviewLine) -> None:
        shown = line.shown or _("not answered")
        spoken = {"bad": _("cannot be read"), "warn": _("look at this")}.get(line.level, "")
        texts = (line.label, shown, line.message)
        item = add_answer(parent, texts, level=line.level, quiet=not line.shown, spoken=spoken)
        item.setData(0, PLACE, line.key)

    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        if key := item.data(0, PLACE):
            self.jumping.emit(key)


def _missing(view: IntakeView) -> str:
    named = "; ".join(view.missing[:MANY])
    more = len(view.missing) - MANY
    if more > 0:
        named += n_("; and {n} more", "; and {n} more", more)
    if view.ready:
        return _("Still to ask, at any time: {named}.").format(named=named)
    return _("Needed before the case can be opened: {named}.").format(named=named)
