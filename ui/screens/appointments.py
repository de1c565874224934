"""Appointments from another calendar: looked at line by line, each with its case, then taken in."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.forms.answer_tree import PLACE, answer_tree
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.appointments import Coming
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

ICS = "Calendar (*.ics)"
_TAKE, _WHEN, _CASE, _REMARK = 0, 1, 2, 3


class Appointments(QWidget):
    """`ref` is "" or the path of a file. Space marks a line, Enter chooses its case."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._coming: tuple[Coming, ...] = ()
        page = page_layout(self)
        words = _("Nothing is taken in before you have looked. Times are those of the office.")
        heading = Heading(_("Bring in appointments"), words)
        heading.add(button(_("Choose a calendar file…"), self._pick, main=True, picture="folder"))
        page.addWidget(heading)
        self._stack = QStackedWidget()
        none = EmptyState(
            "calendar",
            _("No file is chosen yet"),
            _("Export the calendar of the other program as a file that ends in .ics, and choose it here."),
        )
        self._stack.addWidget(none)
        self._stack.addWidget(self._list())
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show the page; a path in `ref` is read."""
        if ref:
            self._read(Path(ref))

    def refresh(self, _changed: Changed) -> None:
        """The list stays as it was read; what was taken in is told."""

    # -- private ------------------------------------------------------------------------------

    def _list(self) -> QWidget:
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        headers = [_("Appointment"), _("When"), _("Case"), _("Remark")]
        self._tree: QTreeWidget = answer_tree(_("Appointments of the file"), headers, self, 40)
        self._tree.itemActivated.connect(self._ask_case)
        self._tree.itemChanged.connect(self._count)
        letters = self._tree.fontMetrics().averageCharWidth()
        self._tree.setColumnWidth(_WHEN, 26 * letters)
        self._tree.setColumnWidth(_CASE, 30 * letters)
        down.addWidget(self._tree, 1)
        feet = QHBoxLayout()
        feet.setSpacing(theme.M)
        self._words = label("", wrap=True)
        feet.addWidget(self._words, 1)
        feet.addWidget(button(_("Choose its case…"), self._ask_current))
        self._take = button(_("Take in"), self._keep, main=True)
        feet.addWidget(self._take)
        down.addLayout(feet)
        return inner

    def _pick(self) -> None:
        self._desk.pick_file(_("Choose a calendar file"), ICS, self._read)

    def _read(self, path: Path) -> None:
        from immdesk.office import appointments

        self._desk.work.run_pure(
            self,
            appointments.look,
            self._office,
            path,
            done=self._arrived,
            failed=self._desk.problem,
            title=_("Reading the calendar"),
        )

    def _arrived(self, coming: tuple[Coming, ...]) -> None:
        self._coming = coming
        self._stack.setCurrentIndex(1)
        self._tree.blockSignals(True)
        self._tree.clear()
        for one in coming:
            self._add(one)
        self._tree.blockSignals(False)
        self._count()
        self._tree.setFocus()
        first = self._tree.topLevelItem(0)
        if first is not None:
            self._tree.setCurrentItem(first)

    def _add(self, one: Coming) -> None:
        remark = " · ".join(part for part in (_what_words(one.what), one.remark) if part)
        texts = [
            one.title,
            one.when or _("no day"),
            one.case or (_("choose a case") if one.may_be_taken else ""),
            remark,
        ]
        item = QTreeWidgetItem(self._tree, texts)
        item.setData(_TAKE, PLACE, one.uid)
        item.setData(_CASE, PLACE, one.case_id)
        for column, text in enumerate(texts):
            item.setToolTip(column, escape(text))
        if one.may_be_taken:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_TAKE, Qt.CheckState.Checked if one.case_id else Qt.CheckState.Unchecked)
        else:
            item.setDisabled(True)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self._tree.topLevelItem(place) for place in range(self._tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _chosen(self) -> dict[str, str]:
        checked = Qt.CheckState.Checked
        return {
            str(item.data(_TAKE, PLACE)): str(item.data(_CASE, PLACE) or "")
            for item in self._items()
            if not item.isDisabled() and item.checkState(_TAKE) == checked
        }

    def _count(self, *_args: Any) -> None:
        chosen = self._chosen()
        left = sum(one.what == "broken" for one in self._coming)
        words = n_("{n} appointment is marked", "{n} appointments are marked", len(chosen))
        broken = n_("{n} cannot be read", "{n} cannot be read", left) if left else ""
        self._words.setText(" · ".join(part for part in (words, broken) if part))
        self._take.setEnabled(bool(chosen))

    def _ask_current(self) -> None:
        item = self._tree.currentItem()
        if item is not None:
            self._ask_case(item)

    def _ask_case(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        from immdesk.office import calendar_days

        if item.isDisabled():
            return
        options = tuple(calendar_days.case_choices(self._office))
        self._desk.ask_choice(
            _("To which case does it belong?"),
            _("Case"),
            options,
            _("Take this case"),
            partial(self._set_case, self._items().index(item), dict(options)),
        )

    def _set_case(self, place: int, titles: dict[str, str], case_id: str) -> None:
        item = self._items()[place]
        item.setData(_CASE, PLACE, case_id)
        item.setText(_CASE, titles[case_id])
        item.setCheckState(_TAKE, Qt.CheckState.Checked)

    def _keep(self) -> None:
        from immdesk.office import appointments

        self._desk.work.run(
            self,
            appointments.take,
            self._office,
            self._chosen(),
            self._coming,
            done=self._kept,
            failed=self._desk.problem,
            title=_("Bringing in appointments"),
        )

    def _kept(self, changed: Changed) -> None:
        self._stack.setCurrentIndex(0)
        self._desk.changed(changed)


def _what_words(what: str) -> str:
    return {
        "new": _("new"),
        "moves": _("moves"),
        "cancelled": _("cancelled"),
        "broken": _("cannot be taken"),
    }.get(what, "")
