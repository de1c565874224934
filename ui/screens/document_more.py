"""Beside a document: the criteria under which it stands, and the certificate of its translation."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from immdesk.basics.words import _
from immdesk.office import evidence_criteria, translations, work_product
from immdesk.office.rows import EvidenceRow
from immdesk.office.translations import Translation
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labelled import Asked, Labelled
from ui.parts.labels import label, title_label


class CriteriaCard(Card):
    """A box for each criterion of the case; it is hidden where the case has none."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("What it shows"))
        self._office, self._desk = office, desk
        self._case, self._id, self._person = "", "", ""
        self._boxes: dict[str, QCheckBox] = {}
        self.hide()

    def show_document(self, case_id: str, row: EvidenceRow, *, again: bool) -> None:
        """Show the criteria of the case, ticked where this document stands."""
        self._case, self._id = case_id, row.id
        found = evidence_criteria.criteria_of(self._office, case_id)
        self.setVisible(bool(found.sheets))
        self.clear()
        self._boxes = {}
        under = found.under.get(row.id, frozenset())
        for who, sheet in found.sheets:
            self._person = sheet.person_id
            self.body.addWidget(title_label(f"{sheet.title} – {who}" if who else sheet.title, 3, wrap=True))
            for one in sheet.lines:
                box = QCheckBox(one.title)
                box.setAccessibleName(one.title)
                box.setToolTip(f"{one.says}\n{one.cite}")
                box.setChecked(one.id in under)
                box.clicked.connect(self._turn)
                self._boxes[one.id] = box
                self.body.addWidget(box)

    def _turn(self, _checked: bool = False) -> None:
        chosen = frozenset(name for name, box in self._boxes.items() if box.isChecked())
        self._desk.work.run(
            self, evidence_criteria.put_under, self._office, self._case, self._id, self._person, chosen,
            done=self._desk.changed, failed=self._desk.problem, title=_("Keeping the criteria"),
        )  # fmt: skip


class WorkProductCard(Card):
    """Whether a document is the attorney's own: then it is filed nowhere and goes to no client."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Where it may go"))
        self._office, self._desk, self._id = office, desk, ""
        words = _("Attorney work product: stays in the office")
        self._box = QCheckBox(words)
        self._box.setAccessibleName(words)
        self._box.clicked.connect(self._turn)
        self.body.addWidget(self._box)

    def show_document(self, case_id: str, row: EvidenceRow, *, again: bool) -> None:
        """Show how this document is marked."""
        self._id = row.id
        self._box.setChecked(work_product.is_work_product(self._office, "document", row.id))

    def _turn(self, on: bool) -> None:
        self._desk.work.run(
            self, work_product.mark_document, self._office, self._id, on,
            done=self._desk.changed, failed=self._desk.problem, title=_("Marking the document"),
        )  # fmt: skip


class TranslationCard(Card):
    """Who translates the document, and the certificate to be signed by hand."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Translation"))
        self._office, self._desk, self._id = office, desk, ""
        words = _(
            "A paper in another language goes with a full English translation and this certificate "
            "(8 CFR 103.2(b)(3))."
        )
        self.body.addWidget(label(words, quiet=True, wrap=True))
        self._fields = Labelled(
            (
                Asked("language", _("Language of the document")),
                Asked("translator", _("Translator")),
                Asked("competence", _("How the translator knows both languages")),
                Asked("address", _("Address of the translator"), lines=2),
            ),
            columns=1,
        )
        self.body.addWidget(self._fields)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Out for translation"), self._send_out))
        feet.addWidget(button(_("Write the certificate…"), self._ask_where, picture="document"))
        self.body.addLayout(feet)

    def show_document(self, _case_id: str, row: EvidenceRow, *, again: bool) -> None:
        """Show what was told last time of this document's translation."""
        if not again and row.id == self._id:
            return
        self._id = row.id
        known = translations.translation_of(self._office, row.id)
        told = {"language": known.language, "translator": known.translator}
        self._fields.put({**told, "competence": known.competence, "address": known.address})

    def _told(self) -> Translation:
        return Translation(**self._fields.values())

    def _ask_where(self) -> None:
        title = _("Write the certificate")
        self._desk.pick_save(title, "translator-certificate.pdf", "PDF (*.pdf)", self._write)

    def _write(self, out: Path) -> None:
        path = out if out.suffix else out.with_suffix(".pdf")
        self._run(partial(translations.make_certificate, self._office, self._id, self._told(), path))

    def _send_out(self) -> None:
        self._run(partial(translations.send_out, self._office, self._id, self._told().translator))

    def _run(self, work: Any) -> None:
        self._desk.work.run(
            self, work, done=self._desk.changed, failed=self._desk.problem, title=_("Translation")
        )
