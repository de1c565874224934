"""A form as the desk sees it: the page with every box over it, what goes into each, and who confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import form_choice, form_list, form_sheet
from immdesk.office.form_sheet import FormSheet, SheetBox, State
from immdesk.office.rows import Changed
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.form_boxes import SIGNS, BoxView, state_level, state_words
from ui.screens.form_page_side import BoxSide
from ui.screens.packet_preview import PacketPreview

if TYPE_CHECKING:
    from ui.parts.desk import Desk

Entry = Mapping[str, Any]
_PAUSE = 600  # milliseconds after the last confirmed box until it is written
_CARES = {"said", "form_blank"}
_STATES: tuple[State, ...] = ("mapped", "excused", "confirm", "unmapped")


class FormPage(QWidget):
    """`ref` is the checksum of a blank of the office, or "checksum/full name of a box"."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._ref = ""
        self._sheet: FormSheet | None = None
        self._now = ""
        self._kept: dict[str, Entry] = {}
        self._own = ""
        page = page_layout(self)
        self._heading = Heading(_("Form"), " ")
        self._xlsx = button(_("Save the list of boxes…"), self._save_list, picture="save")
        self._heading.add(self._xlsx)
        page.addWidget(self._heading)
        self._carried = QVBoxLayout()
        page.addLayout(self._carried)
        self._view = BoxView()
        self._pages = PacketPreview(desk.work.run_pure, thumbnails=False, view=self._view)
        self._pages.turned.connect(self._on_turned)
        self._side = BoxSide()
        self._legend = QHBoxLayout()
        self._empty = _empty(desk)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        left = QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(self._legend)
        down.addWidget(self._pages, 1)
        self._split.addWidget(left)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        page.addWidget(self._split, 1)
        page.addWidget(self._empty, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._write)
        self._connect()

    def _connect(self) -> None:
        self._view.chosen.connect(self.look_at)
        self._view.asked.connect(self._on_asked)
        self._side.chosen.connect(self.look_at)
        self._side.asked.connect(self._on_asked)
        self._side.said.connect(self._say)
        self._side.finding.connect(self._find_words)

    def show_ref(self, ref: str) -> None:
        """Show the blank with this checksum."""
        self._write()
        sha256, _slash, name = ref.partition("/")
        known = self._sheet.sha256 if self._sheet else ""
        self._ref, self._now = sha256, name or self._now
        self._empty.setVisible(not sha256)
        self._split.setVisible(bool(sha256))
        self._xlsx.setVisible(bool(sha256))
        if not sha256:
            self._heading.set_words(_("No form is chosen."))
        elif sha256 != known:
            self._read()
        elif name:
            self.look_at(name)

    def refresh(self, changed: Changed) -> None:
        """Read again when somebody else changed a map, or undid what was done here."""
        if self._ref and changed.tables & _CARES and changed.operation != self._own:
            self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder of boxes (Ctrl+F)."""
        self._side.focus_filter()

    def look_at(self, name: str) -> None:
        """Look at a box: its page is shown, it is framed, and the side tells all of it."""
        box = self._box(name)
        if self._sheet is None or box is None:
            return
        self._now = name
        if self._pages.page() != box.page:
            self._pages.show_page(box.page)
        self._view.mark(name)
        self._side.show_box(box)

    # -- reading ------------------------------------------------------------------------------

    def _read(self) -> None:
        self._desk.work.run(
            self,
            form_sheet.form_sheet,
            self._office,
            self._ref,
            done=self._arrived,
            failed=self._desk.problem,
            title=_("Looking at the form"),
        )

    def _arrived(self, sheet: FormSheet) -> None:
        if sheet.sha256 != self._ref:
            return
        same = self._sheet is not None and self._sheet.sha256 == sheet.sha256
        self._sheet = sheet
        page = self._pages.page() if same else 1
        self._side.show_all(sheet.boxes, sheet.gone)
        if not same:
            self._pages.open(partial(form_sheet.draw, sheet.blank), len(sheet.sizes))
        self._pages.show_page(page)
        self._told()
        first = next((one for one in sheet.boxes if one.open), sheet.boxes[0] if sheet.boxes else None)
        if self._box(self._now) is None and first is not None:
            self._now = first.name
        self.look_at(self._now)
        self._view.setFocus()

    def _told(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._heading.set_title(_("Form {form}, edition {edition}").format(
            form=sheet.form or "?", edition=sheet.edition or "?"
        ))  # fmt: skip
        whose = sheet.title if sheet.mapped else _("No map fits this blank yet: what is shown is proposed.")
        self._heading.set_words(" · ".join(filter(None, (whose, sheet.words()))))
        self._tell_carried(sheet)
        clear_layout(self._legend)
        counts = sheet.counts()
        for state in _STATES:
            words = f"{SIGNS[state]} {state_words(state)}: {counts.get(state, 0)}"
            self._legend.addWidget(label(words, small=True, level=state_level(state)))
        self._legend.addStretch(1)

    def _tell_carried(self, sheet: FormSheet) -> None:
        clear_layout(self._carried)
        words = form_sheet.carried_words(sheet)
        if not words or not sheet.counts()["confirm"] + sheet.counts()["unmapped"] + (not sheet.mapped):
            return
        if sheet.mapped or self._kept:
            self._carried.addWidget(Banner(words, "info"))
            return
        self._carried.addWidget(Banner(words, "info", _("Take over what is the same"), self._take_over))

    def _take_over(self) -> None:
        self._desk.work.run(
            self,
            form_sheet.take_over,
            self._office,
            self._sheet,
            done=self._taken_over,
            failed=self._desk.problem,
            title=_("Keeping what was said of the form"),
        )

    def _taken_over(self, changed: Changed) -> None:
        self._desk.changed(changed)

    def _on_turned(self, page: int) -> None:
        if self._sheet is not None and page:
            self._view.show_boxes(self._sheet.boxes, page, self._sheet.sizes[page - 1])

    # -- doing --------------------------------------------------------------------------------

    def _on_asked(self, what: str) -> None:
        box = self._box(self._now)
        if box is None:
            return
        if what == "confirm":
            if box.entry and box.state == "confirm":
                self._say(dict(box.entry))
            elif box.state == "unmapped":
                self._side.edit("change", box)
            else:
                self._go(1, only_open=True)
        elif what in ("next", "previous"):
            self._go(1 if what == "next" else -1, only_open=True)
        elif what == "side":
            self._side.focus_filter()
        elif what == "page":
            self._view.setFocus()
        else:
            self._side.edit(what, box)

    def _find_words(self, typed: str) -> None:
        box = self._box(self._now)
        if self._sheet is not None and box is not None:
            self._side.offer(form_choice.find_words(self._office, self._sheet, box, typed))

    def _say(self, entry: Entry) -> None:
        """Take what a person says of the box that is looked at, and go on to the next open one."""
        box = self._box(self._now)
        if self._sheet is None or box is None:
            return
        if "at" not in entry and box.entry and box.entry.get("at"):
            entry = {**entry, "at": box.entry["at"]}
        try:
            after = form_choice.tried(self._office, self._sheet, box, entry)
        except Problem as problem:
            self._desk.problem(problem)
            return
        boxes = tuple(after if one.name == box.name else one for one in self._sheet.boxes)
        self._sheet = form_sheet.with_boxes(self._sheet, boxes)
        self._kept[box.name] = entry
        self._pause.start()
        self._side.changed(after)
        self._on_turned(self._pages.page())
        self._told()
        self._go(1, only_open=True)
        self._view.setFocus()

    def _go(self, by: int, *, only_open: bool) -> None:
        boxes = self._sheet.boxes if self._sheet else ()
        here = next((at for at, one in enumerate(boxes) if one.name == self._now), -1)
        order = [*boxes[here + 1 :], *boxes[: max(here, 0)]]
        if by < 0:
            order = [*reversed(boxes[: max(here, 0)]), *reversed(boxes[here + 1 :])]
        found = next((one for one in order if one.open or not only_open), None)
        if found is None:
            self._desk.tell(_("Every box of this form is confirmed."))
            found = self._box(self._now)
        if found is not None:
            self.look_at(found.name)

    def _write(self) -> None:
        self._pause.stop()
        if not self._kept or self._sheet is None:
            return
        kept, self._kept = self._kept, {}
        self._desk.work.run(
            self,
            form_sheet.confirm,
            self._office,
            self._sheet,
            kept,
            done=self._written,
            failed=self._not_written,
            title=_("Keeping what was said of the form"),
        )

    def _written(self, changed: Changed) -> None:
        self._own = changed.operation
        self._desk.changed(changed)

    def _not_written(self, error: BaseException) -> None:
        self._desk.problem(error)
        self._read()

    def _save_list(self) -> None:
        if self._sheet is None:
            return
        name = f"{self._sheet.form} {self._sheet.edition.replace('/', '-')}.xlsx"
        self._desk.pick_save(_("Save the list of boxes"), name, _("Spreadsheet (*.xlsx)"), self._save_to)

    def _save_to(self, path: Path) -> None:
        self._desk.work.run(
            self,
            form_list.save_list,
            self._sheet,
            path,
            done=self._saved,
            failed=self._desk.problem,
        )

    def _saved(self, _nothing: object) -> None:
        self._desk.tell(_("The list of boxes is saved."))

    def _box(self, name: str) -> SheetBox | None:
        boxes = self._sheet.boxes if self._sheet else ()
        return next((one for one in boxes if one.name == name), None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Write what was confirmed before the screen goes."""
        self._write()
        super().hideEvent(event)


def _empty(desk: Desk) -> EmptyState:
    return EmptyState(
        "form",
        _("No form is chosen"),
        _("Open the Library, shelf Forms, and choose “Look at the boxes” of a blank."),
        _("Open the Library"),
        partial(desk.go, "library", "forms"),
        main=True,
    )
