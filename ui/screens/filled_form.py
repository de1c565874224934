"""A form of a case as it will be printed, box by box: by hand or by record, and what changed since."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import by_hand, filled_form, form_sheet, into_record
from immdesk.office.by_hand import FormKey
from immdesk.office.filled_form import FilledSheet
from immdesk.office.form_sheet import SheetBox
from immdesk.office.rows import Changed
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.screens.filled_form_side import FilledSide
from ui.screens.form_boxes import BoxView
from ui.screens.packet_preview import PacketPreview

if TYPE_CHECKING:
    from ui.parts.desk import Desk


class FilledForm(QWidget):
    """`ref` is "case id/form/person id/sponsor id"; a "-" stands for nobody."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._case_id, self._key = "", FormKey("", "")
        self._filled: FilledSheet | None = None
        self._now = ""
        page = page_layout(self)
        self._heading = Heading(_("Filled form"), " ")
        self._heading.add(button(_("Back to the case"), self._to_case))
        self._heading.add(button(_("Save to edit…"), partial(self._save, False), picture="save"))
        filing = button(_("Save the filing copy…"), partial(self._save, True), main=True, picture="print")
        filing.setToolTip(_("Without boxes: nobody can change it by accident. Signatures stay empty."))
        self._heading.add(filing)
        page.addWidget(self._heading)
        self._told = QVBoxLayout()
        page.addLayout(self._told)
        self._view = BoxView()
        self._view.over().named = False
        self._pages = PacketPreview(desk.work.run_pure, thumbnails=False, view=self._view)
        self._pages.turned.connect(self._on_turned)
        self._side = FilledSide()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._pages)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        page.addWidget(self._split, 1)
        words = _("Open a case, page Forms, and choose “Look at the form”.")
        self._empty = EmptyState(
            "form", _("No form is chosen"), words, _("Open the cases"), partial(desk.go, "cases"), main=True
        )
        page.addWidget(self._empty, 1)
        self._view.chosen.connect(self.look_at)
        self._view.asked.connect(self._on_key)
        self._side.chosen.connect(self.look_at)
        self._side.written.connect(self._write)
        self._side.asked.connect(self._on_asked)
        self._side.policy.connect(self._choose_policy)

    def show_ref(self, ref: str) -> None:
        """Show a form of a case."""
        case_id, form, person, sponsor = (*ref.split("/"), "", "", "", "")[:4]
        self._empty.setVisible(not form)
        self._split.setVisible(bool(form))
        if not form:
            self._heading.set_words(_("No form is chosen."))
            return
        key = FormKey(form, "" if person == "-" else person, "" if sponsor == "-" else sponsor)
        if (case_id, key) != (self._case_id, self._key):
            self._now, self._filled = "", None
        self._case_id, self._key = case_id, key
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case or a form was changed."""
        if self._case_id and (self._case_id in changed.cases or "form_blank" in changed.tables):
            self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder of boxes (Ctrl+F)."""
        self._side.focus_filter()

    def look_at(self, name: str) -> None:
        """Look at a box."""
        box = self._box(name)
        if self._filled is None or box is None:
            return
        self._now = name
        if self._pages.page() != box.page:
            self._pages.show_page(box.page)
        self._view.mark(name)
        self._side.show_box(box, self._filled.values.get(name, ""), by_hand=name in self._filled.hand)

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        self._desk.work.run(
            self,
            filled_form.filled_sheet,
            self._office,
            self._case_id,
            self._key,
            done=self._arrived,
            failed=self._desk.problem,
            title=_("Filling the form"),
        )

    def _arrived(self, filled: FilledSheet) -> None:
        if filled.key != self._key:
            return
        page = self._pages.page() if self._filled is not None else 1
        self._filled = filled
        self._side.show_form(filled)
        self._pages.open(partial(form_sheet.draw, filled.pdf), len(filled.sheet.sizes))
        self._pages.show_page(max(page, 1))
        self._heading.set_title(f"{filled.key.form}, {filled.who}" if filled.who else filled.key.form)
        self._heading.set_words(self._words(filled))
        clear_layout(self._told)
        if filled.signs:
            where = "; ".join(filled.signs)
            self._told.addWidget(Banner(_("Sign here, by hand: {where}").format(where=where), "info"))
        boxes = filled.sheet.boxes
        if self._box(self._now) is None and boxes:
            self._now = next((one.name for one in boxes if one.state == "hand"), boxes[0].name)
        self.look_at(self._now)

    def _words(self, filled: FilledSheet) -> str:
        full = sum(value not in ("", False) for value in filled.values.values())
        hand, changed = len(filled.hand), len(filled.changed())
        said = [
            _("edition {edition}").format(edition=filled.sheet.edition),
            n_("{n} box filled", "{n} boxes filled", full),
            n_("{n} by hand", "{n} by hand", hand) if hand else "",
            n_("{n} changed since it was printed", "{n} changed since it was printed", changed)
            if changed
            else "",
        ]
        return " · ".join(filter(None, said))

    def _on_turned(self, page: int) -> None:
        if self._filled is not None and page:
            sheet = self._filled.sheet
            self._view.show_boxes(sheet.boxes, page, sheet.sizes[page - 1])

    def _on_key(self, what: str) -> None:
        if what in ("change", "confirm"):
            self._side.begin()
        elif what == "side":
            self._side.focus_filter()

    def _write(self, value: object, reason: str) -> None:
        self._do(filled_form.set_by_hand, self._case_id, self._key, self._now, value, reason)

    def _on_asked(self, what: str) -> None:
        if what == "back":
            self._do(by_hand.take_back, self._case_id, self._key, [self._now])
        elif what == "record":
            self._do(into_record.into_record, self._case_id, self._key, self._now)
        elif what == "page":
            self._view.setFocus()

    def _choose_policy(self, policy: str) -> None:
        self._do(by_hand.choose_none_policy, self._key.form, policy)

    def _do(self, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self,
            function,
            self._office,
            *args,
            done=self._desk.changed,
            failed=self._desk.problem,
            title=_("Changing the form"),
        )

    def _save(self, flatten: bool) -> None:
        if self._filled is None:
            return
        form = self._filled.key.form
        name = f"{form} filing copy.pdf" if flatten else f"{form} to edit.pdf"
        title = _("Save the filing copy") if flatten else _("Save the form to edit")
        self._desk.pick_save(title, name, "PDF (*.pdf)", partial(self._save_to, flatten))

    def _save_to(self, flatten: bool, path: Path) -> None:
        self._desk.work.run(
            self,
            partial(filled_form.save_form, flatten=flatten),
            self._office,
            self._case_id,
            self._key,
            path,
            done=self._desk.changed,
            failed=self._desk.problem,
            title=_("Writing the form"),
        )

    def _to_case(self) -> None:
        self._desk.go("case", f"{self._case_id}/forms" if self._case_id else "")

    def _box(self, name: str) -> SheetBox | None:
        boxes = self._filled.sheet.boxes if self._filled else ()
        return next((one for one in boxes if one.name == name), None)
