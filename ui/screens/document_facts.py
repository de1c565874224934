"""Facts entered beside the picture of a document; what differs from the record is shown and stays."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit

from immdesk.basics.words import _
from immdesk.office import evidence_facts
from immdesk.office.evidence_facts import MRZ, DocumentFacts
from immdesk.office.rows import EvidenceRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.desk import Desk
from ui.parts.labels import label, set_level


class FactsCard(Card):
    """Fields of the document and of its person; a difference has a box to let the document count."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Facts on this document"))
        self._office, self._desk = office, desk
        self._id, self._texts = "", dict[str, str]()
        self.body.addWidget(
            label(_("Type what stands on it. The record follows where it is empty."), quiet=True, wrap=True)
        )
        self._mrz = QPlainTextEdit()
        self._mrz.setTabChangesFocus(True)
        self._mrz.setFixedHeight(self._mrz.fontMetrics().lineSpacing() * 4)
        name = _("Machine-readable lines, if any")
        self._mrz.setAccessibleName(name)
        self._mrz.textChanged.connect(self._on_mrz)
        caption = label(name)
        caption.setBuddy(self._mrz)
        self._mrz_said = label("", small=True, wrap=True)
        for one in (caption, self._mrz, self._mrz_said):
            self.body.addWidget(one)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.XS)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Keep the facts"), self._keep, main=True, picture="check"))
        self.body.addLayout(feet)
        self._fields: dict[str, QLineEdit] = {}
        self._said: dict[str, Any] = {}
        self._takes: dict[str, QCheckBox] = {}

    def show_document(self, _case_id: str, row: EvidenceRow, *, again: bool) -> None:
        """Show the fields of a document; what is typed and not kept stays unless another one is shown."""
        if row.id == self._id and not again and self._texts:
            return
        self._id, self._texts = row.id, {}
        self._mrz.blockSignals(True)
        self._mrz.clear()
        self._mrz.blockSignals(False)
        self._build(evidence_facts.facts_of_document(self._office, self._id, {}))

    def _build(self, found: DocumentFacts) -> None:
        clear_layout(self._grid)
        self._fields, self._said, self._takes = {}, {}, {}
        for line, one in enumerate(found.fields):
            field, said = QLineEdit(), label("", small=True, wrap=True)
            take = QCheckBox(_("The document counts"))
            take.setAccessibleName(_("The document counts: {label}").format(label=one.label))
            caption = label(one.label, wrap=True)
            field.setAccessibleName(one.label)
            caption.setBuddy(field)
            field.setObjectName(one.path)
            field.textEdited.connect(self._on_typed)
            self._grid.addWidget(caption, 2 * line, 0)
            self._grid.addWidget(field, 2 * line, 1)
            self._grid.addWidget(take, 2 * line, 2)
            self._grid.addWidget(said, 2 * line + 1, 1, 1, 2)
            self._fields[one.path], self._said[one.path], self._takes[one.path] = field, said, take
        self._tell(found)

    def _on_typed(self, text: str) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit):
            self._texts[field.objectName()] = text
            self._tell(self._found())

    def _on_mrz(self) -> None:
        self._texts[MRZ] = self._mrz.toPlainText()
        found = self._found()
        for one in found.fields:
            if one.text and not self._texts.get(one.path, "").strip():
                self._fields[one.path].setText(one.read.shown or one.text)
        self._tell(found)

    def _found(self) -> DocumentFacts:
        return evidence_facts.facts_of_document(self._office, self._id, self._texts)

    def _tell(self, found: DocumentFacts) -> None:
        self._mrz_said.setText(found.mrz)
        self._mrz_said.setVisible(bool(found.mrz))
        set_level(self._mrz_said, "good" if found.mrz_fits else "bad")
        for one in found.fields:
            record = (
                _("In the record: {words}").format(words=one.record)
                if one.record
                else _("Not in the record yet")
            )
            level, words = "", record
            if one.read.level == "bad":
                level, words = "bad", one.read.message
            elif one.differs:
                level, words = "warn", _("Differs. {record}").format(record=record)
            elif one.read.value is not None and one.record:
                level, words = "good", _("As in the record.")
            said = self._said[one.path]
            said.setText(words)
            set_level(said, level)
            self._takes[one.path].setVisible(one.differs)

    def _keep(self) -> None:
        takes = {path for path, box in self._takes.items() if not box.isHidden() and box.isChecked()}
        self._desk.work.run(
            self, evidence_facts.keep_facts_of, self._office, self._id, dict(self._texts), takes,
            done=self._kept, failed=self._desk.problem, title=_("Keeping the facts"),
        )  # fmt: skip

    def _kept(self, changed: Any) -> None:
        differ = tuple(
            path for path, box in self._takes.items() if not box.isHidden() and not box.isChecked()
        )
        if not differ:
            self._texts = {}
        self._desk.changed(changed)

    def found(self) -> DocumentFacts:
        """Give what is typed so far, compared with the record."""
        return self._found()
